"""On the desktop of whoever runs the program (桌面通知), by notify-send, where there is one."""

import shutil
import subprocess
from collections.abc import Mapping
from html import escape
from typing import Any

from xiaxian_tasks.errors import Misused
from xiaxian_tasks.ports.letters import ACCEPTED, PLACE, WAITS, Outcome, Parcel, Way

PROGRAM = "notify-send"

TEXT_AT_MOST = 400
"""Characters of the text: a notification shows a few lines."""

SECONDS = 10


class Desktop:
    """Shows each message in a corner of the screen."""

    def __init__(self, program: str) -> None:
        self._program = program

    def carry(self, parcel: Parcel) -> Outcome:
        """Show the subject and the beginning of the text, which is taken for markup and so is escaped."""
        text = parcel.text if len(parcel.text) <= TEXT_AT_MOST else parcel.text[: TEXT_AT_MOST - 1] + "…"
        call = [self._program, "--app-name=xiaxian", "--", _plain(parcel.subject), escape(_plain(text), quote=False)]
        try:
            told = subprocess.run(call, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            return Outcome(parcel.address, WAITS, PLACE, getattr(error, "strerror", None) or "")
        if told.returncode:
            reply = " ".join(told.stderr.decode(errors="replace").split())[:200]
            return Outcome(parcel.address, WAITS, PLACE, reply)
        return Outcome(parcel.address, ACCEPTED)


def _plain(text: str) -> str:
    return "".join(each for each in text if each.isprintable() or each == "\n")


def _made(_settings: Mapping[str, Any]) -> Desktop:
    program = shutil.which(PROGRAM)
    if program is None:
        raise Misused("no-desktop", program=PROGRAM)
    return Desktop(program)


CHANNEL = Way("desktop", _made)
