"""What supervision keeps beside reports: waits, lights to push, what was asked, numbers, evidence, the county."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from tests.store import ledgers
from tests.store.conftest import Opening
from tests.store.ledgers import ISSUED, Told, adoption, task
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.entries import COUNTY, DISPATCH, MONTH, REPORT, Entry
from xiaxian_tasks.domain.terms import UNASSIGNED
from xiaxian_tasks.domain.waits import Asked, Wait
from xiaxian_tasks.errors import Stale, StoreFault
from xiaxian_tasks.ports import AskedRow, CountyRow, Number, Owing, Sought, Trail, WaitRow, Writing
from xiaxian_tasks.store.ledger import Ledger

OCTOBER = date(2023, 10, 31)
NOVEMBER = date(2023, 11, 20)


def day(number: int) -> date:
    """A day of November."""
    return date(2023, 11, number)


class TheCounty:
    """The county's history being told."""

    def __init__(self) -> None:
        self.seq, self.head = 0, ""

    def told(self, *, at: date, closed: date | None = None) -> tuple[Entry, CountyRow]:
        """One more entry: a month closed, or nothing that matters here."""
        self.seq += 1
        moment = datetime(2023, 11, 1, 9, self.seq, tzinfo=UTC)
        entry = sealed(Entry(COUNTY, self.seq, at, moment, "张三", MONTH, {"closed": str(closed)}), self.head)
        self.head = entry.hash
        return entry, CountyRow(f'{{"seq":{self.seq}}}', self.seq, self.head, at, closed)


def begun(ledger: Ledger, *numbers: str) -> list[Told]:
    """A ledger with some tasks."""
    tolds = [Told(task(number)) for number in numbers or ("1",)]
    ledger.adopt(adoption(*(told.task for told in tolds), entries=[told.adopted() for told in tolds]))
    return tolds


def test_one_writing_holds_all_or_nothing(ledger: Ledger) -> None:
    (told,), county = begun(ledger), TheCounty()
    content = "现场照片".encode()
    digest = sha256(content).hexdigest()
    number = Number("task", 2023, 1, told.task.id)
    before = county.told(at=OCTOBER)
    ledger.write(Writing(
        [told.reported("10", at=OCTOBER)], before, (number,), ((digest, content),), (ledgers.BODIES[0]._replace(
            aliases=("民政",)),), ("县水利局",),
    ))
    assert ledger.county() == before[1]
    assert ledger.history(COUNTY) == [before[0]]
    assert ledger.numbers("task", 2023) == list(ledger.numbers_given()) == [number]
    assert ledger.evidence(digest) == content
    assert list(ledger.evidence_kept()) == [(digest, len(content))]
    assert {body.name: body.aliases for body in ledger.bodies()} == {"县民政局": ("民政",), "各乡镇人民政府": ()}
    kept = list(ledger.entries()), list(ledger.heads())
    with pytest.raises(Stale) as found:
        ledger.write(Writing(
            [told.reported("20", at=NOVEMBER)], county.told(at=NOVEMBER), (Number("task", 2023, 2, "x"), number),
            (("0" * 64, b"x"),), (), ("各乡镇人民政府",),
        ))
    assert (found.value.code, found.value.figures) == ("number-taken", number._asdict())
    assert (list(ledger.entries()), list(ledger.heads())) == kept
    assert ledger.numbers("task", 2023) == [number]
    assert ledger.evidence("0" * 64) is None
    assert len(ledger.bodies()) == 2


def test_what_is_not_there_is_none(ledger: Ledger) -> None:
    assert ledger.county() is None
    assert ledger.evidence("0" * 64) is None
    assert not ledger.numbers("task", 2023)
    assert not list(ledger.evidence_kept())
    assert not ledger.waiting("receipt", Sought(OCTOBER))
    assert not ledger.lit("red", "overdue", Sought(OCTOBER))
    assert not ledger.asked(date.min, date.max)
    assert not list(ledger.entries_of((), date.min, date.max))
    assert not ledger.is_stale


