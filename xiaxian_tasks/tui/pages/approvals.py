"""审批: what waits for a decision, whose it is and since when; what agreeing would change; agreeing by two keys."""

from collections.abc import Iterator

from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import N_, _, ngettext
from xiaxian_tasks.office import approvals, histories
from xiaxian_tasks.office.approvals import Compared
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.tui import acts, places, speak, telling
from xiaxian_tasks.tui.forms.undo import UndoScreen
from xiaxian_tasks.tui.forms.view import ViewScreen
from xiaxian_tasks.tui.look import Line, here
from xiaxian_tasks.tui.pages import opened, stepping, undoing
from xiaxian_tasks.tui.pages.lined import LinedPage
from xiaxian_tasks.tui.widgets.choice import Choice
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines
from xiaxian_tasks.tui.widgets.listing import Listing
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.width import fit, fit_middle
from xiaxian_tasks.wording import words

WHATS = {
    "extension": N_("extension"), "review": N_("completion"), "refusal": N_("refusal"), "closing": N_("closing"),
    "reopening": N_("reopening"), "recheck": N_("look back"), "month": N_("the books"),
}
"""What a line waits for, in as few cells as can be."""

ASKED = ("extension-request", "request", "refusal", "recheck")
"""The entries that ask for a decision: the newest of them is shown with its words."""


