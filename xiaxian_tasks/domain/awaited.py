"""Answers that are owed by a day, and those that were given (应答): what a history asked of whom, and how it ended.

What waits is told by `waits` from the present alone; here the whole history of a task is folded, so that what was
answered turns done instead of vanishing. An answer is told apart by the entry that asked, which never changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.days import Calendars, WorkDays
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import LayOut, TaskState, in_force, step
from xiaxian_tasks.domain.plan import Task
from xiaxian_tasks.domain.terms import DONE, GREEN, GREY, RED, WITHDRAWN, YELLOW
from xiaxian_tasks.domain.waits import ANSWER_AHEAD, ANSWERS, Wait, answers_of
from xiaxian_tasks.domain.workflow import bodies_of

DISPATCH = "dispatch"
"""A task that was sent out (交办): no answer, but a day of the calendar too, done when it comes."""

SORTS = (*ANSWERS, DISPATCH)

_ANSWERED_BY = {
    "receipt": (kinds.RECEIPT,),
    "reply": (kinds.REPLY,),
    "rework": (kinds.REQUEST, kinds.ACCEPTANCE),
    "recheck": (kinds.RECHECK,),
    "extension": (kinds.EXTENSION_GRANT, kinds.EXTENSION_REFUSAL),
    DISPATCH: (kinds.DISPATCH, kinds.ASSIGNMENT),
}
"""What gives each sort of answer; whatever else ends it takes the question back (a refusal, a release, a merger)."""

_SILENT = frozenset({kinds.REPORT, kinds.CHECK, kinds.REGISTRATION})
"""What asks for no answer and ends none: most entries of a history."""

_STANDING_STILL = frozenset({kinds.SUSPENSION, kinds.WAY})
"""What lets an answer rest: it goes on when the task is resumed, or supervised as before."""


class Touch(NamedTuple):
    """An entry that changed what is seen of an answer: the day it counts from, and the moment it was written."""

    seq: int
    at: date
    recorded: datetime


class Answer(NamedTuple):
    """One thing asked: `kind` is one of SORTS, `seq` the entry that asked, `place` which of those it asked, from 1.

    `key` is that of `waits.Wait`, `what` the remark that asks or the words a task was sent back with, "" where the
    task's title says it. `ended` is the day an entry of kind `ended_by` ended it, None while it is open. `touched` are
    the entries that made and changed it, oldest first, none twice.
    """

    kind: str
    seq: int
    place: int
    key: str
    bodies: tuple[str, ...]
    what: str
    began: date
    due: date
    ended: date | None = None
    ended_by: str = ""
    touched: tuple[Touch, ...] = ()

    @property
    def duty(self) -> str:
        """Its name inside its task, the same for ever: the middle of a UID."""
        return f"{self.kind}.{self.seq}.{self.place}"

    @property
    def is_done(self) -> bool:
        """Whether it was given."""
        return self.ended_by in _ANSWERED_BY[self.kind]

    @property
    def is_resting(self) -> bool:
        """Whether it stands still with its task (暂缓)."""
        return self.ended_by == kinds.SUSPENSION

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is no longer asked for."""
        return self.ended is not None and not self.is_done and not self.is_resting


def awaited(entries: Iterable[Entry]) -> tuple[Answer, ...]:
    """All a history asked of anybody, in the order it was asked; entries from the first on, without a gap."""
    return tuple(sorted(_folded(entries).values(), key=lambda answer: (answer.seq, answer.kind, answer.place)))


def answer_light(answer: Answer, on: date, workdays: WorkDays) -> tuple[str, str]:
    """The light of an answer on a day, by its own clock, and the reason."""
    if answer.is_done:
        return DONE, ""
    if answer.ended is not None:
        return GREY, "suspended" if answer.is_resting else WITHDRAWN
    return clock_light(answer.due, on, workdays)


def clock_light(due: date, on: date, workdays: WorkDays) -> tuple[str, str]:
    """Red after the day, yellow from ANSWER_AHEAD working days before it on, else green."""
    if on > due:
        return RED, "overdue"
    if workdays.between(on, due) <= ANSWER_AHEAD:
        return YELLOW, "near-due"
    return GREEN, "not-yet-due"


def light_days(answer: Answer, calendars: Calendars, until: date) -> list[date]:
    """The days after the newest touch, up to `until`, on which an open answer's light steps while nothing is recorded:
    each by the working days known on it, so that a later notice adds a day and never takes one away."""
    if answer.ended is not None or not answer.touched:
        return []
    return clock_days(answer.due, answer.touched[-1].at, until, calendars)


def clock_days(due: date, since: date, until: date, calendars: Calendars) -> list[date]:
    """The days after `since`, up to `until`, on which `clock_light` answers otherwise than the day before."""
    notices = calendars.notices_after(since, due)
    near = (calendars.on(day).first_with_left(due, ANSWER_AHEAD) for day in (since, *notices))
    found, before = [], clock_light(due, since, calendars.on(since))
    for day in sorted({due + timedelta(days=1), *notices, *near}):
        if since < day <= until and (now := clock_light(due, day, calendars.on(day))) != before:
            found.append(day)
            before = now
    return found


