"""Calendars beside icalendar alone, the same events to the same bytes in the same run: read the ratios.

    python bench/calendars.py [EVENTS] [LEDGER]      default 100,000 events of a county made for it (bench/county.py)

Each calendar of a body and a plan is made three times in turn: from the ledger with nothing kept, from kept bytes, and
by icalendar's own components from the finished values; all three have to be equal.
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

import county
from lives import BODIES, LAST, office

from tests.documents import plain
from xiaxian_tasks.assemble import calendars, keeping
from xiaxian_tasks.documents import calendar
from xiaxian_tasks.domain.feed import Dated, Feed, Shape
from xiaxian_tasks.office import feeds
from xiaxian_tasks.office.desk import Office

Made = TypeVar("Made")

AHEAD = 220
"""Events of one plan that a body leads or supports in the county made for this."""


class Turn(NamedTuple):
    """Seconds that one calendar took in each way, and its events; `joined` without asking the ledger."""

    events: int
    alone: float
    changed: float
    values: float
    kept: float
    joined: float


def timed(make: Callable[[], Made]) -> tuple[float, Made]:
    """Seconds, and what was made; what others left behind is cleared away before."""
    gc.collect()
    start = time.perf_counter()
    made = make()
    return time.perf_counter() - start, made


def alone(feed: Feed) -> tuple[float, bytes]:
    """Seconds icalendar takes to write a feed, and its bytes; what stands in it is found before."""
    datings = sorted((calendar.dating(feed, dated) for dated in feed.dates), key=lambda each: (each.on, each.uid))

    def write() -> bytes:
        head = plain.head(calendar.clean(feed.name), calendar.PRODID, feed.shape.method)
        return b"".join((head, *map(plain.event, datings), b"END:VCALENDAR\r\n"))

    return timed(write)


def turns(desk: Office, most: int) -> Iterator[Turn]:
    """One calendar after another, up to so many events."""
    told = 0
    for plan in desk.store.plans(counted=False):
        for body in BODIES:
            scope = feeds.Scope(body=body, plan=plan.id)
            turn = _turn(desk, scope)
            told += turn.events
            yield turn
            if told >= most:
                return


def _turn(desk: Office, scope: feeds.Scope) -> Turn:
    dates: list[Dated] = []
    pieces = calendar.pieces

    def kept(feed: Feed, some: tuple[Dated, ...]) -> list[calendar.Piece]:
        dates.extend(some)
        return pieces(feed, some)

    calendar.pieces = kept  # type: ignore[assignment]
    try:
        changed, first = timed(lambda: calendars.written(desk, scope))
    finally:
        calendar.pieces = pieces
    feed = feeds.frame(desk, scope, Shape())._replace(dates=tuple(dates))
    again, second = timed(lambda: calendars.written(desk, scope))
    values, third = timed(lambda: calendar.write(feed))
    spent, wanted = alone(feed)
    packed = [calendar.packed(pieces(feed, [dated])) for dated in feed.dates]
    joined, fourth = timed(lambda: calendar.joined(feed, [p for one in packed for p in calendar.unpacked(one)]))
    if not first == second == third == fourth == wanted:
        raise SystemExit(f"{scope}: not the same bytes")
    return Turn(len(dates), spent, changed, values, again, joined)


def told(turns: list[Turn]) -> str:
    """The ratios, over all and as the median of the single calendars."""
    ways = {
        "ours, all changed, from the finished values": "values", "ours, all changed, from the histories": "changed",
        "ours, from kept bytes, the ledger asked": "kept", "kept bytes of each date joined alone": "joined",
    }
    events, spent = sum(turn.events for turn in turns), sum(turn.alone for turn in turns)
    each = f"icalendar alone {spent:.1f} s, {spent / events * 1e6:.0f} µs each"
    lines = [f"{events} events in {len(turns)} calendars: {each}"]
    for name, way in ways.items():
        own = sum(getattr(turn, way) for turn in turns)
        ratio = median(turn.alone / getattr(turn, way) for turn in turns)
        lines.append(f"{name:<48} {own:7.1f} s   {spent / own:6.2f} x as fast (median {ratio:.2f})")
    return "\n".join(lines)


def campaign(most: int = 100_000, ledger: Path | None = None) -> None:
    """Measure and print."""
    with TemporaryDirectory() as name:
        os.environ[keeping.FOLDER] = name
        if ledger is None:
            ledger = Path(name) / "county.sqlite3"
            print(county.made(ledger, max(2, -(-most // (AHEAD * len(BODIES))))), flush=True)
        print(told(list(turns(office(ledger, LAST), most))), flush=True)


def main() -> None:
    """As the command line says."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    places = [Path(word) for word in sys.argv[1:] if word.endswith(".sqlite3")]
    campaign((numbers or [100_000])[0], (places or [None])[0])


if __name__ == "__main__":
    main()
