"""The timeline: what a row draws, where the view goes, and a due day tried until it is asked for."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ledgers import office
from tests.office.supervised import reported
from tests.tui.screens import Play, assert_golden, begun, played, rest, strike, text_of
from xiaxian_tasks import language
from xiaxian_tasks.office import timeline
from xiaxian_tasks.tui import look
from xiaxian_tasks.tui.app import Xiaxian
from xiaxian_tasks.tui.scale import MONTH, QUARTER, WEEK, YEAR, View, around, ruler
from xiaxian_tasks.tui.widgets.bands import Bands, band, legend
from xiaxian_tasks.tui.widgets.trial import TrialPane

WELLS = "wells-23/1"


@pytest.fixture
def wells(tmp_path: Path) -> Path:
    """One task under full supervision, signed for and reported on, foreseen to end in time."""
    return reported(tmp_path, '[[tasks.milestones]]\nwhat = "编制方案"\ndue = 2023-11-15\n')


def drawn(ledger: Path, view: View, *, tried: date | None = None, width: int = 73) -> str:
    desk = office(ledger, "2023-11-20")
    sheet = timeline.span(desk, WELLS)
    desk.store.close()
    assert sheet is not None
    look.use_colours("none")
    try:
        line = band(sheet, view.scale(width), date(2023, 11, 20), tried=tried)
    finally:
        look.use_colours("all")
    assert look.length(line) == width
    return "".join(text for text, _style in line)


def test_a_band_says_what_is_done_what_is_late_and_where_it_will_end(wells: Path) -> None:
    """365 days over 73 cells, five days a cell: 13 of 15 wells, a milestone five days late, foreseen for 12-11."""
    found = drawn(wells, around(YEAR, date(2023, 11, 20)))
    assert found[:63] == "=" * 63
    assert (found[63], found[64], found[68], found[72]) == ("!", ":", ">", "|")
    assert drawn(wells, around(QUARTER, date(2023, 11, 20)))[::-1].index("|") == 0
    ahead = drawn(wells, View(YEAR, date(2023, 7, 1)), tried=date(2024, 2, 10))
    assert (ahead[36], ahead[44], set(ahead[37:44])) == ("(", "|", {"+"})


def test_views_are_the_calendars_own_and_zoom_around_today(wells: Path) -> None:
    today = date(2023, 11, 20)
    assert [around(zoom, today).first.isoformat() for zoom in (YEAR, QUARTER, MONTH, WEEK)] == [
        "2023-01-01", "2023-10-01", "2023-11-01", "2023-11-20",
    ]
    assert around(MONTH, date(2024, 2, 3)).last == date(2024, 2, 29)
    view = around(YEAR, today)
    assert view.zoomed(1, today) == around(QUARTER, today)
    assert view.moved(-1).zoomed(1, date(2020, 1, 1)).first == date(2023, 4, 1)
    assert view.zoomed(-1, today) == view
    assert View(WEEK, date(1951, 1, 1)).moved(-60) == View(WEEK, date(1951, 1, 1)), "the calendar has an end"
    language.install("zh")
    line = "".join(text for text, _style in ruler(view, today, 52))
    assert line.startswith("1月")
    assert look.length([(line, "head")]) == 52
    assert look.length(legend(80)) <= 80
    language.install("en")
    assert drawn(wells, around(WEEK, today), width=70)[:10] == ":" + "-" * 9


def test_a_day_is_tried_by_keys_and_becomes_a_request(wells: Path) -> None:
    """D, a month on, three days on, Enter: the form holds the day; nothing was written until it is saved."""

    async def play(pilot: Pilot[int]) -> None:
        app = pilot.app
        await begun(pilot)
        await strike(pilot, "3")
        await rest(pilot)
        bands = app.screen.query_one(Bands)
        while bands.sheet is None or bands.sheet["id"] != WELLS:
            await strike(pilot, "down")
        await strike(pilot, "D", "]", "l", "l", "l")
        await rest(pilot)
        text = text_of(app)
        assert "预演（不写入）：wells-23/1" in text
        assert "2023-12-31 ->  2024-02-03" in text
        assert "督查室主任" in text or "县领导" in text
        await strike(pilot, "j")
        await rest(pilot)
        assert "2023-11-15 ->  2023-11-15" in text_of(app), "the milestone by itself"
        await strike(pilot, "k", "]", "enter")
        await rest(pilot)
        assert isinstance(app, Xiaxian)
        assert app.kept.draft("extension-request", WELLS)["due"] == "2024-01-31"
        assert "2024-01-31" in text_of(app)
        assert not app.screen_stack[0].query_one(TrialPane).has_focus
        assert len(app.office.store.history(WELLS)) == seen

    seen = len(office(wells, "2023-11-20").store.history(WELLS))
    run(wells, play)


def test_a_refusal_is_said_and_leaving_leaves_nothing(wells: Path) -> None:
    async def play(pilot: Pilot[int]) -> None:
        await begun(pilot)
        await strike(pilot, "3")
        await rest(pilot)
        bands = pilot.app.screen.query_one(Bands)
        await strike(pilot, "D", "h", "enter")
        await rest(pilot)
        assert isinstance(pilot.app.focused, TrialPane), "what is refused stays on the screen"
        assert bands.tried is not None
        await strike(pilot, "escape")
        await rest(pilot)
        assert bands.tried is None
        assert pilot.app.focused is bands
        groups = bands.source.group(0)
        await strike(pilot, "g", "enter")
        folded = bands.source.group(0)
        assert groups is not None
        assert folded is not None
        assert (groups.is_folded, folded.is_folded) == (False, True)
        await strike(pilot, "m", "m", "m")
        assert "按亮灯分组" in text_of(pilot.app)
        await strike(pilot, "f", *"zjj", "enter")
        await rest(pilot)
        assert "县住建局" in text_of(pilot.app).split("\n")[1]
        await strike(pilot, "escape")
        assert "事项 4 项" in text_of(pilot.app)

    run(wells, play)


def run(ledger: Path, play: Play) -> None:
    """Play on a ledger as the director on a November day."""
    played(ledger, on="2023-11-20", by="王敏", then=play)


TRIED = ("3", "D", "]", "L")


@pytest.mark.parametrize(("name", "keys", "size", "lang"), [
    ("timeline-80x24", ("3",), (80, 24), "zh"),
    ("timeline-120x36", ("3", "m", "pagedown", "pagedown"), (120, 36), "zh"),
    ("timeline-quarter-80x24", ("3", "m", "pagedown", "+"), (80, 24), "zh"),
    ("timeline-tried-80x24", TRIED, (80, 24), "zh"),
    ("timeline-tried-80x24-en", TRIED, (80, 24), "en"),
])
def test_the_timeline_looks_so(
    name: str, keys: tuple[str, ...], size: tuple[int, int], lang: str, ledger: Path
) -> None:
    assert_golden(name, played(ledger, *keys, size=size, lang=lang))
