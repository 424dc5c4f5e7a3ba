"""While a form is open somebody else records on its task: it is said at once, and both figures are shown."""

from pathlib import Path

from textual.pilot import Pilot

from tests.ledgers import office
from tests.tui.screens import played, rest, strike, text_of
from tests.tui.terminals import program
from xiaxian_tasks.office import record
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.tui.app import Xiaxian

HOMES = ("2", "slash", *"slh", "enter")


def recorded(ledger: Path, value: str) -> None:
    """Somebody else reports."""
    other = office(ledger, "2023-10-10", by="李某")
    record.report(other, Said("services-23/13", value=value))
    other.store.close()


def figures(ledger: Path) -> list[str]:
    """Every figure recorded on the task."""
    desk = office(ledger, "2023-10-10")
    found = [entry.content["value"] for entry in desk.store.history("services-23/13") if entry.content.get("value")]
    desk.store.close()
    return found


def test_both_figures_are_shown_before_one_is_saved(ledger: Path) -> None:
    async def save(pilot: "Pilot[int]") -> None:
        recorded(ledger, "60户")
        await strike(pilot, "enter")
        await rest(pilot)
        text = text_of(pilot.app)
        assert "这期间新记录：10-10 报告" in text
        assert all(word in text for word in ("60", "李某", "此处填的是 85户"))
        assert figures(ledger) == ["60"]
        await strike(pilot, "enter")

    assert "已记录" in played(ledger, *HOMES, "p", *"85户", then=save)
    assert figures(ledger) == ["60", "85"]


def test_a_form_says_what_was_recorded_while_one_types(ledger: Path) -> None:
    """And what would come of it is reckoned from what stands now; the field keeps its text and its caret."""

    async def look(pilot: "Pilot[int]") -> None:
        recorded(ledger, "60户")
        desk = pilot.app
        assert isinstance(desk, Xiaxian)
        desk._look()
        await rest(pilot)
        text = text_of(pilot.app)
        assert "这期间新记录：10-10 报告" in text
        assert "累计只增" in text or "小于" in text or "少于" in text
        await strike(pilot, "backspace", *"70")

    assert "570" in played(ledger, *HOMES, "p", *"55", then=look)


def test_another_process_is_seen_within_little_more_than_a_second(ledger: Path) -> None:
    """The list's cursor and its marks stay."""
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/养老\r")
        terminal.wait_for(" 2/232")
        terminal.type(" ")
        terminal.wait_for("已选 1")
        terminal.wait_until_quiet()
        row = next(row for row in terminal.rows if row.startswith(">"))
        number = row.split()[2].partition("/")[2]
        other = office(ledger, "2023-10-10", by="李某")
        record.report(other, Said(f"services-23/{number}", note="已开工"))
        other.store.close()
        terminal.watch(1.5)
        after = next(each for each in terminal.rows if each.startswith(">"))
        assert after.split()[2] == row.split()[2]
        assert after.split()[1] != row.split()[1], "another light"
        terminal.wait_for("已选 1")
