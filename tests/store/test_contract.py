"""What ports.Store promises, on both engines."""

import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.store import ledgers
from tests.store.conftest import PROGRAMS, Opening
from tests.store.ledgers import ISSUED, Told, adoption, task
from tests.store.servers import MISSING
from xiaxian_tasks.domain.chain import first_break, sealed
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.days import DayOff
from xiaxian_tasks.domain.entries import ENDING, OPENING, Entry
from xiaxian_tasks.domain.history import fold, to_document
from xiaxian_tasks.domain.lights import light_of
from xiaxian_tasks.domain.projection import replay
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.ports import CaseRow, PlanRow, Query, Revision, Store
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.schema import CURRENT

LATER = date(2023, 10, 31)


def ids(ledger: Store, **asked: Any) -> list[str]:
    """The ids of a task list, asked for on a day after everything began."""
    return [row.id for row in ledger.tasks(Query(LATER)._replace(**asked))]


def test_a_missing_server_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    if PROGRAMS is None:
        with capsys.disabled():
            sys.stderr.write(f"\n{MISSING}\n")
    assert PROGRAMS is None or (PROGRAMS / "pg_ctl").exists()


def test_a_ledger_is_a_store(ledger: Ledger) -> None:
    store: Store = ledger
    assert store.is_empty()
    assert not any((store.plans(), store.bodies(), store.cases(), store.recent(5), list(store.entries())))
    assert store.task("services-23/1", LATER) is None
    assert store.projection_of("services-23/1") is None
    assert store.board(LATER) == ([], [])
    assert store.calendars().announced == {}


def test_what_is_adopted_is_read_again(open_ledger: Opening) -> None:
    of = task("7", support=("县水利局", "县财政局"), due=date(2023, 11, 15))
    told = Told(of)
    open_ledger().adopt(adoption(of, entries=[told.adopted()]))
    ledger = open_ledger()
    assert not ledger.is_empty()
    row = ledger.task("services-23/7", LATER)
    assert row is not None
    assert (row.plan, row.number, row.title, row.due) == ("services-23", "7", "事项7", date(2023, 11, 15))
    assert (row.seq, row.head, row.at, row.withdrawn) == (1, told.entries[0].hash, date.min, False)
    assert row.definition == canonical(encode(of))
    assert told.state is not None
    shown = light_of(told.state, LATER, ledgers.CALENDARS.on(LATER))
    assert (row.light, row.reason) == (shown.light, shown.reason)
    assert ledger.history("services-23/7") == told.entries
    assert ledger.plans() == [ledgers.plan("services-23")._replace(tasks=1)]
    assert ledger.bodies() == sorted(ledgers.BODIES, key=lambda body: body.name)


@pytest.mark.parametrize("since", [date.min, ISSUED, date(2023, 12, 1), date(2030, 1, 1), date.max])
def test_the_light_of_any_day_is_the_rule_of_that_day(ledger: Ledger, since: date) -> None:
    told = Told(task("1"))
    ledger.adopt(adoption(told.task, entries=[told.adopted()]))
    row = ledger.task("services-23/1", since)
    assert row is not None
    assert told.state is not None
    shown = light_of(told.state, since, ledgers.CALENDARS.on(since))
    assert (row.light, row.reason) == (shown.light, shown.reason)
    assert row.light_since <= since


def test_a_report_moves_the_light_from_its_day_on(ledger: Ledger) -> None:
    told = Told(task("1"))
    ledger.adopt(adoption(told.task, entries=[told.adopted()]))
    before = ledger.task("services-23/1", LATER)
    ledger.append(*told.reported("150", at=LATER))
    ledger.append(*told.reported("200", at=date(2023, 11, 10)))
    assert before is not None
    assert before.light == "grey"
    lights = {}
    for day in (date(2023, 10, 30), LATER, date(2023, 11, 9), date(2023, 11, 10), date(2024, 5, 1)):
        row = ledger.task("services-23/1", day)
        assert row is not None
        lights[day.isoformat()] = row.light
    assert lights == {
        "2023-10-30": "grey", "2023-10-31": "green", "2023-11-09": "green", "2023-11-10": "done", "2024-05-01": "done",
    }
    kept = ledger.projection_of("services-23/1")
    state, steps, *_ = replay(told.entries, ledgers.lay_out, ledgers.CALENDARS)
    assert kept is not None
    assert (kept.definition, kept.state) == (canonical(encode(state.task)), canonical(to_document(state)))
    assert list(kept.steps) == steps
    assert ledger.history("services-23/1") == told.entries
    assert first_break("services-23/1", ledger.history("services-23/1")) is None


def test_the_projection_keeps_the_day_a_replay_gives(ledger: Ledger) -> None:
    """A first adoption holds no earlier report back; a later one does, and never moves the day to the past."""
    told = Told(task("1"))
    ledger.adopt(adoption(told.task, entries=[told.adopted()]))
    for title, at in (("", date(2023, 3, 31)), ("新题", date(2023, 11, 1)), ("", date(2023, 11, 2))):
        ledger.append(*(told.adopted(at=at, title=title) if title else told.reported("20", at=at)))
        row = ledger.task("services-23/1", LATER)
        assert row is not None
        assert (row.at, row.title) == (at, told.task.title)
        assert row.at == fold(told.entries, ledgers.lay_out).at


