"""The same small ledger twice, its papers in Chinese or in Latin letters: what else is written on a screen is ours."""

from datetime import date
from pathlib import Path

from tests.ledgers import office
from xiaxian_tasks import assemble
from xiaxian_tasks.office import record, steps, ways
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Words

PLAN = "water-23"
ISSUED = "2023-01-05"

LATIN = {
    "document": "W(2023)7", "plan": "Water Plan of 2023", "bureau": "Water Bureau", "town": "North Town",
    "lake": "Lake Office", "mains": "Lay new mains", "laid": "mains laid", "km": "km", "wells": "Close old wells",
    "closed": "wells closed", "pcs": "pcs", "list": "List of wells", "talks": "Monthly talks", "talk": "talk held",
    "pumps": "Renew all pumps", "pump": "pumps renewed", "director": "Ann", "clerk": "Bob", "leader": "Cid",
    "note": "work goes on", "why": "late delivery", "paper": "Minutes 4",
}
HAN = {
    "document": "夏政办发〔2023〕7号", "plan": "夏县2023年水利行动计划", "bureau": "县水利局", "town": "瑶峰镇",
    "lake": "泗交镇", "mains": "新铺供水管网", "laid": "新铺管网", "km": "公里", "wells": "关停旧井",
    "closed": "关停旧井数", "pcs": "眼",
    "list": "旧井清单", "talks": "每月例会", "talk": "例会召开",
    "pumps": "更新水泵", "pump": "更新水泵数", "director": "王敏", "clerk": "周平", "leader": "孙岩",
    "note": "正在推进", "why": "设备到货晚", "paper": "会议纪要第4号",
}


def _paper(word: dict[str, str]) -> str:
    """The plan: a count with a township beside, a cut with milestone and recurrence, a task nobody touched."""
    return f"""
id = "{PLAN}"
document = "{word['document']}"
title = "{word['plan']}"
issued = {ISSUED}
year = 2023
bodies = [
  {{ name = "{word['bureau']}", kind = "department" }},
  {{ name = "{word['town']}", kind = "township" }},
  {{ name = "{word['lake']}", kind = "township" }},
]
[[tasks]]
number = "1"
title = "{word['mains']}"
lead = ["{word['bureau']}"]
support = ["{word['town']}"]
targets = [{{ metric = "{word['laid']}", kind = "reach", value = 120, unit = "{word['km']}", due = 2023-12-31 }}]
[[tasks]]
number = "2"
title = "{word['wells']}"
lead = ["{word['town']}"]
targets = [{{ metric = "{word['closed']}", kind = "reach", value = 40, unit = "{word['pcs']}", due = 2023-09-30 }}]
milestones = [{{ what = "{word['list']}", due = 2023-10-20 }}]
recurrences = [{{ what = "{word['talk']}", rule = "FREQ=MONTHLY;BYMONTHDAY=15" }}]
[[tasks]]
number = "3"
title = "{word['pumps']}"
lead = ["{word['lake']}"]
targets = [{{ metric = "{word['pump']}", kind = "reach", value = 9, unit = "{word['pcs']}", due = 2023-11-15 }}]
"""


def _people(word: dict[str, str]) -> str:
    roles = (("director", "督查室主任"), ("clerk", "督查员"), ("leader", "县领导"))
    return "".join(f'[[people]]\nname = "{word[name]}"\nrole = "{role}"\n' for name, role in roles)


def ledger(folder: Path, word: dict[str, str]) -> Path:
    """A ledger in `folder` whose papers are worded so: two tasks under way, one report late, one extension asked."""
    path = folder / "two.sqlite3"
    files = {f"{PLAN}.toml": _paper(word), "people.toml": _people(word)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")

    def at(on: str, by: str = "director") -> Office:
        return office(path, on, by=word[by])

    first, second, third = (f"{PLAN}/{number}" for number in (1, 2, 3))
    assemble.load(at(ISSUED), [str(folder / name) for name in files])
    ways.set_way(at("2023-01-06"), PLAN, "full")
    for task, day in ((first, "2023-01-09"), (second, "2023-01-10"), (third, "2023-01-11")):
        steps.register(at(day), task)
        steps.dispatch(at(day), task)
    steps.receive(at("2023-01-12", "clerk"), first, (word["bureau"], word["town"]))
    steps.receive(at("2023-01-12", "clerk"), second, (word["town"],))
    for on, value in (("2023-03-31", "20"), ("2023-06-30", "55"), ("2023-09-30", "70")):
        record.report(at(on, "clerk"), Said(first, value, body=word["bureau"], note=word["note"]))
    record.report(at("2023-08-31", "clerk"), Said(second, "12", body=word["town"]))
    words = Words(reason=word["why"], document=word["paper"])
    steps.ask_extension(at("2023-09-20", "clerk"), second, date(2023, 12, 20), body=word["town"], words=words)
    steps.remark(at("2023-10-09", "leader"), first, word["note"], due=date(2023, 10, 20))
    return path
