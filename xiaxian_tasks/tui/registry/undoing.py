"""Taking back and bringing back, on every main screen; and what is said to what would be taken back."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import AUDIT, MAIN, UNDO, VIEW, Act

ACTS = (
    Act("undo", N_("undo"), tuple(place for place in MAIN if place != AUDIT), ("u", "ctrl+z"),
        "xiaxian task undo {task}", 9),
    Act("redo", N_("redo"), MAIN, ("R", "ctrl+y"), "xiaxian task undo {task}"),
    Act("do_it", N_("do it"), (UNDO,), ("enter", "f9"), "xiaxian task undo {task}", 1),
    Act("leave_it", N_("close"), (UNDO, VIEW), ("escape",), "", 2),
)
