"""What can be done in any list, text or choice."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import CHOICE, FIELD, HELP, LINES, LOOKUP, ROWS, TEXT, Act

ACTS = (
    Act("down", N_("one down"), (ROWS, TEXT, LINES), ("j", "down")),
    Act("up", N_("one up"), (ROWS, TEXT, LINES), ("k", "up")),
    Act("page_down", N_("a page down"), (ROWS, LINES), ("pagedown", "ctrl+d")),
    Act("page_on", N_("a page on"), (TEXT,), ("space", "pagedown", "ctrl+d"), does="page_down"),
    Act("page_up", N_("a page up"), (ROWS, TEXT, LINES), ("b", "pageup", "ctrl+u")),
    Act("first", N_("to the first"), (ROWS, TEXT, LINES), ("g", "home")),
    Act("last", N_("to the last"), (ROWS, TEXT, LINES), ("G", "end")),
    Act("next_choice", N_("next choice"), (CHOICE,), ("space", "right"), "", 3),
    Act("previous_choice", N_("choice before"), (CHOICE,), ("left",)),
    Act("look_up", N_("look up"), (HELP,), ("slash", "f3", "ctrl+f"), "", 1, ("ideographic_comma",)),
    Act("to_help", N_("to the text"), (LOOKUP,), ("enter", "down"), "", 1),
    Act("clear_lookup", N_("clear"), (LOOKUP,), ("escape",), "", 2),
    Act("undo_typing", N_("undo typing"), (FIELD,), ("ctrl+z",)),
    Act("redo_typing", N_("redo typing"), (FIELD,), ("ctrl+y",)),
)
