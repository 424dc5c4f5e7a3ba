"""Messages (消息) between the histories and the rows that are kept of them."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.messages import (
    DRAFTED,
    NUMBERED,
    MessageState,
    fold_message,
    message_from_document,
    number_of,
    said_lines,
)
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.ports import Number
from xiaxian_tasks.ports.messages import MessageKept, MessageRow, SaidRow


def kept(state: MessageState) -> MessageKept:
    """All that is kept of a message."""
    row = MessageRow(
        state.id, state.key, state.kind, state.paper, state.body, state.state, state.on, _utc(state.retry_at),
        state.until, _utc(state.sent), canonical(encode(state)), state.seq, state.head, state.at,
    )
    said = [
        SaidRow(
            line.key, state.id, line.task, line.duty, state.body, line.rung, line.since, line.n, state.paper, state.on
        )
        for line in said_lines(state)
        if line.key
    ]
    return MessageKept(row, tuple(sorted(said)))


def replayed(entries: Iterable[Entry]) -> MessageKept:
    """All that is kept of a message, from its history."""
    return kept(fold_message(entries))


def numbers_of(entry: Entry) -> tuple[Number, ...]:
    """The running number a draft takes."""
    if entry.kind != DRAFTED:
        return ()
    return (Number(NUMBERED, *number_of(entry.task), entry.task),)


def state_of(row: MessageRow) -> MessageState:
    """A message as it was kept. Raises StoreFault `altered-row` (7)."""
    try:
        return message_from_document(json.loads(row.document))
    except (ValueError, KeyError, TypeError):
        raise StoreFault("altered-row", detail=row.id) from None


def _utc(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
