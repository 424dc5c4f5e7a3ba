"""Lists of a past day: what stood then, where and in which order, whatever was changed since; and every filter."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.ledgers import Told, Written, adoption, task
from xiaxian_tasks.domain.terms import LIGHTS, STATES, UNASSIGNED
from xiaxian_tasks.domain.waits import Wait
from xiaxian_tasks.ports import SORTS, Query
from xiaxian_tasks.store.ledger import Ledger

OCTOBER = date(2023, 10, 31)
PLANS = count(1)


def day(number: int) -> date:
    """A day of November."""
    return date(2023, 11, number)


def ids(ledger: Ledger, on: date, **asked: object) -> list[str]:
    """The numbers of a task list."""
    return [row.number for row in ledger.tasks(Query(on)._replace(**asked))]  # type: ignore[arg-type]


@pytest.fixture
def tolds(ledger: Ledger) -> list[Told]:
    """Three tasks, due on three days of December."""
    found = [Told(task(str(number), due=date(2023, 12, number))) for number in (1, 2, 3)]
    ledger.adopt(adoption(*(told.task for told in found), entries=[told.adopted() for told in found]))
    return found


def test_the_order_of_a_past_day_goes_by_its_due_days(ledger: Ledger, tolds: list[Told]) -> None:
    before = list(ledger.tasks(Query(day(5))))
    ledger.append(*tolds[0].adopted(at=day(10), due=date(2024, 3, 1)))
    ledger.append(*tolds[2].adopted(at=day(12), due=None))
    assert ids(ledger, day(5)) == ["1", "2", "3"]
    assert [(row.number, row.due) for row in ledger.tasks(Query(day(5)))] == [(r.number, r.due) for r in before]
    assert [row.due for row in ledger.tasks(Query(day(11)))] == [date(2023, 12, 2), date(2023, 12, 3), date(2024, 3, 1)]
    assert ids(ledger, day(11)) == ["2", "3", "1"]
    assert ids(ledger, day(12)) == ["2", "1", "3"]
    assert ids(ledger, day(5), due_before=date(2023, 12, 3)) == ["1", "2"]
    assert ids(ledger, day(12), due_before=date(2023, 12, 3)) == ["2"]
    assert ids(ledger, day(5), due_missing=True) == []
    assert ids(ledger, day(12), due_missing=True) == ["3"]
    for sort in SORTS:
        assert [key for key, _ in ledger.search_texts(Query(day(5), sort=sort))] == [
            row.id for row in ledger.tasks(Query(day(5), sort=sort))
        ]


def test_the_bodies_of_a_past_day_are_those_of_that_day(ledger: Ledger, tolds: list[Told]) -> None:
    board = ledger.board(day(5))
    ledger.append(*tolds[0].adopted(at=day(10), lead=("县水利局",), support=("县民政局",)))
    ledger.append(*tolds[1].adopted(at=day(10), lead=()))
    assert ids(ledger, day(9), bodies=("县水利局",)) == []
    assert ids(ledger, day(10), bodies=("县水利局",)) == ["1"]
    assert ids(ledger, day(9), bodies=("县民政局",)) == ["1", "2", "3"]
    assert ids(ledger, day(10), bodies=("县民政局",)) == ["1", "3"]
    assert ids(ledger, day(10), bodies=("县民政局",), roles=("lead",)) == ["3"]
    assert ids(ledger, day(10), roles=("support",)) == ["1"]
    assert ids(ledger, day(10), roles=("lead",)) == ["1", "3"]
    assert ids(ledger, day(10), bodies=(UNASSIGNED,)) == ["2"]
    assert ledger.board(day(5)) == board
    leads = {row.name: row.tasks for row in ledger.board(day(10))[1]}
    assert leads == {"县水利局": 1, "县民政局": 1, UNASSIGNED: 1}


def test_a_task_withdrawn_and_added_again_stood_before_and_after(ledger: Ledger, tolds: list[Told]) -> None:
    for on, withdrawn in ((day(10), True), (day(20), False)):
        ledger.append(*tolds[1].adopted(at=on, withdrawn=withdrawn))
    ledger.append(*tolds[2].adopted(at=day(15), withdrawn=True))
    shown = {on: (ids(ledger, on), ids(ledger, on, withdrawn=True)) for on in (day(9), day(10), day(15), day(20))}
    assert shown == {
        day(9): (["1", "2", "3"], []), day(10): (["1", "3"], ["2"]), day(15): (["1"], ["2", "3"]),
        day(20): (["1", "2"], ["3"]),
    }
    totals = [sum(row.tasks for row in ledger.board(on)[0]) for on in shown]
    assert totals == [3, 2, 1, 2]
    assert [row.stage for row in ledger.tasks(Query(day(10), withdrawn=True))] == ["withdrawn"]


def test_a_newest_day_keeps_the_index(ledger: Ledger, tolds: list[Told]) -> None:
    """An entry that changes neither due day nor bodies costs the lists of a past day nothing."""
    ledger.append(*tolds[0].reported("9", at=day(10)))
    ledger.append(*tolds[1].adopted(at=day(10), title="新题"))
    assert not ledger._some_later(OCTOBER)
    ledger.append(*tolds[1].adopted(at=day(10), due=date(2024, 1, 1)))
    assert ledger._some_later(day(9))
    assert not ledger._some_later(day(10))


def test_filters_of_the_query_grammar(ledger: Ledger) -> None:
    tolds = [Told(task(number, plan=plan)) for plan in ("a-23", "b-23") for number in ("1", "2")]
    ledger.adopt(adoption(*(each.task for each in tolds), entries=[each.adopted() for each in tolds]))
    wait = Wait("receipt", "", "县民政局", day(2), None, day(2), day(9))
    ledger.append(*tolds[0].reported("100", at=day(2), waits=(wait,)))
    ledger.append(*tolds[1].reported("200", at=day(2)))
    ledger.append(*tolds[2].reported("20", at=day(2)))
    on = day(3)

    def found(**asked: object) -> list[str]:
        return [row.id for row in ledger.tasks(Query(on)._replace(**asked))]  # type: ignore[arg-type]

    assert found(documents=("a-23",)) == ["a-23/1", "a-23/2"]
    assert found(documents=("a-23", "b-23"), numbers=("2",)) == ["a-23/2", "b-23/2"]
    assert found(waits=("receipt", "turn")) == ["a-23/1"]
    assert [row.id for row in ledger.tasks(Query(day(9), waits=("receipt",)))] == []
    assert found(progress_from=500_000) == ["a-23/1", "a-23/2"]
    assert found(progress_below=500_000) == ["b-23/1"]
    assert found(progress_from=100_000, progress_below=100_001) == ["b-23/1"]
    assert found(but=(Query(on, progress_below=500_000),)) == ["a-23/1", "a-23/2", "b-23/2"], "silence is no share"
    assert found(states=("completed",)) == ["a-23/2"]
    assert found(states=STATES) == found()
    assert found(reasons=("no-report",)) == ["b-23/2"]
    outlooks = {row.id: row.outlook for row in ledger.tasks(Query(on))}
    assert found(outlooks=("cannot", "at-risk", "on-time")) == [key for key, said in outlooks.items() if said]
    assert found(any_of=(Query(date.max, numbers=("1",), plan="b-23"), Query(date.max, lights=("done",)))) == [
        "a-23/2", "b-23/1"
    ]
    assert found(but=(Query(on, numbers=("1",)), Query(on, lights=("done",), limit=0))) == ["b-23/2"]
    assert found(but=(Query(on),)) == []
    assert found(any_of=(Query(on),)) == found()
    assert found(but=(Query(on, but=(Query(on, numbers=("1",)),)),)) == ["a-23/1", "b-23/1"]


parts = st.fixed_dictionaries({}, optional={
    "words": st.just(("事项1",)),
    "bodies": st.sampled_from([("县民政局",), ("县水利局", "县财政局")]),
    "lights": st.lists(st.sampled_from(LIGHTS), max_size=2).map(tuple),
    "states": st.sampled_from([("active",), ("completed", "closed"), STATES]),
    "due_before": st.dates(date(2023, 10, 1), date(2024, 2, 1)),
    "due_from": st.dates(date(2023, 10, 1), date(2024, 2, 1)),
    "progress_from": st.integers(0, 1_000_000),
    "progress_below": st.integers(0, 1_000_000),
    "due_missing": st.booleans(),
    "roles": st.sampled_from([("lead",), ("support",)]),
    "numbers": st.just(("1", "2")),
}).map(lambda given: Query(OCTOBER)._replace(**given))  # type: ignore[arg-type]


@given(
    moves=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from("rdbw"), st.integers(0, 20), st.integers(0, 250)), max_size=9
    ),
    asked=parts, other=parts, back=st.integers(0, 60), sort=st.sampled_from(SORTS),
)
@settings(
    max_examples=25, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_list_is_what_it_was_on_its_day(
    ledger: Ledger, moves: list[tuple[int, str, int, int]], asked: Query, other: Query, back: int, sort: str
) -> None:
    """What a ledger answers for a day does not change by what is recorded later; a query and its contrary share all."""
    plan = f"p{next(PLANS)}-23"
    tolds = [Told(task(str(number), plan=plan, due=date(2023, 12, number + 1))) for number in range(4)]
    ledger.adopt(adoption(*(each.task for each in tolds), entries=[each.adopted() for each in tolds], revisions=()))
    on, seen = OCTOBER, {}
    whole = asked._replace(plan=plan, sort=sort, but=(other,), any_of=(asked, other))
    for which, move, later, value in moves:
        seen[on] = answers(ledger, on, whole)
        on += timedelta(days=later + 1)
        ledger.append(*moved(tolds[which], move, on, value))
    looked = [then for then in seen if then >= on - timedelta(days=back)]
    assert {then: answers(ledger, then, whole) for then in looked} == {then: seen[then] for then in looked}
    mine = Query(on, plan=plan)
    all_of = {row.id for row in ledger.tasks(mine)}
    found = {row.id for row in ledger.tasks(asked._replace(on=on, plan=plan))}
    rest = {row.id for row in ledger.tasks(mine._replace(but=(asked,)))}
    assert found | rest == all_of
    assert not found & rest
    either = {row.id for row in ledger.tasks(mine._replace(any_of=(asked, other)))}
    assert either == found | {row.id for row in ledger.tasks(other._replace(on=on, plan=plan))}


def moved(told: Told, move: str, at: date, value: int) -> Written:
    """What the store is to write for one move."""
    if move == "r" and not told.is_withdrawn:
        return told.reported(str(value), at=at)
    if move == "d":
        return told.adopted(at=at, due=date(2023, 12, 31) - timedelta(days=value % 90) if value % 5 else None)
    if move == "b":
        return told.adopted(at=at, lead=("县水利局",) if value % 2 else (), support=("县财政局",) if value % 3 else ())
    return told.adopted(at=at, withdrawn=bool(value % 2))


def answers(ledger: Ledger, on: date, asked: Query) -> object:
    """What lists and board say of a day; of a task's row what the day alone decides."""
    plan = asked.plan
    rows = [
        [(row.id, row.due, row.light, row.reason, row.stage, row.outlook) for row in ledger.tasks(query)]
        for query in (Query(on, plan=plan), Query(on, plan=plan, withdrawn=True), asked._replace(on=on))
    ]
    by_plan, _ = ledger.board(on)
    return rows, sorted(row for row in by_plan if row.name == plan)
