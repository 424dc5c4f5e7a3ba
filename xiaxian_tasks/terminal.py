"""Widths on a terminal: of a text in cells, and how wide it draws characters of ambiguous width when it is asked."""

import os
import re
import sys

VARIABLE = "XIAXIAN_AMBIGUOUS"
"""1 or 2: say it instead of having the terminal asked."""

PATIENCE = 0.3
"""Seconds an answer may take: a slow line answers in 0.2, and a late answer would be read as keys."""

_PROBE = "\r①\x1b[6n"
"""A character of ambiguous width at the line's begin, then CSI 6n: report the cursor (ECMA-48, 8.3.35)."""

_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")


_WIDE = (("\u4e00", "\u9fff"), ("\u3000", "\u3029"), ("\uff01", "\uff60"))
"""Han characters, Chinese punctuation, full-width forms, each first and last: two cells wherever they are drawn."""

_AMBIGUOUS = frozenset("“”‘’…—·")
"""Punctuation of Chinese texts that is as wide as its font has it."""


def width(text: str) -> int:
    """The cells of a text. Texts of the usual characters need no library, which takes a third of a start to load."""
    if text.isascii():
        return len(text)
    cells, ambiguous = 0, ambiguous_taken()
    for character in text:
        if " " <= character <= "~":
            cells += 1
        elif any(first <= character <= last for first, last in _WIDE):
            cells += 2
        elif character in _AMBIGUOUS:
            cells += ambiguous
        else:
            return _looked_up(text, ambiguous)
    return cells


def _looked_up(text: str, ambiguous: int) -> int:
    from wcwidth import wcswidth

    return max(0, wcswidth(text, ambiguous_width=ambiguous))


def ambiguous_taken() -> int:
    """Cells of a character that is narrow in some fonts and wide in others, as lines are laid out: 1 unless said."""
    return 2 if os.environ.get(VARIABLE) == "2" else 1


def ambiguous_width() -> int | None:
    """1 or 2, as the environment says, else as the terminal draws it; None where nobody answers."""
    said = os.environ.get(VARIABLE, "")
    if said in {"1", "2"}:
        return int(said)
    try:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            return None
        answer = _asked(sys.stdin.fileno())
    except (AttributeError, ImportError, OSError, ValueError):  # no stream, no termios, or no terminal after all
        return None
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
