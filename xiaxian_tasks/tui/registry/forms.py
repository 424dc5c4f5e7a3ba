"""What can be done in a form and in the palette."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import PALETTE, REPORT, Act

ACTS = (
    Act("save", N_("save"), (REPORT,), ("enter", "f9"), "xiaxian report {task} {value}", 1),
    Act("next_field", N_("next field"), (REPORT,), ("tab", "down"), "", 2),
    Act("previous_field", N_("previous field"), (REPORT,), ("shift+tab", "up"), "", 0),
    Act("correct", N_("as a correction"), (REPORT,), ("f4",), "xiaxian report {task} {value} --correct", 4),
    Act("leave", N_("leave"), (REPORT, PALETTE), ("escape",), "", 5),
    Act("run", N_("run"), (PALETTE,), ("enter",), "", 1),
    Act("next_act", N_("one down"), (PALETTE,), ("down",)),
    Act("previous_act", N_("one up"), (PALETTE,), ("up",)),
)
