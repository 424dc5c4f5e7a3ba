"""What has to be said, reckoned the long way: every day is looked at by itself, and nothing of the ladder's own code is
used. Slow, and so plain that it can be checked by reading."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.days import WorkDays, add_months, month_end
from xiaxian_tasks.domain.escalation import Said
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import PAPERS, Ladder, Rung
from xiaxian_tasks.domain.lights import as_row, stale_from, target_light
from xiaxian_tasks.domain.plan import Target
from xiaxian_tasks.domain.recurrence import due_day, grace_end
from xiaxian_tasks.domain.terms import DONE, FULL, STANDING

DAY = timedelta(days=1)
BANDS = ("", "slightly-behind", "behind", "far-behind")

OVER = frozenset({"completed", "closed", "terminated", "merged", "suspended"})
"""Stages of a task of which nothing is asked."""

Line = tuple[str, str, str, str, date, int]
"""Duty, body, rung, cause, since, time."""


class Stood(NamedTuple):
    """A cause: since when, and since when the trouble it is part of."""

    since: date
    began: date


def to_say(
    state: TaskState, ladder: Ladder, said: Sequence[Said], on: date, workdays: WorkDays, *,
    reckoning: "Reckoning | None" = None, members: Mapping[str, Sequence[str]] | None = None,
) -> set[Line]:
    """All that has to be said of a task on a day, after what was said before. A `reckoning` of the same state may be
    given, which has looked at other days before."""
    reckoning = reckoning or Reckoning(state, workdays, members or {})
    found: set[Line] = set()
    for (duty, body), causes in reckoning.causes(on).items():
        own = [each for each in said if (each.duty, each.body) == (duty, body)]
        lines: list[tuple[Rung, Line]] = []
        for rung in ladder.of(state.task.plan, body):
            line = reckoning.line(rung, ladder, causes, own, duty=duty, on=on)
            if line is not None:
                cause, since, n = line
                lines.append((rung, (duty, body, rung.id, cause, since, n)))
        papers = [pair for pair in lines if pair[0].paper]
        heaviest = max((PAPERS.index(rung.paper) for rung, _ in papers), default=-1)
        found |= {[line for rung, line in papers if PAPERS.index(rung.paper) == heaviest][-1]} if papers else set()
        if not papers and not any(each.paper and each.on == on for each in own):
            found |= {line for _, line in lines}
    return found


class Reckoning:
    """One task, as it is known, looked at on any day."""

    def __init__(
        self, state: TaskState, workdays: WorkDays, members: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.state, self.workdays, self.members = state, workdays, members or {}
        self._ranks: dict[tuple[str, date], int] = {}
        self._nears: dict[tuple[date, int], date] = {}
        self._duties: dict[str, Target] = {}

    def worked(self, first: date, last: date) -> int:
        """Working days after the one and up to the other."""
        return sum(self.workdays.is_working(first + ahead * DAY) for ahead in range(1, (last - first).days + 1))

    def until(self, on: date) -> TaskState:
        """The task with the figures of up to a day alone."""
        series = {row: tuple(r for r in all_ if r.as_of <= on) for row, all_ in self.state.series.items()}
        return self.state._replace(series=series)

    def rank(self, target: Target, on: date) -> int:
        """The band of a target on a day, by its place."""
        if (target.id, on) not in self._ranks:
            self._ranks[target.id, on] = self._rank(target, on)
        return self._ranks[target.id, on]

    def _rank(self, target: Target, on: date) -> int:
        lit = target_light(self.until(on), target, on, self.workdays)
        if on < self.state.task.issued or lit.latest is None:
            return 0
        if target.kind in STANDING and not _kept(target, lit.latest):
            return 2 if target.kind == "growth" else 3
        if lit.gap is None or lit.gap >= 0:
            return 0
        red = self.state.task.rules.red
        if red is not None and lit.gap < -red:
            return 3
        return 1 if lit.gap > -self.state.task.rules.yellow else 2

    def band_since(self, target: Target, rank: int, on: date) -> date:
        """Day by day back while it is in a band or a worse one."""
        while self.rank(target, on - DAY) >= rank:
            on -= DAY
        return on

    def causes(self, on: date) -> dict[tuple[str, str], dict[str, Stood]]:
        """What stands on a day, by duty and body."""
        state, found = self.state, dict[tuple[str, str], dict[str, Stood]]()
        task = state.task
        is_full = state.life.way == FULL
        if on < task.issued or (is_full and state.stage in OVER):
            return {}
        targets = [(target, task.lead) for target in task.targets]
        targets += [(as_row(t, part), (part.body,)) for t in task.targets for part in t.parts]
        lit = [target_light(state, target, on, self.workdays).light for target in task.targets]
        if not is_full and all(each == DONE for each in lit) and all(m.id in state.done_on for m in task.milestones):
            targets = []
        for target, bodies in targets:
            self._duties[target.id] = target
            for body in self._asked(bodies):
                found[target.id, body] = self._of_target(target, on)
        for milestone in task.milestones:
            due = milestone.due or task.due
            if milestone.id not in state.done_on and due:
                for body in self._asked(milestone.bodies or task.lead):
                    found[milestone.id, body] = self._by_clock(due, (due - task.period.start).days, on, due)
        if not (task.targets or task.milestones or task.recurrences):
            silent = self._silent_from(state.noted or task.issued)
            for body in self._asked(task.lead):
                found["", body] = {"silent": Stood(silent, silent)} if on >= silent else {}
        for recurrence in task.recurrences:
            for body in self._asked(recurrence.bodies or task.lead):
                for day, stood in self._of_turns(recurrence.id, on):
                    found[f"{recurrence.id}@{day}", body] = stood
        self._of_answers(found, on)
        return {key: causes for key, causes in found.items() if causes}

    def _asked(self, bodies: Sequence[str]) -> list[str]:
        """Who is spoken to: of a group its members; nobody the task was not sent to or who has done their part."""
        parts = {each.body: each for each in self.state.parts} if self.state.life.way == FULL else None
        found = []
        for body in bodies:
            if parts is not None and body in parts and parts[body].state in {
                "unsent", "requested", "accepted", "refused", "released"
            }:
                continue
            if parts is not None and body not in parts and all(each.sent is None for each in parts.values()):
                continue
            found += [each for each in self.members.get(body, (body,)) if each not in found]
        return found

    def _of_answers(self, found: dict[tuple[str, str], dict[str, Stood]], on: date) -> None:
        """Remarks past their day, and of dispatched tasks receipts past theirs and what was sent back."""
        for asked in self.state.life.questions:
            if not asked.letter and on > asked.due:
                for body in (asked.body,) if asked.body else self.state.task.lead:
                    for each in self.members.get(body, (body,)):
                        found[f"reply.{asked.seq}", each] = {"unanswered": Stood(asked.due + DAY, asked.due + DAY)}
        if self.state.life.way != FULL or self.state.life.stage != "dispatched":
            return
        for part in self.state.parts:
            for each in self.members.get(part.body, (part.body,)):
                if part.state == "unsigned" and part.receipt_due and on > part.receipt_due:
                    found["receipt", each] = {"unsigned": Stood(part.receipt_due + DAY, part.receipt_due + DAY)}
                is_at_it = part.state not in {"unsent", "unsigned", "refused", "requested"}
                if is_at_it and part.returned and part.rework_due:
                    due, near = part.rework_due, part.rework_due
                    while self.worked(near - DAY, due) <= 3:
                        near -= DAY
                    stood = self._by_clock(due, 0, on, due, near=max(near, part.returned))
                    found["rework", each] = stood

    def _of_turns(self, name: str, on: date) -> list[tuple[date, dict[str, Stood]]]:
        """The oldest one missed, and the first that is not."""
        days, done = self.state.days[name], max(self.state.turns.get(name, ()), default=date.min)
        task, found = self.state.task, []
        recurrence = next(each for each in task.recurrences if each.id == name)
        falls = {day: due_day(recurrence, day, task, self.workdays) for day in days if day > done}
        last = {day: grace_end(recurrence, due, task.rules) for day, due in falls.items()}
        missed = [day for day in falls if on > last[day]]
        for day in missed[:1] + [day for day in falls if day not in missed][:1]:
            place = days.index(day)
            other = days[place - 1] if place else days[1] if len(days) > 1 else None
            span = abs((day - other).days) if other else 365
            near = max(self._near(falls[day], span), task.issued)
            found.append((day, self._by_clock(falls[day], span, on, last[day], near=near)))
        return found

    def _allowed(self, span: int) -> int:
        rules = self.state.task.rules
        if rules.near is not None:
            return rules.near
        return next(left for longest, left in rules.spans if not longest or span <= longest)

    def _pressing(self, due: date) -> date:
        while not self.workdays.is_working(due):
            due -= DAY
        return due

    def _near(self, due: date, span: int) -> date:
        if (due, span) not in self._nears:
            near, left = due, int(self.workdays.is_working(due))
            while left <= self._allowed(span):  # the days that are left of the day before
                near -= DAY
                left += self.workdays.is_working(near)
            self._nears[due, span] = near
        return self._nears[due, span]

    def _by_clock(
        self, due: date, span: int, on: date, last: date, *, near: date | None = None
    ) -> dict[str, Stood]:
        near, pressing = near or self._near(due, span), self._pressing(due)
        if on > last:
            return {"overdue": Stood(last + DAY, last + DAY)}
        if on >= pressing:
            return {"due": Stood(pressing, min(near, pressing))}
        return {"near": Stood(near, near)} if on >= near else {}

    def _silent_from(self, day: date) -> date:
        """Of monthly reports: the end of the next month, and the grace after it; of others as lights say it."""
        if self.state.task.rules.cycle != "month":
            return stale_from(day, self.state.task.rules)
        return month_end(add_months(day.replace(day=1), 1)) + (self.state.task.rules.grace + 1) * DAY

    def _of_target(self, target: Target, on: date) -> dict[str, Stood]:
        lit = target_light(self.state, target, on, self.workdays)
        if lit.light == DONE:
            return {}
        found: dict[str, Stood] = {}
        if target.due:
            if on > target.due:
                began = target.due + DAY
                if self.rank(target, target.due) >= 2:
                    began = self.band_since(target, 2, target.due)
                return {"overdue": Stood(target.due + DAY, began)}
            found = self._by_clock(target.due, (target.due - target.period.start).days, on, target.due)
            if lit.gap is not None and lit.gap >= 0:
                pressing = self._pressing(target.due)
                found = {"due": Stood(pressing, pressing)} if "due" in found else {}
        rank = self.rank(target, on)
        for each in range(1, rank + 1):
            since = self.band_since(target, each, on)
            found[BANDS[each]] = Stood(since, self.band_since(target, 2, on) if each == 3 else since)
        silent = self._silent_from(lit.latest_as_of or max(self.state.task.issued, target.period.start))
        if rank < 2 and on >= silent:
            found["silent"] = Stood(silent, silent)
        return found

    # Rungs. -----------------------------------------------------------------------------------------------------------

    def line(
        self, rung: Rung, ladder: Ladder, causes: dict[str, Stood], said: Sequence[Said], *, duty: str, on: date
    ) -> tuple[str, date, int] | None:
        """(cause, since, time) of a rung that has to be said."""
        worst = next((band for band in reversed(BANDS) if band in causes), "")
        if rung.unmet:
            asked = [each for each in said if each.rung in rung.unmet and self.still(each, ladder, said, duty, on)]
            days = [(self.unmet_from(each, ladder), each) for each in asked]
            still = [(day, each) for day, each in days if day and day <= on]
            if not still or not causes:
                return None
            since = min(day for day, _ in still)
            root = self.root(still[0][1], ladder, said)
            cause = ("overdue" if "overdue" in causes else worst) if root in BANDS else root
            began = causes["behind"].began if cause in BANDS else causes[cause].began
        else:
            cause = rung.when
            if cause not in causes or (not rung.paper and cause in BANDS and cause != worst):
                return None
            since, began = causes[cause]
        if self.worked(since, on) < rung.after:
            return None
        episode = [each for each in said if each.on >= began]
        papers = [each for each in episode if each.paper]
        own = [each for each in episode if each.rung == rung.id]
        if rung.paper and papers and papers[-1].answered and on < (self.unmet_from(papers[-1], ladder) or on):
            return None
        before = own
        if rung.paper:
            before = [each for each in papers if PAPERS.index(each.paper) >= PAPERS.index(rung.paper)]
        if before and (not rung.cooldown or self.worked(before[-1].on, on) < rung.cooldown):
            return None
        return cause, since, len(own) + 1

    def root(self, each: Said, ladder: Ladder, said: Sequence[Said]) -> str:
        """The cause something was said for first."""
        rung = next(rung for rung in ladder.rungs if rung.id == each.rung)
        if rung.when:
            return rung.when
        return self.root([one for one in said if one.rung in rung.unmet and one.on <= each.on][-1], ladder, said)

    def unmet_from(self, each: Said, ladder: Ladder) -> date | None:
        """The day after its answer was owed; of one that was answered, after as many working days again."""
        if each.reply_due is None or each.answered is None:
            return each.reply_due and each.reply_due + DAY
        reply = next(rung.reply for rung in ladder.rungs if rung.id == each.rung)
        end = each.answered
        while self.worked(each.answered, end) < reply:
            end += DAY
        return end + DAY

    def still(self, each: Said, ladder: Ladder, said: Sequence[Said], duty: str, on: date) -> bool:
        """Whether what it was said for stood on every day since."""
        root = self.root(each, ladder, said)
        days = [each.on + ahead * DAY for ahead in range((on - each.on).days + 1)]
        if root in BANDS:
            target = self._duties[duty]
            return all(self.rank(target, day) >= 2 or bool(target.due and day > target.due) for day in days)
        standing = self.causes(on).get((duty, each.body), {})
        return root in standing and standing[root].since <= each.on


def _kept(target: Target, value: object) -> bool:
    from decimal import Decimal

    assert isinstance(value, Decimal)
    if target.kind == "at_most":
        return value < target.value if target.exclusive else value <= target.value
    return value > target.value if target.exclusive else value >= target.value
