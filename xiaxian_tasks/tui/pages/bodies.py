"""单位: who does well, and what it comes from."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from time import sleep
from typing import NamedTuple

from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from xiaxian_tasks import assemble
from xiaxian_tasks.domain.months import last_day, name_of, next_month
from xiaxian_tasks.language import _
from xiaxian_tasks.office import standing
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.standing import Span
from xiaxian_tasks.tui import acts, charts, places, ranking, telling
from xiaxian_tasks.tui.look import Line, here
from xiaxian_tasks.tui.pages.board import RANKED_EVERY, RANKED_UP_TO
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.ranking import Ranked
from xiaxian_tasks.tui.roll import Scope
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.listing import Listing
from xiaxian_tasks.tui.widgets.paper import Paper

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


class BodiesPage(Page):
    """The bodies ranked (单位)."""

    PLACE = places.BODIES
    BINDINGS = acts.bindings(places.BODIES)
    CSS = """
    BodiesPage #body { height: 1fr; layout: horizontal; }
    BodiesPage #traced, BodiesPage #splits { display: none; }
    BodiesPage.-traced #traced { display: block; }
    BodiesPage.-traced Listing, BodiesPage.-traced #columns { display: none; }
    BodiesPage.-wide #traced { display: block; width: 42; margin-left: 1; }
    BodiesPage.-wide Listing, BodiesPage.-wide #columns { display: block; }
    BodiesPage.-splits #splits { display: block; }
    BodiesPage.-splits Listing, BodiesPage.-splits #traced, BodiesPage.-splits #columns { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._found: Found | None = None
        self._before: Sheet | None = None
        self._measure = ranking.MEASURES[0]
        self._counted = 0
        self._timer: Timer | None = None
        self._is_traced = False
        self._are_splits = False

    def body(self) -> Iterator[Widget]:
        yield Bar(self._caption, id="caption")
        yield Bar(self._heading, ground="head", id="columns")
        with Container(id="body"):
            yield Listing(self._row)
            yield Paper(id="traced")
            yield Paper(id="splits")

    def on_mount(self) -> None:
        self.listing.when_moved = self._trace
        self.query_one("#traced", Paper).is_beside = True
        self.set_focus(self.listing)

    @property
    def listing(self) -> Listing:
        """The ranking."""
        return self.query_one(Listing)

    @property
    def chosen(self) -> Ranked | None:
        """The body under the cursor."""
        row = self.listing.row
        return row if isinstance(row, Ranked) else None

    # Asking. ----------------------------------------------------------------------------------------------------------

    def reread(self) -> None:
        """Reckon anew, beside the screen: after a change now and then, a large county only when it is asked for."""
        asked = self._asked or Asked(name_of(self.desk.office.on))
        if self._found is None or self._found.asked != asked:
            self._ask(asked)
        elif self._counted <= RANKED_UP_TO and self._timer is None:
            self._timer = self.set_timer(RANKED_EVERY, self._again)

    def _again(self) -> None:
        self._timer = None
        if self._asked and self.is_current:
            self._ask(self._asked)

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        self.query_one("#caption", Bar).refresh()
        self.beside(lambda office: self._reckoned(office, asked), self._take_before)

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
            days = _span(office, asked)
            found = standing.standings(office, assemble.scoring(), days, heed=heed)
            heed(0)
            self.desk.call_from_thread(self._take, Found(asked, found, standing.lights(office, days.last)))
            if asked.by_months or self._counted > RANKED_UP_TO:
                return None
            before = Asked(name_of(days.first - timedelta(days=1)))
            return standing.standings(office, assemble.scoring(), _span(office, before), heed=heed)
        except GivenUp:
            return None

    def _tell_progress(self, count: int) -> None:
        self._counted = max(self._counted, count)
        self.say([(" " + _("Reckoning: {count} tasks so far").format(count=count), "quiet")])

    def _take(self, found: Found) -> None:
        if found.asked == self._asked:
            self._found, self._before = found, None
            self._show()

    def _take_before(self, before: Sheet | None) -> None:
        if before is not None:
            self._before = before
            self._show()

    # Showing. ---------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show what was found in the order of the measure; the cursor stays with its body."""
        if self._found is None:
            return
        at = self.chosen
        rows = ranking.ranked(self._found.standings, self._found.lights, self._before, self._measure)
        found = [place for place, row in enumerate(rows) if at and row.name == at.name]
        self.listing.show(rows, found[0] if found else 0)
        for bar in self.query(Bar):
            bar.refresh()

    def _trace(self) -> None:
        """Take the points of the body under the cursor apart."""
        each, found = self.chosen, self._found
        paper = self.query_one("#traced", Paper)
        paper.show(lambda width: ranking.traced(each, found.standings, width) if each and found else [])

    def _caption(self, _width: int) -> Line:
        asked, found = self._asked, self._found
        if self._are_splits:
            return [(" " + _("Targets split over bodies, by the share done"), "title")]
        if asked is None:
            return []
        span = _("{month}, month by month from January") if asked.by_months else _("standing of {month}")
        line: Line = [(f" {span.format(month=asked.month)}   ", "title")]
        if found is None or found.asked != asked:
            return [*line, (_("reckoning ..."), "quiet")]
        told = _("{title}, by {measure}").format(
            title=found.standings["rules"]["title"], measure=_(ranking.NAMES[self._measure])
        )
        return [*line, (told, "quiet")]

    def _heading(self, width: int) -> Line:
        inside = self.listing.size.width or width
        if self._is_by_months:
            line: Line = [(" ", "head"), *ranking.months_heading(self._months, inside - 1)]
        else:
            line = [(" ", "head"), *ranking.heading(inside - 1, self._measure)]
        return here(line) if self.listing.has_focus else line

    @property
    def _is_by_months(self) -> bool:
        return self._found is not None and self._found.asked.by_months

    @property
    def _months(self) -> list[str]:
        return ranking.months_of(self._found.standings) if self._found else []

    def _row(self, each: Ranked, width: int, ground: str) -> Line:
        if self._found is not None and self._is_by_months:
            base = Decimal(self._found.standings["rules"]["base"])
            return ranking.months_row(each, self._months, base, width, ground)
        return ranking.row(each, self._measure, width, ground)

    # Acts. ------------------------------------------------------------------------------------------------------------

    async def action_tasks_of(self) -> None:
        """The tasks of the body under the cursor, in the list."""
        if each := self.chosen:
            await self.desk.show_scope(Scope(body=each.name, name=each.name))

    async def on_listing_opened(self) -> None:
        await self.action_tasks_of()

    def action_trace(self) -> None:
        """Go to where the points are taken apart, or back; on a small screen it takes the place of the ranking."""
        if not self._are_splits:
            self._is_traced = not self._is_traced
            self._arrange()

    def action_split_targets(self) -> None:
        """The rows of split targets ranked, in place of the bodies; or the bodies again."""
        self._are_splits, self._is_traced = not self._are_splits, False
        self._arrange()
        if self._are_splits:
            self.beside(standing.splits, self._take_splits)
        else:
            self.reread()

    def _take_splits(self, found: list[Sheet]) -> None:
        self.query_one("#splits", Paper).show(lambda width: _splits(found, width))

    def _arrange(self) -> None:
        """Show the pane that is meant, and put the focus there."""
        self.set_class(self._is_traced, "-traced")
        self.set_class(self._are_splits, "-splits")
        pane = "#splits" if self._are_splits else "#traced" if self._is_traced else "Listing"
        self.set_focus(self.query_one(pane))
        self.query_one("#caption", Bar).refresh()

    def action_measure(self) -> None:
        """The next measure."""
        place = ranking.MEASURES.index(self._measure)
        self._measure = ranking.MEASURES[(place + 1) % len(ranking.MEASURES)]
        self._show()

    def action_by_months(self) -> None:
        """The months of the year beside each other, or one month again."""
        if self._asked:
            self._ask(self._asked._replace(by_months=not self._asked.by_months))

    def action_period_before(self) -> None:
        """The month before."""
        if self._asked:
            self._ask(self._asked._replace(month=name_of(_first(self._asked.month) - timedelta(days=1))))

    def action_period_after(self) -> None:
        """The month after, up to the running one."""
        if self._asked and self._asked.month < name_of(self.desk.office.on):
            self._ask(self._asked._replace(month=next_month(self._asked.month)))

    def action_reload(self) -> None:
        self._found = None
        super().action_reload()

    def action_copy(self) -> None:
        if each := self.chosen:
            text = f"{each.standing['rank'] or '-'} {each.name} {each.standing['score']}"
            self.desk.copy_to_clipboard(text)
            self.praise(_("Copied: {text}").format(text=text))


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _span(office: Office, asked: Asked) -> Span:
    if not asked.by_months:
        return standing.span(office, asked.month)
    first = _first(asked.month)
    return standing.span(office, first=first.replace(month=1), last=last_day(asked.month))


def _splits(found: list[Sheet], width: int) -> list[Line]:
    """The rows of each split target as bars."""
    if not found:
        return [[(" " + _("No target is split over bodies."), "quiet")]]
    lines: list[Line] = []
    for each in found:
        lines += [telling.section(f"{each['task']}  {each['title']}", width), *charts.townships(each, width), []]
    return lines
