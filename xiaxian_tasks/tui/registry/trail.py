"""What can be done on the pages of decisions, of the trail, and of reminders."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import APPROVALS, AUDIT, Act

ACTS = (
    Act("undo_this", N_("undo this"), (AUDIT,), ("u", "ctrl+z"), "xiaxian task undo {task}", 2),
    Act("undo_to", N_("undo to here"), (AUDIT,), ("U", "ctrl+x"), "xiaxian task undo {task}", 3),
    Act("compare", N_("compare two"), (AUDIT,), ("equals_sign", "ctrl+k"), "xiaxian history {task}", 4),
    Act("look_back", N_("that day"), (AUDIT,), ("at", "f5", "ctrl+l"), "", 5),
    Act("seek", N_("filter"), (AUDIT,), ("slash", "f3", "ctrl+f"), "xiaxian history", 1, ("ideographic_comma",)),
    Act("clear_filter", N_("clear"), (AUDIT,), ("escape",), "", 10),
    Act("prove", N_("prove the chain"), (AUDIT,), ("t", "ctrl+t"), "xiaxian verify", 6),
    Act("before_after", N_("before and after"), (APPROVALS,), ("enter",), "", 2),
    Act("agree", N_("agree"), (APPROVALS,), ("y", "f9"), "", 1),
    Act("send_back", N_("send back"), (APPROVALS,), ("n", "delete"), "", 3),
    Act("open_task", N_("open"), (APPROVALS,), ("o", "right"), "xiaxian show {task}", 4),
)