def test_evidence_kept_twice_stands_once(ledger: Ledger) -> None:
    begun(ledger)
    for _ in range(2):
        ledger.write(Writing(evidence=(("a" * 64, b"first"), ("a" * 64, b"first"), ("b" * 64, b""))))
    assert list(ledger.evidence_kept()) == [("a" * 64, 5), ("b" * 64, 0)]
    assert ledger.evidence("a" * 64) == b"first"


def test_numbers_of_kinds_and_years_run_by_themselves(ledger: Ledger) -> None:
    begun(ledger)
    given = [Number("task", 2023, 2, "a"), Number("task", 2023, 10, "b"), Number("task", 2024, 1, "c"),
             Number("seal", 2023, 2, "")]
    ledger.write(Writing(numbers=tuple(given[::-1])))
    assert ledger.numbers("task", 2023) == given[:2]
    assert list(ledger.numbers_given()) == [given[3], *given[:3]]


def test_the_county_moves_on_one_by_one(open_ledger: Opening) -> None:
    one, other = open_ledger(), open_ledger()
    first, rival = TheCounty(), TheCounty()
    one.write(Writing(county=first.told(at=OCTOBER)))
    for entry in (rival.told(at=OCTOBER), TheCounty().told(at=NOVEMBER)):
        with pytest.raises(Stale) as found:
            other.write(Writing(county=entry))
        assert (found.value.code, found.value.figures) == ("stale-history", {"task": "county"})
    other.write(Writing(county=first.told(at=NOVEMBER)))
    assert [entry.seq for entry in one.history(COUNTY)] == [1, 2]
    assert list(one.heads()) == [(COUNTY, 2, first.head)]


def test_heads_stand_in_the_order_of_the_histories(ledger: Ledger) -> None:
    tolds = [Told(task("1", plan=plan)) for plan in ("水-23", "a-23", "d-23", "z-23", "Z-23", "countx-23", "county-23")]
    ledger.adopt(adoption(*(each.task for each in tolds), entries=[each.adopted() for each in tolds]))
    ledger.write(Writing(county=TheCounty().told(at=OCTOBER)))
    heads = [name for name, _, _ in ledger.heads()]
    assert heads == sorted(heads)
    assert heads == [entry.task for entry in ledger.entries()]
    assert COUNTY in heads


def test_no_entry_counts_from_a_closed_month(ledger: Ledger) -> None:
    (told,), county = begun(ledger), TheCounty()
    ledger.append(*told.reported("10", at=date(2023, 10, 5)))
    ledger.write(Writing(county=county.told(at=day(2), closed=OCTOBER)))
    kept = list(ledger.entries())
    late = told.reported("20", at=OCTOBER)
    for writing in (Writing([late]), Writing([late], county=county.told(at=day(3), closed=OCTOBER))):
        with pytest.raises(Stale) as found:
            ledger.write(writing)
        assert found.value.code == "month-closed"
        assert found.value.figures == {"task": told.task.id, "at": OCTOBER, "closed": OCTOBER}
    assert list(ledger.entries()) == kept
    ledger.adopt(adoption(task("1", plan="late-23")))  # a plan loaded late counts from its issue day
    ledger.append(*(again := Told(task("2"))).adopted())
    with pytest.raises(Stale):
        ledger.adopt(adoption(plans=(), revisions=(), entries=[again.adopted(at=OCTOBER, title="新题")]))
    assert [entry.seq for entry in ledger.history("services-23/2")] == [1]


