"""办理: which step is taken on the task under the cursor, or on every marked one, and what is said when it was."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import offered
from xiaxian_tasks.office.rehearsal import rehearsal
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, outcome, speak
from xiaxian_tasks.tui.forms.asking import STEPS, Typed
from xiaxian_tasks.tui.forms.chooser import Chooser, Offered
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.table import TaskTable
from xiaxian_tasks.wording import words, workflow

if TYPE_CHECKING:
    from xiaxian_tasks.tui.forms.report import Done as Reported
    from xiaxian_tasks.tui.pages.acting import Acting

KEYS_OF = {kinds.REPORT: "report", kinds.EXTENSION_REQUEST: "extend", kinds.EXTENSION_GRANT: "approve",
           kinds.ACCEPTANCE: "approve", kinds.CLOSURE: "approve", kinds.WITHDRAWAL: "undo"}
"""Steps that have keys of their own -> the act that takes them."""

COUNTED = 60
"""Marked tasks of which each is asked what is open; of more the first so many speak for all."""


# Which step.


async def report(page: "Acting") -> None:
    """The form of a report on the task under the cursor."""
    sheet = page.current()
    if sheet is None or _reads_only(page, kinds.REPORT):
        return
    from xiaxian_tasks.tui.forms.report import ReportScreen

    def reported(done: "Reported | None") -> None:
        if done is not None:
            page.desk.changed()
            saved = _("Saved: {task}").format(task=speak.called(sheet))
            figures, *more = outcome.report(done.recorded)
            odd = [span for line in more for span in line if span[1] == "yellow"]
            say_done(page, [(f" {saved} ", "good"), *figures, *odd], done.twin)

    await page.desk.push_screen(ReportScreen(sheet), reported)


async def choose(page: "Acting") -> None:
    """Every step that whoever sits here may take, to choose from."""
    if _reads_only(page, kinds.REPORT):
        return
    marked = marks(page)
    if marked:
        await _choose_for_many(page, marked)
        return
    sheet = page.current()
    if sheet is None:
        return
    found = offered.steps_open(page.desk.office, sheet["id"])
    first = offered.first_answer(found)  # what waits stands first
    lines = [_line(kind) for kind in sorted(found, key=lambda kind: kind != first)]

    def chosen(kind: str | None) -> None:
        if kind is not None:
            page.run_worker(take(page, kind, sheet))

    title = _("Take a step") + f"  {speak.called(sheet)} {sheet['title']}"
    await page.desk.push_screen(Chooser(title, lines, _("No step is open to you here.")), chosen)


async def extend(page: "Acting") -> None:
    """Another due day: asked for, or granted where one is asked for."""
    await _take_one_of(page, (kinds.EXTENSION_GRANT, kinds.EXTENSION_REQUEST))


async def approve(page: "Acting") -> None:
    """The step that waits for whoever sits here."""
    await _take_one_of(page, offered.ANSWERS)


async def take(page: "Acting", kind: str, sheet: Sheet) -> None:
    """The form of one step on one task."""
    if kind == kinds.REPORT:
        await report(page)
        return
    from xiaxian_tasks.tui.forms.step import StepScreen

    def taken(done: Any) -> None:
        if done is not None:
            page.desk.changed()
            saved = f"{speak.entry_kind(kind)}  {speak.called(sheet)}"
            say_done(page, [(f" {saved} ", "good"), *outcome.step(done.done)], done.twin)

    await page.desk.push_screen(StepScreen(kind, sheet), taken)


async def _take_one_of(page: "Acting", wanted: Iterable[str]) -> None:
    """The first of these steps that is open; where none is, the rule that keeps the last of them."""
    wanted = tuple(wanted)
    if _reads_only(page, wanted[-1]):
        return
    marked = marks(page)
    if marked:
        await _take_on_many(page, marked, wanted)
        return
    sheet = page.current()
    if sheet is None:
        return
    found = offered.steps_open(page.desk.office, sheet["id"])
    kind = next((each for each in wanted if each in found), "")
    if kind:
        await take(page, kind, sheet)
    elif wanted == offered.ANSWERS:
        nothing = _("Nothing waits for you on this task.")
        page.say([(f" {nothing}", "quiet")])
    else:
        _say_why_not(page, wanted[-1], sheet)


def _say_why_not(page: "Acting", kind: str, sheet: Sheet) -> None:
    """Let the rules say why a step is not open."""
    office = page.desk.office
    ahead = {"due": "+1", "reason": "-", "text": "-"}
    try:
        STEPS[kind].take(rehearsal(office), sheet["id"], Typed(ahead, office.on))
    except XiaxianError as error:
        page.warn(error)


def _reads_only(page: "Acting", kind: str) -> bool:
    """Whether whoever sits here may only read; then it is said why."""
    why = offered.reads_only(page.desk.office, kind)
    if why is not None:
        page.warn(why)
    return why is not None


def _line(kind: str, aside: str = "") -> Offered[str]:
    act = next((act for act in acts.ACTS if act.id == KEYS_OF.get(kind)), None)
    keys = " ".join(acts.key_name(key) for key in act.keys) if act else ""
    return Offered(kind, speak.entry_kind(kind), keys, aside or f"xiaxian {workflow.COMMANDS[kind]}", kind)


# On every marked task.


def marks(page: "Acting") -> tuple[str, ...]:
    """The tasks that are marked on a page; none where it is just the one under the cursor."""
    found = tuple(task for table in page.query(TaskTable) for task in table.marked)
    sheet = page.current()
    return () if sheet and found == (sheet["id"],) else found


def _open_to_many(page: "Acting", marked: tuple[str, ...]) -> Counter[str]:
    """Of the first marked tasks on how many each step is open."""
    office = page.desk.office
    return Counter(kind for task in marked[:COUNTED] for kind in offered.steps_open(office, task) if kind in STEPS)


async def _choose_for_many(page: "Acting", marked: tuple[str, ...]) -> None:
    found = _open_to_many(page, marked)
    asked = min(len(marked), COUNTED)
    lines = [_line(kind, f"{found[kind]}/{asked}") for kind in workflow.DOES if kind in found]

    def chosen(kind: str | None) -> None:
        if kind is not None:
            page.run_worker(_batch(page, kind, marked))

    title = _("Take a step") + f"  {words.tasks(len(marked))}"
    await page.desk.push_screen(Chooser(title, lines, _("No step is open to you here.")), chosen)


async def _take_on_many(page: "Acting", marked: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    """The first of these steps that is open on any; the preview tells of which it is not."""
    found = _open_to_many(page, marked)
    kind = next((each for each in wanted if each in found), "")
    if kind:
        await _batch(page, kind, marked)
    else:
        nothing = _("Nothing waits for you on the marked tasks.")
        page.say([(f" {nothing}", "quiet")])


async def _batch(page: "Acting", kind: str, marked: tuple[str, ...]) -> None:
    from xiaxian_tasks.tui.forms.batch import BatchScreen

    def taken(done: Any) -> None:
        if done is None:
            return
        good = [each.task for each in done.told if each.done is not None]
        for table in page.query(TaskTable):  # what was refused stays marked
            for task in good:
                table.marks.pop(task, None)
        page.desk.changed()
        told = _("{kind}: done {good}, refused {refused}.").format(
            kind=speak.entry_kind(kind), good=len(good), refused=len(done.told) - len(good)
        )
        say_done(page, [(f" {told}", "good" if good else "warn")], done.twin)

    await page.desk.push_screen(BatchScreen(kind, list(marked)), taken)


def say_done(page: "Acting", line: Line, twin: str) -> None:
    """What was done, and behind it the command line that does the same."""
    page.say(line, [(_("same: {command}").format(command=page.desk.whole(twin)) + " ", "quiet")] if twin else None)
