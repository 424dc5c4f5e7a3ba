"""The registry of acts: reachable with and without letters, named in both languages, each with its command line."""

import asyncio
import shlex
from pathlib import Path

import click
import pytest
from textual.app import App
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widget import Widget

from scripts import keys
from tests.ledgers import office
from tests.tui.screens import played, rest, strike, text_of
from xiaxian_tasks import language
from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.app import Xiaxian
from xiaxian_tasks.tui.forms.palette import PaletteScreen
from xiaxian_tasks.tui.look import length
from xiaxian_tasks.tui.pages.help import SECTIONS
from xiaxian_tasks.tui.places import Act
from xiaxian_tasks.tui.widgets.chrome import footer

HOMES: dict[str, type[Widget]] = {place: acts.home(place) for place in places.PLACES}
"""The class in which each place's acts are carried out."""

EXAMPLES = {"task": "services-23/13", "value": "45户", "words": "适老", "sort": "due", "day": "2023-12-31",
            "month": "2023-11", "body": "县水利局", "file": "all.ics", "name": "逾期",
            "message": "2026-17", "letter": "夏督提〔2026〕3号"}


def test_every_place_carries_out_its_acts() -> None:
    assert {place for act in acts.ACTS for place in act.places} == set(HOMES)
    for act in acts.ACTS:
        for place in act.places:
            home = HOMES[place]
            assert callable(getattr(home, f"action_{act.action.partition('(')[0]}", None)), (place, act.id)
            bound = {
                key for each in home.BINDINGS if isinstance(each, Binding) and each.action == act.action
                for key in each.key.split(",")
            }
            assert bound == set(acts.keys_of(act))


@pytest.mark.parametrize("act", acts.ACTS, ids=lambda act: act.id)
def test_every_act_is_reached_without_letters(act: Act) -> None:
    assert any(not acts.needs_letters(key) for key in act.keys)
    for key in act.keys:
        if len(acts.key_name(key)) == 1:  # what types something is taken in full width too
            assert acts.wide_form(key) in acts.keys_of(act)


def test_no_key_means_two_things_in_one_place() -> None:
    for name, place in places.PLACES.items():
        for inner in place.holds or (name,):
            keys = [key for act in acts.at(name, inner) for key in acts.keys_of(act)]
            doubles = {key for key in keys if keys.count(key) > 1}
            assert doubles <= ({"down", "up"} if name == places.REPORT else set()), (name, inner)


def test_input_methods_keep_their_switches() -> None:
    theirs = {"ctrl+space", "shift+space", "ctrl+full_stop", "ctrl+comma", "ctrl+shift+f", "ctrl+h", "ctrl+i", "ctrl+j",
              "ctrl+m", "f10", "f11"}
    assert theirs.isdisjoint(key for act in acts.ACTS for key in acts.keys_of(act))


def test_every_label_is_translated() -> None:
    language.install("zh")
    try:
        named = [word for place in places.PLACES.values() for word in (place.title, place.short) if word]
        words = [act.label for act in acts.ACTS] + named + list(acts.PLACEHOLDERS.values())
        assert [word for word in words if language._(word) == word] == []
    finally:
        language.install("en")


@pytest.mark.parametrize("act", [act for act in acts.ACTS if act.twin], ids=lambda act: act.id)
def test_the_command_line_that_does_the_same_parses(act: Act) -> None:
    from xiaxian_tasks.cli.program import program
    from xiaxian_tasks.cli.seat import Seat

    name, *arguments = shlex.split(act.twin.format_map(EXAMPLES))
    assert name == "xiaxian"
    if arguments == ["--help"]:
        return
    context = program.make_context(name, list(arguments), obj=Seat(lambda *_anything: 0))
    command = program.get_command(context, arguments[0])
    assert isinstance(command, click.Command)
    command.make_context(arguments[0], arguments[1:], parent=context)


def test_what_writes_has_a_command_line() -> None:
    assert {act.id for act in acts.ACTS if act.twin} >= {"report", "save", "correct", "find", "sort", "open"}


def test_footers_fit_and_end_with_the_help() -> None:
    for lang in language.LANGUAGES:
        language.install(lang)
        for place in places.MAIN:
            line = footer((place,), 80)
            assert length(line) <= 80
            assert line[-2][0] == "?"
        for now in ((places.REPORT, places.CHOICE), (places.PALETTE,), (places.HELP,)):
            assert length(footer(now, 80)) <= 80
    language.install("en")


def test_the_page_of_the_screen_names_every_act() -> None:
    assert keys.main(["--check"]) == 0, "make docs"


def test_the_help_names_every_act(ledger: Path) -> None:
    assert set(SECTIONS) | {places.HELP} == set(HOMES)
    text = played(ledger, "question_mark", size=(100, 300))
    language.install("zh")
    labels = {language._(act.label) for act in acts.ACTS}
    language.install("en")
    assert [label for label in labels if label not in text] == []


def test_the_palette_offers_what_the_screen_can(ledger: Path) -> None:
    async def choose(pilot: Pilot[int]) -> None:
        text = text_of(pilot.app)
        assert all(word in text for word in ("报进展", "筛选"))
        await strike(pilot, *"zzz")
        await rest(pilot)
        assert "没有这样的命令" in text_of(pilot.app)
        await strike(pilot, "ctrl+u", *"bjz")
        await rest(pilot)
        assert "报进展" in text_of(pilot.app).split("命令")[1]
        for _time in range(2):
            await strike(pilot, "ctrl+u", *"sort", "enter")
            await rest(pilot)
            await strike(pilot, "colon")

    assert "按亮灯" in played(ledger, "2", "colon", then=choose)


def test_the_palette_leads_from_a_page_that_goes_away(ledger: Path) -> None:
    """From a task's page to the board: the program goes on and takes the next key."""

    async def choose(pilot: Pilot[int]) -> None:
        assert isinstance(pilot.app.screen, PaletteScreen)
        await strike(pilot, *"board", "enter")
        await rest(pilot)
        assert (pilot.app.is_running, len(pilot.app.screen_stack)) == (True, 1)
        await strike(pilot, "question_mark")

    assert "帮助" in played(ledger, "2", "enter", "colon", then=choose)


def test_textual_brings_no_act_of_its_own(ledger: Path) -> None:
    """Beside the registry only movement between widgets, and leaving, come from Textual."""

    async def keys() -> set[str]:
        desk = office(ledger, "2023-10-10")
        app = Xiaxian(desk)
        async with app.run_test() as pilot:
            await pilot.pause()
            found = {key for key, active in app.screen.active_bindings.items() if active.enabled}
        desk.store.close()
        return found

    ours = {key for act in acts.at(places.BOARD, places.ROWS) for key in acts.keys_of(act)}
    theirs = asyncio.run(keys()) - ours
    assert theirs <= {"tab", "shift+tab", "super+c"}
    assert App.BINDINGS  # what is looked at above stems from there
