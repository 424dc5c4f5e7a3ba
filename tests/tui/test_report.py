"""The report form as one types: the light before and after, several figures at once, evidence, and drafts that last."""

import asyncio
from pathlib import Path

from textual.pilot import Pilot

from tests.ledgers import office
from tests.tui.screens import ON, assert_golden, begun, played, rest, strike, text_of
from tests.tui.test_form import newest
from tests.tui.test_goldens import FIND
from xiaxian_tasks import language
from xiaxian_tasks.office import histories
from xiaxian_tasks.tui import keep
from xiaxian_tasks.tui.app import Xiaxian

SPLIT = "medical-insurance-24/4"
TO_SPLIT = ("2", "slash", *"ybj", "enter", "p")


def values(ledger: Path) -> list[tuple[str, str | None]]:
    """The figures reported of the split, each with its target."""
    desk = office(ledger, ON)
    try:
        told = [entry for entry in histories.of_task(desk, SPLIT) if entry["kind"] == "report"]
        return [(entry["value"], entry["body"]) for entry in told]
    finally:
        desk.store.close()


def test_progress_takes_four_keys(ledger: Path) -> None:
    played(ledger, *FIND, "p", "8", "5", "enter")
    assert newest(ledger)["value"] == "85"


def test_the_light_after_is_foretold_and_nothing_written(ledger: Path) -> None:
    seen: list[str] = []

    async def go_on(pilot: Pilot[int]) -> None:
        seen.append(text_of(pilot.app))
        await strike(pilot, *"0", "户")
        await rest(pilot)
        seen.append(text_of(pilot.app))
        await strike(pilot, "backspace", "亩")
        await rest(pilot)
        seen.append(text_of(pilot.app))

    played(ledger, *FIND, "p", *"15", then=go_on)
    assert "灰  ->  红   15/200户 7.5 %" in seen[0]
    assert "灰  ->  绿   150/200户 75 %" in seen[1]
    assert "完成 75 %，应达 75 %，差 0" in seen[1]
    assert "150亩" in seen[2]
    assert "户" in seen[2].split("150亩")[1], "the unit it is counted in is named"
    assert newest(ledger)["kind"] == "adoption"


def test_several_figures_are_one_form_and_one_enter(ledger: Path) -> None:
    """Two rows of a split: foretold with the total, written together, each with its command line."""
    seen: list[str] = []

    async def go_on(pilot: Pilot[int]) -> None:
        seen.append(text_of(pilot.app))
        await strike(pilot, "enter")

    text = played(ledger, *TO_SPLIT, "down", *"40000", "down", *"30000", size=(120, 36), then=go_on)
    assert "瑶峰镇 40000/55250人 72.4 %" in seen[0]
    assert "水头镇 30000/38863人 77.2 %" in seen[0]
    assert values(ledger) == [("40000", None), ("30000", None)]
    assert text.count("xiaxian report") >= 1


def test_of_several_figures_the_refused_one_is_gone_to_and_none_is_written(ledger: Path) -> None:
    keys = ("down", *"40000", "down", *"3亩", "down", *"5", "up", "up", "enter")
    text = played(ledger, *TO_SPLIT, *keys, "backspace", *"亩人", size=(120, 36))
    assert "3亩人" in text, "typed where the fault was"
    assert values(ledger) == []


def test_evidence_is_pasted_and_kept(ledger: Path, tmp_path: Path) -> None:
    proof = tmp_path / "台账 1.xlsx"
    proof.write_bytes(b"PK 1")
    text = played(ledger, *FIND, "p", *"45", "shift+tab", *f"'{proof}'", "enter")
    assert newest(ledger)["evidence"][0].startswith("台账 1.xlsx#sha256:")
    assert "已记录" in text
    refused = played(ledger, *FIND, "p", *"46", "shift+tab", *"没有.pdf", "enter")
    assert "没有.pdf" in refused
    assert newest(ledger)["value"] == "45"


def test_what_was_typed_outlives_a_killed_program(ledger: Path, tmp_path: Path) -> None:
    """The state as it lay on the disk while one typed, taken up by a program that is begun after it."""
    files = (tmp_path / "screen.json", tmp_path / "at-the-kill.json")

    async def play(file: Path, *keys: str) -> str:
        desk = office(ledger, ON)
        app = Xiaxian(desk, kept=keep.Kept(file))
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(pilot)
            await strike(pilot, *keys)
            await rest(pilot)
            text = text_of(app)
            assert app.kept.write()
            at_the_kill = file.read_bytes()
        desk.store.close()
        files[1].write_bytes(at_the_kill)
        return text

    language.install("zh")
    try:
        asyncio.run(play(files[0], *FIND, "p", *"45户", "tab", *"已验收"))
        text = asyncio.run(play(files[1], *FIND, "p"))
    finally:
        language.install("en")
    assert all(words in text for words in ("45户", "已验收", "上次填写未保存"))
    assert "灰  ->  红   45/200户 22.5 %" in text


def test_how_the_form_looks_while_one_types(ledger: Path) -> None:
    assert_golden("form-typing-80x24", played(ledger, *FIND, "p", *"45"))
