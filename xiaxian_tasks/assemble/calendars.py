"""Calendars put together: what the office tells, written by its document, at the places a user names.

What was written is kept, task by task, and joined again while nothing it rests on has changed (store/kept.py).
"""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks import __version__
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office.desk import Office

if TYPE_CHECKING:
    from xiaxian_tasks.documents.calendar import Piece
    from xiaxian_tasks.domain.feed import Feed, Shape
    from xiaxian_tasks.domain.subscriptions import Subscription
    from xiaxian_tasks.office.feeds import Key, Scope
    from xiaxian_tasks.ports.kept import Kept

FOLDER, FILE = "XIAXIAN_CACHE", "calendars.sqlite3"
"""The folder to keep bytes in, instead of the user's cache folder; and the file in it."""


class Served(NamedTuple):
    """A calendar as it is given out: `etag` is a strong hash of its bytes, `modified` the moment an event of it last
    changed, not before the month's first began in the county."""

    content: bytes
    etag: str
    modified: datetime


def written(desk: Office, scope: "Scope", shape: "Shape | None" = None) -> bytes:
    """The calendar of a scope as iCalendar bytes. NotFound (5)."""
    from xiaxian_tasks.documents import calendar
    from xiaxian_tasks.domain.feed import Shape

    frame, found = _pieces(desk, scope, shape or Shape())
    return calendar.joined(frame, found)


def exported(desk: Office, scope: "Scope", shape: "Shape | None" = None) -> bytes:
    """The same as the file a person takes into a calendar by hand, which says that it is published (RFC 5546, 3.2.1).

    NotFound (5).
    """
    from xiaxian_tasks.domain.feed import Shape

    return written(desk, scope, (shape or Shape())._replace(method="PUBLISH"))


def served(desk: Office, subscription: "Subscription") -> Served:
    """The calendar of a subscription; of one that was called back with every event cancelled."""
    from xiaxian_tasks.documents import calendar
    from xiaxian_tasks.domain.feed import Shape
    from xiaxian_tasks.office import feeds

    scope = feeds.Scope(body=subscription.body)
    shape = Shape(redacted=subscription.redacted, twins=subscription.twins, working=subscription.working)
    if subscription.recalled:
        frame = feeds.recalled(feeds.feed(desk, scope, shape), subscription.recalled)
        found = calendar.pieces(frame, frame.dates)
    else:
        frame, found = _pieces(desk, scope, shape)
    content = calendar.joined(frame, found)
    return Served(content, sha256(content).hexdigest(), calendar.modified(frame, found))


def _pieces(desk: Office, scope: "Scope", shape: "Shape") -> "tuple[Feed, list[Piece]]":
    """A calendar without its dates, and its dates written: those kept, and what changed made anew and kept."""
    from xiaxian_tasks.documents import calendar
    from xiaxian_tasks.office import feeds
    from xiaxian_tasks.store.kept import KeptBytes

    frame, keys = feeds.frame(desk, scope, shape), list(feeds.keys(desk, scope, shape))
    store = KeptBytes(kept_file(), edition(), desk.store.place, _variant(frame))
    kept = store.found([key.task for key in keys])
    good = [kept[key.task] for key in keys if key.task in kept and kept[key.task].holds(key.text, desk.on)]
    found = [piece for each in good for piece in calendar.unpacked(each.content)]
    there = {each.task for each in good}
    fresh = list(_made(desk, scope, frame, [key for key in keys if key.task not in there]))
    store.keep(each for each, _ in fresh)
    return frame, [*found, *(piece for _, pieces in fresh for piece in pieces)]


def _made(desk: Office, scope: "Scope", frame: "Feed", keys: "Sequence[Key]") -> "Iterator[tuple[Kept, list[Piece]]]":
    """What changed, made anew."""
    from xiaxian_tasks.documents import calendar
    from xiaxian_tasks.office import feeds
    from xiaxian_tasks.ports.kept import Kept

    texts = {key.task: key.text for key in keys}
    for each in feeds.dates_of(desk, scope, list(texts), frame.shape) if texts else ():
        pieces = calendar.pieces(frame, each.dates)
        yield Kept(each.task, texts[each.task], desk.on, each.until, calendar.packed(pieces)), pieces


def _variant(frame: "Feed") -> str:
    """What the bytes of a date rest on beside the date itself: METHOD stands in the head alone."""
    said = (frame.body, frame.shape._replace(method=""), sorted(frame.unnamed))
    return sha256(repr(said).encode(errors="surrogatepass")).hexdigest()


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
        found += _files(Path(library.origin).parent)
    return sha256(repr((__version__, found)).encode(errors="surrogatepass")).hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for each in os.scandir(folder):
        if each.is_dir():
            yield from _files(Path(each.path)) if each.name != "__pycache__" else ()
        elif each.name.endswith(".py"):
            found = each.stat()
            yield each.path, found.st_size, found.st_mtime_ns


def places(desk: Office, scope: "Scope", out: str) -> "dict[Scope, Path]":
    """Where calendars are written, by what they are of: a name ending in .ics is one file, a folder that exists takes
    one of each body that owes something, or of what is asked for; names do not depend on who else owes.

    Raises Misused `no-such-place` (2), NotFound (5).
    """
    from xiaxian_tasks.office import feeds

    place = Path(out)
    if not _is_folder(place):
        if place.suffix.lower() != ".ics":
            raise Misused("no-such-place", place=out)
        return {scope: place}
    from xiaxian_tasks.documents import calendar

    own = feeds.found(desk, scope)
    file_names = calendar.file_names(feeds.owing(desk))
    if scope == feeds.EVERYTHING:
        return {feeds.Scope(body=name): place / file for name, file in file_names.items()}
    named = "-".join(filter(None, (own.body, own.task or own.plan))) or feeds.TITLE
    return {scope: place / (file_names.get(named) or calendar.file_names([named])[named])}


def _is_folder(place: Path) -> bool:
    try:
        return place.is_dir()
    except (OSError, ValueError):
        return False
