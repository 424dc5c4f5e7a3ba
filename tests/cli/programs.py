"""The program for tests: in this process, in one of its own, or on a terminal of its own."""

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from tests.source import ROOT
from xiaxian_tasks import language
from xiaxian_tasks.cli.program import COMMANDS
from xiaxian_tasks.cli.run import run
from xiaxian_tasks.office.desk import Office

SMALL = """\
id = "trial-23"
document = "夏试〔2023〕1号"
title = "2023年试行计划"
issued = 2023-03-01
year = 2023

[[bodies]]
name = "甲镇"
kind = "township"

[[bodies]]
name = "乙镇"
kind = "township"

[[tasks]]
number = "1"
title = "改造旧房"
lead = ["县住建局"]
support = ["县财政局"]
value = 200
unit = "户"

[[tasks]]
number = "2"
title = "征收保费"
lead = ["县医保局"]

[[tasks.targets]]
metric = "参保"
unit = "人"
printed = 299

[[tasks.targets.parts]]
body = "甲镇"
value = 100

[[tasks.targets.parts]]
body = "乙镇"
value = 200

[[tasks]]
number = "3"
title = "建好站点"
lead = ["县交通局"]

[[tasks.milestones]]
what = "开工"
due = 2023-06-30

[[tasks.recurrences]]
what = "月报"
rule = "FREQ=MONTHLY;BYMONTHDAY=5"

[[tasks]]
number = "4"
title = "宣传政策"
note = "长期坚持"

[[procedures]]
id = "loan"
name = "借款程序"
trigger = "企业申请"

[[procedures.steps]]
number = "1"
what = "受理"
bodies = ["县财政局"]

[[procedures.steps]]
number = "2"
what = "审批"
limit = { amount = 5, unit = "working_days", relation = "at_most", anchor = "step:1" }
"""
"""A plan of four tasks, one of each sort, and a procedure of two steps."""

DAY = "2023-09-30"


class Done(NamedTuple):
    """What a run left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


def no_screen(desk: Office, notice: str, before: tuple[str, ...]) -> int:
    """No test opens the screen from here."""
    raise AssertionError(desk, notice)


def call(ledger: Path | str, *arguments: str, on: str = DAY, lang: str = "zh", given: bytes = b"") -> Done:
    """Run in this process, away from any terminal."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    _speak(lang)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(["--db", str(ledger), "--on", on, "--by", "张某", "--lang", lang, *arguments], no_screen)
    finally:
        sys.stdin = before
        language.install("en")
    return Done(code, _bytes(out).decode(), _bytes(err).decode())


_spoken = ["en"]


def _speak(lang: str) -> None:
    """Commands bind their words as they are imported: in another language they are imported anew."""
    language.install(lang)
    if lang != _spoken[-1]:
        bound = {f"xiaxian_tasks.cli.{name}" for name in (*(file for file, _words in COMMANDS.values()), "stepping")}
        for name in [name for name in sys.modules if name in bound or name.rpartition(".")[0] in bound]:
            del sys.modules[name]
        _spoken.append(lang)


def _bytes(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    content: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return content


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process without settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XIAXIAN", "_XIAXIAN"))}
    return {**kept, "NO_COLOR": "", "PYTHONUTF8": "1", **more}


def start(*arguments: str | bytes, given: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "xiaxian_tasks", *arguments], input=given, capture_output=True, check=False, cwd=ROOT,
        env=environment(more),
    )


def on_terminal(*arguments: str, columns: int = 80, **more: str) -> str:
    """Run on a terminal of its own; everything it shows."""
    shown = b""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        settings = environment({"TERM": "xterm", "COLUMNS": str(columns), "LINES": "24", **more})
        os.execve(sys.executable, [sys.executable, "-m", "xiaxian_tasks", *arguments], settings)
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says so when the last one has left
            break
        if not piece:
            break
        shown += piece
    os.close(terminal)
    os.waitpid(child, 0)
    return shown.decode().replace("\r\n", "\n")
