"""Kept bytes (缓存): calendars as they were made last, in a file of the user's cache folder.

It may be deleted any time and is never part of the ledger. A file that cannot be read or written is not used; one that
is broken, foreign or of another edition of the program is begun anew. Each row carries a hash over all of it, so that
whatever was done to the file, no other bytes come out than went in. Programs that use it at once wait for each other a
moment, and otherwise do without.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from hashlib import blake2b
from os import O_CREAT, O_RDWR, close
from os import open as open_file
from pathlib import Path

from xiaxian_tasks.ports.kept import Kept

APPLICATION = 0x78786B62
"""What marks the file as ours (https://www.sqlite.org/pragma.html#pragma_application_id)."""

LARGEST = 1 << 29
"""Bytes from which the file is begun anew: a hundred thousand dates take a fifth of it."""

PATIENCE = 1.0
"""Seconds to wait for another program that writes; what is not kept now is kept the next time."""

_PRIMARY, _BROKEN = 0xFF, {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
"""The part of a result code that says what is wrong (https://www.sqlite.org/rescode.html); what a broken file gives."""

AT_ONCE = 500
"""Tasks asked for by one statement: SQLite of every age takes 999 parameters."""

_SETUP = (
    "CREATE TABLE IF NOT EXISTS kept (ledger TEXT NOT NULL, variant TEXT NOT NULL, task TEXT NOT NULL,"
    " key TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, hash BLOB NOT NULL, content BLOB NOT NULL,"
    " PRIMARY KEY (ledger, variant, task)) WITHOUT ROWID"
)
_FOUND = (
    "SELECT task, key, since, until, hash, content FROM kept WHERE ledger = ? AND variant = ? AND task IN ({places})"
)
_KEEP = "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class KeptBytes:
    """The bytes kept of one ledger in one variant of its calendars, by task.

    `edition` is of the program that makes them: what another one made is never given out.
    """

    def __init__(self, file: Path, edition: str, ledger: str, variant: str) -> None:
        self._file = file
        self._edition = edition
        self._place = (ledger, variant)
        self._form = int.from_bytes(blake2b(edition.encode(), digest_size=4).digest()) >> 1  # SQLite takes 31 bits

    def found(self, tasks: Sequence[str]) -> dict[str, Kept]:
        """What is kept of some tasks; nothing of those whose bytes are not as they were put in."""
        kept: dict[str, Kept] = {}

        def ask(connection: sqlite3.Connection) -> None:
            for start in range(0, len(tasks), AT_ONCE):
                kept.update(self._asked(connection, tasks[start:start + AT_ONCE]))

        if tasks:
            self._use(ask)
        return kept

    def keep(self, kept: Iterable[Kept]) -> None:
        """Keep the bytes of some tasks, in place of what was kept of them."""
        rows = [self._row(each) for each in kept]

        def put(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_SETUP)
            connection.executemany(_KEEP, rows)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {self._form}")
            connection.execute("COMMIT")

        if rows and self._is_ready():
            self._use(put)

    def _asked(self, connection: sqlite3.Connection, tasks: Sequence[str]) -> Iterator[tuple[str, Kept]]:
        statement = _FOUND.format(places=", ".join("?" * len(tasks)))
        for task, key, since, until, digest, content in connection.execute(statement, (*self._place, *tasks)):
            if isinstance(content, bytes) and digest == self._hash(task, key, since, until, content):
                yield task, Kept(task, key, date.fromisoformat(since), date.fromisoformat(until), content)

    def _row(self, kept: Kept) -> tuple[str | bytes, ...]:
        said = (kept.task, kept.key, kept.since.isoformat(), kept.until.isoformat())
        return (*self._place, *said, self._hash(*said, kept.content), kept.content)

    def _hash(self, *row: str | bytes) -> bytes:
        """Over everything a row says."""
        *said, content = row
        found = blake2b(repr((self._edition, *self._place, *said)).encode(), digest_size=16)
        found.update(content if isinstance(content, bytes) else b"")
        return found.digest()

    def _is_ready(self) -> bool:
        """Whether there is a file to write to; made for its owner alone where there is none or too large a one."""
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._file.exists() and self._file.stat().st_size > LARGEST:
                self._begin_anew()
            close(open_file(self._file, O_CREAT | O_RDWR, 0o600))
        except OSError:
            return False
        return True

    def _use(self, use: Callable[[sqlite3.Connection], None]) -> None:
        """Do something with the file where it is there and ours. What goes wrong is no fault: it is as if nothing was
        kept, and a file that is broken is taken away."""
        if not self._is_there():
            return
        try:
            with closing(sqlite3.connect(self._file, timeout=PATIENCE, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = OFF")  # what a power cut breaks, the hashes tell
                if self._is_ours(connection):
                    use(connection)
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:
            if getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _BROKEN:
                self._begin_anew()

    def _is_there(self) -> bool:
        try:
            return self._file.is_file()
        except (OSError, ValueError):
            return False

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        """Whether the file is of this edition, or empty; any other is taken away."""
        found = [connection.execute(f"PRAGMA {mark}").fetchone()[0] for mark in ("application_id", "user_version")]
        if found == [APPLICATION, self._form]:
            return True
        if found == [0, 0] and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return True
        self._begin_anew()
        return False

    def _begin_anew(self) -> None:
        for file in (self._file, self._file.with_name(f"{self._file.name}-journal")):
            with suppress(OSError):
                file.unlink(missing_ok=True)
