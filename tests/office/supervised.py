"""A ledger whose wells are under full supervision: nothing done yet, or signed for and reported on three times."""

from pathlib import Path

from tests.ledgers import office
from tests.office.everything import PEOPLE, WELLS, WELLS_PLAN
from xiaxian_tasks import assemble
from xiaxian_tasks.office import record, steps, ways
from xiaxian_tasks.office.record import Said

WHO = PEOPLE + """
[[people]]
name = "何静"
role = "只读"
[[people]]
name = "赵芳"
role = "单位负责人"
body = "县水利局"
"""


def supervised(folder: Path, plan: str = WELLS_PLAN, who: str = WHO) -> Path:
    """The ledger in `folder`, nothing done yet."""
    for name, text in (("wells-23", plan), ("people", who)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    path = folder / "ledger.sqlite3"
    desk = office(path, "2023-10-09", "王敏")
    assemble.load(desk, [str(folder / f"{name}.toml") for name in ("wells-23", "people")])
    ways.set_way(desk, "wells-23", "full")
    desk.store.close()
    return path


def reported(folder: Path, milestones: str) -> Path:
    """The same with milestones, signed for and reported on: 11, 12 and 13 wells on three Mondays."""
    path = supervised(folder, WELLS_PLAN.replace('unit = "眼"\n', f'unit = "眼"\n{milestones}'), PEOPLE)
    steps.register(office(path, "2023-10-10", "王敏"), WELLS)
    steps.dispatch(office(path, "2023-10-10", "王敏"), WELLS)
    steps.receive(office(path, "2023-10-11", "王敏"), WELLS, ("县水利局",))
    for day, value in (("2023-10-16", "11眼"), ("2023-10-30", "12眼"), ("2023-11-13", "13眼")):
        record.report(office(path, day, "王敏"), Said(WELLS, value, body="县水利局"))
    return path
