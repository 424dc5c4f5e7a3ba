"""What went outward: when a calendar was last fetched, and what was put on other servers. No part of the record."""

from collections.abc import Sequence
from datetime import datetime

from xiaxian_tasks.ports import Published, Seen
from xiaxian_tasks.store import bulk, rows, writes
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.transfer import Transfer


class Outward(Transfer):
    """Rows that no history gives: neither proved nor rebuilt nor exported, but copied with a backup."""

    def seen(self, digest: str = "") -> list[Seen]:
        """When calendars were last fetched, by the hash of the token; with `digest` by that one alone."""
        found = self._engine.rows(sql.SEEN_OF, {"hash": digest}) if digest else self._engine.rows(sql.SEEN)
        return [rows.seen(row) for row in found]

    def saw(self, digest: str, at: datetime, agent: str) -> None:
        """Note that a calendar was fetched, once more than before."""
        with self._engine.writing():
            self._engine.change(writes.SAW, [rows.of_seen(digest, at, agent)])

    def published(self, calendar: str = "") -> list[Published]:
        """What was put on another server, by calendar and UID; of one calendar where it is named."""
        found = (
            self._engine.rows(sql.PUBLISHED_IN, {"calendar": calendar}) if calendar
            else self._engine.rows(sql.PUBLISHED)
        )
        return [Published(*row) for row in found]

    def publish(self, put: Sequence[Published] = (), gone: Sequence[Published] = ()) -> None:
        """Note what is being put or stands on another server, and forget what is `gone` from it: all or nothing."""
        with self._engine.writing():
            bulk.change(self._engine, writes.UPSERT_PUBLISHED, [each._asdict() for each in put])
            named = [{"calendar": each.calendar, "uid": each.uid} for each in gone]
            bulk.change(self._engine, writes.DELETE_PUBLISHED, named)
