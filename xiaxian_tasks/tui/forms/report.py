"""报进展: a few lines at the foot of the screen. What the rules refuse is said there, and what was typed stays."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.terms import FULL
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import offered, record
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Recorded, Said
from xiaxian_tasks.office.rehearsal import rehearsal
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, outcome, places, speak, telling
from xiaxian_tasks.tui.forms.blank import Row
from xiaxian_tasks.tui.forms.form import Form
from xiaxian_tasks.tui.forms.offers import Seen, bodies, duty_offers, target_offers
from xiaxian_tasks.tui.forms.typed import day_meant, paths, quoted
from xiaxian_tasks.tui.look import Line, length
from xiaxian_tasks.tui.widgets.choice import Choice
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.field import Field, Figure, Note
from xiaxian_tasks.tui.widgets.paper import Layout

VALUE = "value"
"""Names what is typed as a figure; where there are several targets with the place of each behind it."""


class Done(NamedTuple):
    """Reports that were recorded, and the command line that would have recorded the same."""

    recorded: list[Recorded]
    twin: str


class ReportScreen(Form[Done | None]):
    """The form of a report, over the screen it was called from; a line for each target the task has."""

    FORM = kinds.REPORT
    FIRST = "Field"
    PLACE = places.REPORT
    BINDINGS = acts.bindings(places.REPORT)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet["id"])
        self._sheet = sheet
        self._correct = False
        self._targets, self._duties = target_offers(sheet), duty_offers(sheet)

    def heading(self) -> str:
        kind = _("Correction") if self._correct else _("Report progress")
        return f"{kind}  {speak.called(self._sheet)} {self._sheet['title']}"

    def rows(self) -> Iterator[Row]:
        yield from self._figures()
        if len(self._duties) > 1:
            yield Row(_("Done"), Choice(self._duties, id="duty"))
        yield Row(_("Note"), Note(id="note"))
        on = self.office.on.isoformat()
        told = _("{day} where nothing is typed; {short} is short for it").format(day=on, short=on[5:])
        yield Row(_("As of"), Figure(told, id="as-of"))
        yield from self._body()
        yield Row(_("Evidence"), Field(_("paths of files, typed or pasted; a blank between two"), id="evidence"))

    def _body(self) -> Iterator[Row]:
        """Which body reports; nobody is asked who speaks for one. Under full supervision one whose part is open."""
        if offered.own_body(self.office):
            return
        if self._sheet["way"] == FULL:
            found = bodies(kinds.REPORT, of_many=False)(Seen(self.office, self._sheet))
            yield Row(_("Body"), Choice(found, id="body"))
        else:
            yield Row(_("Body"), Field(_("which body reports: its name or initials; may stay empty"), id="body"))

    def _figures(self) -> Iterator[Row]:
        """A line for the only target, or one for each."""
        told = _("so far, with its unit; +5 adds 5 to the newest value")
        if len(self._targets) == 1:
            yield Row(_("Target"), Choice(self._targets))
            yield Row(_("Value"), Figure(told, id=VALUE))
            return
        wanted = {target["id"]: target for target in self._sheet["targets"]}
        for place, (meant, _name) in enumerate(self._targets):
            target = wanted[meant["target"]]
            now = "" if target["latest"] is None else f", {target['latest']}{target['unit']}"
            behind = speak.wanted(target) + (_(", now {value}").format(value=now[2:]) if now else "")
            yield Row(target["body"] or target["metric"], Figure(id=f"{VALUE}-{place}"), behind)

    # What would come of it, and what comes of it.

    def foretold(self, desk: Office) -> Layout:
        said = self._reports()
        if [each._replace(body="") for each in said] == [Said(self._sheet["id"], correct=self._correct)]:
            why = speak.reason(self._sheet, self.office.on, self.office.workdays)
            return lambda width: list(telling.lit(self._sheet["light"], why, width))
        recorded = _recorded(desk, said)
        return lambda width: _wrapped(outcome.report(recorded), width)

    def act(self) -> Done:
        said = self._reports()
        recorded = _recorded(self.office, said)
        return Done(recorded, twin(said, paths(self.typed("evidence"))))

    def _reports(self) -> list[Said]:
        """What was typed, as the office takes it: a report for each figure, or one without; the note, the day and the
        evidence stand in each, a milestone only in the first."""
        found = paths(self.typed("evidence"))
        shared = Said(
            self._sheet["id"], correct=self._correct, as_of=day_meant(self.typed("as-of"), self.office.on),
            body=self.said().get("body", ""), note=self.typed("note"), evidence=self.papers.of(found),
        )
        said = [shared._replace(**figure) for figure in self._written()] or [shared]
        for choice in self.query("#duty").results(Choice):
            meant: dict[str, Any] = dict(choice.meant)
            said[0] = said[0]._replace(**meant)
        return said

    def _written(self) -> Iterator[dict[str, Any]]:
        """Each figure typed; one with a plus is added to the newest value."""
        for place, (meant, _name) in enumerate(self._targets):
            is_alone = len(self._targets) == 1
            text = self.typed(VALUE if is_alone else f"{VALUE}-{place}")
            adds = text[:1] in {"+", "＋"}
            if text:
                yield {"value": text[adds:].strip(), "add": adds, **({} if is_alone else meant)}

    def refused(self, _error: XiaxianError) -> None:
        """Of several figures go to the first that is refused."""
        fields = [field for field in self.query(Field) if (field.id or "").startswith(f"{VALUE}-") and field.value]
        for place in range(len(fields)):
            try:
                _recorded(rehearsal(self.office), self._reports()[: place + 1])
            except XiaxianError:
                self.set_focus(fields[place])
                return

    def action_correct(self) -> None:
        self._correct = not self._correct
        self.query(Bar).first().refresh()
        self.look()


def _wrapped(lines: Iterator[Line], width: int) -> list[Line]:
    """A line that is one text and longer than its place, a line for each of its parts."""
    found: list[Line] = []
    for line in lines:
        if len(line) > 1 or length(line) < width:
            found.append(line)
            continue
        (text, style), = line
        for part in text.strip().split("  "):
            found += telling.paragraph(part, width, style=style)
    return found


def _recorded(desk: Office, said: list[Said]) -> list[Recorded]:
    """One report by itself, several together."""
    return [record.report(desk, said[0])] if len(said) == 1 else record.report_together(desk, said)


def twin(said: list[Said], papers: tuple[str, ...] = ()) -> str:
    """The command lines that say the same, one for each figure."""
    return " && ".join(_twin(each, papers) for each in said)


def _twin(said: Said, papers: tuple[str, ...]) -> str:
    words = ["xiaxian", "report", said.task, *filter(None, [said.value])]
    for option in ("target", "milestone", "occurrence", "body", "note"):
        if value := getattr(said, option):
            words += [f"--{option}", value]
    if said.as_of is not None:
        words += ["--as-of", said.as_of.isoformat()]
    words += [word for path in papers for word in ("--evidence", path)]
    words += [f"--{flag}" for flag in ("add", "correct") if getattr(said, flag)]
    return " ".join(map(quoted, words))
