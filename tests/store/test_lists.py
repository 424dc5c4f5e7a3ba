"""Lists of a ledger: filters, orders, beginnings, the board; on both engines."""

from datetime import date
from typing import Any

import pytest

from tests.store import ledgers
from tests.store.ledgers import ISSUED, Told, adoption, task
from xiaxian_tasks.domain.terms import LIGHTS, UNASSIGNED
from xiaxian_tasks.ports import GROUPINGS, SORTS, BoardRow, Query, Store
from xiaxian_tasks.store import lists
from xiaxian_tasks.store.ledger import Ledger

LATER = date(2023, 10, 31)


def ids(ledger: Store, **asked: Any) -> list[str]:
    """The ids of a task list, asked for on a day after everything began."""
    return [row.id for row in ledger.tasks(Query(LATER)._replace(**asked))]


def test_tasks_are_filtered(ledger: Ledger) -> None:
    ledger.adopt(adoption(
        task("1", title="Solar 屋顶光伏", lead=("县能源局",), support=("县民政局",)),
        task("2", title="百分之50%改造", due=date(2023, 11, 1)),
        task("3", title="下划_线", lead=(), due=None),
        task("1", plan="water-23", title="屋顶集水", lead=("各乡镇人民政府",)),
    ))
    assert ids(ledger, words=("屋顶",)) == ["services-23/1", "water-23/1"]
    assert ids(ledger, words=("屋顶", "SOLAR")) == ["services-23/1"]
    assert ids(ledger, words=("0%",)) == ["services-23/2"]
    assert ids(ledger, words=("_",)) == ["services-23/3"]
    assert ids(ledger, words=("!",)) == []
    assert ids(ledger, words=("' OR 1=1 --",)) == []
    assert ids(ledger, plan="water-23") == ["water-23/1"]
    assert ids(ledger, plan="none") == []
    assert ids(ledger, bodies=("县民政局",)) == ["services-23/2", "services-23/1"]
    assert ids(ledger, bodies=("各乡镇人民政府", "县能源局")) == ["services-23/1", "water-23/1"]
    assert ids(ledger, bodies=(UNASSIGNED,)) == ["services-23/3"]
    assert ids(ledger, due_before=date(2023, 12, 31)) == ["services-23/2"]
    assert ids(ledger, limit=1, words=("屋顶",)) == ["services-23/1"]
    assert ids(ledger, limit=0) == []
    assert ledger.search_ids(("屋顶",), 10) == [("services-23/1", "Solar 屋顶光伏"), ("water-23/1", "屋顶集水")]
    assert ledger.search_ids(("屋顶",), 1) == [("services-23/1", "Solar 屋顶光伏")]


def test_tasks_are_filtered_by_light_and_state(ledger: Ledger) -> None:
    done, behind, silent = (Told(task(number)) for number in ("1", "2", "3"))
    ledger.adopt(adoption(
        done.task, behind.task, silent.task, entries=[each.adopted() for each in (done, behind, silent)]
    ))
    ledger.append_many([done.reported("200", at=LATER), behind.reported("20", at=LATER)])
    assert ids(ledger, lights=("done",)) == ["services-23/1"]
    assert ids(ledger, lights=("red", "grey"), sort="plan") == ["services-23/2", "services-23/3"]
    assert ids(ledger, reasons=("far-behind",)) == ["services-23/2"]
    assert [*ledger.lights(Query(LATER, sort="plan", lights=("red", "grey")))] == [
        ("services-23/2", "services-23", "red", "far-behind"), ("services-23/3", "services-23", "grey", "no-report"),
    ]
    assert ids(ledger, lights=("red",), reasons=("no-report",)) == []
    assert ids(ledger, lights=("red", "grey"), sort="plan", limit=1) == ["services-23/2"]
    assert ids(ledger, states=("completed",)) == ["services-23/1"]
    assert ids(ledger, states=("active",)) == ["services-23/2", "services-23/3"]
    assert ids(ledger, states=("active", "completed"), sort="light") == [
        "services-23/2", "services-23/3", "services-23/1"
    ]


