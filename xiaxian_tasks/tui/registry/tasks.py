"""What can be done in the task list, in its filter, and on one task's page."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import DETAIL, FILTER, TASKS, Act

ACTS = (
    Act("clear", N_("clear"), (TASKS, FILTER), ("escape",), "", 10),
    Act("to_rows", N_("to the rows"), (FILTER,), ("enter", "down"), "", 1),
    Act("earlier_filter", N_("earlier filter"), (FILTER,), ("up",), "", 3),
    Act("wipe", N_("wipe"), (FILTER,), ("ctrl+u",), "", 2),
    Act("next", N_("next task"), (DETAIL,), ("n", "right"), "", 4),
    Act("previous", N_("previous task"), (DETAIL,), ("N", "left"), "", 0),
)
