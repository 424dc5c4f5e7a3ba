"""SQLite through the standard library: one file, WAL, every commit on the disk before it is reported."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from xiaxian_tasks.errors import Stale, StoreFault, XiaxianError
from xiaxian_tasks.store import network
from xiaxian_tasks.store.engine import Row, number_of
from xiaxian_tasks.store.schema import MARK
from xiaxian_tasks.store.statements import SCHEMA, Parameters

MAGIC = b"SQLite format 3\x00"
"""How every SQLite file begins (https://www.sqlite.org/fileformat2.html, section 1.3)."""

PATIENCE = 5.0
"""Seconds to wait for another writer: a commit takes milliseconds, the adoption of a large plan some seconds."""

_CODES = {
    sqlite3.SQLITE_PERM: "no-permission",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_IOERR: "disk-fault",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_FULL: "full-disk",
    sqlite3.SQLITE_CANTOPEN: "cannot-open",
    sqlite3.SQLITE_NOTADB: "not-ours",
}
"""Primary result codes; the rest are defects of a statement."""



class SqliteEngine:
    """A ledger in a file. Opening and reading leave the file as it is; the first write turns the safeguards on."""

    name = "sqlite"
    dialect = "sqlite"
    lock = "BEGIN IMMEDIATE"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = str(path)
        self._is_new = not _holds_something(path)
        self.writable = self._is_new or _may_write(path)
        self._guarded = False
        if self._is_new:
            _make_folder(path.parent)
        with self._told():
            self._connection = self.another()

    def another(self) -> sqlite3.Connection:
        """A connection of its own to the same file."""
        mode = "mode=rwc" if self._is_new else "mode=rw"
        if not self.writable:
            mode = "mode=ro" if _has_journal(self.path) else "immutable=1"
        return sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None, timeout=PATIENCE
        )

    def rows(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows of a statement."""
        with self._told():
            return self._connection.execute(statement, parameters or {}).fetchall()

    def stream(self, statement: str, parameters: Parameters | None = None) -> Iterator[Row]:
        """The rows of a statement as SQLite finds them."""
        with self._told():
            cursor = self._connection.execute(statement, parameters or {})
        while True:
            with self._told():
                found = cursor.fetchmany(500)
            if not found:
                return
            yield from found

    def change(self, statement: str, rows: Sequence[Parameters]) -> int:
        """Run a statement for each of `rows`; how many rows it changed in all."""
        with self._told():
            return self._connection.executemany(statement, rows).rowcount

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that holds the write lock from its beginning."""
        if not self.writable:
            raise StoreFault("read-only", place=self.place)
        with self._told():
            self._guard()
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._told():
                self._connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                self._connection.execute("ROLLBACK")
            raise

    def _guard(self) -> None:
        if not self._guarded:
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._guarded = True

    def schema(self) -> int | None:
        """The schema's number, None for a file without any table. Raises StoreFault `not-ours`."""
        if not self._is_new and _beginning(self.path) not in {MAGIC, b""}:
            raise StoreFault("not-ours", place=self.place)
        with self._told():
            try:
                found = self._connection.execute(SCHEMA, {"name": MARK}).fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                    raise
                found = None
            if found:
                return number_of(found[0], self.place)
            if self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                raise StoreFault("not-ours", place=self.place)
        return None

    @contextmanager
    def founding(self) -> Iterator[None]:
        """A new file learns to keep a write-ahead log; one that was made in vain is taken away again."""
        try:
            with self._told():
                self._connection.execute("PRAGMA journal_mode = WAL")
            yield
        except BaseException:
            if self._is_new:
                self._withdraw()
            raise

    def _withdraw(self) -> None:
        with suppress(sqlite3.Error, OSError):
            if not self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                self._connection.close()
                self.path.unlink(missing_ok=True)

    def back_up(self, number: int) -> None:
        """Copy the ledger beside itself, under a name with the old schema's number."""
        aside = _free_name(self.path, number)
        unfinished = aside.with_name(aside.name + ".part")
        try:
            with self._told():
                source, copy = self.another(), sqlite3.connect(unfinished)
                try:
                    source.backup(copy)
                finally:
                    copy.close()
                    source.close()
            unfinished.rename(aside)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise

    def figures(self) -> Mapping[str, str]:
        """Its journal mode."""
        return {"journal": str(self.rows("PRAGMA journal_mode")[0][0])}

    def mark(self) -> str:
        """SQLite's own count of the commits of others (https://www.sqlite.org/pragma.html#pragma_data_version)."""
        return str(self.rows("PRAGMA data_version")[0][0])

    def settle(self) -> None:
        """Nothing: the statements leave SQLite no choice worth statistics."""

    def close(self) -> None:
        """Give the file back; the last one to close folds the log into it."""
        self._connection.close()

    def fault(self, error: BaseException) -> XiaxianError | None:
        """The house's error for SQLite's."""
        if not isinstance(error, sqlite3.Error):
            return None
        code: int = getattr(error, "sqlite_errorcode", 0)
        if code == sqlite3.SQLITE_BUSY_SNAPSHOT:  # written since a list that is still being read was begun
            return Stale("stale-history", task="")
        named = _CODES.get(code & 0xFF)
        if named is None and str(error).startswith("no such"):
            named = "corrupt"  # the schema's number is ours and its tables are gone
        return StoreFault(named, place=self.place, detail=str(error)) if named else None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if fault := self.fault(error):
                raise fault from error
            raise


def open_sqlite(path: Path) -> SqliteEngine:
    """Open or begin the file of a ledger.

    Raises StoreFault: network-share, is-folder, no-folder, no-permission, cannot-open.
    """
    if kind := network.share(path):
        raise StoreFault("network-share", place=str(path), kind=kind)
    if path.is_dir():
        raise StoreFault("is-folder", place=str(path))
    return SqliteEngine(path)


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError as error:
        code = "no-permission" if isinstance(error, PermissionError) else "cannot-open"
        raise StoreFault(code, place=str(path), detail=error.strerror) from error


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC))
    except OSError as error:
        raise StoreFault("no-permission", place=str(path), detail=error.strerror) from error


def _may_write(path: Path) -> bool:
    """Whether the file and, for its log, its folder can be written."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.absolute().parent))


def _has_journal(path: Path) -> bool:
    """Whether a write-ahead log stands beside the file: then the file alone is not the whole ledger."""
    return _holds_something(path.with_name(path.name + "-wal"))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        code = "full-disk" if error.errno == 28 else "no-folder"
        raise StoreFault(code, place=str(folder), detail=error.strerror) from error


def _free_name(path: Path, number: int) -> Path:
    """`ledger.db.schema-1`, and where that is taken `ledger.db.schema-1.2` and so on: no backup is written over."""
    plain = path.with_name(f"{path.name}.schema-{number}")
    name, count = plain, 1
    while name.exists():
        count += 1
        name = plain.with_name(f"{plain.name}.{count}")
    return name
