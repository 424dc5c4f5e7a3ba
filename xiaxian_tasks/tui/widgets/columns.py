"""The columns of a task table: what each shows, how wide it is, by what it is sorted, and which fit side by side."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from xiaxian_tasks.domain.terms import DONE
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import speak
from xiaxian_tasks.tui.look import Line, bar
from xiaxian_tasks.tui.width import fit, fit_middle
from xiaxian_tasks.wording import words

NUMBER, NUMBER_AT_MOST = 10, 20
"""Cells of the number: so many at least, and as many as the longest on the page needs."""

ROOMY = 100
"""From this width on the long columns have room."""

STRIP = 6
"""Months of a strip, each two cells."""


class Seen(NamedTuple):
    """What a row shows: the task, its plan's short name, the day looked at, and the lights of its months."""

    sheet: Sheet
    label: str = ""
    on: date | None = None
    months: tuple[str, ...] = ()


class Column(NamedTuple):
    """A column: `least` cells, `roomy` where the table has room; it grows up to `most` where that is more.

    `sort` is the order of lists (lists.SORTS) it stands for, "" where there is none. A `firm` column never gives way to
    others.
    """

    title: str
    text: Callable[[Seen], str]
    least: int
    roomy: int = 0
    most: int = 0
    align: str = "<"
    sort: str = ""
    firm: bool = False


def called_by(sheet: Sheet, label: str) -> str:
    """The number of a task with its plan's short name: 21号/13."""
    return f"{label}/{sheet['number']}"


def days_left(sheet: Sheet, on: date | None) -> str:
    """How many days are left until a task is due, or how many it is late; nothing once it is done."""
    if on is None or sheet["due"] is None or sheet["light"] == DONE:
        return "-"
    left = (date.fromisoformat(sheet["due"]) - on).days
    if left == 0:
        return _("today")
    return (_("{days}d left") if left > 0 else _("{days}d over")).format(days=abs(left))


def last_report(sheet: Sheet) -> str:
    """The newest day of which a figure was reported or a duty was done."""
    found = [each["latest_as_of"] for each in sheet["targets"]]
    found += [each["done_on"] for each in sheet["milestones"]]
    found += [each["last_done"] for each in sheet["recurrences"]]
    return max((day for day in found if day), default="-")


def _forecast(seen: Seen) -> str:
    foreseen = seen.sheet["forecast"]
    return (foreseen["finish"] if foreseen else None) or "-"


def _outlook(seen: Seen) -> str:
    code = seen.sheet.get("outlook", "")
    return words.word(words.OUTLOOKS, code) if code else "-"


def _share(share: float | None) -> str:
    return "" if share is None else speak.percent(share)


COLUMNS: Mapping[str, Column] = {
    "light": Column(N_("Lgt"), lambda seen: speak.glyph(seen.sheet["light"]), 4, sort="light", firm=True),
    "number": Column(N_("No."), lambda seen: called_by(seen.sheet, seen.label), NUMBER, sort="plan", firm=True),
    "title": Column(N_("Task"), lambda seen: seen.sheet["title"], 8, most=400, sort="title", firm=True),
    "lead": Column(N_("Lead"), lambda seen: "、".join(seen.sheet["lead"]) or "-", 8, most=26, sort="lead"),
    "due": Column(N_("Due"), lambda seen: seen.sheet["due"] or "-", 8, 10, sort="due", firm=True),
    "left": Column(N_("Days left"), lambda seen: days_left(seen.sheet, seen.on), 10, align=">", sort="due"),
    "done": Column(N_("Done"), lambda seen: _share(seen.sheet["progress"]), 7, 10, sort="progress", firm=True),
    "gap": Column(N_("Gap"), lambda seen: "" if seen.sheet["gap"] is None else speak.points(seen.sheet["gap"]), 6,
                  align=">", sort="gap"),
    "expected": Column(N_("Due share"), lambda seen: _share(seen.sheet["expected"]), 8, align=">",
                       sort="expected"),
    "state": Column(N_("State"), lambda seen: words.word(words.STATES, seen.sheet["state"]), 8, 10, sort="state"),
    "plan": Column(N_("Plan"), lambda seen: seen.sheet["document"], 12, most=24, sort="plan"),
    "section": Column(N_("Section"), lambda seen: seen.sheet["section"] or "-", 8, most=26),
    "support": Column(N_("Support"), lambda seen: "、".join(seen.sheet["support"]) or "-", 8, most=26),
    "outlook": Column(N_("Outlook"), _outlook, 7, 10, sort="outlook"),
    "forecast": Column(N_("Forecast"), _forecast, 10),
    "report": Column(N_("Reported"), lambda seen: last_report(seen.sheet), 10),
    "months": Column(N_("Months"), lambda _seen: "", 2 * STRIP),
}
"""Every column by its code, in the order in which they are offered."""

