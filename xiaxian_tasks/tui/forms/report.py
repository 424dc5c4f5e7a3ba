"""报进展: a few lines at the foot of the screen. What the rules refuse is said there, and what was typed stays."""

import re
from contextlib import suppress
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from xiaxian_tasks import settings
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import record
from xiaxian_tasks.office.record import Recorded, Said
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, places, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.choice import Choice, Offer
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines, TooSmall, footer
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.width import fit

if TYPE_CHECKING:
    from xiaxian_tasks.tui.app import Xiaxian

PLAIN = re.compile(r"[\w./@+%-]+")
"""What a shell takes as one word without quotes."""

SHORT_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
"""A day without its year: 9-30."""


class Done(NamedTuple):
    """A report that was recorded, and the command line that would have recorded the same."""

    recorded: Recorded
    twin: str


class ReportScreen(ModalScreen[Done | None]):
    """The form of a report, over the screen it was called from."""

    BINDINGS = acts.bindings(places.REPORT)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    CSS = """
    ReportScreen { align: left bottom; background: transparent; layers: default over; }
    #form { height: auto; width: 100%; background: $ground; }
    #form Horizontal { height: 1; }
    #form .label { width: 10; }
    #said { height: 3; }
    """

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self._correct = False
        self._targets, self._duties = target_offers(sheet), duty_offers(sheet)

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield Bar(self._heading, ground="head")
            if self._targets:
                yield from _labelled(_("Target"), Choice(self._targets, id="target"))
                told = _("so far, with its unit; +5 adds 5 to the newest value")
                yield from _labelled(_("Value"), Field(told, id="value"))
            if len(self._duties) > 1:
                yield from _labelled(_("Done"), Choice(self._duties, id="duty"))
            yield from _labelled(_("Note"), Field(id="note"))
            on = self._office.on.isoformat()
            told = _("{day} where nothing is typed; {short} is short for it").format(day=on, short=on[5:])
            yield from _labelled(_("As of"), Field(told, id="as-of"))
            told = _("which body reports: its name or initials; may stay empty")
            yield from _labelled(_("Body"), Field(told, id="body"))
            yield Lines(id="said")
            yield Bar(lambda width: footer(self._places(), width), ground="chrome")
        yield TooSmall()

    def on_mount(self) -> None:
        sheet, why = self._sheet, speak.reason(self._sheet, self._office.on, self._office.workdays)
        self._say(lambda width: list(telling.lit(sheet["light"], why, width)))
        self.set_focus(self.query(Field).first())

    @property
    def _office(self) -> Any:
        return cast("Xiaxian", self.app).office

    def _places(self) -> tuple[str, ...]:
        has_choice = any(choice.can_focus for choice in self.query(Choice))
        return (places.REPORT, places.CHOICE) if has_choice else (places.REPORT,)

    def _say(self, make: Any) -> None:
        self.query_one("#said", Lines).say(make)

    def _heading(self, width: int) -> Line:
        kind = _("Correction") if self._correct else _("Report progress")
        return [(fit(f" {kind}  {self._sheet['id']} {self._sheet['title']}", width), "head")]

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        try:
            said = self._said()
            recorded = record.report(self._office, said)
        except XiaxianError as error:
            first, *near = speak.error(error)
            lines = [first, " ".join(text.strip() for text in near)] if near else [first]
            self._say(lambda width: [line for text in lines for line in telling.paragraph(text, width, style="warn")])
            return
        self.dismiss(Done(recorded, twin(said)))

    def _said(self) -> Said:
        """What was typed, as the office takes it: a value with a plus is added to the newest one."""
        value = self._typed("#value")
        adds = value[:1] in {"+", "＋"}
        as_of = day_meant(self._typed("#as-of"), self._office.on)
        said = Said(self._sheet["id"], value=value[adds:].strip(), add=adds, correct=self._correct, as_of=as_of)
        meant: dict[str, Any] = {}
        for choice in self.query(Choice):
            if choice.id != "target" or (value and choice.can_focus):
                meant |= choice.meant
        return said._replace(note=self._typed("#note"), body=self._typed("#body"), **meant)

    def _typed(self, selector: str) -> str:
        return "".join(field.value.strip() for field in self.query(selector).results(Field))

    def action_correct(self) -> None:
        self._correct = not self._correct
        self.query(Bar).first().refresh()

    def action_next_field(self) -> None:
        self.focus_next()

    def action_previous_field(self) -> None:
        self.focus_previous()

    def action_leave(self) -> None:
        self.dismiss(None)


def twin(said: Said) -> str:
    """The command line that says the same."""
    words = ["xiaxian", "report", said.task, *filter(None, [said.value])]
    for option in ("target", "milestone", "occurrence", "body", "note"):
        if value := getattr(said, option):
            words += [f"--{option}", value]
    if said.as_of is not None:
        words += ["--as-of", said.as_of.isoformat()]
    words += [f"--{flag}" for flag in ("add", "correct") if getattr(said, flag)]
    return " ".join(word if PLAIN.fullmatch(word) else quote(word) for word in words)


def day_meant(text: str, on: date) -> date | None:
    """The day typed, None where nothing is; 9-30 is the newest 30 September up to `on`. Raises Misused (2)."""
    if not text:
        return None
    if short := SHORT_DAY.fullmatch(text):
        month, day = (int(part) for part in short.groups())
        for year in (on.year, on.year - 1):
            with suppress(ValueError):
                if (found := date(year, month, day)) <= on:
                    return found
    return settings.day(text)


def _labelled(label: str, widget: Widget) -> ComposeResult:
    with Horizontal():
        yield Bar(lambda _width: [(f" {label}", "quiet")], classes="label")
        yield widget


def target_offers(sheet: Sheet) -> list[Offer]:
    """The targets that take a value: the rows of a split instead of its total."""
    offers: list[Offer] = []
    for target in sheet["targets"]:
        if target["rows"]:
            continue
        latest = f"{target['latest']}{target['unit']}"
        now = "" if target["latest"] is None else _(", now {value}").format(value=latest)
        name = f"{target['body']}  {target['metric']}" if target["body"] else target["metric"]
        offers.append(({"target": target["id"]}, f"{name}  {speak.wanted(target)}{now}"))
    return offers


def duty_offers(sheet: Sheet) -> list[Offer]:
    """Nothing, the milestones that are open, and the open day of each recurrence."""
    offers: list[Offer] = [({}, "-")]
    offers += [({"milestone": each["id"]}, each["what"]) for each in sheet["milestones"] if not each["done_on"]]
    for each in sheet["recurrences"]:
        day = each["missed"] or each["next"]
        if day:
            offers.append(({"occurrence": f"{each['id']}@{day}"}, f"{each['what']} {day}"))
    return offers
