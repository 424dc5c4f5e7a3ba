"""The tasks of a county as they are lived: plans of two ways, and a sample of their tasks recorded step by step.

What becomes of a task under full supervision stands in LIVES; under simple supervision it is reported on, or not.
"""

import json
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from measure import ROOT

from plans import OBJECTS, UNITS, VERBS

sys.path.insert(0, str(ROOT))

from xiaxian_tasks import assemble
from xiaxian_tasks.domain.codec import decode
from xiaxian_tasks.domain.plan import Task
from xiaxian_tasks.office import record, steps, ways
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Checked, Words
from xiaxian_tasks.store.open import open_store

BODIES = (
    "县民政局", "县水利局", "县教育局", "县财政局", "县住建局", "县农业农村局", "县工信科局", "县发改局", "县卫体局",
    "县交通局", "县人社局", "县公安局", "县司法局", "县审计局", "县文旅局", "县林业局", "县统计局", "县能源局",
    "县自然资源局", "县应急管理局", "县市场监管局", "县乡村振兴局", "县税务局", "县残联", "南大里乡", "埝掌镇",
    "尉郭乡", "庙前镇", "水头镇", "泗交镇", "瑶峰镇", "祁家河乡", "禹王镇", "胡张乡", "裴介镇",
)

SIMPLE, FULL = 125, 50
"""Tasks that are recorded of each way."""

ISSUED, LAST = date(2023, 1, 5), date(2023, 10, 30)
PEOPLE = "".join(
    f'[[people]]\nname = "{name}"\nrole = "{role}"\n'
    for name, role in (("王敏", "督查室主任"), ("李强", "督查室主任"), ("周平", "督查员"), ("孙岩", "县领导"))
)
DIRECTOR, SECOND, CLERK, LEADER = "王敏", "李强", "周平", "孙岩"
WHY = Words(reason="情况说明见附件", document="县政府专题会议纪要")
PAPER = (("照片.jpg", b"\xff\xd8 15"),)


def paper(plan: str, tasks: int, sample: int) -> bytes:
    """The file of a plan: all but number and title of a task come again after so many."""
    lines = [
        f'id = "{plan}"', f'document = "{document_of(plan)}"', 'title = "测算用2023年行动计划"', f"issued = {ISSUED}",
        "year = 2023",
    ]
    for number in range(1, tasks + 1):
        n = (number - 1) % sample + 1
        lead, support = BODIES[n * 3 % len(BODIES)], BODIES[(n * 3 + 1 + n % 8) % len(BODIES)]
        lines += [
            "", "[[tasks]]", f'number = "{number}"', f'title = "{title_of(number)}"', f'lead = ["{lead}"]',
            f'support = ["{support}"]', "[[tasks.targets]]", 'metric = "完成数"', 'kind = "reach"',
            f"value = {n % 90 + 10}", f'unit = "{UNITS[n * 5 % 6]}"',
            f"due = 2023-{n % 12 + 1:02d}-{n * 11 % 28 + 1:02d}",
        ]
        if n % 25 == 0:
            lines += ["[[tasks.recurrences]]", 'what = "每月通报"', 'rule = "FREQ=MONTHLY;BYMONTHDAY=20"']
    return ("\n".join(lines) + "\n").encode()


def document_of(plan: str) -> str:
    """The number of a plan's document, by the number in its id."""
    return f"夏政办发〔2023〕{900 + int(plan.partition('-')[0][1:])}号"


def title_of(number: int) -> str:
    """The title of a task."""
    return f"{VERBS[number % 6]}{OBJECTS[number * 7 % 8]}第{number}项"


def office(path: Path, on: date, by: str = DIRECTOR) -> Office:
    """An office at a ledger on a day, at nine in the morning."""
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=timezone(timedelta(hours=8)))
    return Office(open_store(str(path), today=on), on=on, today=on, by=by, now=lambda: moment)


