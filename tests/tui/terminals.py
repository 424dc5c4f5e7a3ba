"""A program on a terminal of its own: a pty, pyte to see what stands on it, and a watch on what it costs."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyte
from wcwidth import wcwidth

from tests.source import ROOT

PATIENCE = 20.0
"""Seconds anything may take on a busy machine."""

BYTE_CODE = "PYTHONDONTWRITEBYTECODE"
"""Never set for a program on a terminal: compiling everything at every start would be measured as the program's."""

TICK = os.sysconf("SC_CLK_TCK")


class Paint(NamedTuple):
    """What a key brought: seconds to the first and to the last byte, and how many there were."""

    first: float
    last: float
    size: int


class Glass(pyte.Screen):
    """A screen that remembers what was drawn behind its last column, where it would begin another line."""

    def __init__(self, columns: int, lines: int) -> None:
        self.wider: list[tuple[int, str]] = []
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        """Draw text; what does not fit its line is noted with the row it was meant for."""
        room = self.columns - self.cursor.x
        if 2 * len(data) > room and sum(max(wcwidth(each), 0) for each in data) > room:
            self.wider.append((self.cursor.y, data))
        super().draw(data)


class Terminal:
    """A program that thinks somebody sits before it."""

    def __init__(self, process: int, line: int, size: tuple[int, int]) -> None:
        self.begun = time.perf_counter()
        self.process = process
        self._line = line
        self.screen = Glass(*size)
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

    def resize(self, columns: int, rows: int) -> None:
        """Make the window larger or smaller."""
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

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

    def wait_until_idle(self, seconds: float = 0.3) -> None:
        """Wait until nothing more is written, nor reckoned, for so long: also on a busy machine."""
        end = time.monotonic() + PATIENCE
        while not self.has_ended() and time.monotonic() < end:
            before, written = self.worked(), len(self.raw)
            self.watch(seconds)
            if not self.has_ended() and self.worked() - before <= 1 / TICK and len(self.raw) == written:
                return

    def watch(self, seconds: float, *, until: bytes | None = None) -> None:
        """Read what is written for so many seconds, or until something is."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and (until is None or until not in self.raw):
            self._read(0.1)

    def first(self, words: bytes, limit: float = PATIENCE) -> float:
        """Seconds from the start of the program until it has written these bytes."""
        written, end = b"", time.perf_counter() + limit
        while words not in written and time.perf_counter() < end:
            if select.select([self._line], [], [], limit)[0]:
                written += self._take()
        spent = time.perf_counter() - self.begun
        self._show(written)
        assert words in written, f"{words!r} not written:\n{self.text}"
        return spent

    def strike(self, keys: str, *, rest: float = 0.15, limit: float = PATIENCE, until: bytes = b"") -> Paint | None:
        """Type, and time what is painted until nothing came for `rest` seconds; None where nothing came at all.

        Painting begun is not over before `until` was written. What was written is looked at when it is over, so that
        pyte takes no time from it.
        """
        begun = time.perf_counter()
        self.type(keys)
        first = last = 0.0
        written = b""
        while time.perf_counter() - begun < limit:
            waits_for = rest if written and until in written else limit
            if not select.select([self._line], [], [], waits_for)[0]:
                break
            part = self._take()
            if not part:
                break
            last = time.perf_counter() - begun
            first = first or last
            written += part
        self._show(written)
        return Paint(first, last, len(written)) if written else None

    def wait_for_end(self) -> int:
        """The exit code of the program once it has left."""
        end = time.monotonic() + PATIENCE
        while not self.has_ended():
            assert time.monotonic() < end, self.text
            self._read(0.1)
        assert self.code is not None
        return self.code

    def has_ended(self) -> bool:
        """Whether the program has left; its exit code is known then."""
        if self.code is None:
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def memory(self) -> float:
        """MiB the program holds in memory now."""
        told = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS:")) / 1024

    def worked(self) -> float:
        """Seconds of a processor the program has taken so far."""
        parts = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / TICK

    def _read(self, patience: float) -> bool:
        """Take in what was written; whether there was anything."""
        if not select.select([self._line], [], [], patience)[0]:
            return False
        written = self._take()
        self._show(written)
        return bool(written)

    def _take(self) -> bytes:
        try:
            return os.read(self._line, 1 << 16)
        except OSError:  # the other end is closed
            return b""

    def _show(self, written: bytes) -> None:
        self.raw += written
        self._stream.feed(written)

    def kill(self) -> None:
        """Kill the program, as a power cut would."""
        os.kill(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.process, 0)
        self.code = os.waitstatus_to_exitcode(status)

    def end(self) -> None:
        """End the program if it still runs."""
        if not self.has_ended():
            self.kill()
        os.close(self._line)


def pasted(text: str) -> str:
    """A text as a terminal hands it over when it is pasted."""
    return f"\x1b[200~{text}\x1b[201~"


def settings(ledger: Path | str, **more: str) -> dict[str, str]:
    """The environment of the program on a ledger: nothing of this machine's own settings, a day, somebody who acts.

    Nothing outlives the program unless XIAXIAN_STATE is given.
    """
    mine = {
        "XIAXIAN_DB": str(ledger), "XIAXIAN_ON": "2023-10-10", "XIAXIAN_BY": "张某", "XIAXIAN_AMBIGUOUS": "1",
        "XIAXIAN_THEME": "dark", "XIAXIAN_STATE": os.devnull, "XIAXIAN_CONFIG": os.devnull,
        "PYTHONPATH": str(ROOT),
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("XIAXIAN_", BYTE_CODE))}
    return {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **mine, **more}


@contextmanager
def opened(argv: Sequence[str], size: tuple[int, int], environment: dict[str, str]) -> Iterator[Terminal]:
    """Any program, on a terminal of `size` columns and rows, in a folder where nothing of the project lies."""
    process, line = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.chdir(Path(environment["XIAXIAN_DB"] or ROOT).parent)
        os.execve(argv[0], list(argv), environment)
    terminal = Terminal(process, line, size)
    try:
        yield terminal
    finally:
        terminal.end()


@contextmanager
def program(
    ledger: Path, size: tuple[int, int] = (80, 24), *, tour: bool = False, **environment: str
) -> Iterator[Terminal]:
    """The program on a ledger, on a terminal of `size` columns and rows; with the tour only where it is asked for."""
    mine = settings(ledger, **environment)
    state = Path(mine["XIAXIAN_STATE"])
    if not tour and not state.is_char_device():
        state.mkdir(parents=True, exist_ok=True)
        (state / "screen.json").write_text('{"form":1,"places":{"once":{"tour":true}}}', encoding="ascii")
    with opened([sys.executable, "-m", "xiaxian_tasks"], size, mine) as terminal:
        yield terminal
