"""The command line told after an act does the same from a plain shell: it says what the screen was opened with."""

import shlex
from datetime import date
from pathlib import Path
from typing import Any

import click
from textual.pilot import Pilot

from tests.cli.programs import call
from tests.tui.screens import played, rest, strike, text_of
from xiaxian_tasks.cli.program import program
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.tui import twins

HOMES = "services-23/13"


def test_every_line_says_it_and_what_is_quoted_stays() -> None:
    twin = "xiaxian report a/1 3户 --note '他说 && xiaxian 好' && xiaxian report a/1 4户"
    told = twins.whole(twin, ("--db", "a b.db", "--on", "2023-10-10"))
    before = "xiaxian --db 'a b.db' --on 2023-10-10"
    assert told == f"{before} report a/1 3户 --note '他说 && xiaxian 好' && {before} report a/1 4户"
    assert twins.whole(twin, ()) == twin
    looked_back = twins.whole("xiaxian tasks", ("--on", "2023-10-10", "--by", "张某"), date(2023, 9, 9))
    assert looked_back == "xiaxian --by 张某 --on 2023-09-09 tasks"


def test_only_what_was_typed_is_said_again(ledger: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("XIAXIAN_DB", str(ledger))
    seat = Seat(lambda *_anything: 0)
    with program.make_context("xiaxian", ["--on", "2023-10-10", "--by", "张某", "today"], obj=seat) as context:
        context.resilient_parsing = False
        click.Context.invoke(context, program.callback, **context.params)  # type: ignore[arg-type]
    assert list(seat.before) == ["--on", "2023-10-10", "--by", "张某"]
    seat.settings, seat.said = seat.settings._replace(db="postgresql://me:word@there/county"), frozenset({"db"})
    assert list(seat.before) == ["--db", "postgresql://me@there/county"]


def test_what_is_told_after_a_report_records_it_from_a_plain_shell(ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    other.write_bytes(ledger.read_bytes())

    async def then(pilot: "Pilot[int]") -> None:
        pilot.app.before = ("--db", str(other))  # type: ignore[attr-defined]
        await strike(pilot, "2", "/", "1", "3", "enter", "p", "5", "0", "enter")
        await rest(pilot)
        same = next(line for line in text_of(pilot.app).splitlines() if " report " in line)
        words = shlex.split(same.partition("等价命令：")[2])
        assert words[:4] == ["xiaxian", "--db", str(other), "report"]
        assert call(other, *words[3:]).code == 0

    played(ledger, size=(220, 36), then=then)
