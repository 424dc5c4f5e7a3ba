"""A task's page: its leaves, evidence that is opened, and the plan file in one's own editor at the task's line."""

import stat
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ledgers import office
from tests.tui.screens import assert_golden, played, strike, text_of
from tests.tui.test_goldens import FIND
from tests.tui.wells import play, signed
from xiaxian_tasks import bundled, sources
from xiaxian_tasks.office import record
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.tui import editor

HOMES = "services-23/13"


def reported(ledger: Path) -> Path:
    """Three reports on the homes, the last with evidence."""
    paper = (("验收单.pdf", b"%PDF-1.4 1"),)
    for on, value, papers in (("2023-07-31", "45户", ()), ("2023-08-31", "60户", ()), ("2023-10-09", "110户", paper)):
        desk = office(ledger, "2023-10-09")
        record.report(desk, Said(HOMES, value, as_of=desk.on.fromisoformat(on), note="入户改造", evidence=papers))
        desk.store.close()
    return ledger


def test_the_leaves_turn_both_ways(ledger: Path) -> None:
    seen: list[str] = []

    async def turn(pilot: Pilot[int]) -> None:
        for _leaf in range(7):
            seen.append(text_of(pilot.app))
            await strike(pilot, "]")
            await pilot.pause()
        assert text_of(pilot.app) == seen[0], "after the last the first"
        await strike(pilot, "shift+tab")
        await pilot.pause()
        assert text_of(pilot.app) == seen[-1]

    played(reported(ledger), *FIND, "enter", then=turn)
    for text, words in zip(seen, (
        "近期进展", "夏政办发〔2023〕21号", "达到 200户", "（决定亮灯）", "牵头", "验收单.pdf", "载入",
    ), strict=True):
        assert words in text
        assert "序时 75 %" in text, "what stands above stays"


def test_the_next_task_is_shown_on_the_same_leaf(ledger: Path) -> None:
    text = played(ledger, "2", "enter", "]", "n")
    assert "条款" in text


def test_where_a_body_stands_and_what_is_open_is_told(wells: Path) -> None:
    text = play(signed(wells), "enter", "]", "]", "]", "]", by="赵芳")
    assert "县水利局（牵头）  已签收" in text
    assert "下一步可做：报告、申请办结、延期申请" in text


def test_evidence_is_opened_where_there_is_a_screen_for_it(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one the place of a copy is told, and the copy is what was handed in."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    text = played(reported(ledger), *FIND, "enter", "o", "enter")
    assert "副本在：" in text
    place = text.split("副本在：")[1].split("\n")[0].strip()
    assert Path(place).read_bytes() == b"%PDF-1.4 1"


def test_the_plan_file_opens_at_the_task(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said, script = tmp_path / "said", tmp_path / "nano"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {said}\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.chdir(tmp_path)
    played(ledger, *FIND, "ctrl+e")
    line, path = said.read_text(encoding="utf-8").split()
    plan = bundled.folder() / "services-23.toml"
    assert Path(path) == plan
    lines = plan.read_text(encoding="utf-8").split("\n")
    assert lines[int(line.removeprefix("+")) - 1] == "[[tasks]]"
    assert lines[int(line.removeprefix("+"))] == 'number = "13"'


def test_ones_own_plan_comes_first_and_a_copy_last(wells: Path, tmp_path: Path) -> None:
    desk = office(wells, "2023-10-12")
    own = tmp_path / "wells-23.toml"
    at = own.read_text(encoding="utf-8").split("\n").index('number = "2"')  # counted from 0: the line before it, from 1
    assert sources.of_task(desk, "wells-23", "2", tmp_path) == sources.Source(own, at, is_copy=False)
    own.rename(tmp_path / "elsewhere.toml")
    copy = sources.of_task(desk, "wells-23", "2", tmp_path)
    assert copy is not None
    assert (copy.line, copy.is_copy, copy.path.stat().st_mode & 0o777) == (at, True, 0o400)
    assert copy.path.read_text(encoding="utf-8") == (tmp_path / "elsewhere.toml").read_text(encoding="utf-8")
    assert sources.of_task(desk, "nothing-23", "1", tmp_path) is None
    assert sources.line_of("id = 'x'\n[[tasks]]\nnumber = '7'\n", "8") == 1
    assert sources.line_of("not toml [", "8") == 1
    desk.store.close()


def test_editors_are_told_the_line_in_their_own_way() -> None:
    path = Path("plan.toml")
    told = {name: editor.command(path, 7, name)[1:] for name in ("vim", "nano -w", "hx", "code", "code --wait", "ed")}
    assert told == {
        "vim": ["+7", "plan.toml"], "nano -w": ["-w", "+7", "plan.toml"], "hx": ["plan.toml:7"],
        "code": ["--wait", "-g", "plan.toml:7"], "code --wait": ["--wait", "-g", "plan.toml:7"], "ed": ["plan.toml"],
    }
    assert editor.chosen({"VISUAL": "hx", "EDITOR": "vi"}) == "hx"
    assert editor.chosen({"VISUAL": " ", "EDITOR": "vi"}) == "vi"


def test_a_task_under_full_supervision_is_called_by_its_state(wells: Path) -> None:
    assert "待立项" in play(wells, "enter").split("\n")[1]
    assert "91号/1" in play(wells, "enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_how_a_task_that_is_reported_on_looks(size: tuple[int, int], ledger: Path) -> None:
    assert_golden(f"detail-reported-{size[0]}x{size[1]}", played(reported(ledger), *FIND, "enter", size=size))


def test_how_its_story_and_its_reasons_look(ledger: Path) -> None:
    reported(ledger)
    leaves = (played(ledger, *FIND, "enter", *["]"] * turns) for turns in (1, 3, 6))
    assert_golden("detail-leaves-80x24", "".join(leaves))


def test_the_forecast_stands_whole_above_the_leaves(ledger: Path) -> None:
    lines = played(reported(ledger), *FIND, "enter").splitlines()
    told = next(place for place, line in enumerate(lines) if line.startswith(" 预计"))
    assert lines[told + 1].startswith(" 近39天（至2023-10-09）每工作日完成"), "parted between two of its parts"
    assert "+" not in lines[told] + lines[told + 1]
