"""Queries on the bundled plans: what is found is what the same rule finds, said plainly over the whole list."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.ledgers import bundled, office
from xiaxian_tasks.domain.spellings import REASONS, spelled
from xiaxian_tasks.errors import Misused, NotFound
from xiaxian_tasks.office import lists, record, views
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.wording import reasons

DAY = "2023-10-31"
ON = date.fromisoformat(DAY)
Sheet = dict[str, Any]
Rule = Callable[[Sheet], bool]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Nine of 15 wells, 180 of 200 homes: 60 % and 90 %."""
    path = bundled(tmp_path_factory.mktemp("filters"))
    for task, value in (("groundwater-23/10", "9眼"), ("services-23/13", "180户")):
        made = office(path, DAY)
        record.report(made, Said(task, value))
        made.store.close()
    made = office(path, DAY)
    yield made
    made.store.close()


def found(desk: Office, text: str, **more: Any) -> list[str]:
    return [row.id for row in lists.rows(desk, Asked(text=text, sort="plan", **more))]


def by_rule(desk: Office, rule: Rule) -> list[str]:
    return [sheet["id"] for sheet in lists.sheets(desk, Asked(sort="plan")) if rule(sheet)]


def due(sheet: Sheet) -> date | None:
    return date.fromisoformat(sheet["due"]) if sheet["due"] else None


def due_within(first: int | None, last: int | None) -> Rule:
    """Whether a task is due so many days from the day, both included."""
    def rule(sheet: Sheet) -> bool:
        on = due(sheet)
        if on is None:
            return False
        left = (on - ON).days
        return (first is None or left >= first) and (last is None or left <= last)

    return rule


BANKERS = "县金融服务中心"
"""A body that sits in no group."""

RULES: dict[str, tuple[str, Rule]] = {
    "灯:红": ("light:red", lambda sheet: sheet["light"] == "red"),
    "灯:红,黄": ("light:red,yellow", lambda sheet: sheet["light"] in {"red", "yellow"}),
    "因:逾期": ("reason:overdue", lambda sheet: sheet["reason"] == "overdue"),
    "牵头:金融服务中心": ("lead:县金融服务中心", lambda sheet: BANKERS in sheet["lead"]),
    "配合:金融服务中心": ("support:金融服务中心", lambda sheet: BANKERS in sheet["support"]),
    "单位:金融服务中心": ("body:jrfwzx", lambda sheet: BANKERS in sheet["lead"] + sheet["support"]),
    "牵头:无,金融服务中心": ("lead:none,金融服务中心", lambda sheet: BANKERS in sheet["lead"] or not sheet["lead"]),
    "牵头:无": ("lead:none", lambda sheet: not sheet["lead"]),
    "文:22号": ("document:22号", lambda sheet: sheet["plan"] == "groundwater-23"),
    "文:22号,夏政办函[2023]54号": (
        "document:2023-22号,夏政办函〔2023〕54号", lambda sheet: sheet["plan"] in {"groundwater-23", "clean-heating-23"}
    ),
    "方案:groundwater-23": ("plan:地下水超采", lambda sheet: sheet["plan"] == "groundwater-23"),
    "号:10,13": ("number:10,13", lambda sheet: sheet["number"] in {"10", "13"}),
    "限:<30天": ("due:<30d", due_within(None, 29)),
    "限:30天": ("due:30d", due_within(0, 30)),
    "限:>30天": ("due:>30d", due_within(31, None)),
    "限:本月": ("due:this-month", due_within(-30, 0)),
    "限:2023-12": ("due:2023-12-01..2023-12-31", due_within(31, 61)),
    "限:无": ("due:none", lambda sheet: sheet["due"] is None),
    "限:逾期": ("due:overdue", lambda sheet: sheet["light"] != "done" and due_within(None, -1)(sheet)),
    "进度:<70%": ("progress:<0.7", lambda sheet: sheet["progress"] is not None and sheet["progress"] < 0.7),
    "进度:60%": ("progress:=60%", lambda sheet: sheet["progress"] == 0.6),
    "进度:>60%": ("progress:>60%", lambda sheet: sheet["progress"] is not None and sheet["progress"] > 0.6),
    "进度:无": ("progress:none", lambda sheet: sheet["progress"] is None),
    "态:办理中": ("state:active", lambda sheet: sheet["state"] == "active"),
    "地下水 ": ("地下水", lambda sheet: "地下水" in sheet["title"] + "".join(sheet["lead"] + sheet["support"])),
}
"""A query, the same in English, and what it means."""


@pytest.mark.parametrize("text", RULES)
def test_a_query_finds_what_its_rule_finds_in_both_languages(desk: Office, text: str) -> None:
    english, rule = RULES[text]
    wanted = by_rule(desk, rule)
    assert found(desk, text) == found(desk, english) == wanted
    everything = by_rule(desk, lambda _sheet: True)
    rest = [task for task in everything if task not in wanted]
    assert found(desk, f"-({text})") == found(desk, f"not ({english})") == rest
    assert wanted != []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.tuples(some.sampled_from(sorted(RULES)), some.booleans()), min_size=2, max_size=6), some.data())
