"""What may go now of all that is asked, and what is held back (暂不发): quiet days and hours, caps, what was told.

Each ask is looked at in the order of REASONS, so that the first thing in its way is the one that is told. Nothing that
is held back is lost: an ask stays due while its cause stands.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain import messages
from xiaxian_tasks.domain.burden import month_of
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.escalation import Ask, Said, weight
from xiaxian_tasks.domain.ladder import Ladder
from xiaxian_tasks.domain.people import People, Reached, reached
from xiaxian_tasks.office import county
from xiaxian_tasks.office.desk import Office

DAY = timedelta(days=1)

REASONS = (
    CLASSIFIED, PAUSED, COOL_DOWN, QUIET_DAY, QUIET_HOURS, NO_CONTACT, TOLD_TODAY, APART, PER_DAY, PER_MONTH, APPROVAL,
) = (
    "classified", "paused", "cool-down", "quiet-day", "quiet-hours", "no-contact", "told-today", "apart", "per-day",
    "per-month", "approval",
)
"""Why something is held back, the first that applies: 涉密字样, 暂缓中, 冷却期, 休息日, 免打扰时段, 无联系人,
当日已提醒, 间隔未到, 当日上限, 当月上限, 待批准."""

Why = tuple[str, date | None]
"""A reason, and the first day it no longer holds; None where no day ends it."""


class Wish(NamedTuple):
    """An ask with the plan it is of, and what was said of its task before."""

    ask: Ask
    plan: str
    said: Sequence[Said] = ()


class Told(NamedTuple):
    """What the outbox holds of a month up to a day: of that day bodies with a digest, and papers by body; how many
    papers went to each body in the month, and how many requests."""

    digests: frozenset[str]
    papers: dict[str, set[str]]
    in_month: Counter[str]
    requests: Counter[str]


def told(office: Office, people: People) -> Told:
    """The same of the office's day; requests only where they are limited."""
    digests, papers, in_month = set[str](), defaultdict[str, set[str]](set), Counter[str]()
    first, _last = month_of(office.on)
    for row in office.store.messages(first=first, last=office.on):
        if row.state == messages.CANCELLED:
            continue
        if row.kind == messages.NOTICE:
            in_month[row.body] += 1
            if row.day == office.on:
                papers[row.body].add(row.paper)
        elif row.day == office.on:
            digests.add(row.body)
    asked = office.store.asked(first, office.on) if people.requests is not None else []
    return Told(frozenset(digests), papers, in_month, Counter(row.asked.body for row in asked))


class Holding:
    """The rules of one day. `clock` is the time of the day, "08:30"; "" asks nothing of hours."""

    def __init__(self, office: Office, ladder: Ladder, clock: str) -> None:
        self.on, self.workdays, self.ladder = office.on, office.workdays, ladder
        self.people = county.as_known(office).people
        self.told = told(office, self.people)
        self.everything = self._everything(clock)
        self._persons: dict[str, Reached | None] = {}

    def _everything(self, clock: str) -> Why | None:
        """What holds back all there is."""
        free = free_day(self.ladder, self.on, self.workdays)
        if free != self.on:
            return QUIET_DAY, free
        if clock and self.ladder.is_quiet_hour(clock):
            is_evening = len(self.ladder.quiet) == 2 and self.ladder.quiet[1] <= self.ladder.quiet[0] <= clock
            return QUIET_HOURS, self._next() if is_evening else self.on
        return None

    def _next(self) -> date:
        return free_day(self.ladder, self.on + DAY, self.workdays)

    def person(self, body: str) -> Reached | None:
        """Who is spoken to for a body; asked once."""
        if body not in self._persons:
            self._persons[body] = reached(self.people, body, self.on)
        return self._persons[body]

    def sorted_out(self, wishes: Iterable[Wish]) -> Iterator[tuple[Wish, Why | None]]:
        """Each wish, with why it is held back where it is; papers of a body before its lines."""
        by_body: dict[str, list[Wish]] = defaultdict(list)
        for wish in wishes:
            by_body[wish.ask.body].append(wish)
        for body, own in by_body.items():
            alone = [(wish, self._alone(body, wish)) for wish in own]
            yield from ((wish, why) for wish, why in alone if why is not None)
            free = [wish for wish, why in alone if why is None]
            going = set[tuple[str, str]]()
            for wish, why in self._papers(body, [wish for wish in free if wish.ask.paper]):
                if why is None:
                    going.add((wish.ask.task, wish.ask.duty))
                yield wish, why
            yield from self._lines([wish for wish in free if not wish.ask.paper], going)

    def _alone(self, body: str, wish: Wish) -> Why | None:
        """What holds back one ask, whatever else is asked."""
        if self.everything:
            return self.everything
        if self.people.are_of_bodies and self.person(body) is None:
            return NO_CONTACT, None
        ask = wish.ask
        if (ask.paper in self.told.papers[body]) if ask.paper else body in self.told.digests:
            return TOLD_TODAY, self._next()
        if ask.paper:
            last = max((each.on for each in wish.said if each.paper and each.body == body), default=date.min)
            if last > date.min and self.on < (free := self._apart_from(last)):
                return APART, free
        return None

    def _apart_from(self, last: date) -> date:
        return self.workdays.after(last, self.ladder.apart)

    def _papers(self, body: str, wishes: Sequence[Wish]) -> Iterator[tuple[Wish, Why | None]]:
        """The papers to a body, the heaviest first, up to what it may get a day and a month."""
        today, month = len(self.told.papers[body]), self.told.in_month[body]
        requests, limit = self.told.requests[body], self.people.requests
        tasks = set[str]()
        for paper in sorted({wish.ask.paper for wish in wishes}, key=weight, reverse=True):
            named = set[str]()
            for wish in wishes:
                if wish.ask.paper != paper:
                    continue
                per_day, per_month = self.ladder.most(wish.plan, body)
                is_new = wish.ask.task not in named
                if wish.ask.task in tasks and self.ladder.apart:
                    yield wish, (APART, self._apart_from(self.on))
                elif per_day is not None and today >= per_day:
                    yield wish, (PER_DAY, self._next())
                elif (per_month is not None and month >= per_month) or (
                    limit is not None and requests + is_new > limit
                ):
                    yield wish, (PER_MONTH, free_day(self.ladder, month_of(self.on)[1] + DAY, self.workdays))
                else:
                    named.add(wish.ask.task)
                    requests += is_new
                    yield wish, None
            tasks |= named
            today, month = today + bool(named), month + bool(named)

    def _lines(self, wishes: Sequence[Wish], going: set[tuple[str, str]]) -> Iterator[tuple[Wish, Why | None]]:
        """The lines to a body: a duty that has a paper of the day has none."""
        for wish in wishes:
            ask = wish.ask
            has_paper = (ask.task, ask.duty) in going or any(
                each.paper and each.on == self.on and (each.duty, each.body) == (ask.duty, ask.body)
                for each in wish.said
            )
            yield wish, (TOLD_TODAY, self._next()) if has_paper else None


def free_day(ladder: Ladder, on: date, workdays: WorkDays) -> date:
    """The first day from one on, that one included, on which anything goes; the day itself where none comes in a
    year."""
    for ahead in range(366):
        day = on + ahead * DAY
        if not ladder.is_quiet_day(day, is_working=workdays.is_working(day)):
            return day
    return on