def test_working_days_are_kept_with_the_day_they_became_known(ledger: Ledger) -> None:
    statutory = DayOff(date(2024, 10, 1), working=False, name="国庆节")
    notice = date(2023, 10, 25)
    days = (
        statutory, statutory._replace(known=notice),
        DayOff(date(2024, 10, 12), working=True, name="国庆节", known=notice),
    )
    ledger.adopt(adoption(days=days, announced=((2023, date(2022, 12, 8)), (2024, notice))))
    calendars = ledger.calendars()
    assert calendars.announced == {2023: date(2022, 12, 8), 2024: notice}
    assert not calendars.on(date(2023, 10, 24)).is_working(date(2024, 10, 12))
    assert not calendars.on(date(2023, 10, 24)).is_working(date(2024, 10, 1))
    assert calendars.on(notice).is_working(date(2024, 10, 12))
    assert calendars.on(notice).name(date(2024, 10, 1)) == "国庆节"
    ledger.adopt(adoption(days=(days[2]._replace(name="调休"),), announced=((2024, date(2023, 10, 26)),)))
    assert ledger.calendars().announced[2024] == date(2023, 10, 26)
    assert ledger.calendars().on(LATER).name(date(2024, 10, 12)) == "调休"
    assert ledger.facts()["known_until"] == date(2024, 12, 31)


def test_a_body_is_replaced_whole(ledger: Ledger) -> None:
    ledger.adopt(adoption())
    changed = ledgers.BODIES[0]._replace(aliases=("县民政", "民政部门", "民政局"), kind="other")
    ledger.adopt(adoption(bodies=(changed,)))
    assert {body.name: body for body in ledger.bodies()}["县民政局"] == changed
    assert len(ledger.bodies()) == len(ledgers.BODIES)


def test_entries_and_heads_come_in_order_of_history(ledger: Ledger) -> None:
    named = (("b-23", "2"), ("b-23", "10"), ("a-23", "1"), ("中-23", "1"))
    tolds = [Told(task(number, plan=plan)) for plan, number in named]
    ledger.adopt(adoption(*(each.task for each in tolds), entries=[each.adopted() for each in tolds]))
    ledger.append_many([tolds[0].reported("1", at=LATER), tolds[0].reported("2", at=date(2023, 11, 3))])
    in_order = sorted(tolds, key=lambda each: each.task.id)
    assert list(ledger.entries()) == [entry for each in in_order for entry in each.entries]
    assert [entry.seq for entry in ledger.entries(LATER) if entry.task == "b-23/2"] == [1, 2]
    assert len(list(ledger.entries(date(1999, 1, 1)))) == 4
    assert list(ledger.heads()) == [(e.task.id, len(e.entries), e.entries[-1].hash) for e in in_order]
    assert [(entry.task, entry.seq) for entry in ledger.recent(2)] == [("b-23/2", 3), ("b-23/2", 2)]


def test_a_stale_append_writes_nothing(open_ledger: Opening) -> None:
    one, other = open_ledger(), open_ledger()
    told = Told(task("1"))
    one.adopt(adoption(told.task, entries=[told.adopted()]))
    rival = Told(told.task)
    rival.adopted()
    one.append(*told.reported("45", at=LATER))
    written = rival.reported("46", at=LATER)
    with pytest.raises(Stale) as found:
        other.append(*written)
    assert (found.value.code, found.value.figures) == ("stale-history", {"task": "services-23/1"})
    assert other.history("services-23/1") == told.entries
    assert other.projection_of("services-23/1") == one.projection_of("services-23/1")


def test_of_many_appends_all_are_written_or_none(ledger: Ledger) -> None:
    first, second = Told(task("1")), Told(task("2"))
    ledger.adopt(adoption(first.task, second.task, entries=[first.adopted(), second.adopted()]))
    before = list(ledger.entries()), ledger.board(LATER), list(ledger.heads())
    second.reported("1", at=LATER)
    gap = second.reported("2", at=LATER)
    with pytest.raises(Stale) as found:
        ledger.append_many([first.reported("10", at=LATER), gap])
    assert found.value.figures == {"task": "services-23/2"}
    assert (list(ledger.entries()), ledger.board(LATER), list(ledger.heads())) == before


def test_a_task_that_stands_is_not_adopted_anew(ledger: Ledger) -> None:
    ledger.adopt(adoption(task("1")))
    with pytest.raises(Stale) as found:
        ledger.adopt(adoption(task("2"), task("1"), plans=(ledgers.plan("new-23"),)))
    assert found.value.figures == {"task": "services-23/1"}
    assert ids(ledger) == ["services-23/1"]
    assert [row.id for row in ledger.plans()] == ["services-23"]


