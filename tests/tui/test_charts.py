"""Charts as text: what they look like at several widths, and that no line is ever wider or narrower than asked for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from tests.tui.screens import assert_golden
from xiaxian_tasks import language
from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.tui import charts, look, width
from xiaxian_tasks.tui.charts import Bar
from xiaxian_tasks.tui.look import Line

ENDS = ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31")
COURSE: dict[str, Any] = {
    "on": "2023-11-15", "first": "2023-01-01", "due": "2023-12-31",
    "done": [["2023-03-31", 0.1], ["2023-06-30", 0.25], ["2023-09-30", 0.42], ["2023-11-10", 0.6]],
    "expected": [["2022-12-31", 0.0], *([f"2023-{end}", (n + 1) / 12] for n, end in enumerate(ENDS))],
    "forecast": {"finish": "2024-02-20", "earliest": "2024-01-12", "latest": "2024-04-30"},
}
COUNTS = {"red": 9, "yellow": 17, "green": 105, "grey": 30, "done": 21}
COUNTY: dict[str, Any] = {
    "on": "2023-11-15",
    "months": [
        *({"day": f"2023-{end}", "share": (n + 1) ** 2 / 200, "due": (n + 1) / 22} for n, end in enumerate(ENDS[:10])),
        {"day": "2023-11-15", "share": 0.55, "due": 0.5, **COUNTS},
    ],
    "ahead": [
        {"month": "2023-11", "day": "2023-11-30", "due": 0.55, "sure": 0.57, "possible": 0.62},
        {"month": "2023-12", "day": "2023-12-31", "due": 1.0, "sure": 0.8, "possible": 0.95},
    ],
    "weeks": [{"first": f"2023-09-{7 * n + 1:02d}", "finished": 7 * n % 5} for n in range(4)],
}
BEFORE = {**COUNTS, "red": 7, "yellow": 18, "done": 17}
DUE_DAYS = [
    {"day": f"2023-11-{13 + n}", **dict.fromkeys(LIGHTS, 0), "red": n // 3, "green": 12 * (n % 2)} for n in range(7)
]
STRIP = [
    {"month": month, "shown": light, "open": month == "2024-01"}
    for month, light in (("2023-10", "red"), ("2023-11", "yellow"), ("2023-12", "grey"), ("2024-01", "done"))
]
STANDING = [Bar("县财政局", 96.2, "96.2"), Bar("县工业和信息化局", 61, "61.0"), Bar("裴介镇", 0, "0")]
ROWS: dict[str, Any] = {"unit": "人", "ranked": [
    {"rank": 1, "body": "瑶峰镇", "light": "done", "latest": "55250", "value": "55250", "progress": 1.0},
    {"rank": 2, "body": "水头镇", "light": "red", "latest": "12000", "value": "40000", "progress": 0.3},
    {"rank": None, "body": "社区", "light": "grey", "latest": None, "value": "9000", "progress": None},
]}


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    language.install("zh")
    yield
    language.install("en")
    look.use_colours("all")
    width.take_ambiguous(1)


def drawn(cells: int, height: int) -> dict[str, list[Line]]:
    """Every chart in one size."""
    return {
        "progress": charts.progress(COURSE, cells, height),
        "not reported": charts.progress({**COURSE, "done": [], "forecast": None}, cells, height),
        "reported once": charts.progress({**COURSE, "done": COURSE["done"][:1], "forecast": None}, cells, height),
        "completion": charts.completion(COUNTY, cells, height),
        "weeks": charts.weeks(COUNTY["weeks"], cells, height),
        "lights": charts.lights(COUNTS, [BEFORE], cells),
        "week": charts.week(DUE_DAYS, cells),
        "week without": charts.week([{**each, **dict.fromkeys(LIGHTS, 0)} for each in DUE_DAYS], cells),
        "months": charts.month_strip(STRIP, cells),
        "bars": charts.bars(STANDING, cells, most=100),
        "townships": charts.townships(ROWS, cells),
    }


def told(cells: int, height: int) -> str:
    """Every chart as text, under its name."""
    parts = []
    for name, lines in drawn(cells, height).items():
        parts.append(f"{name}\n" + "".join(f"{look.strip(line, cells).text.rstrip()}\n" for line in lines))
    return "\n".join(parts)


@pytest.mark.parametrize("cells", [40, 76, 118])
def test_what_charts_look_like(cells: int) -> None:
    assert_golden(f"charts-{cells}", told(cells, 10))


def test_with_signs_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAXIAN_ASCII", "1")
    assert_golden("charts-76-ascii", told(76, 10))


def test_without_colour_bars_are_drawn_with_signs() -> None:
    look.use_colours("none")
    text = told(60, 8)
    assert "###" in text
    assert "####----" in text


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("colours", ["all", "none"])
def test_every_line_is_exactly_as_wide_as_asked_for(ambiguous: int, colours: str) -> None:
    width.take_ambiguous(ambiguous)
    look.use_colours(colours)
    for cells in (20, 33, 44, 60, 78, 79, 120, 200):
        for height in (3, 5, 9, 20):
            for name, lines in drawn(cells, height).items():
                for line in lines:
                    text = "".join(part for part, _style in line)
                    assert wcswidth(text, ambiguous_width=ambiguous) == cells, (name, cells, height, text)
    if ambiguous == 2:
        shares = [text for lines in drawn(78, 9).values() for line in lines for text, _style in line]
        assert [text for text in shares if any(0x2500 <= ord(sign) <= 0x28FF for sign in text)] == []


DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))
SHARES = st.floats(-0.5, 3, allow_nan=False)


@st.composite
def courses(draw: st.DrawFn) -> dict[str, Any]:
    """A course of any shape, lopsided ones included."""
    first = draw(DAYS)
    days = sorted(draw(st.sets(DAYS, max_size=12)))
    found: dict[str, Any] = {
        "on": draw(DAYS).isoformat(), "first": first.isoformat(),
        "due": draw(st.none() | st.just((first + timedelta(days=draw(st.integers(0, 900)))).isoformat())),
        "done": [[day.isoformat(), draw(SHARES)] for day in days],
        "expected": [[day.isoformat(), n / 4] for n, day in enumerate(sorted(draw(st.sets(DAYS, max_size=5))))],
        "forecast": None,
    }
    if draw(st.booleans()):
        early, finish, late = sorted(draw(st.tuples(DAYS, DAYS, DAYS)))
        found["forecast"] = {
            "finish": finish.isoformat(), "earliest": draw(st.sampled_from([early.isoformat(), None])),
            "latest": draw(st.sampled_from([late.isoformat(), None])),
        }
    return found


@given(course=courses(), cells=st.integers(12, 150), height=st.integers(1, 30))
def test_any_course_fills_its_place(course: dict[str, Any], cells: int, height: int) -> None:
    lines = charts.progress(course, cells, height)
    assert len(lines) == max(height, charts.LEAST)
    assert {look.length(line) for line in lines} == {cells}


@given(
    figures=st.lists(st.tuples(st.text("县瑶峰镇abc·—", max_size=30), st.floats(0, 1e6)), max_size=6),
    cells=st.integers(24, 120),
    counts=st.lists(st.integers(0, 100_000), min_size=5, max_size=5),
)
def test_any_figures_fill_their_lines(figures: list[tuple[str, float]], cells: int, counts: list[int]) -> None:
    rows = [Bar(name, figure, f"{figure:.1f}") for name, figure in figures]
    now = dict(zip(LIGHTS, counts, strict=True))
    for line in (*charts.bars(rows, cells), *charts.lights(now, [BEFORE, now], cells), *charts.lights(now, [], cells)):
        assert look.length(line) == cells
