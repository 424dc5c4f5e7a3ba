"""Undo and redo: whatever a person recorded is taken back and brought back, and the ledger is as it was each time."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest

from tests.ledgers import TODAY
from tests.office.everything import HOMES_PLAN, WELLS_PLAN
from tests.store.desk_walk import NAMED, PEOPLE, RARELY, ROLES, STEPS
from xiaxian_tasks import assemble
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import to_document
from xiaxian_tasks.domain.terms import WAITS
from xiaxian_tasks.errors import Misused, NotFound, Refused
from xiaxian_tasks.office import audit, months, proof, record, steps, undo, views, ways
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.office.steps import Words
from xiaxian_tasks.ports import Sought
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.open import open_store

T = TypeVar("T")
Sit = Callable[[str, str], Office]

BEGUN = date(2023, 10, 9)
HOMES, WELLS, PIPES = "homes-23/1", "wells-23/1", "wells-23/2"
TASKS = (WELLS, WELLS, WELLS, "wells-23/2", "wells-23/4", HOMES, HOMES)
NAME_OF = {kind: name for name, kind in NAMED.items()}
SEQUENCES, WALKS = 50, 4
"""Of each walk so many; 500 sequences were walked once, which takes half a minute."""

OFTEN = RARELY | {kinds.REMARK: 1, kinds.REPLY: 4}
"""How often a kind is tried: remarks are always open, and would be half of all."""


class Dice:
    """Dice that fall the same way for the same seed."""

    def __init__(self, seed: int) -> None:
        self._seed, self._thrown = seed, 0

    def pick(self, of: Sequence[T]) -> T:
        """One of several."""
        self._thrown += 1
        return of[int.from_bytes(sha256(f"{self._seed} {self._thrown}".encode()).digest()[:4]) % len(of)]


class Acted(NamedTuple):
    """An act that was recorded: by whom, and how its task stood before and after on the day it is taken back."""

    by: str
    entry: Entry
    before: dict[str, Any]
    after: dict[str, Any]


class UndoWalk:
    """A ledger of full and of simple tasks at which sequences of acts are recorded, taken back and brought back."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.path, self.dice, self.day, self.ticks = folder / "ledger.sqlite3", Dice(seed), BEGUN, 0
        self.kinds = Counter[str]()
        self.ledger: Ledger = open_store(str(self.path), today=TODAY)
        for name, text in (("wells-23", WELLS_PLAN), ("homes-23", HOMES_PLAN), ("people", PEOPLE)):
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
            assemble.load(self.sit("王敏", BEGUN), [str(folder / f"{name}.toml")])
        ways.set_way(self.sit("王敏", BEGUN), "wells-23", "full")

    def _now(self) -> datetime:
        self.ticks += 1
        return datetime.fromisoformat(f"{TODAY}T08:00:00+08:00") + timedelta(milliseconds=self.ticks)

    def sit(self, by: str, on: date) -> Office:
        """Somebody at the desk on a day; the clock goes on."""
        return Office(self.ledger, on=on, today=TODAY, by=by, now=self._now)

    def _reopened(self) -> None:
        self.ledger.close()
        self.ledger = open_store(str(self.path), today=TODAY)

    def facts(self, task: str, on: date) -> dict[str, Any]:
        """All that is projected of a task, but for the place in its history."""
        row, kept = self.ledger.task(task, on), self.ledger.projection_of(task)
        assert row is not None
        assert kept is not None
        waits = [each.wait for what in WAITS for each in self.ledger.waiting(what, Sought(on)) if each.task == task]
        return {
            "state": to_document(newest_state(row)), "definition": kept.definition,
            "row": (row.title, row.due, row.withdrawn, row.light, row.reason, row.stage, row.outlook),
            "kept": (kept.lead, kept.support, kept.search, kept.completed, kept.due),
            "coming": [step for step in kept.steps if step.since > on],
            "waits": sorted((wait.what, wait.key, wait.body, str(wait.due), str(wait.until)) for wait in waits),
        }

    def act(self, later: date) -> Acted | None:
        """One act that is open on some task, by somebody who may; None where it was refused."""
        task = self.dice.pick(TASKS)
        row = self.ledger.task(task, self.day)
        assert row is not None
        likely = [kind for kind in workflow.allowed(newest_state(row)) for _ in range(OFTEN.get(kind, 30))]
        kind = self.dice.pick(likely)
        by = self.dice.pick([name for name, role in ROLES.items() if role.split()[0] in workflow.WORKFLOW[kind].roles])
        before = self.facts(task, later)
        try:
            done = STEPS[NAME_OF[kind]](self.dice, self.sit(by, self.day), task)
        except (Refused, Misused, NotFound):
            return None
        return Acted(by, done.entry, before, self.facts(task, later))

    def sequence(self) -> None:
        """Some acts, each taken back, the newest first, and all brought back; then perhaps taken back for good."""
        self.day += timedelta(days=self.dice.pick((0, 1, 5)))
        later = self.day + timedelta(days=self.dice.pick((0, 0, 3)))
        wanted, acts = self.dice.pick((1, 2, 3, 5)), list[Acted]()
        while len(acts) < wanted:
            acts += filter(None, [self.act(later)])
        self.day = later
        for acted in reversed(acts):
            self._undone(acted)
        if self.dice.pick(range(4)) == 0:
            self._reopened()
        for acted in acts:
            self._redone(acted)
        for acted in reversed(acts) if self.dice.pick(range(4)) == 0 else ():
            self._undone(acted)
        self.kinds.update(acted.entry.kind for acted in acts)

    def _undone(self, acted: Acted) -> None:
        desk, task = self.sit(acted.by, self.day), acted.entry.task
        offer = undo.offered(desk)
        assert (offer.task, offer.seq, offer.refused) == (task, acted.entry.seq, None)
        done = undo.take(desk, offer)
        assert (offer.light[0], offer.light[1]) == (done.light_before, done.sheet["light"])
        assert self.facts(task, self.day) == acted.before

    def _redone(self, acted: Acted) -> None:
        desk, task = self.sit(acted.by, self.day), acted.entry.task
        offer = undo.offered_again(desk)
        assert (offer.task, offer.refused, offer.entry["seq"]) == (task, None, acted.entry.seq)
        undo.take(desk, offer)
        assert self.facts(task, self.day) == acted.after


