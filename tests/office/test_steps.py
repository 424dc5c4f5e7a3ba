"""Steps at the desk: whose assignment is meant, where a task can be merged into, and measures that come back."""

from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import office
from tests.office.everything import WELLS_PLAN
from xiaxian_tasks import assemble, language
from xiaxian_tasks.errors import Misused, NotFound, Refused
from xiaxian_tasks.office import groups, record, rounds, sight, steps, ways
from xiaxian_tasks.office.acting import Done
from xiaxian_tasks.office.lifeline import open_to_actor
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Checked, Words
from xiaxian_tasks.wording import steps as said

WELLS, PIPES = "wells-23/1", "wells-23/2"
TOWNS = "各乡镇人民政府"
PEOPLE = """
[[people]]
name = "王敏"
role = "督查室主任"
body = "县政府办公室"
[[people]]
name = "李强"
role = "督查室主任"
[[people]]
name = "镇联络"
role = "单位联络员"
body = "瑶峰镇"
[[people]]
name = "水局长"
role = "单位负责人"
body = "县水利局"
"""
HEADLINE = """
[[tasks]]
number = "0"
title = "总体目标"
[[tasks.targets]]
metric = "压减地下水开采量"
kind = "cut"
value = 43
unit = "万方"
"""
WHY = Words(reason="情况说明见附件", document="专题会议纪要")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite3"
    plan = WELLS_PLAN.replace('support = ["县公安局"]', f'support = ["{TOWNS}"]')
    adopted(path, plan, on="2023-10-09")
    (tmp_path / "people.toml").write_text(PEOPLE, encoding="utf-8")
    assemble.load(office(path, "2023-10-09"), [str(tmp_path / "people.toml")])
    ways.set_way(office(path, "2023-10-10", "王敏"), "wells-23", "full")
    return path


def adopted(ledger: Path, plan: str, *, on: str) -> None:
    file = ledger.parent / "wells-23.toml"
    file.write_text(plan, encoding="utf-8")
    assemble.load(office(ledger, on), [str(file)])


def states(done: Done) -> dict[str, str]:
    return {each["body"]: each["state"] for each in done.sheet["assignments"]}


def test_the_office_sends_to_all_even_where_its_persons_name_a_body_of_their_own(ledger: Path) -> None:
    steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    done = steps.dispatch(office(ledger, "2023-10-10", "王敏"), WELLS)
    assert states(done) == {"县水利局": "unsigned", "县住建局": "unsigned", TOWNS: "unsigned"}


def test_a_township_signs_and_reports_for_the_group_it_sits_in(ledger: Path) -> None:
    steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    steps.dispatch(office(ledger, "2023-10-10", "王敏"), WELLS)
    assert states(steps.receive(office(ledger, "2023-10-11", "镇联络"), WELLS))[TOWNS] == "signed"
    written = record.report(office(ledger, "2023-10-12", "镇联络"), Said(WELLS, note="已摸排"))
    assert written.entry.content["body"] == TOWNS
    assert {each["body"]: each["state"] for each in written.sheet["assignments"]}[TOWNS] == "active"
    with pytest.raises(Refused) as refused:
        steps.receive(office(ledger, "2023-10-12", "镇联络"), WELLS, ("县水利局",))
    assert refused.value.code == "foreign-body"


def test_the_office_signs_for_a_township_by_its_name(ledger: Path) -> None:
    steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    steps.dispatch(office(ledger, "2023-10-10", "王敏"), WELLS)
    assert states(steps.receive(office(ledger, "2023-10-11", "王敏"), WELLS, ("瑶峰镇",)))[TOWNS] == "signed"
    with pytest.raises(Misused) as misused:
        steps.receive(office(ledger, "2023-10-11", "王敏"), WELLS)
    assert misused.value.code == "which-body"


def test_each_member_of_a_group_may_have_to_sign_for_itself(ledger: Path) -> None:
    """The towns support; with --each the eleven are bound one by one before the task is sent out."""
    steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    sent = states(groups.dispatch_each(office(ledger, "2023-10-10", "王敏"), WELLS))
    assert sent.pop(TOWNS) == "released"
    assert (len(sent), set(sent.values())) == (11 + 2, {"unsigned"})
    signed = states(steps.receive(office(ledger, "2023-10-11", "镇联络"), WELLS))
    assert [body for body, state in signed.items() if state == "signed"] == ["瑶峰镇"]
    with pytest.raises(Refused) as refused:
        groups.assign_each(office(ledger, "2023-10-11", "王敏"), WELLS, TOWNS)
    assert refused.value.code == "not-assigned"
    with pytest.raises(Refused) as alone:
        groups.assign_each(office(ledger, "2023-10-11", "王敏"), WELLS, "县公安局")
    assert alone.value.code == "no-group"