class _Life:
    """One task of the sample under full supervision, a step a day from its dispatch on."""

    def __init__(self, path: Path, task: str) -> None:
        self.path, self.task = path, task
        self.on = ISSUED + timedelta(days=4)

    def desk(self, by: str = DIRECTOR, days: int = 1) -> Office:
        """The office some days later."""
        self.on += timedelta(days=days)
        return office(self.path, self.on, by)

    def reports(self, count: int, share: int) -> None:
        """So many reports up to a share of the target in hundredths."""
        task = self.printed()
        lead, whole = task.lead[0], int(task.targets[0].value)
        left = max((LAST - self.on).days - 20, count)
        for turn in range(1, count + 1):
            value = str(max(whole * share * turn // count // 100, turn))
            record.report(self.desk(CLERK, left // count), Said(self.task, value, body=lead))

    def printed(self) -> Task:
        """The task as its plan has it."""
        row = self.desk(days=0).store.task(self.task, self.on)
        assert row is not None
        return decode(Task, json.loads(row.definition))

    def lead(self) -> str:
        """The body that leads it."""
        return self.printed().lead[0]

    def owing(self) -> tuple[str, ...]:
        """All it binds."""
        return self.printed().lead + self.printed().support

    def begin(self) -> None:
        """Registered, sent out and signed for by all."""
        steps.register(self.desk(), self.task)
        steps.dispatch(self.desk(), self.task)
        for body in self.owing():
            steps.receive(self.desk(CLERK), self.task, (body,))


def _untouched(life: _Life) -> None:
    """Waits for its registration."""


def _registered(life: _Life) -> None:
    steps.register(life.desk(), life.task)


def _unsigned(life: _Life) -> None:
    steps.register(life.desk(), life.task)
    steps.dispatch(life.desk(), life.task)


def _at_work(life: _Life) -> None:
    life.begin()
    life.reports(12, 55)


def _refused(life: _Life) -> None:
    steps.register(life.desk(), life.task)
    steps.dispatch(life.desk(), life.task)
    steps.refuse(life.desk(CLERK), life.task, life.lead(), WHY)
    steps.assign(life.desk(), life.task, "县医保局", instead_of=life.lead())


def _asked(life: _Life) -> None:
    life.begin()
    life.reports(9, 40)
    steps.remark(life.desk(LEADER), life.task, "抓紧推进", due=life.on + timedelta(days=6))
    steps.check(life.desk(), life.task, Checked("site", "4"))


def _answered(life: _Life) -> None:
    life.begin()
    life.reports(9, 90)
    steps.remark(life.desk(LEADER), life.task, "抓紧推进", due=life.on + timedelta(days=6))
    steps.reply(life.desk(CLERK), life.task, "已倒排工期")


def _later(life: _Life) -> None:
    life.begin()
    steps.ask_extension(life.desk(CLERK), life.task, date(2024, 1, 15), body=life.lead(), words=WHY)
    steps.refuse_extension(life.desk(), life.task, WHY)
    steps.ask_extension(life.desk(CLERK), life.task, date(2024, 1, 20), body=life.lead(), words=WHY)
    steps.grant_extension(life.desk(LEADER), life.task)
    life.reports(9, 70)


def _waiting(life: _Life) -> None:
    life.begin()
    steps.ask_extension(life.desk(CLERK), life.task, date(2024, 1, 15), body=life.lead(), words=WHY)


def _requested(life: _Life) -> None:
    life.begin()
    life.reports(11, 100)
    steps.request(life.desk(CLERK), life.task, life.lead(), WHY, files=PAPER)


def _returned(life: _Life) -> None:
    _requested(life)
    steps.send_back(life.desk(), life.task, life.lead(), cause="short", due=life.on + timedelta(days=5))


def _closed(life: _Life) -> None:
    _requested(life)
    steps.accept(life.desk(), life.task, (), Checked("site"))
    steps.close(life.desk(SECOND), life.task)


def _opened_again(life: _Life) -> None:
    _closed(life)
    steps.recheck(life.desk(CLERK), life.task, found="relapsed", checked=Checked("site"))
    steps.reopen(life.desk(), life.task, words=WHY)
    record.report(life.desk(CLERK), Said(life.task, note="重复填报", body=life.lead()))
    steps.withdraw(life.desk(CLERK, 0), life.task, words=WHY)


def _stopped(life: _Life) -> None:
    life.begin()
    steps.suspend(life.desk(), life.task, WHY)
    steps.resume(life.desk(days=9), life.task)
    life.reports(10, 60)


def _ended(life: _Life) -> None:
    life.begin()
    life.reports(8, 30)
    steps.terminate(life.desk(), life.task, WHY)


def _merged(life: _Life) -> None:
    life.begin()
    steps.merge(life.desk(), life.task, f"{life.task.partition('/')[0]}/1")


LIVES = (
    _at_work, _untouched, _registered, _unsigned, _at_work, _refused, _asked, _answered, _later, _waiting, _requested,
    _returned, _closed, _opened_again, _stopped, _ended, _merged, _at_work, _asked, _closed,
)
"""What becomes of the tasks of the sample under full supervision, one after the other."""


def recorded(folder: Path) -> Path:
    """A ledger with both samples, plans "s1-23" and "f2-23"."""
    path = folder / "sample.sqlite3"
    for name, text in (
        ("s1-23", paper("s1-23", SIMPLE, SIMPLE)), ("f2-23", paper("f2-23", FULL, FULL)), ("people", PEOPLE.encode())
    ):
        (folder / f"{name}.toml").write_bytes(text)
    files = [str(folder / f"{name}.toml") for name in ("s1-23", "f2-23", "people")]
    assemble.load(office(path, ISSUED), files)
    ways.set_way(office(path, ISSUED + timedelta(days=1)), "f2-23", "full")
    for n in range(1, SIMPLE + 1):
        _reported(path, f"s1-23/{n}", n)
    for n in range(1, FULL + 1):
        LIVES[(n - 1) % len(LIVES)](_Life(path, f"f2-23/{n}"))
    return path


def _reported(path: Path, task: str, n: int) -> None:
    """A task under simple supervision: none to seventeen reports, some behind, some ahead, some done."""
    count, share = n * 7 % 18, (30, 60, 85, 100)[n % 4]
    for turn in range(1, count + 1):
        on = ISSUED + (LAST - ISSUED) * turn // (count + 1 + n % 3)
        value = (n % 90 + 10) * share * turn // count // 100
        record.report(office(path, on, CLERK), Said(task, str(value), note="按月填报"))
