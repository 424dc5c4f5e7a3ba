"""The steps that can be taken on a task by whoever sits at the desk, and the one that waits for just that person."""

from collections.abc import Iterable

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.life import is_full
from xiaxian_tasks.domain.people import OF_A_BODY
from xiaxian_tasks.domain.terms import LEADER, READER
from xiaxian_tasks.errors import Refused, XiaxianError
from xiaxian_tasks.office import county
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lifeline import open_to_actor
from xiaxian_tasks.office.sight import Sheet, newest_state, sheet_of

ANSWERS = (
    kinds.EXTENSION_GRANT, kinds.ACCEPTANCE, kinds.CLOSURE, kinds.RECEIPT, kinds.REGISTRATION, kinds.DISPATCH,
    kinds.RECHECK, kinds.REPLY,
)
"""Steps that let a task that waits go on, the most pressing first: what 审批 means for whoever may take it."""


def reads_only(office: Office, kind: str) -> XiaxianError | None:
    """Why whoever sits at the desk may not record anything: the ledger is opened to read only, or cannot be written, or
    the county knows that person as a reader (只读)."""
    if office.store.reads_only:
        return office.store.reads_only
    person = county.state(office).people.named(office.by)
    if person is None or person.role != READER:
        return None
    return Refused("role", kind=kind, role=READER, roles=list(workflow.WORKFLOW[kind].roles))


def steps_open(office: Office, task: str) -> list[str]:
    """The kinds of entry whoever sits at the desk may record on a task now, in the order of the workflow.

    The newest state counts, whatever day is looked at: what is recorded follows it. A task that is withdrawn, or that
    nobody knows, has none.
    """
    row = office.store.task(task, office.on)
    if row is None or row.withdrawn:
        return []
    state = newest_state(row)
    if is_full(state.life):
        found = open_to_actor(office, sheet_of(office, state))
    else:
        found = _of_role(office, workflow.allowed(state))
    return [*found, *_of_role(office, [kinds.WITHDRAWAL])] if state.seq > 1 else found


def waiting(office: Office, task: str) -> str:
    """The step of this task that waits for whoever sits at the desk; "" where none does."""
    return first_answer(steps_open(office, task))


def first_answer(found: Iterable[str]) -> str:
    """Of steps that are open the one that lets the task go on."""
    known = set(found)
    return next((kind for kind in ANSWERS if kind in known), "")


def own_body(office: Office) -> str:
    """The body whoever sits at the desk speaks for, which then is never asked for; "" where it is none."""
    person = county.state(office).people.named(office.by)
    return person.body if person is not None and person.role in OF_A_BODY else ""


def leaders(office: Office) -> list[str]:
    """The county leaders whose words can be entered for them (代录), by name."""
    return [person.name for person in county.state(office).people.persons if person.role == LEADER]


def groups_bound(office: Office, sheet: Sheet) -> list[str]:
    """Of the bodies a task binds the groups, whose part can be handed over to each member."""
    groups = {body.name for body in office.store.bodies() if body.members}
    return [part["body"] for part in sheet["assignments"] if part["body"] in groups and part["state"] != "released"]


def _of_role(office: Office, found: list[str]) -> list[str]:
    """Of these kinds those the person may record; all where the county does not know who acts."""
    person = county.state(office).people.named(office.by)
    return found if person is None else workflow.open_to(found, person.role)
