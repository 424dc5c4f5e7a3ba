"""Writes docs/workflow.md from the one table of the life-cycle; `--check` says whether it still tells the truth."""

import sys
from collections.abc import Iterator
from pathlib import Path

from scripts import generated
from xiaxian_tasks import language
from xiaxian_tasks.domain.guards import CAUSES, FOUND, HOWS
from xiaxian_tasks.domain.terms import ASSIGNMENT_STATES, PERSON_ROLES, STATES, WAITS, WAYS
from xiaxian_tasks.domain.workflow import COUNTY, WORKFLOW, Rule
from xiaxian_tasks.wording import steps, words
from xiaxian_tasks.wording import workflow as told

PAGE = Path(__file__).resolve().parent.parent / "docs" / "workflow.md"

HEAD = """\
# Workflow

Who may take which step of a task, when, and what it does. Made by `make docs` from the one table by which the program
itself lets a step pass or refuses it (`domain/workflow.py`); the help of each command says the same. A step that is
refused leaves with 4, names the rule, and says what is open instead. [Steps](steps.md) tells them as a story.

A plan is under **simple** supervision 简易 (reports alone, done when its targets are reached) or **full** supervision
全程 (every step below). `xiaxian plan way PLAN full` switches it, and back, from that day on.

"""

TAIL = """
Whoever is one of a body's own people records for that body alone; the supervision office may record for any body what
came on paper or by phone. The second person is asked where the table says that somebody is somebody else; an office of
one person switches that off in its [file of people](people.md), and each such entry then says so. An entry is never
changed: `task undo` takes it back by one more entry, and only while what came later would hold without it.
"""

TABLES: tuple[tuple[str, tuple[str, ...], dict[str, str]], ...] = (
    ("States of a task 事项状态", STATES, words.STATES),
    ("States of one body's part 承办状态", ASSIGNMENT_STATES, words.ASSIGNMENT_STATES),
    ("Roles of people 角色", PERSON_ROLES, words.PERSON_ROLES),
    ("Ways of supervision 督查方式", WAYS, words.WAYS),
    ("Causes of a return 退办原因", CAUSES, words.CAUSES),
    ("How something is checked 核查方式", HOWS, words.HOWS),
    ("What a look back finds 回头看结果", FOUND, words.FOUND),
    ("What a task waits for 待办", WAITS, words.WAITS),
)


def page() -> str:
    """The whole page."""
    return HEAD + "\n".join((*_overview(), *_steps(), *_county(), *_codes())) + "\n" + TAIL


def _overview() -> Iterator[str]:
    yield "| step | 步骤 | who | task | the body's part | way | command |"
    yield "|---|---|---|---|---|---|---|"
    for kind, rule in WORKFLOW.items():
        way = "both" if rule.ways == WAYS else "full"
        yield (
            f"| [{steps.said(kind)}](#{_anchor(kind)}) | {_chinese(words.ENTRIES[kind])} | {told.who(rule)}"
            f" | {told.states(rule)} | {told.assigned(rule) or '-'} | {way} | `{told.COMMANDS[kind]}` |"
        )
    always = "; ".join(told.GUARDS[name] for name in told.ALWAYS)
    yield ""
    yield f"Every step: {always}. A support's part may be accepted once it is signed for, asked for or not."
    yield "Under simple supervision the states are not asked, and only a reader is kept from recording."
    yield ""


def _steps() -> Iterator[str]:
    yield "## What each step does"
    for kind, rule in WORKFLOW.items():
        yield ""
        yield f"### {_heading(kind)}"
        yield ""
        yield told.DOES[kind]
        yield from _asked(rule)


def _asked(rule: Rule) -> Iterator[str]:
    guards = list(told.guards(rule))
    if guards:
        yield ""
    yield from (f"- {guard}" for guard in guards)


def _county() -> Iterator[str]:
    yield ""
    yield "## Of the whole county"
    yield ""
    yield "What is true of all plans stands in a history of its own. While nobody who may is known, anybody records it."
    yield ""
    yield "| entry | 记录 | who | what it does | command |"
    yield "|---|---|---|---|---|"
    for kind, rule in COUNTY.items():
        yield (
            f"| {steps.said(kind)} | {_chinese(words.ENTRIES[kind])} | {told.who(rule)} | {told.COUNTY_DOES[kind]}"
            f" | `{told.COUNTY_COMMANDS[kind]}` |"
        )


def _codes() -> Iterator[str]:
    yield ""
    yield "## Words"
    for heading, codes, table in TABLES:
        yield ""
        yield f"{heading}: " + ", ".join(f"`{code}` {_chinese(table[code])}" for code in codes) + "."


def _heading(kind: str) -> str:
    return f"{steps.said(kind)} {_chinese(words.ENTRIES[kind])}"


def _anchor(kind: str) -> str:
    """How a page of Markdown calls the heading of a step."""
    return _heading(kind).lower().replace(" ", "-")


def _chinese(message: str) -> str:
    """A message as the Chinese catalogue has it."""
    language.install("zh")
    text = language._(message)
    language.install("en")
    return text


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` leave with 1 when it is not what it would be."""
    language.install("en")
    return generated.put(PAGE, page(), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
