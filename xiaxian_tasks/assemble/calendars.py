"""Calendars put together: what the office tells, written by its document, at the places a user names.

What was written is kept, task by task, and joined again while nothing it rests on has changed (store/kept.py).
"""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office.desk import Office

if TYPE_CHECKING:
    from xiaxian_tasks.domain.feed import Shape
    from xiaxian_tasks.domain.subscriptions import Subscription
    from xiaxian_tasks.office.feeds import Scope


class Served(NamedTuple):
    """A calendar as it is given out: `etag` is a strong hash of its bytes, `modified` the moment an event of it last
    changed, not before the month's first began in the county."""

    content: bytes
    etag: str
    modified: datetime


def written(desk: Office, scope: "Scope", shape: "Shape | None" = None) -> bytes:
    """The calendar of a scope as iCalendar bytes. NotFound (5)."""
    from xiaxian_tasks.assemble import keeping
    from xiaxian_tasks.domain.feed import Shape

    return keeping.calendar_of(desk, scope, shape or Shape()).content


def exported(desk: Office, scope: "Scope", shape: "Shape | None" = None) -> bytes:
    """The same as the file a person takes into a calendar by hand, which says that it is published (RFC 5546, 3.2.1).

    NotFound (5).
    """
    from xiaxian_tasks.domain.feed import Shape

    return written(desk, scope, (shape or Shape())._replace(method="PUBLISH"))


def served(desk: Office, subscription: "Subscription") -> Served:
    """The calendar of a subscription; of one that was called back with every event cancelled."""
    from xiaxian_tasks.assemble import keeping
    from xiaxian_tasks.documents import calendar
    from xiaxian_tasks.office import feeds

    if subscription.recalled:
        feed = feeds.subscribed(desk, subscription)
        pieces = calendar.pieces(feed, feed.dates)
        found = keeping.Calendar(calendar.joined(feed, pieces), calendar.modified(feed, pieces))
    else:
        found = keeping.calendar_of(desk, *feeds.of_subscription(subscription))
    return Served(found.content, sha256(found.content).hexdigest(), found.modified)


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
