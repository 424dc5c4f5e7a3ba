"""Messages on both engines: written with what they lead to, each key once, found by state, body, day and task."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.store.conftest import TODAY, Opening
from tests.store.test_older import schema_of
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.domain.chain import ROOT, sealed
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.errors import Stale, StoreFault
from xiaxian_tasks.office import message_rows
from xiaxian_tasks.ports import Number, Piece, Restored, Writing
from xiaxian_tasks.ports.messages import MessageCount, MessageKept
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.open import open_store
from xiaxian_tasks.store.schema import CURRENT

DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

Write = tuple[Entry, MessageKept]


class Telling:
    """Histories of messages being told: each call gives what the store is to write."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = {}

    def drafted(self, number: int, *keys: str, body: str = "水利局", on: date = DAY, **more: Any) -> Write:
        """A message with a line for each key, of a task of its own."""
        message = m.id_of(on.year, number)
        lines = [encode(m.Line(key, f"g/{key}", "target", "near", "near", on)) for key in keys]
        content = {
            "key": m.key_of(m.DIGEST, "", body, on, number), "what": m.DIGEST, "paper": "", "body": body, "person": "",
            "channel": "", "address": "", "on": on.isoformat(), "lines": lines, "approved": True, **more,
        }
        return self.written(Entry(message, 1, on, MOMENT, "cron", m.DRAFTED, content))

    def then(self, number: int, kind: str, **content: Any) -> Write:
        """One more entry of a message."""
        last = self.entries[m.id_of(DAY.year, number)][-1]
        moment = MOMENT + timedelta(minutes=last.seq)
        return self.written(Entry(last.task, last.seq + 1, DAY, moment, "李四", kind, content))

    def written(self, entry: Entry) -> Write:
        """An entry behind those of its history, and all that is kept after it."""
        history = self.entries.setdefault(entry.task, [])
        made = sealed(entry, history[-1].hash if history else ROOT)
        history.append(made)
        return made, message_rows.replayed(history)


def write(ledger: Ledger, *written: Write) -> None:
    """All of it or nothing."""
    ledger.write(Writing(messages=written))


def test_a_message_is_kept_and_found(open_ledger: Opening) -> None:
    ledger, told = open_ledger(), Telling()
    first, second = told.drafted(1, "a", "b"), told.drafted(2, "c", body="民政局")
    write(ledger, first, second)
    again = open_ledger()
    assert again.message("message/2026-1") == first[1].row
    assert again.message_by_key("digest 民政局 2026-03-02 2") == second[1].row
    assert again.message("message/2026-3") is again.message_by_key("digest") is None
    assert again.said_by("message/2026-1") == list(first[1].said)
    assert again.said_of(["g/a", "g/c", "g/z"]) == {"g/a": [first[1].said[0]], "g/c": [second[1].said[0]]}
    assert again.said_keys(["a", "c", "z"]) == {"a": "message/2026-1", "c": "message/2026-2"}
    assert again.history("message/2026-1") == [first[0]]
    assert [name for name, _, _ in again.heads()] == ["message/2026-1", "message/2026-2"]
    assert again.message_counts() == [MessageCount("approved", 2, DAY)]


def test_lists_are_by_state_body_and_day_the_newest_first(ledger: Ledger) -> None:
    told = Telling()
    for number in range(1, 13):
        on = DAY if number < 9 else date(2026, 3, 3)
        write(ledger, told.drafted(number, str(number), body="水利局" if number % 2 else "民政局", on=on))
    write(ledger, told.then(2, m.CANCELLED, why="不必"))

    def found(*states: str, **more: Any) -> list[int]:
        return [m.number_of(row.id)[1] for row in ledger.messages(states, **more)]

    assert found() == list(range(12, 0, -1)), "by number, not by code point"
    assert found(limit=3) == [12, 11, 10]
    assert found(body="民政局") == [12, 10, 8, 6, 4, 2]
    assert found(m.CANCELLED, m.DUE) == [2]
    assert found(m.APPROVED, body="民政局", last=DAY) == [8, 6, 4]
    assert found(first=date(2026, 3, 3)) == [12, 11, 10, 9]


