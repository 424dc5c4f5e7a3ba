"""What can be done on every main screen: going elsewhere, help, the palette, leaving."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import (
    ANYWHERE,
    APPROVALS,
    AUDIT,
    BOARD,
    BODIES,
    CALENDAR,
    DETAIL,
    DIGITS,
    DRAFTS,
    HELP,
    MAIN,
    PAGES,
    PLACES,
    REMINDERS,
    SCREENS,
    TASKS,
    TIMELINE,
    WELCOME,
    Act,
)

SAME = {
    BOARD: "xiaxian board", TASKS: "xiaxian tasks", TIMELINE: "", CALENDAR: "xiaxian agenda",
    BODIES: "xiaxian standing",
}
SAME |= {REMINDERS: "xiaxian remind", DRAFTS: "", APPROVALS: "", AUDIT: "xiaxian history"}
"""The command that prints what a main screen shows."""

SHOW = tuple(
    Act(f"show_{place}", PLACES[place].title, ANYWHERE, (DIGITS[place],), SAME[place], does=f"show('{place}')")
    for place in SCREENS
)

ACTS = (
    Act("help", N_("help"), (*PAGES, WELCOME), ("question_mark", "f1"), "xiaxian --help", 99),
    *SHOW,
    Act("find", N_("filter"), (BOARD, TASKS), ("slash", "f3", "ctrl+f"), "xiaxian tasks {words}", 2,
        ("ideographic_comma",)),
    Act("palette", N_("commands"), PAGES, ("colon", "ctrl+p"), "", 6),
    Act("open", N_("open"), (BOARD, TASKS, TIMELINE, CALENDAR, AUDIT), ("o", "enter"),
        "xiaxian show {task}", 1),
    Act("report", N_("report progress"), tuple(place for place in MAIN if place not in {BODIES, REMINDERS}),
        ("p", "f2"),
        "xiaxian report {task} {value}", 3),
    Act("copy", N_("copy"), MAIN, ("c", "ctrl+c"), "", 8),
    Act("this_side", N_("back from that day"), tuple(place for place in PAGES if place != AUDIT), ("at", "f5")),
    Act("reload", N_("reload"), PAGES, ("r", "ctrl+r")),
    Act("theme", N_("theme"), ANYWHERE, ("f12",)),
    Act("pane", N_("other pane"), (BOARD, TASKS, REMINDERS, DRAFTS, APPROVALS, AUDIT), ("v", "ctrl+b"), "", 9),
    Act("back", N_("back"), (DETAIL, HELP), ("q", "escape"), "", 7),
    Act("quit", N_("quit"), (*SCREENS, WELCOME), ("q", "ctrl+q"), "", 7),
)