def test_a_group_that_was_sent_out_is_handed_over_with_a_day_for_signing(ledger: Path) -> None:
    steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    steps.dispatch(office(ledger, "2023-10-10", "王敏"), WELLS)
    done = groups.assign_each(office(ledger, "2023-10-11", "王敏"), WELLS, TOWNS)
    assert (done.entry.content["role"], done.entry.content["receipt_due"]) == ("support", "2023-10-12")
    assert states(done)["瑶峰镇"] == "unsigned"
    again = steps.withdraw(office(ledger, "2023-10-11", "王敏"), WELLS)
    assert states(again)[TOWNS] == "unsigned"
    assert "瑶峰镇" not in states(again)


def test_an_entry_of_a_group_says_which_member_it_was(ledger: Path) -> None:
    steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    steps.dispatch(office(ledger, "2023-10-10", "王敏"), WELLS)
    entry = steps.receive(office(ledger, "2023-10-11", "镇联络"), WELLS).entry
    assert (entry.content["body"], entry.content["via"]) == (TOWNS, "瑶峰镇")
    language.install("zh")
    assert said.pieces(sight.entry_sheet(entry))[0] == "各乡镇人民政府（瑶峰镇）"
    language.install("en")
    report = record.report(office(ledger, "2023-10-12", "镇联络"), Said(WELLS, note="开工")).entry
    assert (report.content["body"], report.content["via"]) == (TOWNS, "瑶峰镇")


def test_the_office_enters_a_leaders_remark(ledger: Path) -> None:
    with pytest.raises(NotFound):
        steps.remark(office(ledger, "2023-10-10", "李强"), WELLS, "请速办", leader="郑伟")
    with pytest.raises(Refused) as refused:
        steps.remark(office(ledger, "2023-10-10", "李强"), WELLS, "请速办", leader="水局长")
    assert refused.value.code == "not-a-leader"
    people = ledger.parent / "people.toml"
    people.write_text(PEOPLE + '[[people]]\nname = "郑伟"\nrole = "县领导"\n', encoding="utf-8")
    assemble.load(office(ledger, "2023-10-10", "王敏"), [str(people)])
    entry = steps.remark(
        office(ledger, "2023-10-10", "李强"), WELLS, "请速办", due=date(2023, 10, 12), leader="郑伟"
    ).entry
    late = steps.reply(office(ledger, "2023-10-13", "水局长"), WELLS, "已办").entry
    language.install("zh")
    assert said.pieces(sight.entry_sheet(entry))[0] == "郑伟批示（李强录入）"
    assert said.pieces(sight.entry_sheet(late))[-1] == "（回复逾期，应于 2023-10-12 前）"
    language.install("en")


def test_a_plan_is_signed_for_by_body_and_what_is_not_ripe_is_told(ledger: Path) -> None:
    def ripe(kind: str, *bodies: str) -> tuple[list[str], dict[str, str]]:
        found = rounds.open_tasks(office(ledger, "2023-10-11", "王敏"), "wells-23", kind, bodies)
        return found.tasks, {task: error.code for task, error in found.passed}

    for task in (WELLS, PIPES):
        steps.register(office(ledger, "2023-10-10", "王敏"), task)
    steps.dispatch(office(ledger, "2023-10-10", "王敏"), WELLS)
    later = {f"wells-23/{number}": "passed-over" for number in "34"}
    assert ripe("dispatch") == ([PIPES], later)
    assert ripe("receipt", "县水利局") == ([WELLS], {PIPES: "passed-over", **later})
    assert ripe("receipt", "县公安局") == ([], {})
    assert ripe("receipt", "瑶峰镇") == ([WELLS], {})
    assert ripe("acceptance", "县住建局") == ([], {WELLS: "passed-over-part"})
    with pytest.raises(NotFound) as plan:
        rounds.task_meant(office(ledger, "2023-10-11", "王敏"), "91号")
    assert (plan.value.code, plan.value.figures["plan"]) == ("plan-not-task", "wells-23")


def test_only_what_the_person_may_do_is_told(ledger: Path) -> None:
    steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    sheet = steps.dispatch(office(ledger, "2023-10-10", "王敏"), WELLS).sheet
    assert open_to_actor(office(ledger, "2023-10-11", "镇联络"), sheet) == ["receipt"]
    assert open_to_actor(office(ledger, "2023-10-11", "水局长"), sheet) == ["receipt", "refusal"]
    assert open_to_actor(office(ledger, "2023-10-11", "谁"), sheet) == sheet["allowed"]
    assert "dispatch" not in open_to_actor(office(ledger, "2023-10-11", "王敏"), sheet)
    assert "closure" not in sheet["allowed"]


