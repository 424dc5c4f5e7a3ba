"""Escalation (提醒督办): what the ladder asks to be said of a task on a day, after what was said before."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.causes import DAY, Cause, Day, causes
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import (
    BEHIND,
    DUE,
    FAR,
    NEAR,
    OVERDUE,
    PAPERS,
    SLIGHTLY,
    Ladder,
    Rung,
)
from xiaxian_tasks.domain.life import is_full
from xiaxian_tasks.domain.terms import PAUSED

PAUSED_TASK, COOL_DOWN = "paused", "cool-down"
"""Why the ladder itself holds something back: 暂缓中, 冷却期."""


class Ask(NamedTuple):
    """One thing to be said to one body: rung `rung` of the ladder, for `cause` (ladder.CAUSES), for the `n`-th time.

    `duty` is the target, row, milestone, turn, receipt, reply or rework it is about, "" the task itself. `paper` is one
    of ladder.PAPERS or LINE; `since` the first day the cause stood, or the paper before was unmet; `due` the day of the
    duty. `reply` are the working days for an answer, 0 none. The key is made of business facts alone, so that it is the
    same on any machine and on any day it is asked.
    """

    key: str
    task: str
    duty: str
    body: str
    rung: str
    cause: str
    paper: str
    since: date
    due: date | None
    n: int
    reply: int


class Said(NamedTuple):
    """What was said of a task before, on the day `on`: a line of a message, or a matter of a paper.

    The body stands under its present name. `reply_due` is the last day for an answer to what has gone out, None while
    it has not; `answered` the day one was given.
    """

    key: str
    task: str
    duty: str
    body: str
    rung: str
    since: date
    n: int
    paper: str
    on: date
    reply_due: date | None = None
    answered: date | None = None


def key_of(task: str, duty: str, body: str, rung: str, *, since: date, n: int) -> str:
    """The key of an ask: by it a thing is said once."""
    return f"{task} {duty or '-'} {body} {rung} {since} {n}"


def said_by_key(task: str, key: str, body: str) -> Said:
    """What a key says of itself; of any other word, as of a paper nobody was asked for, that it was to the body."""
    parts = key.removeprefix(f"{task} ").rsplit(" ", 3)
    duty, found, to = parts[0].partition(" ")
    try:
        since, n = date.fromisoformat(parts[-2]), int(parts[-1])
        if not found or key_of(task, duty, to, parts[1], since=since, n=n) != key:
            raise ValueError(key)
    except (ValueError, IndexError):
        return Said(key, task, "", body, "", date.min, 1, "", date.min)
    return Said(key, task, "" if duty == "-" else duty, to, parts[1], since, n, "", date.min)


def asks(state: TaskState, ladder: Ladder, said: Sequence[Said], day: Day) -> list[Ask]:
    """What the ladder asks to be said of a task on a day, none twice; what it holds back is not among it.

    A duty of which a body gets a paper has no line of that day.
    """
    now = [each.ask for each in wanted(state, ladder, said, day) if not each.held]
    papers = {(ask.duty, ask.body) for ask in now if ask.paper} | {
        (each.duty, each.body) for each in said if each.paper and each.on == day.on
    }
    return [ask for ask in now if ask.paper or (ask.duty, ask.body) not in papers]


class Wanted(NamedTuple):
    """An ask, and why it is held back: PAUSED_TASK, COOL_DOWN up to the day before `until`, or "" where it is not."""

    ask: Ask
    held: str = ""
    until: date | None = None


def wanted(state: TaskState, ladder: Ladder, said: Sequence[Said], day: Day) -> list[Wanted]:
    """What the ladder wants to say of a task on a day, by duty and body: of papers the heaviest, and all lines."""
    before: dict[tuple[str, str], list[Said]] = {}
    for each in sorted(said, key=lambda each: (each.on, each.n)):
        before.setdefault((each.duty, each.body), []).append(each)
    standing: dict[tuple[str, str], dict[str, Cause]] = {}
    for cause in causes(state, day):
        standing.setdefault((cause.duty, cause.body), {})[cause.cause] = cause
    is_paused = is_full(state.life) and state.stage in PAUSED
    found = []
    for (duty, body), stands in standing.items():
        rungs = _Rungs(ladder, ladder.of(state.task.plan, body), stands, before.get((duty, body), []), day)
        each_rung = [pair for rung in rungs.own if (pair := rungs.wanted(rung)) is not None]
        for rung, want in _heaviest(each_rung):
            ask = _ask(state.task.id, rung, want)
            found.append(Wanted(ask, PAUSED_TASK) if is_paused else Wanted(ask, want.held, want.until))
    known = {each.key for each in said}
    return [each for each in found if each.ask.key not in known]


class _Want(NamedTuple):
    """A rung that is wanted for a cause since a day, for the n-th time."""

    cause: Cause
    since: date
    n: int
    held: str = ""
    until: date | None = None


def _ask(task: str, rung: Rung, want: _Want) -> Ask:
    cause = want.cause
    key = key_of(task, cause.duty, cause.body, rung.id, since=want.since, n=want.n)
    return Ask(
        key, task, cause.duty, cause.body, rung.id, cause.cause, rung.paper, want.since, cause.due, want.n, rung.reply
    )


def _heaviest(found: list[tuple[Rung, _Want]]) -> list[tuple[Rung, _Want]]:
    """All lines, and the heaviest paper: of those that may be said now, else of those that are held back."""
    papers = [pair for pair in found if pair[0].paper]
    free = [pair for pair in papers if not pair[1].held] or papers
    lines = [pair for pair in found if not pair[0].paper]
    return [*lines, max(reversed(free), key=lambda pair: weight(pair[0].paper))] if free else lines


def weight(paper: str) -> int:
    """How heavy a paper is; a line weighs less than any."""
    return PAPERS.index(paper) if paper else -1


_GOES_ON = {NEAR: (NEAR, DUE), BEHIND: (BEHIND, OVERDUE), FAR: (BEHIND, OVERDUE)}
"""The causes as which each goes on: what is near falls due, and what was behind on its day is overdue."""

_BANDS = (FAR, BEHIND, SLIGHTLY)


class _Rungs:
    """The rungs `own` to one body, for one duty of a task: what stands, and what was said of it, by day."""

    def __init__(
        self, ladder: Ladder, own: Sequence[Rung], stands: dict[str, Cause], said: Sequence[Said], day: Day
    ) -> None:
        self.rungs = {rung.id: rung for rung in ladder.rungs}
        self.own, self.stands, self.said, self.day = own, stands, said, day

    def wanted(self, rung: Rung) -> tuple[Rung, _Want] | None:
        """A rung where its cause has stood long enough and it was not said, or may be said again."""
        begun = self._after_others(rung) if rung.unmet else self._by_cause(rung)
        if begun is None or self.day.on < self.day.workdays.after(begun[1], rung.after):
            return None
        cause, since = begun
        episode = [each for each in self.said if each.on >= cause.began]
        own = [each for each in episode if each.rung == rung.id]
        papers = [each for each in episode if each.paper]
        if rung.paper and papers and self._is_answered(papers[-1]):
            return None
        before = [each for each in papers if weight(each.paper) >= weight(rung.paper)] if rung.paper else own
        want = _Want(cause, since, 1 + max((each.n for each in own), default=0))
        if not before:
            return rung, want
        if not rung.cooldown:
            return None
        free = self.day.workdays.after(before[-1].on, rung.cooldown)
        return rung, want if self.day.on >= free else want._replace(held=COOL_DOWN, until=free)

    def _by_cause(self, rung: Rung) -> tuple[Cause, date] | None:
        """The cause of a rung, where it stands; a line is said of the worst band alone."""
        cause = self.stands.get(rung.when)
        worst = next((band for band in _BANDS if band in self.stands), "")
        if cause is None or (not rung.paper and cause.cause in _BANDS and cause.cause != worst):
            return None
        return cause, cause.since

    def _after_others(self, rung: Rung) -> tuple[Cause, date] | None:
        """What a rung is said for that follows others: what is left of their cause, and since when one is unmet."""
        found: list[tuple[date, Cause]] = []
        for each in self.said:
            if each.rung in rung.unmet and (cause := self._left_of(each)) is not None:
                since = self._unmet_from(each)
                if since is not None and since <= self.day.on and (not rung.when or rung.when in self.stands):
                    found.append((since, cause))
        if not found:
            return None
        return self._worst(found[0][1]), min(since for since, _ in found)

    def _is_answered(self, said: Said) -> bool:
        """Whether an answer to the newest paper still holds the ladder."""
        begins = self._unmet_from(said) if said.answered else None
        return begins is not None and self.day.on < begins

    def _unmet_from(self, said: Said) -> date | None:
        """The first day on which what was said is unmet; None while it has not gone out.

        An answer holds the ladder for as many working days again as there were for it.
        """
        if said.reply_due is None:
            return None
        if said.answered is None:
            return said.reply_due + DAY
        rung = self.rungs.get(said.rung)
        return self.day.workdays.after(said.answered, rung.reply if rung else 0) + DAY

    def _left_of(self, said: Said) -> Cause | None:
        """The cause something was said for, where it or what it went on as has stood ever since."""
        kept = (self.stands[each] for each in self._going_on(said) if each in self.stands)
        return next((cause for cause in kept if cause.began <= said.on), None)

    def _going_on(self, said: Said) -> tuple[str, ...]:
        """The causes as which that of something said may stand now: its rung's own, or that of the rung before."""
        rung = self.rungs.get(said.rung)
        seen: set[str] = set()
        while rung is not None and not rung.when and rung.id not in seen:
            seen.add(rung.id)
            earlier = [each for each in self.said if each.rung in rung.unmet and each.on <= said.on]
            rung = self.rungs.get(earlier[-1].rung) if earlier else None
        return _GOES_ON.get(rung.when, (rung.when,)) if rung is not None else ()

    def _worst(self, cause: Cause) -> Cause:
        """The worst band of a duty that stands in several at once; any other cause as it is."""
        if cause.cause not in _BANDS:
            return cause
        worst = next(band for band in _BANDS if band in self.stands)
        return self.stands[worst]._replace(began=cause.began)
