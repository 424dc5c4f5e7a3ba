"""Calendars kept ready (现成日历): the bytes made last for each subscription, while nothing in the ledger moves."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from gzip import compress
from threading import Lock
from typing import NamedTuple, Protocol

from xiaxian_tasks.domain.subscriptions import Subscription

ROOM = 64 * 1024 * 1024
"""Bytes kept at most: 500 calendars of 60 events take half of it."""


class Content(NamedTuple):
    """A calendar as it is handed out, plain and packed: `etag` is a strong hash of the plain bytes, without quotes."""

    plain: bytes
    packed: bytes
    etag: str
    modified: datetime


class Made(Protocol):
    """A calendar as it is made."""

    @property
    def content(self) -> bytes:
        """Its bytes."""

    @property
    def etag(self) -> str:
        """A strong hash of them."""

    @property
    def modified(self) -> datetime:
        """When an event of it last changed."""


class _Kept(NamedTuple):
    subscription: Subscription
    on: date
    epoch: int
    content: Content


class Shelf:
    """What was made last, for all threads. An `epoch` counts how often the ledger was seen to have moved."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._lock = Lock()
        self._epoch = 0
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    @property
    def epoch(self) -> int:
        """What is made from here on is as new as this."""
        return self._epoch

    def moved(self) -> None:
        """The ledger has moved: whatever was made before is to be made anew."""
        with self._lock:
            self._epoch += 1

    def content(
        self, subscription: Subscription, on: date, *, made: Callable[[], Made], now: Callable[[], datetime]
    ) -> Content:
        """The calendar of a subscription on a day: that which is kept, or the one that is made."""
        epoch = self._epoch  # before it is made: what is written meanwhile makes it old
        with self._lock:
            kept = self._kept.get(subscription.hash)
            if kept and (kept.subscription, kept.on, kept.epoch) == (subscription, on, epoch):
                self._kept.move_to_end(subscription.hash)
                return kept.content
        content = _after(kept.content if kept else None, made(), now)
        self._keep(_Kept(subscription, on, epoch, content))
        return content

    def _keep(self, new: _Kept) -> None:
        key = new.subscription.hash
        with self._lock:
            if old := self._kept.pop(key, None):
                self._taken -= _size(old)
            self._kept[key] = new
            self._taken += _size(new)
            while self._taken > self._room and len(self._kept) > 1:
                self._taken -= _size(self._kept.popitem(last=False)[1])


def _after(before: Content | None, made: Made, now: Callable[[], datetime]) -> Content:
    """What is made, after what was handed out before.

    An event changes with the day, so that two changes of one day bear the same moment: who asks by moments alone would
    miss the second. Then the moment it was found stands for it.
    """
    if before is not None and before.etag == made.etag:
        return before
    modified = made.modified
    if before is not None and modified <= before.modified:
        modified = max(now(), before.modified + timedelta(seconds=1))
    return Content(made.content, packed(made.content), made.etag, modified)


def packed(content: bytes) -> bytes:
    """The same content always in the same bytes: no moment stands in them."""
    return compress(content, compresslevel=6, mtime=0)


def _size(kept: _Kept) -> int:
    return len(kept.content.plain) + len(kept.content.packed)
