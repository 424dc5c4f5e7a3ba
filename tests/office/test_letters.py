"""The facts of papers: figures of the day, what lies behind a matter, who sends, and whom it may go to."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.ledgers import bundled, demo, office
from tests.office.everything import PIPES, WELLS
from tests.office.supervised import reported
from xiaxian_tasks import assemble
from xiaxian_tasks.domain.letter_facts import About, Counts, LetterFacts, Order, Sender
from xiaxian_tasks.domain.people import People, Person
from xiaxian_tasks.errors import Misused, Refused
from xiaxian_tasks.office import asks, letters, lists, record, steps, ways
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Checked, Words

WATER = "县水利局"


def facts(desk: Office, kind: str, body: str, *tasks: str, order: Order | None = None) -> LetterFacts:
    abouts = [About(task) for task in tasks]
    return letters.facts(desk, asks.ladder_of(desk), (kind, body), abouts, order or Order())


def test_figures_are_those_of_the_day_whatever_came_later(tmp_path: Path) -> None:
    path = reported(tmp_path, "")
    (matter,) = facts(office(path, "2023-11-10", "王敏"), "reminder", WATER, WELLS).matters
    (figure,) = matter.figures
    assert (figure.latest, figure.as_of) == (Decimal(12), date(2023, 10, 30))
    assert (figure.progress, figure.expected) == (Decimal(12) / 15, Decimal(10) / 12)
    assert matter.days_left == 35
    assert figure.needed == Decimal("0.09")
    (later,) = facts(office(path, "2023-11-30", "王敏"), "reminder", WATER, WELLS).matters
    assert later.figures[0].latest == Decimal(13)


def test_a_return_an_extension_and_a_closing_are_told_by_their_entries(tmp_path: Path) -> None:
    path = reported(tmp_path, "")
    words, proof = Words(), (("封填.txt", b"15"),)
    with pytest.raises(Refused) as caught:
        facts(office(path, "2023-11-14", "王敏"), "return", WATER, WELLS)
    assert caught.value.code == "nothing-to-write"
    why = Words(reason="设备晚到")
    steps.ask_extension(office(path, "2023-11-14", "王敏"), WELLS, date(2024, 1, 31), body=WATER, words=why)
    (waiting,) = facts(office(path, "2023-11-14", "王敏"), "extension", WATER, WELLS).matters
    assert waiting.extension is not None
    assert (waiting.extension.is_answered, waiting.extension.granted) == (False, None)
    steps.grant_extension(office(path, "2023-11-15", "李强"), WELLS, date(2024, 1, 20))
    (matter,) = facts(office(path, "2023-11-15", "王敏"), "extension", WATER, WELLS).matters
    answer = matter.extension
    assert answer is not None
    assert (answer.original, answer.before, answer.wished, answer.granted) == (
        date(2023, 12, 31), date(2023, 12, 31), date(2024, 1, 31), date(2024, 1, 20)
    )
    assert (answer.why, answer.times, matter.original, matter.due) == (
        "设备晚到", 1, date(2023, 12, 31), date(2024, 1, 20)
    )
    steps.request(office(path, "2023-11-16", "周平"), WELLS, WATER, Words(reason="两眼另案处理"), proof)
    sent_back = Words(note="缺照片")
    steps.send_back(office(path, "2023-11-17", "王敏"), WELLS, WATER, cause="thin", due=None, words=sent_back)
    (matter,) = facts(office(path, "2023-11-17", "王敏"), "return", WATER, WELLS).matters
    assert matter.returned is not None
    assert matter.returned[1:] == ("thin", "缺照片", date(2023, 11, 24), 1, date(2023, 11, 16))
    assert [piece.name for piece in matter.evidence] == ["封填.txt"]
    with pytest.raises(Refused):
        facts(office(path, "2023-11-17", "王敏"), "closing", WATER, WELLS)
    steps.request(office(path, "2023-11-20", "周平"), WELLS, WATER, Words(reason="两眼另案处理"))
    steps.accept(office(path, "2023-11-21", "李强"), WELLS, (WATER,), Checked("site"), words)
    (matter,) = facts(office(path, "2023-11-21", "王敏"), "closing", WATER, WELLS).matters
    assert (matter.ending.acceptor, matter.ending.hows, matter.ending.closed) == ("李强", ("site",), None)


def test_a_return_goes_to_a_body_that_has_another_name_since(tmp_path: Path) -> None:
    path = reported(tmp_path, "")
    steps.request(office(path, "2023-11-16", "周平"), WELLS, WATER, Words(reason="两眼另案处理"), (("a.txt", b"1"),))
    sent_back = Words(note="缺照片")
    steps.send_back(office(path, "2023-11-17", "王敏"), WELLS, WATER, cause="thin", due=None, words=sent_back)
    ways.reorganise(office(path, "2023-11-18", "王敏"), WATER, "县水务局", how="renamed")
    (matter,) = facts(office(path, "2023-11-19", "王敏"), "return", "县水务局", WELLS).matters
    assert matter.returned is not None
    assert matter.returned[1:] == ("thin", "缺照片", date(2023, 11, 24), 1, date(2023, 11, 16))


def test_a_body_with_a_row_of_its_own_is_told_that_row(tmp_path: Path) -> None:
    desk = office(bundled(tmp_path), "2023-11-24")
    split = [
        (row.id, part.body, part.value) for row in lists.rows(desk, lists.Asked())
        for target in letters._state(desk, row.id).task.targets for part in target.parts
    ]
    assert split, "a bundled plan splits a target over bodies"
    task, body, value = split[0]
    (matter,) = facts(desk, "reminder", body, task).matters
    assert value in {figure.value for figure in matter.figures}


GROUPED = """
id = "towns-23"
document = "县政办发〔2023〕92号"
title = "县2023年度关井方案"
issued = 2023-02-07
year = 2023
[[bodies]]
name = "各乡镇"
members = ["甲镇", "乙镇"]
[[bodies]]
name = "甲镇"
[[bodies]]
name = "乙镇"
[[bodies]]
name = "县水利局"
[[tasks]]
number = "1"
title = "关闭自备井"
lead = ["各乡镇"]
due = 2023-10-30
[[tasks.targets]]
metric = "关井"
kind = "reach"
value = 30
unit = "眼"
[[tasks.targets.parts]]
body = "各乡镇"
value = 20
[[tasks.targets.parts]]
body = "县水利局"
value = 10
[[tasks.milestones]]
what = "总结"
due = 2023-09-30
bodies = ["各乡镇"]
"""


def test_a_member_of_a_group_is_told_the_duties_of_the_group(tmp_path: Path) -> None:
    (tmp_path / "towns-23.toml").write_text(GROUPED, encoding="utf-8")
    desk = office(tmp_path / "ledger.sqlite3", "2023-11-24", "王敏")
    assemble.load(desk, [str(tmp_path / "towns-23.toml")])
    for body in ("各乡镇", "甲镇"):
        (matter,) = facts(desk, "reminder", body, "towns-23/1").matters
        assert [point.what for point in matter.points] == ["总结"]
        assert [figure.value for figure in matter.figures] == [20]


def test_what_fell_further_behind_since_it_was_asked_is_told_as_it_is(tmp_path: Path) -> None:
    desk = office(bundled(tmp_path), "2023-10-31", "王敏")
    record.report(desk, Said("groundwater-23/10", "9眼"))
    asked = [About("groundwater-23/10", "t1", "behind", date(2023, 10, 31))]
    for day, cause in (("2023-11-03", "behind"), ("2023-12-04", "far-behind")):
        later = office(tmp_path / "ledger.sqlite3", day, "王敏")
        told = letters.facts(later, asks.ladder_of(later), ("red", WATER), asked, Order())
        assert [each.cause for each in told.matters[0].causes] == [cause]


def test_a_paper_goes_to_a_body_of_its_tasks_alone(tmp_path: Path) -> None:
    desk = office(bundled(tmp_path), "2023-11-24")
    with pytest.raises(Refused) as caught:
        facts(desk, "reminder", "县教育局", "groundwater-23/10")
    assert caught.value.code == "not-assigned"
    with pytest.raises(Misused) as unclear:
        letters.whom(desk, ["groundwater-23/10"])
    assert unclear.value.code == "which-body"
    with pytest.raises(Misused) as form:
        facts(desk, "reminder", WATER, "groundwater-23/10", order=Order(form="official"))
    assert form.value.code == "no-such-form"


def test_what_one_body_leads_alone_goes_to_it(tmp_path: Path) -> None:
    desk = office(reported(tmp_path, ""), "2023-11-24")
    assert letters.whom(desk, [PIPES]) == letters.whom(desk, [PIPES, WELLS]) == WATER
    with pytest.raises(Misused) as caught:
        letters.whom(desk, [WELLS])
    assert caught.value.figures["candidates"] == [WATER, "县住建局"]
    with pytest.raises(Misused):
        letters.whom(desk, [])


def test_who_sends_and_whom_to_ask() -> None:
    assert letters.sender(People()) == Sender("夏县人民政府办公室", "夏县人民政府督查室")
    director, supervisor = Person("王敏", "director", phone="1"), Person("周平", "supervisor", phone="2")
    others = (Person("李强", "supervisor"), Person("赵芳", "liaison", WATER, phone="3"))
    assert letters.sender(People((director, *others, supervisor)))[2:] == ("周平", "2")
    assert letters.sender(People((director, *others)))[2:] == ("王敏", "1")
    named = People(others, government="甲", office="乙", phone="4")
    assert letters.sender(named) == Sender("甲", "乙", "", "4")


def test_an_answer_is_asked_for_by_the_ladder_and_not_by_steps(tmp_path: Path) -> None:
    desk = office(bundled(tmp_path), "2023-11-24")
    ladder = asks.ladder_of(desk)
    assert letters.reply_day(desk, ladder, "reminder") == date(2023, 12, 1)
    for kind in ("dispatch", "return", "extension", "closing", "talk", "report"):
        assert letters.reply_day(desk, ladder, kind) is None
    assert facts(desk, "red", WATER, "groundwater-23/10").consequences == ("bulletin", "talk")
    assert facts(desk, "red", WATER, "groundwater-23/10", order=Order(reply_due=date(2023, 12, 5))).reply_due == date(
        2023, 12, 5
    )


def test_a_report_counts_by_light_and_bears_the_newest_seal(tmp_path: Path) -> None:
    desk = office(demo(tmp_path), "2023-12-25")
    pressing = letters.pressing(desk, "")
    found = letters.facts(desk, asks.ladder_of(desk), ("report", ""), pressing)
    counts = found.counts
    assert counts.total == len(pressing) == counts.yellow + counts.red
    assert counts == Counts(counts.total, 0, 0, counts.yellow, counts.red, 0)
    mine = letters.pressing(desk, WATER)
    assert 0 < len(mine) < len(pressing)
