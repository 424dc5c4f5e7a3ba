"""A calendar (日历) as iCalendar bytes: RFC 5545, with the names and refresh times of RFC 7986.

Made for what real programs keep of a feed: each due day is an all-day event of its own, never a recurring one; urgency
stands in the title because many drop alarms; nothing of the present moment goes in, so equal feeds give equal bytes.
Always Chinese, whatever the screen speaks.

An event is written by itself, as a piece; a calendar is its head and the pieces that fit. So what has not changed can
be kept (`packed`) and joined again.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.documents import _outward, _titles
from xiaxian_tasks.documents._names import distinct_names
from xiaxian_tasks.documents._titles import clean, cut
from xiaxian_tasks.domain.agenda import DOMAIN
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.domain.feed import Dated, Feed, Shape
from xiaxian_tasks.domain.terms import DONE

if TYPE_CHECKING:
    from xiaxian_tasks.documents._components import Dating, Done

__all__ = ["clean", "cut", "file_names", "joined", "modified", "packed", "pieces", "unpacked", "write"]

COMPONENTS_AT_MOST, BYTES_AT_MOST, REMARK_AT_MOST = 900, 900_000, 1_000
"""Google takes 1 MB and about 1,100 events of a feed; calendar profile, decision 13. A twin counts as one more."""

ALARM, MORNING = timedelta(days=-3, hours=9), time(9)
"""Nine in the morning of the third day before: negative, because Outlook drops the sign, and not at midnight."""

TWIN_DOMAIN = f"twin.{DOMAIN}"
"""The right half of a twin's UID, so that it can be no event's."""

PRODID = "-//Xia County//xiaxian-tasks//ZH-CN"
"""Without a version: a changed header makes vdirsyncer delete and create every event again."""

_END = b"END:VCALENDAR\r\n"


class Piece(NamedTuple):
    """One event's bytes with its twin's, and its place in the feed: `components` is how many they are."""

    on: date
    uid: str
    is_late: bool
    changed: datetime
    components: int
    text: bytes


def write(feed: Feed) -> bytes:
    """The feed as UTF-8 with CRLF, events in order of day then UID, never empty.

    Over 900 components or 900,000 bytes the open overdue stay first, then the days nearest the month's first; one more
    event says that the calendar is not complete.
    """
    return joined(feed, pieces(feed, feed.dates))


def pieces(feed: Feed, dates: Iterable[Dated]) -> list[Piece]:
    """Some events written as a feed writes them; of the feed only its body, shape and names that may not go count."""
    from xiaxian_tasks.documents import _components

    found = []
    for dated in dates:
        said = dating(feed, dated)
        text, components = _components.event(said), 1
        if feed.shape.twins:
            text, components = text + _components.twin(_as_twin(said), _done(dated, feed.shape)), 2
        event = dated.event
        found.append(Piece(event.on, event.uid, _titles.is_late(dated), dated.changed, components, text))
    return found


def joined(feed: Feed, written: list[Piece]) -> bytes:
    """A calendar of its pieces, given in any order; of the feed everything but its dates counts."""
    from xiaxian_tasks.documents import _components

    head = _components.head(_outward.name_of(feed), PRODID, feed.shape.method)
    kept = _within(written, feed.month, BYTES_AT_MOST - len(head) - len(_END))
    if len(kept) < len(written):
        kept.append(_remark(feed, "incomplete", "【未列全】督办事项过多，余下的请查台账"))
    if not kept:
        kept.append(_remark(feed, "empty", "暂无在办督办事项" if feed.shape.redacted else "本单位暂无在办督办事项"))
    kept.sort(key=lambda piece: (piece.on, piece.uid))
    return b"".join((head, *[piece.text for piece in kept], _END))


def modified(feed: Feed, written: Iterable[Piece]) -> datetime:
    """The moment an event last changed, not before the month's first began in the county."""
    return max([datetime.combine(feed.month, time(), COUNTY_TIME), *(each.changed for each in written)])