def test_waits_are_cut_by_each_entry(ledger: Ledger) -> None:
    told, other = begun(ledger, "1", "2")
    at = date(2023, 10, 9)
    receipt = Wait("receipt", "县民政局", "县民政局", at, date(2023, 10, 10), at)
    turns = tuple(
        Wait("turn", "r1", "县水利局", due, due, due - timedelta(days=5), until)
        for due, until in ((day(1), day(10)), (day(15), day(25)))
    )
    first = receipt._replace(body="", due=None)
    ledger.append(*told.reported("1", at=at, waits=(receipt, *turns)))
    ledger.append(*other.reported("1", at=at, waits=(first, first._replace(key="x", began=at - timedelta(days=9)))))

    def waits(what: str, on: date, *bodies: str) -> list[tuple[str, str]]:
        return [(row.task, row.wait.key) for row in ledger.waiting(what, Sought(on, bodies))]

    assert waits("receipt", date(2023, 10, 8)) == []
    assert waits("receipt", at) == [
        ("services-23/1", "县民政局"), ("services-23/2", "x"), ("services-23/2", "县民政局"),
    ], "the earliest due first, then the longest waiting"
    assert ledger.waiting("receipt", Sought(at), limit=1) == [WaitRow(told.task.id, receipt)]
    assert waits("receipt", at, "县民政局", "县水利局") == [("services-23/1", "县民政局")]
    assert waits("turn", day(1), "县水利局") == [("services-23/1", "r1")]
    assert ledger.waiting("turn", Sought(day(3))) == [WaitRow(told.task.id, turns[0])]
    ledger.append(*told.reported("2", at=day(4), waits=(receipt._replace(what="review", since=day(4)),)))
    assert [len(waits("receipt", on)) for on in (day(3), day(4))] == [3, 2]
    assert [len(waits("review", on)) for on in (day(3), day(4))] == [0, 1]
    assert [row.wait.until for row in ledger.waiting("receipt", Sought(day(3)))] == [day(4), None, None]
    assert waits("turn", day(12)) == []


def test_lights_to_push_are_the_newest_first(ledger: Ledger) -> None:
    tolds = begun(ledger, *map(str, range(1, 6)))
    for number, told in enumerate(tolds[:3]):
        ledger.append(*told.reported("1", at=day(10 - number)))
    ledger.append(*tolds[1].reported("199", at=day(12)))

    def lit(light: str, reason: str, on: date) -> list[str]:
        return [row.number for row in ledger.lit(light, reason, Sought(on))]

    assert lit("red", "far-behind", day(15)) == ["1", "3"]
    assert [row.light_since for row in ledger.lit("red", "far-behind", Sought(day(15)))] == [day(10), day(8)]
    assert lit("red", "far-behind", day(9)) == ["2", "3"]
    assert lit("grey", "no-report", day(15)) == ["4", "5"]
    assert ledger.lit("red", "far-behind", Sought(day(15)), limit=1) == [ledger.task("services-23/1", day(15))]
    ledger.append(*tolds[0].adopted(at=day(14), withdrawn=True))
    assert lit("red", "far-behind", day(15)) == ["3"]
    assert lit("red", "far-behind", day(13)) == ["1", "3"]


def test_what_was_asked_belongs_to_its_entry(ledger: Ledger) -> None:
    told, other = begun(ledger, "1", "2")
    both = Asked("县民政局", DISPATCH, 3), Asked("县水利局", DISPATCH, 3)
    ledger.append(*other.reported("1", at=day(2), asked=both[:1]))
    ledger.append(*told.reported("1", at=day(2), asked=both))
    ledger.append(*told.reported("2", at=day(9), asked=(Asked("县民政局", REPORT, 1),)))
    rows = [
        AskedRow("services-23/1", 2, day(2), both[0]), AskedRow("services-23/2", 2, day(2), both[0]),
        AskedRow("services-23/1", 3, day(9), Asked("县民政局", REPORT, 1)),
        AskedRow("services-23/1", 2, day(2), both[1]),
    ]
    assert ledger.asked(day(1), day(30)) == rows
    assert ledger.asked(day(2), day(2)) == [rows[0], rows[1], rows[3]]
    assert ledger.asked(day(3), day(9), body="县民政局") == [rows[2]]
    assert ledger.asked(day(10), day(30)) == []


