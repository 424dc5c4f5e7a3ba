"""What went outward: who fetched what, what stands on other servers; kept beside the record, no part of it."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from tests.store.conftest import TODAY, Opening
from tests.store.test_older import schema_of
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.office import proof, transfer
from xiaxian_tasks.ports import Published, Seen
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.open import open_store
from xiaxian_tasks.store.schema import CURRENT

MOMENT = datetime(2023, 10, 31, 8, 15, 30, 999, tzinfo=UTC)
PHONE, DESK = "a" * 64, "b" * 64
FIRST = Published("https://cal.example/ma/", "p-23.1.t1@xiaxian-tasks", "3f.ics", '"1"', "d" * 64)
SECOND = FIRST._replace(uid="p-23.2.t1@xiaxian-tasks", href="4a.ics", etag="", intent="put")


def test_what_was_fetched_is_noted_once_for_each_token(open_ledger: Opening) -> None:
    ledger = open_ledger()
    assert ledger.seen() == ledger.seen(PHONE) == []
    beijing = MOMENT.astimezone(timezone(timedelta(hours=8)))
    ledger.saw(PHONE, beijing, "iOS/17.1 dataaccessd/1.0")
    ledger.saw(DESK, MOMENT, "Thunderbird “下县”")
    ledger.saw(PHONE, MOMENT + timedelta(hours=2), "")
    again = open_ledger()
    seconds = MOMENT.replace(microsecond=0)
    assert again.seen() == [
        Seen(PHONE, seconds + timedelta(hours=2), "", 2), Seen(DESK, seconds, "Thunderbird “下县”", 1)
    ]
    assert again.seen(DESK) == [again.seen()[1]]
    assert again.seen("c" * 64) == []


def test_what_is_put_is_noted_forgotten_and_found_by_its_calendar(open_ledger: Opening) -> None:
    ledger = open_ledger()
    other = FIRST._replace(calendar="https://cal.example/li/")
    ledger.publish([SECOND, FIRST, other])
    assert open_ledger().published() == [other, FIRST, SECOND]
    assert ledger.published(FIRST.calendar) == [FIRST, SECOND]
    settled = SECOND._replace(etag='"7"', intent="")
    ledger.publish([settled], gone=[FIRST, SECOND._replace(uid="never put")])
    assert open_ledger().published() == [other, settled]
    ledger.publish()
    assert ledger.published("https://cal.example/none/") == []


def test_a_moment_nobody_wrote_is_told(ledger: Ledger) -> None:
    ledger.saw(PHONE, MOMENT, "x")
    with ledger._engine.writing():
        ledger._engine.change("UPDATE seen SET at = :at", [{"at": "gestern"}])
    with pytest.raises(StoreFault, match="altered-row"):
        ledger.seen()


def test_a_ledger_that_is_only_read_notes_nothing(tmp_path: Path) -> None:
    open_store(str(tmp_path / "l.db"), today=TODAY).close()
    ledger = open_store(str(tmp_path / "l.db"), today=TODAY, read_only=True)
    with pytest.raises(StoreFault, match="reads-only"):
        ledger.saw(PHONE, MOMENT, "x")
    with pytest.raises(StoreFault, match="reads-only"):
        ledger.publish([FIRST])
    assert (ledger.seen(), ledger.published()) == ([], [])
    ledger.close()


def test_they_are_no_record(tmp_path: Path) -> None:
    """Neither proved nor exported; a backup is a whole copy and has them."""
    path = bundled(tmp_path)
    desk = office(path, "2023-10-31")
    told, lines = proof.verify(desk), list(transfer.export(desk))
    desk.store.saw(PHONE, MOMENT, "x")
    desk.store.publish([FIRST])
    assert proof.verify(desk) == told
    assert list(transfer.export(desk)) == lines
    proof.rebuild(desk)
    desk.store.back_up(tmp_path / "copy.db")
    desk.store.close()
    copy = open_store(str(tmp_path / "copy.db"), today=TODAY)
    assert (len(copy.seen()), copy.published()) == (1, [FIRST])
    copy.close()


def test_a_ledger_of_schema_3_gets_both_and_needs_no_remaking(
    url: str, open_ledger: Opening, tmp_path: Path
) -> None:
    from tests.store.ledgers import adoption, task

    older = open_store(url, today=TODAY, schema=schema_of(3, tmp_path))
    assert older.facts()["schema"] == 3
    older.adopt(adoption(task("1")))
    entries = list(older.entries())
    older.close()
    ledger = open_ledger()
    assert (ledger.facts()["schema"], ledger.is_stale) == (CURRENT.number, False)
    assert (ledger.seen(), ledger.published(), list(ledger.entries())) == ([], [], entries)
    assert ledger.task("services-23/1", date(2023, 10, 31)) is not None
