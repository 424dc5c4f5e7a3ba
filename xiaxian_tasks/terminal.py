"""A terminal: how wide a text is in its cells, how wide it draws ambiguous characters, which colour its ground has."""

import os
import re
import sys
from typing import NamedTuple

VARIABLE = "XIAXIAN_AMBIGUOUS"
"""1 or 2: say it instead of having the terminal asked."""

PATIENCE = 1.0
"""Seconds an answer may take: a slow line answers in 0.3, and a late answer would be read as keys."""

_GROUND = "\x1b]11;?\x1b\\"
"""OSC 11: report the ground (xterm's control sequences). Many terminals say nothing to it."""

_WIDTH = "\r①\x1b[6n"
"""A character of ambiguous width at the line's begin, then CSI 6n: report the cursor (ECMA-48, 8.3.35).

Every terminal answers this; it stands last, so that nothing is waited for that does not come.
"""

_CURSOR = re.compile(rb"\x1b\[\d+;(\d+)R")
_COLOUR = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")

_ANSWERS = re.compile(rb"\x1b\[\d+;\d+R|\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)")
"""Both answers whole; what stands beside them was typed."""

_WITHOUT_GROUND = frozenset({"", "dumb", "linux"})
"""Terminals that would print the question."""

Ground = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


class Told(NamedTuple):
    """What a terminal says of itself; None where nobody answers."""

    ambiguous: int | None = None
    ground: Ground | None = None
    typed: str = ""
    """What was typed before the terminal answered: it is not lost."""


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
    return said_width() or ask(ground=False).ambiguous


def said_width() -> int | None:
    """1 or 2 where the environment says it."""
    said = os.environ.get(VARIABLE, "")
    return int(said) if said in {"1", "2"} else None


def ask(*, ground: bool) -> Told:
    """One question to the terminal: how wide ambiguous characters are, and with `ground` what colour it has."""
    asks = ground and os.environ.get("TERM", "") not in _WITHOUT_GROUND
    try:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            return Told()
        answer = _asked(sys.stdin.fileno(), (_GROUND if asks else "") + _WIDTH)
    except (AttributeError, ImportError, OSError, ValueError):  # no stream, no termios, or no terminal after all
        return Told()
    cursor, colour = _CURSOR.search(answer), _COLOUR.search(answer)
    column = int(cursor[1]) if cursor else 0
    typed = _ANSWERS.sub(b"", answer).decode(errors="ignore").replace("\n", "\r")  # Enter, on a line as it was
    return Told(column - 1 if column in {2, 3} else None, _shares(colour) if colour else None, typed)


def _shares(found: re.Match[bytes]) -> Ground:
    """A colour of one to four hexadecimal digits a share, as 0 to 255."""
    red, green, blue = (int(share, 16) * 255 // (16 ** len(share) - 1) for share in found.groups())
    return red, green, blue


def _asked(terminal: int, question: str) -> bytes:
    """The terminal's answer to a question, with echo and line mode off while it is waited for."""
    import select
    import termios

    before = termios.tcgetattr(terminal)
    quiet = termios.tcgetattr(terminal)
    quiet[3] &= ~(termios.ICANON | termios.ECHO)
    answer = b""
    try:
        termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)
        os.write(sys.stdout.fileno(), question.encode())
        while not _CURSOR.search(answer) and select.select([terminal], [], [], PATIENCE)[0]:
            answer += os.read(terminal, 64)
    finally:
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    return answer
