"""What can be done where reminders are: among what is to be said today, and in the outbox."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import ASKS, OUTBOX, REMINDERS, Act

ACTS = (
    Act("other_list", N_("asks or outbox"), (REMINDERS,), ("w", "ctrl+w"), "", 2),
    Act("open_body", N_("its tasks"), (ASKS,), ("enter",), "xiaxian tasks --body {body}", 1, does="its_tasks"),
    Act("its_tasks", N_("its tasks"), (REMINDERS,), ("o", "right"), "xiaxian tasks --body {body}", 11),
    Act("plan_messages", N_("into the outbox"), (REMINDERS,), ("n", "f2"), "xiaxian remind run --plan", 3),
    Act("send_now", N_("send"), (OUTBOX,), ("enter",), "xiaxian remind run", 1, does="send"),
    Act("send", N_("send"), (REMINDERS,), ("s", "f9"), "xiaxian remind run", 13),
    Act("agree_message", N_("approve"), (REMINDERS,), ("a", "f6"), "xiaxian remind approve {message}", 4),
    Act("edit_message", N_("edit"), (REMINDERS,), ("e", "f7"), "xiaxian remind edit {message} --text {words}", 5),
    Act("postpone", N_("later"), (REMINDERS,), ("z", "f4"), "xiaxian remind postpone {message} --to {day}", 6),
    Act("merge", N_("merge"), (REMINDERS,), ("B", "ctrl+l"), "xiaxian remind merge {message} --into {message}", 0),
    Act("withdraw_message", N_("withdraw"), (REMINDERS,), ("X", "delete"),
        "xiaxian remind withdraw {message} --why {words}", 7),
    Act("confirm_receipt", N_("received"), (REMINDERS,), ("y", "ctrl+k"),
        "xiaxian remind confirm {message} --how {words}", 0),
    Act("write_paper", N_("write paper"), (REMINDERS,), ("x", "f8"),
        "xiaxian notice write --letter {letter} --out {file}", 0),
    Act("next_sheet", N_("turn the leaf"), (REMINDERS,), ("right_square_bracket", "tab"), "", 8,
        ("right_black_lenticular_bracket",), "turn(1)"),
    Act("previous_sheet", N_("leaf before"), (REMINDERS,), ("left_square_bracket", "shift+tab"), "", 0,
        ("left_black_lenticular_bracket",), "turn(-1)"),
    Act("one_state", N_("one state"), (REMINDERS,), ("f", "ctrl+t"), "xiaxian remind list --state due", 12),
    Act("seek_message", N_("filter"), (REMINDERS,), ("slash", "f3", "ctrl+f"),
        "xiaxian remind list --body {body}", 10, ("ideographic_comma",)),
    Act("step_back", N_("stop or clear"), (REMINDERS,), ("escape",), "", 0),
    Act("mark_message", N_("mark"), (OUTBOX,), ("space",), "", 9),
    Act("mark_messages", N_("mark all"), (OUTBOX,), ("V", "ctrl+a"), "", 0),
)
