"""What may go today, by body and paper, and what is held back with its reason, on a ledger of a few dated duties."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import demo, office
from tests.office.noticing import made
from xiaxian_tasks import assemble
from xiaxian_tasks.domain.messages import Line
from xiaxian_tasks.errors import NotFound
from xiaxian_tasks.office import asked_of, asks, messages, notices, outbox, record, steps, ways
from xiaxian_tasks.office.asks import Asked, Grouped
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.notices import Matter, Wish
from xiaxian_tasks.office.outbox import Draft
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.ports import Query

PLAN = """
id = "saying-23"
document = "县政办发〔2023〕92号"
title = "县2023年度提醒方案"
issued = 2023-09-20
year = 2023
[thresholds]
near = 3
[[tasks]]
number = "1"
title = "修复输水管道"
lead = ["县水利局"]
[[tasks.milestones]]
what = "完成设计"
due = 2023-10-13
[[tasks.milestones]]
what = "完成招标"
due = 2023-10-16
[[tasks]]
number = "2"
title = "安装计量设施"
lead = ["县水利局", "县住建局"]
[[tasks.milestones]]
what = "完成选址"
due = 2023-10-13
[[tasks]]
number = "3"
title = "封填自备井"
lead = ["县水利局"]
[[tasks.targets]]
metric = "封填自备井"
kind = "reach"
value = 100
unit = "眼"
due = 2023-12-31
"""
PEOPLE = """
[[people]]
name = "王敏"
role = "督查室主任"
[[people]]
name = "张某"
role = "督查室主任"
[[people]]
name = "孙立"
role = "单位联络员"
body = "县水利局"
mail = "sun@example.com"
[[people]]
name = "何静"
role = "单位负责人"
body = "县住建局"
phone = "0359-8530000"
channel = "console"
"""
LADDER = """
apart = 0
[[rungs]]
id = "near"
when = "near"
[[rungs]]
id = "due"
when = "due"
[[rungs]]
id = "unsigned"
when = "unsigned"
cooldown = 1
[[rungs]]
id = "blue"
when = "overdue"
paper = "reminder"
reply = 5
[[rungs]]
id = "yellow-far"
when = "far-behind"
paper = "supervision"
reply = 5
[[rungs]]
id = "yellow"
unmet = ["blue"]
paper = "supervision"
reply = 5
[[rungs]]
id = "named"
unmet = ["yellow", "yellow-far"]
paper = "bulletin"
"""
WATER, HOUSING = "县水利局", "县住建局"


def ledger(folder: Path, ladder: str = LADDER, people: str = PEOPLE) -> Path:
    for name, text in (("saying-23", PLAN), ("people", people), ("ladder", ladder)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    path = folder / "ledger.sqlite3"
    desk = office(path, "2023-09-21", "王敏")
    assemble.load(desk, [str(folder / f"{name}.toml") for name in ("saying-23", "people", "ladder")])
    desk.store.close()
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return ledger(tmp_path)


def seen(path: Path, on: str, clock: str = "", body: str = "") -> Asked:
    return asks.asked(office(path, on), clock=clock, body=body)


def due(found: Asked) -> list[str]:
    """What may go: "body kind-or-paper: number duty rung, …"."""
    return [
        f"{group.body} {group.paper or group.kind}: "
        + ", ".join(f"{each.number} {each.ask.duty} {each.ask.rung}" for each in group.matters)
        for group in found.due
    ]


def held(found: Asked) -> list[str]:
    """What is held back: "body number duty rung reason until"."""
    return [
        f"{each.matter.ask.body} {each.matter.number} {each.matter.ask.duty} {each.matter.ask.rung} {each.reason}"
        f" {each.until or '-'}"
        for each in found.held
    ]


def draft(desk: Office, groups: Iterable[Grouped]) -> list[str]:
    """Put messages into the outbox: digests go by themselves, papers wait for the director."""
    return outbox.draft(desk, [
        Draft(
            group.kind, group.body, tuple(
                Line(each.ask.key, each.ask.task, each.ask.duty, each.ask.rung, each.ask.cause, each.ask.since,
                     each.ask.n, each.ask.due) for each in group.matters
            ), group.paper, approved=not group.paper,
        ) for group in groups
    ])


def issue(desk: Office, group: Grouped) -> str:
    """Give a paper out to a body with all its matters; the letter."""
    matters: dict[str, list[str]] = {}
    for each in group.matters:
        matters.setdefault(each.ask.task, []).append(each.ask.key)
    wish = Wish(group.paper, (group.body,), tuple(Matter(task, tuple(keys)) for task, keys in matters.items()))
    return str(notices.issue(desk, wish, made())["letter"])


def test_lines_of_a_body_are_one_digest_with_its_person(small: Path) -> None:
    found = seen(small, "2023-10-13")
    assert due(found) == [
        f"{HOUSING} digest: 2 m1 due", f"{WATER} digest: 1 m1 due, 1 m2 near, 2 m1 due",
    ]
    assert [(group.person, group.channel, group.address) for group in found.due] == [
        ("何静", "console", "0359-8530000"), ("孙立", "", "sun@example.com"),
    ]
    assert [each.what for each in found.due[1].matters] == ["完成设计", "完成招标", "完成选址"]
    assert due(seen(small, "2023-10-13", body="住建局")) == [f"{HOUSING} digest: 2 m1 due"]
    with pytest.raises(NotFound):
        seen(small, "2023-10-13", body="无此单位")


def test_nothing_goes_on_a_day_of_rest_or_of_the_ladders_own(tmp_path: Path) -> None:
    """The 14th is a Saturday; the 16th is left out by the ladder, so that all waits until the 17th."""
    path = ledger(tmp_path, "days = [[2023-10-16, 2023-10-16]]" + LADDER)
    for on in ("2023-10-14", "2023-10-16"):
        found = seen(path, on)
        assert due(found) == []
        assert held(found)[0] == f"{WATER} 1 m1 blue quiet-day 2023-10-17"
        assert {each.reason for each in found.held} == {"quiet-day"}
    assert due(seen(path, "2023-10-17"))[1] == f"{WATER} reminder: 1 m1 blue, 1 m2 blue, 2 m1 blue"
    worked = ledger_that_works(tmp_path)
    assert due(seen(worked, "2023-10-14"))[-1] == f"{WATER} digest: 1 m2 near"


def ledger_that_works(folder: Path) -> Path:
    """A county that says things on any day."""
    inner = folder / "always"
    inner.mkdir()
    return ledger(inner, "rest = false" + LADDER)


def test_nothing_goes_in_quiet_hours(tmp_path: Path) -> None:
    path = ledger(tmp_path, 'quiet = ["18:00", "08:00"]' + LADDER)
    assert due(seen(path, "2023-10-13", "17:59"))
    assert {(each.reason, each.until) for each in seen(path, "2023-10-13", "07:59").held} == {
        ("quiet-hours", date(2023, 10, 13)),
    }
    assert {(each.reason, each.until) for each in seen(path, "2023-10-13", "18:00").held} == {
        ("quiet-hours", date(2023, 10, 16)),
    }, "in the evening, until the next day that is worked"


def test_a_body_without_anybody_is_held_back_only_where_contacts_are_kept(tmp_path: Path) -> None:
    path = ledger(tmp_path, people=PEOPLE.replace('body = "县住建局"', 'body = "县民政局"'))
    found = seen(path, "2023-10-13")
    assert held(found) == [f"{HOUSING} 2 m1 due no-contact -"]
    assert [group.body for group in found.due] == [WATER]
    inner = tmp_path / "nobody"
    inner.mkdir()
    alone = ledger(inner, people=PEOPLE[:PEOPLE.index("[[people]]\nname = \"孙立\"")])
    assert [(group.body, group.person, group.address) for group in seen(alone, "2023-10-13").due] == [
        (HOUSING, "", ""), (WATER, "", ""),
    ]


def test_a_body_is_told_once_a_day(small: Path) -> None:
    """A report of the afternoon makes a new line: it goes with the next digest."""
    desk = office(small, "2023-10-11")
    assert due(asks.asked(desk)) == [
        f"{HOUSING} digest: 2 m1 near", f"{WATER} digest: 1 m1 near, 1 m2 near, 2 m1 near",
    ]
    draft(desk, asks.asked(desk).due)
    assert asks.asked(desk) == Asked((), ())
    cancelled = office(small, "2023-10-11", "王敏")
    first = next(cancelled.store.messages(body=WATER)).id
    outbox.withdraw(cancelled, first, "电话已说")
    assert due(asks.asked(desk)) == [], "what a person took back stays said"
    assert due(seen(small, "2023-10-12")) == []
    assert due(seen(small, "2023-10-13")) == [f"{HOUSING} digest: 2 m1 due", f"{WATER} digest: 1 m1 due, 2 m1 due"]


def test_what_was_told_today_waits_for_the_next_day(small: Path) -> None:
    desk = office(small, "2023-10-13")
    draft(desk, [group._replace(matters=group.matters[:1]) for group in asks.asked(desk).due])
    assert held(asks.asked(desk)) == [
        f"{WATER} 1 m2 near told-today 2023-10-16", f"{WATER} 2 m1 due told-today 2023-10-16",
    ]


def test_papers_wait_for_the_director_and_are_not_asked_twice(small: Path) -> None:
    desk = office(small, "2023-10-17")
    ids = draft(desk, asks.asked(desk).due)
    found = asks.asked(desk)
    assert due(found) == []
    assert held(found) == [
        f"{HOUSING} 2 m1 blue approval -", f"{WATER} 1 m1 blue approval -", f"{WATER} 1 m2 blue approval -",
        f"{WATER} 2 m1 blue approval -",
    ]
    assert messages.state_of(desk, ids[0]).state == "due"


def test_papers_to_a_body_on_a_task_keep_apart(tmp_path: Path) -> None:
    """The first milestone of the task is late on Monday, the second on Tuesday; three working days lie between."""
    path = ledger(tmp_path, LADDER.replace("apart = 0", "apart = 3"))
    desk = office(path, "2023-10-16")
    draft(desk, asks.asked(desk).due)
    assert f"{WATER} 1 m2 blue apart 2023-10-19" in held(seen(path, "2023-10-17"))
    assert due(seen(path, "2023-10-19")) == [f"{WATER} reminder: 1 m2 blue"]


def test_caps_let_the_heaviest_go_first(tmp_path: Path) -> None:
    """A reminder and a supervision are asked on one day, and one paper a day may go; in a month no more than two."""
    path = ledger(tmp_path, "per_day = 1\nper_month = 2" + LADDER)
    record.report(office(path, "2023-10-16"), Said("saying-23/3", "10眼"))
    desk = office(path, "2023-10-17")
    found = asks.asked(desk)
    assert due(found) == [f"{HOUSING} reminder: 2 m1 blue", f"{WATER} supervision: 3 t1 yellow-far"]
    assert held(found)[-1] == f"{WATER} 2 m1 blue per-day 2023-10-18"
    draft(desk, found.due)
    desk = office(path, "2023-10-18")
    draft(desk, asks.asked(desk).due)
    record.report(office(path, "2023-10-19"), Said("saying-23/3", "11眼"))
    found = seen(path, "2023-10-31")
    assert not [group for group in found.due if group.body == WATER]
    by_body = ledger_with(tmp_path, """
        [[by_body]]
        name = "县水利局"
        per_day = 0
        [[by_plan]]
        name = "saying-23"
        off = ["due"]
    """)
    found = seen(by_body, "2023-10-17")
    assert due(found) == [f"{HOUSING} reminder: 2 m1 blue"]
    assert {each.reason for each in found.held} == {"per-day"}
    assert due(seen(by_body, "2023-10-13")) == [f"{WATER} digest: 1 m2 near"]


def ledger_with(folder: Path, more: str) -> Path:
    inner = folder / "more"
    inner.mkdir()
    return ledger(inner, LADDER + more)


def test_the_burden_limit_holds_back_what_goes_beyond_it(tmp_path: Path) -> None:
    """Two requests a month: two of the three tasks of one letter go."""
    path = ledger(tmp_path, people=PEOPLE + "[office]\nrequests = 1\n")
    found = seen(path, "2023-10-17")
    assert due(found) == [f"{HOUSING} reminder: 2 m1 blue", f"{WATER} reminder: 1 m1 blue, 1 m2 blue"]
    assert held(found) == [f"{WATER} 2 m1 blue per-month 2023-11-01"]
    desk = office(path, "2023-10-17", "王敏")
    issue(desk, asks.asked(desk).due[1])
    assert held(seen(path, "2023-10-18")) == [f"{WATER} 2 m1 blue per-month 2023-11-01"]


def test_each_colour_follows_by_letters_that_nobody_answers(small: Path) -> None:
    """Issued on the 17th, to be answered by the 24th: the supervision is asked on the 25th, and after that one's day
    the next bulletin names the task. What the water office answers holds its own ladder."""
    desk = office(small, "2023-10-17", "王敏")
    letters = [issue(desk, group) for group in asks.asked(desk).due]
    assert due(seen(small, "2023-10-24")) == []
    notices.reply(office(small, "2023-10-23", "王敏"), letters[1], "已在抓紧")
    assert due(seen(small, "2023-10-25")) == [f"{HOUSING} supervision: 2 m1 yellow"]
    desk = office(small, "2023-10-25", "王敏")
    issue(desk, asks.asked(desk).due[0])
    assert due(seen(small, "2023-10-30")) == []
    assert due(seen(small, "2023-10-31")) == [f"{WATER} supervision: 1 m1 yellow, 1 m2 yellow, 2 m1 yellow"]
    found = seen(small, "2023-11-02", body=HOUSING)
    assert (due(found), [(each.number, each.ask.rung) for each in found.named]) == ([], [("2", "named")])


def test_what_rests_is_held_back_and_what_was_not_sent_says_nothing(small: Path) -> None:
    ways.set_way(office(small, "2023-10-09", "王敏"), "saying-23", "full")
    assert seen(small, "2023-10-13") == Asked((), ()), "nobody was sent anything"
    desk = office(small, "2023-10-10", "王敏")
    for number in "12":
        steps.register(desk, f"saying-23/{number}")
        steps.dispatch(desk, f"saying-23/{number}")
    assert due(seen(small, "2023-10-12"))[0] == f"{HOUSING} digest: 2 m1 near, 2 receipt unsigned"
    steps.receive(office(small, "2023-10-12", "王敏"), "saying-23/2", (HOUSING,))
    assert due(seen(small, "2023-10-12"))[0] == f"{HOUSING} digest: 2 m1 near"
    steps.suspend(office(small, "2023-10-12", "王敏"), "saying-23/2", steps.Words(reason="资金未到"))
    found = seen(small, "2023-10-13", body=HOUSING)
    assert (due(found), held(found)) == ([], [f"{HOUSING} 2 m1 due paused -"])


def test_a_past_day_is_seen_as_it_was(small: Path) -> None:
    desk = office(small, "2023-10-13")
    draft(desk, asks.asked(desk).due)
    record.report(office(small, "2023-10-16"), Said("saying-23/1", milestone="m1"))
    assert due(seen(small, "2023-10-12"))[1] == f"{WATER} digest: 1 m1 near, 1 m2 near, 2 m1 near"
    assert due(seen(small, "2023-10-17"))[1] == f"{WATER} reminder: 1 m2 blue, 2 m1 blue"


def test_what_is_done_or_stands_well_is_not_looked_into(tmp_path: Path) -> None:
    """Of the demo's 232 tasks those done and those of plans not yet issued are not read at all; of the green ones
    those whose light shows all they have are passed over."""
    desk = office(demo(tmp_path), "2023-11-13")
    looked = {ground.state.task.id for ground in asked_of.grounds(desk, asks.ladder_of(desk))}
    lit = {task: (light, reason) for task, _plan, light, reason in desk.store.lights(Query(desk.on))}
    assert not {task for task in looked if lit[task][0] == "done" or lit[task][1] == "not-issued"}
    pressing = {task for task, (light, reason) in lit.items() if light in {"red", "yellow"} or reason == "stale"}
    assert pressing <= looked
    green = {task for task, (light, _reason) in lit.items() if light == "green"}
    assert green & looked < green
    assert len(looked) < len(lit)
