"""办理: the form of any step the workflow knows, made from the table of what each step asks (`asking`)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from textual.widget import Widget

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import acting
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, outcome, places, speak, telling
from xiaxian_tasks.tui.forms import asking
from xiaxian_tasks.tui.forms.asking import CHOICE, DAY, FILES, PAST, Asked, Step, Typed
from xiaxian_tasks.tui.forms.blank import Row
from xiaxian_tasks.tui.forms.form import Form
from xiaxian_tasks.tui.forms.offers import Seen
from xiaxian_tasks.tui.forms.typed import day_meant, paths
from xiaxian_tasks.tui.widgets.choice import Choice
from xiaxian_tasks.tui.widgets.field import Field, Figure, Note
from xiaxian_tasks.tui.widgets.paper import Layout
from xiaxian_tasks.wording import workflow

PROSE = frozenset({"note", "reason", "text"})
"""What may go over several lines."""

FIGURES = frozenset({"value", "recheck"})
"""What is a figure, beside days."""


class Done(NamedTuple):
    """A step that was taken, and the command line that would have taken it."""

    done: acting.Done
    twin: str


class StepScreen(Form[Any]):
    """The form of one step on one task; what may be left out is asked once a rule asks for it."""

    FORM = "step"
    PLACE = places.STEP
    BINDINGS = acts.bindings(places.STEP)

    def __init__(self, kind: str, sheet: Sheet | None, about: str = "") -> None:
        super().__init__(about or (sheet["id"] if sheet else ""))
        self.step: Step = asking.STEPS[kind]
        self.sheet = sheet
        self._asked: set[str] = set()

    @property
    def draft_name(self) -> str:
        """Each step has drafts of its own."""
        return self.step.kind

    def heading(self) -> str:
        kind = speak.entry_kind(self.step.kind)
        kind = kind[:1].upper() + kind[1:]
        return f"{kind}  {speak.called(self.sheet)} {self.sheet['title']}" if self.sheet else kind

    def rows(self) -> Iterator[Row]:
        for asked in self.step.asks:
            widget = self._widget(asked)
            if widget is not None:
                yield Row(asking.label(asked), widget, is_hidden=bool(asked.when))

    def _widget(self, asked: Asked) -> Widget | None:
        """What is typed into or chosen from; None where there is nothing to ask."""
        found = [] if asked.offers is None else self._offers(asked)
        if asked.offers is not None and not found:
            return None
        if asked.sort == CHOICE:
            return Choice(found, id=asked.key)
        return _line(asked)(_(asked.hint) if asked.hint else "", id=asked.key)

    def _offers(self, asked: Asked) -> list[Any]:
        assert asked.offers is not None
        if self.sheet is None:
            return asked.offers(Seen(self.office, {})) if asked.is_general else []
        return asked.offers(Seen(self.office, self.sheet))

    # What would come of it, and what comes of it.

    def typed_whole(self) -> Typed:
        """Everything typed, with the files its paths lead to. Raises Misused (2), Refused (4) for a file."""
        said = self.said()
        for asked in self.step.asks:
            if asked.sort == PAST and said.get(asked.key):
                day = day_meant(said[asked.key], self.office.on)
                said[asked.key] = day.isoformat() if day else ""
        found = [path for asked in self.step.asks if asked.sort == FILES for path in paths(said.get(asked.key, ""))]
        return Typed(said, self.office.on, self.papers.of(tuple(found)))

    def foretold(self, desk: Office) -> Layout:
        sheet = self.sheet
        assert sheet is not None
        done = self.step.take(desk, sheet["id"], self.typed_whole())
        told = workflow.DOES[self.step.kind]
        return lambda width: [outcome.step(done), *telling.paragraph(_(told), width, style="quiet")]

    def act(self) -> Done:
        assert self.sheet is not None
        said = self.typed_whole()
        done = self.step.take(self.office, self.sheet["id"], said)
        return Done(done, asking.twin(self.step, [self.sheet["id"]], said, self._paths()))

    def _paths(self) -> tuple[str, ...]:
        return tuple(path for asked in self.step.asks if asked.sort == FILES for path in paths(self.typed(asked.key)))

    def needed(self, error: XiaxianError) -> None:
        for asked in self.step.asks:
            if asked.when == error.code:
                self.show_row(asked.key)


def _line(asked: Asked) -> type[Field]:
    """The sort of line something is typed into."""
    if asked.sort in {DAY, PAST} or asked.key in FIGURES:
        return Figure
    return Note if asked.key in PROSE else Field
