"""The note a letter is sent with (随函说明): what comes, about what, until when an answer is asked, whom to call.

Always Chinese; nothing of the moment it is made stands in it.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.documents.papers._words import CALLED


class Note(NamedTuple):
    """What a note is made of: `paper` one of letters.KINDS, its number and title, and the words of each matter."""

    body: str
    paper: str
    number: str
    title: str
    matters: tuple[str, ...]
    due: date | None = None
    person: str = ""
    contact: str = ""


def text(note: Note) -> str:
    """The note, lines of plain text."""
    return "\n".join(_lines(note))


def _lines(note: Note) -> Iterable[str]:
    yield f"{note.body}（{note.person}）：" if note.person else f"{note.body}："
    yield ""
    yield f"现发去{CALLED.get(note.paper, '')}《{clean(note.title)}》（{note.number}），全文见附件。"
    if note.matters:
        yield ""
        yield f"涉及{len(note.matters)}项："
    yield from (f"{place}. {clean(matter)}" for place, matter in enumerate(note.matters, 1))
    yield ""
    if note.due:
        yield f"请于{note.due.year}年{note.due.month}月{note.due.day}日前书面回复。"
    if note.contact:
        yield f"联系：{note.contact}"
