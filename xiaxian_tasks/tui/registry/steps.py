"""What is done to a task wherever one is shown: the steps of the workflow, the common ones by keys of their own."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import BOARD, CALENDAR, DETAIL, TASKS, TIMELINE, Act

TASKLIKE = (BOARD, TASKS, TIMELINE, CALENDAR, DETAIL)

ACTS = (
    Act("steps", N_("take a step"), TASKLIKE, ("e", "f7"), "", 4),
    Act("extend", N_("later day"), TASKLIKE, ("d", "f4"), "xiaxian extension ask {task} --to {day}", 0),
    Act("approve", N_("approve"), TASKLIKE, ("a", "f6"), "xiaxian assignment accept {task} --how paper", 5),
    Act("editor", N_("plan file"), TASKLIKE, ("E", "ctrl+e"), "", 0),
    Act("next_leaf", N_("next leaf"), (DETAIL,), ("right_square_bracket", "tab"), "", 2,
        ("right_black_lenticular_bracket",)),
    Act("previous_leaf", N_("leaf before"), (DETAIL,), ("left_square_bracket", "shift+tab"), "", 0,
        ("left_black_lenticular_bracket",)),
    Act("paper", N_("open evidence"), (DETAIL,), ("o", "enter"), "xiaxian evidence list {task}", 0),
)
