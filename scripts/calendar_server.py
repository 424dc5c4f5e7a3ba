"""The calendar server of a story: a Radicale on this machine, whose address the story calls $CALENDAR."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "$CALENDAR"
USER, PASSWORD = "duban", "mima-2023"
"""Who may write there. The story puts the password into a file."""


@contextmanager
def running(folder: Path, commands: Iterable[str]) -> Iterator[dict[str, str]]:
    """What the environment has to hold for these commands: the address, where one of them names it."""
    if not any(NAME in command for command in commands):
        yield {}
        return
    port = _free_port()
    _made(folder)
    options = {
        "config": "", "server-hosts": f"127.0.0.1:{port}", "auth-type": "htpasswd", "auth-htpasswd-encryption": "plain",
        "auth-htpasswd-filename": folder / "users", "storage-filesystem-folder": folder / "store", "auth-delay": 0,
    }
    argv = [sys.executable, "-m", "radicale", *(f"--{name}={value}" for name, value in options.items())]
    process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield {NAME[1:]: f"http://127.0.0.1:{port}/{USER}/work/", "NO_PROXY": _without_proxy()}
    finally:
        process.kill()
        process.wait()


def _made(folder: Path) -> None:
    """A calendar that takes events and tasks."""
    calendar = folder / "store" / "collection-root" / USER / "work"
    calendar.mkdir(parents=True)
    (calendar / ".Radicale.props").write_text(json.dumps({"tag": "VCALENDAR"}), encoding="utf-8")
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(port: int) -> None:
    for _try in range(400):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the calendar server of the story does not start: is radicale installed?")


def _without_proxy() -> str:
    return ",".join(filter(None, (os.environ.get("NO_PROXY", ""), "127.0.0.1")))
