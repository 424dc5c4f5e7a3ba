"""A ledger that holds every kind of entry, each recorded through the office's own doors."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.ledgers import office
from tests.office.noticing import made, wish
from xiaxian_tasks import assemble
from xiaxian_tasks.domain.entries import DEMO
from xiaxian_tasks.domain.messages import Line
from xiaxian_tasks.domain.subscriptions import hash_of
from xiaxian_tasks.office import (
    cases,
    county,
    months,
    notices,
    outbox,
    record,
    seals,
    steps,
    subscriptions,
    views,
    ways,
)
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Checked, Words

PEOPLE = """
[[people]]
name = "王敏"
role = "督查室主任"
[[people]]
name = "李强"
role = "督查室主任"
[[people]]
name = "周平"
role = "督查员"
[[people]]
name = "孙岩"
role = "县领导"

[[people]]
name = "张某"
role = "督查室主任"
"""
SCORING = 'base = 80\ncap = 100\n[[lines]]\ncause = "return"\npoints = -1\n'
LADDER = '[[rungs]]\nid = "blue"\nwhen = "overdue"\npaper = "reminder"\nreply = 5\n'

WELLS_PLAN = """
id = "wells-23"
document = "县政办发〔2023〕91号"
title = "县2023年度自备井治理方案"
issued = 2023-10-07
year = 2023
[[groups]]
name = "县自备井治理领导小组"
office = "县水利局"
[[groups.members]]
role = "head"
post = "县长"
[[tasks]]
number = "1"
title = "关闭城区自备井"
lead = ["县水利局", "县住建局"]
support = ["县公安局"]
due = 2023-12-31
[[tasks.targets]]
metric = "封填自备井"
kind = "reach"
value = 15
unit = "眼"
[[tasks]]
number = "2"
title = "修复输水管道"
lead = ["县水利局"]
due = 2023-12-31
[[tasks]]
number = "3"
title = "以电量定水量"
lead = ["县水利局"]
[[tasks]]
number = "4"
title = "安装计量设施"
lead = ["县水利局"]
[[tasks.recurrences]]
what = "每月通报"
rule = "FREQ=MONTHLY;BYMONTHDAY=5"
"""
HOMES_PLAN = """
id = "homes-23"
document = "县政办发〔2023〕92号"
title = "县2023年适老化改造方案"
issued = 2023-09-20
year = 2023
[[tasks]]
number = "1"
title = "特殊困难家庭适老化改造"
lead = ["县民政局"]
[[tasks.targets]]
metric = "改造户数"
kind = "reach"
value = 200
unit = "户"
[[procedures]]
id = "loan"
name = "周转资金使用程序"
trigger = "贷款即将到期"
[[procedures.steps]]
number = "1"
what = "提出申请"
[procedures.steps.limit]
amount = 10
unit = "working_days"
relation = "before"
anchor = "贷款到期"
"""

WELLS, PIPES, POWER, METERS = (f"wells-23/{number}" for number in "1234")
HOMES = "homes-23/1"
WATER, HOUSING, FARMS = "县水利局", "县住建局", "县农业农村局"
WHY = Words(reason="情况说明见附件", document="县政府专题会议纪要")
PAPER = (("照片.jpg", b"\xff\xd8 15"),)
SITE = Checked("site")


@cache
def _told() -> Path:
    folder = Path(mkdtemp())
    path = folder / "ledger.sqlite3"
    _prepared(folder, path)
    _rounds(path)
    _beside(path)
    _letters(path)
    _county(folder, path)
    _outbox(path)
    whole = folder / "everything.sqlite3"
    office(path, "2024-03-01").store.back_up(whole)  # the file alone, with nothing left in a log beside it
    return whole


def _prepared(folder: Path, path: Path) -> None:
    for name, text in (
        ("wells-23", WELLS_PLAN), ("homes-23", HOMES_PLAN), ("people", PEOPLE), ("scoring", SCORING),
        ("ladder", LADDER),
    ):
        _load(folder, path, name, text, on="2023-10-09")
    ways.set_way(office(path, "2023-10-10", "王敏"), "wells-23", "full")


def _load(folder: Path, path: Path, name: str, text: str, *, on: str) -> None:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    assemble.load(office(path, on, "王敏"), [str(folder / f"{name}.toml")])


def _rounds(path: Path) -> None:
    """Wells: sent out, refused by one, handed over, returned, extended, accepted, closed, relapsed, opened again."""
    steps.register(office(path, "2023-10-10", "王敏"), WELLS)
    steps.dispatch(office(path, "2023-10-10", "王敏"), WELLS)
    steps.refuse(office(path, "2023-10-11", "周平"), WELLS, HOUSING, WHY)
    steps.assign(office(path, "2023-10-12", "周平"), WELLS, FARMS, instead_of=HOUSING)
    desk = office(path, "2023-10-12", "周平")
    for body in (WATER, FARMS, "县公安局"):
        steps.receive(desk, WELLS, (body,))
    record.report(office(path, "2023-10-20", "周平"), Said(WELLS, "6", body=WATER, evidence=PAPER))
    steps.remark(office(path, "2023-10-21", "孙岩"), WELLS, "抓紧封填", due=office(path, "2023-10-30").on)
    steps.reply(office(path, "2023-10-25", "周平"), WELLS, "已倒排工期")
    steps.request(office(path, "2023-10-26", "周平"), WELLS, WATER, WHY, files=PAPER)
    due = office(path, "2023-11-10").on
    steps.send_back(office(path, "2023-10-27", "王敏"), WELLS, WATER, cause="short", due=due)
    steps.check(office(path, "2023-10-28", "王敏"), WELLS, Checked("site", "6"))
    later = office(path, "2024-01-15").on
    steps.ask_extension(office(path, "2023-11-13", "周平"), WELLS, later, body=WATER, words=WHY)
    steps.refuse_extension(office(path, "2023-11-14", "王敏"), WELLS, WHY)
    steps.ask_extension(office(path, "2023-11-15", "周平"), WELLS, later, body=WATER, words=WHY)
    steps.grant_extension(office(path, "2023-11-16", "王敏"), WELLS)
    record.report(office(path, "2023-12-10", "周平"), Said(WELLS, "15", body=WATER))
    for body in (WATER, FARMS):
        steps.request(office(path, "2023-12-11", "周平"), WELLS, body, WHY, files=PAPER)
    steps.accept(office(path, "2023-12-12", "王敏"), WELLS, (), SITE)
    steps.close(office(path, "2023-12-13", "李强"), WELLS)
    steps.recheck(office(path, "2024-01-10", "周平"), WELLS, found="relapsed", checked=SITE)
    steps.reopen(office(path, "2024-01-11", "王敏"), WELLS, words=WHY)
    record.report(office(path, "2024-01-12", "周平"), Said(WELLS, note="重复填报", body=WATER))
    steps.withdraw(office(path, "2024-01-13", "周平"), WELLS, words=WHY)


def _beside(path: Path) -> None:
    """What happens to the tasks beside, and a case."""
    for task in (PIPES, POWER, METERS):
        steps.register(office(path, "2024-01-14", "王敏"), task)
    steps.suspend(office(path, "2024-01-15", "王敏"), PIPES, WHY)
    steps.resume(office(path, "2024-01-20", "王敏"), PIPES)
    steps.terminate(office(path, "2024-01-21", "王敏"), PIPES, WHY)
    steps.merge(office(path, "2024-01-22", "王敏"), POWER, WELLS)
    desk = office(path, "2023-10-31")
    record.report(desk, Said(HOMES, "45", evidence=(("名单.csv", b"45"),)))
    case = cases.opened(desk, "loan", name="某公司续贷", start=None)["id"]
    cases.anchored(desk, case, "贷款到期", desk.on)
    cases.stepped(desk, case, "1", done=desk.on, note="")
    cases.ended(desk, case, "已收回")


def _letters(path: Path) -> None:
    """Letters: one answered in both its matters, one taken back, one that waits."""
    notices.issue(office(path, "2024-01-23", "王敏"), wish(METERS, WELLS), made())
    notices.reply(office(path, "2024-01-23", "周平"), "2024/reminder/1", "已整改", files=PAPER)
    notices.issue(office(path, "2024-01-23", "王敏"), wish(METERS, kind="supervision"), made())
    notices.withdraw(office(path, "2024-01-23", "王敏"), "2024/supervision/1", "数据有误")
    notices.issue(office(path, "2024-01-23", "王敏"), wish(METERS), made())


def _county(folder: Path, path: Path) -> None:
    """The county's history: calendars given out and ended, a body renamed, a view, a month closed, a seal; and a plan
    file edited afterwards."""
    _calendars(office(path, "2024-01-24", "周平"))
    ways.reorganise(office(path, "2024-01-25", "王敏"), WATER, "县水务局", how="renamed")
    views.save(office(path, "2024-01-26", "王敏"), "红灯", "灯:红")
    county.record(office(path, "2024-01-26", "王敏"), DEMO, {"on": "2024-01-26", "by": "王敏"})
    months.close(office(path, "2024-01-31", "王敏"), "2023-12")
    seals.seal(office(path, "2024-02-01", "王敏"))
    _load(folder, path, "homes-23", HOMES_PLAN.replace("特殊困难", "困难"), on="2024-02-02")
    steps.remark(office(path, "2024-02-03", "孙岩"), METERS, "年内完成")


def _calendars(desk: Office) -> None:
    """Tokens as words that no chance has made: one given out anew, its former called back, another revoked."""
    first = subscriptions.add(desk, "孙岩", WATER, token_hash=hash_of("第一"))
    subscriptions.rotate(desk, first.id, token_hash=hash_of("第二"), keep_days=3)
    subscriptions.recall(desk, first.id)
    subscriptions.revoke(desk, subscriptions.add(desk, "王敏", token_hash=hash_of("第三")).id)


def _outbox(path: Path) -> None:
    """Messages: one joined into another that went in the second try and was confirmed, one taken back."""
    lines = [
        Line(f"{task} t1 {FARMS} near 2024-02-05 1", task, "t1", "near", "near", date(2024, 2, 5), text="将到期")
        for task in (WELLS, METERS, HOMES)
    ]
    desk = office(path, "2024-02-05", "周平")
    drafts = [outbox.Draft("digest", FARMS, (line,), text=line.text, beside=True) for line in lines]
    first, second, third = outbox.draft(desk, [drafts[0]._replace(files=PAPER), *drafts[1:]])
    outbox.merge(desk, first, [second])
    outbox.edit(desk, first, outbox.Change(subject="提醒", address="13800000000"))
    outbox.postpone(desk, first, date(2024, 2, 6), "会议")
    outbox.withdraw(desk, third, "已当面说明")
    outbox.approve(office(path, "2024-02-06", "王敏"), first)
    for outcome in (outbox.Settled(first, "waits", "connection"), outbox.Settled(first, "accepted", reply="250 ok")):
        outbox.begin(office(path, "2024-02-07", "周平"), [outbox.Start(first, "<1@xiaxian>")])
        outbox.settle(office(path, "2024-02-07", "周平"), [outcome])
    outbox.confirm(office(path, "2024-02-08", "周平"), first, "来电确认")


def everything(folder: Path) -> Path:
    """A ledger of its own in `folder`."""
    path = folder / "everything.sqlite3"
    path.write_bytes(_told().read_bytes())
    return path
