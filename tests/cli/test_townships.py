"""53号 under full supervision: twelve rows, one part of all townships, and who may report which row."""

from pathlib import Path

import pytest

from tests.cli.programs import call
from tests.cli.supervision import DIRECTOR, PEOPLE, SUPERVISOR, act, done, refused, shown

FEES = "medical-insurance-24/4"
TOWN, BUREAU = "陈乡长", "吴局长"
MORE = f"""
[[people]]
name = "{TOWN}"
role = "单位负责人"
body = "瑶峰镇"

[[people]]
name = "{BUREAU}"
role = "单位负责人"
body = "县医保局"
"""


@pytest.fixture
def fees(gazette: Path, tmp_path: Path) -> Path:
    """A ledger on which 53号 was dispatched and its lead, the townships and the communities have signed."""
    roster = tmp_path / "roster.toml"
    roster.write_text(PEOPLE + MORE, encoding="utf-8")
    assert act(gazette, "09-28", DIRECTOR, "load", str(roster)).code == 0
    assert act(gazette, "09-28", DIRECTOR, "plan", "way", "medical-insurance-24", "full").code == 0
    done(gazette, "09-28", DIRECTOR, "task", "register", FEES)
    done(gazette, "09-28", DIRECTOR, "task", "dispatch", FEES)
    for body in ("县医保局", "各乡镇人民政府", "社区"):
        done(gazette, "10-09", SUPERVISOR, "receive", FEES, "--body", body)
    return gazette


def test_a_township_reports_its_own_row_for_the_part_of_all(fees: Path) -> None:
    done(fees, "10-10", TOWN, "report", FEES, "100人")
    done(fees, "10-10", SUPERVISOR, "report", FEES, "200人", "--body", "水头镇")
    rows = {each["body"]: each["latest"] for each in shown(fees, "2023-10-10", FEES)["targets"] if each["latest"]}
    assert rows == {None: "300", "瑶峰镇": "100", "水头镇": "200"}
    newest = shown(fees, "2023-10-10", FEES)["history"][-2]
    assert (newest["body"], newest["via"], newest["by"]) == ("各乡镇人民政府", "瑶峰镇", TOWN)
    assert "各乡镇人民政府（瑶峰镇）" in call(fees, "history", FEES, on="2023-10-10").out
    assert call(fees, "verify", on="2023-10-10").code == 0


def test_nobody_writes_anothers_row_but_the_lead_and_the_office(fees: Path) -> None:
    assert "水头镇" in act(fees, "10-10", TOWN, "report", FEES, "100人", "--target", "t1.3").err
    assert act(fees, "10-10", TOWN, "report", FEES, "100人", "--target", "t1.3").code == 4
    done(fees, "10-10", BUREAU, "report", FEES, "150人", "--target", "t1.3")


def test_a_township_that_has_not_signed_is_told(fees: Path) -> None:
    done(fees, "10-10", DIRECTOR, "undo", FEES, "--entry", "6")
    assert "各乡镇人民政府" in refused(fees, "10-10", TOWN, "report", FEES, "100人")
