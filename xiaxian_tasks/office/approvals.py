"""What waits for a decision (审批): who has to decide, since when, and what would be otherwise afterwards.

The rows that are waited for say what; each kind has an entry that agrees and one that sends back, and the workflow's
table says whose office either is. A question costs the same at a hundred tasks and at a hundred thousand.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import guards, months, workflow
from xiaxian_tasks.domain.days import add_months, month_end
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState, step
from xiaxian_tasks.domain.people import Person
from xiaxian_tasks.domain.terms import DIRECTOR
from xiaxian_tasks.errors import Refused, XiaxianError
from xiaxian_tasks.office import county, effects, steps
from xiaxian_tasks.office import months as office_months
from xiaxian_tasks.office.acting import Done
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.effects import Sheet
from xiaxian_tasks.office.rehearsal import rehearsal
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.ports import Sought, WaitRow

LISTED = 100
"""Rows read of each kind: more decisions than anybody takes in a day (office custom)."""


class Kind(NamedTuple):
    """One kind of decision: the sort of waiting it answers, the entry that agrees, the one that sends back ("": none).
    """

    what: str
    agrees: str
    returns: str = ""


KINDS = (
    Kind("extension", kinds.EXTENSION_GRANT, kinds.EXTENSION_REFUSAL),
    Kind("review", kinds.ACCEPTANCE, kinds.RETURN),
    Kind("refusal", kinds.ASSIGNMENT, kinds.DISPATCH),
    Kind("closing", kinds.CLOSURE),
    Kind("reopening", kinds.REOPENING),
    Kind("recheck", kinds.RECHECK),
)
"""延期申请, 办结审核, 拒签 (agreed: somebody else is bound; sent back: it is dispatched again), 销号, 重启, 回头看."""

MONTH = Kind("month", kinds.MONTH)
"""封账: a month that is over and not closed; of the whole county, no task's."""


def waiting(office: Office) -> Sheet:
    """What waits: `lines`, the ones whoever sits at the desk may decide first, then by the longest; `more` what is not
    listed; `mine` how many of the lines the person may agree to.

    A line: `what, task, title, plan, light, body, key, since, due, days, agrees, returns, roles, mine, another`.
    `roles` are those that may agree (terms.PERSON_ROLES), `days` how long it waits; `another` whether the person's
    role may agree, but somebody else has to: who asked does not answer. A month has no task.
    """
    known = county.as_known(office).people
    person = known.named(office.by)
    role = person.role if person else ""
    lines: list[Sheet] = []
    more: dict[str, int] = {}
    for kind in KINDS:
        rows = office.store.waiting(kind.what, Sought(office.on), limit=LISTED + 1)
        if len(rows) > LISTED:
            more[kind.what] = LISTED
        lines += [_line(office, kind, row, person) for row in rows[:LISTED]]
    lines += _months(office, role if known.persons else DIRECTOR)
    lines.sort(key=lambda line: (not line["mine"], -line["days"]))
    return {"lines": lines, "more": more, "mine": sum(line["mine"] for line in lines)}


def _line(office: Office, kind: Kind, row: WaitRow, person: Person | None) -> Sheet:
    task = office.store.task(row.task, office.on)
    assert task is not None, "what waits is a task"
    wait = row.wait
    told = _told(office, kind, person.role if person else "", wait.began, wait.due)
    return {
        **told, **_whose(office, kind, newest_state(task), (wait.body, person), told["roles"]), "task": task.id,
        "title": task.title, "plan": task.plan, "light": task.light, "body": wait.body or None, "key": wait.key,
    }


def _whose(
    office: Office, kind: Kind, state: TaskState, who: tuple[str, Person | None], roles: list[str],
) -> Sheet:
    """`roles`, `mine` and `another` of a line, as the rules' own guards have it for the body and person `who`."""
    body, person = who
    moved = state.life.wish.moved if state.life.wish else ()  # none where an earlier day is looked at
    content: Sheet = {"body": body, "moved": {key: day.isoformat() for key, day in moved}}

    def may(by: Person, guard: guards.Guard) -> bool:
        people = county.as_known(office).people
        try:
            guard(state, guards.Act(kind.agrees, dict(content), office.on, office.today, by, (), people.separation))
        except Refused:
            return False
        return True

    asked = workflow.WORKFLOW[kind.agrees].guards
    if guards.may_grant in asked and not may(Person("", DIRECTOR), guards.may_grant):
        roles = [role for role in roles if role != DIRECTOR]
    is_open = person is not None and person.role in roles
    free = is_open and person is not None and all(may(person, each) for each in asked if each in SECOND_PERSON)
    return {"roles": roles, "mine": free, "another": is_open and not free}


def _told(office: Office, kind: Kind, role: str, since: date, due: date | None) -> Sheet:
    roles = (workflow.COUNTY if kind is MONTH else workflow.WORKFLOW)[kind.agrees].roles
    return {
        "what": kind.what, "since": since.isoformat(), "due": due.isoformat() if due else None,
        "days": (office.on - since).days, "agrees": kind.agrees, "returns": kind.returns, "roles": list(roles),
        "mine": role in roles, "another": False,
    }


def _months(office: Office, role: str) -> list[Sheet]:
    """The month that is to be closed next, where it is over and the county closes months at all."""
    known = [month for month in county.as_known(office).months if month.day <= office.on]
    if not known:
        return []
    month = months.next_month(max(each.month for each in known))
    last = months.last_day(month)
    if not last <= office.on <= month_end(add_months(last, 1)):
        return []
    return [{
        **_told(office, MONTH, role, last, None), "task": None, "title": month, "plan": None, "light": None,
        "body": None, "key": month,
    }]


SECOND_PERSON = (guards.is_not_an_author, guards.did_not_accept, guards.did_not_ask)
"""The guards that ask for somebody else than whoever did what is decided on (岗位分离)."""


class Compared(NamedTuple):
    """What agreeing would bring before it is given: `changes` (effects.changes), or the rule that says no."""

    changes: list[Sheet]
    refused: XiaxianError | None = None


def compared(office: Office, line: Sheet) -> Compared:
    """What agreeing with a line would change: rehearsed, nothing is written. What has to be said is said shortly.

    An extension is granted as it was asked for, a body accepted on paper, a refusing body released, a look back held.
    """
    if not line["task"]:
        return Compared([])
    try:
        done = _AGREEING[line["what"]](rehearsal(office), line["task"], line["body"] or "")
    except XiaxianError as error:
        return Compared([], error)
    after = step(done.before, done.entry, office.lay_out)
    before, then = (effects.facts(state, office.on, office.workdays) for state in (done.before, after))
    return Compared(effects.changes(before, then, done.before))


_AGREEING: dict[str, Callable[[Office, str, str], Done]] = {
    "extension": lambda office, task, _body: steps.grant_extension(office, task),
    "review": lambda office, task, body: steps.accept(office, task, (body,), steps.Checked("paper")),
    "refusal": lambda office, task, body: steps.assign(office, task, "", instead_of=body),
    "closing": lambda office, task, _body: steps.close(office, task),
    "reopening": lambda office, task, _body: steps.reopen(office, task),
    "recheck": lambda office, task, _body: steps.recheck(office, task, found="held", checked=steps.Checked("paper")),
}


def close_month(office: Office, line: Sheet) -> Entry:
    """Close the month a line is of. Raises Refused (4), Stale (6)."""
    return office_months.close(office, line["key"])
