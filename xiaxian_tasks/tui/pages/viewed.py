"""What a page over days across the screen does: which days are seen, and a due day tried on a task's band."""

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office.what_if import Trial
from xiaxian_tasks.tui.forms import offers
from xiaxian_tasks.tui.forms.offers import Seen
from xiaxian_tasks.tui.pages import stepping
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.scale import View, around
from xiaxian_tasks.tui.widgets.bands import Bands, Tried
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.trial import TrialPane


class ViewedPage(Page):
    """A page with bands over days."""

    @property
    def bands(self) -> Bands:
        """The rows."""
        return self.query_one(Bands)

    # The view.

    def action_look_on(self, by: int) -> None:
        """So many steps on."""
        self.look(self.bands.view.moved(by))

    def action_zoom(self, by: int) -> None:
        """Closer, or wider with a negative number."""
        self.look(self.bands.view.zoomed(by, self.desk.office.on))

    def action_today(self) -> None:
        self.look(around(self.bands.view.zoom, self.desk.office.on))

    def look(self, view: View) -> None:
        """See other days."""
        self.bands.look_at(view, self.desk.office.on)
        for bar in ("#caption", "#columns"):
            self.query_one(bar, Bar).refresh()

    # Trying a day.

    def action_try_day(self) -> None:
        sheet, pane = self.current(), self.query_one(TrialPane)
        if sheet is None:
            return
        if not pane.begin(self.desk.office, sheet["id"]):
            self.warn(Refused("nothing-dated", task=sheet["id"]))
            return
        self.add_class("-trying")
        self.set_focus(pane)

    def _tried(self) -> None:
        pane = self.query_one(TrialPane)
        if pane.trial is not None:
            self.bands.tried = Tried(pane.trial.sheet["task"], pane.due)
            view = self.bands.view.towards(pane.due)
            if view != self.bands.view:
                self.look(view)
        self.bands.redraw(self.bands.cursor)

    def _left(self) -> None:
        self.bands.tried = None
        self.remove_class("-trying")
        self.set_focus(self.bands)
        self.bands.refresh()

    def _meant(self, trial: Trial, duty: str) -> None:
        """The trial becomes a request, where the rules let it: its form, with the day filled in."""
        sheet = self.current()
        if trial.refused is not None:
            self.warn(trial.refused)
        elif sheet is not None:
            self.query_one(TrialPane).action_leave_trial()
            kind, kept = kinds.EXTENSION_REQUEST, self.desk.kept
            called = next((name for meant, name in offers.dated(Seen(self.desk.office, sheet))
                           if meant.get("duty", "") == duty), "")
            typed = {**kept.draft(kind, sheet["id"]), "due": trial.sheet["due"], "duty": called}
            kept.keep_draft(kind, sheet["id"], typed)
            self.run_worker(stepping.take(self, kind, sheet))
