"""What must hold of a history and its state, reckoned a second time from the entries alone by counting and sorting."""

import json
from datetime import date
from decimal import Decimal

from tests.domain.ledger import CALENDARS, lay_out
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import guards, projection, quantity, workflow
from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState, fold, from_document, in_force, to_document
from xiaxian_tasks.domain.life import assignments_of, dues, is_full, live, stage_of
from xiaxian_tasks.domain.lights import light_of
from xiaxian_tasks.domain.projection import Kept
from xiaxian_tasks.domain.quantity import Quantity
from xiaxian_tasks.domain.terms import STATES, UNASSIGNED
from xiaxian_tasks.domain.waits import Wait, waits_after, waits_of


def state_holds(entries: list[Entry], state: TaskState) -> None:
    """The state carried along is what a replay gives, goes into its document and back, and agrees with the entries."""
    assert fold(entries, lay_out) == state
    document = json.loads(canonical(to_document(state)))
    assert from_document(state.printed, document, seq=state.seq, head=state.head, at=state.at) == state
    stands = in_force(entries)
    _counts_hold(stands, state)
    _questions_hold(stands, state)
    _stage_holds(stands, state)
    _days_hold(state)
    _assignments_hold(state)
    _figures_hold(stands, state)


def moved_on(before: TaskState, after: TaskState, entry: Entry) -> None:
    """Counts never fall but by a withdrawal, and only a plan moves what is printed."""
    was, now = before.life, after.life
    if entry.kind != kinds.WITHDRAWAL:
        assert now.extensions >= was.extensions
        assert now.refusals >= was.refusals
        assert now.relapses >= was.relapses
        assert now.suspensions >= was.suspensions
        assert _returns(after) >= _returns(before)
    if entry.kind != kinds.ADOPTION:
        assert after.printed == before.printed


def _returns(state: TaskState) -> int:
    return sum(each.returns for each in state.life.assignments)


def _relapses(stands: list[Entry]) -> int:
    """Reopenings whose last look back found a relapse; one for another reason is none."""
    relapses, has_relapse = 0, False
    for entry in stands:
        if entry.kind == kinds.RECHECK:
            has_relapse = entry.content.get("found") == "relapsed"
        elif entry.kind in {kinds.CLOSURE, kinds.REOPENING}:
            relapses += entry.kind == kinds.REOPENING and has_relapse
            has_relapse = False
    return relapses


def _counts_hold(stands: list[Entry], state: TaskState) -> None:
    life = state.life

    def count(kind: str) -> int:
        return sum(entry.kind == kind for entry in stands)

    assert life.extensions == count(kinds.EXTENSION_GRANT)
    assert life.refusals == count(kinds.EXTENSION_REFUSAL)
    assert life.suspensions == count(kinds.SUSPENSION)
    assert life.relapses == _relapses(stands)
    assert _returns(state) == sum(len(workflow.bodies_of(e.content)) for e in stands if e.kind == kinds.RETURN)
    numbers = [entry.content["number"] for entry in stands if entry.kind == kinds.REGISTRATION]
    assert life.number == ["", *numbers][-1]


def _questions_hold(stands: list[Entry], state: TaskState) -> None:
    answered = {entry.content["to"] for entry in stands if entry.kind == kinds.REPLY}
    ended = max((entry.seq for entry in stands if entry.kind in {kinds.TERMINATION, kinds.MERGER}), default=0)
    asked = [
        e.seq for e in stands if e.kind in {kinds.REMARK, kinds.NOTICE} and "due" in e.content and e.seq > ended
    ]
    assert [question.seq for question in state.life.questions] == [seq for seq in asked if seq not in answered]
    days = {entry.content["to"]: entry.at for entry in stands if entry.kind == kinds.REPLY}
    told = [(e.seq, e.content["letter"], days.get(e.seq)) for e in stands if e.kind == kinds.NOTICE]
    assert [(notice.seq, notice.letter, notice.answered) for notice in state.life.notices] == told


SETS = {
    kinds.REGISTRATION: "registered", kinds.DISPATCH: "dispatched", kinds.CLOSURE: "closed",
    kinds.REOPENING: "dispatched", kinds.TERMINATION: "terminated", kinds.MERGER: "merged",
}
"""Kinds of entry that set the stage by themselves."""


def _stage_holds(stands: list[Entry], state: TaskState) -> None:
    """The stage by the last step that sets one; a resumption goes back to the one before."""
    told = before = "proposed"
    for entry in stands:
        if entry.kind == kinds.SUSPENSION:
            before, told = told, "suspended"
        elif entry.kind == kinds.RESUMPTION:
            told = before
        else:
            told = SETS.get(entry.kind, told)
    assert state.life.stage == told
    stage = stage_of(state.life, state.printed)
    assert stage in STATES
    assert stage == told or told == "dispatched"
    bound = live(assignments_of(state.life, state.printed))
    is_done = bool(bound) and all(each.state == "accepted" for each in bound)
    assert (stage == "completed") == (told == "dispatched" and is_done)


