"""How the screen behaves: reading no more than is seen, filters, live changes, keys at random, what is imported."""

import asyncio
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.ledgers import bundled, office
from tests.source import ROOT
from tests.tui.screens import played, rest, strike, text_of
from tests.tui.test_goldens import FIND
from xiaxian_tasks import language, tui
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import lists, record
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts
from xiaxian_tasks.tui.app import Xiaxian
from xiaxian_tasks.tui.pages.tasks import TasksPage
from xiaxian_tasks.tui.roll import Roll, plan_labels, read_index
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.table import TaskTable

LETTERS = [key for act in acts.ACTS for key in acts.keys_of(act)]
ALONE = {
    "XIAXIAN_AMBIGUOUS": "1", "XIAXIAN_THEME": "dark", "XIAXIAN_STATE": os.devnull, "XIAXIAN_CONFIG": os.devnull,
}
"""Asks no terminal, and knows nothing of this machine's own settings."""

WRITING = {key for act in acts.ACTS if act.id == "save" for key in act.keys}


class Counted:
    """A list of any length, made up when it is looked at; counts what was looked at."""

    def __init__(self, sheet: Sheet, length: int) -> None:
        self._sheet, self._length = sheet, length
        self.looked_at = 0

    def __len__(self) -> int:
        return self._length

    def sheet(self, index: int) -> Sheet | None:
        self.looked_at += 1
        return {**self._sheet, "id": f"made-up/{index}", "number": str(index)}

    def group(self, _index: int) -> None:
        return None

    def tasks(self, _group: object = None) -> list[str]:
        return []


class OneTable(App[int]):
    """Nothing but a table."""

    def __init__(self, source: Counted) -> None:
        super().__init__()
        self.source = source

    def compose(self) -> ComposeResult:
        yield TaskTable()

    def on_mount(self) -> None:
        self.query_one(TaskTable).show(self.source)


async def _shown(source: Counted) -> tuple[float, str]:
    before = time.perf_counter()
    app = OneTable(source)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        took = time.perf_counter() - before
        await pilot.press("tab", "G")
        await pilot.pause()
        return took, text_of(app)


def test_a_long_list_costs_what_a_short_one_costs(ledger: Path) -> None:
    desk = office(ledger, "2023-10-10")
    sheet = next(lists.sheets(desk, Asked(limit=1)))
    desk.store.close()
    short, long = Counted(sheet, 200), Counted(sheet, 100_000)
    first, _ = asyncio.run(_shown(short))
    second, text = asyncio.run(_shown(long))
    print(f"100,000 rows against 200: {second / first:.2f}")
    assert long.looked_at <= short.looked_at + 2 * 36
    assert "/99999" in text


def test_the_whole_list_is_read_behind_the_first_rows(ledger: Path) -> None:
    desk = office(ledger, "2023-10-10")
    roll = Roll(desk)
    roll.begin()
    assert len(roll) == 200
    everything = [row.id for row in lists.rows(desk, Asked())]
    assert roll.ids == everything[:200]
    roll.narrow(("适老",))
    assert len(roll) == 200, "before all is there the filter waits"
    roll.take(read_index(desk, Asked()))
    assert roll.ids == [row.id for row in lists.rows(desk, Asked(words=("适老",)))]
    roll.narrow(())
    assert roll.ids == everything
    assert [roll.sheet(place) for place in (0, 231)] == [
        {**sheet, "outlook": ""} for place, sheet in enumerate(lists.sheets(desk, Asked())) if place in {0, 231}
    ]
    assert roll.sheet(232) is None
    desk.store.close()


def test_the_filter_finds_what_the_command_line_finds(ledger: Path) -> None:
    sought = ("养老", "slh", "nothing", "县民政局", "21号", "services-23/13", "适老 民政", "SLH")
    desk = office(ledger, "2023-10-10")
    found = {words: len(list(lists.rows(desk, Asked(words=tuple(words.split()))))) for words in sought}
    desk.store.close()

    async def seek(pilot: Pilot[int]) -> None:
        for words, count in found.items():
            await strike(pilot, "slash", *words)
            await rest(pilot)
            assert f" {count}/232" in text_of(pilot.app), words
            await strike(pilot, "ctrl+u")
            await rest(pilot)
            assert " 232/232" in text_of(pilot.app), f"wiped after {words}"

    played(ledger, "2", then=seek)


def test_plans_of_the_same_number_are_told_apart() -> None:
    class Two:
        """Two plans of two years."""

        def plans(self, *, counted: bool) -> list[Any]:
            assert not counted, "how many tasks they have is not asked for a name"
            from collections import namedtuple

            plan = namedtuple("plan", "id document")
            return [plan("a-23", "夏政办发〔2023〕21号"), plan("a-24", "夏政办发〔2024〕21号"), plan("b", "县长批示")]

    class Desk:
        store = Two()

    assert plan_labels(Desk()) == {"a-23": "2023-21号", "a-24": "2024-21号", "b": "县长批示"}  # type: ignore[arg-type]


