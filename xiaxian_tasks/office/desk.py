"""Where one sits: the store, the day, who acts, and the clock that only `assemble` owns."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import NamedTuple

from xiaxian_tasks.domain.days import Calendars, DayOff, WorkDays
from xiaxian_tasks.domain.plan import Task
from xiaxian_tasks.domain.recurrence import laid_out
from xiaxian_tasks.ports import Store


def no_key() -> bytes | None:
    """There is no key to sign with."""
    return None


def no_post() -> bool:
    """No way of the post is set up."""
    return False


class Demo(NamedTuple):
    """The mark of a ledger for practice (演示台账): the day it is opened on, and who acts unless somebody says so."""

    on: date
    by: str


def demo_of(store: Store) -> Demo | None:
    """The mark of a demo; None where the ledger is a real one, or says nothing that can be read."""
    row = store.county()
    return demo_in(row.state if row else "")


def demo_in(county: str) -> Demo | None:
    """The mark in the state of a county as it is kept."""
    if '"demo":' not in county:  # without reading all that a county holds, at every command
        return None
    try:
        mark = json.loads(county).get("demo")
        return Demo(date.fromisoformat(mark["on"]), mark["by"]) if mark else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


class Office:
    """One caller's view of the ledger. `on` is the day taken for today, `today` the true one, `by` who acts.

    `key` gives the key seals are signed with, None where there is none; it is asked only for that. `has_post` says
    whether ways of the post are set up here. `demo` is the mark of a ledger for practice: a face that shows anything of
    it says so.
    """

    def __init__(
        self,
        store: Store,
        *,
        on: date,
        today: date,
        by: str,
        now: Callable[[], datetime],
        reopen: "Callable[[], Office] | None" = None,
        key: Callable[[], bytes | None] = no_key,
        has_post: Callable[[], bool] = no_post,
        demo: Demo | None = None,
    ) -> None:
        self.demo = demo
        self._reopen = reopen
        self.key = key
        self.has_post = has_post
        self.store = store
        self.on = on
        self.today = today
        self.by = by
        self.now = now
        self._calendars: Calendars | None = None
        self._chosen: date | None = None

    @property
    def calendars(self) -> Calendars:
        """What the ledger knows of working days, read once."""
        if self._calendars is None:
            self._calendars = self.store.calendars()
        return self._calendars

    @property
    def workdays(self) -> WorkDays:
        """The working days as known on the day."""
        return self.calendars.on(self.on)

    def lay_out(self, task: Task) -> dict[str, tuple[date, ...]]:
        """The days of a task's recurrences, by what was known when its plan was issued."""
        return laid_out(task, self.calendars.on(task.issued))

    def again(self) -> "Office":
        """A second office at the same ledger, for a thread of its own: a connection belongs to one thread."""
        assert self._reopen is not None, "an office made by assemble knows its ledger"
        found = self._reopen()
        if self._chosen:
            found.look_at(self._chosen)
        return found

    def look_at(self, on: date) -> None:
        """Take another day for today from here on, here and in offices made by `again`."""
        self.on = self._chosen = on

    def on_day(self, day: date) -> "Office":
        """An office beside this one that looks at another day; this one stays where it is."""
        found = Office(
            self.store, on=day, today=self.today, by=self.by, now=self.now, reopen=self.again, key=self.key,
            has_post=self.has_post, demo=self.demo,
        )
        found.look_at(day)
        return found

    def expect(self, days: Iterable[DayOff], announced: Iterable[tuple[int, date]]) -> None:
        """Reckon with a notice that is being adopted, beside what the ledger knows."""
        known = self.calendars
        self._calendars = Calendars((*known.days, *days), {**known.announced, **dict(announced)}.items())

    def forget(self) -> None:
        """Read the working days anew: an adoption may have brought a notice."""
        self._calendars = None
