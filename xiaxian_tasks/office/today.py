"""Today's queue (今日要办): what to push now and why, the most pressing class first, every task once.

Each class is a few limited questions to the store: a queue costs the same at a hundred tasks and at a hundred thousand.
Only what stands in a line is read whole.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.terms import GREY, RED, UNASSIGNED, YELLOW
from xiaxian_tasks.domain.waits import ANSWER_AHEAD
from xiaxian_tasks.office import contacts, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.ports import Sought, TaskRow
from xiaxian_tasks.wording.reasons import duty_of

LINES = 10
"""Lines of each class of one body's queue, and of a board: more than is pushed in a morning hides what matters."""

FIRST_LINES, LINES_AFTER, LAST_LINES = 5, 3, 2
FIRST_CLASSES, MANY = 2, 8
"""Lines of each class of the county's queue: of the first two that have any, of those after, and of those behind the
first eight lines, so that it fits a morning and one screen or two (office custom)."""

REMARKS = 20
"""A leader's remark is not one of many: more than so many have never waited at once (office custom)."""

COUNTED_TO = 1000
"""Counts end here: what lies beyond is "1000 or more", so that no count walks over a whole ledger."""

LIT_READ, WAITS_READ = 60, 200
"""So many rows of a light, or waits, are read to put those of one day in printed order; most are not looked into."""

SILENT_AFTER = timedelta(days=30)
"""A task nobody reported on is silent from so long after its light turned grey (a month's cycle, office custom)."""

DAY = timedelta(days=1)

Pair = tuple[str, str]


class Class(NamedTuple):
    """One class of the queue: the (light, reason) pairs and sorts of waiting it holds.

    What is so lit for more than `folded` days is long past and only counted; `longest` classes begin with what stands
    longest. `of_office` classes are no body's to do; `by_plan` ones are told a line a plan. `apart` ones have a line of
    their own for each cause: those due soon, or those that are `not_yet`.
    """

    name: str
    lit: tuple[Pair, ...] = ()
    waits: tuple[str, ...] = ()
    folded: int = 0
    longest: bool = False
    of_office: bool = False
    by_plan: bool = False
    apart: bool = False
    not_yet: bool = False


CLASSES = (
    Class("unanswered", waits=("reply",), apart=True),
    Class("overdue", lit=((RED, "overdue"),), folded=60),
    Class("missed", lit=((RED, "missed"),), folded=365, longest=True),
    Class("far-behind", lit=((RED, "far-behind"), (RED, "breached"))),
    Class("unsigned", waits=("receipt",)),
    Class("rework", waits=("rework",)),
    Class("remark", waits=("reply",), apart=True, not_yet=True),
    Class("refused", waits=("refusal",), of_office=True),
    Class("review", waits=("review",), of_office=True),
    Class("extension", waits=("extension",), of_office=True),
    Class("closing", waits=("closing", "reopening"), of_office=True),
    Class("recheck", waits=("recheck",), of_office=True),
    Class("behind", lit=((YELLOW, "behind"), (YELLOW, "near-due"), (YELLOW, "below-growth"), (YELLOW, "relapsed"))),
    Class("turn", lit=((YELLOW, "in-grace"),), waits=("turn",)),
    Class("silent", lit=((GREY, "stale"), (GREY, "no-report")), folded=365, longest=True),
    Class("unregistered", waits=("registration",), of_office=True, by_plan=True),
    Class("undispatched", waits=("dispatch",), of_office=True, by_plan=True),
)
"""批示待回复, 逾期, 漏报, 严重滞后, 未签收, 退办待重报, 批示未到期, 拒签待处理, 待审核, 延期待批, 待销号或重启,
回头看到期, 滞后或临期, 周期临近, 久未报送, 待立项, 待交办: in this order (office custom; issue of the queue)."""


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


class Met(NamedTuple):
    """What was met with in a class: a task, or "class plan", with its cause, or the row of a lit one, not looked into
    yet."""

    task: str
    since: date
    cause: Cause | None = None
    row: TaskRow | None = None


def queue(office: Office, *, body: str = "", limit: int | None = None) -> Sheet:
    """The queue of the office, or of what one body has to do: `on, body, counts, counted_to, lines, more`.

    `limit` are the lines of each class, and then what is long past is listed too. A line is of the task's most pressing
    class, the others stand in `also`; it carries the task whole as `sheet`. `more` says how much of a class is not
    listed, since when the oldest of it where that is known, and `older_than` so many days where all of it is long past.
    `contacts` are who to push: a body's liaison, else its head; `acting` the body that whoever asks speaks for. Raises
    NotFound `body` (5).
    """
    name = body if body in {"", UNASSIGNED} else names.body(office, body).name
    gathering = _Gathering(office, Sought(office.on, names.owing(office, body) if name else ()), limit)
    for each in CLASSES:
        if not (name and each.of_office):
            gathering.take(each)
    lines = list(gathering.lines.values())
    contacts.name_persons(office, lines, name)
    of_office = {each.name for each in CLASSES if each.of_office}
    for line in lines:
        for cause in (line, *line["also"]):
            cause["contacts"] = [] if cause["class"] in of_office else cause["contacts"]
    return {
        "on": office.on.isoformat(), "body": name or None, "counts": gathering.counts, "counted_to": COUNTED_TO,
        "lines": lines, "more": gathering.more,
    }


