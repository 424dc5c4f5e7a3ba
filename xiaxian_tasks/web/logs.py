"""What the server logs: one line for each request, without its path, and no token in any other line either."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, TextIO

ACCESS = logging.getLogger("xiaxian.access")
FAULTS = logging.getLogger("xiaxian.faults")

_TOKEN = re.compile(r"(?<=/f/)[^\s\"'<>]+|[\w-]{43,}", re.ASCII)
"""What stands in a path for a token, and anything as long as one: 32 bytes are 43 characters of Base64."""

_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Line(NamedTuple):
    """One request as it is logged. `id` is the subscription's short id, "-" where there is none."""

    method: str
    code: int
    size: int
    milliseconds: float
    id: str = "-"

    @property
    def text(self) -> str:
        """METHOD CODE BYTES MILLISECONDS ID; what is no method of HTTP is not repeated."""
        method = self.method if self.method.isascii() and self.method.isalpha() else "?"
        return f"{method[:8]} {self.code} {self.size} {self.milliseconds:.1f} {self.id}"


class Discreet(logging.Formatter):
    """Writes a record, exceptions included, with every token and every control character cut out."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record's lines."""
        return masked(super().format(record))


def masked(text: str) -> str:
    """A text without tokens."""
    return _UNCLEAN.sub("?", _TOKEN.sub("…", text))


@contextmanager
def written_to(stream: TextIO, *, is_debugging: bool = False) -> Iterator[None]:
    """Log to a stream meanwhile; `is_debugging` lets every library tell everything."""
    written = logging.StreamHandler(stream)
    root, ours, queue = (logging.getLogger(name) for name in ("", "xiaxian", "waitress.queue"))
    written.setFormatter(Discreet())
    before = [(logger, logger.level) for logger in (root, ours, queue)]
    root.addHandler(written)
    root.setLevel(logging.DEBUG if is_debugging else logging.WARNING)
    ours.setLevel(logging.DEBUG if is_debugging else logging.INFO)
    if not is_debugging:
        queue.setLevel(logging.ERROR)  # it warns whenever more ask at once than there are threads
    try:
        yield
    finally:
        root.removeHandler(written)
        for logger, level in before:
            logger.setLevel(level)