def test_what_goes_now(ledger: Ledger) -> None:
    told = Telling()
    for number in range(1, 7):
        write(ledger, told.drafted(number, str(number), approved=number != 6))
    write(ledger, told.then(1, m.POSTPONED, until="2026-03-04"))
    for number in (2, 3, 5):
        write(ledger, told.then(number, m.SENDING, mark=f"<{number}@x>"))
    write(ledger, told.then(2, m.FAILED, why="connection", retry_at="2026-03-02T10:00:00+00:00"))
    write(ledger, told.then(3, m.SENT))

    def ready(on: date, moment: datetime, limit: int = 10) -> list[int]:
        return [m.number_of(row.id)[1] for row in ledger.messages_ready(on, moment, limit=limit)]

    assert ready(DAY, MOMENT) == [5, 4], "what was found on its way goes first"
    assert ready(DAY, datetime(2026, 3, 2, 10, 0, tzinfo=UTC)) == [5, 2, 4]
    assert ready(date(2026, 3, 4), MOMENT) == [5, 1, 4]
    assert ready(DAY, MOMENT, limit=1) == [5]
    assert ledger.last_sent() == MOMENT + timedelta(minutes=2)
    assert [(each.state, each.messages) for each in ledger.message_counts()] == [
        ("approved", 3), ("due", 1), ("sending", 1), ("sent", 1)
    ]


def test_nothing_was_ever_sent_out_of_a_new_ledger(ledger: Ledger) -> None:
    assert (ledger.last_sent(), ledger.message_counts(), list(ledger.messages())) == (None, [], [])
    assert (ledger.said_of([]), ledger.said_keys([]), ledger.last_number("message", 2026)) == ({}, {}, 0)


def test_who_decided_on_an_older_version_is_told(open_ledger: Opening) -> None:
    ledger, told = open_ledger(), Telling()
    write(ledger, told.drafted(1, "a"))
    other = Telling()
    other.entries = {key: list(entries) for key, entries in told.entries.items()}
    write(open_ledger(), told.then(1, m.SENDING, mark="<1@x>"))
    before = list(ledger.entries())
    with pytest.raises(Stale, match="stale-history"):
        write(ledger, other.then(1, m.CANCELLED, why="不必"))
    assert list(ledger.entries()) == before


def test_no_two_messages_have_one_key_and_nothing_is_said_twice(ledger: Ledger) -> None:
    told = Telling()
    write(ledger, told.drafted(1, "a"))
    before = list(ledger.entries())
    for wrong, code in (
        (told.drafted(2, "b", key="digest 水利局 2026-03-02"), "message-taken"),
        (told.drafted(3, "b", "a"), "already-said"),
        (told.drafted(1, "z", body="民政局"), "message-taken"),
    ):
        with pytest.raises(Stale, match=code):
            ledger.write(Writing(messages=(wrong,), numbers=(Number("message", 2026, 99, "x"),)))
    assert list(ledger.entries()) == before
    assert (ledger.said_keys(["a", "b"]), ledger.last_number("message", 2026)) == ({"a": "message/2026-1"}, 0)


def test_what_was_said_passes_from_one_message_to_another(ledger: Ledger) -> None:
    told = Telling()
    first, second = told.drafted(1, "a"), told.drafted(2, "b")
    write(ledger, first, second)
    lines = second[0].content["lines"]
    taking = told.then(1, m.MERGED, taken=["message/2026-2"], lines=lines)
    write(ledger, taking, told.then(2, m.MERGED, into="message/2026-1"))
    assert ledger.said_keys(["a", "b"]) == dict.fromkeys("ab", "message/2026-1")
    assert ledger.said_by("message/2026-2") == []
    write(ledger, told.then(1, m.CANCELLED, why="untrue", untrue=True))
    assert ledger.said_keys(["a", "b"]) == {}
    write(ledger, told.drafted(3, "a", "b"))
    assert ledger.said_keys(["a", "b"]) == dict.fromkeys("ab", "message/2026-3")


def test_a_mark_that_changes_nothing_said_leaves_it(ledger: Ledger) -> None:
    told = Telling()
    write(ledger, told.drafted(1, "a"))
    for kind, more in ((m.SENDING, {"mark": "<1@x>"}), (m.SENT, {}), (m.CONFIRMED, {"how": "电话"})):
        write(ledger, told.then(1, kind, **more))
        assert ledger.said_keys(["a"]) == {"a": "message/2026-1"}


def test_one_runner_at_a_time(open_ledger: Opening) -> None:
    first, second = open_ledger(), open_ledger()
    with first.posting():
        with pytest.raises(Stale, match="other-runner"), second.posting():
            pass
        write(second, Telling().drafted(1, "a"))
    with second.posting(), pytest.raises(Stale, match="other-runner"), first.posting():
        pass
    with pytest.raises(ZeroDivisionError), first.posting():
        raise ZeroDivisionError
    with second.posting():
        pass


def test_a_ledger_of_two_names_has_one_turn(tmp_path: Path) -> None:
    ledger = open_store(str(tmp_path / "l.db"), today=TODAY)
    (tmp_path / "link.db").symlink_to(tmp_path / "l.db")
    other = open_store(str(tmp_path / "link.db"), today=TODAY)
    with ledger.posting(), pytest.raises(Stale, match="other-runner"), other.posting():
        pass
    other.close()
    ledger.close()