def pressing(office: Office, most: int = LINES) -> Sheet:
    """What needs a decision today, more than silence: the first `lines`, as many as a board has room for, each of
    another task; and `count`, how many there are that are not long past, `at_least` so many where counting ended."""
    gathering = _Gathering(office, Sought(office.on), LINES, whole=False, room=most)
    for each in CLASSES:
        if not each.by_plan and each.name != "silent":
            gathering.take(each)
    lines = list({line["task"]: line for line in reversed(gathering.lines.values())}.values())[::-1]
    count = len(gathering.lines) + sum(each["count"] for each in gathering.more)
    at_least = count >= COUNTED_TO or any(each["at_least"] for each in gathering.more)
    return {"lines": lines, "count": min(count, COUNTED_TO), "at_least": at_least}


class _Gathering:
    """The queue as it is put together, class by class: `limit` lines of each. `whole` lists what is long past too;
    where all has to find `room` it is not even counted."""

    def __init__(
        self, office: Office, sought: Sought, limit: int | None, *, whole: bool = True, room: int | None = None
    ) -> None:
        self.office, self.sought = office, sought
        self.is_whole = whole and limit is not None
        self.limit, self.room = LINES if limit is None and sought.bodies else limit, room
        self.counts: dict[str, int] = {}
        self.lines: dict[str, Sheet] = {}
        self.more: list[Sheet] = []
        self._unread = False
        self._past: list[tuple[Pair, Sought]] = []
        self._sheets: dict[str, Sheet] = {}
        self._since: dict[str, date] = {}

    def take(self, each: Class) -> None:
        """Ask for one class, and put it behind those that press more."""
        self.counts[each.name] = new = told = 0
        self._unread, self._past = False, []
        limit, left = self._limit(each), list[date]()
        for met in self._by_plan(each) if each.by_plan else self._met(each, limit):
            apart = each.apart and met.task in self.lines and met.cause is not None
            key = f"{met.task} {met.cause.duty}" if apart and met.cause else met.task
            if key in self.lines:
                self._add(self.lines[key]["also"], self._cause(each, met))
            elif new < limit:
                self.lines[key] = self._line(met.task, self._cause(each, met))
                new += 1
            else:
                left.append(met.since)
                continue
            told += met.cause.rows if met.cause else 1
        self.counts[each.name] = min(self.counts[each.name], COUNTED_TO)
        if self.counts[each.name] > told:
            self.more.append(self._not_listed(each, told, left))

    def _limit(self, each: Class) -> int:
        """How many lines a class may have."""
        if each.apart and not self.is_whole:
            limit = REMARKS
        elif self.limit is not None:
            limit = self.limit
        elif len({line["class"] for line in self.lines.values()}) < FIRST_CLASSES:
            limit = FIRST_LINES
        else:
            limit = LINES_AFTER if len(self.lines) < MANY else LAST_LINES
        return limit if self.room is None else min(limit, self.room - len(self.lines))

    def _not_listed(self, each: Class, told: int, left: list[date]) -> Sheet:
        """How much of a class is not listed, and the day since which the oldest of it stands."""
        oldest = [row.light_since for pair, past in self._past for row in self._oldest(pair, past)]
        if not self._unread or each.longest:
            oldest += left
        elif not self._past and each.folded and self.room is None:
            every = self.sought._replace(last=self.sought.on)
            oldest += [row.light_since for pair in each.lit for row in self._oldest(pair, every)]
        oldest = [day for day in oldest if day <= self.sought.on]  # a turn that is near has not begun
        return {
            "class": each.name, "count": self.counts[each.name] - told,
            "at_least": self.counts[each.name] >= COUNTED_TO,
            "since": min(oldest).isoformat() if oldest else None,
            "older_than": each.folded if self._past and not left and not self._unread else None,
        }

    def _oldest(self, pair: Pair, sought: Sought) -> list[TaskRow]:
        return self.office.store.lit(*pair, sought._replace(longest=True), limit=1)

    def _met(self, each: Class, limit: int) -> list[Met]:
        """What is met with in a class: lights from the newest or the longest on, then waits from the soonest due on,
        and those of one day in printed order."""
        lit = [met for code in each.lit for met in self._lit(each, code, limit)]
        sign = 1 if each.longest else -1
        lit.sort(key=lambda met: (sign * met.since.toordinal(), _printed(met.task)))
        causes = [pair for what in each.waits for pair in self._waiting(each, what, limit)]
        causes.sort(key=lambda pair: (pair[1].due or date.max, pair[1].since, _printed(pair[0])))
        return lit + [Met(task, cause.since, cause) for task, cause in causes]

    # Lights. ----------------------------------------------------------------------------------------------------------

    def _lit(self, each: Class, pair: Pair, limit: int) -> Iterator[Met]:
        """Tasks of one light and reason. A turn that is near is told as a turn, not as falling behind."""
        store, on = self.office.store, self.sought.on
        every = self.sought._replace(last=on - SILENT_AFTER) if pair[1] == "no-report" else self.sought
        recent, count = every._replace(longest=each.longest), 0
        if each.folded and not self.is_whole:
            first = on - timedelta(days=each.folded)
            recent, past = recent._replace(first=first), every._replace(last=first - DAY)
            if self.room is None:
                count = store.lit_count(*pair, past, most=COUNTED_TO)
            if count:
                self._past.append((pair, past))
        wanted = max(LIT_READ, limit)
        rows = store.lit(*pair, recent, limit=wanted)
        if len(rows) >= wanted:
            self._unread = True
            count += store.lit_count(*pair, recent, most=COUNTED_TO)
        else:
            count += len(rows)
        self.counts[each.name] += count
        for row in rows:
            if pair[1] == "near-due" and _may_be_turn(row) and _is_turn(found := self._read(row), duty_of(found)):
                self.counts[each.name] -= 1
            else:
                yield Met(row.id, row.light_since, row=row)

    # Waits. -----------------------------------------------------------------------------------------------------------

    def _waiting(self, each: Class, what: str, limit: int) -> list[tuple[str, Cause]]:
        """The waits of one sort that are due soonest; several bodies of one task, or of one turn, are told together,
        and counted once where all could be read."""
        store, every, wanted = self.office.store, self._due(each, what), max(WAITS_READ, 3 * limit)
        if every is None:
            return []
        rows = store.waiting(what, every, limit=wanted)
        found: dict[tuple[str, str], Cause] = {}
        for row in rows:
            wait = row.wait  # the key of a turn begins with its recurrence, a reply's is its entry
            duty = wait.key.partition(" ")[0] if wait.what in {"turn", "reply"} else ""
            before = found.get((row.task, duty), Cause(each.name, what, (), wait.began, wait.due, duty, rows=0))
            found[row.task, duty] = before._replace(bodies=(*before.bodies, wait.body), rows=before.rows + 1)
        if len(rows) < wanted:
            self.counts[each.name] += len(found)
            return [(task, cause._replace(rows=1)) for (task, _), cause in found.items()]
        self._unread = True
        self.counts[each.name] += store.waiting_count(what, every, most=COUNTED_TO)
        return [(task, cause) for (task, _), cause in found.items()]

    def _due(self, each: Class, what: str) -> Sought | None:
        """The days between which a wait of a class is due; None where it holds none. A body answers all at once."""
        if what == "turn":
            return self.sought._replace(first=self.sought.on)  # an older one is missed, or in grace: its light says so
        if not each.apart:
            return self.sought
        if self.sought.bodies:
            return None if each.not_yet else self.sought
        near = self.office.workdays.after(self.sought.on, ANSWER_AHEAD)
        return self.sought._replace(first=near + DAY) if each.not_yet else self.sought._replace(last=near)

    def _by_plan(self, each: Class) -> list[Met]:
        """What waits for a first step of the office, a line a plan: a plan's tasks are sent out together."""
        what, found = each.waits[0], list[Met]()
        for plan, count, began in self.office.store.waiting_by_plan(what, self.sought, most=COUNTED_TO):
            self.counts[each.name] += count
            found.append(Met(f"{each.name} {plan}", began, Cause(each.name, what, (), began, None, rows=count)))
        return found

    # Lines. -----------------------------------------------------------------------------------------------------------

    def _cause(self, each: Class, met: Met) -> Cause:
        """Why a task is in a class; its bodies lead first, in the order of its paper."""
        if met.row is not None:
            found = self._read(met.row)
            return _of_light(each.name, found, met.since, duty_of(found))
        assert met.cause is not None, "what is not lit waits"
        if "/" not in met.task or len(met.cause.bodies) < 2:
            return met.cause
        printed = self._sheet(met.task)
        order = {body: place for place, body in enumerate((*printed["lead"], *printed["support"]))}
        ordered = sorted(met.cause.bodies, key=lambda body: order.get(body, len(order)))
        return met.cause._replace(bodies=tuple(ordered))

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
        if pressing not in {"", cause.name} and not _is_turn(found, duty):  # not among the first of its own class
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
        if row.id not in self._sheets:
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


def _printed(task: str) -> tuple[str, list[tuple[int, str]]]:
    """A task's place among others of its day: by plan, and then 1, 3, 10."""
    plan, _, number = task.partition("/")
    return plan, [(int(part), "") if part.isascii() and part.isdigit() else (-1, part)
                  for part in re.split(r"([0-9]+)", number)]


def _may_be_turn(row: TaskRow) -> bool:
    """Whether a task has turns at all; its definition says so by a word, and need not be read whole."""
    return '"recurrences"' in row.definition


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