def packed(written: Iterable[Piece]) -> bytes:
    """Pieces as bytes that `unpacked` gives back: what stands beside each, and then all their texts."""
    written = list(written)
    beside = [
        (each.on.isoformat(), each.uid, int(each.is_late), each.changed.isoformat(), each.components, len(each.text))
        for each in written
    ]
    return b"\n".join((json.dumps(beside).encode(), b"".join(each.text for each in written)))


def unpacked(kept: bytes) -> list[Piece]:
    """Pieces that were packed."""
    beside, _, texts = kept.partition(b"\n")
    found, at = [], 0
    for on, uid, is_late, changed, components, length in json.loads(beside):
        text = texts[at:at + length]
        moment = datetime.fromisoformat(changed)
        found.append(Piece(date.fromisoformat(on), uid, bool(is_late), moment, components, text))
        at += length
    return found


def file_names(bodies: Iterable[str]) -> dict[str, str]:
    """A file name for each body's calendar, safe and different on Windows, macOS and Linux."""
    return distinct_names(bodies, ".ics")


def _within(written: list[Piece], month: date, room: int) -> list[Piece]:
    """What fits, the open overdue first, then the days nearest the month's first; where not all does, room is left for
    the event that says so."""
    if sum(each.components for each in written) <= COMPONENTS_AT_MOST and sum(len(e.text) for e in written) <= room:
        return list(written)
    pressing = sorted(written, key=lambda each: (not each.is_late, abs((each.on - month).days), each.on, each.uid))
    kept: list[Piece] = []
    room, components = room - REMARK_AT_MOST, COMPONENTS_AT_MOST - 1
    for each in pressing:
        room, components = room - len(each.text), components - each.components
        if room < 0 or components < 0:
            break
        kept.append(each)
    return kept


def dating(feed: Feed, dated: Dated) -> "Dating":
    """What an event and its twin say; one that is open and not late yet has one alarm."""
    from xiaxian_tasks.documents._components import Dating

    event, shape = dated.event, feed.shape
    said = Dating(
        clean(event.uid), _outward.title_in(feed, dated), event.on, dated.sequence, dated.changed,
        cancelled=dated.withdrawn, alarm=_alarm(dated, shape),
    )
    if shape.redacted:
        return said._replace(private=True)
    return said._replace(description=_titles.description(dated), category=_titles.category(dated))


def _alarm(dated: Dated, shape: Shape) -> timedelta | None:
    """How long before its day an open event rings: the third morning before, or in working time on the day told."""
    if not _titles.rings(dated):
        return None
    if not shape.working or dated.alarm_on is None:
        return ALARM
    before = datetime.combine(dated.alarm_on, MORNING, UTC) - datetime.combine(dated.event.on, time(), UTC)
    return before if before < timedelta() else None


def _as_twin(said: "Dating") -> "Dating":
    return said._replace(uid=f"{said.uid.removesuffix(f'@{DOMAIN}')}@{TWIN_DOMAIN}")


def _done(dated: Dated, shape: Shape) -> "Done":
    """How far a twin is; shares are figures, which a redacted one does not tell."""
    from xiaxian_tasks.documents._components import Done

    event = dated.event
    if event.light != DONE:
        return Done(None if shape.redacted else _titles.hundredths(dated))
    moment = datetime.combine(event.done_on, time(), COUNTY_TIME) if event.done_on else dated.changed
    return Done(completed=moment, ended=True)


def _remark(feed: Feed, key: str, title: str) -> Piece:
    """An event of the calendar itself, on the month's first; its sequence counts months, so that it may move on.

    Where nothing else stands it has a twin, done already: Evolution would keep a list of tasks that runs empty.
    """
    from xiaxian_tasks.documents import _components

    month, uid = feed.month, f"{key}@{DOMAIN}"
    moment = datetime(month.year, month.month, 1, tzinfo=UTC)
    said = _components.Dating(uid, title, month, month.year * 12 + month.month, moment, private=feed.shape.redacted)
    text = _components.event(said)
    if key == "empty" and feed.shape.twins:
        text += _components.twin(_as_twin(said), _components.Done(completed=moment, ended=True))
    return Piece(month, uid, is_late=False, changed=moment, components=1, text=text)
