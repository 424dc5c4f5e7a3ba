"""Every code that is raised anywhere has a sentence, and every sentence gets its figures."""

import ast
import errno
import os
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest

from tests.source import ROOT, place, sources, tree
from xiaxian_tasks import language
from xiaxian_tasks.domain import terms
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.errors import Fault, Faulty, Misused, NotFound, Refused
from xiaxian_tasks.reading import DOUBTS
from xiaxian_tasks.tui import speak
from xiaxian_tasks.wording import papers, reasons, rules, sentences, words
from xiaxian_tasks.wording.columns import COLUMNS

ERRORS = ("Misused", "Refused", "NotFound", "Stale", "StoreFault", "Undelivered", "Wrong", "XiaxianError", "Unwritable",
          "_faulty")
"""What is raised with a code in front, and what makes a fault of a line of an export."""
CODE_AT = {"Fault": 2, "Difference": 2, "Break": 2, "fault": 1, "_slip": 1}
"""Where the code stands among the arguments: a paper's fault, a broken proof, a finding of a check."""

OTHERS = frozenset({"faulty", "bad-query"})
"""Faulty's own code: its faults are said instead. A query's slips have a table of their own, by why."""


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
    tables = [sentences.PROOF] if use.proof else [sentences.REFUSALS, sentences.LEDGER, papers.PAPERS]
    if use.where.startswith("xiaxian_tasks/tui/"):  # what only a form refuses is said there only
        tables.append(speak._HERE)
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
    """Codes of databases and sockets stand in tables, doubts in plan files; all others in a call."""
    made = {use.code for use in uses()} | set(terms.DOUBT_CODES) | set(sentences.APART.values())
    folders = [f"xiaxian_tasks/{name}" for name in ("store", "planfile", "domain", "intake", "office", "web")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources(*folders))
    assert set(COLUMNS) <= set(sentences.REFUSALS)
    tables = (sentences.REFUSALS, sentences.LEDGER, papers.PAPERS, sentences.PROOF)
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
    assert set(words.STATES) == {*terms.STATES, terms.WITHDRAWN}
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


def test_refusals_of_a_file_speak_of_columns() -> None:
    """No sentence of a file of reports names an option, and the names near stand behind it."""
    language.install("en")
    assert [code for code, sentence in COLUMNS.items() if "--" in sentence] == []
    of_options = [code for code, told in sentences.REFUSALS.items() if "--" in str(told) and code not in COLUMNS]
    assert not set(of_options) & {"unit", "falling", "which-target", "task", "body", "milestone", "before-period"}
    figures = {"name": "禹王真", "near": "禹王镇、祁家河乡"}
    assert sentences.message(Fault("r.csv", 4, "body", figures)) == (
        "No body answers to “禹王真”. Near it are: 禹王镇, 祁家河乡."
    )
    several = {"name": "水源", "near": "m1 裴介水源、m2 庙前水源"}
    assert sentences.message(Fault("r.csv", 4, "milestone", several)) == (
        "Several milestones of the task answer to “水源”. Say more: m1 裴介水源, m2 庙前水源"
    )
    choice = Fault("r.csv", 2, "which-target", {"candidates": "t1 甲、t2 乙"})
    assert sentences.message(choice).endswith("in the column target. They are: t1 甲, t2 乙.")
    assert sentences.of_fault(Fault("none.toml", 0, "blank", {"key": "x"})) == "none.toml: `x` is blank."


@pytest.mark.parametrize(("code", "name", "candidates", "said"), [
    ("milestone", "无此", ["m1 开工", "m2 完工"], "The task has no milestone “无此”."),
    ("milestone", "m", ["m1 开工", "m2 完工"], "The task has no milestone “m”."),
    ("milestone", "工", ["m1 开工", "m2 完工"], "Several milestones of the task answer to “工”. Say more:"),
    ("procedure", "某", ["a/p1 借款"], "No procedure answers to “某”."),
    ("procedure", "款", ["a/p1 借款", "b/p1 还款"], "Several procedures answer to “款”. Say more:"),
    ("case", "厂", ["a/p1#1 甲厂", "a/p1#2 乙厂"], "Several cases answer to “厂”. Say more:"),
])
def test_nothing_and_several_are_told_apart(code: str, name: str, candidates: list[str], said: str) -> None:
    language.install("en")
    first, *_ = sentences.of_error(NotFound(code, candidates, name=name))
    assert first == said


