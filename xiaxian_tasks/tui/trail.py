"""The trail in lines: one entry a row, what the filter over it means, and an entry told whole."""

from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.entries import COUNTY
from xiaxian_tasks.language import _
from xiaxian_tasks.office import audit, names
from xiaxian_tasks.office.audit import Effect, Filter
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages import undoing
from xiaxian_tasks.tui.width import fit, fit_middle
from xiaxian_tasks.wording import words

QUOTES = "\"'“”"
"""What begins with one of these is looked for in what was written, whatever else it could mean."""

BY = ("by=", "人=")
"""What stands before the name of a person the county does not know."""


class Columns(NamedTuple):
    """Cells of each column, parted by one blank; the rest of the width is what the entry says."""

    when: int
    by: int
    kind: int
    task: int


def columns(width: int) -> Columns:
    """The columns of a list this wide."""
    return Columns(11, 6, 10, 12) if width < 100 else Columns(14, 8, 14, 16)


def heading(width: int) -> Line:
    """The names of the columns."""
    sizes = columns(width)
    titles = zip((_("Written"), _("Who"), _("What"), _("Of")), sizes, strict=True)
    return [("  " + "".join(f"{fit(title, size)} " for title, size in titles) + _("Said"), "head")]


def row_line(line: Sheet, label: str, width: int, ground: str) -> Line:
    """One entry: when it was written, by whom, its kind, its task and what it says."""
    sizes = columns(width)
    quiet = "quiet" if ground == "base" else ground
    of = label_of(line, label)
    late = [_("for {day}").format(day=line["at"][5:])] if line["late"] else []
    said = "  ".join([*late, *([*undoing.pieces(line)] or [line["title"]])])
    return [
        (f"{fit(moment(line['recorded'], sizes.when), sizes.when)} ", quiet),
        (f"{fit(line['by'], sizes.by)} {fit(speak.entry_kind(line['kind']), sizes.kind)} ", ground),
        (f"{fit_middle(of, sizes.task)} ", ground),
        (said, ground),
    ]


def label_of(line: Sheet, label: str) -> str:
    """What an entry is of, shortly: 21号/13, a case, the county."""
    if line["task"] == COUNTY:
        return _("county")
    return f"{label}/{line['task'].partition('/')[2]}" if label else str(line["task"])


def moment(recorded: str, width: int) -> str:
    """When it was written, in the room there is."""
    text = recorded[:16].replace("T", " ")
    return text[2:] if width >= 14 else text[5:]


def sought(office: Office, text: str) -> Filter:
    """What a typed filter asks: a person's name, a kind of entry by its name, a task by its number, else words.

    Raises NotFound (5) for a number no task has.
    """
    found, rest, persons = Filter(), list[str](), {*audit.authors(office), office.by}
    for word in text.split():
        if word[0] in QUOTES:
            rest.append(word.strip(QUOTES))
        elif named := next((word[len(sign):] for sign in BY if word.startswith(sign)), ""):
            found = found._replace(by=named)
        elif word in persons:
            found = found._replace(by=word)
        elif kinds := _kinds(word):
            found = found._replace(kinds=kinds)
        elif "/" in word:
            found = found._replace(task=names.task(office, word).id)
        else:
            rest.append(word)
    return found._replace(words=" ".join(filter(None, rest)))


def _kinds(word: str) -> tuple[str, ...]:
    """The kinds of entry whose name holds a word, or is called so in JSON."""
    lower = word.lower()
    return tuple(code for code in words.ENTRIES if lower == code or lower in words.word(words.ENTRIES, code).lower())


def said_of(found: Filter) -> list[str]:
    """A filter told back."""
    kinds = speak.joined([speak.entry_kind(kind) for kind in found.kinds]) if found.kinds else ""
    quoted = f'"{found.words}"' if found.words else ""
    return [part for part in (found.by, kinds, found.task, quoted) if part]


def whole(line: Sheet, effect: Effect | None, width: int, on: date) -> list[Line]:
    """An entry told whole: its day, its words, and what it changed."""
    of = _("county") if line["task"] == COUNTY else line["task"]
    lines: list[Line] = [[(fit(f" {of}  {line['title']}", width), "title")]]
    lines += telling.paragraph(undoing.said(line), width)
    written = _("entry {seq}, written {moment}").format(seq=line["seq"], moment=moment(line["recorded"], 16))
    late = _("(entered {day})").format(day=line["recorded"][:10]) if line["late"] else ""
    gone = _("taken back") if effect and effect.taken_back else ""
    lines += telling.paragraph("  ".join(filter(None, (written, late, gone))), width, style="quiet")
    if effect is None or not effect.is_task:
        return lines
    title = _("What it changed on {day}").format(day=min(line["at"], on.isoformat()))
    return [*lines, telling.section(title, width), *undoing.changed(effect.changes, width)]
