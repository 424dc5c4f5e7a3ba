"""What can be done where bodies are ranked."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import BODIES, Act

ACTS = (
    Act("tasks_of", N_("its tasks"), (BODIES,), ("o", "enter"), "xiaxian tasks --body {body}", 1),
    Act("trace", N_("each point"), (BODIES,), ("i", "tab"), "xiaxian standing --body {body}", 2),
    Act("measure", N_("measure"), (BODIES,), ("s", "ctrl+t"), "", 3),
    Act("by_months", N_("by months"), (BODIES,), ("m", "f6"), "xiaxian standing --from {day} --to {day}", 4),
    Act("period_before", N_("month before"), (BODIES,), ("left_square_bracket", "left"),
        "xiaxian standing --month {month}", 5),
    Act("period_after", N_("month after"), (BODIES,), ("right_square_bracket", "right"),
        "xiaxian standing --month {month}", 8),
    Act("split_targets", N_("split targets"), (BODIES,), ("w", "ctrl+w"), "xiaxian standing --target {task}", 9),
)
