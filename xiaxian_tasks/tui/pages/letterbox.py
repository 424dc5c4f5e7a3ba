"""The lists of the page of reminders and what is read of a line: what it says, to whom it goes, what became of it."""

from collections.abc import Iterator, Sequence

from textual.containers import Container, Vertical
from textual.timer import Timer
from textual.widget import Widget

from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import asked, outgoing, places, telling
from xiaxian_tasks.tui.look import Line, here, length
from xiaxian_tasks.tui.outgoing import MATTERS, PEOPLE, STORY, TEXT, Seat
from xiaxian_tasks.tui.pages import readings
from xiaxian_tasks.tui.pages.outboxed import Outboxed
from xiaxian_tasks.tui.widgets.ask import Ask
from xiaxian_tasks.tui.widgets.chrome import Bar, spread
from xiaxian_tasks.tui.widgets.listing import Listing
from xiaxian_tasks.tui.widgets.paper import Layout, Paper
from xiaxian_tasks.tui.widgets.queue import Asks, Outbox
from xiaxian_tasks.wording import outbox, words

PAUSE = 0.08
"""Seconds of rest on a line before what it says is asked for."""

LEAVES = {TEXT: N_("Wording"), MATTERS: N_("Matters"), PEOPLE: N_("Recipients"), STORY: N_("Steps")}
"""What can be read of the line under the cursor; what is not in the outbox yet has no steps."""

ALL = ""
"""The state of a filter that asks for none: what waits first, then all the rest."""


