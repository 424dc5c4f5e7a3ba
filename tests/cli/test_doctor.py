"""`doctor` on calendars: what has to be installed for them, how many are given out, and which want somebody's eye."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.cli.programs import call
from tests.cli.supervision import DIRECTOR, HEAD, LIAISON, PEOPLE, SUPERVISOR, act
from tests.source import ROOT
from xiaxian_tasks.cli import doctor


def test_the_extras_are_those_of_the_package() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    named = {extra: {re.split(r"[\[<>=!~ ]", each)[0] for each in needed} for extra, needed in told.items()}
    assert {extra: set(names) for extra, names in doctor.EXTRAS.items()} == named


def test_an_extra_is_there_only_whole() -> None:
    assert doctor._version_of_all(("click", "tabulate")) == doctor._version("click")
    assert doctor._version_of_all(("click", "no-such-distribution")) is None


def test_every_extra_that_is_missing_is_told_with_its_use(small: Path) -> None:
    found = {**call(small, "doctor", "--json").json, "extras": dict.fromkeys(doctor.EXTRAS)}
    told = doctor._advice(found, date(2023, 3, 1))
    assert [line for line in told if "pip install" in line] == [
        "For a ledger in PostgreSQL: pip install 'xiaxian-tasks[pg]'",
        "For reading PDF documents: pip install 'xiaxian-tasks[pdf-in]'",
        "For handing calendars out: pip install 'xiaxian-tasks[serve]'",
        "For calendars on CalDAV servers: pip install 'xiaxian-tasks[caldav]'",
        "For messages by Apprise: pip install 'xiaxian-tasks[push]'",
    ]


def test_calendars_that_want_an_eye(small: Path, tmp_path: Path) -> None:
    assert call(small, "doctor", "--json").json["calendars"] == {"open": 0, "expiring": [], "unknown": []}
    paper = tmp_path / "people.toml"
    paper.write_text(PEOPLE.replace("县水利局", "县住建局"), encoding="utf-8")
    assert call(small, "load", str(paper), on="2023-10-01").code == 0
    ids = [
        act(small, "10-01", SUPERVISOR, "calendar", "token", "add", "--person", person, *more, "--json").json["id"]
        for person, more in ((LIAISON, ("--days", "31")), (HEAD, ("--days", "31")), (LIAISON, ()), (HEAD, ()))
    ]
    assert call(small, "doctor", "--json", on="2023-10-01").json["calendars"]["expiring"] == []
    paper.write_text(paper.read_text(encoding="utf-8").replace(HEAD, "钱进"), encoding="utf-8")
    assert act(small, "10-02", DIRECTOR, "load", str(paper)).code == 0
    done = call(small, "doctor", on="2023-10-02")
    assert "日历订阅  已发出 4 份\n" in done.out
    assert f"* 2 份日历订阅 30 天内到期（{ids[0]}、{ids[1]}）。换发：" in done.out
    assert f"* 2 份日历订阅的人已不在名单（{ids[1]}、{ids[3]}）。停用：" in done.out
    act(small, "10-02", SUPERVISOR, "calendar", "token", "revoke", ids[1])
    english = call(small, "doctor", on="2023-10-02", lang="en").out
    assert f"* 1 calendar given out expires within 30 days ({ids[0]}). To give it out anew:" in english
    assert f"* 1 calendar is given out to somebody who is no longer registered ({ids[3]}):" in english


def test_without_a_ledger_nothing_is_said_of_calendars(tmp_path: Path) -> None:
    done = call(tmp_path / "none.sqlite3", "doctor", "--json")
    assert (done.code, done.json["calendars"]) == (0, None)
    assert "日历订阅" not in call(tmp_path / "none.sqlite3", "doctor").out


def test_what_papers_need_is_told(small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XIAXIAN_SOFFICE", str(tmp_path / "none"))
    found = call(small, "doctor", "--json").json
    assert found["papers"]["pdf"] is None
    told = doctor._advice({**found, "papers": {"pdf": None, "missing_faces": ["小标宋", "仿宋"]}}, date(2023, 3, 1))
    assert [line for line in told if "小标宋, 仿宋" in line or "LibreOffice" in line] == [
        "Faces that official papers are set in are missing: 小标宋, 仿宋. Papers ask for them by name; a PDF made here"
        " shows others. Install those your office has a licence for.",
        "For papers as PDF install LibreOffice; .docx and .txt need none.",
    ]
    assert "公文" in call(small, "doctor").out