@pytest.mark.parametrize("seed", range(WALKS))
def test_every_act_is_taken_back_and_brought_back(tmp_path: Path, seed: int) -> None:
    walk = UndoWalk(tmp_path, seed)
    for _ in range(SEQUENCES):
        walk.sequence()
    assert proof.verify(walk.sit("王敏", walk.day))["faults"] == []
    assert len(walk.kinds) >= 8, walk.kinds


@pytest.fixture
def sit(tmp_path: Path) -> Sit:
    """Sits somebody down on a day of 2023 at a plan under full supervision and one under simple."""
    walk = UndoWalk(tmp_path, 0)
    return lambda by, on: walk.sit(by, date.fromisoformat(f"2023-{on}"))


def test_the_newest_that_stands_is_offered_across_programs_and_never_anothers(sit: Sit) -> None:
    for value in ("20户", "45户"):
        record.report(sit("甲", "10-31"), Said(HOMES, value))
    record.report(sit("乙", "10-31"), Said(HOMES, note="另一人"))
    mine = sit("甲", "11-01")
    offer = undo.offered(mine)
    assert (offer.task, offer.title, offer.seq) == (HOMES, "特殊困难家庭适老化改造", 3)
    assert offer.entry["value"] == "45"
    assert {each["what"]: (each["before"], each["after"]) for each in offer.changes}["value"] == ("45户", "20户")
    undo.take(mine, offer)
    assert undo.offered(mine).entry["value"] == "20"
    assert undo.offered_again(mine).entry["value"] == "45"
    with pytest.raises(Refused) as refused:
        undo.offered_again(sit("乙", "11-01"))
    assert refused.value.code == "nothing-to-redo"
    with pytest.raises(Refused) as refused:
        undo.offered(sit("丙", "11-01"))
    assert refused.value.code == "nothing-to-undo"


def test_a_new_act_ends_what_can_be_brought_back(sit: Sit) -> None:
    mine = sit("甲", "10-31")
    record.report(mine, Said(HOMES, "20户"))
    undo.take(mine, undo.offered(mine))
    assert undo.offered_again(mine).light == ("grey", "red")
    record.report(mine, Said(HOMES, note="另报"))
    with pytest.raises(Refused):
        undo.offered_again(mine)


def test_what_is_never_taken_back_is_passed_and_told(sit: Sit) -> None:
    record.report(sit("王敏", "10-31"), Said(HOMES, "20户"))
    months.close(sit("王敏", "10-31"), "2023-10")
    views.save(sit("王敏", "11-01"), "红", "灯=红")
    offer = undo.offered(sit("王敏", "11-01"))
    assert (offer.seq, offer.passed) == (2, ("view", "month"))
    assert offer.refused is None
    early = undo.offered(sit("王敏", "10-31"))
    assert early.refused is not None
    assert early.refused.code == "month-closed"
    with pytest.raises(Refused):
        undo.take(sit("王敏", "10-31"), early)


def test_a_rule_that_says_no_is_told_before_it_is_tried(sit: Sit) -> None:
    """A registration that was sent out since cannot be taken back; who did neither is no author of it."""
    desk = sit("王敏", "10-10")
    steps.register(desk, WELLS)
    steps.dispatch(sit("李强", "10-10"), WELLS)
    offer = undo.offered(desk)
    assert (offer.entry["kind"], offer.changes) == ("registration", [])
    assert offer.refused is not None
    assert (offer.refused.code, offer.refused.figures["kind"]) == ("later-needs-it", "dispatch")
    foreign = undo.of_entry(sit("周平", "10-10"), WELLS, offer.seq + 1)
    assert foreign.refused is not None
    assert foreign.refused.code == "foreign-entry"
    other = sit("李强", "10-10")
    assert undo.take(other, undo.offered(other), Words("误发")).entry.content["note"] == "误发"


def test_what_was_recorded_in_one_go_is_taken_back_and_brought_back_together(sit: Sit) -> None:
    record.report(sit("王敏", "10-31"), Said(HOMES, "20户"))
    for task in ("wells-23/2", "wells-23/3", WELLS):
        steps.register(sit("王敏", "10-31"), task)
    mine = sit("王敏", "10-31")
    lines = undo.together(mine)
    assert [line["task"] for line in lines] == [WELLS, "wells-23/3", "wells-23/2"]
    assert len(audit.take_back(mine, lines).done) == 3
    assert undo.offered(mine).entry["value"] == "20"
    assert undo.together(mine) == []
    back = undo.together(mine, again=True)
    assert [line["kind"] for line in back] == ["withdrawal"] * 3
    assert audit.take_back(mine, back).refused is None
    assert [line["task"] for line in undo.together(mine)] == [WELLS, "wells-23/3", "wells-23/2"]
    assert undo.together(mine, again=True) == []
    steps.dispatch(sit("李强", "10-31"), "wells-23/3")
    stopped = audit.take_back(mine, undo.together(mine))
    assert [line["task"] for line in stopped.done] == [WELLS]
    assert stopped.refused is not None
    assert (stopped.refused.code, stopped.stopped and stopped.stopped["task"]) == ("later-needs-it", "wells-23/3")
