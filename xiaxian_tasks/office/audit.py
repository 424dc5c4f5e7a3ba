"""The whole ledger as it was written (审计): who did what, the newest first, a page at a time, and what it changed.

A page costs the same at a thousand entries and at a million: indexes are walked in the order of writing, a person's own
where one is sought. What an entry changed is worked out only for the one that is looked at.
"""

from typing import NamedTuple

from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.entries import ADOPTION, COUNTY, WITHDRAWAL, Entry
from xiaxian_tasks.domain.history import fold, withdrawn
from xiaxian_tasks.domain.terms import WITHDRAWN
from xiaxian_tasks.errors import NotFound, XiaxianError
from xiaxian_tasks.office import county, effects, names, steps
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.effects import Facts, Sheet
from xiaxian_tasks.office.sight import duty_of, entry_sheet
from xiaxian_tasks.ports import TaskRow, Trail

PAGE = 200
"""Entries of a page: more than any screen shows at once."""

Place = tuple[str, str, int]
"""Where an entry stands in the order of writing: (recorded, history, seq)."""


class Page(NamedTuple):
    """A part of the trail, the newest first: entries as documents, and where to go on (None: that was all)."""

    lines: list[Sheet]
    after: Place | None


class Filter(NamedTuple):
    """What is sought; empty fields ask nothing. `task` is an exact id, `kinds` kinds of entry, `words` a text."""

    by: str = ""
    kinds: tuple[str, ...] = ()
    task: str = ""
    words: str = ""


ALL = Filter()


def page(office: Office, sought: Filter = ALL, *, after: Place | None = None, size: int = PAGE) -> Page:
    """A page of entries, as known on the office's day; a line is an entry's document with the `title` of its task.

    `called` are the words of the milestone or recurrence it is of, `place` is where a line stands. An adoption is told
    without the definition of its task.
    """
    until = office.on if office.on < office.today else None
    trail = Trail(sought.by, sought.kinds, sought.task, sought.words, until, after)
    found = office.store.trail(trail, limit=size)
    rows: dict[str, TaskRow | None] = {}
    lines = [_line(office, entry, rows) for entry in found]
    return Page(lines, _place(found[-1]) if len(found) == size else None)


def _line(office: Office, entry: Entry, rows: dict[str, TaskRow | None]) -> Sheet:
    if entry.task not in rows:
        rows[entry.task] = office.store.task(entry.task, office.on) if entry.task != COUNTY else None
    row = rows[entry.task]
    return {
        **entry_sheet(entry), "title": row.title if row else "", "called": duty_of(entry, row), "place": _place(entry),
    }


def _place(entry: Entry) -> Place:
    return entry.recorded.isoformat(), entry.task, entry.seq


def count(office: Office) -> int:
    """How many entries the ledger holds."""
    return int(office.store.facts()["entries"])


class Effect(NamedTuple):
    """What one entry did: `changes` on the day it counts from (effects.changes), and whether it was `taken_back`.

    Of a history that is no task's there is nothing to compare: `is_task` is False.
    """

    changes: list[Sheet]
    taken_back: bool
    is_task: bool = True


def effect(office: Office, task: str, seq: int) -> Effect:
    """What an entry changed, its history replayed up to it. Raises NotFound `entry` (5)."""
    history = office.store.history(task)
    if not any(entry.seq == seq for entry in history):
        raise NotFound("entry", [], name=str(seq))
    if history[0].kind != ADOPTION:
        return Effect([], taken_back=False, is_task=False)
    before, after = _facts_after(office, history[: seq - 1], history[seq - 1]), _facts_after(office, history[:seq])
    state = fold(history[:seq], office.lay_out)
    known = [entry for entry in history if entry.at <= office.on or entry.seq == 1]
    return Effect(effects.changes(before, after, state), seq in withdrawn(known))


def _facts_after(office: Office, history: list[Entry], on_day_of: Entry | None = None) -> Facts:
    """The facts after some entries, on the day of the last of them or of another entry; none before the first."""
    if not history:
        return {}
    on = (on_day_of or history[-1]).at
    last = history[-1]
    found = effects.facts(fold(history, office.lay_out), on, office.calendars.on(on))
    if last.kind == ADOPTION and last.content.get("withdrawn"):
        found["state", ""] = WITHDRAWN
    return found


def between(office: Office, task: str, first: int, second: int) -> list[Sheet]:
    """What changed on a task between two of its entries, the states after each compared. Raises NotFound (5)."""
    history = office.store.history(names.task(office, task).id)
    early, late = sorted((first, second))
    if not 1 <= early <= late <= len(history):
        raise NotFound("entry", [str(entry.seq) for entry in history], name=str(late))
    before, after = (_facts_after(office, history[:seq]) for seq in (early, late))
    return effects.changes(before, after, fold(history[:late], office.lay_out))


def authors(office: Office) -> list[str]:
    """The persons the county knows, to choose one from: their names as entries carry them."""
    return [person.name for person in county.as_known(office).people.persons]


def standing(office: Office, lines: list[Sheet]) -> list[Sheet]:
    """Of some lines those that can be taken back: entries of tasks that stand, no withdrawals, none that never are."""
    gone: dict[str, set[int]] = {}
    found = []
    for line in lines:
        if line["task"] == COUNTY or line["kind"] not in workflow.WORKFLOW or line["kind"] in _NOT_TAKEN_BACK:
            continue
        if line["task"] not in gone:
            gone[line["task"]] = withdrawn(office.store.history(line["task"]))
        if line["seq"] not in gone[line["task"]]:
            found.append(line)
    return found


_NOT_TAKEN_BACK = workflow.NEVER_WITHDRAWN | {WITHDRAWAL}
"""A withdrawal among others is not undone with them: what it took back would come back."""


class Taken(NamedTuple):
    """What was taken back one after the other, and where a rule stopped it."""

    done: list[Sheet]
    stopped: Sheet | None = None
    refused: XiaxianError | None = None


def take_back(office: Office, lines: list[Sheet]) -> Taken:
    """Take entries back one by one in their order, and stop at the first that is refused."""
    done: list[Sheet] = []
    for line in lines:
        try:
            steps.withdraw(office, line["task"], line["seq"])
        except XiaxianError as error:
            return Taken(done, line, error)
        done.append(line)
    return Taken(done)
