"""The palette: an act found by its name, its pinyin initials or its English id."""

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.forms.chooser import Chooser, Offered
from xiaxian_tasks.tui.places import Act


class PaletteScreen(Chooser[Act]):
    """A line to type in and the acts that answer to it."""

    PLACE = places.PALETTE
    BINDINGS = acts.bindings(places.PALETTE)

    def __init__(self, offered: list[Act]) -> None:
        title, nothing = _(places.PLACES[places.PALETTE].title), _("No command answers to this.")
        super().__init__(title, [_offered(act) for act in offered], nothing)


def _offered(act: Act) -> Offered[Act]:
    keys = " ".join(acts.key_name(key) for key in act.keys)
    return Offered(act, _(act.label), keys, acts.twin(act), act.id)
