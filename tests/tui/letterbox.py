"""A ledger in which something is to be said: contacts with addresses, one of them away, one body without anybody; and
messages in its outbox."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.ledgers import office
from tests.tui import twoface
from tests.tui.screens import Play, played, rest, strike
from xiaxian_tasks import assemble
from xiaxian_tasks.assemble import posting
from xiaxian_tasks.office import outbox
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui.pages.letterbox import PAUSE
from xiaxian_tasks.tui.pages.readings import ORDER

ON = "2023-10-10"
TYPED = frozenset("0123456789-请速办已当面说明电话告知没有水利改")
"""What is typed into a line here: nothing waits for it."""

DIRECTOR, SUPERVISOR, READER = "王敏", "周平", "何静"
BUREAU, TOWN, LAKE = "县水利局", "瑶峰镇", "泗交镇"

PEOPLE = f"""\
[[people]]
name = "{DIRECTOR}"
role = "督查室主任"
[[people]]
name = "{SUPERVISOR}"
role = "督查员"
[[people]]
name = "孙岩"
role = "县领导"
[[people]]
name = "{READER}"
role = "只读"
[[people]]
name = "赵芳"
role = "单位联络员"
body = "{BUREAU}"
phone = "0359-8530001"
mail = "zhao@example.org"
[[people]]
name = "马强"
role = "单位联络员"
body = "{TOWN}"
mail = "ma@example.org"
deputy = "高梅"
away = [[2023-10-09, 2023-10-12]]
[[people]]
name = "高梅"
role = "单位负责人"
body = "{TOWN}"
mail = "gao@example.org"
"""


def sit(path: Path, by: str = DIRECTOR, on: str = ON) -> Office:
    """An office on the ledger."""
    return office(path, on, by=by)


def after(path: Path, *acts: Callable[[Office], object], by: str = DIRECTOR) -> Path:
    """The ledger after these acts."""
    for act in acts:
        desk = sit(path, by)
        act(desk)
        desk.store.close()
    return path


def asked(folder: Path) -> Path:
    """A ledger in which the three bodies have something to be told, and nothing stands in the outbox."""
    path = twoface.ledger(folder, twoface.HAN)
    file = folder / "people.toml"
    file.write_text(PEOPLE, encoding="utf-8")
    return after(path, lambda desk: assemble.load(desk, [str(file)]))


def filled(folder: Path) -> Path:
    """The same with everything drafted that may be said: a paper waits for the director, digests may go."""
    return after(asked(folder), posting.planned)


def messages(path: Path) -> dict[str, Sheet]:
    """The messages by body and sort, as they stand, in the order the page has them."""
    desk = sit(path)
    try:
        rows = [row for states in ORDER for row in outbox.listed(desk, states)]
        return {f"{row['body']} {row['paper'] or row['kind']}": row for row in rows}
    finally:
        desk.store.close()


def copied(source: Path, folder: Path) -> Path:
    """A copy of a ledger, with what is not in its file yet."""
    path = folder / "ledger.sqlite3"
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(path)) as new:
        old.backup(new)
    return path


def seen(path: Path, *keys: str, by: str = DIRECTOR, then: Play | None = None, **more: Any) -> str:
    """The page after these keys, each of them once what the one before set going has come; its outbox after `w`."""

    async def play(pilot: "Pilot[int]") -> None:
        await rest(pilot)
        for key in keys:
            await strike(pilot, key)
            await (pilot.pause(0) if key in TYPED else rest(pilot))
        await pilot.pause(PAUSE + 0.05)
        await rest(pilot)
        if then is not None:
            await then(pilot)

    return played(path, "6", on=ON, by=by, then=play, **more)
