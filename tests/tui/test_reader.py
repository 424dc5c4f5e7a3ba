"""Whoever may only read: the header says so, nothing that records is offered, and its keys say why."""

from pathlib import Path

from textual.pilot import Pilot

from tests.ledgers import office
from tests.tui.screens import played, rest, strike, text_of
from tests.tui.terminals import program
from tests.tui.test_terminal import entries
from tests.tui.wells import play
from xiaxian_tasks import assemble
from xiaxian_tasks.tui import acts, places

PEOPLE = """\
[[people]]
name = "王敏"
role = "督查室主任"

[[people]]
name = "张某"
role = "只读"
"""


def test_a_reader_is_offered_nothing_that_records(ledger: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.toml"
    people.write_text(PEOPLE, encoding="utf-8")
    desk = office(ledger, "2023-10-01", by="王敏")
    assemble.load(desk, [str(people)])
    desk.store.close()
    before = entries(ledger)

    async def look(pilot: "Pilot[int]") -> None:
        first, *_rest = text_of(pilot.app).splitlines()
        assert "只读" in first
        offered = {act.id for place in places.PLACES for act in acts.offered(place)}
        assert offered.isdisjoint(places.WRITING)
        for key in ("p", "e", "d", "a", "u"):
            await strike(pilot, key)
            await rest(pilot)
            assert len(pilot.app.screen_stack) == 1
            assert "只读" in text_of(pilot.app).splitlines()[-2], key
        await strike(pilot, "colon")
        await rest(pilot)
        assert "报进展" not in text_of(pilot.app)

    played(ledger, "2", then=look, size=(110, 24))
    acts.read_only(only=False)
    assert entries(ledger) == before


def test_every_act_that_records_is_one_of_the_registry() -> None:
    assert {act.id for act in acts.REGISTRY} >= places.WRITING


def test_opened_to_read_only_the_screen_says_so(ledger: Path) -> None:
    before = entries(ledger)
    with program(ledger, size=(110, 24), XIAXIAN_READ_ONLY="1") as terminal:
        terminal.wait_for("今日须定", "只读")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("p")
        terminal.wait_for("--read-only")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert entries(ledger) == before


def test_a_reader_is_not_told_to_report(wells: Path) -> None:
    text = play(wells, "enter", by="何静")
    acts.read_only(only=False)
    assert "还没有进展。" in text
    assert "按 p" not in text
    assert "还没有进展；按 p 报进展。" in play(wells, "enter", by="王敏")
