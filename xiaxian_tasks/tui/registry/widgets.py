"""What can be done in any list, text or choice."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import CHOICE, ROWS, TEXT, Act

ACTS = (
    Act("down", N_("one down"), (ROWS, TEXT), ("j", "down")),
    Act("up", N_("one up"), (ROWS, TEXT), ("k", "up")),
    Act("page_down", N_("a page down"), (ROWS, TEXT), ("space", "pagedown", "ctrl+d")),
    Act("page_up", N_("a page up"), (ROWS, TEXT), ("b", "pageup", "ctrl+u")),
    Act("first", N_("to the first"), (ROWS, TEXT), ("g", "home")),
    Act("last", N_("to the last"), (ROWS, TEXT), ("G", "end")),
    Act("next_choice", N_("next choice"), (CHOICE,), ("space", "right"), "", 3),
    Act("previous_choice", N_("choice before"), (CHOICE,), ("left",)),
)
