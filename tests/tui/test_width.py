"""Text in terminal cells: equal to the terminal's own counting, whichever of both it is."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from scripts import gazette
from tests.ledgers import office
from xiaxian_tasks.office import lists
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import look, telling, width
from xiaxian_tasks.tui.widgets.columns import COLUMNS, Form, Seen, heading, row_line

TEXTS = st.text(st.sampled_from("路灯改造（一）“”——…、。《》①Ⅰ℃％%～·αé→abc XYZ 019-_/[]{}"), max_size=60)


@pytest.fixture(autouse=True, params=[1, 2], ids=["narrow", "wide"])
def ambiguous(request: pytest.FixtureRequest) -> Iterator[int]:
    width.take_ambiguous(request.param)
    yield request.param
    width.take_ambiguous(1)


@pytest.fixture
def sheets(ledger: Path) -> Iterator[list[Sheet]]:
    desk = office(ledger, "2023-10-10")
    yield list(lists.sheets(desk, Asked()))
    desk.store.close()


def as_terminal(text: str, ambiguous: int) -> int:
    return int(wcswidth(text, ambiguous_width=ambiguous))


def test_every_row_fills_its_width(sheets: list[Sheet], ambiguous: int) -> None:
    for form, cells in [*((Form(), cells) for cells in (60, 76, 80, 110, 160, 200)), (Form(tuple(COLUMNS)), 200)]:
        assert as_terminal(heading(form, cells)[0][0], ambiguous) <= cells
        for sheet in sheets:
            strip = look.strip(row_line(Seen(sheet, "2023-21号", date(2023, 10, 10)), form, cells, "base"), cells)
            assert as_terminal(strip.text, ambiguous) == cells == strip.cell_length


def test_every_line_of_a_detail_fits(sheets: list[Sheet], ambiguous: int) -> None:
    on = date(2023, 10, 10)
    for sheet in sheets:
        for cells in (30, 44, 80, 120):
            for line in telling.task(telling.Told(sheet, [], on), cells):
                assert as_terminal(look.strip(line, cells).text, ambiguous) == cells


@given(text=TEXTS, cells=st.integers(1, 40))
def test_fitting_gives_the_width_asked_for(text: str, cells: int) -> None:
    for count in (1, 2):
        width.take_ambiguous(count)
        assert as_terminal(width.fit(text, cells), count) == cells
        assert as_terminal(width.fit(text, cells, ">"), count) == cells


@given(text=TEXTS, cells=st.integers(4, 60))
def test_wrapping_loses_nothing_but_blanks(text: str, cells: int) -> None:
    lines = width.wrap(text, cells)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("cells", range(20, 101, 8))
def test_no_line_begins_or_ends_with_a_wrong_mark(cells: int, sheets: list[Sheet], ambiguous: int) -> None:
    texts = [sheet[key] for sheet in sheets for key in ("title", "summary", "note") if sheet[key]]
    texts += ["".join(texts[begin : begin + 5]) for begin in range(0, len(texts), 5)]
    assert len(texts) > 100
    texts += ["落后序时 52.5 个百分点（完成 22.5 %，序时 75 %）"]
    for text in texts:
        lines = width.wrap(text, cells)
        assert [line for line in lines if as_terminal(line, ambiguous) > cells] == []
        assert [line for line in lines[1:] if line[:1] in width.NOT_FIRST] == []
        assert [line for line in lines[:-1] if line[-1:] in width.NOT_LAST] == []


def test_no_line_of_the_gazette_does() -> None:
    """Every paragraph, at every eighth width from 20 to 100, wherever its text is at hand."""
    path = gazette.at_hand()
    if path is None:
        print(f"the gazette's text is not at hand ({gazette.VARIABLE}): nothing was wrapped")
        return
    paragraphs = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(paragraphs) > 1000
    for cells in range(20, 101, 8):
        for paragraph in paragraphs:
            lines = width.wrap(paragraph, cells)
            assert [line for line in lines if width.cells(line) > cells] == []
            assert [line for line in lines[1:] if line[:1] in width.NOT_FIRST] == []
            assert [line for line in lines[:-1] if line[-1:] in width.NOT_LAST] == []


@given(st.text(max_size=40))
def test_no_control_reaches_the_terminal(text: str) -> None:
    cleaned = width.clean(text)
    assert [c for c in cleaned if unicodedata.category(c) == "Cc"] == []
    assert width.clean(cleaned) == cleaned


def test_a_bar_is_filled_by_its_share() -> None:
    for share, full in ((None, 0), (-0.5, 0), (0.0, 0), (0.225, 9), (1.0, 40), (3.0, 40)):
        line = look.bar("22%", share, 40)
        assert look.length(line) == 40
        assert sum(len(text) for text, name in line if name == "full") == full
    look.use_colours("none")
    assert look.bar("50%", 0.5, 14) == [("#####----- 50%"[:14], "base")]
    look.use_colours("all")
