"""单位: who does well, and what it comes from."""

from collections.abc import Iterator

from textual.containers import Container
from textual.widget import Widget

from xiaxian_tasks.language import _
from xiaxian_tasks.office import standing
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, charts, places, ranking, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.reckoned import ReckonedPage
from xiaxian_tasks.tui.roll import Scope
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.widgets.ranking import Ranking


class BodiesPage(ReckonedPage):
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
        self._is_traced = False
        self._are_splits = False

    def body(self) -> Iterator[Widget]:
        listing = Ranking()
        yield Bar(self._caption, id="caption")
        yield Bar(listing.heading, ground="head", id="columns")
        with Container(id="body"):
            yield listing
            yield Paper(id="traced")
            yield Paper(id="splits")

    def on_mount(self) -> None:
        self.listing.when_moved = self._trace
        self.query_one("#traced", Paper).is_beside = True
        self.set_focus(self.listing)

    @property
    def listing(self) -> Ranking:
        """The ranking."""
        return self.query_one(Ranking)

    # Showing. ---------------------------------------------------------------------------------------------------------

    def show_asked(self) -> None:
        self.query_one("#caption", Bar).refresh()

    def show_found(self) -> None:
        if self.found is not None:
            found = self.found
            self.listing.take(found.standings, found.lights, self.before, by_months=found.asked.by_months)
            for bar in self.query(Bar):
                bar.refresh()

    def _trace(self) -> None:
        """Take the points of the body under the cursor apart."""
        each, found = self.listing.chosen, self.found
        paper = self.query_one("#traced", Paper)
        paper.show(lambda width: ranking.traced(each, found.standings, width) if each and found else [])

    def _caption(self, _width: int) -> Line:
        asked, found = self.asked, self.found
        if self._are_splits:
            return [(" " + _("Targets split over bodies, by the share done"), "title")]
        if asked is None:
            return []
        span = _("{month}, month by month from January") if asked.by_months else _("standing of {month}")
        line: Line = [(f" {span.format(month=asked.month)}   ", "title")]
        if found is None or found.asked != asked:
            return [*line, (_("reckoning ..."), "quiet")]
        if not self.listing.rows:
            return [*line, (_("No body has a task yet, so there is nothing to rank."), "title")]
        told = _("{title}, by {measure}").format(
            title=found.standings["rules"]["title"], measure=_(ranking.NAMES[self.listing.measure])
        )
        return [*line, (told, "quiet")]

    # Acts. ------------------------------------------------------------------------------------------------------------

    async def action_tasks_of(self) -> None:
        """The tasks of the body under the cursor, in the list; from the split targets back to the bodies."""
        if self._are_splits:
            self.action_split_targets()
        elif each := self.listing.chosen:
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

    def _to_bodies(self) -> None:
        """What is done to the ranking shows it."""
        if self._are_splits:
            self.action_split_targets()

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
        self._to_bodies()
        place = ranking.MEASURES.index(self.listing.measure)
        self.listing.measure = ranking.MEASURES[(place + 1) % len(ranking.MEASURES)]
        self.show_found()

    def action_by_months(self) -> None:
        """The months of the year beside each other, or one month again."""
        self._to_bodies()
        if self.asked:
            self.ask(self.asked._replace(by_months=not self.asked.by_months))

    def action_period_before(self) -> None:
        """The month before."""
        self._to_bodies()
        self.ask_month(-1)

    def action_period_after(self) -> None:
        """The month after, up to the running one."""
        self._to_bodies()
        self.ask_month(1)

    def action_copy(self) -> None:
        if each := self.listing.chosen:
            text = f"{each.standing['rank'] or '-'} {each.name} {each.standing['score']}"
            self.desk.copy_to_clipboard(text)
            self.praise(_("Copied: {text}").format(text=text))


def _splits(found: list[Sheet], width: int) -> list[Line]:
    """The rows of each split target as bars."""
    if not found:
        return [[(" " + _("No target is split over bodies."), "quiet")]]
    lines: list[Line] = []
    for each in found:
        lines += [telling.section(f"{each['task']}  {each['title']}", width), *charts.townships(each, width), []]
    return lines
