"""What can be done in a form and in the palette."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.tui.places import BATCH, MENU, MESSAGE, OVER, PALETTE, REPORT, STEP, Act

FORMS = (REPORT, STEP, BATCH, MESSAGE)

ACTS = (
    Act("save", N_("save"), FORMS, ("enter", "f9"), "xiaxian report {task} {value}", 1),
    Act("go_back", N_("back"), (OVER,), ("enter", "f9"), "", 1),
    Act("next_field", N_("next field"), FORMS, ("tab", "down"), "", 2),
    Act("previous_field", N_("previous field"), FORMS, ("shift+tab", "up"), "", 0),
    Act("correct", N_("as a correction"), (REPORT,), ("f4",), "xiaxian report {task} {value} --correct", 4),
    Act("anew", N_("begin anew"), FORMS, ("ctrl+r",), "", 6),
    Act("leave", N_("leave"), (*FORMS, PALETTE, MENU), ("escape",), "", 5),
    Act("run", N_("run"), (PALETTE, MENU), ("enter",), "", 1),
    Act("next_act", N_("one down"), (PALETTE, MENU), ("down",)),
    Act("previous_act", N_("one up"), (PALETTE, MENU), ("up",)),
)
