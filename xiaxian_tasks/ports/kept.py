"""What is kept of calendars so that it need not be made again: bytes, and what they rest on."""

from datetime import date
from typing import NamedTuple


class Kept(NamedTuple):
    """The bytes of one task's dates: good from the day they were made, up to the day before `until`, while what they
    rest on is told by the same `key`."""

    task: str
    key: str
    since: date
    until: date
    content: bytes

    def holds(self, key: str, on: date) -> bool:
        """Whether these are still the bytes of a day."""
        return self.key == key and self.since <= on < self.until