USUAL = ("light", "number", "title", "lead", "due", "done", "gap")
"""The columns that are shown where nobody chose others."""


class Form(NamedTuple):
    """How a table is laid out: its columns in order, cells chosen for some of them, and those of the number."""

    codes: tuple[str, ...] = USUAL
    widths: tuple[tuple[str, int], ...] = ()
    number: int = NUMBER


@lru_cache(256)
def layout(form: Form, width: int) -> tuple[tuple[str, int], ...]:
    """The columns that fit in a table this wide, each with its cells; they are parted by one blank, after one for the
    mark. What does not fit is left out from the right; light, number, title, due and share stay, and chosen widths that
    leave no room for them are not heeded."""
    codes = list(form.codes)
    chosen = dict(form.widths)
    while True:
        sizes = {code: _least(code, form, width, chosen) for code in codes}
        left = width - sum(sizes.values()) - len(codes)
        loose = [code for code in codes if not COLUMNS[code].firm]
        if left >= 0 or not (loose or chosen):
            break
        if loose:
            codes.remove(loose[-1])
        else:
            chosen = {}
    return tuple(_grown(sizes, left, chosen).items())


def _least(code: str, form: Form, width: int, chosen: Mapping[str, int]) -> int:
    column = COLUMNS[code]
    if code == "number":
        return form.number
    least = column.roomy if column.roomy and width >= ROOMY else column.least
    return least if code in {"light", "title"} else max(column.least, chosen.get(code, least))


def _grown(sizes: dict[str, int], left: int, chosen: Mapping[str, int]) -> dict[str, int]:
    """The room that is left, shared out: the title takes two parts, each other column that grows one, up to its most.

    A column whose width was chosen keeps it.
    """
    growing = [code for code in sizes if COLUMNS[code].most and code != "title" and code not in chosen]
    shared = left + sum(sizes[code] for code in growing) + sizes.get("title", 0)
    for code in growing:
        size = max(sizes[code], min(COLUMNS[code].most, shared // (len(growing) + 2)))
        size = min(size, sizes[code] + max(left, 0))
        left -= size - sizes[code]
        sizes[code] = size
    if "title" in sizes:
        sizes["title"] = max(sizes["title"] + left, 4)
    return sizes


def heading(form: Form, width: int, order: tuple[str, bool] = ("", False)) -> Line:
    """The names of the columns; `order` names the one the list is sorted by, and says whether it is turned round."""
    parts = [" "]
    for code, size in layout(form, width):
        name, align = _(COLUMNS[code].title), COLUMNS[code].align
        if code == order[0]:
            mark = "v" if order[1] else "^"
            name = fit(name, max(size - 1, 1)).rstrip() + mark
        parts += [fit(name, size, align), " "]
    return [("".join(parts[:-1]), "head")]


def row_line(seen: Seen, form: Form, width: int, ground: str, mark: str = " ") -> Line:
    """One task as a row, the mark before it."""
    line: Line = [(mark, ground)]
    for place, (code, size) in enumerate(layout(form, width)):
        if place:
            line.append((" ", ground))
        line += _cell(code, seen, size, ground)
    return line


def _cell(code: str, seen: Seen, size: int, ground: str) -> Line:
    sheet, column = seen.sheet, COLUMNS[code]
    text = column.text(seen)
    if code == "light":
        return [(f" {text} ", sheet["light"])]
    if code == "number":
        return [(fit_middle(text, size), ground)]
    if code == "done":
        return bar(text, sheet["progress"], size) if text else [(fit("-", size), ground)]
    if code == "due" and size < len("2023-12-31"):
        text = text[2:] if len(text) > 2 else text
    if code == "months":
        lit: Line = [(speak.glyph(light), light) for light in seen.months[-size // 2:]]
        return [*lit, (" " * (size - 2 * len(lit)), ground)]
    return [(fit(text, size, column.align), ground)]


def at(form: Form, width: int, x: int) -> str:
    """The code of the column at a cell of the table; "" between and behind them."""
    left = 1
    for code, size in layout(form, width):
        if left <= x < left + size:
            return code
        left += size + 1
    return ""


def known(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes of columns there are, each once; the usual ones where none is, and never without a title."""
    found = tuple(dict.fromkeys(code for code in codes if code in COLUMNS))
    return found if "title" in found else USUAL
