"""A task told on paper: where it stands and why, its duties one by one, what happened. Lines for a width only."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.entries import ADOPTION, REPORT
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import speak
from xiaxian_tasks.tui.look import Line, bar
from xiaxian_tasks.tui.width import cells, fit, wrap
from xiaxian_tasks.wording import life, reasons, steps

NOBODY = "-"
"""Who acts where nobody is named (assemble.login)."""

LABEL, INDENT = 9, 6
"""Cells of the label before a value, and before what is said under a light."""


class Told(NamedTuple):
    """What is told of: a task whole, its history oldest first, the day, and the working days as known on it."""

    sheet: Sheet
    history: list[Sheet]
    on: date
    workdays: WorkDays | None = None


def task(told: Told, width: int) -> list[Line]:
    """Everything known of a task."""
    sheet = told.sheet
    lines = [*_head(sheet, width), *_standing(told, width)]
    sections = (
        (_("Targets"), targets(told, width)),
        (_("Milestones"), milestones(told, width)),
        (_("Recurrences"), recurrences(told, width)),
        (_("Policy figures"), policy_figures(sheet, width)),
        (_("Parts"), paragraphs(life.parts(sheet), width)),
        (_("To be answered"), paragraphs(life.questions(sheet), width)),
        (_("History"), history(told, width)),
    )
    for title, body in sections:
        found = list(body)
        if found:
            lines += [[], section(title, width), *found]
    return lines


def section(title: str, width: int) -> Line:
    """A heading over the whole width."""
    return [(fit(f" {title}", width), "head")]


def paragraph(text: str, width: int, *, style: str = "base", indent: int = 1) -> Iterator[Line]:
    """A text wrapped, each line indented."""
    for line in wrap(text, max(width - indent - 1, 8)):
        yield [(" " * indent + line, style)]


def labelled(label: str, text: str, width: int, style: str = "base") -> Iterator[Line]:
    """A label and a value that may take several lines."""
    room = max(LABEL, cells(label) + 1)
    for number, line in enumerate(wrap(text, max(width - room - 2, 8))):
        yield [(" ", "base"), (fit("" if number else label, room), "quiet"), (line, style)]


def lit(light: str, text: str, width: int) -> Iterator[Line]:
    """A light and what is said of it."""
    for number, line in enumerate(wrap(text, max(width - 7, 8))):
        mark: Line = [(" ", "base"), (f" {speak.glyph(light)} ", light)] if not number else [(" " * 5, "base")]
        yield [*mark, (f" {line}", "base")]


def _head(sheet: Sheet, width: int) -> Iterator[Line]:
    yield [(f" {speak.called(sheet)}", "quiet")]
    yield from paragraph(sheet["title"], width, style="title")
    if sheet["summary"]:
        yield from paragraph(sheet["summary"], width, style="quiet")
    yield []


def _standing(told: Told, width: int) -> Iterator[Line]:
    sheet = told.sheet
    yield from lit(sheet["light"], speak.reason(sheet, told.on, told.workdays), width)
    yield from pace_bar(sheet, width)
    yield []
    yield from labelled(_("Lead"), speak.joined(sheet["lead"]), width)
    if sheet["support"]:
        yield from labelled(_("Support"), speak.joined(sheet["support"]), width)
    yield from labelled(_("Due"), life.due(sheet) or "-", width)
    pace = sheet["pace"]
    if pace["to"]:
        basis = speak.basis(pace["basis"])
        text = _("{basis}, {start} to {end}").format(basis=basis, start=pace["from"], end=pace["to"])
        yield from labelled(_("Pace"), text, width)
    if foreseen := speak.forecast(sheet):
        yield from labelled(_("Forecast"), foreseen, width)
    for label, text in life.facts(sheet):
        if text:
            yield from labelled(label.capitalize(), text, width)
    source = " ".join(part for part in (sheet["document"], sheet["clause"] or sheet["section"]) if part)
    yield from labelled(_("Source"), source, width)
    if sheet["note"]:
        yield from labelled(_("Note"), sheet["note"], width)


def paragraphs(texts: Iterable[str], width: int) -> Iterator[Line]:
    """Texts, each wrapped."""
    for text in texts:
        yield from paragraph(text, width)


def pace_bar(shown: Sheet, width: int) -> Iterator[Line]:
    """The share done as a bar, and behind it what should be done by now; before a report that alone."""
    if shown["progress"] is None:
        if shown["expected"] is not None:
            told = _("due by now {share}").format(share=speak.percent(shown["expected"]))
            yield from paragraph(told, width, style="quiet", indent=INDENT)
        return
    label = speak.percent(shown["progress"])
    figures = ""
    if shown["expected"] is not None:
        figures = _("due {expected}, gap {gap}").format(
            expected=speak.percent(shown["expected"]), gap=speak.points(shown["gap"])
        )
    room = max(10, min(40, width - cells(figures) - 4))
    yield [(" ", "base"), *bar(label, shown["progress"], room), (f" {figures}", "base")]


def targets(told: Told, width: int) -> Iterator[Line]:
    """Each target with what is known of it and its bar; the rows of a split behind their total."""
    sheet = told.sheet
    rows: list[Sheet] = []
    for target in sheet["targets"]:
        if target["body"] is not None:
            rows.append(target)
            continue
        yield from _rows(rows, width)
        rows = []
        yield from _target(target, told, width)
    yield from _rows(rows, width)


def _target(target: Sheet, told: Told, width: int) -> Iterator[Line]:
    due = _(", due {day}").format(day=target["due"]) if target["due"] else ""
    yield from lit(target["light"], f"{target['metric']}  {speak.wanted(target)}{due}", width)
    is_alone = len(told.sheet["targets"]) == 1 and not (told.sheet["milestones"] or told.sheet["recurrences"])
    if target["light"] != "done" and not is_alone:  # of the only duty all has been said above
        why = reasons.of_duty(target, told.sheet, told.on, told.workdays)
        yield from paragraph(why, width, style="quiet", indent=INDENT)
    for text in _known(target):
        yield from paragraph(text, width, indent=INDENT)
    for other in target["differing"]:
        yield from paragraph(f"{other['body']}: {other['value']}{target['unit']}", width, style="warn", indent=INDENT)
    if is_alone:
        return
    if target["progress"] is None:
        yield from pace_bar(target, width)
    elif target["latest"] is not None:
        for line in pace_bar(target, width - INDENT + 1):
            yield [(" " * (INDENT - 1), "base"), *line]


def _known(target: Sheet) -> Iterator[str]:
    """What is known of a target beside its value, a line each."""
    unit = target["unit"]
    if target["latest"] is not None:
        yield _("{value}{unit} as of {day}").format(value=target["latest"], unit=unit, day=target["latest_as_of"])
    if checked := life.verified(target):
        yield checked
    if target["rows"]:
        yield _("{reported} of {rows} rows have reported").format(reported=target["rows_reported"], rows=target["rows"])
    if target["baseline"] is not None:
        yield _("from {value}{unit}").format(value=target["baseline"], unit=unit)
    if target["printed"] is not None and target["printed"] != target["value"]:
        yield _("the paper prints {value}{unit}").format(value=target["printed"], unit=unit)


def _rows(rows: list[Sheet], width: int) -> Iterator[Line]:
    """The rows of a split by share done, best first; who has not reported stands last, without a rank."""
    ranked = sorted(rows, key=lambda row: (row["latest"] is None, -(row["progress"] or 0)))
    name = max((cells(row["body"]) for row in rows), default=0)
    wide = max((cells(f"{row['latest'] or '-'}/{row['value']}{row['unit']}") for row in rows), default=0)
    rank, before = 0, None
    for place, row in enumerate(ranked, start=1):
        if row["progress"] != before:
            rank, before = place, row["progress"]
        mark = "-" if row["latest"] is None else str(rank)
        figure = f"{row['latest'] or '-'}/{row['value']}{row['unit']}"
        line: Line = [("  ", "base"), (f" {speak.glyph(row['light'])} ", row["light"])]
        line.append((f" {mark:>2} {fit(row['body'], min(name, 22))} {fit(figure, wide, '>')} ", "base"))
        if row["progress"] is not None:
            room = max(8, min(20, width - min(name, 22) - wide - 13))
            line += bar(speak.percent(row["progress"]), row["progress"], room)
        yield line


def milestones(told: Told, width: int) -> Iterator[Line]:
    """Each milestone with its light and day."""
    for each in told.sheet["milestones"]:
        yield from lit(each["light"], each["what"], width)
        if each["done_on"]:
            when = _("done on {day}").format(day=each["done_on"])
        elif each["due"]:
            when = _("due {day}").format(day=each["due"])
        else:
            when = reasons.of_duty(each, told.sheet, told.on, told.workdays)
        parts = [when, speak.joined(each["bodies"]) if each["bodies"] else ""]
        yield from paragraph("  ".join(filter(None, parts)), width, style="quiet", indent=INDENT)


def recurrences(told: Told, width: int) -> Iterator[Line]:
    """Each returning duty with its light and open day."""
    for each in told.sheet["recurrences"]:
        yield from lit(each["light"], each["what"], width)
        parts = [reasons.of_duty(each, told.sheet, told.on, told.workdays)]
        if each["last_done"]:
            parts.append(_("last done {day}").format(day=each["last_done"]))
        parts.append(speak.joined(each["bodies"]))
        yield from paragraph("  ".join(parts), width, style="quiet", indent=INDENT)


def policy_figures(sheet: Sheet, width: int) -> Iterator[Line]:
    """Figures the paper sets beside its targets."""
    for figure in sheet["policy_figures"]:
        yield from paragraph(f"{figure['what']}  {figure['value']}{figure['unit']}", width)


def history(told: Told, width: int, lights: Mapping[int, str] | None = None) -> Iterator[Line]:
    """The newest first; with `lights` each entry with the light its task had after it."""
    for entry in reversed(told.history):
        late = _("(entered {day})").format(day=entry["recorded"][:10]) if entry["late"] else ""
        by = entry["by"] if entry["by"] != NOBODY else ""
        gone = _("(taken back)") if entry.get("taken_back") else ""
        parts = (speak.entry_kind(entry["kind"]), said_of(entry, told.sheet), by, gone, late)
        light = (lights or {}).get(entry["seq"])
        mark: Line = [(f" {speak.glyph(light)} ", light), (" ", "base")] if light else []
        indent = 18 if lights else 13
        for number, line in enumerate(wrap("  ".join(filter(None, parts)), max(width - indent - 1, 8))):
            day: Line = [(f" {entry['at']}  ", "quiet"), *mark] if not number else [(" " * indent, "quiet")]
            yield [*day, (line, "quiet" if gone else "base")]
        if entry.get("note") and entry["kind"] == REPORT:
            yield from paragraph(entry["note"], width, indent=indent, style="quiet")


def _name(duty: Sheet) -> str:
    return str(duty.get("body") or duty.get("metric") or duty["what"])


def said_of(entry: Sheet, sheet: Sheet) -> str:
    """What an entry says, in a few words."""
    parts = steps.pieces(entry)
    if parts:
        return "  ".join(parts)
    if entry["kind"] == ADOPTION:
        return _("{count} changes").format(count=len(entry["changes"])) if entry.get("changes") else ""
    if entry.get("value"):
        parts.append(f"{entry['value']}{entry['unit']}")
    named = {duty["id"]: _name(duty) for key in ("targets", "milestones") for duty in sheet[key]}
    is_only = len(sheet["targets"]) == 1 and not sheet["milestones"]  # of the only one the figure says enough
    keys = ("milestone",) if is_only else ("target", "milestone")
    parts += [str(named.get(entry[key], entry[key])) for key in keys if entry.get(key)]
    parts += [entry[key] for key in ("occurrence", "body") if entry.get(key)]
    if entry.get("as_of") not in {None, entry["at"]}:
        parts.append(_("as of {day}").format(day=entry["as_of"]))
    if entry.get("correct"):
        parts.append(_("correction"))
    return " ".join(parts)


def brief(told: Told, width: int) -> list[Line]:
    """A task in three lines: what it is called, why its light, who leads."""
    sheet = told.sheet
    text = f"{speak.called(sheet)}  {sheet['title']}"
    roles = ((_("Lead"), sheet["lead"]), (_("Support"), sheet["support"]))
    who = "  ".join(f"{role} {speak.joined(bodies)}" for role, bodies in roles if bodies)
    return [
        [(fit(f" {text}", width), "head")],
        *list(lit(sheet["light"], speak.reason(sheet, told.on, told.workdays), width))[:1],
        [(f" {who}", "quiet")],
    ]
