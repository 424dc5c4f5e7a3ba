"""What can be done on the calendar, on the days of its month, and where it asks for a line of text."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import ASK, CALENDAR, DAYS, TIMELINE, Act

ACTS = (
    Act("month_before", N_("month before"), (CALENDAR,), ("left_square_bracket", "shift+left"), "", 4, does="leaf(-1)"),
    Act("month_after", N_("month after"), (CALENDAR,), ("right_square_bracket", "shift+right"), "", 5, does="leaf(1)"),
    Act("this_day", N_("today"), (CALENDAR,), ("t", "0"), "", 6),
    Act("by_week", N_("week or month"), (CALENDAR,), ("w", "f8"), "", 7),
    Act("of_body", N_("one body"), (CALENDAR, TIMELINE), ("f", "f3"), "xiaxian agenda --body {body}", 3),
    Act("export", N_("write calendar"), (CALENDAR,), ("x", "f9"), "xiaxian calendar export --out {file}", 2),
    Act("to_days", N_("to the days"), (CALENDAR,), ("escape",), "", 12),
    Act("day_before", N_("a day earlier"), (DAYS,), ("h", "left"), does="step(-1)"),
    Act("day_after", N_("a day later"), (DAYS,), ("l", "right"), does="step(1)"),
    Act("week_before", N_("a week earlier"), (DAYS,), ("k", "up"), does="step(-7)"),
    Act("week_after", N_("a week later"), (DAYS,), ("j", "down"), does="step(7)"),
    Act("first_day", N_("first of the month"), (DAYS,), ("g", "home")),
    Act("last_day", N_("last of the month"), (DAYS,), ("G", "end")),
    Act("leaf_back", N_("month before"), (DAYS,), ("pageup",), does="leaf(-1)"),
    Act("leaf_on", N_("month after"), (DAYS,), ("pagedown",), does="leaf(1)"),
    Act("answer", N_("go"), (ASK,), ("enter",), "", 1),
    Act("wipe_answer", N_("wipe"), (ASK,), ("ctrl+u",), "", 2),
    Act("leave_ask", N_("leave"), (ASK,), ("escape",), "", 3),
)