def test_an_adoption_tells_how_far_it_is(ledger: Ledger) -> None:
    tasks = [task(str(number)) for number in range(1, 2502)]
    heard: list[int] = []
    ledger.adopt(adoption(*tasks), heard.append)
    assert heard == [1000, 2000, 2501]
    assert len(ids(ledger)) == 2501
    assert ids(ledger, limit=3) == ["services-23/1", "services-23/2", "services-23/3"]


def test_a_failing_adoption_leaves_nothing(ledger: Ledger) -> None:
    def written() -> Any:
        for number in range(1, 2001):
            yield Told(task(str(number))).adopted()
        raise KeyError("the paper ends here")

    with pytest.raises(KeyError):
        ledger.adopt(adoption(task("1"), entries=written()))
    assert ledger.is_empty()
    assert not any((ids(ledger), list(ledger.entries()), ledger.bodies()))
    ledger.adopt(adoption(task("1")))
    assert ids(ledger) == ["services-23/1"]


def test_cases_have_histories_of_their_own(ledger: Ledger) -> None:
    def told(case: str, seq: int, head: str, kind: str, day: int) -> Entry:
        moment = datetime(2023, 10, day, 8, tzinfo=UTC)
        return sealed(Entry(case, seq, date(2023, 10, day), moment, "李四", kind, {"name": "办件"}), head)

    first = told("p/c#1", 1, "", OPENING, 1)
    second = told("p/c#2", 1, "", OPENING, 2)
    row = CaseRow("p/c#1", "p/c", "办件", False, '{"a":1}', 1)
    ledger.append_case(first, row)
    ledger.append_case(second, row._replace(id="p/c#2"))
    assert [case.id for case in ledger.cases()] == ["p/c#2", "p/c#1"]
    ended = told("p/c#1", 2, first.hash, ENDING, 3)
    ledger.append_case(ended, row._replace(ended=True, seq=2, state="{}"))
    assert ledger.case("p/c#1") == row._replace(ended=True, seq=2, state="{}")
    assert ledger.case("p/c#3") is None
    assert ledger.history("p/c#1") == [first, ended]
    assert list(ledger.heads()) == [("p/c#1", 2, ended.hash), ("p/c#2", 1, second.hash)]
    for again in (ended, first):
        with pytest.raises(Stale):
            ledger.append_case(again, row)
    assert [case.id for case in ledger.cases()] == ["p/c#2", "p/c#1"]


def test_projections_are_remade_from_the_histories(ledger: Ledger) -> None:
    told = Told(task("1", support=("县财政局",)))
    ledger.adopt(adoption(told.task, entries=[told.adopted()]))
    ledger.append(*told.reported("120", at=LATER))
    good = ledger.projection_of("services-23/1"), ledger.board(LATER), list(ledger.tasks(Query(LATER)))
    whole = told.remade[0]
    spoilt = whole._replace(title="错", state="{}", lead=(), steps=whole.steps[:1], search="错")
    ledger.replace_projection([(spoilt, 9, "x", date.max), (spoilt._replace(id="services-23/9"), 1, "y", LATER)])
    assert ledger.task("services-23/9", LATER) is None, "a projection without a history goes"
    assert ledger.projection_of("services-23/1") != good[0]
    ledger.replace_projection([told.remade])
    assert (ledger.projection_of("services-23/1"), ledger.board(LATER), list(ledger.tasks(Query(LATER)))) == good


def test_every_revision_is_kept(ledger: Ledger) -> None:
    ledger.adopt(adoption(task("1")))
    for at, source in ((LATER, b"\x00\xff second"), (LATER, b"third")):
        ledger.adopt(adoption(plans=(), revisions=(Revision("services-23", at, "e" * 64, source),)))
    rows = ledger._engine.rows("SELECT seq, at, source FROM plan_revision ORDER BY seq")
    assert [(seq, at, bytes(source)) for seq, at, source in rows] == [
        (1, "2023-09-20", b"id = 'services-23'"), (2, "2023-10-31", b"\x00\xff second"), (3, "2023-10-31", b"third")
    ]


def test_facts_tell_of_the_ledger(ledger: Ledger, url: str) -> None:
    ledger.adopt(adoption(task("1"), task("2"), announced=((2023, date(2022, 12, 8)), (2027, date(2026, 11, 25)))))
    facts = ledger.facts()
    assert (facts["tasks"], facts["entries"], facts["plans"], facts["schema"]) == (2, 2, 1, CURRENT.number)
    assert (facts["known_until"], facts["writable"]) == (date(2023, 12, 31), True)
    if facts["engine"] == "sqlite":
        assert (facts["place"], facts["journal"]) == (url, "wal")
    else:
        assert facts["place"] == url.partition("?")[0]


def test_a_plan_row_carries_its_document(ledger: Ledger) -> None:
    whole = PlanRow("p-23", "夏政发〔2023〕1号", "方案 “引号” \n行", ISSUED, 0, canonical({"groups": [{"name": "组"}]}))
    ledger.adopt(adoption(plans=(whole,), revisions=()))
    assert ledger.plans() == [whole]
