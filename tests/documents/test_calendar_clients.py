"""Real calendar programs of this machine load a feed and show what it says; one that is not here says so in a line."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.documents.feeds import GOLDEN, MONTH, crowd
from xiaxian_tasks.documents.calendar import write
from xiaxian_tasks.domain.feed import Feed

FEEDS = {
    "crowd": Feed("夏县督查·全部", MONTH, tuple(each for each in crowd(80) if each.event.on >= MONTH)),
    **{name: GOLDEN[name] for name in ("ordinary", "lights", "withdrawn", "hostile", "empty")},
}
FIRST, LAST = "2023-11-01", "2024-12-31"

_KHAL = """[calendars]
[[feed]]
path = {folder}/feed
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
[sqlite]
path = {folder}/khal.db
"""


MISSED: set[str] = set()
"""Programs that were looked for in vain, so that each is named once."""


def is_here(program: str, capsys: pytest.CaptureFixture[str]) -> bool:
    if shutil.which(program):
        return True
    if program not in MISSED:
        with capsys.disabled():
            sys.stderr.write(f"\n{program} is not on this machine: calendars were not shown to it\n")
    MISSED.add(program)
    return False


def run(*command: str | Path) -> str:
    surroundings = {**os.environ, "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, check=True, capture_output=True, env=surroundings, timeout=60).stdout.decode()


def expected(raw: bytes) -> Counter[tuple[str, str]]:
    events: list[Any] = list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))
    return Counter((event["DTSTART"].dt.isoformat(), str(event["SUMMARY"])) for event in events)


@pytest.mark.parametrize("name", FEEDS)
def test_calcurse_shows_every_event_on_its_day(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not is_here("calcurse", capsys):
        return
    raw = write(FEEDS[name])
    (tmp_path / "feed.ics").write_bytes(raw)
    run("calcurse", "-D", tmp_path, "-i", tmp_path / "feed.ics")
    kept = re.findall(r"^(\d\d)/(\d\d)/(\d{4}) \[1\] (?:>\w+ )?(.*)$", (tmp_path / "apts").read_text(), re.MULTILINE)
    assert Counter((f"{year}-{month}-{day}", title) for month, day, year, title in kept) == expected(raw)


@pytest.mark.parametrize("name", FEEDS)
def test_khal_shows_every_event_on_its_day(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not is_here("khal", capsys):
        return
    raw = write(FEEDS[name])
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed.ics").write_bytes(raw)
    (tmp_path / "khal.conf").write_text(_KHAL.format(folder=tmp_path))
    khal = ("khal", "-c", tmp_path / "khal.conf")
    run(*khal, "import", "--batch", "-a", "feed", tmp_path / "feed.ics")
    listed = run(*khal, "list", "--day-format", "", "--format", "{start-date}\t{title}", FIRST, LAST)
    found = [line.split("\t") for line in listed.split("\n") if "\t" in line]
    assert Counter((day, title) for day, title in found) == expected(raw)
