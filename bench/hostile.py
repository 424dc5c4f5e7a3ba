"""Hostile titles in calendars: what tests/documents/test_calendar_hostile.py samples, at length.

    python bench/hostile.py [STRINGS] [SEED]      default 10,000 strings, seed 2023

Each string is a title, a task's name, a body's, a calendar's: written, proved by our own lint, and read back by
icalendar, recurring-ical-events, and by Home Assistant's ical, ical.js and node-ical where they are found.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.documents import hostile
from tests.documents.lint import faults


def campaign(strings: int, seed: int) -> int:
    """Write and read back so many strings; how many titles or calendars were not as they should be."""
    start, wrong, shown = time.perf_counter(), 0, Counter[str]()
    readers = {"icalendar": hostile.by_icalendar, "recurring-ical-events": hostile.by_recurring}
    for name, read in hostile.foreign().items():
        if read is None:
            print(f"{name} is not on this machine")
        else:
            readers[name] = read
    with TemporaryDirectory() as folder:
        file = Path(folder) / "feed.ics"
        for feed in hostile.feeds_of(list(hostile.strings(strings, random.Random(seed)))):
            found = faults(hostile.write(feed, file))
            wrong += len(found)
            wanted = hostile.expected(feed)
            for name, read in readers.items():
                titles = read(file)
                is_all = name != "recurring-ical-events"  # which takes no twins
                events = {uid: title for uid, title in wanted.items() if is_all or "@twin." not in uid}
                bad = [uid for uid in titles.keys() | events.keys() if titles.get(uid) != events.get(uid)]
                wrong += len(bad)
                shown[name] += len(events) - len(bad)
                found += [f"{name} {uid}: {titles.get(uid)!r} for {events.get(uid)!r}" for uid in bad[:3]]
            for text in found:
                print(text)
    for name, count in shown.items():
        print(f"{name:<24} {count} titles shown exactly")
    print(f"{strings} hostile strings, {wrong} wrong, {time.perf_counter() - start:.0f} s")
    return wrong


def main() -> None:
    """As the command line says."""
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    strings, seed = (given + [10_000, 2023][len(given):])[:2]
    if campaign(strings, seed):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
