"""The gazette beside the plan files: its text, where one is at hand, its documents and their clauses.

The text is never part of the repository: scripts and tests that compare with it are given it, or find it beside the
checkout or by XIAXIAN_GAZETTE.
"""

import os
import re
import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from xiaxian_tasks.reading.numerals import chinese

ROOT = Path(__file__).resolve().parent.parent
PLANS = ROOT / "plans"
CLAUSES = Path(__file__).with_name("clauses.toml")
BESIDE = ROOT.parent / "shared" / "gazette" / "gazette-2023-4.txt"
VARIABLE = "XIAXIAN_GAZETTE"

_ARTICLE = re.compile(r"^第([一二三四五六七八九十百]+)条\s", re.MULTILINE)
_ARTICLE_END = re.compile(r"^第[一二三四五六七八九十百]+[条章节]\s", re.MULTILINE)
_SECTION = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])", re.MULTILINE)


class Unfound(Exception):
    """A document or clause that the paper does not hold, or holds twice; says which."""


class PlanFile(NamedTuple):
    """A plan file as it stands: its path and its content, unchecked."""

    path: Path
    content: dict[str, Any]


def at_hand() -> Path | None:
    """The gazette's text, where there is one: by XIAXIAN_GAZETTE, else beside the repository."""
    given = os.environ.get(VARIABLE)
    path = Path(given) if given else BESIDE
    return path if path.is_file() else None


def plan_files() -> list[PlanFile]:
    """The plan files, by name; not the file of bodies."""
    found = [PlanFile(path, tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(PLANS.glob("*.toml"))]
    return [file for file in found if "tasks" in file.content]


@cache
def marks() -> dict[str, dict[str, str | list[str]]]:
    """The rows of clauses.toml by plan and task number."""
    return tomllib.loads(CLAUSES.read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    """A text without white space and without the marks of bold print."""
    return "".join(text.replace("*", "").split())


def document(paper: str, number: str) -> str:
    """The text of one document, from its printed number to that of the next one."""
    numbers = [file.content["document"] for file in plan_files()]
    places = {each: _only(_loose(each), paper, each) for each in numbers}
    later = [place for place in places.values() if place > places[number]]
    return paper[places[number]:min(later, default=len(paper))]


def clause(text: str, plan: dict[str, Any], task: dict[str, Any]) -> str:
    """The clause of a task in its document's text, squeezed. Raises Unfound."""
    row = marks().get(plan["id"], {}).get(task["number"])
    if row is not None:
        return _between_marks(squeezed(text), plan["id"], task["number"])
    if task.get("clause", "").startswith("第"):
        return squeezed(_article(text, task["number"]))
    return squeezed(_measure(text, plan["tasks"], task))


def fingerprint(clause: str) -> str:
    """What identifies a clause's squeezed text: its SHA-256 in UTF-8."""
    return f"sha256:{sha256(clause.encode()).hexdigest()}"


def _loose(text: str) -> re.Pattern[str]:
    """A text that may be broken anywhere by blanks and line ends."""
    return re.compile(r"\s*".join(re.escape(character) for character in squeezed(text)))


def _only(pattern: re.Pattern[str], text: str, name: str) -> int:
    places = [found.start() for found in pattern.finditer(text)]
    if len(places) != 1:
        raise Unfound(f"{name}: found {len(places)} times")
    return places[0]


def _between_marks(text: str, plan: str, number: str) -> str:
    rows = marks()[plan]
    row = rows[number]
    if isinstance(row, str):
        following = list(rows)[list(rows).index(number) + 1]
        next_row = rows[following]
        row = [row, next_row if isinstance(next_row, str) else next_row[0]]
    pieces = []
    for start, end in zip(row[::2], row[1::2], strict=True):
        first = _only(re.compile(re.escape(start)), text, f"{plan}/{number} {start}")
        last = text.find(end, first + len(start))
        if last < 0:
            raise Unfound(f"{plan}/{number} {end}: not found")
        pieces.append(text[first:last])
    return "".join(pieces)


def _article(text: str, number: str) -> str:
    for found in _ARTICLE.finditer(text):
        if chinese(found[1]) == int(number):
            end = _ARTICLE_END.search(text, found.end())
            return text[found.start():end.start() if end else len(text)]
    raise Unfound(f"article {number}: not found")


def _measure(text: str, tasks: list[dict[str, Any]], task: dict[str, Any]) -> str:
    """From a measure's heading to the next one's, without the heading of a section that stands between."""
    start = _heading(text, task)
    after = tasks[tasks.index(task) + 1:]
    end = _heading(text, after[0]) if after else len(text)
    section = _SECTION.search(text, text.index("\n", start), end)
    return text[start:section.start() if section else end]


def _heading(text: str, task: dict[str, Any]) -> int:
    """Where a measure begins: its number, as 13. or （十三）, and its title."""
    title = _loose(task["title"]).pattern
    pattern = re.compile(rf"(?:(?<!\d)(\d+)\s*\.|[（(]([一二三四五六七八九十]+)[）)])[\s*]*{title}")
    found = [each for each in pattern.finditer(text) if int(each[1] or chinese(each[2]) or 0) == int(task["number"])]
    if len(found) != 1:
        raise Unfound(f"{task['number']} {task['title']}: heading found {len(found)} times")
    return found[0].start()
