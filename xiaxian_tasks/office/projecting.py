"""What the store keeps beside a history, made from the state the history folds into."""

from collections.abc import Sequence
from datetime import date

from xiaxian_tasks import finder
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.entries import ADOPTION, ASSIGNMENT, REORGANISATION, WITHDRAWAL, Entry
from xiaxian_tasks.domain.history import TaskState, to_document
from xiaxian_tasks.domain.plan import Task
from xiaxian_tasks.domain.projection import (
    Kept,
    asked_by,
    is_completed,
    lit_since,
    replay,
    steps_since,
    support_of,
    waits_since,
)
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import AskedRow, Owing, Projection


def projected(
    office: Office,
    state: TaskState,
    entry: Entry,
    *,
    withdrawn: bool = False,
) -> Projection:
    """What the store keeps of a state after its newest entry; most entries leave the search text as it is: ""."""
    search = search_of(state.task) if entry.kind in _NAMING else ""
    since, calendars = lit_since(entry), office.calendars
    kept = Kept(
        state,
        steps_since(state, since, calendars, withdrawn=withdrawn),
        waits_since(state, since, calendars, withdrawn=withdrawn),
        [(entry.seq, entry.at, asked) for asked in asked_by(entry, state)],
        withdrawn,
    )
    return _projection(office, kept, since=since, search=search)


_NAMING = frozenset({ADOPTION, ASSIGNMENT, REORGANISATION, WITHDRAWAL})
"""Kinds of entry after which a task may have another title or other bodies to be found by."""


def _projection(office: Office, kept: Kept, *, since: date, search: str) -> Projection:
    state, task = kept.state, kept.state.task
    return Projection(
        id=task.id,
        plan=task.plan,
        number=task.number,
        position=task.position,
        title=task.title,
        due=task.due,
        search=search,
        lead=task.lead,
        support=support_of(task),
        definition=canonical(encode(state.printed)),
        state=canonical(to_document(state)),
        completed=is_completed(state, office.calendars),
        withdrawn=kept.is_withdrawn,
        since=since,
        steps=tuple(kept.steps),
        waits=tuple(kept.waits),
        asked=tuple(AskedRow(task.id, seq, at, asked) for seq, at, asked in kept.asked),
        formerly=tuple(Owing(*each) for each in kept.formerly),
    )


def search_of(task: Task) -> str:
    """The text a task is found by: id, title, bodies and document, with their initials, and "21号/13"."""
    short = f"{task.document.rpartition('〕')[2]}/{task.number}"
    return finder.search_text(task.id, task.title, *task.lead, *task.support, task.document, short)


def replayed(office: Office, whole: Sequence[Entry]) -> tuple[TaskState, Projection]:
    """A history's state, and the projection whole that belongs to it."""
    kept = replay(whole, office.lay_out, office.calendars)
    return kept.state, _projection(office, kept, since=date.min, search=search_of(kept.state.task))
