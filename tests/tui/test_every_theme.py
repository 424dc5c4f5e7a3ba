"""Every page in every theme: what is drawn is drawn in the theme's own styles, whose contrast test_themes computes."""

from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style
from textual.pilot import Pilot

from tests.tui import twoface
from tests.tui.walking import PAGES, Walk, opened
from xiaxian_tasks.tui import acts, look, themes
from xiaxian_tasks.tui.places import TASKS

DEFAULT = Color.default()
"""The terminal's own ground."""

FORMS = ("palette", "help", "report", "steps", "extend", "columns", "views")
"""Acts of the list that open something over it."""


def pair(style: Style) -> tuple[Color, Color, bool]:
    """Ink and ground, and whether they are exchanged."""
    return style.color or DEFAULT, style.bgcolor or DEFAULT, bool(style.reverse)


@pytest.mark.parametrize("theme", themes.NAMES)
def test_nothing_is_drawn_in_other_colours(theme: str, tmp_path: Path) -> None:
    found: set[str] = set()

    async def over(pilot: Pilot[int]) -> None:
        ours = {look.style(name) for name in themes.names()}
        drawn = {pair(style) for style in ours}
        grounds = {style.bgcolor or DEFAULT for style in ours}
        opening = [act for act in acts.at(TASKS) if act.id in FORMS]
        assert len(opening) == len(FORMS)
        for page, struck in [*((page, ()) for page in PAGES), *((TASKS, (act,)) for act in opening)]:
            walk = Walk(pilot, page, letters=True)
            await walk.begin(*struck)
            view = walk.seen(", ".join((page, *(act.id for act in struck))))
            for segment in (segment for strip in view.strips for segment in strip):
                style = segment.style or Style()
                is_gap = not segment.text.strip() and not style.reverse and (style.bgcolor or DEFAULT) in grounds
                if not is_gap and pair(style) not in drawn:
                    found.add(f"{view.name}: {segment.text.strip() or 'blanks'} {style}")

    opened(twoface.ledger(tmp_path, twoface.HAN), over, size=(120, 36), theme=theme)
    look.use_colours("all")
    assert "\n".join(sorted(found)) == ""