def test_a_burst_narrows_the_list_once(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[tuple[str, ...]] = []
    narrow = Roll.narrow

    def counted(self: Roll, words: tuple[str, ...]) -> None:
        times.append(words)
        narrow(self, words)

    async def commit(pilot: Pilot[int]) -> None:
        times.clear()
        for character in "特殊困难家庭适老化改造":
            pilot.app.post_message(events.Key(character, character))

    monkeypatch.setattr(Roll, "narrow", counted)
    assert "1/232" in played(ledger, "2", "slash", then=commit)
    assert 1 <= len(times) <= 2


def test_pasted_lines_stay_in_a_note(ledger: Path) -> None:
    async def paste(pilot: Pilot[int]) -> None:
        pilot.app.post_message(events.Paste("第一行\n第二行\r\n  第三行\n第四行\n第五行"))

    assert "第一行↵第二行↵第三行↵第四行↵第五行" in played(ledger, *FIND, "p", "tab", then=paste)


def test_typing_goes_on_where_the_caret_is_put(ledger: Path) -> None:
    assert "适老改造" in played(ledger, "2", "slash", *"适老", "enter", "slash", "end", *"改造")


def test_what_others_write_is_seen_and_the_cursor_stays(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xiaxian_tasks.tui.app.LOOK_EVERY", 0.1)
    async def write(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, Xiaxian)
        page = app.screen
        assert isinstance(page, TasksPage)
        at = page.table.sheet
        assert at is not None
        other = office(ledger, "2023-10-10", by="李某")
        record.report(other, Said("services-23/13", "45户"))
        other.store.close()
        await pilot.pause(0.4)
        await rest(pilot)
        assert page.table.sheet is not None
        assert page.table.sheet["id"] == at["id"]
        assert page.query_one(Field).value == "民政"

    before = played(ledger, "2", "slash", *"民政", "enter", "j", "j")
    after = played(ledger, "2", "slash", *"民政", "enter", "j", "j", then=write)
    assert "-52.5" not in before
    assert "-52.5" in after


def test_what_cannot_be_read_is_said(ledger: Path) -> None:
    async def fail(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, Xiaxian)

        def refused(*_anything: object, **_more: object) -> None:
            raise Refused("withdrawn", task="services-23/13")

        app.office.store.lit = refused  # type: ignore[method-assign, assignment]
        app.changed()

    assert "services-23/13" in played(ledger, then=fail).split("\n")[-3]


def _keys(allowed: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(allowed), min_size=20, max_size=60)


def _entries(path: Path) -> int:
    desk = office(path, "2023-10-10")
    count = len(list(desk.store.entries()))
    desk.store.close()
    return count


async def _typed(path: Path, keys: list[str]) -> None:
    desk = office(path, "2023-10-10")
    app = Xiaxian(desk)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            for key in keys:
                if not app.is_running:
                    break
                await strike(pilot, key)
            await pilot.pause()
    finally:
        desk.store.close()


CALM = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
TYPED = [*"4适a5", "space", "户"]


@given(keys=_keys([key for key in (*LETTERS, *TYPED) if key not in {"q", "ctrl+q", "fullwidth_latin_small_letter_q"}]))
@CALM
def test_random_keys_break_nothing(keys: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    language.install("zh")
    asyncio.run(_typed(bundled(tmp_path_factory.mktemp("random")), keys))
    language.install("en")


@given(keys=_keys([key for key in (*LETTERS, *TYPED) if key not in WRITING]))
@CALM
def test_nothing_is_written_without_its_key(keys: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = bundled(tmp_path_factory.mktemp("random"))
    before = _entries(path)
    asyncio.run(_typed(path, ["p", "4", "5", *keys]))
    assert _entries(path) == before


def test_the_screen_loads_nothing_heavy(ledger: Path) -> None:
    """Neither before nor after the first frame; Textual comes behind the door, without the kitty protocol.

    (Bodies are ranked by a thread, which lays out recurrences: by when dateutil is there is a matter of chance.)
    """
    script = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "import xiaxian_tasks.tui as tui\n"
        "assert 'textual' not in sys.modules\n"
        "from xiaxian_tasks import assemble\n"
        "from xiaxian_tasks.settings import Settings\n"
        "office = assemble.office(Settings(sys.argv[1]))\n"
        "def play(app, mouse):\n"
        "    async def go():\n"
        "        async with app.run_test(size=(120, 36)) as pilot:\n"
        "            await pilot.press('2')\n"
        "            await pilot.pause(0.3)\n"
        "            await pilot.press('slash', 's', 'l', 'h', 'enter', 'p')\n"
        "            await pilot.pause(0.2)\n"
        "            await pilot.press('4', '5', 'enter')\n"
        "            await pilot.pause(0.3)\n"
        "    asyncio.run(go())\n"
        "    return 0\n"
        "import os\n"
        "os.environ.pop('TEXTUAL_DISABLE_KITTY_KEY', None)\n"
        "import textual.app\n"
        "textual.app.App.run = play\n"
        "code = tui.run(office)\n"
        "heavy = 'sqlalchemy sqlmodel pydantic icalendar holidays pypinyin tomlkit tabulate docx'.split()\n"
        "print(code, [name for name in heavy if name in sys.modules], os.environ['TEXTUAL_DISABLE_KITTY_KEY'])\n"
    )
    environment = {**os.environ, **ALONE}
    call = [sys.executable, "-c", script, str(ledger)]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.stdout.strip() == "0 [] 1", done.stderr


def test_what_ends_the_screen_is_handed_on(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No traceback on the screen: who opened it says what happened, and gives the exit code."""

    def play(app: Xiaxian, *, mouse: bool) -> None:
        assert mouse

        async def failing() -> None:
            async with app.run_test() as pilot:
                app.office.store.history = fail  # type: ignore[method-assign, assignment]
                await pilot.press("enter")
                await pilot.pause()

        with suppress(ValueError):  # a test's way to run the screen says so at once
            asyncio.run(failing())

    def fail(_task: str) -> None:
        raise ValueError("a defect")

    monkeypatch.setattr(Xiaxian, "run", play)
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    desk = office(ledger, "2023-10-10")
    with pytest.raises(ValueError, match="a defect"):
        tui.run(desk)
    desk.store.close()
    assert "Traceback" not in "".join(capfd.readouterr())
