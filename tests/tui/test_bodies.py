"""单位: who stands where, what it comes from, and what leads on from there."""

from decimal import Decimal
from pathlib import Path

import pytest
from textual.pilot import Pilot
from wcwidth import wcswidth

from tests.ledgers import office
from tests.tui.screens import assert_golden, played, rest, strike, text_of
from xiaxian_tasks import assemble
from xiaxian_tasks.office import record, standing
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.tui import look, ranking, width
from xiaxian_tasks.tui.pages.bodies import BodiesPage
from xiaxian_tasks.tui.ranking import Ranked
from xiaxian_tasks.tui.widgets.listing import Listing

ON = "2023-11-30"


@pytest.fixture
def reported(ledger: Path) -> Path:
    """A ledger with a few reports of a few bodies, and two townships of a split target."""
    for on, task, value, body in (
        ("2023-10-31", "groundwater-23/10", "12", ""), ("2023-11-10", "services-23/13", "45", ""),
        ("2023-11-15", "medical-insurance-24/4", "55250", "瑶峰镇"),
        ("2023-11-20", "medical-insurance-24/4", "9000", "水头镇"),
        ("2023-11-24", "groundwater-23/10", "15", ""),
    ):
        desk = office(ledger, on)
        record.report(desk, Said(task, value, body=body))
        desk.store.close()
    return ledger


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_the_ranking(size: tuple[int, int], reported: Path) -> None:
    assert_golden(f"bodies-{size[0]}x{size[1]}", played(reported, "5", size=size, on=ON))


def test_the_ranking_in_english(reported: Path) -> None:
    assert_golden("bodies-80x24-en", played(reported, "5", on=ON, lang="en"))


def test_it_says_what_the_command_says(reported: Path) -> None:
    desk = office(reported, ON)
    wanted = standing.standings(desk, assemble.scoring(), standing.span(desk))["bodies"]
    desk.store.close()

    async def see(pilot: Pilot[int]) -> None:
        rows = pilot.app.screen.query_one(Listing).rows
        assert [(row.name, row.standing["rank"], row.standing["score"]) for row in rows] == [
            (each["body"], each["rank"], each["score"]) for each in wanted
        ]
        assert any(row.before is not None and row.before != row.standing["rank"] for row in rows)

    played(reported, "5", on=ON, then=see)


def test_enter_leads_to_the_tasks_of_a_body(reported: Path) -> None:
    async def see(pilot: Pilot[int]) -> None:
        name = pilot.app.screen.query_one(Listing).row.name
        await strike(pilot, "enter")
        await rest(pilot)
        assert f"牵头或配合 {name}" in text_of(pilot.app)

    played(reported, "5", "down", on=ON, then=see)


def test_each_point_is_taken_apart_and_the_ranking_comes_back(reported: Path) -> None:
    async def see(pilot: Pilot[int]) -> None:
        listing = pilot.app.screen.query_one(Listing)
        place = next(n for n, row in enumerate(listing.rows) if row.standing["points"])
        listing.cursor = place
        await strike(pilot, "i")
        await rest(pilot)
        point = listing.row.standing["points"][0]
        text = text_of(pilot.app)
        assert point["on"] in text
        assert point["task"] in text
        assert "计分规则" in text
        await strike(pilot, "tab")
        await rest(pilot)
        assert listing.has_focus

    assert " 名次 单位" in played(reported, "5", on=ON, then=see)


def test_other_measures_months_and_split_targets(reported: Path) -> None:
    async def see(pilot: Pilot[int]) -> None:
        page = pilot.app.screen
        assert isinstance(page, BodiesPage)
        rows = [row for row in page.listing.rows if not row.standing["unranked"]]
        shares = [row.standing["reported"]["share"] for row in rows if row.standing["reported"]["of"]]
        assert shares == sorted(shares, reverse=True)
        assert len(set(shares)) > 1
        await strike(pilot, "left_square_bracket")
        await rest(pilot)
        assert "2023-10 排名" in text_of(pilot.app)
        await strike(pilot, "right", "right", "right")
        await rest(pilot)
        assert "2023-11 排名" in text_of(pilot.app), "there is none after the running month"
        await strike(pilot, "m")
        await rest(pilot)
        assert "23-10  23-11" in text_of(pilot.app)
        await strike(pilot, "w")
        await rest(pilot)
        text = text_of(pilot.app)
        assert text.index("瑶峰镇") < text.index("水头镇") < text.index("未报")
        await strike(pilot, "w")

    assert "23-10  23-11" in played(reported, "5", "s", "s", on=ON, then=see)


def test_a_reckoning_nobody_waits_for_is_given_up(ledger: Path) -> None:
    seen: list[int] = []

    def heed(count: int) -> None:
        seen.append(count)
        if count == 3:
            raise InterruptedError

    desk = office(ledger, ON)
    with pytest.raises(InterruptedError):
        standing.standings(desk, assemble.scoring(), standing.span(desk), heed=heed)
    desk.store.close()
    assert seen == [0, 1, 2, 3]


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_every_row_fills_its_width(ambiguous: int, reported: Path) -> None:
    desk = office(reported, ON)
    found = standing.standings(desk, assemble.scoring(), standing.span(desk))
    rows = ranking.ranked(found, standing.lights(desk, desk.on), None, "red")
    desk.store.close()
    width.take_ambiguous(ambiguous)
    months, unranked = ["2023-10", "2023-11"], [row for row in rows if row.standing["unranked"]]
    try:
        for colours in ("none", "all"):
            look.use_colours(colours)
            for cells in (70, 79, 120):
                lines = [ranking.heading(cells, "on_time"), ranking.months_heading(months, cells)]
                for each in (*rows[:20], *unranked[:5]):
                    lines += [ranking.row(each, name, cells, "base") for name in ranking.MEASURES]
                    lines.append(ranking.months_row(each, months, Decimal(100), cells, "cursor"))
                    traced = ranking.traced(each, found, cells)
                    assert all(look.length(line) <= cells for line in traced)
                for line in lines:
                    text = "".join(part for part, _style in line)
                    assert wcswidth(text, ambiguous_width=ambiguous) == cells, text
    finally:
        width.take_ambiguous(1)


def test_counts_of_a_large_county_keep_their_cells() -> None:
    rate = {"made": 999, "of": 1000, "share": 0.999}
    sheet = {
        "body": "县水利局", "formerly": [], "rank": 1, "score": "100.25", "tasks": 123_456, "on_time": rate,
        "reported": rate, "unranked": None,
    }
    counts = {"red": 3456, "yellow": 999, "green": 1000, "grey": 0, "done": 5}
    for measure in ranking.MEASURES:
        assert look.length(ranking.row(Ranked(sheet, counts, 200), measure, 79, "base")) == 79


def test_ranks_of_a_body_that_rose_and_fell() -> None:
    sheet = {"rank": 3}
    assert ranking.changed(Ranked(sheet, {}, 5)) == ("+2", "good")
    assert ranking.changed(Ranked(sheet, {}, 1)) == ("-2", "warn")
    assert ranking.changed(Ranked(sheet, {}, 3)) == ("=", "quiet")
    assert ranking.changed(Ranked({"rank": None}, {}, 3)) == ("", "quiet")
