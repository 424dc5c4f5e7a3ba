"""What can be done with plan files: on the welcome and among those that wait; and on the tour."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import BOARD, DRAFTS, HELP, MARKS, OWN, PAGES, TOUR, WELCOME, Act

ACTS = (
    Act("adopt", N_("adopt"), (DRAFTS,), ("enter", "f9", "y"), "xiaxian load {file}", 1),
    Act("edit_file", N_("open in the editor"), (DRAFTS,), ("e", "ctrl+e"), "", 2),
    Act("to_welcome", N_("welcome"), (BOARD,), ("W", "ctrl+o")),
    Act("go_on", N_("go on"), (WELCOME,), ("enter", "o"), "", 1),
    Act("adopt_marked", N_("adopt what is marked"), (OWN,), ("f9", "y"), "xiaxian load {file}", 2),
    Act("next_part", N_("other part"), (OWN,), ("tab", "v"), "", 5),
    Act("back_to_ways", N_("back"), (OWN,), ("escape",), "", 6),
    Act("mark_row", N_("mark"), (MARKS,), ("space", "x"), "", 3),
    Act("mark_all_rows", N_("all or none"), (MARKS,), ("ctrl+a", "V"), "", 4),
    Act("row_down", N_("one down"), (MARKS,), ("j", "down"), does="down"),
    Act("row_up", N_("one up"), (MARKS,), ("k", "up"), does="up"),
    Act("rows_down", N_("a page down"), (MARKS,), ("pagedown", "ctrl+d"), does="page_down"),
    Act("rows_up", N_("a page up"), (MARKS,), ("pageup", "ctrl+u"), does="page_up"),
    Act("first_row", N_("to the first"), (MARKS,), ("g", "home"), does="first"),
    Act("last_row", N_("to the last"), (MARKS,), ("G", "end"), does="last"),
    Act("tour", N_("take the tour"), (*PAGES, HELP), ("T", "insert")),
    Act("next_step", N_("next"), (TOUR,), ("enter", "right", "n"), "", 1),
    Act("previous_step", N_("back"), (TOUR,), ("left", "N"), "", 2),
    Act("end_tour", N_("end the tour"), (TOUR,), ("escape",), "", 3),
)
