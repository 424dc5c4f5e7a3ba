"""What is asked of the outbox and of what was said. Most commands ask nothing of it: what it takes is loaded then."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.facts import Facts

if TYPE_CHECKING:
    from xiaxian_tasks.ports.messages import MessageCount, MessageRow, SaidRow


class Messages(Facts):
    """What is asked of the outbox, and of what was said."""

    def last_number(self, kind: str, year: int) -> int:
        """The highest number given of a kind in a year; 0 where none was."""
        return int(self._engine.rows(sql.LAST_NUMBER, {"kind": kind, "year": year})[0][0] or 0)

    def messages(
        self, states: Sequence[str] = (), *, body: str = "", first: date | None = None, last: date | None = None,
        limit: int | None = None,
    ) -> "Iterator[MessageRow]":
        """The messages in some states, to a body, of days between two; newest first."""
        from xiaxian_tasks.store import message_rows

        return map(message_rows.message, self._engine.stream(*message_rows.listed(states, body, (first, last), limit)))

    def message(self, message: str) -> "MessageRow | None":
        """A message by its id."""
        from xiaxian_tasks.store import message_rows

        return message_rows.one(self._engine.rows(sql.MESSAGE, {"message": message}))

    def message_by_key(self, key: str) -> "MessageRow | None":
        """A message by its key."""
        from xiaxian_tasks.store import message_rows

        return message_rows.one(self._engine.rows(sql.MESSAGE_BY_KEY, {"key": key}))

    def messages_ready(self, on: date, moment: datetime, *, limit: int) -> "list[MessageRow]":
        """What goes now, the oldest first: those found on their way, then the approved whose day and moment came."""
        from xiaxian_tasks.store import message_rows

        found = self._engine.rows(sql.MESSAGES_ON_THEIR_WAY, {"limit": limit})
        asked = {"on": on.isoformat(), "moment": moment.astimezone(UTC).isoformat(), "limit": limit - len(found)}
        if asked["limit"]:
            found += self._engine.rows(sql.MESSAGES_READY, asked)
        return list(map(message_rows.message, found))

    def message_counts(self) -> "list[MessageCount]":
        """How many messages stand in each state, by state."""
        found = self._engine.rows(sql.MESSAGE_COUNTS)
        if not found:
            return []
        from xiaxian_tasks.store import message_rows

        return list(map(message_rows.count, found))

    def last_sent(self) -> datetime | None:
        """When a message went last; None where none ever did."""
        found = self._engine.rows(sql.LAST_SENT)[0][0]
        if not found:
            return None
        from xiaxian_tasks.store import message_rows

        return message_rows.moment(found)

    def said_of(self, tasks: Sequence[str]) -> "dict[str, list[SaidRow]]":
        """What messages said of some tasks, by task, the oldest first."""
        from xiaxian_tasks.store import batches, message_rows

        found: dict[str, list[SaidRow]] = {}
        for some in batches.in_parts(tasks):
            for row in map(message_rows.said, self._engine.rows(*message_rows.said_of(some))):
                found.setdefault(row.task, []).append(row)
        return found

    def said_keys(self, keys: Sequence[str]) -> dict[str, str]:
        """Of some keys those that stand in a message, with its id."""
        from xiaxian_tasks.store import batches, message_rows

        parts = batches.in_parts(keys)
        return {key: name for some in parts for key, name in self._engine.rows(*message_rows.said_keys(some))}

    def said_by(self, message: str) -> "list[SaidRow]":
        """What one message said, by key."""
        from xiaxian_tasks.store import message_rows

        return list(map(message_rows.said, self._engine.rows(sql.SAID_BY, {"message": message})))

    def posting(self) -> AbstractContextManager[None]:
        """Inside, nobody else sends out of this ledger. Raises Stale `other-runner` (6) where somebody does."""
        return self._engine.posting()
