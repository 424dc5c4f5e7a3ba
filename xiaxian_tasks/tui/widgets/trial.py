"""A due day tried by keys (预演改期): what would move with it, the light before and after, what the rules say."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from textual.strip import Strip
from textual.widget import Widget

from xiaxian_tasks.domain.days import add_months
from xiaxian_tasks.domain.terms import FIRST_YEAR, LAST_YEAR
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import what_if
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.what_if import Trial
from xiaxian_tasks.tui import acts, places, speak
from xiaxian_tasks.tui.look import Line, strip
from xiaxian_tasks.tui.width import fit, wrap
from xiaxian_tasks.wording import grounds, words

MOST = 10
"""Lines of a trial."""

LABEL = 9
"""Cells of what stands before a line."""


class TrialPane(Widget, can_focus=True):
    """The due day that is tried, under the bands; the arrow keys move it."""

    DEFAULT_CSS = "TrialPane { height: 10; width: 1fr; display: none; }"
    BINDINGS = acts.bindings(places.TRIAL)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._office: Office | None = None
        self._duties: list[Sheet] = []
        self._duty = 0
        self._told: list[Line] = []
        self.trial: Trial | None = None
        self.when_moved: Callable[[], None] = lambda: None
        """Called at once when another day is tried."""
        self.when_left: Callable[[], None] = lambda: None
        """Called when nothing is tried any more."""
        self.when_meant: Callable[[Trial, str], None] = lambda _trial, _duty: None
        """Called with the trial and its duty ("": the task with what moves with it) when it is meant."""

    def begin(self, office: Office, task: str) -> bool:
        """Try the due day of a task, from where it is. False where nothing of it has a day."""
        self._office, self._duties, self._duty = office, what_if.dated(office, task), 0
        self._about = task
        if not self._duties:
            return False
        self._try(date.fromisoformat(self._duties[0]["due"]))
        return True

    _about = ""

    def _try(self, due: date) -> None:
        assert self._office is not None, "a trial has begun"
        if not FIRST_YEAR <= due.year <= LAST_YEAR:
            return
        self.trial = what_if.what_if(self._office, self._about, due, self._duties[self._duty]["duty"])
        self.refresh()
        self.when_moved()

    @property
    def due(self) -> date:
        """The day that is tried."""
        assert self.trial is not None, "a trial has begun"
        return date.fromisoformat(self.trial.sheet["due"])

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y == 0:
            self._told = lines(self.trial, width, alone=len(self._duties) < 2) if self.trial else []
        told = self._told
        return strip(told[y] if y < len(told) else [], width, "head-here" if not y else "base")

    # What keys do.

    def action_later_day(self) -> None:
        self._move(1, working=False)

    def action_earlier_day(self) -> None:
        self._move(-1, working=False)

    def action_later_working(self) -> None:
        self._move(1, working=True)

    def action_earlier_working(self) -> None:
        self._move(-1, working=True)

    def action_later_month(self) -> None:
        self._try(add_months(self.due, 1))

    def action_earlier_month(self) -> None:
        self._try(add_months(self.due, -1))

    def _move(self, days: int, *, working: bool) -> None:
        assert self._office is not None, "a trial has begun"
        self._try(what_if.shifted(self._office, self.due, days, working=working))

    def action_next_duty(self) -> None:
        self._turn(1)

    def action_previous_duty(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._duty = (self._duty + by) % len(self._duties)
        self._try(date.fromisoformat(self._duties[self._duty]["due"]))

    def action_mean(self) -> None:
        if self.trial is not None:
            self.when_meant(self.trial, self._duties[self._duty]["duty"])

    def action_leave_trial(self) -> None:
        self.trial = None
        self.when_left()


def lines(trial: Trial, width: int, *, alone: bool = True) -> list[Line]:
    """A trial in ten lines at most."""
    sheet, room = trial.sheet, max(width - LABEL - 2, 8)
    title = _("What if, nothing is written: {task} {title}").format(task=sheet["task"], title=sheet["title"])
    told = [
        [(fit(f" {title}", width), "head-here")],
        _line(_("due"), _days(sheet)),
        _line(_("moves"), [(_moving(sheet, alone=alone), "base")]),
        _line(_("light"), _lights(sheet)),
        *([_line(_("forecast"), [(_forecast(sheet), "base")])] if sheet["before"]["finish"] else []),
        _line(_("to come"), _coming(sheet["before"]["steps"], _("as it is"))),
        _line("", _coming(sheet["after"]["steps"], _("if moved"))),
        _line(_("concerns"), [(words.joined(sheet["bodies"]), "base")]),
    ]
    return [*told, *_rules(trial, room)][:MOST]


def _line(label: str, said: Line) -> Line:
    return [(" " + fit(label, LABEL), "quiet"), *said]


def _days(sheet: Sheet) -> Line:
    before, after = sheet["before"]["due"], sheet["due"]
    moved = (date.fromisoformat(after) - date.fromisoformat(before)).days
    line: Line = [(f"{before} -> ", "base"), (f" {speak.day(date.fromisoformat(after))} ", "chosen")]
    line.append((f" {moved:+d}  " + _("{count} working days from today").format(count=sheet["working_days"]), "base"))
    firsts = sorted({each["first"] for each in sheet["moved"]})
    if firsts != [before]:
        line.append(("  " + _("first set {day}, assessment keeps it").format(day=words.joined(firsts)), "quiet"))
    return line


def _moving(sheet: Sheet, *, alone: bool) -> str:
    """What moves together; where a task has other days, that they can be chosen."""
    moving = [each["what"] for each in sheet["moved"] if each["duty"]]
    duties = words.joined(moving) if moving else _("the task's own day")
    return duties if alone else _("{duties}   (up, down: another duty)").format(duties=duties)


def _lights(sheet: Sheet) -> Line:
    before, after = sheet["before"], sheet["after"]
    line: Line = []
    for each, sign in ((before, " -> "), (after, "  ")):
        line += [(f" {speak.glyph(each['light'])} ", each["light"]), (f" {brief(each)}{sign}", "base")]
    parts = []
    if before["expected"] is not None and after["expected"] is not None:
        parts.append(_("due by now {before} -> {after}").format(
            before=speak.percent(before["expected"]), after=speak.percent(after["expected"])
        ))
    if before["needed"] or after["needed"]:
        parts.append(_("a working day {before} -> {after}{unit}").format(
            before=before["needed"] or "-", after=after["needed"] or "-", unit=before["unit"]
        ))
    return [*line, ("  ".join(parts), "base")]


def brief(step: Sheet) -> str:
    """Why a light stands, in two or three words; nothing where it says no more than the light."""
    return words.word(grounds.BRIEF, step["reason"]) if step["reason"] else ""


def _forecast(sheet: Sheet) -> str:
    before, after = sheet["before"], sheet["after"]
    told = _("reached about {finish}: {before} -> {after}").format(
        finish=before["finish"], before=_late(before["late"]), after=_late(after["late"])
    )
    if before["outlook"] or after["outlook"]:
        outlooks = [words.word(words.OUTLOOKS, each["outlook"]) if each["outlook"] else "-" for each in (before, after)]
        told += "  " + " -> ".join(outlooks)
    return told


def _late(days: int | None) -> str:
    if days is None:
        return "-"
    if days > 0:
        return _("{days} late").format(days=words.days(days))
    return _("{days} early").format(days=words.days(-days)) if days else _("on the day")


def _coming(steps: list[Sheet], label: str) -> Line:
    """The lights to come, each with its day."""
    line: Line = [(fit(label, LABEL), "quiet")]
    for step in steps:
        line += [(f"{step['on']} ", "base"), (f" {speak.glyph(step['light'])} ", step["light"])]
        line.append((f" {brief(step)}  ", "base"))
    return line if steps else [*line, (_("no change of light to come"), "base")]


def _rules(trial: Trial, room: int) -> Iterator[Line]:
    """What the rules say of asking for it."""
    refused = trial.refused
    said = _("; ").join(_allowed(trial.sheet)) if refused is None else _refused(refused)
    for number, line in enumerate(wrap(said, room)):
        yield _line("" if number else _("rules"), [(line, "good" if refused is None else "warn")])


def _refused(error: XiaxianError) -> str:
    """The rule in the way, and of a plan without steps what can be done instead."""
    if error.code == "headline-way":
        return " ".join((next(speak.error(error)), _("Possible: the new day in the plan file, loaded again.")))
    return " ".join(speak.error(error))


def _allowed(sheet: Sheet) -> Iterator[str]:
    yield _("may be asked for, with a reason")
    if sheet["decides"] == "leader":
        yield _("a county leader decides (a director once, and up to {days})").format(days=words.days(sheet["limit"]))
    else:
        yield _("a director may grant it")
    yield _("to be answered by {day}").format(day=sheet["answer_due"])
