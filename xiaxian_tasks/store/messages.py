"""Messages as they are kept: asked for, told and written; no entry of a message is written without what it leads to."""
# ruff: noqa: S608
# Every fragment stands in this file or in statements; nothing that a user types becomes part of a statement.

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from itertools import groupby

from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.messages import SAYING, number_of
from xiaxian_tasks.errors import Stale, StoreFault
from xiaxian_tasks.ports import MessageCount, MessageKept, MessageRow, SaidRow
from xiaxian_tasks.store import asking, bulk, rows, writes
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.batches import in_parts
from xiaxian_tasks.store.engine import Engine, Row
from xiaxian_tasks.store.facts import Facts
from xiaxian_tasks.store.statements import Parameters


class Messages(Facts):
    """What is asked of the outbox, and of what was said."""

    def last_number(self, kind: str, year: int) -> int:
        """The highest number given of a kind in a year; 0 where none was."""
        return int(self._engine.rows(sql.LAST_NUMBER, {"kind": kind, "year": year})[0][0] or 0)

    def messages(
        self, states: Sequence[str] = (), *, body: str = "", first: date | None = None, last: date | None = None,
        limit: int | None = None,
    ) -> Iterator[MessageRow]:
        """The messages in some states, to a body, of days between two; newest first."""
        return map(message, self._engine.stream(*listed(states, body, (first, last), limit)))

    def message(self, message: str) -> MessageRow | None:
        """A message by its id."""
        return _one(self._engine.rows(sql.MESSAGE, {"message": message}))

    def message_by_key(self, key: str) -> MessageRow | None:
        """A message by its key."""
        return _one(self._engine.rows(sql.MESSAGE_BY_KEY, {"key": key}))

    def messages_ready(self, on: date, moment: datetime, *, limit: int) -> list[MessageRow]:
        """What goes now, the oldest first: those found on their way, then the approved whose day and moment came."""
        found = self._engine.rows(sql.MESSAGES_ON_THEIR_WAY, {"limit": limit})
        asked = {"on": on.isoformat(), "moment": moment.astimezone(UTC).isoformat(), "limit": limit - len(found)}
        if asked["limit"]:
            found += self._engine.rows(sql.MESSAGES_READY, asked)
        return list(map(message, found))

    def message_counts(self) -> list[MessageCount]:
        """How many messages stand in each state, by state."""
        found = self._engine.rows(sql.MESSAGE_COUNTS)
        return [MessageCount(state, count, rows.iso(oldest)) for state, count, oldest in found]

    def last_sent(self) -> datetime | None:
        """When a message went last; None where none ever did."""
        found = self._engine.rows(sql.LAST_SENT)[0][0]
        return _moment(found) if found else None

    def said_of(self, tasks: Sequence[str]) -> dict[str, list[SaidRow]]:
        """What messages said of some tasks, by task, the oldest first."""
        found: dict[str, list[SaidRow]] = {}
        for some in in_parts(tasks):
            for task, told in groupby(map(_said, self._engine.rows(*said_of(some))), key=lambda each: each.task):
                found[task] = list(told)
        return found

    def said_keys(self, keys: Sequence[str]) -> dict[str, str]:
        """Of some keys those that stand in a message, with its id."""
        return {key: name for some in in_parts(keys) for key, name in self._engine.rows(*said_keys(some))}

    def said_by(self, message: str) -> list[SaidRow]:
        """What one message said, by key."""
        return list(map(_said, self._engine.rows(sql.SAID_BY, {"message": message})))

    def posting(self) -> AbstractContextManager[None]:
        """Inside, nobody else sends out of this ledger. Raises Stale `other-runner` (6) where somebody does."""
        return self._engine.posting()


def _one(found: list[Row]) -> MessageRow | None:
    return message(found[0]) if found else None


