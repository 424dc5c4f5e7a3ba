"""Today's queue on the bundled plans, against the same classes told plainly over every task there is."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from xiaxian_tasks import assemble
from xiaxian_tasks.domain.recurrence import near_from
from xiaxian_tasks.errors import NotFound
from xiaxian_tasks.office import lists, record, today
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import Sheet, sheet, state_of

DAYS = ("2023-10-01", "2023-10-20", "2023-11-30", "2024-03-01", "2026-11-24")
MEASURE = "services-23/48"
OFFICE, LEADS = "县服务业发展领导小组办公室", "县服务业发展八个工作专班牵头单位"

OF_LIGHT = {
    ("red", "overdue"): "overdue", ("red", "missed"): "missed", ("red", "far-behind"): "far-behind",
    ("red", "breached"): "far-behind", ("yellow", "behind"): "behind", ("yellow", "below-growth"): "behind",
    ("yellow", "in-grace"): "turn", ("grey", "stale"): "silent",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return bundled(tmp_path)


def wanted(desk: Office) -> dict[str, set[str]]:
    """The tasks of each class, looked for among all of them; none of these plans is supervised fully."""
    found: dict[str, set[str]] = {}
    for row in lists.rows(desk, Asked(sort="plan")):
        shown, state = sheet(desk, row), state_of(desk, row)
        pair = (shown["light"], shown["reason"])
        name = OF_LIGHT.get(pair, "")
        if pair == ("yellow", "near-due"):
            once = [*shown["targets"], *shown["milestones"]]
            name = "behind" if any((duty["light"], duty["reason"]) == pair for duty in once) else ""
        if pair == ("grey", "no-report") and desk.on - row.light_since >= timedelta(days=30):
            name = "silent"
        names = {name} - {""}
        workdays = desk.calendars.on(state.task.issued)
        for each in state.task.recurrences:
            days = state.days[each.id]
            still_open = [day for day in days if day > max(state.turns.get(each.id, ()), default=date.min)]
            near = [day for day in still_open if near_from(each, days, day, state.task, workdays) <= desk.on]
            if desk.on >= state.task.issued and near and near[-1] >= desk.on:
                names.add("turn")
        for each_name in names:
            found.setdefault(each_name, set()).add(row.id)
    return found


def listed(found: Sheet) -> dict[str, set[str]]:
    """The tasks a queue names, by class."""
    by_class: dict[str, set[str]] = {}
    for line in found["lines"]:
        for cause in (line, *line["also"]):
            by_class.setdefault(cause["class"], set()).add(line["task"])
    return by_class


@pytest.mark.parametrize("day", DAYS)
def test_with_room_for_all_every_task_stands_in_its_classes(day: str, ledger: Path) -> None:
    desk = office(ledger, day)
    found = today.queue(desk, limit=500)
    assert listed(found) == wanted(desk)
    assert found["more"] == []
    tasks = [line["task"] for line in found["lines"]]
    assert len(tasks) == len(set(tasks)), "every task once"
    order = [each.name for each in today.CLASSES]
    classes = [order.index(line["class"]) for line in found["lines"]]
    assert classes == sorted(classes)
    for line in found["lines"]:
        assert all(order.index(line["class"]) <= order.index(also["class"]) for also in line["also"])


@pytest.mark.parametrize("day", DAYS)
def test_what_is_listed_and_what_is_not_make_the_count(day: str, ledger: Path) -> None:
    desk = office(ledger, day)
    found, everything = today.queue(desk), wanted(desk)
    more = {each["class"]: each for each in found["more"]}
    for each in today.CLASSES:
        lines = [line for line in found["lines"] if line["class"] == each.name]
        assert len(lines) <= 5
        if each.lit and not each.waits:
            left = more.get(each.name, {"count": 0})["count"]
            assert found["counts"][each.name] == len(everything.get(each.name, ())) == len(lines) + left
            since = [line["since"] for line in lines]
            assert since == sorted(since, reverse=not each.longest), "the newest, or what stands longest, first"


def test_plans_long_past_are_no_wall_of_red(ledger: Path) -> None:
    found = today.queue(office(ledger, "2026-11-24"))
    assert {line["class"] for line in found["lines"]} == {"turn"}
    assert len(found["lines"]) == 5
    assert {each["class"]: (each["count"], each["older_than"], each["since"]) for each in found["more"]} == {
        "overdue": (43, 60, "2023-09-21"), "missed": (13, 365, "2023-10-04"), "silent": (83, 365, "2023-07-12")
    }
    whole = today.queue(office(ledger, "2026-11-24"), limit=3)
    assert [line["class"] for line in whole["lines"]][:6] == ["overdue"] * 3 + ["missed"] * 3
    assert {each["class"]: (each["count"], each["older_than"]) for each in whole["more"]} == {
        "overdue": (40, None), "missed": (10, None), "turn": (2, None), "silent": (80, None)
    }


def silent_since(desk: Office) -> dict[str, date]:
    """The silent tasks with the day since which they are."""
    rows = {row.id: row.light_since for row in lists.rows(desk, Asked(sort="plan"))}
    return {task: rows[task] for task in wanted(desk)["silent"]}


def test_what_is_not_listed_is_told_by_its_oldest_and_what_is_longest_silent_comes_first(ledger: Path) -> None:
    for day in ("2023-10-20", "2023-11-30", "2024-03-01"):
        desk = office(ledger, day)
        found, silent = today.queue(desk), silent_since(desk)
        lines = [line["task"] for line in found["lines"] if line["class"] == "silent"]
        (more,) = (each for each in found["more"] if each["class"] == "silent")
        named = listed(found)["silent"]
        left = [since for task, since in silent.items() if task not in named]
        assert more["older_than"] is None, "no plan is a year old"
        assert (more["count"], more["since"]) == (len(left), min(left).isoformat())
        assert max(silent[task] for task in lines) <= min(left)
    later = office(ledger, "2024-10-01")
    found, silent = today.queue(later), silent_since(later)
    (more,) = (each for each in found["more"] if each["class"] == "silent")
    folded = [since for since in silent.values() if (later.on - since).days > 365]
    assert folded
    assert more["since"] == min(folded).isoformat()
    listed_days = [silent[task] for task in listed(found)["silent"]]
    assert listed_days
    assert min(listed_days) > max(folded)
    assert more["older_than"] is None, "not all of it is a year old"


def test_those_of_one_day_stand_in_printed_order(ledger: Path) -> None:
    found = today.queue(office(ledger, "2023-10-20"), limit=60)
    lines = [line["task"] for line in found["lines"] if line["task"] and line["task"].startswith("services-23/")]
    silent = [int(task.partition("/")[2]) for task in lines if "." not in task]
    silent = [number for number in silent if number != 48]
    assert len(silent) > 20
    assert silent == sorted(silent)


def test_the_rhythm_of_measure_48_appears_by_itself(ledger: Path) -> None:
    """夏政办发〔2023〕21号 48: at the beginning of the month, around the 20th, and each half month for the working
    groups. Whoever reports every turn on its day is asked for nothing else, and never late."""
    due: list[tuple[str, str, str]] = []
    day = date(2023, 9, 21)
    while day <= date(2023, 11, 30):
        found = today.queue(office(ledger, day.isoformat()))
        causes = [cause for line in found["lines"] if line["task"] == MEASURE for cause in (line, *line["also"])]
        assert {cause["class"] for cause in causes} <= {"turn"}
        for cause in causes:
            assert cause["due"] >= day.isoformat()
            if cause["due"] == day.isoformat():
                due.append((cause["due"], cause["duty"], cause["body"]))
                turn = f"{cause['duty']}@{cause['due']}"
                record.report(office(ledger, day.isoformat()), Said(MEASURE, occurrence=turn))
        day += timedelta(days=1)
    assert due == [
        ("2023-09-30", "r4", LEADS), ("2023-10-01", "r2", OFFICE), ("2023-10-15", "r4", LEADS),
        ("2023-10-20", "r3", OFFICE), ("2023-10-31", "r4", LEADS), ("2023-11-01", "r2", OFFICE),
        ("2023-11-15", "r4", LEADS), ("2023-11-20", "r3", OFFICE), ("2023-11-30", "r4", LEADS),
    ]


def test_a_task_that_missed_a_turn_is_listed_once_with_the_turns_that_are_near(ledger: Path) -> None:
    lines = [line for line in today.queue(office(ledger, "2023-10-20"))["lines"] if line["task"] == MEASURE]
    assert [(line["class"], line["duty"], line["due"], line["days_late"]) for line in lines] == [
        ("missed", "r2", "2023-10-01", 19)
    ]
    assert [(also["class"], also["duty"], also["due"], also["body"]) for also in lines[0]["also"]] == [
        ("turn", "r3", "2023-10-20", OFFICE), ("turn", "r4", "2023-10-31", LEADS), ("turn", "r2", "2023-11-01", OFFICE)
    ]


def test_what_is_far_behind_is_told_with_the_day_it_became_so(ledger: Path) -> None:
    record.report(office(ledger, "2023-09-30"), Said("services-23/13", "45户"))
    record.report(office(ledger, "2023-10-10"), Said("groundwater-23/10", "1眼"))
    lines = [line for line in today.queue(office(ledger, "2023-10-31"))["lines"] if line["class"] == "far-behind"]
    assert [(line["task"], line["since"], line["due"], line["days_late"], line["duty"]) for line in lines] == [
        ("groundwater-23/10", "2023-10-10", "2023-12-31", 0, "t1"),
        ("services-23/13", "2023-09-30", "2023-12-31", 0, "t1"),
    ]


def test_a_body_sees_what_it_owes_itself_or_through_a_group(ledger: Path) -> None:
    desk = office(ledger, "2023-11-30")
    for asked in ("县水利局", "水头镇"):
        found = today.queue(desk, body=asked, limit=500)
        own = {row.id for row in lists.rows(desk, Asked(body=asked))}
        assert found["body"] == asked
        everything = wanted(desk)
        for name in ("overdue", "missed", "behind", "silent"):
            assert listed(found).get(name, set()) == everything.get(name, set()) & own, name
        assert listed(found).get("turn", set()) <= everything["turn"] & own
        assert set(found["counts"]) == {each.name for each in today.CLASSES if not each.of_office}
    with pytest.raises(NotFound):
        today.queue(desk, body="县水力局")


def test_the_board_and_the_queue_agree(ledger: Path) -> None:
    for day in DAYS:
        desk = office(ledger, day)
        found, board = today.queue(desk), today.pressing(desk)
        order = [each.name for each in today.CLASSES]
        lines = [line["task"] for line in board["lines"]]
        assert len(lines) == len(set(lines)) == min(10, board["count"])
        classes = [order.index(line["class"]) for line in board["lines"]]
        assert classes == sorted(classes)
        first = [line["task"] for line in found["lines"] if line["class"] == found["lines"][0]["class"]]
        assert lines[:len(first)] == first
        assert [line["task"] for line in today.pressing(desk, 3)["lines"]] == lines[:3]
        assert board["count"] >= len(lines)
        assert not board["at_least"]


def test_the_board_says_how_many_there_are_beyond_those_it_shows(ledger: Path) -> None:
    desk = office(ledger, "2023-11-30")
    by_class = {name: tasks for name, tasks in wanted(desk).items() if name != "silent"}
    old = {row.id for row in lists.rows(desk, Asked(sort="plan")) if (desk.on - row.light_since).days > 60}
    by_class["overdue"] -= old
    pressing_ones = set().union(*by_class.values())
    board = today.pressing(desk)
    assert len(board["lines"]) == 10
    assert len(pressing_ones) <= board["count"] <= sum(len(tasks) for tasks in by_class.values())


def test_counts_end_at_a_thousand(tmp_path: Path) -> None:
    lines = ['id = "many-23"', 'document = "夏试〔2023〕9号"', 'title = "2023年清单"']
    lines += ["issued = 2023-01-05", "year = 2023"]
    for number in range(1, 1103):
        lines += ["[[tasks]]", f'number = "{number}"', f'title = "事项{number}"', 'lead = ["县水利局"]',
                  "[[tasks.milestones]]", 'what = "开工"', "due = 2023-06-30"]
    paper = tmp_path / "many-23.toml"
    paper.write_text("\n".join(lines), encoding="utf-8")
    path = tmp_path / "many.sqlite3"
    assemble.load(office(path, "2023-07-10"), [str(paper)])
    for body, left in (("", 995), ("县水利局", 990)):
        found = today.queue(office(path, "2023-07-10"), body=body)
        assert found["counts"]["overdue"] == found["counted_to"] == 1000
        assert [(each["class"], each["count"], each["at_least"]) for each in found["more"]] == [("overdue", left, True)]
    board = today.pressing(office(path, "2023-07-10"))
    assert (len(board["lines"]), board["count"], board["at_least"]) == (10, 1000, True)
