"""Of which tasks anything can be asked today, and what was said of them before: the ground of `asks`."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from xiaxian_tasks.domain.causes import Day
from xiaxian_tasks.domain.escalation import Said, said_by_key
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import SLIGHTLY, Ladder
from xiaxian_tasks.domain.life import Notice
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.domain.terms import GREEN, GREY, RED, YELLOW
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import state_of
from xiaxian_tasks.ports import Query, Sought, TaskRow
from xiaxian_tasks.ports.messages import SaidRow

AT_ONCE = 400
"""Tasks read at once: what was said of them is one question for all."""

WAITED = ("reply", "receipt", "rework")
"""Answers asked of bodies, which a task may owe in any light."""

_NOTHING = ("not-issued", "terminated", "merged")


class Ground(NamedTuple):
    """A task of which something may be asked, and what was said of it."""

    state: TaskState
    said: list[Said]


def grounds(office: Office, ladder: Ladder) -> Iterator[Ground]:
    """The tasks of which something may be asked on the office's day, in printed order, a few hundred at a time.

    These are what is lit red, yellow or grey, what owes an answer, and of what is green the tasks whose light may hide
    one of their figures. Finished tasks are not read, and those that stand well not looked into.
    """
    rows = _rows(office)
    while some := list(islice(rows, AT_ONCE)):
        states = {row.id: state_of(office, row) for row in some}
        said = said_of(office, ladder, states)
        yield from (Ground(state, said[task]) for task, state in states.items())


def _rows(office: Office) -> Iterator[TaskRow]:
    on = office.on
    owing = {row.task for what in WAITED for row in office.store.waiting(what, Sought(on))}
    pressed = Query(on=on, lights=(RED, YELLOW, GREY), sort="plan", but=(Query(on=on, reasons=_NOTHING),))
    for row in office.store.tasks(pressed):
        owing.discard(row.id)
        yield row
    for row in office.store.tasks(Query(on=on, lights=(GREEN,), sort="plan")):
        if row.id in owing or _may_hide(row):
            owing.discard(row.id)
            yield row
    left = office.store.rows_of(sorted(owing), on)
    yield from (row for row in left.values() if not row.withdrawn)


def _may_hide(row: TaskRow) -> bool:
    """Whether something may be asked of a green task: it is slightly behind, shows one of several figures, or a ceiling
    that is due while it holds. Seen from its texts, so that few are read."""
    return (
        row.reason == SLIGHTLY or row.definition.count('"metric":') > 1 or '"parts":[{' in row.definition
        or '"at_most"' in row.definition
    )


def said_of(office: Office, ladder: Ladder, states: Mapping[str, TaskState]) -> dict[str, list[Said]]:
    """What was said of some tasks up to the office's day: lines of messages, and matters of papers as answered."""
    told = office.store.said_of(list(states))
    return {task: _said(office, ladder, state, told.get(task, ())) for task, state in states.items()}


def _said(office: Office, ladder: Ladder, state: TaskState, told: Iterable[SaidRow]) -> list[Said]:
    notices = {key: notice for notice in state.life.notices for key in notice.keys or (f"#{notice.seq}",)}
    replies = {rung.id: rung.reply for rung in ladder.rungs}
    found = []
    for row in told:
        if row.at > office.on:
            continue
        each = Said(row.key, row.task, row.duty, row.body, row.rung, row.since, row.n, row.paper, row.at)
        if notice := notices.pop(row.key, None):
            each = _issued(each, notice)
        elif not row.paper:
            each = each._replace(reply_due=office.workdays.after(row.at, replies.get(row.rung, 0)))
        found.append(each)
    found += [_issued(said_by_key(state.task.id, key, notice.body), notice) for key, notice in notices.items()]
    names = dict(state.life.renamed)
    return [each._replace(body=names.get(each.body, each.body)) for each in found]


def _issued(said: Said, notice: Notice) -> Said:
    """What was said as the paper that carried it says it: it went out on its day, and was answered or not."""
    return said._replace(
        paper=notice.paper, on=notice.at, reply_due=notice.due or notice.at, answered=notice.answered
    )


def day_of(office: Office) -> Day:
    """The office's day, with the bodies that are spoken to for each group: those in it, and in the groups in it."""
    bodies = {body.name: body for body in office.store.bodies()}
    members = {name: tuple(_within(name, bodies)) for name, body in bodies.items() if body.members}
    return Day(office.on, office.workdays, {name: within for name, within in members.items() if within})


def _within(name: str, bodies: Mapping[str, Body]) -> Iterator[str]:
    """The bodies in a group that are no groups themselves; a post is no body."""
    seen, left = {name}, list(bodies[name].members)
    while left:
        each = left.pop(0)
        if each in seen or each not in bodies:
            continue
        seen.add(each)
        if bodies[each].members:
            left += bodies[each].members
        else:
            yield each
