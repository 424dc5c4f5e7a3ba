"""Taking back and bringing back (撤销、重做): what a person would undo next, told before it is done.

An undo is a withdrawal (撤回) of the newest entry its person made that still stands, in whatever session or program it
was made; a redo withdraws the withdrawal. Both are entries like others: nothing is lost, and who did it is told.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.entries import COUNTY, WITHDRAWAL, Entry
from xiaxian_tasks.domain.history import TaskState, step, withdrawn
from xiaxian_tasks.errors import NotFound, Refused, XiaxianError
from xiaxian_tasks.office import acting, county, effects, steps
from xiaxian_tasks.office.acting import Done
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.effects import Sheet
from xiaxian_tasks.office.sight import duty_of, entry_sheet
from xiaxian_tasks.ports import TaskRow, Trail

PAGE = 50
"""Entries read at once on the way back; the one that is looked for is nearly always the first."""


TOGETHER = timedelta(seconds=1)
"""What is recorded on many tasks at once stands closer than anybody types."""


class Offer(NamedTuple):
    """What would be taken back: the entry `seq` of `task`; `entry` is the one that goes or comes back, as a document.

    `changes` are what that does to the task (effects.changes), with its `light` before and after. `refused` is the rule
    that says no. `recorded` is when what would be taken back was written; `passed` are kinds of newer entries of the
    same person that are never taken back.
    """

    task: str
    title: str
    seq: int
    entry: Sheet
    recorded: datetime
    light: tuple[str, str]
    changes: list[Sheet]
    refused: XiaxianError | None = None
    passed: tuple[str, ...] = ()


def offered(office: Office) -> Offer:
    """What an undo would take back. Raises Refused `nothing-to-undo` (4)."""
    passed: list[str] = []
    past = _Past(office)
    for entry in past.own():
        if entry.kind == WITHDRAWAL or past.is_gone(entry):
            continue
        if _is_task(entry) and entry.kind not in workflow.NEVER_WITHDRAWN:
            return of_entry(office, entry.task, entry.seq)._replace(passed=tuple(dict.fromkeys(passed)))
        passed.append(entry.kind)
    raise Refused("nothing-to-undo", by=past.by)


def offered_again(office: Office) -> Offer:
    """What a redo would bring back: the newest undo, as long as its person has recorded nothing since.

    Raises Refused `nothing-to-redo` (4).
    """
    past = _Past(office)
    for entry in past.own():
        if entry.kind != WITHDRAWAL:
            break
        if entry.content["what"] != WITHDRAWAL and not past.is_gone(entry):
            return of_entry(office, entry.task, entry.seq)
    raise Refused("nothing-to-redo", by=past.by)


def together(office: Office, *, again: bool = False) -> list[Sheet]:
    """What was recorded in one go and would be taken back together, the newest first: entries of one kind on several
    tasks, each less than TOGETHER from the next; with `again` the withdrawals that took such back. Empty where the
    newest stands alone."""
    past, found = _Past(office), list[Entry]()
    for entry in past.own():
        if (entry.kind == WITHDRAWAL and not again) or past.is_gone(entry) or _is_redo(entry):
            continue
        is_first = not found and _is_task(entry) and entry.kind not in workflow.NEVER_WITHDRAWN
        if not (_follows(found[-1], entry) if found else is_first and (entry.kind == WITHDRAWAL) == again):
            break
        found.append(entry)
    return [_named(entry, office.store.task(entry.task, office.on)) for entry in found] if _is_one_go(found) else []


def _is_one_go(found: list[Entry]) -> bool:
    """Whether these are several, each of another task."""
    return len({entry.task for entry in found}) == len(found) > 1


def _named(entry: Entry, row: TaskRow | None) -> Sheet:
    """An entry with the words of the milestone or recurrence it is of."""
    return {**entry_sheet(entry), "called": duty_of(entry, row)}


def _follows(later: Entry, entry: Entry) -> bool:
    """Whether an entry was recorded in one go with a later one."""
    return entry.kind == later.kind and later.recorded - entry.recorded <= TOGETHER and _is_task(entry)


def _is_redo(entry: Entry) -> bool:
    """Whether an entry brought back what was taken back."""
    return entry.kind == WITHDRAWAL and entry.content["what"] == WITHDRAWAL


def of_entry(office: Office, task: str, seq: int) -> Offer:
    """What it would do to take one entry of a task back; of a withdrawal, to bring back what it took.

    Raises NotFound `task` (5) for what is no task, `entry` for no entry of it.
    """
    row = office.store.task(task, office.on)
    if row is None:
        raise NotFound("task", [], name=task)
    history = office.store.history(task)
    entry = next((each for each in history if each.seq == seq), None)
    if entry is None:
        raise NotFound("entry", [], name=str(seq))
    told = history[entry.content["of"] - 1] if entry.kind == WITHDRAWAL else entry
    offer = Offer(task, row.title, seq, _named(told, row), entry.recorded, (row.light, row.light), [])
    try:
        scene = acting.scene_of(office, row)
        after = _without(scene, history, entry)
    except XiaxianError as error:
        return offer._replace(refused=error)
    before, then = (effects.facts(state, office.on, office.workdays) for state in (scene.state, after))
    lights = str(before["light", ""]), str(then["light", ""])
    return offer._replace(light=lights, changes=effects.changes(before, then, scene.state))


def _without(scene: acting.Scene, history: list[Entry], entry: Entry) -> TaskState:
    """The state once an entry is taken back; nothing is written. Raises what taking it back would."""
    workflow.lawful_without(history, entry.seq, scene.office.lay_out)
    content = {"of": entry.seq, "what": entry.kind, "author": entry.by}
    made = acting.entry_of(scene, WITHDRAWAL, content)
    return step(scene.state, made, scene.office.lay_out, history)


def take(office: Office, offer: Offer, words: steps.Words = steps.NO_WORDS) -> Done:
    """Do what was offered: to take an entry back, or to bring it back. Raises Refused (4), Stale (6)."""
    return steps.withdraw(office, offer.task, offer.seq, words)


class _Past:
    """What the person at the desk recorded, the newest first; each history is read once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        known = county.state(office).people.named(office.by)
        self.by = known.name if known else office.by
        self._gone: dict[str, set[int]] = {}

    def own(self) -> Iterator[Entry]:
        """The entries, read a page at a time."""
        trail = Trail(by=self.by)
        while found := self._office.store.trail(trail, limit=PAGE):
            yield from found
            last = found[-1]
            trail = trail._replace(before=(last.recorded.isoformat(), last.task, last.seq))

    def is_gone(self, entry: Entry) -> bool:
        """Whether an entry was taken back."""
        if entry.task not in self._gone:
            self._gone[entry.task] = withdrawn(self._office.store.history(entry.task)) if _is_task(entry) else set()
        return entry.seq in self._gone[entry.task]


def _is_task(entry: Entry) -> bool:
    """Whether an entry stands in a task's history; a case's or the county's is never taken back."""
    return entry.task != COUNTY and entry.kind in workflow.WORKFLOW
