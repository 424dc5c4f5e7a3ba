"""成批办理: one step on every marked task, asked once, told for each before it is taken and after."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from textual.app import ComposeResult
from textual.worker import Worker

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import acting, rounds
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.rehearsal import rehearsal
from xiaxian_tasks.tui import acts, beside, outcome, places, speak
from xiaxian_tasks.tui.forms import asking
from xiaxian_tasks.tui.forms.asking import Typed
from xiaxian_tasks.tui.forms.step import StepScreen
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.chrome import Footer
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.width import fit
from xiaxian_tasks.wording import words

NAMED = 5
"""Tasks a draft is found again by, beside their number."""

NUMBER = 24
"""Cells of a task's id before what is said of it."""


class Told(NamedTuple):
    """What comes of the step on one task: what it would do or did, or why not."""

    task: str
    done: acting.Done | None
    refused: XiaxianError | None


class Done(NamedTuple):
    """What was done of a batch, and the command lines that would have done the same."""

    told: list[Told]
    twin: str


class Came(Paper):
    """What would come, or came, of the step on each task."""

    BINDINGS = acts.bindings(places.OVER)

    async def action_go_back(self) -> None:
        """Leave, once it is over; before that the form is meant."""
        await self.screen.run_action("save")


class BatchScreen(StepScreen):
    """The form of one step on many tasks: a line for each says what would come of it."""

    PLACE = places.BATCH
    BINDINGS = acts.bindings(places.BATCH)
    DEFAULT_CSS = """
    BatchScreen #told { height: auto; min-height: 1; max-height: 12; }
    BatchScreen #said { height: 1; }
    """

    def __init__(self, kind: str, tasks: list[str]) -> None:
        super().__init__(kind, None, about=f"{len(tasks)} {' '.join(tasks[:NAMED])}")
        self._tasks = tasks
        self._said = Typed({}, date.min)
        self._told: list[Told] = []
        self._is_foretold = False
        self._is_over = False
        self._is_done = False

    def heading(self) -> str:
        return f"{speak.entry_kind(self.step.kind)}  {words.tasks(len(self._tasks))}"

    def below(self) -> ComposeResult:
        yield Came(id="told")

    def _places(self) -> tuple[str, ...]:
        return (places.OVER,) if self._is_done else super()._places()

    # Beforehand.

    def look(self) -> None:
        """Rehearse the step on every task, in a thread: some hundreds take a while."""
        if self._is_over:
            return
        self._is_foretold = False
        try:
            said = self.typed_whole()
        except XiaxianError as error:
            self.complain(error)
            return
        self._ask(lambda desk: _each(rehearsal(desk), self._tasks, self.step, said), self._foretell)

    def typed_on(self) -> None:
        self._is_foretold = False

    def _foretell(self, told: list[Told]) -> None:
        self._is_foretold = True
        for each in told:
            if each.refused is not None:
                self.needed(each.refused)
        self._show(told)
        good = sum(each.done is not None for each in told)
        text = _("Enter does it on {good}; refused {refused}.").format(good=good, refused=len(told) - good)
        self.say(lambda _width: [[(f" {text}", "title")]])

    def _show(self, told: list[Told]) -> None:
        self._told = told
        paper = self.query_one("#told", Paper)
        paper.styles.height = max(min(len(told), 12), 1)
        paper.show(lambda width: [_line(each, width) for each in told], keep_place=True)

    def _ask(
        self, ask: Callable[[Office], list[Told]], take: Callable[[list[Told]], None], *, to_the_end: bool = False
    ) -> None:
        """Ask in a thread at an office of its own; only the newest question counts."""

        async def asked() -> None:
            try:
                take(await beside.asked(self.office, ask, to_the_end=to_the_end))
            except XiaxianError as error:
                self._is_over = False
                self.complain(error, "warn")

        # what asks, not yet asked: a newer question may come before this one is begun
        _worker: Worker[None] = self.run_worker(asked, exclusive=True, group="batch")

    # Once.

    def action_save(self) -> None:
        """Take the step on the tasks that let it through, once it is shown which; another Enter leaves what came of it.
        """
        if self._is_over:
            self.action_leave()
            return
        if not self._is_foretold:
            self.look()
            return
        try:
            said = self.typed_whole()
        except XiaxianError as error:
            self.complain(error, "warn")
            return
        if not any(each.done for each in self._told):
            self.complain(next(each.refused for each in self._told if each.refused), "warn")
            return
        self._is_over = True
        self._said = said
        self._ask(lambda desk: _each(desk, self._tasks, self.step, said), self._over, to_the_end=True)

    def _over(self, told: list[Told]) -> None:
        self._is_done = True
        self._show(told)
        self.drop_draft()
        good = sum(each.done is not None for each in told)
        text = _("Done {good}; refused {refused}. Enter goes back.").format(good=good, refused=len(told) - good)
        self.query("#asked").set(display=False)
        self.query_one(Footer).refresh()
        self.set_focus(self.query_one("#told", Paper))
        self.say(lambda _width: [[(f" {text}", "good" if good else "warn")]])

    def action_leave(self) -> None:
        if self._is_over:
            self.dismiss(Done(self._told, self._twin()))
        else:
            super().action_leave()

    def _twin(self) -> str:
        """The command lines of what was done, the first for all: they differ by the task alone."""
        done = [each.task for each in self._told if each.done is not None]
        return asking.twin(self.step, done, self._said, self._paths()) if done else ""


def _each(desk: Office, tasks: list[str], step: asking.Step, said: Typed) -> list[Told]:
    """The step on each task by itself: what is refused keeps nothing else back."""
    found: list[Told] = []
    for task in tasks:
        try:
            outcome_ = rounds.each([task], lambda name: step.take(desk, name, said))
        except XiaxianError as error:
            found.append(Told(task, None, error))
            continue
        found += [Told(task, done, None) for done in outcome_.done]
        found += [Told(task, None, error) for _name, error in outcome_.refused]
    return found


def _line(told: Told, width: int) -> Line:
    """One task: the light and state before and after, or why it is refused."""
    name: Line = [(f" {fit(told.task, NUMBER)}", "base")]
    if told.done is not None:
        return [*name, *outcome.step(told.done), (f"  {told.done.sheet['title']}", "quiet")]
    why = next(speak.error(told.refused)) if told.refused else ""
    return [*name, (fit(f"  {why}", max(width - NUMBER - 1, 1)), "warn")]
