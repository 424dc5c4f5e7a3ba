"""Strings that break calendars, at random, and foreign readers to show the titles made of them to."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tests.documents.feeds import MONTH
from xiaxian_tasks.documents import _titles, calendar
from xiaxian_tasks.domain.agenda import Event
from xiaxian_tasks.domain.feed import Dated, Feed, Shape

CLIENTS = Path(os.environ.get("ICAL_CLIENTS_HOME") or Path.home() / ".cache" / "ical-clients")
"""Where foreign readers are looked for: a Python in venv, and node_modules."""

AT_ONCE = 220
"""Events of one calendar, each with its twin."""

T = TypeVar("T")


class Dice(Protocol):
    """Whoever decides: a random.Random."""

    def choice(self, seq: Sequence[T], /) -> T:
        """One of several."""

    def randrange(self, start: int, stop: int = ..., /) -> int:
        """A number from start, or 0, to before the end."""


_PARTS: tuple[Callable[[Dice], str], ...] = (
    lambda dice: chr(dice.randrange(0x20)),
    lambda dice: chr(dice.randrange(0x7F, 0xA0)),
    lambda dice: "\\" * dice.randrange(1, 4) + dice.choice("nN;,:\"trb\\"),
    lambda dice: dice.choice(("\r\n", "\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\t", "\x00", "\x07")),
    lambda dice: dice.choice(("👨\u200d👩\u200d👧\u200d👦", "🏳️\u200d🌈", "👍🏽", "🇨🇳", "e\u0301", "ﷺ", "Z̶̢̛̦")),
    lambda dice: chr(dice.randrange(0x20000, 0x2A6DF)),
    lambda dice: chr(dice.randrange(0x30000, 0x3134A)),
    lambda dice: dice.choice(("\u202e", "\u200f", "\u2066", "\u2069", "عربي", "עברית", "\u200b", "\ufeff", "\u00ad")),
    lambda dice: chr(dice.randrange(0xD800, 0xE000)),
    lambda dice: dice.choice(("\ufffe", "\uffff", "\ufffd", "\ufdd0", "\U0010ffff", "\ue000")),
    lambda dice: dice.choice((";", ",", ":", '"', "'", "^n", "^'", "=", "&amp;", "<b>", "%0A", "\u3000", "  ", "\xa0")),
    lambda dice: dice.choice(("BEGIN:VEVENT", "END:VCALENDAR", "\r\nSUMMARY:x", "\r\n BEGIN:VALARM", "UID:", "RRULE:")),
    lambda dice: "".join(chr(dice.randrange(0x4E00, 0x9FFF)) for _ in range(dice.randrange(1, 40))),
    lambda dice: "".join(chr(dice.randrange(0x21, 0x7E)) for _ in range(dice.randrange(1, 90))),
    lambda dice: chr(dice.randrange(0x110000)),
)


def strings(number: int, dice: Dice) -> Iterator[str]:
    """So many strings; one of fifty has 5,000 characters."""
    for turn in range(number):
        most = 5_000 if turn % 50 == 49 else dice.randrange(1, 80)
        text = ""
        while len(text) < most:
            text += dice.choice(_PARTS)(dice)
        yield text[:most]


def feeds_of(texts: list[str]) -> Iterator[Feed]:
    """Calendars in which every string is somewhere: what is due, the task's title, its bodies, the calendar's name."""
    for start in range(0, len(texts), AT_ONCE):
        some = texts[start:start + AT_ONCE]
        yield Feed(some[0], MONTH, tuple(_dated(text, some[-1 - n], n) for n, text in enumerate(some)),
                   shape=Shape(twins=True))


def _dated(text: str, other: str, number: int) -> Dated:
    on = MONTH + timedelta(days=number % 300)
    event = Event(on, text, "target", "a/1", other, other, "green", "on-pace", None, f"h.{number}@xiaxian-tasks")
    return Dated(event, number, datetime(2023, 10, 31, tzinfo=UTC), other, text, (text, other), support=(other,))


Titles = dict[str, str]
"""By UID."""


def expected(feed: Feed) -> Titles:
    """The titles of a calendar, as they were made harmless."""
    titles = {dated.event.uid: _titles.title(dated, feed.body) for dated in feed.dates}
    return titles | {uid.replace("@", "@twin."): title for uid, title in titles.items()}


def by_icalendar(file: Path) -> Titles:
    """As icalendar reads it."""
    import icalendar

    read: Any = icalendar.Calendar.from_ical(file.read_bytes())
    assert not any(component.errors for component in read.walk())
    return {str(each["UID"]): str(each["SUMMARY"]) for kind in ("VEVENT", "VTODO") for each in read.walk(kind)}


def by_recurring(file: Path) -> Titles:
    """As recurring-ical-events lays it out; twins it does not take."""
    import icalendar
    import recurring_ical_events

    read: Any = icalendar.Calendar.from_ical(file.read_bytes())
    shown = recurring_ical_events.of(read).between(MONTH, MONTH + timedelta(days=400))
    return {str(each["UID"]): str(each["SUMMARY"]) for each in shown}


_HOME_ASSISTANT = """
import json, pathlib, sys
from ical.calendar_stream import IcsCalendarStream
read = IcsCalendarStream.calendar_from_ics(pathlib.Path(sys.argv[1]).read_bytes().decode())
print(json.dumps({each.uid: each.summary for each in (*read.events, *read.todos)}))
"""
_ICAL_JS = """
const fs = require("fs");
import(process.argv[1] + "/ical.js/dist/ical.js").then(({default: ICAL}) => {
  const root = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], "utf8"))), found = {};
  for (const kind of ["vevent", "vtodo"]) for (const each of root.getAllSubcomponents(kind))
    found[each.getFirstPropertyValue("uid")] = each.getFirstPropertyValue("summary");
  console.log(JSON.stringify(found));
});
"""
_NODE_ICAL = """
const found = {};
for (const each of Object.values(require(process.argv[1] + "/node-ical").sync.parseFile(process.argv[2])))
  if (each.type === "VEVENT" || each.type === "VTODO") found[each.uid] = each.summary.val || each.summary;
console.log(JSON.stringify(found));
"""


def foreign() -> dict[str, Callable[[Path], Titles] | None]:
    """Readers outside this environment by name; None for those that are not here."""
    python, modules, node = CLIENTS / "venv" / "bin" / "python", CLIENTS / "node_modules", shutil.which("node")

    def asked(*command: str | Path) -> Callable[[Path], Titles]:
        def ask(file: Path) -> Titles:
            run = subprocess.run([*command, file], check=True, capture_output=True, timeout=120)
            return dict(json.loads(run.stdout))

        return ask

    return {
        "ical (Home Assistant)": asked(python, "-c", _HOME_ASSISTANT) if python.exists() else None,
        "ical.js": asked(node, "-e", _ICAL_JS, modules) if node and (modules / "ical.js").is_dir() else None,
        "node-ical": asked(node, "-e", _NODE_ICAL, modules) if node and (modules / "node-ical").is_dir() else None,
    }


def write(feed: Feed, file: Path) -> bytes:
    """The calendar, in a file too."""
    raw = calendar.write(feed)
    file.write_bytes(raw)
    return raw
