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
from xiaxian_tasks.domain.projection import is_completed, lit_since, steps_since
from xiaxian_tasks.domain.terms import UNASSIGNED
from xiaxian_tasks.domain.waits import Asked, Wait, waits_after
from xiaxian_tasks.ports import Adoption, AskedRow, Owing, PlanRow, Projection, Revision

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
        self.whole: Projection | None = None
        self.is_withdrawn = False

    def adopted(self, *, at: date = ISSUED, withdrawn: bool = False, added: bool = False, **changes: Any) -> Written:
        """The task is adopted, again with `changes`, or withdrawn; or added to a plan that stands already."""
        self.task = self.task._replace(**changes)
        content: dict[str, Any] = {"title": self.task.title, "task": encode(self.task)}
        content |= {key: True for key, said in (("added", added), ("withdrawn", withdrawn)) if said}
        self.is_withdrawn = withdrawn
        return self._written(at, ADOPTION, content)

    def reported(self, value: str, *, at: date, waits: tuple[Wait, ...] = (), asked: tuple[Asked, ...] = ()) -> Written:
        """A value of the only target is reported; then this is waited for, and that was asked of bodies."""
        content = {"as_of": at.isoformat(), "target": "t1", "value": value, "unit": "户", "note": "据实填报"}
        return self._written(at, REPORT, content, waits=waits, asked=asked)

    def _written(
        self, at: date, kind: str, content: dict[str, Any], *,
        waits: tuple[Wait, ...] = (), asked: tuple[Asked, ...] = (),
    ) -> Written:
        seq, head = (self.state.seq, self.state.head) if self.state else (0, "")
        moment = datetime.combine(at, time(9 + seq // 60, seq % 60), tzinfo=UTC)
        entry = sealed(Entry(self.task.id, seq + 1, at, moment, "张三", kind, content), head)
        self.state = step(self.state, entry, lay_out)
        self.entries.append(entry)
        kept = projection(self.state, since=lit_since(entry), withdrawn=self.is_withdrawn)._replace(
            waits=waits, asked=tuple(AskedRow(self.task.id, seq + 1, at, each) for each in asked)
        )
        self.whole = whole(self.whole, kept)
        return entry, kept

    @property
    def remade(self) -> tuple[Projection, int, str, date]:
        """The projection whole, as a rebuild gives it."""
        assert self.whole is not None
        assert self.state is not None
        return self.whole, self.state.seq, self.state.head, self.state.at


def whole(before: Projection | None, kept: Projection) -> Projection:
    """What is kept whole once an entry has cut what was kept `before`."""
    if before is None:
        return kept._replace(since=date.min, lead=tuple(sorted(kept.lead)), support=tuple(sorted(kept.support)))
    steps = (*(each for each in before.steps if each.since < kept.since), *kept.steps)
    waits = sorted(
        waits_after(list(before.waits), list(kept.waits), kept.since),
        key=lambda each: (each.since, each.what, each.key, each.body),
    )
    formerly, begun = before.formerly, before.formerly[-1].until if before.formerly else before.steps[0].since
    bodies = [
        *(("lead", body) for body in sorted(before.lead or (UNASSIGNED,))),
        *(("support", body) for body in before.support),
    ]
    if set(kept.lead) != set(before.lead) or set(kept.support) != set(before.support):
        if begun < kept.since:
            formerly += tuple(Owing(role, body, begun, kept.since) for role, body in bodies)
    return kept._replace(
        since=date.min, steps=steps, waits=tuple(waits), asked=before.asked + kept.asked, formerly=formerly,
        lead=tuple(sorted(kept.lead)), support=tuple(sorted(kept.support)),
    )


def projection(state: TaskState, *, since: date, withdrawn: bool = False) -> Projection:
    """What a store keeps of a state."""
    of = state.task
    words = " ".join((of.id, of.title, *of.lead, *of.support))
    return Projection(
        of.id, of.plan, of.number, of.position, of.title, of.due, words, of.lead, of.support,
        canonical(encode(of)), canonical(to_document(state)), is_completed(state, CALENDARS), withdrawn, since,
        tuple(steps_since(state, since, CALENDARS, withdrawn=withdrawn)),
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
