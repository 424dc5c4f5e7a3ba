"""The register of numbers (发文登记): what each paper that was issued is called, and what became of every number.

A number is a word of its kind, a year and a running number (发文字号, 党政机关公文处理工作条例 art. 9); bulletins and
reports are counted as 第n期. No number is ever given twice: a letter that is taken back keeps it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from xiaxian_tasks.domain.entries import LETTER, Entry
from xiaxian_tasks.domain.ladder import Ladder
from xiaxian_tasks.domain.letters import (
    BULLETIN,
    CLOSING,
    CONCLUSION,
    DISPATCH,
    EXTENSION,
    KINDS,
    RED,
    REMINDER,
    REPORT,
    RETURN,
    SUPERVISION,
    TALK,
)

WORDS = {
    DISPATCH: "夏督交", REMINDER: "夏督提", SUPERVISION: "夏督办", RED: "夏督红", RETURN: "夏督退", EXTENSION: "夏督延",
    CLOSING: "夏督销", TALK: "夏督谈", CONCLUSION: "夏督结",
}
"""The word of each kind where a county names no other in its ladder: its short name, 督, and what the paper is."""

COUNTED = frozenset({BULLETIN, REPORT})
"""Kinds that bear no word: the n-th of the year."""

ANSWERED = frozenset({REMINDER, SUPERVISION, RED, CONCLUSION})
"""Kinds that ask for an answer of their own. What answers a step that is recorded (交办, 退办, 延期, 销号) leaves the
days to that step; a talk is answered by coming."""

LEADERS = "县领导"
"""Whom a report goes to: the county's leaders, not the body it is about."""

REPLY = 5
"""Working days for an answer where the ladder has no rung of the paper (office custom)."""

NUMBERED = "letter."
"""What the kind of a letter's running number begins with."""


class Letter(NamedTuple):
    """A paper that was issued (发文): `id` is year/kind/running, `to` the bodies it went to, `tasks` its matters.

    `paper` and `docx` are pieces of evidence, NAME#sha256:DIGEST: the words as JSON and as they were laid out. `due` is
    the day for the answer. `withdrawn` is the day it was taken back, and `why`.
    """

    id: str
    kind: str
    form: str
    number: str
    year: int
    running: int
    on: date
    to: tuple[str, ...]
    tasks: tuple[str, ...]
    title: str
    paper: str
    docx: str
    due: date | None = None
    withdrawn: date | None = None
    why: str = ""


class Place(NamedTuple):
    """One running number of a kind and year: the letter that has it, None where it was given and never used."""

    kind: str
    year: int
    running: int
    letter: Letter | None

    @property
    def is_gap(self) -> bool:
        """Whether no paper that stands bears it."""
        return self.letter is None or self.letter.withdrawn is not None


def id_of(kind: str, year: int, running: int) -> str:
    """The id of a letter: "2026/reminder/3"."""
    return f"{year}/{kind}/{running}"


def place_of(letter: str) -> tuple[str, int, int]:
    """(kind, year, running number) by a letter's id. Raises ValueError for what is none."""
    year, kind, running = [*letter.split("/"), "", ""][:3]
    is_one = kind in KINDS and year.isdecimal() and running.isdecimal()
    if not is_one or id_of(kind, int(year), int(running)) != letter:
        raise ValueError(f"no letter is called {letter}")
    return kind, int(year), int(running)


def number_of(kind: str, year: int, running: int, words: Mapping[str, str]) -> str:
    """The number as it is printed: 夏督提〔2026〕3号, of a bulletin 第3期; `words` of a county go before WORDS."""
    if kind in COUNTED:
        return f"第{running}期"
    return f"{words.get(kind) or WORDS[kind]}〔{year}〕{running}号"


def reply_days(ladder: Ladder, kind: str) -> int:
    """The working days for an answer to a paper of a kind, by the ladder's rung of that paper; 0 where none is asked.
    """
    if kind not in ANSWERED:
        return 0
    return max((rung.reply for rung in ladder.rungs if rung.paper == kind and rung.reply), default=REPLY)


def is_withdrawal(content: Mapping[str, Any]) -> bool:
    """Whether an entry of kind LETTER takes a letter back."""
    return "why" in content


def content_of(letter: Letter) -> dict[str, Any]:
    """The content of the entry that issues a letter."""
    due = {"due": letter.due.isoformat()} if letter.due else {}
    return {
        "letter": letter.id, "paper": letter.kind, "form": letter.form, "number": letter.number, "year": letter.year,
        "running": letter.running, "on": letter.on.isoformat(), "to": list(letter.to), "tasks": list(letter.tasks),
        "title": letter.title, "evidence": [letter.paper, letter.docx], **due,
    }


def letters_in(entries: Iterable[Entry]) -> dict[str, Letter]:
    """The letters of some entries of the county's history by id, in order of issue; other kinds are passed over."""
    found: dict[str, Letter] = {}
    for entry in entries:
        if entry.kind != LETTER:
            continue
        content = entry.content
        if not is_withdrawal(content):
            found[content["letter"]] = _issued(content)
        elif content["letter"] in found:
            gone = found[content["letter"]]._replace(withdrawn=entry.at, why=content["why"])
            found[content["letter"]] = gone
    return found


def _issued(content: Mapping[str, Any]) -> Letter:
    paper, docx = content["evidence"]
    due = date.fromisoformat(content["due"]) if content.get("due") else None
    return Letter(
        content["letter"], content["paper"], content["form"], content["number"], content["year"], content["running"],
        date.fromisoformat(content["on"]), tuple(content["to"]), tuple(content["tasks"]), content["title"], paper, docx,
        due,
    )


def places(letters: Iterable[Letter], given: Iterable[tuple[str, int, int]]) -> list[Place]:
    """Every running number of the letters' and the given (kind, year, running) from 1 on, by kind, year and number."""
    known = {(each.kind, each.year, each.running): each for each in letters}
    last: dict[tuple[str, int], int] = {}
    for kind, year, running in (*known, *given):
        last[kind, year] = max(running, last.get((kind, year), 0))
    return [
        Place(kind, year, running, known.get((kind, year, running)))
        for kind, year in sorted(last, key=lambda key: (KINDS.index(key[0]), key[1]))
        for running in range(1, last[kind, year] + 1)
    ]
