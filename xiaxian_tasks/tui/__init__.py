"""The screen (全屏界面): asks the office, speaks the user's language, decides nothing.

`run` is its only door. Textual is imported behind it, so that commands never pay for it.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiaxian_tasks.office.desk import Office


def run(office: "Office", notice: str = "") -> int:
    """Show the screen until its user leaves; gives the exit code. Raises what made it fail, XiaxianError above all.

    `notice` is said on the first frame.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # with it some terminals drop what an input method commits
    from xiaxian_tasks import terminal
    from xiaxian_tasks.tui import keep, width

    width.take_ambiguous(terminal.ambiguous_width() or 1)
    from xiaxian_tasks.tui.app import Xiaxian

    kept = keep.of(office.store.place)
    app = Xiaxian(office, notice, kept)
    try:
        code = app.run()
    finally:
        kept.write()
    if app.failure is not None:
        raise app.failure
    return code or 0
