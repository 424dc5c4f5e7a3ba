"""Ledgers for tests: the bundled plans adopted once, and a copy for whoever needs one."""

import shutil
from datetime import date, datetime, timedelta, timezone
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp

from xiaxian_tasks import assemble
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.settings import Settings
from xiaxian_tasks.store.open import open_store

TODAY = date(2026, 11, 24)
"""The true day of every test."""


@cache
def _adopted() -> Path:
    path = Path(mkdtemp()) / "bundled.sqlite3"
    desk = office(path, "2026-11-24")
    assemble.load(desk, ())
    desk.store.close()
    return path


def bundled(folder: Path) -> Path:
    """A ledger of its own in `folder` with the bundled plans adopted."""
    path = folder / "ledger.sqlite3"
    shutil.copy(_adopted(), path)
    return path


@cache
def _demo() -> Path:
    path = Path(mkdtemp()) / "demo.sqlite3"
    assemble.demo(Settings(), str(path))
    return path


def demo(folder: Path) -> Path:
    """A ledger of its own in `folder` with the demo."""
    path = folder / "demo.sqlite3"
    shutil.copy(_demo(), path)
    return path


def office(path: Path, on: str, by: str = "张某") -> Office:
    """An office on a ledger file, on a day; its clock stands at nine of the true day."""
    return office_at(str(path), on, by)


def office_at(url: str, on: str, by: str = "张某") -> Office:
    """The same on a ledger anywhere."""
    moment = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=timezone(timedelta(hours=8)))
    store = open_store(url, today=TODAY)
    again = partial(office_at, url, on, by)
    return Office(store, on=date.fromisoformat(on), today=TODAY, by=by, now=lambda: moment, reopen=again)
