"""Small ledgers made of domain values: tasks, their histories and what a store keeps of them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.days import Calendars
from xiaxian_tasks.domain.entries import ADOPTION, REPORT, Entry
from xiaxian_tasks.domain.history import TaskState, step, to_document
from xiaxian_tasks.domain.plan import Body, Period, Target, Task
from xiaxian_tasks.domain.projection import is_completed, steps_since
from xiaxian_tasks.ports import Adoption, PlanRow, Projection, Revision

ISSUED = date(2023, 9, 20)
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
CALENDARS = Calendars((), ((2023, date(2022, 12, 8)),))

Written = tuple[Entry, Projection]


def task(number: str, *, plan: str = "services-23", **more: Any) -> Task:
    """A task with one target: 200 households by the end of 2023, unless said otherwise."""
    due: date | None = more.get("due", date(2023, 12, 31))
    target = Target("t1", "适老化改造", "reach", Decimal(200), "户", YEAR, due, "explicit" if due else "none")
    given: dict[str, Any] = {
        "document": "夏政办发〔2023〕21号", "title": f"事项{number}", "issued": ISSUED, "period": YEAR,
        "position": int(number) if number.isdecimal() else 0, "due": due, "lead": ("县民政局",), "targets": (target,),
        **more,
    }
    return Task(f"{plan}/{number}", plan, number=number, **given)


def lay_out(of: Task) -> dict[str, tuple[date, ...]]:
    """No task here has a recurrence."""
    return {}


class Told:
    """A history being told: each line gives what the store is to write, and moves the state on."""

    def __init__(self, of: Task) -> None:
        self.task = of
        self.entries: list[Entry] = []
        self.state: TaskState | None = None

    def adopted(self, *, at: date = ISSUED, withdrawn: bool = False, **changes: Any) -> Written:
        """The task is adopted, again with `changes`, or withdrawn."""
        self.task = self.task._replace(**changes)
        content: dict[str, Any] = {"title": self.task.title, "task": encode(self.task)}
        return self._written(at, ADOPTION, content, withdrawn=withdrawn)

    def reported(self, value: str, *, at: date) -> Written:
        """A value of the only target is reported."""
        content = {"as_of": at.isoformat(), "target": "t1", "value": value, "unit": "户", "note": "据实填报"}
        return self._written(at, REPORT, content)

    def _written(self, at: date, kind: str, content: dict[str, Any], *, withdrawn: bool = False) -> Written:
        seq, head = (self.state.seq, self.state.head) if self.state else (0, "")
        moment = datetime.combine(at, time(9 + seq // 60, seq % 60), tzinfo=UTC)
        entry = sealed(Entry(self.task.id, seq + 1, at, moment, "张三", kind, content), head)
        since = at if self.state else date.min
        self.state = step(self.state, entry, lay_out)
        self.entries.append(entry)
        return entry, projection(self.state, since=since, withdrawn=withdrawn)


def projection(state: TaskState, *, since: date, withdrawn: bool = False) -> Projection:
    """What a store keeps of a state."""
    of = state.task
    words = " ".join((of.id, of.title, *of.lead, *of.support))
    return Projection(
        of.id, of.plan, of.number, of.position, of.title, of.due, words, of.lead, of.support,
        canonical(encode(of)), canonical(to_document(state)), is_completed(state, CALENDARS), withdrawn, since,
        tuple(steps_since(state, since, CALENDARS)),
    )


def plan(name: str, position: int = 0) -> PlanRow:
    """A plan's row."""
    return PlanRow(name, "夏政办发〔2023〕21号", f"方案{name}", ISSUED, position, '{"groups":[]}')


BODIES = (
    Body("县民政局", "department", ("民政局", "县民政"), ()),
    Body("县水利局"),
    Body("各乡镇人民政府", "group", (), ("银城街道", "北城街道")),
)


def adoption(*tasks: Task, **more: Any) -> Adoption:
    """The first adoption of tasks, with their plans in the order in which they appear."""
    plans = list(dict.fromkeys(each.plan for each in tasks))
    given: dict[str, Any] = {
        "plans": tuple(plan(name, position) for position, name in enumerate(plans)),
        "revisions": tuple(Revision(name, ISSUED, "f" * 64, f"id = {name!r}".encode()) for name in plans),
        "bodies": BODIES,
        "entries": [Told(each).adopted() for each in tasks],
        **more,
    }
    return Adoption(**given)
