"""What is about to be done, shown before it is: taking one entry back, or several one after the other."""

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.forms.view import ViewScreen


class UndoScreen(ViewScreen):
    """What would be taken back and what that changes; True once it is agreed to."""

    PLACE = places.UNDO
    BINDINGS = acts.bindings(places.UNDO)

    def action_do_it(self) -> None:
        self.dismiss(True)