class Letterbox(Outboxed):
    """Both lists of the page, the one that is looked at, and what is read of its line."""

    def __init__(self) -> None:
        super().__init__()
        self._found: readings.Found | None = None
        self._is_outbox = False
        self._leaf = TEXT
        self._state = ALL
        self._sought = ""
        self._timer: Timer | None = None

    def body(self) -> Iterator[Widget]:
        yield Bar(self._counts, id="counts")
        with Container(id="reminders"):
            with Vertical(id="left"):
                yield Bar(self._heading, ground="head")
                yield Asks(asked.row)
                yield Outbox(lambda row, width, ground: outgoing.row(row, self.seat, width, ground))
            with Vertical(id="right"):
                yield Bar(self._leaves, ground="head")
                yield Paper()
        yield Ask()

    def on_mount(self) -> None:
        self._is_outbox = self.kept("view", "") == places.OUTBOX
        for listing in self.query(Listing):
            listing.when_moved = self._moved
        self.query_one(Paper).is_beside = True
        self.show_view()

    @property
    def is_outbox(self) -> bool:
        return self._is_outbox

    @property
    def listing(self) -> Listing:
        """The list that is looked at."""
        return self.outbox if self._is_outbox else self.query_one(Asks)

    @property
    def seat(self) -> Seat:
        """The day and zone messages are told in."""
        office = self.desk.office
        return Seat(office.on.isoformat(), office.now().tzinfo, self.desk.labels)

    def outbox_count(self, state: str) -> int:
        return self._found.counts[state] if self._found else 0

    # Reading.

    def reread(self) -> None:
        """Both lists, beside the screen: what is asked is worked out of every task that may ask."""
        state, sought = self._state, self._sought
        bodies = self._found.bodies if self._found and self.sending else None
        self.beside(lambda office: readings.found(office, state, sought, bodies), self._take)

    def _take(self, found: readings.Found) -> None:
        self._found = found
        _show(self.query_one(Asks), found.bodies, "body")
        self.outbox.marked &= {row["id"] for row in found.messages}
        _show(self.outbox, found.messages, "id")
        self.query_one("#counts", Bar).refresh()

    def _moved(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._read)

    def _read(self) -> None:
        """What the leaf says of the line under the cursor, beside the screen."""
        row, seat = self.listing.row, self.seat
        if row is None:
            self._tell(self._nothing)
            return
        leaf = self.leaf
        ask = readings.of_message if self._is_outbox else readings.of_body
        self.beside(lambda office: ask(office, row, leaf, seat), self._tell, group="leaf")

    def _tell(self, layout: Layout) -> None:
        for paper in self.query(Paper):  # none where the page is being taken down
            paper.show(layout)

    @property
    def leaf(self) -> str:
        """The leaf that is read."""
        return self._leaf if self._leaf in self._leaves_here else TEXT

    @property
    def _leaves_here(self) -> list[str]:
        return [leaf for leaf in LEAVES if self._is_outbox or leaf != STORY]

    # What stands on the screen.

    def _counts(self, width: int) -> Line:
        found = self._found
        if self.sending is not None:
            return self.sending.line(width)
        if found is None:
            return []
        return self._counted(found, width) if self._is_outbox else _to_say(found)

    def _counted(self, found: readings.Found, width: int) -> Line:
        """How many messages wait in each state, and what the list is narrowed to."""
        line: Line = [(" " + _("Outbox") + "  ", "title")]
        for state in (m.DUE, m.APPROVED, m.SENDING, m.FAILED, m.SENT):
            if count := found.counts[state]:
                style = "chosen" if state == self._state else outgoing.STYLES.get(state, "base")
                line += [(f"{words.word(outbox.STATES, state)} {count}", style), ("  ", "base")]
        narrowed = [words.word(outbox.STATES, self._state) if self._state else "", self._sought]
        marked = len(self.outbox.marked)
        told = [_("marked {count}").format(count=marked) if marked else "", *narrowed, "+" if found.has_more else ""]
        quiet = _("nothing goes {hours}").format(hours=found.quiet) if found.quiet else ""
        right: Line = [(" ".join(filter(None, told)) or quiet, "quiet"), (" ", "base")]
        return spread(line, right, width, "base") if length(line) + length(right) < width else line

    def _heading(self, width: int) -> Line:
        if self._is_outbox:
            line: Line = [("  ", "head"), *outgoing.heading(width - 2)]
        else:
            line = [(" ", "head"), *asked.heading(width - 1)]
        return here(line) if self.listing.has_focus else line

    def _leaves(self, _width: int) -> Line:
        """The leaves, the one that is read marked."""
        line: Line = [(" ", "head")]
        for leaf in self._leaves_here:
            line.append((f" {_(LEAVES[leaf])} ", "chosen" if leaf == self.leaf else "head"))
        return line

    def _nothing(self, width: int) -> list[Line]:
        """What an empty list means, and what can be done."""
        if self._found is None:
            return []
        if not self._is_outbox:
            text = _("Nobody has to be told anything today.")
        elif self._state or self._sought:
            text = _("No message answers to this. Esc shows all.")
        else:
            text = _("The outbox is empty. n puts what is to be said into it; nothing is sent by that.")
        return list(telling.paragraph(text, width, style="quiet"))

    def show_view(self) -> None:
        """The list that is looked at, with the focus."""
        self.query_one(Asks).display, self.outbox.display = not self._is_outbox, self._is_outbox
        self.set_focus(self.listing)
        for bar in self.query(Bar):
            bar.refresh()


def _show(listing: Listing, rows: Sequence[Sheet], key: str) -> None:
    """Show rows; the cursor stays on the one it was on."""
    at = listing.row[key] if listing.row else ""
    listing.show(rows, next((place for place, row in enumerate(rows) if row[key] == at), 0))


def _to_say(found: readings.Found) -> Line:
    """How many bodies are to be told something, and what is held back."""
    going = sum(bool(row["groups"]) for row in found.bodies)
    held = sum(len(row["held"]) for row in found.bodies)
    if not going and not held:
        return [(" " + _("Nobody has to be told anything today."), "title")]
    told = _("To tell today: {bodies} bodies").format(bodies=going)
    line: Line = [(f" {told}  ", "title")]
    if held:
        line.append((_("held back: {count}").format(count=held) + "  ", "quiet"))
    nobody = sum(all(not group["person"] for group in row["groups"]) for row in found.bodies if row["groups"])
    if nobody:
        line.append((_("{count} without a contact person").format(count=nobody), "warn"))
    return line
