"""提醒: what is to be said to whom today, and the outbox; what is looked at, and what keys do."""

from typing import Any

from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, asked, places
from xiaxian_tasks.tui.pages.letterbox import ALL, Letterbox
from xiaxian_tasks.tui.roll import Scope
from xiaxian_tasks.tui.widgets.ask import Ask
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.widgets.queue import Asks, Outbox


class RemindersPage(Letterbox):
    """What is to be said, and what has been (提醒)."""

    PLACE = places.REMINDERS
    BINDINGS = acts.bindings(places.REMINDERS)
    CSS = """
    #reminders { height: 1fr; layout: vertical; }
    #reminders #left { height: 9; }
    #reminders Listing { height: 1fr; }
    #reminders #right { height: 1fr; }
    RemindersPage.-wide #reminders { layout: horizontal; }
    RemindersPage.-wide #reminders #left { width: 1fr; height: 1fr; }
    RemindersPage.-wide #reminders #right { width: 58; margin-left: 1; }
    """

    def places(self) -> tuple[str, ...]:
        if isinstance(self.focused, Outbox):
            return (self.PLACE, places.OUTBOX)
        return (self.PLACE, places.ASKS) if isinstance(self.focused, Asks) else (self.PLACE,)

    def state(self) -> dict[str, Any]:
        return {"view": places.OUTBOX if self._is_outbox else places.ASKS}

    def recall(self) -> None:
        """The view was taken up when the page was made."""

    # What keys do.

    def action_other_list(self) -> None:
        self._is_outbox = not self._is_outbox
        self.show_view()
        self._moved()

    def action_turn(self, by: int) -> None:
        """Another leaf."""
        known = self._leaves_here
        self._leaf = known[(known.index(self.leaf) + by) % len(known)]
        self.query("#right Bar").first().refresh()
        self._moved()

    async def action_its_tasks(self) -> None:
        """The tasks of the body."""
        if row := self.listing.row:
            await self.desk.show_scope(Scope(body=row["body"], name=row["body"]))

    async def on_listing_opened(self) -> None:
        await (self.action_send() if self._is_outbox else self.action_its_tasks())

    def action_one_state(self) -> None:
        """The messages of the next state that some are in; all again after the last."""
        if self._found is None or not self._is_outbox:
            return
        known = [ALL, *(state for state in m.STATES if self._found.counts[state])]
        self.narrow(known[(known.index(self._state) + 1) % len(known)] if self._state in known else ALL, self._sought)

    def action_seek_message(self) -> None:
        if not self._is_outbox:
            self.action_other_list()
        hint = _("a body, a number, a paper, a person; empty: all")
        self.query_one(Ask).ask(_("Filter"), self._sought, lambda text: self.narrow(self._state, text), hint=hint)

    async def action_find(self) -> None:
        self.action_seek_message()

    def narrow(self, state: str, sought: str) -> None:
        """Show what is in a state and answers to some words."""
        self._state, self._sought = state, sought
        self.reread()

    def action_step_back(self) -> None:
        """Stop what is being sent; else take away marks; else show all again."""
        if self.sending is not None:
            self.sending.stop()
        elif self.outbox.marked:
            self.outbox.unmark()
        elif self._state or self._sought:
            self.narrow(ALL, "")
        self.query_one("#counts", Bar).refresh()

    def action_copy(self) -> None:
        """What a body is to be told, or a message says, to be pasted where it is said."""
        row = self.listing.row
        if row is None:
            return
        said = row["text"] if self._is_outbox else asked.text_of(row, self.desk.office.on, self.desk.labels)
        self.desk.copy_to_clipboard(said)
        self.praise(_("Copied: {text}").format(text=row["body"]))

    async def action_pane(self) -> None:
        self.set_focus(self.listing if isinstance(self.focused, Paper) else self.query_one(Paper))
