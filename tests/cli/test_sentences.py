"""Every code that is raised anywhere has a sentence, and every sentence gets its figures."""

import ast
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest

from tests.source import place, sources, tree
from xiaxian_tasks import language
from xiaxian_tasks.domain import terms
from xiaxian_tasks.errors import Fault, Faulty, Misused, NotFound, Refused
from xiaxian_tasks.reading import DOUBTS
from xiaxian_tasks.wording import reasons, sentences, words

ERRORS = ("Misused", "Refused", "NotFound", "Stale", "StoreFault", "Undelivered", "Wrong", "XiaxianError", "Unwritable")
CODE_AT = {"Fault": 2, "Difference": 2, "Break": 2, "fault": 1}
"""Where the code stands among the arguments: a paper's fault, a broken proof, a finding of a check."""

OTHERS = frozenset({"faulty"})
"""Faulty's own code: its faults are said instead."""


class Use(NamedTuple):
    """One place where a code is made; `figures` None where they cannot be read off the source."""

    where: str
    code: str
    figures: frozenset[str] | None
    proof: bool


def uses() -> Iterator[Use]:
    """Every literal code in the package."""
    for path in sources("xiaxian_tasks"):
        if path.name == "compare.py":  # its Difference is one of plan files and carries no code
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                yield from _uses_of(f"{place(path)}:{node.lineno}", node)


def _uses_of(where: str, call: ast.Call) -> Iterator[Use]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    at = 0 if name in ERRORS else CODE_AT.get(name)
    if at is None or len(call.args) <= at:
        return
    figures: frozenset[str] | None = frozenset(str(word.arg) for word in call.keywords)
    if any(word.arg is None for word in call.keywords):
        figures = None
    if name == "Fault":
        figures = _keys(call.args[3]) if len(call.args) > 3 else frozenset()
    for code in _codes(call.args[at]):
        yield Use(where, code, figures, name in {"Difference", "Break"})


def _keys(node: ast.expr) -> frozenset[str] | None:
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        return frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))
    return None


def _codes(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)


def known(use: Use) -> tuple[str, ...]:
    """The sentences a use may be said by."""
    tables = [sentences.PROOF] if use.proof else [sentences.REFUSALS, sentences.LEDGER, sentences.PAPERS]
    return tuple(msgid for table in tables for msgid in sentences.alternatives(table, use.code))


def test_every_code_has_a_sentence() -> None:
    found = list(uses())
    assert len({use.code for use in found}) > 80
    assert [f"{use.where} {use.code}" for use in found if not known(use) and use.code not in OTHERS] == []


def test_every_sentence_gets_its_figures() -> None:
    """`key` comes with every finding of a check, `why` and the like with the call itself."""
    amiss = []
    for use in uses():
        if use.figures is None or not known(use):
            continue
        given = use.figures | {"key"}
        if not any(sentences.fields(msgid) <= given for msgid in known(use)):
            amiss.append(f"{use.where} {use.code}: {sorted(use.figures)}")
    assert amiss == []


def test_no_sentence_is_unused() -> None:
    """Codes of databases stand in tables of the engines, doubts in plan files; all others in a call."""
    made = {use.code for use in uses()} | set(terms.DOUBT_CODES)
    folders = [f"xiaxian_tasks/{name}" for name in ("store", "planfile", "domain", "intake")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources(*folders))
    tables = (sentences.REFUSALS, sentences.LEDGER, sentences.PAPERS, sentences.PROOF)
    codes = [code for table in tables for code in table]
    assert [code for code in codes if code not in made and f'"{code}"' not in text] == []


def test_every_reason_has_a_sentence() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources("xiaxian_tasks/domain"))
    assert [reason for reason in reasons.REASONS if f'"{reason}"' not in text] == []
    returned = {
        node.elts[1].value
        for name in ("lights", "recurrence")
        for path in sources("xiaxian_tasks/domain")
        if path.stem == name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Tuple) and len(node.elts) == 2
        and isinstance(node.elts[1], ast.Constant) and isinstance(node.elts[1].value, str) and "-" in node.elts[1].value
    }
    assert returned >= {"far-behind", "near-due", "no-report", "not-yet-due"}
    assert sorted(returned - reasons.REASONS.keys()) == []


def test_every_code_of_json_has_a_name() -> None:
    assert set(words.LIGHTS) == set(terms.LIGHTS)
    assert set(words.KINDS) == set(terms.KINDS)
    assert set(words.STATES) == set(terms.STATES)
    assert set(words.BODY_KINDS) == set(terms.BODY_KINDS)
    assert set(words.LIMIT_UNITS) == set(terms.LIMIT_UNITS)
    assert set(words.LIMIT_RELATIONS) == set(words.LIMITS_WITHOUT_AMOUNT) == set(terms.LIMIT_RELATIONS)
    assert set(words.DUE_BASES) == set(terms.DUE_BASES)
    assert set(words.BASES) == {*terms.BASES, "none"}
    assert set(words.DOUBTS) == set(DOUBTS)


@pytest.mark.parametrize(("lang", "said"), [
    ("zh", ["没有找到事项“x”。", "相近的有：", "  a", "  b"]),
    ("en", ["No task answers to “x”.", "Near it are:", "  a", "  b"]),
])
def test_candidates_stand_one_a_line(lang: str, said: list[str]) -> None:
    language.install(lang)
    assert list(sentences.of_error(NotFound("task", ["a", "b"], name="x"))) == said
    language.install("en")


def test_figures_are_said_as_people_write_them() -> None:
    language.install("en")
    [told] = sentences.of_error(Refused("owes-nothing", body="A", bodies=["B", "C"]))
    assert told == "A owes nothing in this task. It is owed by B, C."
    [told] = sentences.of_error(Misused("future-day", at=date(2023, 9, 30), today=date(2023, 9, 1)))
    assert told == "2023-09-30 lies in the future (today is 2023-09-01). Only what has happened is recorded."
    known_one = Fault("a.toml", 3, "unknown-key", {"key": "titel", "near": "title"})
    faults = Faulty([known_one, Fault("b.toml", 1, "odd", {"x": "1"})])
    assert list(sentences.of_error(faults)) == [
        "a.toml:3: The key `titel` is unknown. Did you mean “title”?", "b.toml:1: odd (x=1)",
    ]
