"""The ladder: what a file says, every fault with its line, when it is quiet, and the one that is shipped."""

from datetime import date
from pathlib import Path

from tests.ledgers import office
from tests.office.supervised import supervised
from tests.source import ROOT
from xiaxian_tasks import assemble, planfile
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.entries import COUNTY, LADDER
from xiaxian_tasks.domain.ladder import CAUSES, Ladder, Override, Rung, from_document
from xiaxian_tasks.office import county

GOOD = """
title = "阶梯"
quiet = ["18:00", "08:00"]
days = [[2023-12-30, 2023-12-31]]
per_day = 2
approval = ["red", "digest"]
alarm = 5
[[rungs]]
id = "blue"
when = "behind"
paper = "reminder"
after = 3
reply = 5
[[rung]]
id = "yellow"
unmet = ["blue"]
paper = "supervision"
[[by_plan]]
name = "wells-23"
off = ["blue"]
per_day = 0
[[by_body]]
name = "县水利局"
per_day = 1
per_month = 4
[register]
talk = "谷督谈"
reminder = "谷督提"
"""
BLUE = Rung("blue", "behind", "reminder", reply=5, after=3)
YELLOW = Rung("yellow", "", "supervision", unmet=("blue",))


def read(text: str) -> planfile.LadderReading:
    return planfile.read_ladder(text.encode(), "ladder.toml")


def good() -> Ladder:
    found = read(GOOD).ladder
    assert found is not None
    return found


def test_a_file_of_rungs_survives_the_ledger() -> None:
    assert good() == Ladder(
        "阶梯", rungs=(BLUE, YELLOW), quiet=("18:00", "08:00"), per_day=2, approval=("red", "digest"),
        plans=(Override("wells-23", ("blue",), per_day=0),), bodies=(Override("县水利局", (), 1, 4),),
        days=((date(2023, 12, 30), date(2023, 12, 31)),), alarm=5,
        register=(("reminder", "谷督提"), ("talk", "谷督谈")),
    )
    assert planfile.kind_of(GOOD.encode()) == "ladder"
    assert from_document(encode(good())) == good()


def test_a_body_goes_before_its_plan_and_a_plan_before_all() -> None:
    assert good().of("wells-23", "县水利局") == (YELLOW,)
    assert good().of("homes-23", "县水利局") == (BLUE, YELLOW)
    assert [good().most(*pair) for pair in (("a", "b"), ("wells-23", "b"), ("wells-23", "县水利局"))] == [
        (2, None), (0, None), (1, 4)]


def test_it_is_quiet_at_night_on_days_off_and_on_days_named() -> None:
    night = [good().is_quiet_hour(clock) for clock in ("07:59", "08:00", "17:59", "18:00", "23:59", "00:00")]
    assert night == [True, False, False, True, True, True]
    assert not Ladder().is_quiet_hour("03:00")
    noon = Ladder(quiet=("12:00", "14:00"))
    assert [noon.is_quiet_hour(clock) for clock in ("11:59", "12:00", "14:00")] == [False, True, False]
    day = date(2023, 12, 29)
    assert [good().is_quiet_day(day, is_working=is_working) for is_working in (True, False)] == [False, True]
    assert good().is_quiet_day(date(2023, 12, 31), is_working=True), "a day that is named"
    assert not Ladder(rest=False).is_quiet_day(day, is_working=False)


def test_every_fault_has_its_line() -> None:
    text = """
quiet = ["18:00", "24:00"]
approval = ["blue"]
[[rungs]]
id = "blue"
when = "behnd"
[[rungs]]
id = "blue"
unmet = ["yelow"]
[[rungs]]
id = "yellow"
after = -1
[[by_body]]
name = "县水利局"
off = ["yelow"]
"""
    found = [(fault.line, fault.code, fault.figures.get("near", "")) for fault in read(text).faults]
    assert found == [
        (2, "bad-hours", ""), (3, "unknown-value", "bulletin"), (6, "unknown-value", "behind"), (8, "id-twice", ""),
        (9, "rung-unknown", ""), (10, "rung-without-cause", ""), (12, "negative", ""), (15, "rung-unknown", "yellow"),
    ]


def test_differences_are_lines() -> None:
    new = read(GOOD.replace("after = 3", "after = 4").replace("per_day = 2", "per_day = 3")).ladder
    assert new is not None
    assert [tuple(line) for line in planfile.ladder_differences(good(), new)] == [
        ("ladder", "per_day", "2", "3"), ("ladder", "blue", "behind reminder 3/5/0", "behind reminder 4/5/0"),
    ]
    assert planfile.ladder_differences(good(), good()) == []


def test_the_shipped_ladder_climbs_and_says_something_for_every_cause() -> None:
    shipped = planfile.read_ladder((ROOT / "plans" / "ladder.toml").read_bytes(), "ladder.toml").ladder
    assert shipped is not None
    assert {rung.when for rung in shipped.rungs if rung.when} == set(CAUSES)
    papers = {rung.id: rung.paper for rung in shipped.rungs}
    assert [papers[name] for name in ("blue-behind", "yellow", "red", "talk")] == [
        "reminder", "supervision", "red", "talk"]
    assert all(rung.reply for rung in shipped.rungs if any(rung.id in other.unmet for other in shipped.rungs))
    assert assemble.ladder() == shipped


def test_a_county_adopts_its_own_once(tmp_path: Path) -> None:
    ledger = supervised(tmp_path)
    paper = tmp_path / "ladder.toml"
    paper.write_text(GOOD, encoding="utf-8")
    for _ in range(2):
        assemble.load(office(ledger, "2023-10-10", "王敏"), [str(paper)])
    desk = office(ledger, "2023-10-10", "王敏")
    assert [entry.kind for entry in desk.store.history(COUNTY)].count(LADDER) == 1
    assert from_document(county.as_known(desk).ladder) == good()
    assert county.as_known(office(ledger, "2023-10-09", "王敏")).ladder == {}
