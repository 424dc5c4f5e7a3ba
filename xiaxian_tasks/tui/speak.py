"""What the screen says of codes: the shared words and sentences, and the few that differ where options are keys."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import forecasts, reasons, sentences, words

GLYPHS = {"red": N_("Rd"), "yellow": N_("Yl"), "green": N_("Gn"), "grey": N_("Gy"), "done": N_("Dn")}
"""A light in two cells: one Chinese character, in every national character set and told apart without colour."""

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))

MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"),
    N_("Nov"), N_("Dec"),
)
"""Months where there is little room, as under an axis."""

SORTS = {
    "due": N_("due day"), "plan": N_("printed order"), "light": N_("light"), "title": N_("title"), "lead": N_("lead"),
    "progress": N_("share done"), "state": N_("state"), "outlook": N_("outlook"),
    "gap": N_("gap"), "expected": N_("due share"),
}

GROUPINGS = {
    "plan": N_("plan"), "body": N_("body"), "light": N_("light"), "section": N_("section"), "outlook": N_("outlook"),
}

_HERE = {
    "nothing-to-report": N_("There is nothing to save yet: type a value, choose a milestone, or write a note."),
    "note-too-long": N_("The note is longer than {most} characters. Please shorten it."),
    "falling": N_("{value}{unit} is less than the {other}{unit} of {as_of}, and this figure only grows. If it is right,"
                  " press F4 and save."),
    "above-later": N_("{value}{unit} is more than the later {other}{unit} of {as_of}. If it is right, press F4 and"
                      " save."),
    "already-done": N_("“{what}” was done on {on} already. To correct the day, press F4 and save."),
    "as-of-in-future": N_("The figure is of {as_of}, after {at}. Type a day not after that."),
    "add-without-value": N_("Type the number to add behind the plus."),
    "which-target": N_("The task has several targets. Choose which one."),
    "split-total": N_("This total is the sum of its rows. Choose a row."),
    "no-target": N_("This task has no number to report. Choose a milestone or write a note."),
    "day-to-send": N_("Type the first day it may go: 12-31, or +3 for in three days."),
    "day-needed": N_("Type the day that is asked for: 12-31, or +30 for in thirty days."),
    "simple-way": N_("{plan} is supervised simply: by reports alone, without this step. Possible: the change in the"
                     " plan file, loaded again; or first xiaxian plan way {plan} full"),
    "task-needed": N_("Type the task that goes on: its number, or words of it."),
    "reason-needed": N_("Type the reason."),
    "document-needed": N_("Type the paper that decided it."),
    "no-evidence": N_("{body} has handed in no evidence in this round. Type the path of a file."),
    "not-met": N_("Not all targets and milestones are reached. Report them first, or type why not."),
    "no-relapse": N_("No look back has found a relapse. Record one first, or type the reason."),
    "over-burden": N_("This is request {count} to {body} this month, and the limit is {limit}. If it must be, type"
                      " why."),
    "already-asked": N_("{by} asked for an extension on {at}, and it waits for an answer. Answer it first, on the page"
                        " of decisions."),
    "which-body": N_("Several bodies could be meant. Choose which one."),
    "which-question": N_("Several remarks wait for an answer. Choose which one."),
    "nothing-to-change": N_("Nothing is changed yet."),
    "nobody-to-assign": N_("Type a body to bind, or choose one to release."),
    "before-last-entry": N_("The task has an entry of {last} already; one of {at} would stand before it."),
}
"""Sentences whose advice is a key here and an option on the command line."""

CODE = re.compile(r" ?[(（][a-z]+(?:-[a-z]+)+[)）]$")
"""The code of a rule behind its sentence: for the command line, where it is looked up; nobody reads it here."""

word, percent, points, joined = words.word, words.percent, words.points, words.joined


def called(sheet: dict[str, Any]) -> str:
    """What a task is called on the screen, as in its list: 21号/13; its id where its plan has no document."""
    short = sheet["document"].rpartition("〕")[2]
    return f"{short}/{sheet['number']}" if short else str(sheet["id"])


def numbered(task: str, labels: dict[str, str]) -> str:
    """The same where only the id is known, by the short names of the plans; the id where its plan has none."""
    plan, _slash, number = task.partition("/")
    return f"{labels[plan]}/{number}" if number and labels.get(plan) else task


def glyph(light: str) -> str:
    """The two cells of a light."""
    return _(GLYPHS[light])


def forecast(sheet: dict[str, Any]) -> str:
    """When a task's target will be reached, and what each working day must bring; empty where nothing is foreseen."""
    return forecasts.foreseen(sheet["forecast"])


def light(code: str) -> str:
    """The name of a light."""
    return words.light(code)


def named(code: str) -> str:
    """A light as it is drawn and, where that is shorter, as it is called."""
    drawn, called = glyph(code), light(code)
    return called if called == drawn else _("{drawn} {called}").format(drawn=drawn, called=called)


def day(on: date) -> str:
    """A day with its weekday."""
    return f"{on.isoformat()} {_(WEEKDAYS[on.weekday()])}"


def short_day(on: date) -> str:
    """A day in the least room: 11-23 Mon."""
    return f"{on.isoformat()[5:]} {_(WEEKDAYS[on.weekday()])}"


def looked_at(on: date, today: date) -> str:
    """The day that is taken for today, and that it is another one where it is."""
    said = _("today {day}") if on == today else _("as on {day}")
    return said.format(day=day(on))


def sort(code: str) -> str:
    """The name of an order of the list."""
    return _(SORTS[code])


def group(by: str, code: str) -> str:
    """The name of a group of a list."""
    if by == "light":
        return light(code)
    if by == "outlook":
        return words.word(words.OUTLOOKS, code) if code else _("nothing foreseen")
    return code


def grouped(by: str) -> str:
    """What a list is grouped by now."""
    return _("Grouped by {what}.").format(what=_(GROUPINGS[by])) if by else _("Not grouped.")


def basis(code: str) -> str:
    """What a pace is counted by."""
    return words.word(words.BASES, code)


def entry_kind(code: str) -> str:
    """The name of a kind of entry."""
    return words.word(words.ENTRIES, code)


def reason(sheet: dict[str, Any], on: date, workdays: WorkDays | None = None) -> str:
    """Why a task has its light."""
    return reasons.of_task(sheet, on, workdays)


def wanted(target: dict[str, Any]) -> str:
    """What a target asks."""
    return reasons.wanted(target)


def error(error: XiaxianError) -> Iterator[str]:
    """An error as lines."""
    here = _HERE.get(error.code)
    if here and sentences.fields(here) <= error.figures.keys():
        yield _(here).format_map({key: str(value) for key, value in error.figures.items()})
        return
    yield from (CODE.sub("", line) for line in sentences.of_error(error))
