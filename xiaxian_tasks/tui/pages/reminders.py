"""提醒: what would be said to whom today, a body a row, with whom to say it to and a text to copy."""

from collections.abc import Iterator

from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from xiaxian_tasks.language import _
from xiaxian_tasks.office import reminders
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, places, speak, telling
from xiaxian_tasks.tui.look import Line, here
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.roll import Scope
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.listing import Listing
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.width import fit
from xiaxian_tasks.wording import queue, words

PAUSE = 0.08
"""Seconds of rest on a body before its lines are asked for."""

COUNT = 5
"""Cells of a count."""


class RemindersPage(Page):
    """What would be said to whom (提醒)."""

    PLACE = places.REMINDERS
    BINDINGS = acts.bindings(places.REMINDERS)
    CSS = """
    #reminders { height: 1fr; layout: vertical; }
    #reminders #bodies { height: 9; }
    #reminders Listing { height: 1fr; }
    RemindersPage.-wide #reminders { layout: horizontal; }
    RemindersPage.-wide #reminders #bodies { width: 52; height: 1fr; }
    RemindersPage.-wide #reminders Paper { margin-left: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._bodies: list[Sheet] | None = None
        self._queue: Sheet | None = None
        self._timer: Timer | None = None

    def body(self) -> Iterator[Widget]:
        yield Bar(self._counts, id="counts")
        with Container(id="reminders"):
            with Container(id="bodies"):
                yield Bar(self._heading, ground="head")
                yield Listing(_row)
            yield Paper()

    def on_mount(self) -> None:
        self.listing.when_moved = self._moved
        self.query_one(Paper).is_beside = True
        self.set_focus(self.listing)

    @property
    def listing(self) -> Listing:
        """The bodies."""
        return self.query_one(Listing)

    def reread(self) -> None:
        self.beside(reminders.bodies, self._take)

    def _take(self, bodies: list[Sheet]) -> None:
        at = self.listing.row["body"] if self.listing.row else ""
        self._bodies = bodies
        place = next((place for place, row in enumerate(bodies) if row["body"] == at), 0)
        self.listing.show(bodies, place)
        self.query_one("#counts", Bar).refresh()

    def _moved(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._ask)

    def _ask(self) -> None:
        """The lines of the body under the cursor, beside the screen."""
        row = self.listing.row
        if row is None:
            self._queue = None
            self.query_one(Paper).show(lambda _width: [])
            return
        name = row["body"]
        self.beside(lambda office: reminders.lines(office, name), self._tell, group="lines")

    def _tell(self, found: Sheet) -> None:
        office, row = self.desk.office, self.listing.row
        queue.tell(found, office.on, office.workdays)
        self._queue = found
        labels = self.desk.labels
        self.query_one(Paper).show(lambda width: _told(found, row, labels, width))

    def _counts(self, _width: int) -> Line:
        if self._bodies is None:
            return []
        if not self._bodies:
            return [(" " + _("Nobody has to be told anything today."), "title")]
        nobody = sum(not row["contacts"] for row in self._bodies)
        told = _("To tell today: {bodies} bodies").format(bodies=len(self._bodies))
        missing = _("{count} without a contact person").format(count=nobody) if nobody else ""
        return [(f" {told}  ", "title"), (missing, "warn")]

    def _heading(self, width: int) -> Line:
        name, contact = _columns(width - 1)
        counts = "".join(fit(text, COUNT, ">") for text in (speak.glyph("red"), speak.glyph("yellow"), _("Wait")))
        body, person = fit(_("Body"), name), fit(_("Contact"), contact)
        line: Line = [(f" {body}{counts}  {person}", "head")]
        return here(line) if self.listing.has_focus else line

    async def action_open(self) -> None:
        """The tasks of the body."""
        if row := self.listing.row:
            await self.desk.show_scope(Scope(body=row["body"], name=row["body"]))

    async def on_listing_opened(self) -> None:
        await self.action_open()

    def action_copy(self) -> None:
        """The text of the body, to be pasted where it is said."""
        if self._queue is not None and (row := self.listing.row):
            self.desk.copy_to_clipboard(text_of(self._queue, row["body"], self.desk.labels))
            self.praise(_("Copied: {text}").format(text=row["body"]))


def _columns(width: int) -> tuple[int, int]:
    """Cells of the body's name and of the contact."""
    rest = width - 3 * COUNT - 2
    return rest // 2, rest - rest // 2


def _row(row: Sheet, width: int, ground: str) -> Line:
    name, contact = _columns(width)
    counts = "".join(fit(str(row[key] or ""), COUNT, ">") for key in ("red", "yellow", "waits"))
    line: Line = [(f"{fit(row['body'], name)}{counts}  ", ground)]
    known = words.joined([each["name"] for each in row["contacts"]]) if row["contacts"] else ""
    missing = "warn" if ground == "base" else ground
    return [*line, (fit(known, contact), ground) if known else (fit(_("no contact person"), contact), missing)]


def _told(found: Sheet, row: Sheet | None, labels: dict[str, str], width: int) -> list[Line]:
    """What is to be said to a body, by class: every line with its reason."""
    lines: list[Line] = [telling.section(found["body"], width)]
    if row is not None and not row["contacts"]:
        missing = _("Nobody of this body is registered: load its liaison with the people of the county.")
        lines += telling.paragraph(missing, width, style="warn")
    for each in row["contacts"] if row else ():
        role = words.word(words.PERSON_ROLES, each["role"])
        lines += telling.paragraph(f"{role} {each['name']}", width)
    if not found["lines"]:
        lines += telling.paragraph(_("Nothing to push today."), width, style="quiet")
    for name in queue.CLASSES:
        of_class = [line for line in found["lines"] if line["class"] == name]
        more = [each["why"] for each in found["more"] if each["class"] == name]
        if of_class or more:
            lines += [[], [(f" {queue.name(name)}", "title"), (f"  {'  '.join(more)}", "quiet")]]
        for line in of_class:
            if line["light"]:
                called = speak.numbered(line["task"], labels)
                lines += telling.lit(line["light"], f"{called}  {line['title']}", width)
            else:
                lines += telling.paragraph(line["title"], width)
            lines += telling.paragraph(line["why"], width, style="quiet", indent=telling.INDENT)
    return lines


def text_of(found: Sheet, body: str, labels: dict[str, str]) -> str:
    """The same as a plain text: what is pasted into a message."""
    texts = [_("{body}: to be done by {on}").format(body=body, on=found["on"])]
    for number, line in enumerate(found["lines"], start=1):
        texts.append(_("{number}. {title} ({task}): {why}").format(
            number=number, title=line["title"], task=speak.numbered(line["task"], labels), why=line["why"]
        ))
    return "\n".join(texts) + "\n"