def test_entries_of_kinds_stand_by_day(ledger: Ledger) -> None:
    told, other = begun(ledger, "1", "2")
    ledger.append(*told.reported("1", at=day(9)))
    ledger.append(*other.reported("1", at=day(2)))
    ledger.append(*other.reported("2", at=day(9)))
    found = [(entry.at, entry.task, entry.seq) for entry in ledger.entries_of((REPORT,), day(1), day(9))]
    assert found == [(day(2), "services-23/2", 2), (day(9), "services-23/1", 2), (day(9), "services-23/2", 3)]
    assert len(list(ledger.entries_of((REPORT, "adoption"), ISSUED, day(8)))) == 3
    assert list(ledger.entries_of(("month",), day(1), day(9))) == []


def test_the_trail_of_all_histories_begins_with_the_newest(ledger: Ledger) -> None:
    """By person, kind, history, words and day, and from any entry on; a page is as long as it is asked for."""
    told, other = begun(ledger, "1", "2")
    ledger.append(*told.reported("1", at=day(2)))
    ledger.append(*other.reported("1", at=day(3)))
    ledger.append(*told.reported("2", at=day(9)))
    every = sorted(ledger.entries(), key=lambda entry: (entry.recorded, entry.task, entry.seq), reverse=True)

    def found(limit: int = 20, **asked: Any) -> list[tuple[str, int]]:
        return [(entry.task, entry.seq) for entry in ledger.trail(Trail(**asked), limit=limit)]

    one, two = told.task.id, other.task.id
    assert ledger.trail(Trail(), limit=20) == every
    assert found()[:3] == [(one, 3), (two, 2), (one, 2)]
    assert found(2) == [(one, 3), (two, 2)]
    third = every[2]
    assert found(before=(third.recorded.isoformat(), third.task, third.seq)) == found()[3:]
    assert found(by="张三", kinds=(REPORT,)) == found(kinds=(REPORT, "month")) == found()[:3]
    assert found(by="李四") == found(kinds=("month",)) == found(words="没有") == []
    assert found(task=one) == [(one, 3), (one, 2), (one, 1)]
    assert found(words="据实") == found()[:3]
    assert found(words='"VALUE":"2"') == []
    assert found(words="据_") == found(words="%") == []
    assert found(until=day(2), kinds=(REPORT,)) == [(one, 2)]
    assert (two, 1) in found(until=date(1999, 1, 1))


TAMPERING = (
    "UPDATE waiting SET until = '2023-11-06'",
    "UPDATE waiting SET due = '2023-11-06'",
    "DELETE FROM waiting",
    "UPDATE asked SET fields = 2",
    "DELETE FROM asked",
    "UPDATE task_body SET since = '2023-11-10' WHERE until = 'open'",
    "UPDATE task_body SET until = '2023-11-04' WHERE since = '0001-01-01'",
    "DELETE FROM task_body WHERE until <> 'open'",
    "UPDATE light_step SET stage = 'closed'",
    "UPDATE light_step SET due = '2023-12-02'",
    "UPDATE light_step SET progress = 1, outlook = 'x'",
    "UPDATE task SET changed = '0001-01-01'",
)


def test_a_projection_is_read_whole_and_remade_the_same(ledger: Ledger) -> None:
    told = begun(ledger)[0]
    wait = Wait("review", "县民政局", "县民政局", day(2), None, day(2), day(20))
    ledger.append(*told.reported("1", at=day(2), waits=(wait,), asked=(Asked("县民政局", DISPATCH, 1),)))
    ledger.append(*told.adopted(at=day(5), lead=("县水利局",), support=("县财政局", "县民政局")))
    ledger.append(*told.adopted(at=day(5), lead=(), support=()))
    ledger.append(*told.reported("7", at=day(8), waits=(wait._replace(since=day(8)),)))
    ledger.append(*told.adopted(at=day(9), lead=("县民政局",), due=date(2023, 12, 1)))
    kept = ledger.projection_of(told.task.id)
    assert kept is not None
    assert kept._replace(search="") == told.remade[0]._replace(search="")
    assert kept.formerly == (
        Owing("lead", "县民政局", date.min, day(5)), Owing("lead", UNASSIGNED, day(5), day(9)),
    )
    assert [each.until for each in kept.waits] == [day(5), day(9)]
    rows = whole(ledger)
    ledger.replace_projection([told.remade])
    assert whole(ledger) == rows
    for statement in TAMPERING:
        ledger._engine.change(statement, [{}])
        assert ledger.projection_of(told.task.id) != kept, statement
        ledger.replace_projection([told.remade])
        assert whole(ledger) == rows


