"""Dates that other programs keep (安排): meetings and inspections, as a calendar file of theirs has them."""

from datetime import date
from typing import NamedTuple

from xiaxian_tasks.errors import Fault


class Appointment(NamedTuple):
    """One meeting or inspection (安排) on one day, in the county's time.

    `uid` and `sequence` are its program's; `turn` the day a repeating one was to be on, "" for one that does not
    repeat. `time` is "14:30", or "" for a whole day; `last` its last day where it has several. `text` is all else that
    is said of it, `line` where it begins in its file.
    """

    uid: str
    on: date
    title: str
    sequence: int = 0
    turn: str = ""
    time: str = ""
    last: date | None = None
    place: str = ""
    text: str = ""
    cancelled: bool = False
    line: int = 0

    @property
    def key(self) -> str:
        """What names it for ever, however often its day moves."""
        return f"{self.uid}#{self.turn}" if self.turn else self.uid


class Read(NamedTuple):
    """What a calendar file holds between two days: its appointments by day, and what of it was left out, each with its
    line. `outside` counts those on other days."""

    appointments: tuple[Appointment, ...]
    left: tuple[Fault, ...] = ()
    outside: int = 0
