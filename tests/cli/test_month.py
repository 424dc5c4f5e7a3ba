"""`month`: closing, the books beside the last ones, and what a closed month lets nobody change any more."""

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.cli.programs import SMALL, call
from tests.ledgers import office
from xiaxian_tasks.errors import Refused, Stale, XiaxianError
from xiaxian_tasks.office import county, months, record
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.ports import Writing


def run(ledger: Path, *arguments: str, on: str) -> Any:
    done = call(ledger, *arguments, "--json", on=on)
    assert done.code == 0, done.err
    return done.json


@pytest.fixture
def closed(small: Path) -> Path:
    """100 of 200 homes by September; October's books are closed on 6 November: 50 of 83.3 %, red; the milestone of
    June and the turns are red too, the split and the note-only task grey."""
    assert call(small, "report", "trial-23/1", "100户", on="2023-09-30").code == 0
    assert call(small, "month", "close", "2023-10", on="2023-11-06").code == 0
    return small


def test_a_closing_counts_the_lights_of_its_day_with_their_shares(closed: Path) -> None:
    sheet = run(closed, "month", "show", "2023-10", on="2023-11-06")
    total = sheet["total"]
    assert {light: total[light] for light in ("red", "yellow", "grey", "green", "done", "total")} == {
        "red": 2, "yellow": 0, "grey": 2, "green": 0, "done": 0, "total": 4,
    }
    assert (total["shares"]["red"], total["difference"]) == (0.5, None)
    assert (sheet["closed"], sheet["day"], sheet["before"]) == (True, "2023-11-06", None)
    (listed,) = run(closed, "month", "list", on="2023-11-06")
    assert (listed["month"], listed["lights"], listed["red"]) == ("2023-10", sheet["lights"], 2)
    assert run(closed, "month", "list", on="2023-11-05") == []  # not known yet the day before


def test_nothing_counts_from_a_closed_day_any_more(closed: Path) -> None:
    for day in ("2023-10-31", "2023-11-06"):
        done = call(closed, "report", "trial-23/1", "120户", on=day)
        assert done.code == 4
        assert "2023-11-06" in done.err
    assert call(closed, "report", "trial-23/1", "120户", on="2023-11-07").code == 0


def test_late_catching_up_turns_the_month_yellow_and_never_green(closed: Path) -> None:
    """On 10 November 190 of 200 are 95 of 83.3 %: green from then on; October was red and shows yellow."""
    assert call(closed, "report", "trial-23/1", "190户", on="2023-11-10").code == 0
    october = {"month": "2023-10", "day": "2023-11-06", "light": "red", "reason": "far-behind"}
    for command in ("show", "why"):
        before = run(closed, command, "trial-23/1", on="2023-11-09")["months"]
        assert before[0] == {**october, "shown": "red", "caught_up": None, "open": False}
        found = run(closed, command, "trial-23/1", on="2023-11-20")["months"]
        assert found[0] == {**october, "shown": "yellow", "caught_up": "2023-11-10", "open": False}
        assert (found[1]["month"], found[1]["light"], found[1]["open"]) == ("2023-11", "green", True)
    told = call(closed, "show", "trial-23/1", on="2023-11-20").out
    assert "2023-10 黄（原红），11-10 补上；2023-11 绿（未封账）" in told
    told = call(closed, "why", "trial-23/1", on="2023-11-20", lang="en").out
    assert "2023-10 yellow (was red), made up for on 11-10; 2023-11 green (open)" in told
    assert run(closed, "month", "show", "2023-10", on="2023-12-01")["total"]["red"] == 2  # the books say what they said


def test_an_open_month_is_compared_provisionally_with_the_last_closed(closed: Path) -> None:
    assert call(closed, "report", "trial-23/1", "190户", on="2023-11-10").code == 0
    sheet = run(closed, "month", "show", on="2023-11-20")
    assert (sheet["month"], sheet["closed"], sheet["lights"]) == ("2023-11", False, None)
    assert sheet["before"] == {"month": "2023-10", "day": "2023-11-06"}
    assert [(each["task"], each["before"], each["now"]) for each in sheet["better"]] == [("trial-23/1", "red", "green")]
    assert sheet["worse"] == []
    assert sheet["total"]["difference"] == {"red": -1, "yellow": 0, "grey": 0, "green": 1, "done": 0}
    (plan,) = sheet["plans"]
    assert (plan["plan"], plan["difference"]["red"]) == ("trial-23", -1)
    spoken = {"zh": ("未封账", "变好", "红 -> 绿"), "en": ("open, as of 2023-11-20", "Better", "red -> green")}
    for lang, words in spoken.items():
        told = call(closed, "month", "show", on="2023-11-20", lang=lang).out
        assert [word for word in words if word not in told] == []