def test_who_is_gone_leaves_the_turn_to_others(open_ledger: Opening, url: str) -> None:
    gone = open_store(url, today=TODAY)
    turn = gone.posting()
    turn.__enter__()
    with pytest.raises(Stale, match="other-runner"), open_ledger().posting():
        pass
    if gone._engine.name == "postgresql":
        gone.close()
        with open_ledger().posting():
            pass
    else:
        turn.__exit__(None, None, None)
        with open_ledger().posting():
            pass


def test_a_ledger_that_is_only_read_sends_nothing(tmp_path: Path) -> None:
    open_store(str(tmp_path / "l.db"), today=TODAY).close()
    ledger = open_store(str(tmp_path / "l.db"), today=TODAY, read_only=True)
    with pytest.raises(StoreFault, match="reads-only"), ledger.posting():
        pass
    ledger.close()


def test_an_empty_ledger_is_filled_with_messages_too(ledger: Ledger) -> None:
    told = Telling()
    told.drafted(1, "a", "b")
    told.then(1, m.SENDING, mark="<1@x>")
    told.drafted(2, "c")
    whole = {name: tuple(entries) for name, entries in told.entries.items()}
    kept = {name: message_rows.replayed(entries) for name, entries in whole.items()}
    ledger.restore(Piece(history=Restored(entries, kept[name], DAY)) for name, entries in whole.items())
    for name, each in kept.items():
        assert (ledger.message(name), ledger.said_by(name)) == (each.row, list(each.said))
    assert [entry for entries in whole.values() for entry in entries] == list(ledger.entries())


def test_what_is_kept_is_remade_whole(ledger: Ledger) -> None:
    told = Telling()
    write(ledger, told.drafted(1, "a"), told.drafted(2, "b"))
    rows = list(ledger.messages())
    with ledger._engine.writing():
        ledger._engine.change("UPDATE said SET message = 'message/2026-2', key = 'b2' WHERE key = 'a'", [{}])
        ledger._engine.change("UPDATE message_row SET state = 'sent', document = '{}'", [{}])
        ledger._engine.change(
            "INSERT INTO said SELECT 'x', 'message/2026-9', task, duty, body, rung, since, n, paper, at FROM said"
            " WHERE key = 'b'", [{}]
        )
    assert ledger.orphans() == ["message/2026-9"]
    others = [
        Restored(tuple(entries), message_rows.replayed(entries), DAY) for entries in told.entries.values()
    ]
    ledger.replace_projection([], others)
    assert list(ledger.messages()) == rows
    assert ledger.said_keys(["a", "b", "b2", "x"]) == {"a": "message/2026-1", "b": "message/2026-2"}
    assert ledger.orphans() == []


def test_a_day_or_moment_nobody_wrote_is_told(ledger: Ledger) -> None:
    write(ledger, Telling().drafted(1, "a"))
    with ledger._engine.writing():
        ledger._engine.change("UPDATE message_row SET day = 'gestern', sent = 'neulich'", [{}])
    with pytest.raises(StoreFault, match="altered-row"):
        list(ledger.messages())
    with pytest.raises(StoreFault, match="altered-row"):
        ledger.last_sent()


def test_a_ledger_of_schema_4_gets_both_tables_and_needs_no_remaking(
    url: str, open_ledger: Opening, tmp_path: Path
) -> None:
    from tests.store.ledgers import adoption, task

    older = open_store(url, today=TODAY, schema=schema_of(4, tmp_path))
    assert older.facts()["schema"] == 4
    older.adopt(adoption(task("1")))
    entries, heads = list(older.entries()), [("services-23/1", 1)]
    older.close()
    ledger = open_ledger()
    assert (ledger.facts()["schema"], ledger.is_stale) == (CURRENT.number, False)
    assert (list(ledger.entries()), [(name, seq) for name, seq, _ in ledger.heads()]) == (entries, heads)
    write(ledger, Telling().drafted(1, "a"))
    assert ledger.said_keys(["a"]) == {"a": "message/2026-1"}


def test_a_thousand_are_listed_a_few_at_a_time(tmp_path: Path) -> None:
    ledger, told = open_store(str(tmp_path / "l.db"), today=TODAY), Telling()
    write(ledger, *(told.drafted(number, str(number)) for number in range(1, 1001)))
    listing = ledger.messages()
    assert [m.number_of(next(listing).id)[1] for _ in range(3)] == [1000, 999, 998]
    numbers = [m.number_of(row.id)[1] for row in ledger.messages()]
    assert all(before > after for before, after in pairwise(numbers))
    ledger.close()