def test_what_is_merged_goes_on_somewhere(ledger: Path) -> None:
    for task in (WELLS, PIPES):
        steps.register(office(ledger, "2023-10-10", "王敏"), task)
    steps.merge(office(ledger, "2023-10-11", "王敏"), PIPES, WELLS)
    with pytest.raises(Refused) as refused:
        steps.merge(office(ledger, "2023-10-12", "王敏"), WELLS, PIPES)
    assert (refused.value.code, refused.value.figures["stage"]) == ("into-ended", "merged")


def test_a_measure_that_comes_back_is_supervised_as_its_plan_is_by_then(ledger: Path) -> None:
    """Taken out while the plan was fully supervised, switched meanwhile, and back: simple like the others."""
    whole = (ledger.parent / "wells-23.toml").read_text(encoding="utf-8")
    start, end = whole.index('[[tasks]]\nnumber = "3"'), whole.index('[[tasks]]\nnumber = "4"')
    adopted(ledger, whole[:start] + whole[end:], on="2023-10-11")
    ways.set_way(office(ledger, "2023-10-12", "王敏"), "wells-23", "simple")
    adopted(ledger, whole, on="2023-10-13")
    for number in "1234":
        row = office(ledger, "2023-10-13").store.task(f"wells-23/{number}", office(ledger, "2023-10-13").on)
        assert row is not None
        assert (number, sight.newest_state(row).life.way) == (number, "simple")


def test_the_headline_targets_of_a_plan_stay_under_simple_supervision(ledger: Path) -> None:
    """Number 0 is nobody's to take on: not when the plan is switched, not when it comes later into a switched plan."""
    plan = WELLS_PLAN + HEADLINE
    adopted(ledger, plan, on="2023-10-11")
    assert way_of(ledger, "0") == "simple"
    done = record.report(office(ledger, "2023-10-12", "谁都行"), Said("wells-23/0", "10万方"))
    assert done.sheet["targets"][0]["latest"] == "10"
    with pytest.raises(Refused) as refused:
        steps.register(office(ledger, "2023-10-12", "王敏"), "wells-23/0")
    assert refused.value.code == "headline-way"
    assert ways.set_way(office(ledger, "2023-10-13", "王敏"), "wells-23", "simple") == 4
    assert ways.set_way(office(ledger, "2023-10-14", "王敏"), "wells-23", "full") == 4
    assert (way_of(ledger, "0"), way_of(ledger, "1")) == ("simple", "full")


def way_of(ledger: Path, number: str) -> str:
    desk = office(ledger, "2023-10-14")
    row = desk.store.task(f"wells-23/{number}", desk.on)
    assert row is not None
    return sight.newest_state(row).life.way


def test_the_newest_step_is_taken_back_where_none_is_named(ledger: Path) -> None:
    steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    steps.dispatch(office(ledger, "2023-10-10", "王敏"), WELLS)
    assert steps.withdraw(office(ledger, "2023-10-10", "王敏"), WELLS).sheet["state"] == "registered"
    assert steps.withdraw(office(ledger, "2023-10-10", "王敏"), WELLS).sheet["state"] == "proposed"
    with pytest.raises(Refused) as refused:
        steps.withdraw(office(ledger, "2023-10-10", "王敏"), WELLS)
    assert refused.value.code == "nothing-to-withdraw"
    with pytest.raises(NotFound):
        steps.withdraw(office(ledger, "2023-10-10", "王敏"), WELLS, 99)


def test_numbers_are_never_given_again(ledger: Path) -> None:
    first = steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    steps.withdraw(office(ledger, "2023-10-10", "王敏"), WELLS)
    second = steps.register(office(ledger, "2023-10-10", "王敏"), WELLS)
    other = steps.register(office(ledger, "2024-01-02", "王敏"), PIPES)
    numbers = [done.entry.content["number"] for done in (first, second, other)]
    assert numbers == ["2023-001", "2023-002", "2024-001"]


def test_a_look_back_must_find_something_known(ledger: Path) -> None:
    with pytest.raises(Refused) as refused:
        steps.recheck(office(ledger, "2023-10-10", "王敏"), WELLS, found="held", checked=Checked("site"), words=WHY)
    assert refused.value.code == "out-of-order"
