"""Steps taken from the screen: chosen from what is open, foretold while one types, refused with the rule, recorded."""

import shlex
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from textual.pilot import Pilot

from tests.office.everything import HOUSING, PAPER, WATER, WELLS, WHY
from tests.tui.screens import assert_golden, played, rest, strike, text_of
from tests.tui.wells import ON, after, play, signed, stands
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office import steps
from xiaxian_tasks.tui.forms import asking, typed
from xiaxian_tasks.tui.forms.asking import STEPS, Typed


def test_the_table_asks_for_every_step_that_is_taken_on_a_task() -> None:
    by_plan_or_county, by_letter = {kinds.WAY, kinds.REORGANISATION}, {kinds.NOTICE}
    assert set(STEPS) == set(workflow.WORKFLOW) - by_plan_or_county - by_letter - {kinds.REPORT}


def test_what_waits_for_one_is_two_keys_away(wells: Path) -> None:
    """Registering, sending out and signing: `a` and Enter each time, the light and state foretold before."""
    seen: list[str] = []

    async def look(pilot: Pilot[int]) -> None:
        seen.append(text_of(pilot.app))
        await strike(pilot, "enter")

    text = play(wells, "a", then=look)
    assert "立项  91号/1" in seen[0]
    assert "待立项 -> 已立项" in seen[0]
    assert "等价命令：xiaxian task register wells-23/1" in text
    play(wells, "f6", "enter")
    assert stands(wells)["state"] == "dispatched"
    play(wells, "a", "enter", by="赵芳")
    assert stands(wells)["assignments"][0]["signed"] == ON


def test_a_reader_is_told_why_and_nothing_opens(wells: Path) -> None:
    for key in ("p", "e", "d", "a"):
        text = play(wells, key, by="何静")
        assert "只读" in text
        assert "Esc 取消" not in text


def test_what_a_rule_asks_for_is_asked_once_it_does(wells: Path) -> None:
    """A request for completion asks why only where a target is not reached; it comes with evidence."""
    proof = wells.parent / "照片 1.jpg"
    proof.write_bytes(b"\xff\xd8 15")
    seen: list[str] = []

    async def fill(pilot: Pilot[int]) -> None:
        seen.append(text_of(pilot.app))
        await strike(pilot, *str(proof))
        await rest(pilot)
        seen.append(text_of(pilot.app))
        await strike(pilot, "tab", *"已封填", "enter")

    play(signed(wells), "e", *"sqbj", "enter", by="赵芳", then=fill)
    assert "指标和节点尚未全部完成" in seen[0]
    entry = stands(wells)["history"][-1]
    assert (entry["kind"], entry["reason"]) == (kinds.REQUEST, "已封填")
    assert entry["evidence"][0].startswith("照片 1.jpg#sha256:")


def test_a_refused_step_says_the_rule_and_keeps_what_was_typed(wells: Path) -> None:
    text = play(signed(wells), "d", *"2023-12-30", "tab", *"汛情", "enter", by="赵芳")
    assert all(word in text for word in ("2023-12-30", "汛情", "2023-12-31"))
    assert stands(wells)["extension_asked"] is None


def test_an_extension_is_asked_for_and_granted(wells: Path) -> None:
    seen: list[str] = []

    async def grant(pilot: Pilot[int]) -> None:
        seen.append(text_of(pilot.app))
        await strike(pilot, "enter")

    play(signed(wells), "d", *"1-15", "tab", *"汛情", "enter", by="赵芳")
    assert set(stands(wells)["extension_asked"]["moved"].values()) == {"2024-01-15"}
    text = play(wells, "d", then=grant)
    assert "期限 2023-12-31 -> 2024-01-15" in seen[0]
    assert stands(wells)["due"] == "2024-01-15"
    assert "等价命令：xiaxian extension grant wells-23/1" in text


def test_leaving_keeps_a_draft_and_beginning_anew_throws_it_away(wells: Path) -> None:
    seen: list[str] = []

    async def come_back(pilot: Pilot[int]) -> None:
        await strike(pilot, "e", *"zh", "enter")
        await rest(pilot)
        seen.append(text_of(pilot.app))
        await strike(pilot, "ctrl+r", "escape", "e", *"zh", "enter")
        await rest(pilot)
        seen.append(text_of(pilot.app))

    async def leave(pilot: Pilot[int]) -> None:
        await strike(pilot, "enter")
        await rest(pilot)
        await strike(pilot, *"等资金", "escape")
        await rest(pilot)
        assert "填写的内容已留作草稿" in text_of(pilot.app)
        await come_back(pilot)

    play(wells, "e", *"zh", then=leave)
    assert "等资金" in seen[0]
    assert "上次填写未保存" in seen[0]
    assert "等资金" not in seen[1]
    assert stands(wells)["state"] == "proposed"


