"""Bytes -> a TOML document, with the fault of the first syntax error.

A day that cannot be (2023-02-30) is a syntax error to TOML; it is read as text instead, so that the check of content
reports it together with everything else.
"""

import re
import tomllib
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from xiaxian_tasks.domain.quantity import DIGITS_AT_MOST
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile.syntax import hint

REPAIRS_AT_MOST = 20
"""Times a file is parsed again after impossible days in it were read as text; those alone on a line go all at once."""

DIGITS_OF_PYTHON = 4300
"""More digits than Python reads into a whole number."""

_POSITION = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_DAY_LIKE = re.compile(r"(=\s*|[\[,]\s*)(\d{1,6}-\d{1,3}-\d{1,3}(?:[T ][0-9:.+Zz-]*)?)(?=\s*(?:[,\]#}]|$))")
_DAY_ALONE = re.compile(r"^(\s*[A-Za-z_]+\s*=\s*)(\d{1,6}-\d{1,3}-\d{1,3})(?=\s*(?:#|$))", re.MULTILINE)


class Source(NamedTuple):
    """A file as read: its text, its document (None after a syntax error) and the faults found on the way."""

    text: str
    document: dict[str, Any] | None
    faults: tuple[Fault, ...] = ()


def parse(source: bytes, file: str) -> Source:
    """Read UTF-8 TOML; a BOM and CRLF are accepted. Decimals come exact.

    Faults: `not-utf8`, `too-many-digits`; a slip that `syntax` knows; else `bad-toml` with TOML's own reason.
    """
    try:
        text = source.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        return Source("", None, (Fault(file, line, "not-utf8"),))
    readable, line, reason = text, 1, ""
    for _ in range(REPAIRS_AT_MOST):
        try:
            return Source(text, tomllib.loads(readable, parse_float=Decimal))
        except tomllib.TOMLDecodeError as error:
            line, reason = _place(error, text)
            repaired = _day_as_text(readable, line)
            if repaired == readable:
                return Source(text, None, (_stopped(text, file, line, reason),))
            readable = repaired
        except RecursionError:
            return Source(text, None, (Fault(file, 1, "toml-too-deep"),))
        except ValueError:
            line, key = _endless_number(text)
            figures = {"key": key, "most": str(DIGITS_AT_MOST)}
            return Source(text, None, (Fault(file, line, "too-many-digits", figures),))
    return Source(text, None, (_stopped(text, file, line, reason),))


def _stopped(text: str, file: str, line: int, reason: str) -> Fault:
    """The fault at which TOML's reader stopped: the slip it probably is, else what TOML says."""
    found = hint(text, line, reason)
    if found is None:
        return Fault(file, line, "bad-toml", {"reason": reason})
    return Fault(file, found.line, found.code, found.figures)


def _place(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    message = str(error)
    found = _POSITION.search(message)
    if found is None:
        return 1, message
    line = int(found[1]) if found[1] else max(1, len(text.rstrip().split("\n")))
    return line, message[: found.start()]


def _day_as_text(text: str, line: int) -> str:
    """The text with impossible days put into quotes: those of the line, and all that are alone behind their key.

    The same text where the line holds none, for then something else is wrong with it.
    """
    lines = text.split("\n")
    if line > len(lines):
        return text
    repaired = _DAY_LIKE.sub(_quoted, lines[line - 1].rstrip("\r"))
    if repaired == lines[line - 1].rstrip("\r"):
        return text
    lines[line - 1] = repaired
    return _DAY_ALONE.sub(_quoted, "\n".join(lines))


def _quoted(found: re.Match[str]) -> str:
    try:
        date.fromisoformat(found[2][:10])
    except ValueError:
        return f'{found[1]}"{found[2]}"'
    return found[0]


def _endless_number(text: str) -> tuple[int, str]:
    """The line of a number longer than Python reads, and the key before it."""
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(rf"\d{{{DIGITS_OF_PYTHON + 1},}}", line.replace("_", "")):
            return number, line.partition("=")[0].strip()
    return 1, ""
