"""A ledger whole, on both engines: read as of one moment, filled once, every number and file in order."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.store.conftest import Opening
from tests.store.ledgers import ISSUED, Told, adoption, plan, task
from xiaxian_tasks.domain.chain import ROOT, sealed
from xiaxian_tasks.domain.days import DayOff
from xiaxian_tasks.domain.entries import COUNTY, VIEW, Entry
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.ports import Announced, CountyRow, Number, Piece, Restored, Revision, Writing
from xiaxian_tasks.store.ledger import Ledger

HOMES = task("13")


def test_what_is_read_inside_is_of_one_moment(open_ledger: Opening) -> None:
    reader, writer = open_ledger(), open_ledger()
    told = Told(HOMES)
    writer.adopt(adoption(HOMES, entries=[told.adopted()]))
    with reader.still():
        assert len(reader.history(HOMES.id)) == 1
        writer.append(*told.reported("45", at=date(2023, 9, 30)))
        assert len(list(reader.entries())) == 1
        assert [seq for _, seq, _ in reader.heads()] == [1]
    assert [seq for _, seq, _ in reader.heads()] == [2]
    with pytest.raises(ZeroDivisionError), reader.still():
        raise ZeroDivisionError
    reader.append(*told.reported("60", at=date(2023, 10, 31)))


def pieces() -> list[Piece]:
    told = Told(HOMES)
    written = [told.adopted(), told.reported("45", at=date(2023, 9, 30))]
    _, kept = Told(HOMES).adopted()
    assert told.state is not None
    county = sealed(Entry(COUNTY, 1, ISSUED, written[0][0].recorded, "张三", VIEW, {"name": "a", "query": "b"}), ROOT)
    return [
        Piece(plan=plan("services-23", 7)),
        Piece(revision=Revision("services-23", ISSUED, "e" * 64, b"\xffone")),
        Piece(revision=Revision("services-23", date(2023, 10, 1), "f" * 64, b"two")),
        Piece(body=Body("县民政局", "department", ("民政局",))),
        Piece(body=Body("各乡镇", "group", (), ("银城街道",))),
        Piece(day=DayOff(date(2023, 10, 2), working=False, name="国庆节")),
        Piece(year=Announced(2023, date(2022, 12, 8))),
        Piece(history=Restored((county,), CountyRow("{}", 1, county.hash, ISSUED), ISSUED)),
        Piece(history=Restored(tuple(entry for entry, _ in written), kept, date(2023, 9, 30))),
        Piece(number=Number("registration", 2023, 1, HOMES.id)),
        Piece(evidence=("ab", b"\x00\xff")),
    ]


def test_an_empty_ledger_is_filled_with_all_there_is(ledger: Ledger) -> None:
    ledger.restore(pieces())
    assert [(row.id, row.position) for row in ledger.plans()] == [("services-23", 7)]
    files = [(each.at, each.source) for each in ledger.revisions()]
    assert files == [(ISSUED, b"\xffone"), (date(2023, 10, 1), b"two")]
    assert [(body.name, body.aliases, body.members) for body in ledger.bodies()] == [
        ("县民政局", ("民政局",), ()), ("各乡镇", (), ("银城街道",)),
    ]
    assert ledger.calendars().announced == {2023: date(2022, 12, 8)}
    assert [(name, seq) for name, seq, _ in ledger.heads()] == [(COUNTY, 1), (HOMES.id, 2)]
    assert [entry.seq for entry in ledger.entries()] == [1, 1, 2]
    assert list(ledger.numbers_given()) == [Number("registration", 2023, 1, HOMES.id)]
    assert ledger.evidence("ab") == b"\x00\xff"
    row = ledger.task(HOMES.id, date(2023, 12, 1))
    assert row is not None
    assert (row.seq, row.at) == (2, date(2023, 9, 30))
    with pytest.raises(Refused, match="ledger-not-empty"):
        ledger.restore(pieces())


def test_what_breaks_on_the_way_in_leaves_nothing(ledger: Ledger) -> None:
    def coming() -> Iterator[Piece]:
        yield from pieces()
        raise LookupError

    with pytest.raises(LookupError):
        ledger.restore(coming())
    assert ledger.is_empty()
    assert list(ledger.entries()) == []
    ledger.restore(pieces())


def test_numbers_come_in_their_order(ledger: Ledger) -> None:
    given = [
        Number("registration", 2023, 9, "a/1"), Number("registration", 2023, 10, "a/2"), Number("letter", 2024, 1, "a"),
    ]
    ledger.write(Writing(numbers=tuple(given)))
    assert list(ledger.numbers_given()) == [given[2], given[0], given[1]]
    assert ledger.case_moments("a/b#1") is None
