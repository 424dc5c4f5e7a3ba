"""SQLite through the standard library: one file, WAL, every commit on the disk before it is reported."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from xiaxian_tasks.errors import Stale, StoreFault, XiaxianError
from xiaxian_tasks.store import network
from xiaxian_tasks.store.engine import Row
from xiaxian_tasks.store.schema import MARK
from xiaxian_tasks.store.statements import MARKS, Parameters

SMALLEST = 512
"""Bytes of the smallest page (https://www.sqlite.org/fileformat2.html, section 1.2): SQLite would begin a shorter file
anew."""

PATIENCE = 5.0
"""Seconds to wait for another writer: a commit takes milliseconds, the adoption of a large plan some seconds."""

CACHE = 65536
"""KiB of pages a writer may keep: the default of 2 MiB makes a large adoption write its index pages many times over."""

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
    refusal = "read-only"

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._path = path  # while a ledger is founded, the one beside it
        self._is_there = _is_there(path)
        if self._is_there and not _may(os.R_OK, path):
            raise StoreFault("no-permission", place=self.place)
        # For its log a ledger needs its folder too.
        self.writable = not self._is_there or _may(os.W_OK, path, path.absolute().parent)
        self._guarded = False
        self._file: tuple[int, int] | None = None
        """Which file is open; None while it is being made."""
        self._connection = self._opened() if self._is_there else None

    def another(self) -> sqlite3.Connection:
        """A connection of its own to the same file."""
        mode = "mode=rwc"
        if not self.writable:
            mode = "mode=ro" if _has_log(self._path) else "immutable=1"
        uri = f"{self._path.absolute().as_uri()}?{mode}"
        return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)

    def _opened(self) -> sqlite3.Connection:
        self._file = _number(self._path)
        with self._told():
            return self.another()

    @property
    def _open(self) -> sqlite3.Connection:
        assert self._connection is not None, "a ledger is founded before it is used"
        return self._connection

    def rows(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows of a statement."""
        with self._told():
            return self._open.execute(statement, parameters or {}).fetchall()

    def stream(self, statement: str, parameters: Parameters | None = None) -> Iterator[Row]:
        """The rows of a statement as SQLite finds them."""
        with self._told():
            cursor = self._open.execute(statement, parameters or {})
        while True:
            with self._told():
                found = cursor.fetchmany(500)
            if not found:
                return
            yield from found

    def change(self, statement: str, rows: Sequence[Parameters]) -> int:
        """Run a statement for each of `rows`; how many rows it changed in all."""
        with self._told():
            return self._open.executemany(statement, rows).rowcount

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that holds the write lock from its beginning."""
        if not self.writable:
            raise StoreFault(self.refusal, place=self.place)
        with self._told():
            self._guard()
            self._open.execute("BEGIN IMMEDIATE")
        try:
            if self._file and _number(self._path) != self._file:  # what is written to it nobody would find again
                raise StoreFault("ledger-gone", place=self.place)
            yield
            with self._told():
                self._open.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                self._open.execute("ROLLBACK")
            raise

    @contextmanager
    def still(self) -> Iterator[None]:
        """A transaction that only reads: in the log, or behind a lock where there is none, nothing moves for it."""
        with self._told():
            self._open.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):  # what broke the reading has been told
                self._open.execute("COMMIT")

    def alone(self) -> None:
        """Nothing to do: a writing transaction holds the only write lock from its beginning."""

    @contextmanager
    def posting(self) -> Iterator[None]:
        """A lock on a file beside the ledger: SQLite has none that outlives a transaction."""
        from xiaxian_tasks.store.turns import holding

        if not self.writable:
            raise StoreFault(self.refusal, place=self.place)
        with holding(self._path):
            yield

    def _guard(self) -> None:
        if not self._guarded:
            self._open.execute("PRAGMA synchronous = FULL")
            self._open.execute("PRAGMA foreign_keys = ON")
            self._open.execute(f"PRAGMA cache_size = -{CACHE}")
            self._guarded = True

    def marks(self) -> dict[str, str] | None:
        """The rows of `meta`, None where there is no file or no table in it. Raises StoreFault `not-ours`.

        Only SQLite looks into the file: a file that is closed takes all locks of its process on it away, those of other
        connections too (https://www.sqlite.org/howtocorrupt.html, section 2.2), and their next commits would be lost.
        """
        if self._connection is None:
            return None
        if _is_too_small(self._path):
            raise StoreFault("not-ours", place=self.place)
        with self._told():
            try:
                found = dict(self._connection.execute(MARKS).fetchall())
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                    raise
                found = {}
            if MARK in found:
                return found
            if self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                raise StoreFault("not-ours", place=self.place)
        return None

    @contextmanager
    def founding(self) -> Iterator[None]:
        """A new ledger is made under a name of its own and then takes its place whole, unless somebody was first."""
        path = self._path
        if self._is_there:  # an empty file of the user's
            self._keep_log()
            yield
            return
        _make_folder(path.parent)
        self._path = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            self._connection = self._opened()
            self._keep_log()
            yield
            self._connection.close()
            _put(self._path, path)
        finally:
            self.close()
            for ending in ("", "-wal", "-shm", "-journal"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            self._path = path
        self._connection = self._opened()

    def _keep_log(self) -> None:
        with self._told():
            self._open.execute("PRAGMA journal_mode = WAL")

    def set_aside(self, number: int) -> None:
        """Copy the ledger beside itself, under a name with the old schema's number."""
        aside = free_name(self._path, f"schema-{number}")
        unfinished = aside.with_name(aside.name + ".part")
        try:
            self._copy_to(unfinished)
            unfinished.rename(aside)
        finally:
            unfinished.unlink(missing_ok=True)

    def back_up(self, path: Path) -> None:
        """Copy the ledger, page by page and of one moment, to a file that takes its name once it is on the disk."""
        if os.path.lexists(path):
            raise StoreFault("file-exists", place=str(path))
        _make_folder(path.parent)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            self._copy_to(unfinished)
            sync(unfinished)
            if not _put(unfinished, path):
                raise StoreFault("file-exists", place=str(path))
            sync(path.parent)
        finally:
            unfinished.unlink(missing_ok=True)

    def _copy_to(self, path: Path) -> None:
        with self._told():
            source = self.another()
            try:
                copy = sqlite3.connect(path)
                try:
                    source.backup(copy)
                finally:
                    copy.close()
            finally:
                source.close()

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
        if self._connection is not None:
            self._connection.close()

    def fault(self, error: BaseException) -> XiaxianError | None:
        """The house's error for SQLite's."""
        if not isinstance(error, sqlite3.Error):
            return None
        code: int = getattr(error, "sqlite_errorcode", 0)
        if code == sqlite3.SQLITE_BUSY_SNAPSHOT:  # written since a list that is still being read was begun
            return Stale("stale-history", task="")
        named = _CODES.get(code & 0xFF)
        if named == "disk-fault" and _is_full(self._path.parent):
            named = "full-disk"
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
    """Open the file of a ledger, or make ready to found one.

    Raises StoreFault: network-share, is-folder, no-permission, cannot-open.
    """
    if kind := network.share(path):
        raise StoreFault("network-share", place=str(path), kind=kind)
    return SqliteEngine(path)


def _is_there(path: Path) -> bool:
    try:
        kind = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        code = "no-permission" if isinstance(error, PermissionError) else "cannot-open"
        raise StoreFault(code, place=str(path), detail=error.strerror) from error
    if not stat.S_ISREG(kind):
        raise StoreFault("is-folder" if stat.S_ISDIR(kind) else "not-ours", place=str(path))
    return True


def _number(path: Path) -> tuple[int, int] | None:
    """What tells a file from any other that takes its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_too_small(path: Path) -> bool:
    """Whether a file holds something, but no database. It is not opened for that."""
    try:
        return 0 < path.stat().st_size < SMALLEST
    except OSError:  # SQLite tells what is the matter
        return False


def _may(mode: int, *places: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return all(os.access(place, mode, effective_ids=effective) for place in places)


def _has_log(path: Path) -> bool:
    """Whether a write-ahead log stands beside the file: then the file alone is not the whole ledger."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        code = "full-disk" if error.errno == errno.ENOSPC else "no-folder"
        raise StoreFault(code, place=str(folder), detail=error.strerror) from error


def _put(made: Path, path: Path) -> bool:
    """Give a finished file its name; where the name is taken meanwhile, it stays with whoever was first: False."""
    try:
        os.link(made, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links: a stick, some shares
        if path.exists():
            return False
        made.rename(path)
    return True


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _is_full(folder: Path) -> bool:
    """Whether there is no room for even the 32 KiB of a log's index: SQLite calls that an I/O error."""
    import shutil

    try:
        return shutil.disk_usage(folder).free < 65536
    except OSError:
        return False


def free_name(path: Path, ending: str) -> Path:
    """`ledger.db.ENDING`, and where that is taken `ledger.db.ENDING.2` and so on: no copy is written over."""
    plain = path.with_name(f"{path.name}.{ending}")
    name, count = plain, 1
    while name.exists():
        count += 1
        name = plain.with_name(f"{plain.name}.{count}")
    return name
