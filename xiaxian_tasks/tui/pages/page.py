"""The acts that full screens share. Each stands in the registry (`acts`), from where keys, footer and help know it."""

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, look, places, themes
from xiaxian_tasks.tui.look import Line, here
from xiaxian_tasks.tui.pages.acting import Acting
from xiaxian_tasks.tui.places import Act
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.widgets.table import TaskTable


class Page(Acting):
    """A full screen and what can be done on it."""

    async def action_help(self) -> None:
        from xiaxian_tasks.tui.pages.help import HelpPage

        await self.desk.push_screen(HelpPage(self.PLACE))

    async def action_tour(self) -> None:
        from xiaxian_tasks.tui.pages.tour import TourScreen

        await self.desk.push_screen(TourScreen())

    async def action_show(self, place: str) -> None:
        await self.desk.show(place)

    async def action_find(self) -> None:
        """Into the filter of the list, where everything is found."""
        await self.desk.show(places.TASKS)
        await self.desk.screen.run_action("find")

    async def action_palette(self) -> None:
        from xiaxian_tasks.tui.forms.palette import PaletteScreen

        def run(act: Act | None) -> None:
            if act is not None:  # by the program: an act may take this page away, and its own workers with it
                self.desk.run_worker(self.run_action(act.action))

        offered = [act for act in acts.offered(self.PLACE) if act.id != "palette"]
        await self.desk.push_screen(PaletteScreen(offered), run)

    def action_theme(self) -> None:
        """The next theme; it is kept."""
        self.desk.use_theme(themes.after(look.theme()))
        self.praise(_("Theme: {theme}").format(theme=_(themes.TITLES[look.theme()])))

    def action_this_side(self) -> None:
        """Back from a day that is looked back at, wherever one went from the trail."""
        if self.desk.is_looking_back:
            self.desk.look_at(None)
            self.praise(_("Everything is shown as on {day} again.").format(day=self.desk.office.on.isoformat()))
        else:
            self.praise(_("No other day is looked back at. @ on the trail shows everything as on an entry's day."))

    def action_reload(self) -> None:
        self.desk.changed()
        self.praise(_("Read anew."))

    def action_back(self) -> None:
        self.dismiss()

    def action_quit(self) -> None:
        self.desk.exit(0)

    async def action_pane(self) -> None:
        self.focus_next("TaskTable, Listing, Paper, Tally")

    def heading(self, width: int) -> Line:
        """The names of the columns above the table of this screen, marked while the table has the focus."""
        table = self.query_one(TaskTable)
        line = table.heading(width)
        return here(line) if table.has_focus else line

    async def action_open(self) -> None:
        from xiaxian_tasks.tui.pages.detail import DetailPage

        table = self.query_one(TaskTable)
        if isinstance(self.focused, Paper):  # a text has nothing to open
            table.focus()
        elif table.sheet is not None:
            await self.desk.push_screen(DetailPage(table))
