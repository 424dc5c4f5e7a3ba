"""Messages as they are kept, told and written; no entry of a message is written without what it leads to."""
# ruff: noqa: S608
# Every fragment stands in this file or in statements; nothing that a user types becomes part of a statement.

from collections.abc import Sequence
from datetime import date, datetime

from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.messages import SAYING, number_of
from xiaxian_tasks.errors import Stale, StoreFault
from xiaxian_tasks.ports.messages import MessageCount, MessageKept, MessageRow, SaidRow
from xiaxian_tasks.store import asking, bulk, rows, writes
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.engine import Engine, Row
from xiaxian_tasks.store.statements import Parameters


def one(found: list[Row]) -> MessageRow | None:
    """The only one found."""
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


def count(row: Row) -> MessageCount:
    """How many messages stand in a state."""
    state, messages, oldest = row
    return MessageCount(state, messages, rows.iso(oldest))


def said(row: Row) -> SaidRow:
    """A row of what was said."""
    key, name, task, duty, body, rung, since, n, paper, at = row
    return SaidRow(key, name, task, duty, body, rung, rows.iso(since), n, paper, rows.iso(at))


def moment(text: str) -> datetime:
    """A kept moment. StoreFault `altered-row` (7) for what no entry ever wrote."""
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


def of_said(kept: SaidRow) -> Parameters:
    """What was said, as it is kept."""
    return {**kept._asdict(), "since": kept.since.isoformat(), "at": kept.at.isoformat()}


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
    told = [row for each in kept for row in each.said]
    if bulk.change(engine, writes.INSERT_SAID, [of_said(row) for row in told]) != len(told):
        raise Stale("already-said", keys=len(told))


def restore(engine: Engine, kept: MessageKept) -> None:
    """Write what is kept of a message anew, when nothing counts as said yet; its entries stand by themselves."""
    engine.change(writes.DELETE_MESSAGE, [{"id": kept.row.id}])
    engine.change(writes.INSERT_MESSAGE, [of_message(kept.row)])
    bulk.change(engine, writes.INSERT_SAID, [of_said(row) for row in kept.said])
