"""How bodies are reckoned for their page: beside the screen, given up when nobody waits, anew now and then."""

from datetime import date, timedelta
from time import sleep
from typing import NamedTuple

from textual.timer import Timer
from textual.worker import get_current_worker

from xiaxian_tasks import assemble
from xiaxian_tasks.domain.months import last_day, name_of, next_month
from xiaxian_tasks.language import _
from xiaxian_tasks.office import standing
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.standing import Span
from xiaxian_tasks.tui.pages.counted import RANKED_EVERY, RANKED_UP_TO
from xiaxian_tasks.tui.pages.page import Page

TOLD_EVERY, REST_EVERY = 500, 10
"""Tasks between two words on how far a long reckoning is, and between two rests."""

REST = 0.0005
"""Seconds in which the screen goes first."""


class GivenUp(Exception):
    """Nobody waits for this reckoning any more."""


class Asked(NamedTuple):
    """A month, or the year up to it, month by month."""

    month: str
    by_months: bool = False


class Found(NamedTuple):
    """What was asked and found: the standings, and the lights at the end of the span."""

    asked: Asked
    standings: Sheet
    lights: dict[str, dict[str, int]]


class ReckonedPage(Page):
    """A page that shows standings; `before` are those of the month before, once they are there."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Asked | None = None
        self.found: Found | None = None
        self.before: Sheet | None = None
        self._gone_through = 0
        self._timer: Timer | None = None

    def show_found(self) -> None:
        """Show what was found."""

    def show_asked(self) -> None:
        """Say that something else is being reckoned."""

    def reread(self) -> None:
        """Reckon anew, beside the screen: after a change now and then, a large county only when it is asked for."""
        asked = self.asked or Asked(name_of(self.desk.office.on))
        if self.found is None or self.found.asked != asked:
            self.ask(asked)
        elif self._gone_through <= RANKED_UP_TO and self._timer is None:
            self._timer = self.set_timer(RANKED_EVERY, self._again)

    def _again(self) -> None:
        self._timer = None
        if self.asked and self.is_current:
            self.ask(self.asked)

    def ask(self, asked: Asked) -> None:
        """Reckon this."""
        self.asked = asked
        self.show_asked()
        self.beside(lambda office: self._reckoned(office, asked), self._take_before)

    def ask_month(self, months: int) -> None:
        """Reckon the month after or before; there is none after the running one."""
        if self.asked is None:
            return
        month = next_month(self.asked.month) if months > 0 else name_of(first_day(self.asked.month) - timedelta(days=1))
        if month <= name_of(self.desk.office.on):
            self.ask(self.asked._replace(month=month))

    def _reckoned(self, office: Office, asked: Asked) -> Sheet | None:
        """In a thread: give the standings as soon as they are there, then those of the month before."""
        worker = get_current_worker()

        def heed(count: int) -> None:
            if worker.is_cancelled:
                raise GivenUp
            if count and count % TOLD_EVERY == 0:
                self.desk.call_from_thread(self._tell_progress, count)
            if count % REST_EVERY == 0:
                sleep(REST)

        try:
            days = span_of(office, asked)
            found = standing.standings(office, assemble.scoring(), days, heed=heed)
            heed(0)
            self.desk.call_from_thread(self._take, Found(asked, found, standing.lights(office, days.last)))
            if asked.by_months or self._gone_through > RANKED_UP_TO:
                return None
            before = Asked(name_of(days.first - timedelta(days=1)))
            return standing.standings(office, assemble.scoring(), span_of(office, before), heed=heed)
        except GivenUp:
            return None

    def _tell_progress(self, count: int) -> None:
        self._gone_through = max(self._gone_through, count)
        self.say([(" " + _("Reckoning: {count} tasks so far").format(count=count), "quiet")])

    def _take(self, found: Found) -> None:
        if found.asked == self.asked:
            self.found, self.before = found, None
            self.show_found()

    def _take_before(self, before: Sheet | None) -> None:
        if before is not None:
            self.before = before
            self.show_found()

    def action_reload(self) -> None:
        self.found = None
        super().action_reload()


def first_day(month: str) -> date:
    """The first day of a month: "2023-11"."""
    return date.fromisoformat(f"{month}-01")


def span_of(office: Office, asked: Asked) -> Span:
    """The days that are asked for."""
    if not asked.by_months:
        return standing.span(office, asked.month)
    return standing.span(office, first=first_day(asked.month).replace(month=1), last=last_day(asked.month))
