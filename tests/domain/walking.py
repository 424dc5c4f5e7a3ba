"""Random walks through the workflow: acts of all kinds by persons of all roles, each proved as it is recorded.

Whoever throws the dice (hypothesis in the suite, a seeded generator in the long run) needs only `pick`.
"""

import copy
from datetime import UTC, date, datetime, time, timedelta

from tests.domain import holding, saying
from tests.domain.ledger import adopted, lay_out, milestone, recurrence, target, task
from tests.domain.saying import Content, Dice, Moment
from tests.domain.telling import FARM, ROSTER, WATER
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import guards, workflow
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import step
from xiaxian_tasks.domain.life import dues, is_full
from xiaxian_tasks.domain.people import Person
from xiaxian_tasks.domain.terms import FULL
from xiaxian_tasks.errors import Refused, XiaxianError

PERSONS = tuple(ROSTER.values())
OTHERS = tuple(person._replace(name=f"another {person.name}") for person in PERSONS)
"""Persons who have not had a hand in anything yet."""

BEGINNING = task(
    target("reach", "15", "万方", metric="节水"),
    target("at_least", "90", "%", id="t2", metric="达标率", due=date(2024, 1, 31)),
    lead=(WATER,), support=(FARM,), milestones=(milestone("m1", due=date(2023, 11, 30)), milestone("m2")),
    recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=1,20", until=date(2023, 12, 31)),),
)

LIKELY = {
    kinds.TERMINATION: 1, kinds.MERGER: 1, kinds.REMARK: 6, kinds.SUSPENSION: 4, kinds.ASSIGNMENT: 5, kinds.REPLY: 10,
    kinds.REFUSAL: 8, kinds.WITHDRAWAL: 8, kinds.CHECK: 8, kinds.REPORT: 20,
    kinds.NOTICE: 10,
}
"""How often a kind is tried of those that are open, where others are tried thirty times: else nothing ends well."""

ORDER = frozenset({
    "out-of-order", "body-out-of-order", "nobody-left", "not-assigned", "simple-way", "no-question", "nothing-asked",
    "already-asked", "nobody-assigned", "nothing-dated", "role", "foreign-body", "classified",
})
"""What is not open now is refused with one of these: by its order, by who takes it, or before either is looked at."""


