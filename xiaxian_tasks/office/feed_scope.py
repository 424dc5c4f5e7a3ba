"""What a calendar is of (范围): whose names it answers to, which tasks it looks through, and whom to ask when."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import DAYS_KEPT
from xiaxian_tasks.domain.county import County, step_county
from xiaxian_tasks.domain.entries import COUNTY, MERGER, NOTICE, REMARK, REPLY, TERMINATION, WITHDRAWAL
from xiaxian_tasks.domain.feed import Contact
from xiaxian_tasks.domain.people import OF_A_BODY, People, speaking
from xiaxian_tasks.domain.stamps import Contacts, Mark, Watch
from xiaxian_tasks.office import county, lists, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import HeadRow, Sought

LATELY = timedelta(days=DAYS_KEPT + 62)
"""So long before the month's first it is looked for what was taken back: what is entered late counts from earlier."""


class Scope(NamedTuple):
    """What a calendar is of: all that is named must hold, nothing named is everything.

    `body` and `person` are as somebody types them: a person's calendar is that of whose body the person speaks for, of
    the county's persons that of all. `plan` and `task` are as in `names`.
    """

    body: str = ""
    person: str = ""
    plan: str = ""
    task: str = ""


EVERYTHING = Scope()


class Own(NamedTuple):
    """A scope with its names found: `now` are those its body answers to, `ever` those of the bodies it was or took in
    too; none where it is of all."""

    body: str = ""
    plan: str = ""
    task: str = ""
    now: frozenset[str] = frozenset()
    ever: frozenset[str] = frozenset()


def found(office: Office, scope: Scope) -> Own:
    """A scope's names. NotFound `body`, `person`, `plan`, `task` (5)."""
    body = scope.body or (whose(office, scope.person) if scope.person else "")
    body = names.body(office, body).name if body else ""
    plan = names.plan(office, scope.plan) if scope.plan else ""
    task = names.task(office, scope.task).id if scope.task else ""
    now = frozenset(names.owing(office, body)) if body else frozenset[str]()
    known = county.as_known(office) if body else County()
    return Own(body, plan, task, now, now.union(old for old, new in known.renamed.items() if new in now))


def whose(office: Office, person: str) -> str:
    """The body whose dates a person sees, "" for those of all. NotFound `person` (5)."""
    known = county.person_of(county.as_known(office), person)
    return known.body if known.role in OF_A_BODY else ""


def heads(office: Office, own: Own) -> Iterator[HeadRow]:
    """How far the tasks of a scope are: those that stand, those taken back lately, those its body led or supported
    lately, and those it was asked a reply of without being bound to them."""
    if own.task:
        yield from office.store.heads_named([own.task], office.on)
        return
    since, seen = office.on.replace(day=1) - LATELY, set[str]()
    for withdrawn in (False, True):
        asked = lists.query(office, lists.Asked(plan=own.plan, sort="plan", withdrawn=withdrawn))
        for row in office.store.heads_of(asked._replace(bodies=tuple(sorted(own.ever)))):
            if not withdrawn or row.at >= since:
                seen.add(row.id)
                yield row
    lost = office.store.formerly(sorted(own.ever), since, office.on) if own.ever else []
    others = dict.fromkeys((*lost, *replying(office, own.ever, since)))
    of_plan = f"{own.plan}/" if own.plan else ""
    wanted = [key for key in others if key not in seen and key.startswith(of_plan)]
    yield from office.store.heads_named(wanted, office.on)


_ENDING = (REPLY, WITHDRAWAL, TERMINATION, MERGER)
"""What may end a question put to a body that is not bound to the task."""


def replying(office: Office, bodies: frozenset[str], since: date) -> list[str]:
    """Tasks in which some bodies are asked for a reply, and those in which one may have ended from a day on."""
    if not bodies:
        return []
    open_ones = office.store.waiting("reply", Sought(office.on, tuple(sorted(bodies))))
    ended = office.store.touched(_ENDING, since, office.on)
    once = sorted(_once_called(office, bodies)) if ended else []
    put = frozenset().union(*(office.store.tasks_asking(kind, once) for kind in (REMARK, NOTICE) if ended))
    return list(dict.fromkeys((*(found.task for found in open_ones), *(task for task in ended if task in put))))


def _once_called(office: Office, bodies: frozenset[str]) -> frozenset[str]:
    """Some bodies, and all that went on in them: what those were asked they are asked now."""
    renamed, found, more = county.state(office).renamed, bodies, bodies
    while more:
        more = frozenset(old for old, new in renamed.items() if new in more) - found
        found |= more
    return found


def watch(office: Office, own: Own) -> Watch:
    """Who looks at the histories of a scope."""
    return Watch(own.ever, office.on, office.calendars, office.lay_out, tuple(_marks(office)))


def contacts(people: People) -> Contacts:
    """Whom to ask of each body: its liaison, else its head."""
    return {body: Contact(body, person.name, person.role) for body, person in speaking(people).items()}


def _marks(office: Office) -> Iterator[Mark]:
    """Each change of contacts up to the office's day, in order."""
    if not contacts(county.state(office).people):
        return
    known, before = County(), Contacts()
    for entry in office.store.history(COUNTY):
        if entry.at > office.on:
            return
        known = step_county(known, entry)
        now = contacts(known.people)
        if now != before:
            yield Mark(entry.at, entry.recorded, now)
        before = now
