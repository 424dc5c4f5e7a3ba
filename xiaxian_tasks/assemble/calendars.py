"""Calendars put together: what the office tells, written by its document, at the places a user names."""

from pathlib import Path
from typing import TYPE_CHECKING

from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office.desk import Office

if TYPE_CHECKING:
    from xiaxian_tasks.domain.feed import Feed


def written(feed: "Feed") -> bytes:
    """A feed as iCalendar bytes."""
    from xiaxian_tasks.documents import calendar

    return calendar.write(feed)


def places(desk: Office, body: str, out: str) -> dict[str, Path]:
    """Where calendars are written, by whose they are ("": of all): a name ending in .ics is one file, a folder that
    exists takes one of each body that owes something, or of this body; names do not depend on who else owes.

    Raises Misused `no-such-place` (2), NotFound `body` (5).
    """
    from xiaxian_tasks.office import feeds, names

    place = Path(out)
    if not _is_folder(place):
        if place.suffix.lower() != ".ics":
            raise Misused("no-such-place", place=out)
        return {body: place}
    from xiaxian_tasks.documents import calendar

    file_names = calendar.file_names(feeds.owing(desk))
    if body:
        known = names.body(desk, body).name
        file_names = {known: file_names.get(known) or calendar.file_names([known])[known]}
    return {name: place / file for name, file in file_names.items()}


def _is_folder(place: Path) -> bool:
    try:
        return place.is_dir()
    except (OSError, ValueError):
        return False
