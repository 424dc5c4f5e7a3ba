"""Today's queue (今日要办): what to push now and why, the most pressing class first, every task once.

Each class is a few limited questions to the store: a queue costs the same at a hundred tasks and at a hundred thousand.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.terms import GREY, RED, UNASSIGNED, YELLOW
from xiaxian_tasks.office import names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.ports import Sought, TaskRow, WaitRow
from xiaxian_tasks.wording.reasons import duty_of

LINES = 10
"""Lines of each class where nobody asks for another number: more than is pushed in a morning hides what matters."""

COUNTED_TO = 1000
"""Counts end here: what lies beyond is "1000 or more", so that no count walks over a whole ledger."""

SILENT_AFTER = timedelta(days=30)
"""A task nobody reported on is silent from so long after its light turned grey (a month's cycle, office custom)."""

DAY = timedelta(days=1)

ANSWER_AHEAD = 3
"""Working days before its day from which an open answer is pressed for (office custom); its body sees it at once."""

Pair = tuple[str, str]


class Class(NamedTuple):
    """One class of the queue: the (light, reason) pairs and sorts of waiting it holds.

    What is so lit for more than `folded` days is long past and only counted. `of_office` classes are no body's to do;
    `by_plan` ones are told a line a plan.
    """

    name: str
    lit: tuple[Pair, ...] = ()
    waits: tuple[str, ...] = ()
    folded: int = 0
    of_office: bool = False
    by_plan: bool = False


CLASSES = (
    Class("overdue", lit=((RED, "overdue"),), folded=60),
    Class("missed", lit=((RED, "missed"),), folded=365),
    Class("far-behind", lit=((RED, "far-behind"), (RED, "breached"))),
    Class("unsigned", waits=("receipt",)),
    Class("unanswered", waits=("reply", "rework")),
    Class("refused", waits=("refusal",), of_office=True),
    Class("review", waits=("review",), of_office=True),
    Class("extension", waits=("extension",), of_office=True),
    Class("closing", waits=("closing", "reopening"), of_office=True),
    Class("recheck", waits=("recheck",), of_office=True),
    Class("behind", lit=((YELLOW, "behind"), (YELLOW, "near-due"), (YELLOW, "below-growth"), (YELLOW, "relapsed"))),
    Class("turn", lit=((YELLOW, "in-grace"),), waits=("turn",)),
    Class("silent", lit=((GREY, "stale"), (GREY, "no-report")), folded=365),
    Class("unregistered", waits=("registration",), of_office=True, by_plan=True),
    Class("undispatched", waits=("dispatch",), of_office=True, by_plan=True),
)
"""逾期, 漏报, 严重滞后, 未签收, 未回复, 拒签待处理, 待审核, 延期待批, 待销号或重启, 回头看到期, 滞后或临期, 周期临近,
久未报送, 待立项, 待交办: in this order (office custom; issue of the queue)."""


class Cause(NamedTuple):
    """Why a task is in the queue: `reason` is a light's or a sort of waiting, `duty` the target, milestone, recurrence
    or entry it is about, `since` when it began, `due` when it should have ended; `rows` were counted for it."""

    name: str
    reason: str
    bodies: tuple[str, ...]
    since: date
    due: date | None
    duty: str = ""
    rows: int = 1


def queue(office: Office, *, body: str = "", limit: int | None = None) -> Sheet:
    """The queue of the office, or of what one body has to do: `on, body, counts, counted_to, lines, more`.

    `limit` are the lines of each class, and then what is long past is listed too. A line is of the task's most pressing
    class, the others stand in `also`; it carries the task whole as `sheet`. `more` says how much of a class is not
    listed, with `older_than` in days where all of that is long past. Raises NotFound `body` (5).
    """
    name = body if body in {"", UNASSIGNED} else names.body(office, body).name
    groups = names.groups_of(office, name) if name else ()
    gathering = _Gathering(office, Sought(office.on, (name, *groups) if name else ()), limit)
    for each in CLASSES:
        if not (name and each.of_office):
            gathering.take(each)
    return {
        "on": office.on.isoformat(), "body": name or None, "counts": gathering.counts, "counted_to": COUNTED_TO,
        "lines": list(gathering.lines.values()), "more": gathering.more,
    }


def pressing(office: Office, most: int = LINES) -> list[Sheet]:
    """The first lines of the queue that need a decision today, as many as a board has room for: of tasks, and of more
    than silence."""
    return [line for line in queue(office)["lines"] if line["task"] and line["class"] != "silent"][:most]


class _Gathering:
    """The queue as it is put together, class by class."""

    def __init__(self, office: Office, sought: Sought, limit: int | None) -> None:
        self.office, self.sought = office, sought
        self.is_whole = limit is not None
        self.limit = LINES if limit is None else limit
        self.counts: dict[str, int] = {}
        self.lines: dict[str, Sheet] = {}
        self.more: list[Sheet] = []
        self._sheets: dict[str, Sheet] = {}
        self._since: dict[str, date] = {}

    def take(self, each: Class) -> None:
        """Ask for one class, and put it behind those that press more."""
        self.counts[each.name] = new = told = 0
        for task, cause in self._by_plan(each) if each.by_plan else self._causes(each):
            if task in self.lines:
                self._add(self.lines[task]["also"], cause)
            elif new < self.limit:
                self.lines[task] = self._line(task, cause)
                new += 1
            else:
                continue
            told += cause.rows
        self.counts[each.name] = min(self.counts[each.name], COUNTED_TO)
        if self.counts[each.name] > told:
            self.more.append({
                "class": each.name, "count": self.counts[each.name] - told,
                "at_least": self.counts[each.name] >= COUNTED_TO,
                "older_than": each.folded if each.folded and new < self.limit and not self.is_whole else None,
            })

    def _causes(self, each: Class) -> list[tuple[str, Cause]]:
        """The causes of a class by task: lights from the newest on, then waits from the soonest due on."""
        lit = [pair for code in each.lit for pair in self._lit(each, *code)]
        lit.sort(key=lambda pair: pair[1].since, reverse=True)
        waits = [pair for what in each.waits for pair in self._waiting(each, what)]
        waits.sort(key=lambda pair: (pair[1].due or date.max, pair[1].since))
        return lit + waits

    # Lights. ----------------------------------------------------------------------------------------------------------

    def _lit(self, each: Class, light: str, reason: str) -> Iterator[tuple[str, Cause]]:
        """The newest tasks of one light and reason. A turn that is near is told as a turn, not as falling behind."""
        store, on = self.office.store, self.sought.on
        every = self.sought._replace(last=on - SILENT_AFTER) if reason == "no-report" else self.sought
        recent, past = every, None
        if each.folded and not self.is_whole:
            first = on - timedelta(days=each.folded)
            recent, past = every._replace(first=first), every._replace(last=first - DAY)
        wanted = 3 * self.limit if reason == "near-due" else self.limit
        rows = store.lit(light, reason, recent, limit=wanted)
        if len(rows) >= wanted:
            count = store.lit_count(light, reason, every, most=COUNTED_TO)
        else:
            count = len(rows) + (store.lit_count(light, reason, past, most=COUNTED_TO) if past else 0)
        self.counts[each.name] += count
        for row in rows:
            found = self._read(row)
            duty = duty_of(found)
            if _is_turn(found, duty):
                self.counts[each.name] -= 1
            else:
                yield row.id, _of_light(each.name, found, row.light_since, duty)

    # Waits. -----------------------------------------------------------------------------------------------------------

    def _waiting(self, each: Class, what: str) -> list[tuple[str, Cause]]:
        """The waits of one sort that are due soonest; several bodies of one task, or of one turn, are told together."""
        store, every = self.office.store, self.sought
        if what == "turn":
            every = every._replace(first=every.on)  # an older one is missed, or in grace: its light says so
        wanted = 3 * self.limit
        rows = store.waiting(what, self._soon(every, each), limit=wanted)
        is_all = each.name != "unanswered" and len(rows) < wanted
        self.counts[each.name] += len(rows) if is_all else store.waiting_count(what, every, most=COUNTED_TO)
        found: dict[tuple[str, str], Cause] = {}
        for row in rows:
            cause = _of_wait(each, row)
            before = found.get((row.task, cause.duty))
            found[row.task, cause.duty] = cause if before is None else before._replace(
                bodies=before.bodies + cause.bodies, rows=before.rows + 1
            )
        return [(task, cause) for (task, _), cause in found.items()]

    def _soon(self, every: Sought, each: Class) -> Sought:
        """Open answers the office presses for once their day is near; a body sees all of its own."""
        if each.name != "unanswered" or self.sought.bodies or self.is_whole:
            return every
        return every._replace(last=self.office.workdays.after(every.on, ANSWER_AHEAD))

    def _by_plan(self, each: Class) -> list[tuple[str, Cause]]:
        """What waits for a first step of the office, a line a plan: a plan's tasks are sent out together."""
        rows = self.office.store.waiting(each.waits[0], self.sought, limit=COUNTED_TO)
        self.counts[each.name] = len(rows)
        found: dict[str, Cause] = {}
        for row in rows:
            plan = row.task.partition("/")[0]
            before = found.get(plan, Cause(each.name, row.wait.what, (), row.wait.began, None, rows=0))
            found[plan] = before._replace(since=min(before.since, row.wait.began), rows=before.rows + 1)
        return [(f"{each.name} {plan}", cause) for plan, cause in found.items()]

    # Lines. -----------------------------------------------------------------------------------------------------------

    def _line(self, task: str, cause: Cause) -> Sheet:
        told = self._told(cause)
        if "/" not in task:
            plan = task.partition(" ")[2]
            title = next(row.title for row in self.office.store.plans(counted=False) if row.id == plan)
            return {**told, "task": None, "plan": plan, "title": title, "light": None, "also": [], "sheet": None}
        found = self._sheet(task)
        head = {key: found[key] for key in ("plan", "title", "light")}
        line = {**told, "task": task, **head, "also": [], "sheet": found}
        pressing, duty = _PRESSING.get((found["light"], found["reason"]), ""), duty_of(found)
        if pressing not in {"", cause.name} and not _is_turn(found, duty):  # not among the newest of its own class
            self._add(line["also"], _of_light(pressing, found, self._since[task], duty))
        return line

    def _add(self, also: list[Sheet], cause: Cause) -> None:
        """One more cause of a line, unless it stands there."""
        if (cause.name, cause.duty or None) not in [(each["class"], each["duty"]) for each in also]:
            also.append(self._told(cause))

    def _sheet(self, task: str) -> Sheet:
        if task not in self._sheets:
            row = self.office.store.task(task, self.sought.on)
            assert row is not None, "what waits is a task"
            self._read(row)
        return self._sheets[task]

    def _read(self, row: TaskRow) -> Sheet:
        self._sheets[row.id], self._since[row.id] = sheet(self.office, row), row.light_since
        return self._sheets[row.id]

    def _told(self, cause: Cause) -> Sheet:
        late = (self.sought.on - cause.due).days if cause.due else 0
        return {
            "class": cause.name, "reason": cause.reason, "body": "、".join(filter(None, cause.bodies)) or None,
            "since": cause.since.isoformat(), "due": cause.due.isoformat() if cause.due else None,
            "days_late": max(late, 0), "duty": cause.duty or None, "count": cause.rows,
        }


_PRESSING = {pair: each.name for each in CLASSES for pair in each.lit if pair[0] != GREY}


def _is_turn(found: Sheet, duty: Sheet | None) -> bool:
    """Whether a task is near its day by a turn alone, which is told as a turn."""
    return found["reason"] == "near-due" and duty is not None and "rule" in duty


def _of_light(name: str, found: Sheet, since: date, duty: Sheet | None) -> Cause:
    """Why a lit task is in a class of the queue, by the duty its light was taken from."""
    duty = duty or {}
    due = duty.get("missed") or duty.get("due") or found["due"]
    bodies = duty.get("bodies") or found["lead"]
    day = date.fromisoformat(due) if due else None
    return Cause(name, found["reason"], tuple(bodies), since, day, duty.get("id", ""))


def _of_wait(each: Class, row: WaitRow) -> Cause:
    """Why a task that waits is in the queue. The key of a turn begins with its recurrence, a reply's is its entry."""
    wait = row.wait
    duty = wait.key.partition(" ")[0] if wait.what in {"turn", "reply"} else ""
    return Cause(each.name, wait.what, (wait.body,), wait.began, wait.due, duty)
