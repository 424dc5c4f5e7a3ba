"""What is done to the task under the cursor, on every page that shows one, and taken back."""

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import speak
from xiaxian_tasks.tui.pages.frame import Frame


class Acting(Frame):
    """A full screen on which steps are taken; each is imported when it is first taken."""

    async def action_report(self) -> None:
        from xiaxian_tasks.tui.pages import stepping

        await stepping.report(self)

    async def action_steps(self) -> None:
        from xiaxian_tasks.tui.pages import stepping

        await stepping.choose(self)

    async def action_extend(self) -> None:
        from xiaxian_tasks.tui.pages import stepping

        await stepping.extend(self)

    async def action_approve(self) -> None:
        from xiaxian_tasks.tui.pages import stepping

        await stepping.approve(self)

    async def action_editor(self) -> None:
        from xiaxian_tasks.tui import editor

        await editor.open_plan(self)

    def action_copy(self) -> None:
        if sheet := self.current():
            called = speak.called(sheet)
            self.desk.copy_to_clipboard(f"{called} {sheet['title']}")
            self.praise(_("Copied: {text}").format(text=called))

    async def action_undo(self) -> None:
        from xiaxian_tasks.tui.pages import undoing

        await undoing.take_back(self)

    async def action_redo(self) -> None:
        from xiaxian_tasks.tui.pages import undoing

        await undoing.bring_back(self)
