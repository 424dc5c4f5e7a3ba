"""A backup put in a ledger's place: the file is there whole or not at all, and what stood there is kept beside it."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from xiaxian_tasks.errors import Misused, Refused, StoreFault
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.engine_sqlite import PATIENCE, SqliteEngine, free_name, open_sqlite, sync

LOGS = ("-wal", "-shm", "-journal")
"""Files SQLite may leave beside a ledger; one that is left alone would be read into whatever takes the name."""


def path_of(url: str) -> Path | None:
    """The file a ledger's address names; None for a server."""
    scheme, found, rest = url.partition("://")
    if found and scheme != "sqlite":
        return None
    return Path(rest.removeprefix("/") if found else url).expanduser()


def restore(source: Path, target: Path, *, today: date, replace: bool, prove: Callable[[Path], None]) -> Path | None:
    """Put a copy of the ledger `source` in the place `target`; where the old one was put, if there was one.

    `prove` is given the copy before it takes its place, and raises what forbids it. Killed at any moment, `target` is
    the old ledger or the new one, whole. Raises Refused `ledger-exists` (4), Misused (2), StoreFault (7).
    """
    if target.exists() and not replace:
        raise Refused("ledger-exists", place=str(target))
    with draft(target, "restore") as copy:
        engine = _engine(source)
        try:
            if engine.marks() is None:
                raise StoreFault("not-ours", place=str(source))
            engine.back_up(copy)
        finally:
            engine.close()
        prove(copy)
        with _told(target):
            return _put(copy, target, free_name(target, today.isoformat()))


def _engine(source: Path) -> SqliteEngine:
    if not source.exists():
        raise Misused("unreadable-file", file=str(source), why="No such file or directory")
    return open_sqlite(source)


def county_of(path: Path) -> str:
    """The state of the county a file keeps, as JSON, without writing or upgrading anything; "" where it has none."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            row = connection.execute(sql.COUNTY).fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""


@contextmanager
def draft(target: Path, purpose: str) -> Iterator[Path]:
    """The name, beside a target, of what is to take its place once it is good; whatever was made under it goes."""
    name = target.with_name(f".{target.name}.{os.getpid()}.{purpose}")
    try:
        yield name
    finally:
        for left in name.parent.glob(f"{_literal(name.name)}*"):
            left.unlink(missing_ok=True)


def _literal(name: str) -> str:
    return "".join(f"[{each}]" if each in "*?[" else each for each in name)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = "full-disk" if error.errno == errno.ENOSPC else "disk-fault"
        raise StoreFault(code, place=str(place), detail=error.strerror) from error


def _put(draft: Path, target: Path, aside: Path) -> Path | None:
    if not target.exists():
        kept = _move_logs(target, aside)
        _take_name(draft, target)
        sync(target.parent)
        return aside if kept else None
    with _alone(target) as is_sound:
        if is_sound:
            _keep(target, aside)
        else:  # no database any more: it is moved as it lies, log and all
            target.rename(aside)
            _move_logs(target, aside)
        draft.replace(target)
        sync(target.parent)
    return aside


def _take_name(draft: Path, target: Path) -> None:
    """Give the copy its name, unlike a renaming never over what somebody put there meanwhile."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise Refused("ledger-exists", place=str(target)) from None
    except OSError:  # a file system without hard links
        draft.rename(target)


@contextmanager
def _alone(target: Path) -> Iterator[bool]:
    """The old ledger held so that nobody reads or writes it, its log folded into it; False where it is none any more.

    Raises StoreFault `locked` while somebody uses it.
    """
    connection = sqlite3.connect(target, isolation_level=None, timeout=PATIENCE)
    try:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise StoreFault("locked", place=str(target)) from error
            yield False
            return
        except sqlite3.DatabaseError:
            yield False
            return
        yield True
    finally:
        with suppress(sqlite3.Error):
            connection.close()


def _keep(target: Path, aside: Path) -> None:
    """Give a file a second name; a copy where the file system has no second names."""
    try:
        os.link(target, aside)
    except OSError:
        shutil.copy2(target, aside)


def _move_logs(target: Path, aside: Path) -> bool:
    """Move what SQLite left beside a name; whether there was anything."""
    left = [(target.with_name(target.name + each), aside.with_name(aside.name + each)) for each in LOGS]
    found = [(old, new) for old, new in left if old.exists()]
    for old, new in found:
        old.rename(new)
    return bool(found)
