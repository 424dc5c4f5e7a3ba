"""The installed program on a terminal of its own: a pty, and pyte to see what stands on it."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

from tests.source import ROOT

PATIENCE = 20.0
"""Seconds anything may take on a busy machine."""


class Terminal:
    """A program that thinks somebody sits before it."""

    def __init__(self, process: int, line: int, size: tuple[int, int]) -> None:
        self._process = process
        self._line = line
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.code: int | None = None

    @property
    def rows(self) -> list[str]:
        """The rows of the screen. (pyte's own `display` fails where half of a wide character was written over.)"""
        width, height = self.screen.columns, self.screen.lines
        return ["".join(self.screen.buffer[y][x].data for x in range(width)) for y in range(height)]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.rows)

    def type(self, keys: str) -> None:
        """Type keys, or bytes of a key, at once: so an input method commits."""
        os.write(self._line, keys.encode())

    def wait_for(self, *words: str, gone: str = "") -> None:
        """Wait until all words stand on the screen, and `gone` does not."""
        end = time.monotonic() + PATIENCE
        while not (all(word in self.text for word in words) and (not gone or gone not in self.text)):
            assert time.monotonic() < end, f"{words} not seen:\n{self.text}"
            self._read(0.1)

    def wait_until_quiet(self, seconds: float = 0.15) -> None:
        """Wait until nothing more is written for so long."""
        while self._read(seconds):
            pass

    def watch(self, seconds: float, *, until: bytes | None = None) -> None:
        """Read what is written for so many seconds, or until something is."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and (until is None or until not in self.raw):
            self._read(0.1)

    def wait_for_end(self) -> int:
        """The exit code of the program once it has left."""
        end = time.monotonic() + PATIENCE
        while self.code is None:
            assert time.monotonic() < end, self.text
            self._read(0.1)
            done, status = os.waitpid(self._process, os.WNOHANG)
            if done:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def _read(self, patience: float) -> bool:
        """Take in what was written; whether there was anything."""
        if not select.select([self._line], [], [], patience)[0]:
            return False
        try:
            written = os.read(self._line, 1 << 16)
        except OSError:  # the other end is closed
            return False
        self.raw += written
        self._stream.feed(written)
        return bool(written)

    def end(self) -> None:
        """End the program if it still runs."""
        if self.code is None:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        os.close(self._line)


@contextmanager
def program(ledger: Path, size: tuple[int, int] = (80, 24), **environment: str) -> Iterator[Terminal]:
    """The program on a ledger, on a terminal of `size` columns and rows."""
    settings = {"XIAXIAN_DB": str(ledger), "XIAXIAN_ON": "2023-10-10", "XIAXIAN_BY": "张某", "XIAXIAN_AMBIGUOUS": "1"}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("XIAXIAN_")}
    given = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **settings, **environment}
    process, line = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", "xiaxian_tasks"], given)
    terminal = Terminal(process, line, size)
    try:
        yield terminal
    finally:
        terminal.end()
