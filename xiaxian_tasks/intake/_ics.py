"""Calendar files of other programs (.ics): meetings and inspections, brought to the county's day and time."""

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from xiaxian_tasks.domain.appointments import Appointment, Read
from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.intake import _ics_lines, _ics_turns
from xiaxian_tasks.intake._ics_lines import Event, Line

COUNTY_TIME = timezone(timedelta(hours=8))

TEXT_READ = 20_000
"""Characters of what is said of an appointment that are looked at."""

_WRITTEN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?", re.IGNORECASE)
"""How days and moments are written; without seconds by some programs, against RFC 5545."""

_ZONE = re.compile(r';\s*TZID\s*=\s*(?:"([^"]*)"|([^;:"]*))', re.IGNORECASE)
_ESCAPED = re.compile(r"\\([nN,;:\\\"])")

UNREADABLE = (ValueError, OverflowError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What the calendar library raises over values that are none."""


class Moment(NamedTuple):
    """A day, or a moment of the clock in its own zone; `zone` is None for a whole day."""

    at: datetime
    zone: tzinfo | None


class _Reader(NamedTuple):
    """A file that is being read: what it holds, between which days, its zones as they are needed, what was left out."""

    parts: _ics_lines.Parts
    first: date
    last: date
    zones: dict[str, tzinfo | None]
    left: list[Fault]
    faults: list[Fault]


def read(source: bytes, first: date, last: date) -> Read:
    """The appointments of a file from `first` to `last`, both inclusive, by day.

    Raises Faulty (3) with every event whose day cannot be read, and what `_ics_lines.parts` raises. What repeats in a
    way that is not followed, and what is no event, is left out and said.
    """
    reader = _Reader(_ics_lines.parts(source), first, last, {}, [], [])
    moved = _moved(reader)
    rules = _ics_turns.Budget()
    found: list[Appointment] = []
    outside = 0
    for event in reader.parts.events:
        start = _start(reader, event)
        if start is None:
            continue
        seen = list(_of_event(reader, event, start, moved=moved, rules=rules))
        shown = [each for each in seen if first <= each.on <= last]
        outside += not shown and not any(fault.line == event.place for fault in reader.left)
        found += shown
    if reader.faults:
        raise Faulty(sorted(reader.faults, key=lambda fault: fault.line))
    reader.left.extend(
        Fault("", 0, "no-event", {"name": name[:40], "count": str(count)})
        for name, count in sorted(reader.parts.others.items())
    )
    newest = _newest(found)
    return Read(tuple(sorted(newest, key=lambda each: (each.on, each.time, each.line))), tuple(reader.left), outside)


def _newest(found: list[Appointment]) -> list[Appointment]:
    """Each appointment once, where a file has it several times: the highest sequence, and the last of those."""
    kept: dict[str, Appointment] = {}
    for each in found:
        if each.key not in kept or each.sequence >= kept[each.key].sequence:
            kept[each.key] = each
    return list(kept.values())


def _of_event(
    reader: _Reader, event: Event, start: Moment, *, moved: dict[str, set[date]], rules: "_ics_turns.Budget"
) -> Iterator[Appointment]:
    """The appointments of one event: itself, or its turns."""
    once = _appointment(reader, event, start)
    if any("RANGE=" in line.text.partition(":")[0].upper() for line in event.lines.get("RECURRENCE-ID", ())):
        reader.left.append(Fault("", event.place, "rule-not-followed", {"title": once.title}))  # and all after it
    if not {"RRULE", "RDATE"} & event.lines.keys() or "RECURRENCE-ID" in event.lines:
        yield once
        return
    turns = _ics_turns.Turns(
        start.at, [_value(line) for line in event.lines.get("RRULE", ())],
        _days(reader, event, "RDATE", start.zone), _days(reader, event, "EXDATE", start.zone),
    )
    span = once.last - once.on if once.last else timedelta()
    try:
        days = _ics_turns.between(turns, reader.first, reader.last, rules, zone=start.zone)
    except _ics_turns.NotFollowed as why:
        reader.left.append(Fault("", event.place, why.code, {"title": once.title}))
        return
    for at in days:
        on, clock = _in_county(Moment(at, start.zone))
        if on not in moved.get(once.uid, ()):
            yield once._replace(on=on, time=clock, turn=f"{on:%Y%m%d}", last=on + span if span else None)


def _appointment(reader: _Reader, event: Event, start: Moment) -> Appointment:
    on, clock = _in_county(start)
    end = _moment(reader, event, "DTEND")
    last = on
    if end is not None and end.at > start.at:  # the end itself is no part of it
        beyond = timedelta(days=1) if end.zone is None else timedelta(seconds=1)
        last = max(on, _in_county(end._replace(at=end.at - beyond))[0])
    turn = _moment(reader, event, "RECURRENCE-ID")
    said = [_text(event, name) for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT", "CATEGORIES", "URL")]
    sequence = _text(event, "SEQUENCE").strip()
    title = " ".join(said[0].split())
    return Appointment(
        uid=_text(event, "UID").strip() or f"{on.isoformat()} {clock} {title}", on=on, title=title,
        sequence=int(sequence) if sequence.isascii() and sequence.isdecimal() and len(sequence) < 10 else 0,
        turn=f"{_in_county(turn)[0]:%Y%m%d}" if turn else "", time=clock, last=last if last > on else None,
        place=" ".join(said[1].split()), text="\n".join(filter(None, said))[:TEXT_READ],
        cancelled=_text(event, "STATUS").strip().upper() == "CANCELLED", line=event.place,
    )


def _in_county(moment: Moment) -> tuple[date, str]:
    """The day and the time of the clock in the county."""
    if moment.zone is None:
        return moment.at.date(), ""
    try:
        at = moment.at.replace(tzinfo=moment.zone).astimezone(COUNTY_TIME)
    except OverflowError:  # the first and last day there are
        at = moment.at
    return at.date(), f"{at:%H:%M}"


def _moved(reader: _Reader) -> dict[str, set[date]]:
    """By UID the days of turns that have an event of their own, and so are no turn of the rule."""
    found: dict[str, set[date]] = {}
    for event in reader.parts.events:
        if "RECURRENCE-ID" in event.lines and (turn := _moment(reader, event, "RECURRENCE-ID")):
            found.setdefault(_text(event, "UID").strip(), set()).add(_in_county(turn)[0])
    return found


def _start(reader: _Reader, event: Event) -> Moment | None:
    """When an event begins; where that cannot be read it is a fault."""
    lines = event.lines.get("DTSTART")
    moment = _moment(reader, event, "DTSTART") if lines else None
    if moment is None:
        shown = _value(lines[0])[:40] if lines else ""
        place = lines[0].place if lines else event.place
        code = "event-day-unreadable" if lines else "event-without-day"
        reader.faults.append(Fault("", place, code, {"text": shown}))
    return moment


def _moment(reader: _Reader, event: Event, name: str) -> Moment | None:
    lines = event.lines.get(name)
    return _read_moment(reader, lines[0], _value(lines[0])) if lines else None


def _days(reader: _Reader, event: Event, name: str, zone: tzinfo | None) -> list[datetime]:
    """The moments of a list, in the zone of the event they belong to."""
    found = []
    for line in event.lines.get(name, ()):
        for value in _value(line).split(",")[: _ics_turns.TURNS_AT_MOST]:
            moment = _read_moment(reader, line, value.partition("/")[0])
            if moment is None:
                continue
            at = moment.at
            if zone is not None and moment.zone is not None:
                at = at.replace(tzinfo=moment.zone).astimezone(zone).replace(tzinfo=None)
            found.append(at)
    return found


def _read_moment(reader: _Reader, line: Line, value: str) -> Moment | None:
    found = _WRITTEN.fullmatch(value.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, is_utc = found.groups()
    try:
        at = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 59))
    except ValueError:
        return None
    if hour is None:
        return Moment(at, None)
    return Moment(at, UTC if is_utc else _zone(reader, line))


def _zone(reader: _Reader, line: Line) -> tzinfo:
    """The zone a line names; a moment without one is of the county, and so is one whose zone nobody knows."""
    found = _ZONE.search(line.text)
    name = (found[1] or found[2] or "").strip() if found else ""
    if not name:
        return COUNTY_TIME
    if name not in reader.zones:
        reader.zones[name] = _zone_named(reader, name)
        if reader.zones[name] is None:
            reader.left.append(Fault("", line.place, "zone-unknown", {"name": name[:60]}))
    return reader.zones[name] or COUNTY_TIME


def _zone_named(reader: _Reader, name: str) -> tzinfo | None:
    """A zone by its name, Windows' names among them, else as the file itself describes it."""
    from icalendar import Timezone
    from icalendar.timezone import tzp

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name with a prefix is guessed at, which is what is wanted
        try:
            known: tzinfo | None = tzp.timezone(name)
            if known is None and name in reader.parts.zones:
                described = Timezone.from_ical(reader.parts.zones[name])
                known = described.to_tz() if isinstance(described, Timezone) else None
            if known is not None:
                datetime(2000, 1, 1, tzinfo=known).utcoffset()
        except UNREADABLE:
            return None
    return known


def _value(line: Line) -> str:
    """What stands behind the colon of a line, past those in quotation marks."""
    text, quoted = line.text, False
    if '"' not in text:
        return text.partition(":")[2]
    for place, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return text[place + 1:]
    return text.partition(":")[2]


def _text(event: Event, name: str) -> str:
    """The text of a property without the escapes of RFC 5545, 3.3.11; of several lines all."""
    lines = event.lines.get(name)
    return "\n".join(_ESCAPED.sub(_escaped, _value(line)[:TEXT_READ]) for line in lines[:8]) if lines else ""


def _escaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]
