"""Programs that take calendars (日历程序): how each is given ours, what it shows, and what is lost on the way."""

from typing import NamedTuple

TAKES = ("https", "webcal", "file", "caldav", "mail")
"""How a program takes a calendar: an https:// or webcal:// address, a file, from a CalDAV server, by mail."""


class Words(NamedTuple):
    """What is said of a program in one language: where it runs, how to subscribe step by step, what it shows of events,
    alarms and cancelled ones, how long until it looks again, and what is lost. `part` is what of it was measured where
    that was not the whole program, `name` what it is called in this language where that is another name."""

    where: str
    steps: tuple[str, ...]
    shows: str
    alarms: str
    cancelled: str
    refresh: str
    loses: str
    part: str = ""
    name: str = ""


class Client(NamedTuple):
    """One program. `takes` is one of TAKES; `tested` the version our calendars were measured in, "" for none."""

    id: str
    name: str
    takes: str
    tested: str
    zh: Words
    en: Words