GIVEN = {
    "body": "县水利局", "role": "support", "instead_of": "县住建局", "how": "site", "value": "10眼", "target": "t1",
    "as_of": "2023-10-01", "evidence": "a.pdf", "note": "-", "reason": "天气 不好", "document": "〔2023〕1号",
    "override": "急", "text": "抓紧", "cause": "thin", "due": "12-31", "recheck": "90", "found": "held", "next": "+30",
    "seq": "3", "into": "wells-23/2", "duty": "t1", "leader": "孙岩", "to": "5",
}
"""Something for everything that is asked."""


@pytest.mark.parametrize("kind", STEPS)
def test_the_same_command_line_parses(kind: str) -> None:
    """Everything that can be typed into a form, as one command line of the program."""
    from xiaxian_tasks.cli.program import program
    from xiaxian_tasks.cli.seat import Seat

    step = STEPS[kind]
    said = Typed({asked.key: GIVEN[asked.key] for asked in step.asks}, date(2023, 10, 12))
    name, *words = shlex.split(asking.twin(step, [WELLS], said, ("a b.pdf",)))
    assert name == "xiaxian"
    context = program.make_context(name, list(words), obj=Seat(lambda *_anything: 0))
    command: Any = program
    while isinstance(command, click.Group):
        command, words = command.get_command(context, words[0]), words[1:]
    parsed = command.make_context(kind, words, parent=context).params
    for asked in step.asks:
        assert parsed[_called(command, asked.option)] if asked.option else GIVEN[asked.key] in parsed.values()


def _called(command: click.Command, option: str) -> str:
    """The name a command gives an option."""
    return next(str(each.name) for each in command.params if option in each.opts)


def test_days_to_come_and_paths_are_read_as_people_type_them(tmp_path: Path) -> None:
    on = date(2023, 10, 12)
    read = {text: str(typed.day_to_come(text, on)) for text in ("12-31", "10-12", "1-5", "+10", "2023-11-01")}
    assert read == {"12-31": "2023-12-31", "10-12": "2024-10-12", "1-5": "2024-01-05", "+10": "2023-10-22",
                    "2023-11-01": "2023-11-01"}
    assert typed.day_to_come("", on) is None
    with pytest.raises(Misused):
        typed.day_to_come("明天", on)
    (tmp_path / "a b.pdf").write_bytes(b"1")
    spaced = str(tmp_path / "a b.pdf")
    assert typed.paths(spaced) == typed.paths(f"'{spaced}'") == typed.paths(f"file://{spaced.replace(' ', '%20')}")
    assert typed.paths("a.pdf 'b c.jpg'") == ("a.pdf", "b c.jpg")
    assert typed.paths("a'") == ("a'",)
    assert typed.paths("~/x") == (str(Path.home() / "x"),)


@pytest.mark.parametrize(("size", "lang"), [((80, 24), "zh"), ((120, 36), "zh"), ((80, 24), "en")])
def test_how_a_step_looks(size: tuple[int, int], lang: str, wells: Path) -> None:
    """The director accepts what the water bureau has asked for."""
    after(signed(wells), lambda desk: steps.request(desk, WELLS, WATER, WHY, PAPER))
    name = f"step-{size[0]}x{size[1]}{'-en' if lang == 'en' else ''}"
    assert_golden(name, play(wells, "a", by="李强", size=size, lang=lang))


def test_how_the_choice_of_steps_looks(wells: Path) -> None:
    assert_golden("steps-80x24", play(signed(wells), "e"))


def test_of_several_leads_the_office_chooses_who_reports(wells: Path) -> None:
    play(signed(wells), "p", *"10", "tab", "tab", "tab", "right", "enter", by="张某")
    entry = stands(wells)["history"][-1]
    assert (entry["kind"], entry["body"], entry["value"]) == (kinds.REPORT, HOUSING, "10")


def test_a_merger_asks_for_the_task_that_goes_on(wells: Path) -> None:
    async def save(pilot: Pilot[int]) -> None:
        assert "请填写继续办理的事项" in text_of(pilot.app)
        await strike(pilot, "enter")
        await rest(pilot)
        assert "请填写继续办理的事项" in text_of(pilot.app)
        assert "没有找到" not in text_of(pilot.app)

    play(wells, "e", *"merger", "enter", then=save)
    assert stands(wells)["state"] == "proposed"


def test_a_step_on_a_plan_supervised_simply_says_the_way_out(ledger: Path) -> None:
    text = played(ledger, "2", "d")
    assert "按简易督查" in text
    assert "xiaxian plan way" in text.replace("\n", "")
    assert "方案文件" in text
