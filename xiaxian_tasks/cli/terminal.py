"""What a terminal says of itself when asked: how wide it draws characters of ambiguous width."""

import os
import re
import sys

from xiaxian_tasks.cli import outlet

PATIENCE = 0.2
"""Seconds to wait for an answer: a terminal on the same machine takes a millisecond, one far away 0.1 s."""

_PROBE = "\r①\x1b[6n"
"""A character of ambiguous width at the line's begin, then CSI 6n: report the cursor (ECMA-48, 8.3.35)."""

_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")


def ambiguous_width() -> int | None:
    """1 or 2 as the terminal draws it; None without a terminal, or one that does not answer."""
    if os.name != "posix" or not (outlet.is_terminal(sys.stdin) and outlet.is_terminal(sys.stdout)):
        return None
    answer = _asked(sys.stdin.fileno())
    found = _ANSWER.search(answer)
    column = int(found[1]) if found else 0
    return column - 1 if column in {2, 3} else None


def _asked(terminal: int) -> bytes:
    """The terminal's answer to the probe, with echo and line mode off while it is waited for."""
    import select
    import termios

    before = termios.tcgetattr(terminal)
    quiet = termios.tcgetattr(terminal)
    quiet[3] &= ~(termios.ICANON | termios.ECHO)
    answer = b""
    try:
        termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)
        os.write(sys.stdout.fileno(), _PROBE.encode())
        while not _ANSWER.search(answer) and select.select([terminal], [], [], PATIENCE)[0]:
            answer += os.read(terminal, 64)
    finally:
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    return answer
