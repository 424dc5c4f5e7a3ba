"""What calendars need (日历): the events of a body, a person, a plan, a task or of all, with SEQUENCE and the moment of
change from the histories alone."""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import events_of, horizon, is_shown
from xiaxian_tasks.domain.days import COUNTY_TIME, month_end
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.feed import Dated, Feed, Shape
from xiaxian_tasks.domain.people import OF_A_BODY
from xiaxian_tasks.domain.reporting import own_duties
from xiaxian_tasks.domain.stamped import Shown, Stamping, midnight
from xiaxian_tasks.domain.stamps import Past
from xiaxian_tasks.domain.subscriptions import Subscription
from xiaxian_tasks.domain.waits import answers_of
from xiaxian_tasks.office import county, feed_cases, feed_scope, lists, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.feed_scope import EVERYTHING, LATELY, Own, Scope, found, whose
from xiaxian_tasks.office.sight import state_of
from xiaxian_tasks.office.unnamed import unnamed
from xiaxian_tasks.ports import TaskRow

__all__ = ["COUNTY_TIME", "EVERYTHING", "PLAIN", "TITLE", "Dates", "Key", "Scope", "dates_of", "feed", "found", "frame",
           "keys", "of_subscription", "owing", "recalled", "subscribed", "whose"]

TITLE = "夏县督查"
"""The name of the calendar of all; a body's calendar adds its name."""

PLAIN = Shape()

AT_ONCE = 500
"""Tasks whose histories are read together."""


class Key(NamedTuple):
    """What the dates of one task rest on in one scope: with an equal `text` they are equal up to `Dates.until`."""

    task: str
    text: str


class Dates(NamedTuple):
    """The dates of one task in one scope as they stand from the day asked for up to the day before `until`, if nothing
    is recorded. None where nothing of it is shown."""

    task: str
    dates: tuple[Dated, ...]
    until: date


def feed(office: Office, scope: Scope | str = EVERYTHING, shape: Shape = PLAIN) -> Feed:
    """The feed of a scope, or of a body by its name. NotFound `body`, `person`, `plan`, `task` (5)."""
    scope = Scope(scope) if isinstance(scope, str) else scope
    each_task = dates_of(office, scope, [key.task for key in keys(office, scope, shape)], shape)
    whole = tuple(dated for each in each_task for dated in each.dates)
    return frame(office, scope, shape)._replace(dates=whole)


def opened(office: Office, scope: Scope, shape: Shape) -> tuple[Feed, list[Key]]:
    """The feed of a scope without its dates, and what they rest on. NotFound (5)."""
    own = found(office, scope)
    return _framed(office, own, shape), list(_keys(office, own, shape))


def frame(office: Office, scope: Scope, shape: Shape) -> Feed:
    """The feed of a scope without its dates. NotFound (5)."""
    return _framed(office, found(office, scope), shape)


def _framed(office: Office, own: Own, shape: Shape) -> Feed:
    told = [own.body, own.plan and _title_of(office, own.plan), own.task and names.task(office, own.task).title]
    names_kept = unnamed(office) if shape.redacted else frozenset[str]()
    return Feed("·".join([TITLE, *filter(None, told)]), office.on.replace(day=1), (), own.body, shape, names_kept)


def of_subscription(subscription: Subscription) -> tuple[Scope, Shape]:
    """What a subscription shows, and how it is written."""
    shape = Shape(redacted=subscription.redacted, twins=subscription.twins, working=subscription.working)
    return Scope(body=subscription.body), shape


def subscribed(office: Office, subscription: Subscription) -> Feed:
    """The calendar of a subscription as it stands; one that was called back all cancelled. NotFound (5)."""
    standing = feed(office, *of_subscription(subscription))
    return recalled(standing, subscription.recalled) if subscription.recalled else standing


def recalled(feed: Feed, on: date) -> Feed:
    """A feed called back: every event once more, cancelled, changed on that day."""
    return feed._replace(dates=tuple(
        dated._replace(
            withdrawn=True, sequence=dated.sequence + 1, changed=max(dated.changed, midnight(on)), alarm_on=None
        )
        for dated in feed.dates
    ))


