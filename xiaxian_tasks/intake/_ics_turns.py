"""The turns of what repeats in a calendar file: by RFC 5545's rules, within the days that are asked for.

Rules of meetings are followed, by dateutil; what repeats within a day, or in a way that may never come, is left out: a
rule that never comes is searched for until the year 9999.
"""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

TURNS_AT_MOST = 5_000
"""Turns of one event, and days of one list: more than one a day for ten years."""

MISSES_AT_MOST = 5
"""Rules that came on none of the days: beyond these no further endless rule of the file is followed."""

FIRST_YEAR = 1950
"""A rule that began earlier is nobody's meeting, and takes long to follow."""

_FOLLOWED = {
    "DAILY": {"INTERVAL", "COUNT", "UNTIL", "WKST"},
    "WEEKLY": {"INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"},
    "MONTHLY": {"INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH"},
    "YEARLY": {"INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH"},
}
"""The parts of a rule that are followed, by how often it comes."""



_WRITTEN = {
    "BYMONTHDAY": re.compile(r"-?(?:[1-9]|[12]\d|3[01])(?:,-?(?:[1-9]|[12]\d|3[01]))*"),
    "BYMONTH": re.compile(r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*"),
    "BYSETPOS": re.compile(r"-?[1-9]\d?(?:,-?[1-9]\d?)*"),
    "COUNT": re.compile(r"[1-9]\d{0,8}"),
}
"""How their parts are written; what lies outside would be searched for until the year 9999."""


class NotFollowed(Exception):
    """A rule that is left out: `rule-unreadable`, `rule-not-followed`, `too-many-rules`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Turns(NamedTuple):
    """What repeats: the first moment, the rules, and the days added and taken out, all in the zone of the event."""

    start: datetime
    rules: list[str]
    added: list[datetime]
    taken: list[datetime]


class Budget:
    """How many rules of a file came on none of the days so far."""

    def __init__(self) -> None:
        self.misses = 0


def between(turns: Turns, first: date, last: date, budget: Budget, *, zone: tzinfo | None) -> list[datetime]:
    """The turns that may lie between two days, a day more at both ends for the zone. Raises NotFollowed."""
    low = datetime.combine(max(first, date.min + timedelta(days=1)), time()) - timedelta(days=1)
    high = datetime.combine(min(last, date.max - timedelta(days=2)), time()) + timedelta(days=2)
    found = {turns.start, *turns.added}
    for rule in turns.rules:
        found.update(_by_rule(rule, turns.start, (low, high), budget, zone))
    taken = set(turns.taken)
    days_taken = {at.date() for at in taken if at.time() == time()}
    return sorted(
        at for at in found if low <= at < high and at not in taken and at.date() not in days_taken
    )[:TURNS_AT_MOST]


def _by_rule(
    text: str, start: datetime, span: tuple[datetime, datetime], budget: Budget, zone: tzinfo | None
) -> list[datetime]:
    from dateutil.rrule import rrulestr

    named = _named(text)
    until = _until(named.pop("UNTIL", ""), zone)
    if until is not None and until < span[0]:
        return []
    if start.year < FIRST_YEAR:
        raise NotFollowed("rule-not-followed")
    if budget.misses >= MISSES_AT_MOST:
        raise NotFollowed("too-many-rules")
    if named.get("FREQ") == "DAILY" and named.get("BYDAY"):  # every working day is written in both ways
        named["FREQ"] = "WEEKLY"
    rule = ";".join(f"{key}={value}" for key, value in named.items())
    try:
        followed = rrulestr(rule, dtstart=start)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise NotFollowed("rule-unreadable") from None
    high = span[1] if until is None or until >= span[1] else until + timedelta(seconds=1)
    found: list[datetime] = []
    for at in followed.xafter(span[0], inc=True):
        if at >= high or len(found) >= TURNS_AT_MOST:
            break
        found.append(at)
    budget.misses += not found
    return found


def _named(text: str) -> dict[str, str]:
    """The parts of a rule that is followed. Raises NotFollowed for any other."""
    pairs = [part.partition("=") for part in text.strip().strip(";").upper().split(";")]
    named = {key.strip(): value.strip() for key, _, value in pairs}
    freq, parts = named.get("FREQ", ""), named.keys() - {"FREQ"}
    if "FREQ" not in named or not all(value for value in named.values()):
        raise NotFollowed("rule-unreadable")
    if freq == "DAILY" and named.get("INTERVAL", "1") == "1":
        parts -= {"BYDAY"}
    if freq not in _FOLLOWED or not parts <= _FOLLOWED[freq] or len(text) > 300:  # nobody's meeting
        raise NotFollowed("rule-not-followed")
    if not all(pattern.fullmatch(named[key]) for key, pattern in _WRITTEN.items() if key in named):
        raise NotFollowed("rule-unreadable")
    if not re.fullmatch(r"[1-9]\d{0,2}", named.get("INTERVAL", "1")):
        raise NotFollowed("rule-not-followed")
    return named


def _until(text: str, zone: tzinfo | None) -> datetime | None:
    """The last moment of a rule in the zone of its event; a day lasts to its end."""
    if not text:
        return None
    found = re.fullmatch(r"(\d{8})(?:T(\d{6})(Z?))?", text)
    try:
        if found is None:
            raise NotFollowed("rule-unreadable")
        day, clock, is_utc = found.groups()
        at = datetime.strptime(f"{day}{clock or '235959'}", "%Y%m%d%H%M%S")  # noqa: DTZ007  # its event's zone
        if is_utc and zone is not None:
            from datetime import UTC

            at = at.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise NotFollowed("rule-unreadable") from None
    return at