@pytest.mark.parametrize(("rule", "english", "chinese"), [
    ("FREQ=MONTHLY;BYMONTHDAY=1,20", "monthly: day 1, day 20", "每月1日、20日"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "monthly: the last day", "每月月底"),
    ("FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=-1", "yearly: the end of August", "每年8月底"),
    ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1", "yearly: the end of March, the end of September", "每年3月底、9月底"),
    ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10", "yearly: 10 October", "每年10月10日"),
    ("FREQ=YEARLY;BYMONTH=3", "yearly: March", "每年3月"),
    ("FREQ=WEEKLY;BYDAY=FR", "weekly: Friday", "每周五"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every 2 weeks: Monday", "每 2 周：周一"),
    ("FREQ=DAILY", "daily", "每天"),
    ("FREQ=DAILY;INTERVAL=3", "every 3 days", "每 3 天"),
    ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
    ("FREQ=YEARLY;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTHDAY=1"),
    ("FREQ=MONTHLY;BYMONTHDAY=-2", "FREQ=MONTHLY;BYMONTHDAY=-2", "FREQ=MONTHLY;BYMONTHDAY=-2"),
    ("FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=3"),
    ("学期开学", "学期开学", "学期开学"),
])
def test_rules_in_words(rule: str, english: str, chinese: str) -> None:
    language.install("en")
    assert rules.said(rule) == english
    language.install("zh")
    assert rules.said(rule) == chinese
    language.install("en")


def test_every_shipped_rule_has_words() -> None:
    found = {line.partition('"')[2].partition('"')[0] for path in (ROOT / "plans").glob("*.toml")
             for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("rule = \"FREQ")}
    assert len(found) > 8
    assert [rule for rule in found if rules.said(rule) == rule] == []


@pytest.mark.parametrize(("on", "english", "chinese"), [
    ("2023-12-31", "due today; 16.7 points behind pace", "今天到期，落后序时 16.7 个百分点"),
    ("2023-12-30", "due on 2023-12-31, 1 day left (0 working days); 16.7 points behind pace",
     "2023-12-31 到期，还有 1 天（0 个工作日），落后序时 16.7 个百分点"),
    ("2023-12-28", "due on 2023-12-31, 3 days left (1 working day); 16.7 points behind pace",
     "2023-12-31 到期，还有 3 天（1 个工作日），落后序时 16.7 个百分点"),
])
def test_a_near_day_says_how_long_and_how_far(on: str, english: str, chinese: str) -> None:
    """31 December 2023 is a Sunday; Thursday the 28th leaves one working day, the Friday."""
    duty = {"light": "yellow", "reason": "near-due", "due": "2023-12-31", "gap": -16.667}
    day, days = date.fromisoformat(on), WorkDays()
    for lang, said in (("en", english), ("zh", chinese)):
        language.install(lang)
        assert reasons.of_duty(duty, {"due": None}, day, days) == said
    language.install("en")
    assert reasons.of_duty({**duty, "gap": None}, {"due": None}, date(2023, 12, 28)) == "due on 2023-12-31, 3 days left"


def test_what_the_system_says_is_said_in_chinese() -> None:
    language.install("zh")
    [told] = sentences.of_error(Misused("unreadable-file", file="a.csv", why=os.strerror(errno.ENOENT)))
    assert told == "“a.csv”读不了：没有这个文件或文件夹。"
    language.install("en")
    [told] = sentences.of_error(Misused("unreadable-file", file="a.csv", why=os.strerror(errno.EACCES)))
    assert told == "“a.csv” cannot be read: Permission denied."


@pytest.mark.parametrize(("count", "said"), [(1, "1 task"), (2, "2 tasks"), (0, "0 tasks")])
def test_english_counts(count: int, said: str) -> None:
    language.install("en")
    assert words.tasks(count) == said


def test_english_spans() -> None:
    language.install("en")
    assert set(words.LIMIT_OF_ONE) == set(terms.LIMIT_UNITS)
    assert [words.span(1, "months"), words.span(2, "months")] == ["1 month", "2 months"]
