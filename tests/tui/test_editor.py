"""The editor on a real terminal: it takes the screen's place, and the screen is drawn anew behind it."""

import stat
from pathlib import Path

from tests.tui.terminals import program

CTRL_E = "\x05"


def test_the_editor_takes_the_place_of_the_screen_and_gives_it_back(ledger: Path, tmp_path: Path) -> None:
    script = tmp_path / "vim"
    script.write_text('#!/bin/sh\nclear\necho "EDITING $1 $(basename "$2")"\nread -r line\nexit 0\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    with program(ledger, VISUAL="", EDITOR=str(script)) as terminal:
        terminal.wait_for("总览", "帮助")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/slh\r")
        terminal.wait_for("1/232")
        terminal.type(CTRL_E)
        terminal.wait_for("EDITING +", "services-23.toml", gone="232")
        terminal.type("\n")
        terminal.wait_for("1/232", "21号/13", gone="EDITING")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
