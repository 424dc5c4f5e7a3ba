"""Tells the stories of the documents again: runs every ```console block and compares what the program says.

    python -m scripts.stories            says where a document no longer tells the truth
    python -m scripts.stories --write    puts in what the program says

One document is one shell in an empty folder, on a ledger of its own, before a terminal of WIDTH cells. A line `$ …` is
a command, `> …` its next line; what follows is what the screen shows. `…` in a line stands for anything in that line,
alone on a line for any lines: hashes, versions and the true day are not the same twice.
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import NamedTuple

from scripts import calendar_server

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (
    "README.md", "README.zh-CN.md", "docs/first-hour.md", "docs/steps.md", "docs/lights.md", "docs/extending.md",
    "docs/standing.md", "docs/today.md",
    "docs/query.md", "docs/proof.md", "docs/steps.zh-CN.md", "docs/today.zh-CN.md", "docs/query.zh-CN.md",
    "docs/demo.md", "docs/calendar.md", "docs/calendar.zh-CN.md", "docs/reminders.md", "docs/reminders.zh-CN.md",
    "docs/papers.md", "docs/papers.zh-CN.md",
    "docs/bulletin.md", "docs/bulletin.zh-CN.md",
)
WIDTH, HEIGHT = 100, 40

ANYTHING = "…"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TURNED_BACK = re.compile(r"[^\n]*\r(?:\x1b\[K)?")
"""What was written and then written over in the same line: counters, and the question how wide a character is."""

VOLATILE = (
    (re.compile(r"\b[0-9a-f]{64}\b"), ANYTHING),
    (re.compile(r"(补记，|entered late, on )\d{4}-\d\d-\d\d"), rf"\1{ANYTHING}"),
    (re.compile(r"/\S*/ledger\.sqlite3(\.\d{4}-\d\d-\d\d)?"), ANYTHING),
    (re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}\b"), ANYTHING),
)

AFTER_EACH = "\n_code=$?; printf '\\036'; (exit $_code)\n"
"""Ends what one command says with a record separator, and leaves its exit code to the next."""


class Told(NamedTuple):
    """One command of a story, and the lines it is said to show."""

    command: str
    lines: tuple[str, ...]


def told(block: str) -> Iterator[Told]:
    """The commands of a block."""
    command: list[str] = []
    lines: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield Told("\n".join(command), tuple(lines))
            command, lines = [line[2:]], []
        elif (line == ">" or line.startswith("> ")) and command and not lines:
            command.append(line[2:])
        else:
            lines.append(line)
    if command:
        yield Told("\n".join(command), tuple(lines))


def stories(text: str) -> list[Told]:
    """Every command of a document, in order."""
    return [each for block in BLOCK.findall(text) for each in told(block)]


def shown(commands: list[str], lang: str) -> list[list[str]]:
    """What the screen shows for each command, run one after another in one shell."""
    with TemporaryDirectory() as folder, _terminal() as (screen, line):
        home = Path(folder)
        (home / "bin").mkdir()
        program = home / "bin" / "xiaxian"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xiaxian_tasks "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        (home / "desk").mkdir()
        (home / "server").mkdir()
        script = "".join(command + AFTER_EACH for command in commands)
        (home / "story.sh").write_text(script, encoding="utf-8")
        written: list[bytes] = []
        reader = Thread(target=lambda: written.extend(_pieces(screen)))
        reader.start()
        with calendar_server.running(home / "server", commands) as served:
            subprocess.run(
                ["bash", str(home / "story.sh")], stdin=subprocess.DEVNULL, stdout=line, stderr=line, check=False,
                cwd=home / "desk", env=_environment(home, lang) | served,
            )
        os.close(line)
        reader.join()
    text = re.sub(r"\r+\n", "\n", b"".join(written).decode())
    return [_lines(part) for part in text.split("\x1e")[:-1]]


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in TURNED_BACK.sub("", text).splitlines()]


def _environment(home: Path, lang: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XIAXIAN", "_XIAXIAN"))}
    return {
        **kept, "HOME": str(home), "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1", "TERM": "dumb", "COLUMNS": str(WIDTH), "LOGNAME": "zhang", "LC_ALL": "C.UTF-8",
        "XIAXIAN_DB": str(home / "ledger.sqlite3"), "XIAXIAN_LANG": lang,
    }


@contextmanager
def _terminal() -> Iterator[tuple[int, int]]:
    """A terminal: the end that sees what is shown, and the end to show it on, which the user closes."""
    screen, line = pty.openpty()
    fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    try:
        yield screen, line
    finally:
        os.close(screen)


def _pieces(screen: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(screen, 1 << 16)
        except OSError:  # Linux says so when the last one has left
            return
        if not piece:
            return
        yield piece


def is_told_truly(lines: tuple[str, ...], seen: list[str]) -> bool:
    """Whether the lines of a story are what was seen."""
    pattern = "".join(_pattern(line.rstrip()) for line in lines)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in seen)) is not None


def _pattern(line: str) -> str:
    if line.strip() == ANYTHING:
        return r"(?:.*\n)*?"
    return ".*".join(map(re.escape, line.split(ANYTHING))) + r"\n"


def retold(each: Told, seen: list[str]) -> tuple[str, ...]:
    """The lines to write: those that hold stay as they are, with their …."""
    if is_told_truly(each.lines, seen):
        return each.lines
    if len(each.lines) == len(seen):
        pairs = zip(each.lines, seen, strict=True)
        return tuple(line if is_told_truly((line,), [new]) else _steady(new) for line, new in pairs)
    return tuple(map(_steady, seen))


def _steady(line: str) -> str:
    for pattern, instead in VOLATILE:
        line = pattern.sub(instead, line)
    return line


def rewritten(text: str, lang: str) -> str:
    """A document as it would have to be for every story to be true."""
    seen = iter(shown([each.command for each in stories(text)], lang))

    def block(found: re.Match[str]) -> str:
        lines = []
        for each in told(found[1]):
            lines += [f"{'>' if n else '$'} {line}".rstrip() for n, line in enumerate(each.command.split("\n"))]
            lines += retold(each, next(seen, ["(the shell left before)"]))
        return "\n".join(["```console", *lines, "```"])

    return BLOCK.sub(block, text)


def language_of(name: str) -> str:
    """The language a document shows the program in: the README in English only."""
    return "en" if name == "README.md" else "zh"


def main(arguments: list[str]) -> int:
    """Compare, or write with `--write`; 1 when a document does not tell the truth."""
    code = 0
    for name in (name for name in DOCUMENTS if (ROOT / name).exists()):
        before = (ROOT / name).read_text(encoding="utf-8")
        after = rewritten(before, language_of(name))
        if arguments == ["--write"]:
            (ROOT / name).write_text(after, encoding="utf-8")
        elif before != after:
            code = 1
            lines = unified_diff(before.splitlines(), after.splitlines(), name, "the program", lineterm="", n=1)
            print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