def test_few_and_many_of_a_light_are_listed_alike(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever way they are found: from the light steps on, or by walking the tasks."""
    told = [Told(task(str(number), title=f"第{number}项")) for number in range(1, 6)]
    ledger.adopt(adoption(*(each.task for each in told), entries=[each.adopted() for each in told]))
    ledger.append_many([each.reported("20", at=LATER) for each in told[1:4]])

    def listed() -> list[list[str]]:
        return [
            ids(ledger, lights=("red",), sort=sort, **more)
            for sort in SORTS
            for more in ({}, {"limit": 2}, {"words": ("第3",)}, {"on": ISSUED}, {"withdrawn": True})
        ]

    few = listed()
    monkeypatch.setattr(lists, "MANY", 0)
    assert listed() == few
    assert few[0] == [f"services-23/{number}" for number in (2, 3, 4)]


def test_tasks_are_sorted(ledger: Ledger) -> None:
    ledger.adopt(adoption(
        task("2", plan="b-23", title="乙", due=None),
        task("10", plan="b-23", title="甲", due=date(2023, 11, 1)),
        task("1", plan="a-23", title="丙", due=date(2023, 12, 1)),
        task("2", plan="a-23", title="b", due=date(2023, 12, 1)),
        task("3", plan="a-23", title="B", due=date(2022, 12, 1)),
    ))
    assert ids(ledger, sort="due") == ["a-23/3", "b-23/10", "a-23/1", "a-23/2", "b-23/2"]
    assert ids(ledger, sort="plan") == ["b-23/2", "b-23/10", "a-23/1", "a-23/2", "a-23/3"]
    assert ids(ledger, sort="title") == ["a-23/3", "a-23/2", "a-23/1", "b-23/2", "b-23/10"]
    lights = [row.light for row in ledger.tasks(Query(LATER, sort="light"))]
    assert lights == sorted(lights, key=LIGHTS.index)


def test_tasks_are_sorted_by_lead_share_and_state(ledger: Ledger) -> None:
    told = [
        Told(task("1", lead=("县水利局", "县民政局"), due=date(2023, 12, 1))), Told(task("2", lead=(), due=None)),
        Told(task("3", lead=("县能源局",), due=date(2023, 11, 1))), Told(task("4", lead=("县水利局",), due=None)),
    ]
    ledger.adopt(adoption(*(each.task for each in told), entries=[each.adopted() for each in told]))
    ledger.append_many([told[0].reported("20", at=LATER), told[3].reported("10", at=LATER),
                        told[1].reported("200", at=LATER)])

    def sorted_by(sort: str, *, reverse: bool = False) -> str:
        return "".join(each[-1] for each in ids(ledger, sort=sort, reverse=reverse))

    assert sorted_by("lead") == "1432"
    assert sorted_by("lead", reverse=True) == "3412", "what nobody leads stays last"
    assert sorted_by("progress") == "4123"
    assert sorted_by("progress", reverse=True) == "2143", "what has no share stays last"
    assert sorted_by("state")[-1] == sorted_by("state", reverse=True)[0] == "2"
    assert sorted_by("due", reverse=True) == "1324", "what has no day stays last"
    assert sorted_by("plan", reverse=True) == "4321"


def test_a_list_turned_round_is_as_long(ledger: Ledger) -> None:
    ledger.adopt(adoption(*(task(str(n), title=f"第{n % 3}项", due=date(2023, 11, 1 + n % 2)) for n in range(9))))
    for sort in SORTS:
        there, back = ids(ledger, sort=sort), ids(ledger, sort=sort, reverse=True)
        assert sorted(there) == sorted(back)
        assert [key for key, _ in ledger.search_texts(Query(LATER, sort=sort, reverse=True))] == back
        assert ids(ledger, sort=sort, reverse=True, limit=4) == back[:4]


def test_a_list_is_grouped(ledger: Ledger) -> None:
    told = [
        Told(task("1", lead=("县水利局", "县民政局"), section="一、节水")),
        Told(task("2", lead=(), section="二、关井")),
        Told(task("1", plan="water-23", lead=("县民政局",))),
    ]
    ledger.adopt(adoption(*(each.task for each in told), entries=[each.adopted() for each in told]))

    def groups(by: str, **asked: Any) -> list[tuple[str, str]]:
        return [(key, group) for key, _text, _light, group in ledger.grouped(Query(LATER)._replace(**asked), by)]

    assert sorted(groups("body")) == [
        ("services-23/1", "县民政局"), ("services-23/1", "县水利局"), ("services-23/2", UNASSIGNED),
        ("water-23/1", "县民政局"),
    ]
    assert groups("section", sort="plan") == [
        ("services-23/1", "services-23/一、节水"), ("services-23/2", "services-23/二、关井"),
        ("water-23/1", "water-23/"),
    ]
    assert groups("plan", plan="water-23") == [("water-23/1", "water-23")]
    assert {group for _key, group in groups("light")} == {"grey"}
    for by in GROUPINGS:
        assert {key for key, _group in groups(by)} == set(ids(ledger))


def test_plans_adopted_later_stand_after(ledger: Ledger) -> None:
    ledger.adopt(adoption(task("1", plan="z-23"), task("1", plan="y-23")))
    ledger.adopt(adoption(task("1", plan="a-23")))
    ledger.adopt(adoption(plans=(ledgers.plan("z-23", 0)._replace(title="新名"),)))
    assert [(row.id, row.title) for row in ledger.plans()] == [
        ("z-23", "新名"), ("y-23", "方案y-23"), ("a-23", "方案a-23")
    ]
    assert ids(ledger, sort="plan") == ["z-23/1", "y-23/1", "a-23/1"]


def test_the_plan_as_a_whole_is_no_measure(ledger: Ledger) -> None:
    ledger.adopt(adoption(task("0"), task("1"), task("2")))
    assert [row.tasks for row in ledger.plans()] == [2]


def test_a_withdrawn_task_leaves_the_lists_and_may_come_back(ledger: Ledger) -> None:
    told = Told(task("1"))
    ledger.adopt(adoption(told.task, task("2"), entries=[told.adopted(), Told(task("2")).adopted()]))
    ledger.append(*told.adopted(at=LATER, withdrawn=True))
    assert ids(ledger) == ["services-23/2"]
    assert ledger.task_ids("services", 5) == [("services-23/2", "事项2")]
    assert [row.tasks for row in ledger.plans()] == [1]
    assert [row[:3] for row in ledger.board(LATER)[0]] == [("services-23", "grey", 1)]
    row = ledger.task("services-23/1", LATER)
    assert row is not None
    assert row.withdrawn
    ledger.append(*told.adopted(at=LATER, lead=("县水利局",)))
    assert ids(ledger, bodies=("县水利局",)) == ["services-23/1"]
    assert ids(ledger, bodies=("县民政局",)) == ["services-23/2"]


def test_tasks_are_found_by_the_beginning_of_their_id(ledger: Ledger) -> None:
    ledger.adopt(adoption(
        task("1"), task("10"), task("2"), task("1", plan="water-23"), task("1", plan="水-23"), task("1", plan="a_b-23")
    ))
    assert [name for name, _ in ledger.task_ids("services-23/1", 9)] == ["services-23/1", "services-23/10"]
    assert [name for name, _ in ledger.task_ids("/1", 9)] == [
        "a_b-23/1", "services-23/1", "water-23/1", "水-23/1", "services-23/10"
    ]
    assert [name for name, _ in ledger.task_ids("水", 9)] == ["水-23/1"]
    assert ledger.task_ids("a%", 9) == ledger.task_ids("S", 9) == []
    assert len(ledger.task_ids("", 4)) == 4


def test_the_board_counts_lights_by_plan_and_lead(ledger: Ledger) -> None:
    told = Told(task("1", lead=("县民政局", "县水利局"), support=("县财政局",)))
    others = task("2"), task("3", lead=()), task("1", plan="water-23")
    ledger.adopt(adoption(
        told.task, *others, entries=[told.adopted(), *(Told(each).adopted() for each in others)]
    ))
    ledger.append(*told.reported("200", at=LATER))
    by_plan, by_body = ledger.board(LATER)
    assert sorted(by_plan) == [
        BoardRow("services-23", "done", 1), BoardRow("services-23", "grey", 2), BoardRow("water-23", "grey", 1)
    ]
    assert sorted(by_body) == sorted([
        BoardRow("县民政局", "done", 1), BoardRow("县水利局", "done", 1), BoardRow("县民政局", "grey", 2),
        BoardRow(UNASSIGNED, "grey", 1),
    ])
    assert {row.light for row in ledger.board(ISSUED)[0]} == {"grey"}
    assert {row.light for row in ledger.board(date(2024, 2, 1))[0]} == {"done", "red"}


def test_an_empty_search_text_leaves_the_kept_one(ledger: Ledger) -> None:
    told = Told(task("1"))
    ledger.adopt(adoption(told.task, entries=[told.adopted()]))
    entry, kept = told.reported("120", at=LATER)
    ledger.append(entry, kept._replace(search=""))
    assert ids(ledger, words=("民政",)) == ["services-23/1"]


def test_streams_may_stay_open_while_something_is_written(ledger: Ledger) -> None:
    tolds = [Told(task(str(number))) for number in range(1, 1202)]
    ledger.adopt(adoption(*(each.task for each in tolds), entries=[each.adopted() for each in tolds]))
    stream, heads = ledger.tasks(Query(LATER, sort="plan")), ledger.heads()
    first = next(stream).id, next(heads)[0]
    ledger.append(*tolds[5].reported("3", at=LATER))
    assert len(list(stream)) == 1200
    assert len(list(heads)) == 1200
    assert first == ("services-23/1", "services-23/1")