TABLES = ("task", "task_body", "light_step", "waiting", "asked", "number", "evidence", "county_row", "entry")


def whole(ledger: Ledger) -> dict[str, list[str]]:
    """Every row of the ledger's tables."""
    return {name: sorted(map(str, ledger._engine.rows(f"SELECT * FROM {name}"))) for name in TABLES}


def test_a_rebuild_leaves_facts_alone(ledger: Ledger) -> None:
    told = begun(ledger)[0]
    ledger.write(Writing(
        county=TheCounty().told(at=OCTOBER), numbers=(Number("task", 2023, 1, "gone-23/1"),),
        evidence=(("a" * 64, b"x"),),
    ))
    rows = whole(ledger)
    ledger.replace_projection([told.remade])
    assert whole(ledger) == rows
    assert ledger.orphans() == []


@pytest.mark.parametrize("table", ["light_step", "task_body", "waiting", "asked"])
def test_what_is_left_of_a_task_is_named(ledger: Ledger, table: str) -> None:
    told = begun(ledger)[0]
    wait = Wait("review", "", "", day(2), None, day(2))
    ledger.append(*told.reported("1", at=day(2), waits=(wait,), asked=(Asked("县民政局", DISPATCH, 1),)))
    others = [name for name in ("light_step", "task_body", "waiting", "asked") if name != table]
    if ledger._engine.name == "sqlite":
        ledger._engine.rows("PRAGMA foreign_keys = OFF")
    else:
        ledger._engine.change(f"ALTER TABLE {table} DROP CONSTRAINT {table}_task_fkey", [{}])
    for name in others:
        ledger._engine.change(f"DELETE FROM {name}", [{}])
    ledger._engine.change("DELETE FROM task", [{}])
    assert ledger.orphans() == [told.task.id]


def test_a_report_rewrites_no_bodies(ledger: Ledger) -> None:
    """Only where they differ; or each report would cut and write what stands."""
    told = begun(ledger)[0]
    ledger.append(*told.reported("1", at=day(2)))
    select = "SELECT role, body, since, until FROM task_body ORDER BY since, body"
    assert ledger._engine.rows(select) == [("lead", "县民政局", "0001-01-01", "open")]
    entry, kept = told.reported("2", at=day(3))
    ledger.append(entry, kept._replace(support=("县财政局",)))
    assert ledger._engine.rows(select) == [
        ("lead", "县民政局", "0001-01-01", "2023-11-03"), ("lead", "县民政局", "2023-11-03", "open"),
        ("support", "县财政局", "2023-11-03", "open"),
    ]


def test_bodies_of_a_later_task_count_from_its_day(ledger: Ledger) -> None:
    begun(ledger)
    told = Told(task("2"))
    ledger.adopt(adoption(plans=(), revisions=(), entries=[told.adopted(at=day(3), added=True)]))
    rows = ledger._engine.rows("SELECT since FROM task_body WHERE task = 'services-23/2'")
    assert rows == [("2023-11-03",)]
    kept = ledger.projection_of("services-23/2")
    assert kept is not None
    assert kept._replace(search="") == told.remade[0]._replace(search="")


def test_a_server_backs_up_by_its_keeper(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> None:
    begun(ledger)
    path = tmp_path_factory.mktemp("backup") / "copy.db"
    if ledger._engine.name == "postgresql":
        with pytest.raises(StoreFault) as found:
            ledger.back_up(path)
        assert found.value.code == "pg-backup"
        assert not path.exists()
    else:
        ledger.back_up(path)
        assert path.exists()
