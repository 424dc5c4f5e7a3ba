"""What can be done on the timeline, and while a due day is tried on it."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import TIMELINE, TRIAL, Act

ACTS = (
    Act("earlier", N_("earlier days"), (TIMELINE,), ("h", "left"), does="look_on(-1)"),
    Act("later", N_("later days"), (TIMELINE,), ("l", "right"), "", 4, does="look_on(1)"),
    Act("zoom_in", N_("closer"), (TIMELINE,), ("plus", "shift+up"), "", 5, ("equals_sign",), "zoom(1)"),
    Act("zoom_out", N_("farther"), (TIMELINE,), ("minus", "shift+down"), "", 6, does="zoom(-1)"),
    Act("today", N_("today"), (TIMELINE,), ("t", "0"), "", 7),
    Act("grouping", N_("grouping"), (TIMELINE,), ("m", "ctrl+g"), "", 3),
    Act("all_bodies", N_("all tasks"), (TIMELINE,), ("escape",), "", 13),
    Act("try_day", N_("try a day"), (TIMELINE,), ("D", "f8"), "", 2),
    Act("later_day", N_("a day later"), (TRIAL,), ("l", "right"), "", 3),
    Act("earlier_day", N_("a day earlier"), (TRIAL,), ("h", "left"), "", 4),
    Act("later_working", N_("a working day later"), (TRIAL,), ("L", "shift+right")),
    Act("earlier_working", N_("a working day earlier"), (TRIAL,), ("H", "shift+left")),
    Act("later_month", N_("a month later"), (TRIAL,), ("right_square_bracket", "pagedown"), "", 5),
    Act("earlier_month", N_("a month earlier"), (TRIAL,), ("left_square_bracket", "pageup")),
    Act("next_duty", N_("another duty"), (TRIAL,), ("j", "down")),
    Act("previous_duty", N_("the duty before"), (TRIAL,), ("k", "up")),
    Act("mean", N_("ask for this day"), (TRIAL,), ("o", "enter"), "xiaxian extension ask {task} --to {day}", 1),
    Act("leave_trial", N_("leave"), (TRIAL,), ("q", "escape"), "", 2),
)