def test_queries_are_put_together_as_sets_are(desk: Office, terms: list[tuple[str, bool]], data: Any) -> None:
    everything = {row.id for row in lists.rows(desk, Asked())}

    def one(term: tuple[str, bool]) -> tuple[str, set[str]]:
        text, negated = term
        tasks = set(found(desk, text))
        return (f"-({text})", everything - tasks) if negated else (f"({text})", tasks)

    text, tasks = one(terms[0])
    for term in terms[1:]:
        other, others = one(term)
        if data.draw(some.booleans()):
            text, tasks = f"({text}) 或 {other}", tasks | others
        else:
            text, tasks = f"{other} ({text})", tasks & others
    assert set(found(desk, text)) == tasks


def test_the_queries_of_the_help(desk: Office) -> None:
    assert found(desk, "文:22号 限:<90天 进度:<70%") == ["groundwater-23/10"]
    assert found(desk, "d:huang dw:水利局") == found(desk, "灯:黄 单位:水利局") == ["groundwater-23/10"]
    assert found(desk, "zbj") == found(desk, "自备井 or 没有的词") == ["groundwater-23/10"]
    assert found(desk, "自备井 -水利局") == []


def test_a_body_owes_what_its_groups_owe(desk: Office) -> None:
    owed = by_rule(desk, lambda sheet: "各乡镇人民政府" in sheet["lead"])
    assert owed != []
    assert set(owed) <= set(found(desk, "牵头:瑶峰镇")) <= set(found(desk, "单位:瑶峰镇"))
    assert set(owed).isdisjoint(found(desk, "-牵头:瑶峰镇"))


def test_order_and_limit_stand_in_the_text_or_beside_it(desk: Office) -> None:
    titles = [row.title for row in lists.rows(desk, Asked(text="文:21号 序:标题"))]
    assert titles == sorted(titles)
    assert [row.id for row in lists.rows(desk, Asked(text="序:标题 前:3", sort="plan", limit=5))] == found(desk, "")[:3]
    assert len(found(desk, "前:5", limit=2)) == 2
    assert found(desk, "文:22号", plan="services-23") == []
    assert found(desk, "灯:黄", lights=("red",)) == []


def test_days_are_counted_from_the_day_of_the_reading(desk: Office) -> None:
    later = desk.again()
    later.on = ON + timedelta(days=32)
    assert found(desk, "限:30天 文:22号") == []
    assert found(later, "限:30天 文:22号") == found(desk, "限:2023-12-31 文:22号") != []
    later.store.close()


@pytest.mark.parametrize(("text", "code", "near"), [
    ("单位:水", "body", "县水利局"), ("牵头:县水力局", "body", "县水利局"), ("灯:红 or (配合:水)", "body", "县水利局"),
    ("文:999号", "plan", ""), ("方案:groudwater-23", "plan", "groundwater-23"),
])
def test_names_that_nobody_has_are_told_with_near_ones(desk: Office, text: str, code: str, near: str) -> None:
    with pytest.raises(NotFound) as caught:
        found(desk, text)
    assert caught.value.code.endswith(code)
    assert near in " ".join(caught.value.candidates)


def test_every_reason_of_a_light_can_be_asked_for() -> None:
    assert {*reasons.REASONS} == {*REASONS}
    assert len({spelled("reason", code, "zh") for code in REASONS}) == len(REASONS)


def test_views_are_kept_as_entries_and_known_on_their_day(tmp_path: Path) -> None:
    path = bundled(tmp_path)
    desk = office(path, "2026-11-20")
    assert views.save(desk, " 水利 ", " 灯:红  单位:水利局 ").content == {"name": "水利", "query": "灯:红  单位:水利局"}
    views.save(desk, "临期", "限:<30天 序:亮灯 前:5")
    assert list(views.known(desk)) == ["临期", "水利"]
    assert found(desk, "", view="水利") == found(desk, "灯:红 单位:水利局")
    assert found(desk, "自备井", view="水利") == found(desk, "灯:红 单位:水利局 自备井")
    assert len(list(lists.rows(desk, Asked(view="临期")))) == 5
    desk.store.close()
    later = office(path, "2026-11-21")
    views.save(later, "水利", "灯:黄")
    views.drop(later, "临期")
    assert views.known(later) == {"水利": "灯:黄"}
    later.store.close()
    again = office(path, "2026-11-20")
    assert views.known(again)["水利"] == "灯:红  单位:水利局"
    before = len(again.store.history("county"))
    with pytest.raises(NotFound) as missing:
        views.text(again, "水力")
    assert missing.value.candidates == ["临期", "水利"]
    for name, text, code in (("x", "灯:", "bad-query"), (" ", "水", "bad-view-name"), ("a" * 41, "水", "bad-view-name"),
                             ("x", " ", "empty-view")):
        with pytest.raises(Misused) as caught:
            views.save(again, name, text)
        assert caught.value.code == code
    assert len(again.store.history("county")) == before
    again.store.close()
