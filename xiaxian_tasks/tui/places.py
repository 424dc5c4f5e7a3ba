"""What an act on the screen is, and the places acts live in."""

from typing import NamedTuple

from xiaxian_tasks.language import N_

BOARD, TASKS, TIMELINE, CALENDAR, BODIES = "board", "tasks", "timeline", "calendar", "bodies"
REMINDERS, DRAFTS, APPROVALS, AUDIT = "reminders", "drafts", "approvals", "audit"
DETAIL, HELP, REPORT, PALETTE = "detail", "help", "report", "palette"
TRIAL, DAYS, ASK = "trial", "days", "ask"
ROWS, TEXT, FILTER, CHOICE, FIELD, LOOKUP = "rows", "text", "filter", "choice", "field", "lookup"
LINES, UNDO, VIEW = "lines", "undo", "view"
COLUMNS, VIEWS, LIST = "columns", "views", "list"
WELCOME, OWN, MARKS, TOUR = "welcome", "own", "marks", "tour"
STEP, BATCH, OVER, MENU = "step", "batch", "over", "menu"
ASKS, OUTBOX, MESSAGE = "asks", "outbox", "message"


class Act(NamedTuple):
    """One act. `keys` are shown, the first before all; `also` only work. `rank` orders the footer, 0 leaves it out.

    `twin` is the command line that does the same, "" where only the screen moves. `does` is what a key sets going where
    several acts share one action: `show('board')`; else the action is called like the act.
    """

    id: str
    label: str
    places: tuple[str, ...]
    keys: tuple[str, ...]
    twin: str = ""
    rank: int = 0
    also: tuple[str, ...] = ()
    does: str = ""

    @property
    def action(self) -> str:
        """What a key of this act sets going."""
        return self.does or self.id


class Place(NamedTuple):
    """Where acts live: its name, a short one for narrow screens ("": the same), the class that carries its acts out.

    `home` is MODULE:CLASS under `xiaxian_tasks.tui`; it is imported when it is first needed. `holds` are the
    places within it that may have the focus: none of their keys may mean something else here.
    """

    title: str
    short: str
    home: str
    holds: tuple[str, ...] = ()


PLACES = {
    BOARD: Place(N_("Board"), "", "pages.board:BoardPage", (ROWS, TEXT)),
    TASKS: Place(N_("Task list"), N_("Tasks"), "pages.tasks:TasksPage", (ROWS, LIST, TEXT)),
    TIMELINE: Place(N_("Timeline"), N_("Times"), "pages.timeline:TimelinePage", (ROWS,)),
    CALENDAR: Place(N_("Calendar"), N_("Cal"), "pages.calendar:CalendarPage", (DAYS, ROWS)),
    REMINDERS: Place(N_("Reminders"), N_("Rem"), "pages.reminders:RemindersPage", (ASKS, OUTBOX, LINES, TEXT)),
    DRAFTS: Place(N_("Drafts"), "", "pages.drafts:DraftsPage", (LINES, TEXT)),
    APPROVALS: Place(N_("Approvals"), N_("Appr"), "pages.approvals:ApprovalsPage", (LINES, TEXT)),
    AUDIT: Place(N_("Audit"), "", "pages.audit:AuditPage", (LINES, TEXT)),
    BODIES: Place(N_("Bodies"), "", "pages.bodies:BodiesPage", (LINES, TEXT)),
    DETAIL: Place(N_("Task detail"), "", "pages.detail:DetailPage", (TEXT,)),
    HELP: Place(N_("Help"), "", "pages.help:HelpPage", (TEXT,)),
    REPORT: Place(N_("Report progress"), "", "forms.report:ReportScreen", (CHOICE,)),
    STEP: Place(N_("Step"), "", "forms.step:StepScreen", (CHOICE,)),
    BATCH: Place(N_("Step on many"), "", "forms.batch:BatchScreen", (CHOICE,)),
    OVER: Place(N_("After a step on many"), "", "forms.batch:Came"),
    MESSAGE: Place(N_("Message"), "", "forms.message:MessageScreen"),
    MENU: Place(N_("Which step"), "", "forms.chooser:Chooser"),
    PALETTE: Place(N_("Commands"), "", "forms.palette:PaletteScreen"),
    DAYS: Place(N_("On the days"), "", "widgets.month:MonthGrid"),
    ASK: Place(N_("In a question"), "", "widgets.ask:Answer"),
    TRIAL: Place(N_("While a day is tried"), "", "widgets.trial:TrialPane"),
    ROWS: Place(N_("In a list"), "", "widgets.table:TaskTable"),
    TEXT: Place(N_("In a text"), "", "widgets.paper:Paper"),
    LINES: Place(N_("In a list of lines"), "", "widgets.listing:Listing"),
    ASKS: Place(N_("Among what is to be said"), "", "widgets.queue:Asks"),
    OUTBOX: Place(N_("In the outbox"), "", "widgets.queue:Outbox"),
    VIEW: Place(N_("While something is read"), "", "forms.view:ViewScreen", (TEXT,)),
    UNDO: Place(N_("Before something is done"), "", "forms.undo:UndoScreen", (TEXT,)),
    WELCOME: Place(N_("Welcome"), "", "pages.welcome:WelcomePage", (LINES,)),
    OWN: Place(N_("Before a ledger of one's own"), "", "pages.welcome:OwnPane", (MARKS,)),
    MARKS: Place(N_("In a list to mark"), "", "widgets.marks:Marks"),
    TOUR: Place(N_("Tour"), "", "pages.tour:TourScreen"),
    FILTER: Place(N_("In the filter"), "", "widgets.filter:Filter"),
    LIST: Place(N_("In the list of tasks"), "", "widgets.table:ListTable"),
    COLUMNS: Place(N_("Columns"), "", "forms.columns:ColumnsScreen"),
    VIEWS: Place(N_("Saved views"), "", "forms.views:ViewsScreen"),
    CHOICE: Place(N_("In a choice"), "", "widgets.choice:Choice"),
    LOOKUP: Place(N_("While looking up"), "", "pages.help:LookUp"),
    FIELD: Place(N_("While typing"), "", "widgets.field:Field"),
}
"""Every place by its code."""

SCREENS = (BOARD, TASKS, TIMELINE, CALENDAR, BODIES, REMINDERS, DRAFTS, APPROVALS, AUDIT)
"""The main screens, in the order of their digits."""

DIGITS = {
    BOARD: "1", TASKS: "2", TIMELINE: "3", CALENDAR: "4", BODIES: "5", REMINDERS: "6", DRAFTS: "7", APPROVALS: "8",
    AUDIT: "9",
}
"""The digit that opens a main screen, for good: also while others are not there yet."""

MAIN = (*(place for place in SCREENS if place != DRAFTS), DETAIL)
"""The places that show tasks: what is done to a task is done here."""

PAGES = (*SCREENS, DETAIL)
"""The main screens and the page of one task."""

ANYWHERE = (*PAGES, HELP, WELCOME)

WRITING = frozenset({
    "report", "steps", "extend", "approve", "undo", "redo", "undo_this", "undo_to", "agree", "send_back", "adopt",
    "mean", "plan_messages", "agree_message", "edit_message", "send", "send_now", "postpone", "merge",
    "withdraw_message", "confirm_receipt",
})
"""The acts that record something, or lead to a form that does: whoever may only read is not offered them."""
