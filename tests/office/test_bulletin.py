"""The facts of a bulletin, worked out by hand on a small ledger: 10/12 are due on 31 October, 9/12 on 30 September."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import office
from tests.office.bulletins import PHOTO, SLOW, facts, ledger
from tests.office.noticing import made, wish
from xiaxian_tasks.domain import bulletin as b
from xiaxian_tasks.domain.bulletin import CLASSES, percents
from xiaxian_tasks.domain.spellings import REASONS
from xiaxian_tasks.errors import Misused, NotFound
from xiaxian_tasks.office import bulletin, months, notices, record, seals, steps, undo
from xiaxian_tasks.office.bulletin import Wanted
from xiaxian_tasks.office.record import Said


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger, which nobody changes."""
    return ledger(tmp_path_factory.mktemp("bulletin"))


def counts(**more: int) -> dict[str, int]:
    """Counts by class, none where nothing is said."""
    return {each: more.get(each.replace("-", "_"), 0) for each in CLASSES}


def test_each_task_stands_in_one_class(told: Path) -> None:
    found = facts(told)
    assert (found.day, found.before, found.on) == (date(2023, 10, 31), date(2023, 9, 30), date(2023, 11, 2))
    assert found.total.counts == counts(
        done=1, ahead=1, on_schedule=2, behind=1, far_behind=1, overdue=1, silent=1, other=2
    )
    assert found.total.before == counts(ahead=1, on_schedule=3, far_behind=2, silent=2, other=1)
    assert (found.total.total, found.total.pressed) == (10, 4)


def test_plans_and_bodies_are_counted_by_themselves(told: Path) -> None:
    found = facts(told)
    assert [(each.name, each.total) for each in found.plans] == [("roads-23", 9), ("homes-23", 1)]
    assert found.plans[1].counts == counts(other=1)  # issued on 8 October: its first cycle ends with November
    bodies = {each.name: each for each in found.bodies}
    assert list(bodies) == ["县水利局", "县住建局", "县民政局", "待定单位"]
    assert bodies["县水利局"].counts == counts(ahead=1, far_behind=1, overdue=1)
    assert bodies["县民政局"].counts == counts(done=1, behind=1, other=1)


def test_what_changed_since_the_month_before(told: Path) -> None:
    """1 was done and 8 reported again; 4 stood still; 6 was red already, half done on its day; the homes are new."""
    found = facts(told)
    assert (found.improved, found.worsened, found.finished, found.added, found.gone) == (2, 1, 1, 1, 0)
    assert found.reported == 6


def test_the_named_good_and_slow_with_their_figures(told: Path) -> None:
    found = facts(told)
    assert [(each.number, each.stands, each.days) for each in found.good] == [("1", b.DONE, 72), ("2", b.AHEAD, 0)]
    assert found.good[1].gap is not None
    assert round(found.good[1].gap, 2) == Decimal("11.67")
    assert [each.number for each in found.slow] == ["6", "5", "4"]
    overdue, far, behind = found.slow
    assert (overdue.days, overdue.due, overdue.cause) == (31, date(2023, 9, 30), "还在招标")
    assert (far.latest, far.progress, far.cause) == (Decimal(30), Decimal("0.3"), "")
    assert far.gap is not None
    assert round(far.gap, 2) == Decimal("-53.33")
    assert (behind.cause, behind.lead) == (SLOW, ("县民政局",))
    assert found.slow_count == 3


def test_reports_that_are_late_missing_or_said_again(told: Path) -> None:
    """8 was reported in July and then on 25 October: on 11 October the grace of September was over. 7 says nothing."""
    found = facts(told)
    assert [(each.body, each.tasks) for each in found.late] == [("县住建局", ("roads-23/8",))]
    assert [(each.body, each.tasks) for each in found.silent] == [("县住建局", ("roads-23/7",))]
    assert [(each.task, each.times, each.since, each.text) for each in found.repeated] == [
        ("roads-23/4", 3, date(2023, 8, 20), SLOW)
    ]
    assert [(each.body, each.task, each.due, each.days) for each in found.unanswered] == [
        ("县水利局", "roads-23/5", date(2023, 10, 16), 11)
    ]