# The fold. ------------------------------------------------------------------------------------------------------------

Found = dict[str, Answer]
"""Answers by their duty."""


class Moment(NamedTuple):
    """A history after one of its entries: its state, and all it asked by then, by duty."""

    entry: Entry
    state: TaskState
    answers: Found


def followed(entries: Iterable[Entry], lay_out: LayOut) -> Iterator[Moment]:
    """A history after each of its entries, from the first on, without a gap."""
    found: Found = {}
    state: TaskState | None = None
    earlier: list[Entry] = []
    for entry in entries:
        before = found
        state = step(state, entry, lay_out, earlier)
        earlier.append(entry)
        if entry.kind not in _SILENT:
            found = _taken_back(found, earlier) if entry.kind == kinds.WITHDRAWAL else _after(found, state, entry)
            found = {duty: _touched(answer, before.get(duty), entry) for duty, answer in found.items()}
        yield Moment(entry, state, found)


def _folded(entries: Iterable[Entry]) -> Found:
    """Answers of a whole history; none depends on the days of recurrences."""
    last: Found = {}
    for moment in followed(entries, _no_days):
        last = moment.answers
    return last


def _no_days(_task: Task) -> dict[str, tuple[date, ...]]:
    """What need not be laid out."""
    return {}


def _touched(answer: Answer, before: Answer | None, entry: Entry) -> Answer:
    """An answer with the entry among its touches, where anything of it changed."""
    if answer == before:
        return answer
    known = before.touched if before else ()
    return answer._replace(touched=(*known, Touch(entry.seq, entry.at, entry.recorded)))


def _after(found: Found, state: TaskState, entry: Entry) -> Found:
    """The answers after an entry that takes nothing back: what still waits goes on, what is new is opened, what no
    longer waits has ended."""
    if entry.kind == kinds.REORGANISATION:
        found = _renamed(found, entry)
    waits = {(wait.what, wait.key, wait.began, wait.due): wait for wait in answers_of(state)}
    after: Found = {}
    for duty, answer in found.items():
        wait = waits.pop((answer.kind, answer.key, answer.began, answer.due), None) if _may_go_on(answer) else None
        if wait is not None:
            answer = answer._replace(bodies=_owing(wait, state), ended=None, ended_by="")
        elif answer.ended is None:
            answer = answer._replace(ended=entry.at, ended_by=entry.kind)
        after[duty] = answer
    for answer in (*_sent(entry), *(_opened(wait, state, entry) for wait in waits.values())):
        after[answer.duty] = answer
    return after


def _may_go_on(answer: Answer) -> bool:
    return answer.ended is None or answer.ended_by in _STANDING_STILL


def _opened(wait: Wait, state: TaskState, entry: Entry) -> Answer:
    asked = bodies_of(entry.content)
    place = asked.index(wait.body) + 1 if wait.body in asked else 1
    texts = {"reply": "number" if entry.kind == kinds.NOTICE else "text", "rework": "note"}
    what = str(entry.content.get(texts.get(wait.what, ""), ""))
    assert wait.due is not None
    return Answer(wait.what, entry.seq, place, wait.key, _owing(wait, state), what, wait.began, wait.due)


def _owing(wait: Wait, state: TaskState) -> tuple[str, ...]:
    """Who owes an answer: a remark that names nobody asks all who lead, and a look back is at all of them."""
    questions = {str(asked.seq): asked.body for asked in state.life.questions}
    if wait.what == "recheck" or (wait.what == "reply" and not questions.get(wait.key)):
        return state.task.lead
    return (wait.body,) if wait.body else ()


def _sent(entry: Entry) -> tuple[Answer, ...]:
    """The sending out of a task, which a binding after the first one is as well."""
    if not entry.content.get("receipt_due") or entry.kind not in {kinds.DISPATCH, kinds.ASSIGNMENT}:
        return ()
    return (Answer(
        DISPATCH, entry.seq, 1, "", bodies_of(entry.content), "", entry.at, entry.at, entry.at, entry.kind
    ),)


def _renamed(found: Found, entry: Entry) -> Found:
    """The answers of a renamed body under its new name."""
    old, new = entry.content["from"], entry.content["body"]
    return {
        duty: answer._replace(
            key=new if answer.key == old else answer.key,
            bodies=tuple(dict.fromkeys(new if body == old else body for body in answer.bodies)),
        )
        for duty, answer in found.items()
    }


def _taken_back(found: Found, entries: Sequence[Entry]) -> Found:
    """The answers after a withdrawal: as if what was taken back had never been, but nothing that was asked vanishes."""
    last, standing = entries[-1], _folded(in_force(entries))
    after: Found = {}
    for duty, answer in found.items():
        if duty in standing:
            after[duty] = standing[duty]._replace(touched=answer.touched)
        elif answer.is_withdrawn:
            after[duty] = answer
        else:
            after[duty] = answer._replace(ended=last.at, ended_by=last.kind)
    return {**standing, **after}