def test_months_are_closed_once_in_turn_and_only_when_over(closed: Path) -> None:
    for month, day in (("2023-11", "2023-11-29"), ("2023-10", "2023-11-07"), ("2023-12", "2024-01-05")):
        assert call(closed, "month", "close", month, on=day).code == 4, month
    assert call(closed, "month", "close", "2023-13", on="2023-12-05").code == 2
    assert call(closed, "month", "close", "十月", on="2023-12-05").code == 2
    assert call(closed, "month", "show", "2024-02", on="2024-01-31").code == 5
    assert call(closed, "month", "close", "2023-11", on="2023-12-05").code == 0
    assert [each["month"] for each in run(closed, "month", "list", on="2023-12-05")] == ["2023-10", "2023-11"]
    assert call(closed, "verify").code == 0


def test_a_plan_that_comes_after_a_closing_is_none_of_its_plans(closed: Path, tmp_path: Path) -> None:
    """It counts from its own issue, which lies before; the books of October stay as they were, and are proven."""
    paper = tmp_path / "later-23.toml"
    text = SMALL.replace("trial-23", "later-23").replace("夏试〔2023〕1号", "夏试〔2023〕2号")
    paper.write_text(text, encoding="utf-8")
    assert call(closed, "load", str(paper), on="2023-11-20").code == 0
    assert run(closed, "month", "show", "2023-10", on="2023-11-20")["total"]["total"] == 4
    assert len(run(closed, "month", "show", on="2023-11-20")["added"]) == 4
    assert run(closed, "show", "later-23/1", on="2023-11-20")["months"] == []
    proof = run(closed, "verify", on="2023-11-20")
    assert (proof["ok"], proof["faults"]) == (True, [])


def test_a_plan_counts_from_the_month_it_is_issued_in(tmp_path: Path) -> None:
    """Eleven tasks of a plan of 10 November beside four: October counts four, November fifteen; ten are named."""
    late = 'id = "late-23"\ndocument = "夏试〔2023〕9号"\ntitle = "后发方案"\nissued = 2023-11-10\nyear = 2023\n'
    late += "".join(f'[[tasks]]\nnumber = "{n}"\ntitle = "事项{n}"\n' for n in range(1, 12))
    ledger, papers = tmp_path / "l.db", [tmp_path / "trial-23.toml", tmp_path / "late-23.toml"]
    for paper, text in zip(papers, (SMALL, late), strict=True):
        paper.write_text(text, encoding="utf-8")
    assert call(ledger, "load", *map(str, papers), on="2023-11-06").code == 0
    assert run(ledger, "show", "late-23/1", on="2023-11-06")["reason"] == "not-issued"
    october = run(ledger, "month", "close", "2023-10", on="2023-11-06")
    assert october["month"]["total"]["total"] == 4
    assert [row["plan"] for row in october["month"]["plans"]] == ["trial-23"]
    november = run(ledger, "month", "close", "2023-11", on="2023-12-05")["month"]
    assert (november["total"]["total"], len(november["added"])) == (15, 11)
    assert sum(november["total"]["difference"].values()) == 11
    assert [each["month"] for each in run(ledger, "show", "late-23/1", on="2023-12-05")["months"]] == [
        "2023-11", "2023-12",
    ]
    told = call(ledger, "month", "show", "2023-11", on="2023-12-05").out
    assert "15 +11" in told
    assert (told.count("  late-23/"), told.splitlines()[-1]) == (10, "  另有 1 项（--all 全部列出）")
    whole = call(ledger, "month", "show", "2023-11", "--all", on="2023-12-05").out
    assert (whole.count("  late-23/"), "另有" in whole) == (11, False)
    assert call(ledger, "verify").code == 0


def test_no_report_slips_in_while_a_month_is_closed(small: Path) -> None:
    """A report of the closing's day comes from another connection between the lights read and the entry written."""
    desk, failed = office(small, "2023-11-06"), list[XiaxianError]()

    def late() -> None:
        other = office(small, "2023-11-06")
        try:
            record.report(other, Said("trial-23/1", "150户"))
        except (Stale, Refused) as error:
            failed.append(error)
        finally:
            other.store.close()

    writer = threading.Thread(target=late)

    def entry() -> Any:  # as months.close makes it, with somebody coming in between
        found = county.entry(desk, "month", months._content(desk, "2023-10"))
        writer.start()
        writer.join(0.3)
        return found

    desk.store.write(Writing(closing=entry))
    writer.join()
    assert [error.code for error in failed] == ["month-closed"]
    assert call(small, "verify").code == 0
