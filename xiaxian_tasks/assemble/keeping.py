"""Calendars joined from kept bytes: what has not changed is not made again (store/kept.py keeps it).

Kept are the dates of each task, and the calendar whole. What either rests on is told by rows alone (feeds.keys).
"""

import os
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks import __version__
from xiaxian_tasks.documents import calendar
from xiaxian_tasks.domain.days import ONE, month_end
from xiaxian_tasks.domain.feed import Feed, Shape
from xiaxian_tasks.office import feeds
from xiaxian_tasks.ports.kept import Kept
from xiaxian_tasks.store.kept import KeptBytes

if TYPE_CHECKING:
    from xiaxian_tasks.office.desk import Office
    from xiaxian_tasks.office.feeds import Key, Scope

FOLDER, FILE = "XIAXIAN_CACHE", "calendars.sqlite3"
"""The folder to keep bytes in, instead of the user's cache folder; and the file in it."""

WHOLE = ""
"""Stands for a task where a calendar is kept whole: no task is called so."""


class Calendar(NamedTuple):
    """A calendar's bytes, and the moment an event of it last changed."""

    content: bytes
    modified: datetime


def calendar_of(desk: "Office", scope: "Scope", shape: Shape) -> Calendar:
    """The calendar of a scope as it stands, the same bytes as if all of it were made anew. NotFound (5)."""
    with desk.store.still():  # what is written meanwhile must not be kept for what was there before
        frame, keys = feeds.opened(desk, scope, shape)
        store = _kept(desk, "calendar", repr(scope), frame.name, *_rests_on(frame), shape.method)
        text = sha256(repr((frame.month, keys)).encode(errors="surrogatepass")).hexdigest()
        kept = store.found([WHOLE]).get(WHOLE)
        if kept and kept.holds(text, desk.on):
            modified, _, content = kept.content.partition(b"\n")
            return Calendar(content, datetime.fromisoformat(modified.decode()))
        rows = list(_of_tasks(desk, scope, frame, keys))
    pieces = [piece for row in rows for piece in calendar.unpacked(row.content)]
    found = Calendar(calendar.joined(frame, pieces), calendar.modified(frame, pieces))
    until = min([month_end(desk.on) + ONE, *(row.until for row in rows)])
    content = b"\n".join((found.modified.isoformat().encode(), found.content))
    store.keep([Kept(WHOLE, text, desk.on, until, content)])
    return found


def _of_tasks(desk: "Office", scope: "Scope", frame: Feed, keys: "list[Key]") -> "Iterator[Kept]":
    """The dates of each task written: those kept, and what changed made anew and kept."""
    store = _kept(desk, "dates", *_rests_on(frame))
    kept, texts = store.found([key.task for key in keys]), dict(keys)
    good = {key.task: kept[key.task] for key in keys if key.task in kept and kept[key.task].holds(key.text, desk.on)}
    yield from good.values()
    changed = [key.task for key in keys if key.task not in good]
    fresh = [
        Kept(each.task, texts[each.task], desk.on, each.until, calendar.packed(calendar.pieces(frame, each.dates)))
        for each in (feeds.dates_of(desk, scope, changed, frame.shape) if changed else ())
    ]
    store.keep(fresh)
    yield from fresh


def _rests_on(frame: Feed) -> tuple[str, ...]:
    """What the bytes of dates rest on beside the dates themselves: METHOD stands in the head of a calendar alone."""
    return frame.body, repr(frame.shape._replace(method="")), repr(sorted(frame.unnamed))


def _kept(desk: "Office", *variant: str) -> KeptBytes:
    told = sha256(repr(variant).encode(errors="surrogatepass")).hexdigest()
    return KeptBytes(kept_file(), edition(), desk.store.place, told)


def kept_file() -> Path:
    """Where bytes are kept."""
    from xiaxian_tasks.settings import cache_folder

    return Path(os.environ.get(FOLDER) or cache_folder()) / FILE


@cache
def edition() -> str:
    """What tells this program from another that writes other bytes: its files, and the library's it writes with."""
    from importlib.util import find_spec

    library = find_spec("icalendar")
    found = sorted(_files(Path(__file__).parents[1]))
    if library and library.origin:
        found += sorted(_files(Path(library.origin).parent))
    return sha256(repr((__version__, found)).encode(errors="surrogatepass")).hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for each in os.scandir(folder):
        if each.is_dir():
            yield from _files(Path(each.path)) if each.name != "__pycache__" else ()
        elif each.name.endswith(".py"):
            found = each.stat()
            yield each.path, found.st_size, found.st_mtime_ns