class ApprovalsPage(LinedPage):
    """What waits for a decision (审批)."""

    PLACE = places.APPROVALS
    BINDINGS = acts.bindings(places.APPROVALS)
    CSS = """
    #decisions { height: 1fr; }
    #left { width: 1fr; }
    #left Lines { height: 9; }
    #pane { display: none; }
    ApprovalsPage.-wide #left Lines { display: none; }
    ApprovalsPage.-wide #pane { display: block; width: 46; margin-left: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._found: Sheet = {"lines": [], "more": {}, "mine": 0}

    def body(self) -> Iterator[Widget]:
        yield Bar(self._counts, id="counts")
        with Horizontal(id="decisions"):
            with Vertical(id="left"):
                yield Bar(self._heading, ground="head")
                yield Listing(self._row)
                yield Lines()
            yield Paper(id="pane")

    @property
    def line(self) -> Sheet | None:
        """What waits under the cursor."""
        found: Sheet | None = self.listing.row
        return found

    def current(self) -> Sheet | None:
        line, office = self.line, self.desk.office
        row = office.store.task(line["task"], office.on) if line and line["task"] else None
        return sheet(office, row) if row else None

    def reread(self) -> None:
        self._found = approvals.waiting(self.desk.office)
        at = _key(self.line)
        place = next((place for place, line in enumerate(self._found["lines"]) if _key(line) == at), None)
        self.listing.show(self._found["lines"], self.listing.cursor if place is None else place)
        self.query_one("#counts", Bar).refresh()

    # What stands on the screen.

    def _counts(self, _width: int) -> Line:
        count, mine = len(self._found["lines"]), self._found["mine"]
        if not count:
            return [(" " + _("Nothing waits for a decision."), "title")]
        told = ngettext("{count} decision waits", "{count} decisions wait", count).format(count=count)
        more = "+" if self._found["more"] else ""
        return [(f" {told}{more}  ", "title"), (_("{count} of them yours").format(count=mine), "quiet")]

    def _heading(self, width: int) -> Line:
        sizes = _columns(width - 1)
        names = (_("Waits for"), _("No."), _("Task"), _("Body"), _("For"), _("Whose"))
        titles = " ".join(fit(name, size) for name, size in zip(names, sizes, strict=True))
        line: Line = [(f" {titles}", "head")]
        return here(line) if self.listing.has_focus else line

    def _row(self, line: Sheet, width: int, ground: str) -> Line:
        sizes = _columns(width)
        called = "-" if not line["task"] else f"{self._label(line)}/{line['task'].partition('/')[2]}"
        texts = [
            _(WHATS[line["what"]]), fit_middle(called, sizes[1]), line["title"], line["body"] or "-",
            words.days(line["days"]), _whose(line),
        ]
        style = ground if line["mine"] or ground != "base" else "quiet"
        return [(" ".join(fit(text, size) for text, size in zip(texts, sizes, strict=True)), style)]

    def _label(self, line: Sheet) -> str:
        return self.desk.labels.get(line["plan"], line["plan"] or "")

    def _moved(self) -> None:
        """What is asked at once; what agreeing would change beside the screen, for some steps have much to load."""
        self._tell(None)
        if line := self.line:
            self.beside(
                lambda office: (_key(line), approvals.compared(office, line)),
                lambda found: self._tell(found[1]) if found[0] == _key(self.line) else None,
                group="compared",
            )

    def _tell(self, compared: Compared | None) -> None:
        line = self.line
        asked = _asked(self.desk.office, line) if line else None
        self.query_one(Lines).say(lambda width: _told(line, asked, compared, width))
        self.query_one("#pane", Paper).show(lambda width: _told(line, asked, compared, width))

    # What can be done.

    async def action_before_after(self) -> None:
        line = self.line
        if line is None:
            return
        compared, asked = approvals.compared(self.desk.office, line), _asked(self.desk.office, line)
        title = "  ".join((_("Before and after"), line["title"]))
        await self.desk.push_screen(ViewScreen(title, lambda width: _told(line, asked, compared, width, is_whole=True)))

    async def on_listing_opened(self) -> None:
        await self.action_before_after()

    async def action_open_task(self) -> None:
        if self.line and self.line["task"]:
            others = [each["task"] for each in self._found["lines"] if each["task"]]
            await opened.open_task(self, self.line["task"], others)

    async def action_agree(self) -> None:
        if self.line is None:
            return
        if self.line["what"] == approvals.MONTH.what:
            await self._close_month(self.line)
        else:
            await self._step(self.line, self.line["agrees"])

    async def action_send_back(self) -> None:
        if self.line is None:
            return
        if self.line["returns"]:
            await self._step(self.line, self.line["returns"])
        else:
            self.praise(_("This is agreed to or left; there is nothing to send back."))

    async def _step(self, line: Sheet, kind: str) -> None:
        """The form of a step, with the body of the line chosen."""
        found = self.current()
        if found is None:
            return
        await stepping.take(self, kind, found)
        for choice in self.desk.screen.query(Choice):
            for key in ("body", "instead_of"):
                named = next((name for meant, name in choice.offers if meant == {key: line["body"]}), "")
                if choice.id == key and named:
                    choice.choose(named)

    async def _close_month(self, line: Sheet) -> None:
        """A month is never opened again, so what that means is shown first."""
        told = _("The books of {month} are closed with the lights of today. No entry counts from it any more, and that"
                 " is not taken back.").format(month=line["key"])

        def agreed(is_agreed: bool | None) -> None:
            if not is_agreed:
                return
            try:
                approvals.close_month(self.desk.office, line)
            except XiaxianError as error:
                self.warn(error)
                return
            self.desk.changed()
            self.praise(_("Month {month} is closed.").format(month=line["key"]))

        title = "  ".join((_("the books"), line["key"]))
        await self.desk.push_screen(UndoScreen(title, lambda width: list(telling.paragraph(told, width))), agreed)


def _asked(office: Office, line: Sheet) -> Sheet | None:
    """The entry that asks, with its words."""
    history = histories.of_task(office, line["task"]) if line["task"] else []
    asking = [entry for entry in history if entry["kind"] in ASKED and not entry["taken_back"]]
    return asking[-1] if asking else None


def _key(line: Sheet | None) -> tuple[str, ...]:
    """What tells one line from the others."""
    return tuple(str(line[key]) for key in ("what", "task", "key", "body")) if line else ()


def _columns(width: int) -> tuple[int, ...]:
    """Cells of the columns, parted by one blank: what, number, title, body, for how long, whose."""
    what, number, days, whose = (10, 12, 7, 14) if width >= 76 else (10, 10, 6, 10)
    rest = width - what - number - days - whose - 6
    body = max(8, rest // 3)
    return what, number, max(rest - body, 4), body, days, whose


def _whose(line: Sheet) -> str:
    """Who may agree: you, somebody else of your office, or the roles that may."""
    if line["mine"]:
        return _("you")
    if line["another"]:
        return _("another person")
    return words.joined([words.word(words.PERSON_ROLES, role) for role in line["roles"]])


def _told(
    line: Sheet | None, asked: Sheet | None, compared: Compared | None, width: int, *, is_whole: bool = False
) -> list[Line]:
    """What is asked, by when it should be answered, and what agreeing would change."""
    if line is None:
        return []
    lines: list[Line] = [] if is_whole else [telling.section(line["title"], width)]
    due = _("to be answered by {day}").format(day=line["due"]) if line["due"] else ""
    since = _("waits since {day}").format(day=line["since"])
    lines += telling.paragraph("  ".join(filter(None, (_(WHATS[line["what"]]), since, due))), width)
    if asked is not None:
        lines += telling.paragraph(undoing.said(asked), width, style="quiet")
    if compared is None or not line["task"]:
        return lines
    lines.append(telling.section(_("If it is agreed to"), width))
    if compared.refused is not None:
        for text in speak.error(compared.refused):
            lines += telling.paragraph(text.strip(), width, style="warn")
        return lines
    return [*lines, *undoing.changed(compared.changes, width)]
