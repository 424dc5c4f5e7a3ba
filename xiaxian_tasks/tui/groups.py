"""Tasks in groups as a screen holds them: ids and headings in order; a task is read when it is looked at."""

from collections.abc import Callable
from functools import cached_property
from itertools import islice
from time import sleep

from xiaxian_tasks.office import timeline
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui.roll import BATCH, KEPT
from xiaxian_tasks.tui.widgets.bands import Group

Row = str | Group
"""A task's id, or the heading of a group."""


def read(office: Office, asked: Asked, by: str, *, limit: int | None = None) -> list[Row]:
    """The rows of a grouping, or the first of them; headings carry the code of their group. Runs beside the screen."""
    found: list[Row] = []
    group: Group | None = None
    for number, place in enumerate(islice(timeline.places(office, asked, by), limit)):
        if group is None or group.name != place.group:
            group = Group(place.group, {})
            found.append(group)
        group.lights[place.light] = group.lights.get(place.light, 0) + 1
        found.append(place.task)
        if number % BATCH == BATCH - 1:
            sleep(0.0005)  # let the screen go first
    return found


class Groups:
    """The rows of a timeline."""

    def __init__(self, office: Office, entries: list[Row], called: Callable[[str], str]) -> None:
        self.office = office
        self.entries = entries
        self._called = called
        self._sheets: dict[str, Sheet | None] = {}

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def tasks(self) -> int:
        """How many tasks there are; one that stands in several groups is counted once."""
        return len({entry for entry in self.entries if isinstance(entry, str)})

    def sheet(self, index: int) -> Sheet | None:
        """The task at this place, read when it is first looked at; None of a heading."""
        entry = self.entries[index] if index < len(self.entries) else None
        if not isinstance(entry, str):
            return None
        if entry not in self._sheets:
            if len(self._sheets) >= KEPT:
                self._sheets.clear()
            self._sheets[entry] = timeline.span(self.office, entry)
        return self._sheets[entry]

    def group(self, index: int) -> Group | None:
        """The heading at this place, as it is called; None of a task."""
        entry = self.entries[index] if index < len(self.entries) else None
        return entry._replace(name=self._called(entry.name)) if isinstance(entry, Group) else None

    def place_of(self, task: str) -> int | None:
        """Where a task stands first, if it does."""
        return self.entries.index(task) if task in self.entries else None
