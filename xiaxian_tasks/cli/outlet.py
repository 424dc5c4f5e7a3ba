"""The one place through which everything printed leaves: results to stdout, talk to stderr, no control characters."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from xiaxian_tasks.errors import XiaxianError

_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls but newline and tab, line and paragraph separators, marks that turn a line around, halves of characters."""

_PAINT = {"red": "31", "yellow": "33", "green": "32", "grey": "90", "done": "36"}
_FIRST_WORD = re.compile(r"\s*[^\s:：]+")


class Unwritable(XiaxianError):
    """What was to be printed could not be: a full disk behind `>`."""


def clean(text: str) -> str:
    """The text with everything that a terminal would obey written out: ESC becomes \\x1b."""
    return text if text.isprintable() else _UNCLEAN.sub(lambda found: _written_out(found[0]), text)


def one_line(text: str) -> str:
    """The text on one line, for cells and titles."""
    return " ".join(text.split()) if not text.isprintable() else text


def _written_out(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def put(text: str = "", light: str = "") -> None:
    """A line of a result. With `light` its first word is the light's, and painted where colours are wanted."""
    text = clean(text)
    if light and has_colours():
        text = _FIRST_WORD.sub(lambda word: f"\x1b[{_PAINT[light]}m{word[0]}\x1b[0m", text, count=1)
    _write(sys.stdout, f"{text}\n")


def say(text: str) -> None:
    """A line of talk."""
    _write(sys.stderr, f"{clean(text)}\n")


def put_json(document: Any) -> None:
    """One JSON document, on one line."""
    _write(sys.stdout, f"{_json(document)}\n")


def put_json_rows(rows: Iterable[Any]) -> None:
    """A JSON array, a row at a time, so that memory stays flat."""
    before = "["
    for row in rows:
        _write(sys.stdout, f"{before}{_json(row)}")
        before = ",\n "
    _write(sys.stdout, "[]\n" if before == "[" else "]\n")


def put_bytes(content: bytes) -> None:
    """Bytes as they are."""
    flush()
    with _writing():
        sys.stdout.buffer.write(content)


def _json(document: Any) -> str:
    """Characters as they are where the stream can carry them; controls escaped, DEL and its kin included."""
    text = json.dumps(document, ensure_ascii=not _speaks_utf8(sys.stdout), separators=(", ", ": "))
    return text if text.isprintable() else _UNCLEAN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _speaks_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "") in {"utf8", "utf8mb4", "cp65001"}


def _write(stream: TextIO, text: str) -> None:
    with _writing():
        stream.write(text)


def flush() -> None:
    """Hand over what is still held back. Raises Unwritable (1)."""
    with _writing():
        sys.stdout.flush()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritable("unwritable-output", why=error.strerror or type(error).__name__) from error


def turn_off() -> None:
    """Drop what is still held back: nobody can take it, and Python would complain on leaving."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # open until the process ends


def has_colours() -> bool:
    """Whether lights are painted: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_terminal(stream: Any) -> bool:
    """Whether a stream is a terminal; a closed one is none."""
    try:
        return bool(stream is not None and stream.isatty())
    except ValueError:
        return False


def can_show_screen() -> bool:
    """Whether somebody sits at a terminal on which the screen can be drawn: a dumb one prints the codes it is sent."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def make_ready() -> None:
    """Write out what the terminal's encoding does not have, rather than fail; a closed stream swallows everything."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # open until the process ends
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


class Counter:
    """Progress of long work, on stderr, only where that is a terminal."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._shown = is_terminal(sys.stderr)
        self._last = -1

    def __call__(self, done: int, total: int) -> None:
        """Show how far the work is; each whole percent once."""
        percent = 100 * done // total if total else 100
        if self._shown and percent != self._last:
            self._last = percent
            _write(sys.stderr, f"\r{clean(self._words)} {done}/{total}")
            sys.stderr.flush()

    def close(self) -> None:
        """Take the line away."""
        if self._shown and self._last >= 0:
            _write(sys.stderr, "\r\x1b[K")