def keys(office: Office, scope: Scope, shape: Shape = PLAIN) -> Iterator[Key]:
    """What the dates of each task and case in a scope rest on, each once; read from the rows alone.

    No history is opened. Raises what `feed` does.
    """
    return _keys(office, found(office, scope), shape)


def _keys(office: Office, own: Own, shape: Shape) -> Iterator[Key]:
    known = county.as_known(office)
    around = sha256(repr((
        office.on.replace(day=1), sorted(office.calendars.announced.items()),
        sorted(person for person in known.people.persons if person.role in OF_A_BODY),
        sorted(own.ever), shape.working, sorted(unnamed(office)) if shape.redacted else (),
    )).encode()).hexdigest()[:16]
    for row in feed_scope.heads(office, own):
        ahead = f"@{office.on}" if row.at > office.on else ""
        yield Key(row.id, f"{around}.{row.head}.{row.light_since}{ahead}")
    for case, text in feed_cases.resting(office, own):
        yield Key(case, f"{around}.{text}")


def dates_of(office: Office, scope: Scope, tasks: Iterable[str], shape: Shape = PLAIN) -> Iterator[Dates]:
    """The dates of some tasks and cases in a scope, in the order given. NotFound (5) where a name is unknown."""
    own, wanted = found(office, scope), list(tasks)
    watch = feed_scope.watch(office, own)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start:start + AT_ONCE]
        rows = office.store.rows_of(some, office.on)
        looked = [key for key in some if key in rows and not _is_long_past(office, rows[key], own)]
        histories, steps = office.store.histories(looked), office.store.step_days(looked)
        for key in some:
            shown = Shown((), _next_month(office.on))
            if key in histories:
                past = Past(_known(histories[key], office.on), watch)
                shown = Stamping(past, steps.get(key, ()), is_working=shape.working).shown()
            elif key not in rows:
                shown = feed_cases.shown(office, key, own, is_working=shape.working)
            yield Dates(key, shown.dates, shown.until)


def _known(entries: list[Entry], on: date) -> Iterator[Entry]:
    """What is known of a history on a day: the first adoption always."""
    return (entry for entry in entries if entry.at <= on or entry.seq == 1)


def _is_long_past(office: Office, row: TaskRow, own: Own) -> bool:
    """Whether nothing of a task is shown and nothing was lately, so that its history need not be opened."""
    if row.at > office.on or row.at >= office.on.replace(day=1) - LATELY:
        return False
    state, span = state_of(office, row), horizon(office.on)
    if row.withdrawn or state.life.stage == "suspended" or any(answers_of(state)):
        return row.withdrawn
    events = events_of(state, office.on, office.workdays, bodies=own.ever or None)
    return not any(is_shown(event, span) for event in events)


def _next_month(on: date) -> date:
    """The first day of the month after a day's."""
    return date.fromordinal(month_end(on).toordinal() + 1)


def _title_of(office: Office, plan: str) -> str:
    return next(row.title for row in office.store.plans(counted=False) if row.id == plan)


def owing(office: Office) -> list[str]:
    """The bodies that owe something, groups expanded to their members, by name."""
    members = {body.name: body.members for body in office.store.bodies()}
    owed: set[str] = set()
    for row in lists.rows(office, lists.Asked(sort="plan")):
        state = state_of(office, row)
        task = state.task
        questions = (asked.body for asked in state.life.questions if asked.body)
        named: Iterable[str] = (*task.lead, *task.support, *own_duties(task), *questions)
        for name in named:
            owed.update(_expanded(name, members, frozenset()))
    return sorted(owed)


def _expanded(name: str, members: dict[str, tuple[str, ...]], above: frozenset[str]) -> Iterator[str]:
    """The bodies a name stands for: itself, or the known members of the group it is, and theirs."""
    inside = [member for member in members.get(name, ()) if member in members and member not in above]
    if not inside:
        yield name
    for member in inside:
        yield from _expanded(member, members, above | {name})