class Walk:
    """One history walked at random; `kept` is what a store would hold beside it."""

    def __init__(self, *, separation: bool = True, full: bool = True) -> None:
        self.entries = [adopted(BEGINNING)]
        self.separation = separation
        self.closed: date | None = None
        self.state = step(None, self.entries[0], lay_out)
        self.kept = holding.kept_after(None, self.state, self.entries[0])
        if full:
            day = BEGINNING.issued
            self._record(guards.Act(kinds.WAY, {"way": FULL}, day, day, ROSTER["director"]))

    def attempt(self, dice: Dice) -> str:
        """One act, perhaps a foolish one: "kind" where it was recorded, "kind: code" where it was refused."""
        if dice.pick(range(30)) == 0:
            return self._adopt(dice)
        if dice.pick(range(40)) == 0:
            self.closed = max(self.closed or date.min, self._any_day(dice) - timedelta(days=dice.pick((1, 10))))
        wise = dice.pick(range(4)) > 0
        kind = dice.pick(self._likely() if wise else sorted(workflow.WORKFLOW))
        roles = workflow.WORKFLOW[kind].roles
        by = dice.pick([person for person in PERSONS if person.role in roles] if wise else PERSONS)
        at = self.first_day() + timedelta(days=dice.pick((0, 0, 1, 3, 12))) if wise else self._any_day(dice)
        today = at if wise or dice.pick(range(6)) else at - timedelta(days=1)
        before, history, is_open = self.state, list(self.entries), self._is_open(kind)
        try:
            content = saying.content(Moment(dice, self.state, self.entries, at, by, wise), kind)
            self._record(guards.Act(kind, content, at, today, by, (), self.separation, self.closed))
        except XiaxianError as error:
            assert self.state is before
            assert self.entries == history
            is_in_time = self.first_day() <= at <= today
            self._refused(error, is_rightly=is_open or kind == kinds.REPORT or not is_in_time)
            return f"{kind}: {error.code}"
        assert is_open
        return kind

    def _refused(self, error: XiaxianError, *, is_rightly: bool) -> None:
        """What is not open, and wrong in nothing before that, is refused for its order."""
        assert is_rightly or not isinstance(error, Refused) or error.code in ORDER, error.code

    def _likely(self) -> list[str]:
        open_now = [*workflow.allowed(self.state), kinds.WITHDRAWAL, kinds.NOTICE]
        ways = [kinds.WAY] * (2 if is_full(self.state.life) else 30)
        return ways + [kind for kind in open_now for _ in range(LIKELY.get(kind, 30))]

    def _is_open(self, kind: str) -> bool:
        done_elsewhere = {kinds.WITHDRAWAL, kinds.WAY, kinds.REORGANISATION, kinds.NOTICE}
        return kind in done_elsewhere or kind in workflow.allowed(self.state)

    def _record(self, act: guards.Act) -> None:
        """Record an act as the office does: permitted, sealed, folded."""
        act = act._replace(content=copy.deepcopy(act.content))
        workflow.permit(self.state, act)
        if act.kind == kinds.WITHDRAWAL:
            of = act.content["of"]
            workflow.lawful_without(self.entries, of, lay_out, whole=self.entries[of - 1].kind == kinds.NOTICE)
        if self.separation and is_full(self.state.life):
            holding.second_person_holds(self.entries, act)
        self._append(act.at, act.by, act.kind, act.content)

    def _append(self, at: date, by: Person, kind: str, content: Content) -> None:
        before = self.state
        written = datetime.combine(at, time(9), UTC)
        entry = sealed(Entry(before.task.id, before.seq + 1, at, written, by.name, kind, content), before.head)
        self.state = step(before, entry, lay_out, self.entries)
        self.entries.append(entry)
        self.kept = holding.kept_after(self.kept, self.state, entry)
        holding.moved_on(before, self.state, entry)
        holding.state_holds(self.entries, self.state)

    def _adopt(self, dice: Dice) -> str:
        """An edited plan is adopted; perhaps it has the measure no more."""
        new = saying.edited(dice, self.state.printed, BEGINNING)
        gone = {"withdrawn": True} if dice.pick(range(10)) == 0 else {}
        content = {"title": new.title, "task": encode(new), **gone}
        self._append(max(self.state.at, new.issued), Person("loader", ""), kinds.ADOPTION, content)
        return kinds.ADOPTION

    def first_day(self) -> date:
        """The first day an entry may count from."""
        last = max(self.state.at, BEGINNING.issued)
        return max(last, self.closed + timedelta(days=1)) if self.closed else last

    def _any_day(self, dice: Dice) -> date:
        return max(self.state.at, BEGINNING.issued) + timedelta(days=dice.pick((0, 0, 1, 2, 7, 30, -1, -40)))

    def whole_holds(self, dice: Dice) -> None:
        """What was kept is what a replay gives, and what stood on some days is what was known by their end."""
        kept = holding.kept_holds(self.entries, self.kept)
        for entry in (self.entries[0], dice.pick(self.entries), self.entries[-1]):
            for days in (0, dice.pick((1, 5, 90))):
                holding.day_holds(self.entries, kept, max(entry.at, self.entries[0].at) + timedelta(days=days))

    def open_holds(self) -> None:
        """Whatever is listed as open has some content that a right person may record now."""
        at = self.first_day()
        for kind in workflow.allowed(self.state) if not self.kept.is_withdrawn else ():
            acts = saying.good_acts(self.state, kind, at, (*PERSONS, *OTHERS))
            has_passed = kind == kinds.EXTENSION_REQUEST and all(day < at for day in dues(self.state.task).values())
            assert has_passed or any(self._lets(act) for act in acts), kind

    def _lets(self, act: guards.Act) -> bool:
        try:
            workflow.permit(self.state, act._replace(separation=self.separation, closed=self.closed))
        except XiaxianError:
            return False
        return True
