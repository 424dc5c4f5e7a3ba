"""What the feed server hands out (订阅服务): found by a token, as the ledger stands at that moment."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from threading import local
from typing import TypeVar

from xiaxian_tasks import assemble
from xiaxian_tasks.assemble import calendars, pages
from xiaxian_tasks.assemble.shelf import Content, Shelf
from xiaxian_tasks.domain.subscriptions import Subscription, is_open, is_recalling
from xiaxian_tasks.errors import Stale, StoreFault
from xiaxian_tasks.office import feeds, subscriptions
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.feeds import COUNTY_TIME
from xiaxian_tasks.settings import Settings, default_ledger
from xiaxian_tasks.store import files

Answer = TypeVar("Answer")


def county_day() -> date:
    """The day it is in the county, wherever the program runs."""
    return datetime.now(COUNTY_TIME).date()


def salt() -> bytes:
    """Bytes of chance, of this run alone."""
    import secrets

    return secrets.token_bytes(16)


class _Seat:
    """One thread's office: a connection belongs to the thread that opened it, and is given back when that ends."""

    def __init__(self, settings: Settings, path: Path | None) -> None:
        self.file = _number(path)
        self.desk = assemble.office(settings, founds=False)
        self.mark = self.desk.store.change_mark()

    def __del__(self) -> None:
        if "desk" in self.__dict__:
            self.desk.store.close()


class Hatch:
    """Where calendars are handed out. Each thread that asks has an office of its own, and each question its day.

    Every question raises StoreFault (7) where the ledger is away, and finds it again once it is back: a file that was
    put in its place, a server that was started anew.
    """

    def __init__(self, settings: Settings, *, day: Callable[[], date] = county_day) -> None:
        self._settings = settings
        self._day = day
        self._path = files.path_of(settings.db or default_ledger())
        self._local = local()
        self._shelf = Shelf()
        self._noted: dict[str, datetime] = {}

    def look(self) -> None:
        """Read something of the ledger."""
        self._asked(lambda desk: desk.store.is_empty())

    def found(self, token: str) -> Subscription | None:
        """The subscription a token opens, for the dates or for taking them back; None for one that is unknown, revoked
        or expired, at equal cost."""
        return self._asked(lambda desk: _opened(subscriptions.found(desk, token), desk.on))

    def calendar(self, subscription: Subscription) -> Content:
        """The calendar of a subscription, made anew once the ledger has moved, or the day."""
        def ask(desk: Office) -> Content:
            return self._shelf.content(
                subscription, desk.on, made=lambda: calendars.served(desk, subscription), now=assemble.now
            )

        return self._asked(ask)

    def page(self, subscription: Subscription, address: str) -> bytes:
        """The page for people, which says that the calendar stands at `address`."""
        return self._asked(lambda desk: pages.page(desk, subscription, feeds.subscribed(desk, subscription), address))

    def saw(self, subscription: Subscription, agent: str) -> None:
        """Note who fetched, as often as is noted at all; what cannot be noted now is noted the time after.

        At a seat of its own, that is left at once: a connection that has written keeps a large cache of pages.
        """
        now, before = assemble.now(), self._noted.get(subscription.hash)
        if before is None or now - before >= subscriptions.PAUSE:
            self._noted[subscription.hash] = now
            with suppress(StoreFault, Stale):
                seat = _Seat(self._settings, self._path)
                subscriptions.saw(seat.desk, subscription, agent)

    def _asked(self, ask: Callable[[Office], Answer]) -> Answer:
        """An answer at this thread's office. Where that has lost its ledger a new one is asked, once."""
        seat = self._held()
        if seat is not None:
            try:
                return ask(self._today(seat))
            except StoreFault:
                self._local.seat = None
        return ask(self._today(self._opened()))

    def _held(self) -> _Seat | None:
        """This thread's seat, while the ledger's file is the one it opened."""
        seat: _Seat | None = getattr(self._local, "seat", None)
        if seat is not None and self._path is not None and _number(self._path) != seat.file:
            seat = self._local.seat = None
        return seat

    def _opened(self) -> _Seat:
        seat = self._local.seat = _Seat(self._settings, self._path)
        self._shelf.moved()  # nobody knows what happened while this thread did not look
        return seat

    def _today(self, seat: _Seat) -> Office:
        """An office of this moment: working days, for one, are read anew."""
        mark = seat.desk.store.change_mark()
        if mark != seat.mark:
            seat.mark = mark
            self._shelf.moved()
        demo, true_day = seat.desk.demo, self._day()
        on = self._settings.on or (demo.on if demo else true_day)
        return Office(seat.desk.store, on=on, today=true_day, by=seat.desk.by, now=assemble.now, demo=demo)


def _opened(known: Subscription | None, on: date) -> Subscription | None:
    return known if known is not None and (is_open(known, on) or is_recalling(known, on)) else None


def _number(path: Path | None) -> tuple[int, int] | None:
    """What tells a file from any other that takes its name; None where there is none, or on a server."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