def listed(
    states: Sequence[str], body: str, days: tuple[date | None, date | None], limit: int | None
) -> tuple[str, Parameters]:
    """The messages sought, the newest first."""
    names = asking.Names()
    wanted = [f"state IN {names.listed(states)}"] if states else []
    if body:
        wanted.append(f"body = {names.one(body)}")
    for sign, day in zip((">=", "<="), days, strict=True):
        if day is not None:
            wanted.append(f"day {sign} {names.one(day.isoformat())}")
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    text = f"SELECT {sql.MESSAGE_COLUMNS}{where} ORDER BY year DESC, number DESC"
    return (f"{text} LIMIT {names.one(limit)}" if limit is not None else text), names.parameters


def said_of(tasks: Sequence[str]) -> tuple[str, Parameters]:
    """What was said of some tasks, by task, the oldest first."""
    names = asking.Names()
    text = f"SELECT {sql.SAID_COLUMNS} WHERE task IN {names.listed(tasks)} ORDER BY task, at, key"
    return text, names.parameters


def said_keys(keys: Sequence[str]) -> tuple[str, Parameters]:
    """Which of some keys stand in a message."""
    names = asking.Names()
    return f"SELECT key, message FROM said WHERE key IN {names.listed(keys)}", names.parameters


def message(row: Row) -> MessageRow:
    """A row of the outbox."""
    *plain, day, retry_at, until, sent, document, seq, head, at = row
    key, name, kind, paper, body, state = plain
    return MessageRow(
        key, name, kind, paper, body, state, rows.iso(day), retry_at, rows.iso(until) if until else None, sent,
        document, seq, head, rows.iso(at),
    )


def _said(row: Row) -> SaidRow:
    key, name, task, duty, body, rung, since, n, paper, at = row
    return SaidRow(key, name, task, duty, body, rung, rows.iso(since), n, paper, rows.iso(at))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except (ValueError, TypeError):
        raise StoreFault("altered-row", detail=repr(text)) from None


def of_message(kept: MessageRow) -> Parameters:
    """A message as it is kept."""
    year, number = number_of(kept.id)
    return {
        **kept._asdict(), "day": kept.day.isoformat(), "until": kept.until.isoformat() if kept.until else "",
        "at": kept.at.isoformat(), "year": year, "number": number,
    }


def of_said(said: SaidRow) -> Parameters:
    """What was said, as it is kept."""
    return {**said._asdict(), "since": said.since.isoformat(), "at": said.at.isoformat()}


def write(engine: Engine, written: Sequence[tuple[Entry, MessageKept]]) -> None:
    """Write entries of messages and what each leads to, inside a transaction.

    Raises Stale: stale-history where one went on meanwhile, message-taken for a key that another message has,
    already-said for what stands in another one.
    """
    for entry, kept in written:
        if entry.seq == 1:
            if engine.change(writes.INSERT_MESSAGE, [of_message(kept.row)]) != 1:
                raise Stale("message-taken", key=kept.row.key)
        elif engine.change(writes.UPDATE_MESSAGE, [of_message(kept.row)]) != 1:
            raise Stale("stale-history", task=entry.task)
        if engine.change(writes.INSERT_ENTRY, [rows.of_entry(entry)]) != 1:
            raise Stale("stale-history", task=entry.task)
    _say(engine, [kept for entry, kept in written if entry.kind in SAYING])


def _say(engine: Engine, kept: Sequence[MessageKept]) -> None:
    """What they say now, in place of what they said: that is all taken away first, as lines pass from one to another.
    """
    bulk.change(engine, writes.DELETE_SAID, [{"message": each.row.id} for each in kept])
    said = [row for each in kept for row in each.said]
    if bulk.change(engine, writes.INSERT_SAID, [of_said(row) for row in said]) != len(said):
        raise Stale("already-said", keys=len(said))


def restore(engine: Engine, kept: MessageKept) -> None:
    """Write what is kept of a message anew, when nothing counts as said yet; its entries stand by themselves."""
    engine.change(writes.DELETE_MESSAGE, [{"id": kept.row.id}])
    engine.change(writes.INSERT_MESSAGE, [of_message(kept.row)])
    bulk.change(engine, writes.INSERT_SAID, [of_said(row) for row in kept.said])
