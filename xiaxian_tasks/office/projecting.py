"""What the store keeps beside a history, made from the state the history folds into."""

from collections.abc import Sequence
from datetime import date

from xiaxian_tasks import finder
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.entries import ADOPTION, Entry
from xiaxian_tasks.domain.history import TaskState, to_document
from xiaxian_tasks.domain.lights import Step
from xiaxian_tasks.domain.plan import Task
from xiaxian_tasks.domain.projection import is_completed, replay, steps_since
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import Projection


def projected(
    office: Office,
    state: TaskState,
    *,
    since: date,
    search: str,
    withdrawn: bool = False,
    steps: Sequence[Step] | None = None,
) -> Projection:
    """What the store keeps of a state after an entry; an empty `search` leaves the kept one as it is.

    `steps` are the light steps where they are known already.
    """
    task = state.task
    return Projection(
        id=task.id,
        plan=task.plan,
        number=task.number,
        position=task.position,
        title=task.title,
        due=task.due,
        search=search,
        lead=task.lead,
        support=tuple(dict.fromkeys((*task.support, *sorted(workflow.own_duties(task).difference(task.lead))))),
        definition=canonical(encode(task)),
        state=canonical(to_document(state)),
        completed=is_completed(state, office.calendars),
        withdrawn=withdrawn,
        since=since,
        steps=tuple(steps_since(state, since, office.calendars) if steps is None else steps),
    )


def search_of(task: Task) -> str:
    """The text a task is found by: id, title, bodies and document, with their initials, and "21号/13"."""
    short = f"{task.document.rpartition('〕')[2]}/{task.number}"
    return finder.search_text(task.id, task.title, *task.lead, *task.support, task.document, short)


def replayed(office: Office, whole: Sequence[Entry]) -> tuple[TaskState, Projection]:
    """A history's state, and the projection whole that belongs to it."""
    state, steps = replay(whole, office.lay_out, office.calendars)
    newest = [entry for entry in whole if entry.kind == ADOPTION][-1]
    withdrawn = bool(newest.content.get("withdrawn"))
    search = search_of(state.task)
    return state, projected(office, state, since=date.min, search=search, withdrawn=withdrawn, steps=steps)
