"""What holds for every act and page of the registry, whoever adds one."""

import os
import subprocess
import sys
from pathlib import Path

from textual.pilot import Pilot

from tests.source import ROOT, modules, started_by
from tests.tui import twoface
from tests.tui.walking import PAGES, Walk, opened
from xiaxian_tasks import language
from xiaxian_tasks.finder import initials
from xiaxian_tasks.tui import acts
from xiaxian_tasks.tui.places import BOARD, PLACES
from xiaxian_tasks.tui.widgets.field import Field

HEAVY = "sqlalchemy sqlmodel pydantic icalendar holidays pypinyin tomlkit tabulate docx".split()

VISITS = """
import asyncio, sys
from xiaxian_tasks import assemble, language
from xiaxian_tasks.settings import Settings
from xiaxian_tasks.tui.app import Xiaxian
from xiaxian_tasks.tui.places import DIGITS, SCREENS

async def visit():
    app = Xiaxian(assemble.office(Settings(sys.argv[1])))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        print(*(name for name in sys.modules if name.startswith("xiaxian_tasks.tui.pages.")))
        for place in SCREENS:
            await pilot.press(DIGITS[place])
            await app.workers.wait_for_complete()
            await pilot.pause(0.1)
        print(*sys.modules)

asyncio.run(visit())
"""


def test_no_page_loads_a_heavy_library_and_the_board_loads_no_other_page(ledger: Path) -> None:
    environment = {**os.environ, "XIAXIAN_AMBIGUOUS": "1", "XIAXIAN_ON": "2023-10-10", "XIAXIAN_STATE": os.devnull}
    call = [sys.executable, "-c", VISITS, str(ledger)]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    at_first, at_last = (set(line.split()) for line in done.stdout.strip().split("\n"))
    others = {PLACES[page].home.partition(":")[0] for page in PAGES if page != BOARD}
    assert at_first & {f"xiaxian_tasks.tui.{module}" for module in others} == set()
    assert [name for name in HEAVY if name in at_last] == []


def test_no_file_of_the_screen_imports_a_heavy_library_at_once() -> None:
    screen = [name for name in modules() if name.startswith("xiaxian_tasks.tui")]
    reached = started_by(screen)
    assert {name: reached[name] for name in HEAVY if name in reached} == {}


def test_the_palette_finds_every_act_by_its_initials(tmp_path: Path) -> None:
    missed: list[str] = []

    async def over(pilot: Pilot[int]) -> None:
        for page in PAGES:
            walk = Walk(pilot, page, letters=True)
            await walk.begin(next(act for act in acts.at(page) if act.id == "palette"))
            for act in acts.at(page):
                if act.id == "palette":
                    continue
                label = language._(act.label)
                of_letters = initials(label)[0] if len(label) > 1 else label  # one letter answers to half of them
                for typed in (of_letters, label, act.id):
                    pilot.app.screen.query_one(Field).value = typed
                    await pilot.pause()
                    if not any(row.strip().removeprefix("> ").startswith(label) for row in under_field(walk)):
                        missed.append(f"{page}: {act.id} by {typed}")

    def under_field(walk: Walk) -> list[str]:
        return [row[5:75] for row in walk.seen("palette").rows[5:17]]

    opened(twoface.ledger(tmp_path, twoface.HAN), over)
    assert missed == []
