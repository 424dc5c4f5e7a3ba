"""A ledger for bulletins: ten tasks of two plans, on 31 October 2023 one or two in each class."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ledgers import office_at
from xiaxian_tasks import assemble
from xiaxian_tasks.documents import _png
from xiaxian_tasks.domain.bulletin import Bulletin
from xiaxian_tasks.domain.letter_facts import Sender
from xiaxian_tasks.office import bulletin, record, steps
from xiaxian_tasks.office.bulletin import Wanted
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said

SENDER = Sender("夏县人民政府办公室", "夏县人民政府督查室", "周平", "0359-8532000")
SLOW = "资金拨付较慢，正在协调"
PHOTO = _png.bars([[(2, "#1b6e3a"), (1, "#b3261e")]])

_LEADS = ("县民政局", "县水利局", "县住建局", "县民政局", "县水利局", "县水利局", "县住建局", "县住建局")
_TASK = """
[[tasks]]
number = "{number}"
title = "第{number}类房屋改造"
lead = ["{lead}"]
[[tasks.targets]]
metric = "改造户数"
kind = "reach"
value = 100
unit = "户"
due = {due}
"""
_HEAD = 'id = "{id}"\ndocument = "{document}"\ntitle = "{title}"\nissued = {issued}\nyear = 2023\n'
_ROADS = {"id": "roads-23", "document": "县政办发〔2023〕3号", "title": "房屋改造方案", "issued": "2023-01-05"}
_HOMES = {"id": "homes-23", "document": "县政办发〔2023〕9号", "title": "适老化改造方案", "issued": "2023-10-08"}
ROADS = _HEAD.format(**_ROADS) + "".join(
    _TASK.format(number=number, lead=lead, due="2023-09-30" if number == 6 else "2023-12-31")
    for number, lead in enumerate(_LEADS, 1)
) + """
[[tasks]]
number = "9"
title = "编制来年计划"
[[tasks.milestones]]
what = "来年计划"
due = 2023-11-10
"""
HOMES = _HEAD.format(**_HOMES) + _TASK.format(number=1, lead="县民政局", due="2023-12-31")

STORY = (
    ("2023-07-20", 7, "80", ""), ("2023-07-20", 8, "85", ""), ("2023-08-20", 4, "60", SLOW),
    ("2023-09-20", 1, "80", ""), ("2023-09-20", 2, "90", ""), ("2023-09-20", 3, "70", ""),
    ("2023-09-20", 4, "68", SLOW), ("2023-09-20", 5, "30", ""), ("2023-09-20", 6, "50", "还在招标"),
    ("2023-10-20", 1, "100", "全部改造完成"), ("2023-10-20", 3, "80", ""), ("2023-10-20", 4, "68", SLOW),
    ("2023-10-20", 5, "30", ""), ("2023-10-25", 2, "95", ""), ("2023-10-25", 8, "86", ""),
)
"""(day, number of the task, homes done, note)."""


def ledger(folder: Path) -> Path:
    """The ledger in `folder`, told to the end of October."""
    told(folder, str(folder / "ledger.sqlite3"))
    return folder / "ledger.sqlite3"


def told(folder: Path, url: str) -> None:
    """The same at any place, its plan files in `folder`."""
    for name, text in (("roads-23", ROADS), ("homes-23", HOMES)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    with at(url, "2023-10-10") as desk:
        assemble.load(desk, [str(folder / f"{name}.toml") for name in ("roads-23", "homes-23")])
    for on, number, value, note in STORY:
        paper = (("现场.png", PHOTO),) if (on, number) == ("2023-10-20", 1) else ()
        with at(url, on) as desk:
            record.report(desk, Said(f"roads-23/{number}", f"{value}户", note=note, evidence=paper))
        if (on, number) == ("2023-09-20", 6):
            with at(url, "2023-10-09") as desk:
                steps.remark(desk, "roads-23/5", "请说明原因", due=desk.workdays.after(desk.on, 5))


@contextmanager
def at(url: str, on: str) -> Iterator[Office]:
    """An office for a while: a server keeps a connection open for each."""
    desk = office_at(url, on)
    try:
        yield desk
    finally:
        desk.store.close()


def facts(place: Path | str, on: str = "2023-11-02", wanted: Wanted = Wanted("2023-10")) -> Bulletin:  # noqa: B008
    """The facts of a bulletin on a day."""
    with at(str(place), on) as desk:
        return bulletin.bulletin(desk, wanted, SENDER)
