"""What is done on the page of reminders: each act is imported when it is first done."""

from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.pages.sending import Sending
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.queue import Outbox


class Outboxed(Page):
    """A page over the outbox. What is done is done to the marked messages, else to the one under the cursor."""

    sending: Sending | None = None
    """What is being sent from here now."""

    @property
    def outbox(self) -> Outbox:
        """The messages."""
        return self.query_one(Outbox)

    @property
    def is_outbox(self) -> bool:
        """Whether the outbox is looked at, and not what is to be said."""
        return False

    def outbox_count(self, _state: str) -> int:
        """How many messages stand in a state."""
        return 0

    def redraw_counts(self) -> None:
        """How far sending is."""
        self.query_one("#counts", Bar).refresh()

    def on_unmount(self) -> None:
        """Whoever leaves the program stops sending after the message that is on its way."""
        if self.sending is not None:
            self.sending.stop()

    def taken(self) -> list[Sheet]:
        """The messages an act is for; none, and it is said, where the outbox is not looked at."""
        found = self.outbox.taken() if self.is_outbox else []
        if not found:
            nothing = _("No message stands here.") if self.is_outbox else _("Messages stand in the outbox: press w.")
            self.say([(f" {nothing}", "quiet")])
        return found

    async def action_plan_messages(self) -> None:
        from xiaxian_tasks.tui.pages import posting

        await posting.plan(self)

    async def action_agree_message(self) -> None:
        from xiaxian_tasks.tui.pages import posting

        await posting.approve(self, self.taken())

    async def action_send(self) -> None:
        from xiaxian_tasks.tui.pages import posting

        await posting.send(self)

    async def action_edit_message(self) -> None:
        from xiaxian_tasks.tui.pages import posting

        await posting.ask(self, posting.EDIT, self.taken()[:1])

    async def action_postpone(self) -> None:
        from xiaxian_tasks.tui.pages import posting

        await posting.ask(self, posting.POSTPONE, self.taken())

    async def action_withdraw_message(self) -> None:
        from xiaxian_tasks.tui.pages import posting

        await posting.ask(self, posting.WITHDRAW, self.taken())

    async def action_confirm_receipt(self) -> None:
        from xiaxian_tasks.tui.pages import posting

        await posting.ask(self, posting.CONFIRM, self.taken())

    async def action_merge(self) -> None:
        from xiaxian_tasks.tui.pages import posting

        await posting.merge(self, self.taken())

    def action_write_paper(self) -> None:
        from xiaxian_tasks.tui.pages import posting

        for row in self.taken()[:1]:
            posting.write(self, row)
