"""总览: what is past in one line, the county beside what is to be decided, the counts in its place."""

import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ledgers import office
from tests.tui.screens import assert_golden, played, rest, strike, text_of
from xiaxian_tasks.office import record
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.tui.pages import counted


@pytest.fixture
def reported(ledger: Path) -> Path:
    """A ledger with three weeks of reports, two tasks of them finished."""
    for on, task, value in (
        ("2023-11-10", "services-23/13", "45"), ("2023-11-20", "groundwater-23/10", "12"),
        ("2023-11-24", "groundwater-23/10", "15"), ("2023-11-27", "services-23/13", "150"),
        ("2023-11-30", "services-23/13", "200"),
    ):
        desk = office(ledger, on)
        record.report(desk, Said(task, value))
        desk.store.close()
    return ledger


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_the_county_beside_what_is_to_be_decided(size: tuple[int, int], reported: Path) -> None:
    assert_golden(f"board-reported-{size[0]}x{size[1]}", played(reported, size=size, on="2023-11-30"))


def test_plans_long_past_are_folded_into_one_line(ledger: Path) -> None:
    text = played(ledger, on="2026-11-24")
    folded = [line for line in text.split("\n") if "早前遗留" in line]
    assert len(folded) == 1
    assert "逾期 43" in folded[0]
    assert text.count("  红  ") <= 10
    assert "早前遗留" not in played(ledger, on="2023-10-10")


def test_counts_take_the_place_of_the_county_while_they_have_the_focus(ledger: Path) -> None:
    seen: list[str] = []

    async def go_round(pilot: Pilot[int]) -> None:
        for _pane in range(3):
            seen.append(text_of(pilot.app))
            await strike(pilot, "v")
            await rest(pilot)

    text = played(ledger, then=go_round)
    assert ["按单位" in each for each in (*seen, text)] == [False, True, True, False]
    assert ["每周办结" in each for each in (*seen, text)] == [True, False, False, True]


def test_a_large_county_is_not_ranked_on_the_board(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "单位排名" in played(ledger, size=(120, 36))
    monkeypatch.setattr(counted, "RANKED_UP_TO", 100)
    text = played(ledger, size=(120, 36))
    assert "单位排名" not in text
    assert "红灯最多的单位" in text


def test_a_wide_board_becomes_a_small_one(ledger: Path) -> None:
    async def shrink(pilot: Pilot[int]) -> None:
        await pilot.resize_terminal(80, 24)
        await rest(pilot)

    assert played(ledger, size=(120, 36), then=shrink) == played(ledger)


def test_the_first_frame_pays_for_no_charts() -> None:
    seen = """
import sys
from xiaxian_tasks.tui import acts
page = acts.home("board")()
assert page._county(80, 9) == []
print([name for name in ("charts", "plot", "county", "ranking") if f"xiaxian_tasks.tui.{name}" in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
