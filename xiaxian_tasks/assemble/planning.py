"""What is to be said, put into the outbox: the day's digests and papers drafted, and what holds no more taken out."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from xiaxian_tasks.assemble.asking import clock_of
from xiaxian_tasks.assemble.mail import DEMO
from xiaxian_tasks.assemble.overtaking import overtake
from xiaxian_tasks.documents import reminder_digest, reminder_line
from xiaxian_tasks.documents.reminder_digest import Reminder, Said
from xiaxian_tasks.domain import escalation, messages
from xiaxian_tasks.domain.causes import Day
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import Ladder
from xiaxian_tasks.domain.messages import Line, MessageState
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import asked_of, asks, county, figures, outbox
from xiaxian_tasks.office.asks import Grouped, Matter
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.letters import sender
from xiaxian_tasks.office.messages import state_of as message_of
from xiaxian_tasks.office.outbox import Draft
from xiaxian_tasks.office.sight import Sheet, state_of

AT_ONCE = 100
"""Messages whose truth is asked at once."""


class Planned(NamedTuple):
    """How many digests and papers were drafted, and how many messages had lines taken out that held no more."""

    digests: int
    notices: int
    untrue: int


def plan(desk: Office, *, body: str = "") -> Planned:
    """Draft what is to be said today and is not yet, and take out of the outbox what is not true any more.

    Nothing is sent. Raises NotFound `body` (5), Stale (6), Refused (4) what `outbox.draft` raises.
    """
    untrue = sweep(desk)
    overtake(desk, body=body)
    groups = asks.asked(desk, clock=clock_of(desk), body=body).due
    words = Words(desk)
    digests = notices = 0
    coming = iter(groups)
    while some := list(islice(coming, AT_ONCE)):
        drafts = words.drafts(some)
        outbox.draft(desk, drafts)
        digests += sum(each.kind == messages.DIGEST for each in drafts)
        notices += sum(each.kind == messages.NOTICE for each in drafts)
    return Planned(digests, notices, untrue)


class Words:
    """How the outbox speaks on a desk's day."""

    def __init__(self, desk: Office) -> None:
        self._desk = desk
        self._mark = DEMO if desk.demo else ""
        self._contact = sender(county.as_known(desk).people).asked_at
        self._by_itself = messages.DIGEST not in asks.ladder_of(desk).approval

    def drafts(self, groups: Sequence[Grouped]) -> list[Draft]:
        """What is asked of bodies, each group as one message."""
        stands = figures.stands(self._desk, [each.ask.task for group in groups for each in group.matters])
        sheets = asks.sheet(self._desk, asks.Asked(tuple(groups), ()))["due"]
        return [self._draft(group, sheet["lines"], stands) for group, sheet in zip(groups, sheets, strict=True)]

    def _draft(self, group: Grouped, told: Sequence[Sheet], stands: dict[tuple[str, str], figures.Stand]) -> Draft:
        lines = tuple(self._line(*pair, stands) for pair in zip(group.matters, told, strict=True))
        said = self.said(group.body, group.paper, group.person, lines)
        return Draft(
            group.kind, group.body, lines, group.paper, group.person, group.channel, group.address,
            reminder_digest.subject(said), reminder_digest.text(said),
            approved=group.kind == messages.DIGEST and self._by_itself,
        )

    def _line(self, matter: Matter, told: Sheet, stands: dict[tuple[str, str], figures.Stand]) -> Line:
        ask = matter.ask
        text = reminder_line.line(told, self._desk.on, self._desk.workdays)
        if stand := stands.get((ask.task, ask.duty)):
            *shares, is_ceiling = stand
            figure = reminder_digest.figures(*shares, is_ceiling=is_ceiling)
            text = f"{text.removesuffix('。')}；{figure}。" if figure else text
        return Line(ask.key, ask.task, ask.duty, ask.rung, ask.cause, ask.since, ask.n, ask.due, text)

    def said(self, body: str, paper: str, person: str, lines: Iterable[Line]) -> Reminder:
        """What a message's words are made of."""
        told = tuple(Said(line.cause, line.text) for line in lines)
        return Reminder(body, self._desk.on, told, paper, person, self._contact, self._mark)

    def without(self, state: MessageState, keys: Sequence[str]) -> tuple[str, str]:
        """Subject and text of a message without some of its lines, of the day it is of."""
        left = [line for line in state.lines if line.key not in keys]
        said = self.said(state.body, state.paper, state.person, left)._replace(on=state.on)
        return reminder_digest.subject(said), reminder_digest.text(said)


def sweep(desk: Office) -> int:
    """Take out of everything that still waits for somebody or for its day what is not true any more; how many changed.
    """
    changed, rows = 0, desk.store.messages((messages.DUE, messages.APPROVED), last=desk.on)
    ids = [row.id for row in rows]
    for first in range(0, len(ids), AT_ONCE):
        states = [message_of(desk, each) for each in ids[first:first + AT_ONCE]]
        changed += len(weed(desk, states))
    return changed


def weed(desk: Office, states: Sequence[MessageState]) -> dict[str, MessageState]:
    """Take out of messages the lines that hold no more; what each changed message then is, by id.

    A letter that was issued stands as it was signed, and one on its way is not touched.
    """
    open_ones = [each for each in states if not each.letter and each.state in {messages.DUE, messages.APPROVED}]
    true, found = _true(desk, open_ones), dict[str, MessageState]()
    words = Words(desk) if open_ones else None
    for state in open_ones:
        gone = [line.key for line in state.lines if line.key and line.key not in true]
        if gone and words:
            subject, text = words.without(state, gone)
            try:
                found[state.id] = outbox.cancel_untrue(desk, state.id, gone, subject=subject, text=text)
            except Refused as refused:
                if refused.code != "message-state":  # somebody sent or took it back meanwhile
                    raise
    return found


def _true(desk: Office, states: Sequence[MessageState]) -> set[str]:
    """The keys of lines whose cause stands on the desk's day, as the ladder would ask for them were they not said; of
    what was put off so long that it was drafted again, the newest alone."""
    tasks = sorted({line.task for state in states for line in state.lines})
    ladder, day = asks.ladder_of(desk), asked_of.day_of(desk)
    rows = desk.store.rows_of(tasks, desk.on)
    of_tasks = {task: state_of(desk, row) for task, row in rows.items() if not row.withdrawn}
    said = asked_of.said_of(desk, ladder, of_tasks)
    found = set[str]()
    for state in states:
        keys = {line.key for line in state.lines}
        for task in {line.task for line in state.lines} & of_tasks.keys():
            before = [each for each in said[task] if each.key not in keys]
            times = _times(of_tasks[task], ladder, before, day)
            for line in state.lines:
                time = times.get((line.task, line.duty, state.body, line.rung, line.since))
                if time is not None and line.n >= time:
                    found.add(line.key)
    return found


_What = tuple[str, str, str, str, date]
"""What is said to whom: task, duty, body, rung, and the first day of its cause."""


def _times(state: TaskState, ladder: Ladder, before: Sequence[escalation.Said], day: Day) -> dict[_What, int]:
    """What the ladder wants of a task, held back or not, and for the how manyth time; a task that is paused is not
    spoken of."""
    wanted = escalation.wanted(state, ladder, before, day)
    return {
        (ask.task, ask.duty, ask.body, ask.rung, ask.since): ask.n
        for ask, held, _until in wanted if held != escalation.PAUSED_TASK
    }
