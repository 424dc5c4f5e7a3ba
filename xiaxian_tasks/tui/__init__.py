"""The screen (全屏界面): asks the office, speaks the user's language, decides nothing.

`run` is its only door. Textual is imported behind it, so that commands never pay for it.
"""

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xiaxian_tasks.office.desk import Office
    from xiaxian_tasks.tui.choices import Choices


def run(office: "Office", notice: str = "", before: tuple[str, ...] = ()) -> int:
    """Show the screen until its user leaves; gives the exit code. Raises what made it fail, XiaxianError above all:
    Faulty (3) where the user's choices cannot be read. `notice` is said on the first frame;
    `before` are the options a command line of one's own has to say again to mean this office.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # with it some terminals drop what an input method commits
    from xiaxian_tasks.tui import choices, keep

    chosen = choices.read()
    kept = keep.of(office.store.place)
    theme, typed = _made_ready(chosen, choices.theme(chosen, kept.get("screen", "theme", "")))
    from xiaxian_tasks.tui.app import Xiaxian

    app = Xiaxian(office, notice, kept=kept, chosen=chosen, theme=theme)
    app.typed, app.before = typed, before
    try:
        code = app.run(mouse=chosen.mouse)
    finally:
        app.kept.write()  # of the demo, where its user went on there
        if app.office.store is not office.store:
            app.office.store.close()
    if app.failure is not None:
        raise app.failure
    return code or 0


def _made_ready(chosen: "Choices", theme: str) -> tuple[str, str]:
    """Ask the terminal what nobody has said; the theme to begin with, and what was typed meanwhile."""
    from xiaxian_tasks import terminal
    from xiaxian_tasks.tui import themes, width

    ambiguous = terminal.said_width() or chosen.ambiguous
    told = terminal.Told() if ambiguous and theme else terminal.ask(ground=not theme)
    width.take_ambiguous(ambiguous or told.ambiguous or 1)
    return theme or themes.guess(told.ground), told.typed


def findings() -> dict[str, Any]:
    """What `doctor` tells of the screen: the file of choices and what is wrong with it, the theme, where the state of a
    screen is kept; and how wide the terminal draws what is ambiguous."""
    from xiaxian_tasks import terminal
    from xiaxian_tasks.errors import XiaxianError
    from xiaxian_tasks.tui import choices, keep, themes
    from xiaxian_tasks.wording import sentences

    found: dict[str, Any] = {"file": str(choices.place()), "exists": choices.place().exists(), "faults": []}
    try:
        chosen = choices.read()
        theme = choices.theme(chosen, "")
    except XiaxianError as error:
        chosen, theme, found["faults"] = choices.Choices(), "", list(sentences.of_error(error))
    told = terminal.ask(ground=True)
    return {
        **found, "ambiguous": told.ambiguous, "theme": theme or themes.guess(told.ground), "theme_chosen": bool(theme),
        "ground": "#{:02x}{:02x}{:02x}".format(*told.ground) if told.ground else None, "state": str(keep.folder()),
    }