def _days_hold(state: TaskState) -> None:
    """The printed day is kept; what was moved lies on it or later; a clock stands only while it is suspended."""
    life, printed = state.life, dues(state.printed)
    assert (life.since is not None) == (life.stage == "suspended") == bool(life.before)
    assert life.wish is None or life.stage == "dispatched"
    assert dict(life.moved).keys() <= printed.keys()
    assert all(day >= printed[key] for key, day in life.moved)
    assert dues(state.task) == {**printed, **dict(life.moved)}


def _assignments_hold(state: TaskState) -> None:
    """A body is bound once, and the days of an assignment are those of its state."""
    bound = live(assignments_of(state.life, state.printed))
    assert len({each.body for each in bound}) == len(bound)
    for each in bound:
        assert (each.rework_due is not None) == (each.returned is not None)
        assert each.rework_due is None or each.state in {"returned", "active"}
        assert each.rework_due is not None or each.state != "returned"
        assert each.requested is not None or each.state != "requested"
        assert (each.accepted is not None) == (each.state == "accepted")
        assert each.signed is not None or each.state in {"unsent", "unsigned", "refused"}


def _figures_hold(stands: list[Entry], state: TaskState) -> None:
    """The newest figure of each target by sorting what stands, in the unit the plan now counts in."""
    for meant in state.printed.targets:
        found = sorted(
            (entry.content["as_of"], entry.seq, entry.content["value"], entry.content["unit"])
            for entry in stands
            if entry.content.get("target") == meant.id and not entry.content.get("statement")
            and entry.kind in {kinds.REPORT, kinds.RECHECK}
        )
        newest = state.newest(meant.id)
        wanted = quantity.convert(Quantity(Decimal(found[-1][2]), found[-1][3]), meant.unit) if found else None
        assert (newest.value if newest else None) == wanted


def second_person_holds(entries: list[Entry], act: guards.Act) -> None:
    """Whoever entered does not accept, whoever accepted in this round does not close: by the entries that stand."""
    stands = in_force(entries)
    begun = max((entry.seq for entry in stands if entry.kind == kinds.REOPENING), default=0)
    hands = [entry for entry in stands if entry.by == act.by.name]
    if act.kind == kinds.CLOSURE:
        assert not [entry for entry in hands if entry.seq > begun and entry.kind == kinds.ACCEPTANCE]
    if act.kind == kinds.ACCEPTANCE:
        typed = [entry for entry in hands if entry.kind in {kinds.REPORT, kinds.REQUEST}]
        for body in workflow.bodies_of(act.content):
            before = {entry.content.get("from", "") for entry in stands if entry.content.get("body") == body}
            assert not [entry for entry in typed if {body, *before}.intersection(workflow.bodies_of(entry.content))]


def kept_after(kept: Kept | None, state: TaskState, entry: Entry) -> Kept:
    """What a store holds once an entry has cut what stood: rows of earlier days stay, later ones are written anew."""
    since = projection.lit_since(entry)
    gone = bool(entry.content.get("withdrawn")) if entry.kind == kinds.ADOPTION else bool(kept and kept.is_withdrawn)
    steps = projection.steps_since(state, since, CALENDARS, withdrawn=gone)
    waits = projection.waits_since(state, since, CALENDARS, withdrawn=gone)
    before = kept or Kept(state, [], [], [])
    return Kept(
        state,
        [each for each in before.steps if each.since < since] + steps,
        sorted(waits_after(before.waits, waits, since), key=lambda each: (each.since, each.what, each.key, each.body)),
        before.asked + [(entry.seq, entry.at, each) for each in projection.asked_by(entry, state)],
        gone,
    )


def kept_holds(entries: list[Entry], kept: Kept) -> Kept:
    """What was kept entry by entry is what a replay gives; the replay."""
    again = projection.replay(entries, lay_out, CALENDARS)
    assert again._replace(formerly=()) == kept
    return again


def day_holds(entries: list[Entry], kept: Kept, on: date) -> None:
    """What stood on a day is what was known by its end: light, stage, waits and who led."""
    known = fold(entries, lay_out, until=on)
    gone = [e for e in entries if e.kind == kinds.ADOPTION and e.at <= on][-1].content.get("withdrawn", False)
    shown = [each for each in kept.steps if each.since <= on][-1]
    lit = light_of(known, on, CALENDARS.on(on))
    assert (shown.light, shown.reason) == (lit.light, lit.reason)
    if not gone and is_full(known.life):
        assert shown.stage == stage_of(known.life, known.printed)
    fresh = [] if gone else waits_of(known, CALENDARS.on(max(known.at, known.task.issued)))
    assert _standing(kept.waits, on) == _standing(fresh, on)
    led = {body for role, body, since, until in kept.formerly if role == "lead" and since <= on < until}
    assert not led or led == set(known.task.lead or (UNASSIGNED,))


def _standing(waits: list[Wait], on: date) -> list[tuple[str, ...]]:
    stand = [each for each in waits if each.since <= on and (each.until is None or on < each.until)]
    return sorted((each.what, each.key, each.body, str(each.began), str(each.due)) for each in stand)