def test_a_past_period_gives_the_same_figures_later(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    before = bulletin.sheet(facts(path))
    for number in (3, 4, 7):
        record.report(office(path, "2023-11-15"), Said(f"roads-23/{number}", "100户", note="全部改造完成"))
    after = bulletin.sheet(facts(path, "2023-12-08"))
    moved = {"on", "answer_by"}
    assert {key: said for key, said in after.items() if key not in moved} == {
        key: said for key, said in before.items() if key not in moved
    }
    assert facts(path, "2023-12-08", Wanted("2023-11")).total.counts["done"] == 4


def test_a_closed_month_stands_as_it_was_closed(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    record.report(office(path, "2023-11-02"), Said("roads-23/7", "100户"))
    months.close(office(path, "2023-11-03"), "2023-10")
    found, shown = facts(path, "2023-11-20"), months.shown(office(path, "2023-11-20"), "2023-10")["total"]
    assert found.day == date(2023, 11, 3)
    assert found.total.counts["done"] == shown["done"] == 2
    assert found.total.counts["overdue"] + found.total.counts["far-behind"] == shown["red"]
    assert found.total.total == shown["total"]
    assert facts(path, "2023-11-20", Wanted("2023-11")).before == date(2023, 11, 3)


def test_one_plan_one_body_two_days_another_day_to_compare_with(told: Path) -> None:
    plan = facts(told, wanted=Wanted("2023-10", plan="homes-23"))
    assert (plan.total.total, plan.before, [each.name for each in plan.plans]) == (1, None, ["homes-23"])
    body = facts(told, wanted=Wanted("2023-10", body="水利局"))
    assert (body.body, body.total.counts) == ("县水利局", counts(ahead=1, far_behind=1, overdue=1))
    days = facts(told, wanted=Wanted(first=date(2023, 9, 1), last=date(2023, 10, 10), compare=date(2023, 9, 25)))
    assert (days.first, days.day, days.before) == (date(2023, 9, 1), date(2023, 10, 10), date(2023, 9, 25))
    assert days.total.counts["done"] == 0
    with pytest.raises(Misused, match="compare-not-before"):
        facts(told, wanted=Wanted("2023-10", compare=date(2023, 10, 31)))
    with pytest.raises(NotFound, match="plan"):
        facts(told, wanted=Wanted("2023-10", plan="nonsense"))


def test_the_annex_lists_what_is_not_done_and_the_seal_is_the_newest(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    assert facts(path).seal == ""
    code = seals.seal(office(path, "2023-11-02"))["code"]
    found = facts(path)
    assert (found.seal, found.seal_on) == (code, date(2023, 11, 2))
    assert [each.task for each in found.undone] == [f"roads-23/{number}" for number in range(2, 10)] + ["homes-23/1"]
    assert found.undone_count == 9


def test_photographs_of_the_tasks_that_are_asked_for(told: Path) -> None:
    found = facts(told, wanted=Wanted("2023-10", photos=("roads-23/1",)))
    assert [(each.task, each.at, each.name, each.content) for each in found.photos] == [
        ("roads-23/1", date(2023, 10, 20), "现场.png", PHOTO)
    ]
    with pytest.raises(NotFound, match="evidence"):
        facts(told, wanted=Wanted("2023-10", photos=("roads-23/2",)))


def test_a_ledger_of_nothing_issued_yet(told: Path) -> None:
    found = facts(told, "2023-01-03", Wanted())
    assert (found.total.total, found.before, found.slow, found.reported) == (0, None, (), 0)
    assert set(found.total.shares.values()) == {Decimal("0.0")}


def test_percentages_go_to_the_largest_remainders() -> None:
    assert [str(each) for each in percents((1, 1, 1))] == ["33.4", "33.3", "33.3"]
    assert [str(each) for each in percents((2, 1, 0))] == ["66.7", "33.3", "0.0"]
    assert [str(each) for each in percents((10,))] == ["100.0"]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any))
def test_percentages_add_up_to_a_hundred(amounts: list[int]) -> None:
    found = percents(amounts)
    assert sum(found) == 100
    assert all(abs(share - Decimal(n) * 100 / sum(amounts)) < Decimal("0.1")
               for share, n in zip(found, amounts, strict=True))


def test_every_reason_of_a_light_has_a_class() -> None:
    """Those left to OTHER are named here, so that a new reason is thought about."""
    others = {reason for reason in REASONS if b.class_of("green", reason) == b.OTHER}
    assert others == {"near-due", "in-grace", "not-issued", "suspended", "terminated", "merged"}


def test_letters_of_the_period_their_numbers_and_those_the_ladder_names(tmp_path: Path) -> None:
    """A red sheet of 10 October, unanswered: the ladder wants its task named; a reminder taken back is not counted."""
    path = ledger(tmp_path)
    red = notices.issue(office(path, "2023-10-30"), wish("roads-23/6", kind="red"), made("红色督办单"))
    sent = [notices.issue(office(path, "2023-10-31"), wish("roads-23/5"), made()) for _ in range(2)]
    notices.withdraw(office(path, "2023-10-31"), sent[1]["letter"], "发重了")
    found = facts(path)
    assert found.letters == (("red", 1), ("reminder", 1))
    assert [(each.task, each.letters) for each in found.asked] == [("roads-23/6", (red["number"],))]
    assert next(each.letters for each in found.slow if each.number == "5") == (sent[0]["number"],)
    later = facts(path, "2023-12-08", Wanted("2023-11"))
    assert [(each.task, each.number) for each in later.unanswered if each.number] == [
        ("roads-23/6", red["number"]), ("roads-23/5", sent[0]["number"])
    ]
    assert (later.letters, later.asked) == ((), ())


def test_what_was_taken_back_or_is_done_is_not_named_as_undone(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    for number in ("4", "5", "6"):
        notices.issue(office(path, "2023-10-30"), wish(f"roads-23/{number}", kind="red"), made("红色督办单"))
    notices.withdraw(office(path, "2023-10-31"), "2023/red/1", "发错了")
    record.report(office(path, "2023-10-31"), Said("roads-23/5", "100户"))
    assert [each.task for each in facts(path).asked] == ["roads-23/6"]


def test_one_note_to_several_figures_of_a_day_is_not_said_again(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    for value in ("98户", "99户"):
        record.report(office(path, "2023-10-27"), Said("roads-23/2", value, note="外墙全部完成，正在验收"))
    assert "roads-23/2" not in {each.task for each in facts(path).repeated}
    record.report(office(path, "2023-10-30"), Said("roads-23/2", "99户", note="外墙全部完成，正在验收"))
    assert ("roads-23/2", 2, date(2023, 10, 27)) in {(each.task, each.times, each.since)
                                                     for each in facts(path).repeated}


def test_a_report_taken_back_is_not_counted(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    before = facts(path).reported
    for number in ("2", "7"):  # 2 has another report in the period
        record.report(office(path, "2023-10-30"), Said(f"roads-23/{number}", "96户"))
    assert facts(path).reported == before + 1
    for number in ("2", "7"):
        desk = office(path, "2023-10-31")
        newest = desk.store.history(f"roads-23/{number}")[-1].seq
        undo.take(desk, undo.of_entry(desk, f"roads-23/{number}", newest), steps.Words(reason="报错了"))
    assert facts(path).reported == before
