"""The bundled plans through the office: what a supervisor relies on, worked out by hand."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from xiaxian_tasks import assemble
from xiaxian_tasks.bundled import folder
from xiaxian_tasks.errors import Faulty, NotFound, Refused
from xiaxian_tasks.office import adopt, lists, names, proof, record, sight, ways
from xiaxian_tasks.office.adopt import Papers
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import Sheet


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return bundled(tmp_path)


def shown(ledger: Path, on: str, task: str) -> Sheet:
    desk = office(ledger, on)
    return sight.sheet(desk, names.task(desk, task))


def lit(ledger: Path, on: str, task: str) -> str:
    found = shown(ledger, on, task)
    return f"{found['light']} {found['reason']}".strip()


def report(ledger: Path, on: str, task: str, value: str = "", **more: object) -> record.Recorded:
    return record.report(office(ledger, on), Said(task, value, **more))  # type: ignore[arg-type]


def test_the_homes(ledger: Path) -> None:
    """200 homes over 2023, the plan issued on 20 September. 45 are 22.5 %; nine months are 75 %, ten 83.33 %."""
    assert lit(ledger, "2023-09-19", "services-23/13") == "grey not-issued"
    assert lit(ledger, "2023-09-30", "services-23/13") == "grey no-report"
    written = report(ledger, "2023-09-30", "services-23/13", "45户")
    assert (written.light_before, written.sheet["light"]) == ("grey", "red")
    found = shown(ledger, "2023-09-30", "services-23/13")
    assert (found["progress"], found["expected"], found["gap"]) == (0.225, 0.75, -52.5)
    assert found["pace"] == {"from": "2023-01-01", "to": "2023-12-31", "basis": "month"}
    assert shown(ledger, "2023-10-31", "services-23/13")["gap"] == -60.8333
    report(ledger, "2023-11-30", "services-23/13", "180户")  # 90 of 91.67: 1.67 behind, and 21 working days left
    assert lit(ledger, "2023-11-30", "services-23/13") == "yellow near-due"
    assert lit(ledger, "2023-09-30", "services-23/13") == "red far-behind"  # what was known on that day
    report(ledger, "2023-12-28", "services-23/13", "20户", add=True)
    assert lit(ledger, "2023-12-28", "services-23/13") == "done"
    assert lit(ledger, "2024-06-01", "services-23/13") == "done"


def test_the_wells(ledger: Path) -> None:
    """15 wells by the end of 2023: 12 are 80 %, ten months 83.33 %: 3.3 behind; 15 are done."""
    report(ledger, "2023-10-31", "groundwater-23/10", "12眼")
    found = shown(ledger, "2023-10-31", "groundwater-23/10")
    assert (found["light"], found["reason"], found["gap"]) == ("green", "slightly-behind", -3.3333)
    assert lit(ledger, "2023-11-30", "groundwater-23/10") == "yellow behind"  # 80 of 91.67: 11.67 behind
    report(ledger, "2023-12-20", "groundwater-23/10", "15口")
    assert lit(ledger, "2023-12-20", "groundwater-23/10") == "done"


def test_the_water_saved(ledger: Path) -> None:
    """130 万方 less than in 2022: 97.5 万方 are 75 %, on pace on 30 September though the plan came on 7 October."""
    report(ledger, "2023-10-07", "groundwater-23/0", "97.5万立方米", as_of=date(2023, 9, 30))
    found = shown(ledger, "2023-10-07", "groundwater-23/0")
    assert (found["light"], found["reason"], found["gap"]) == ("green", "on-pace", 0.0)
    assert found["targets"][0]["latest"] == "97.5"
    assert lit(ledger, "2023-10-31", "groundwater-23/0") == "green slightly-behind"  # 75 of 83.33


def test_the_townships_add_up_and_the_total_takes_no_report(ledger: Path) -> None:
    """Twelve rows add up to 302,040, the paper prints 302,039. 55,250 of 瑶峰镇 are 18.29 %; by 31 October 61 of the
    116 days of the window are reached, 52.59 %."""
    with pytest.raises(Refused) as refused:
        report(ledger, "2023-10-31", "medical-insurance-24/4", "100000人", target="t1")
    assert refused.value.code == "split-total"
    report(ledger, "2023-10-31", "medical-insurance-24/4", "55250", body="瑶峰镇")
    found = shown(ledger, "2023-10-31", "medical-insurance-24/4")
    total = found["targets"][0]
    assert (total["value"], total["printed"], total["body"], total["rows"]) == ("302040", "302039", None, 12)
    assert (total["latest"], total["rows_reported"], total["gap"]) == ("55250", 1, pytest.approx(-34.2939, abs=1e-3))
    rows = {row["body"]: row for row in found["targets"][1:13]}
    assert (rows["瑶峰镇"]["light"], rows["水头镇"]["light"]) == ("done", "grey")
    assert set(rows) >= {"社区", "埝掌镇", "泗交镇", "祁家河乡"}


def test_a_supporting_body_moves_nothing_and_a_stranger_is_refused(ledger: Path) -> None:
    report(ledger, "2023-10-31", "groundwater-23/2", "0.4万亩", target="t1", body="县农业农村局")
    with pytest.raises(Refused):
        report(ledger, "2023-10-31", "groundwater-23/2", "0.5万亩", target="t1", body="县教育局")


def test_writing_goes_forward_and_never_into_the_future(ledger: Path) -> None:
    report(ledger, "2023-10-31", "services-23/13", "45")
    with pytest.raises(Refused) as refused:
        report(ledger, "2023-10-30", "services-23/13", "46")
    assert refused.value.code == "before-last-entry"
    with pytest.raises(Refused) as refused:
        report(ledger, "2026-11-25", "services-23/13", "46")
    assert refused.value.code == "future-day"


def test_names(ledger: Path) -> None:
    desk = office(ledger, "2023-10-31")
    assert names.task(desk, "services-23/1").id == "services-23/1"
    assert names.task(desk, "适老化").id == "services-23/13"
    assert names.task(desk, "tsknjt").id == "services-23/13"
    assert names.body(desk, "县发展改革局").name == "县发改局"
    with pytest.raises(NotFound) as missing:
        names.task(desk, "/13")
    assert len(missing.value.candidates) >= 3
    with pytest.raises(NotFound) as missing:
        names.task(desk, "service-23/13")
    assert missing.value.candidates[0].startswith("services-23/13")
    with pytest.raises(NotFound) as missing:
        names.body(desk, "县水力局")
    assert "县水利局" in missing.value.candidates


def test_many_reports_are_all_or_none(ledger: Path) -> None:
    good = "task,value,as_of,note\nservices-23/13,45户,2023-09-30,第一批\nservices-23/13,60户,2023-10-31,\n"
    done = record.report_many(office(ledger, "2023-10-31"), good.encode(), "r.csv")
    assert [each.entry.seq for each in done] == [2, 3]
    bad = "\n".join(
        json.dumps(line, ensure_ascii=False)
        for line in (
            {"task": "services-23/14", "value": 5, "target": "t2"},
            {"task": "services-23/13", "value": "59户"},
            {"task": "nowhere/1", "value": "1"},
            {"task": "services-23/13", "valve": "1"},
        )
    )
    with pytest.raises(Faulty) as faulty:
        record.report_many(office(ledger, "2023-10-31"), bad.encode(), "r.jsonl")
    assert [(fault.line, fault.code) for fault in faulty.value.faults] == [
        (2, "falling"), (3, "task"), (4, "unknown-column"),
    ]
    assert shown(ledger, "2023-10-31", "services-23/14")["light"] == "grey"
    assert proof.verify(office(ledger, "2023-10-31"))["ok"]


def test_agenda_of_a_body_holds_its_row_and_what_it_supports_through_a_group(ledger: Path) -> None:
    found = lists.agenda(office(ledger, "2023-10-31"), body="水头镇")
    uids = {event["uid"] for event in found}
    assert "medical-insurance-24.4.t1.3@xiaxian-tasks" in uids
    assert any(event["task"] == "groundwater-23/3" for event in found)  # 各乡镇人民政府配合
    assert all(event["on"] >= "2023-10-31" for event in found)


def test_the_board_counts_every_task_once_by_plan(ledger: Path) -> None:
    board = lists.board(office(ledger, "2023-10-31"))
    counts = {row["plan"]: row["total"] for row in board["plans"]}
    assert (counts["services-23"], counts["groundwater-23"], counts["recovery-23"]) == (49, 11, 47)
    unassigned = next(row for row in board["bodies"] if row["body"] == "待定单位")
    assert unassigned["total"] >= 47 + 20 + 2


def test_a_task_withdrawn_later_still_stands_on_the_days_before(ledger: Path) -> None:
    source = (folder() / "groundwater-23.toml").read_text(encoding="utf-8")
    start = source.index('[[tasks]]\nnumber = "10"')
    edited = source[:start] + source[source.index("[[groups]]", start) :]
    adopt.load(office(ledger, "2024-04-01"), Papers((("edited.toml", edited.encode()),)))
    for on, count in (("2024-03-31", 11), ("2024-04-01", 10)):
        desk = office(ledger, on)
        assert len(list(lists.rows(desk, lists.Asked(plan="groundwater-23")))) == count
        board = {row["plan"]: row["total"] for row in lists.board(desk)["plans"]}
        assert board["groundwater-23"] == count


def test_a_file_of_reports_tells_each_light_after_the_other_and_near_names(ledger: Path) -> None:
    lines = "task,value,as_of\nservices-23/13,150,2023-09-30\nservices-23/13,200,2023-10-31\n"
    done = record.report_many(office(ledger, "2023-10-31"), lines.encode(), "r.csv", dry_run=True)
    assert [(each.light_before, each.sheet["light"]) for each in done] == [("grey", "green"), ("green", "done")]
    with pytest.raises(Faulty) as faulty:
        record.report_many(office(ledger, "2023-10-31"), "task,body,note\nservices-23/13,禹王真,x\n".encode(), "r.csv")
    assert "禹王镇" in faulty.value.faults[0].figures["near"]


def test_loading_on_a_day_before_the_last_entry_is_refused_by_name(ledger: Path) -> None:
    report(ledger, "2023-10-31", "groundwater-23/10", "9眼")
    source = (folder() / "groundwater-23.toml").read_text(encoding="utf-8").replace("value = 15", "value = 16")
    papers = Papers((("edited.toml", source.encode()),))
    with pytest.raises(Refused) as refused:
        adopt.load(office(ledger, "2023-10-30"), papers)
    assert refused.value.code == "before-last-entry"
    assert [d.new for d in adopt.load(office(ledger, "2023-10-31"), papers).differences] == ["16"]


def test_another_paper_under_a_taken_id_is_refused(ledger: Path) -> None:
    source = (folder() / "investment-23.toml").read_text(encoding="utf-8")
    source = source.replace('id = "investment-23"', 'id = "recovery-23"')
    with pytest.raises(Refused) as refused:
        adopt.load(office(ledger, "2024-01-01"), Papers((("other.toml", source.encode()),)))
    assert refused.value.code == "plan-taken"


def test_the_screens_short_number_names_a_task(ledger: Path) -> None:
    desk = office(ledger, "2023-10-31")
    assert names.task(desk, "21号/13").id == "services-23/13"
    assert names.task(desk, "22号/1").id == "groundwater-23/1"
    assert [row.id for row in lists.rows(desk, lists.Asked(("21号/13",)))] == ["services-23/13"]


def test_a_measure_added_later_is_in_no_list_of_an_earlier_day(ledger: Path) -> None:
    source = (folder() / "groundwater-23.toml").read_text(encoding="utf-8")
    measure = '[[tasks]]\nnumber = "11"\ntitle = "新增事项"\nlead = ["县水利局"]\n\n[[groups]]'
    edited = source.replace("[[groups]]", measure, 1)
    adopt.load(office(ledger, "2024-04-01"), Papers((("edited.toml", edited.encode()),)))
    for on, count in (("2024-03-31", 11), ("2024-04-01", 12)):
        desk = office(ledger, on)
        assert len(list(lists.rows(desk, lists.Asked(plan="groundwater-23")))) == count
    assert proof.verify(office(ledger, "2024-04-01"))["ok"]


def test_an_edit_from_a_day_to_come_is_refused_but_looking_ahead_adopts(ledger: Path, tmp_path: Path) -> None:
    source = (folder() / "groundwater-23.toml").read_text(encoding="utf-8").replace("value = 15", "value = 16")
    with pytest.raises(Refused) as refused:
        adopt.load(office(ledger, "2030-01-01"), Papers((("edited.toml", source.encode()),)))
    assert refused.value.code == "future-day"
    ahead = office(tmp_path / "fresh.sqlite3", "2030-01-01")
    assert assemble.adopt_if_empty(ahead) == 232


def test_a_row_of_another_township_is_only_a_statement(ledger: Path) -> None:
    report(ledger, "2023-11-01", "medical-insurance-24/4", "300", target="t1.5", body="瑶峰镇")
    rows = {row["body"]: row["latest"] for row in shown(ledger, "2023-11-01", "medical-insurance-24/4")["targets"]}
    assert (rows["庙前镇"], rows["瑶峰镇"]) == (None, None)


def test_the_unit_tells_which_target_is_meant(ledger: Path) -> None:
    with pytest.raises(Refused) as refused:
        report(ledger, "2023-11-01", "medical-insurance-24/4", "300人")
    assert refused.value.code == "split-total"
    assert report(ledger, "2023-11-01", "medical-insurance-24/4", "99%").entry.content["target"] == "t2"


def test_a_silent_target_does_not_hide_what_is_known_of_the_others(ledger: Path) -> None:
    """Two thirds of 302,040 by 31 October are ahead of 52.6 %; the participation of the poor was not reported."""
    for row, value in (("瑶峰镇", 55250), ("水头镇", 38863), ("裴介镇", 43791), ("胡张乡", 31681), ("禹王镇", 26754)):
        report(ledger, "2023-10-31", "medical-insurance-24/4", str(value), body=row)
    assert lit(ledger, "2023-10-31", "medical-insurance-24/4") == "green on-pace"


def own(text: str, **changes: str) -> Papers:
    for old, new in changes.items():
        text = text.replace(f"<{old}>", new)
    return Papers((("own.toml", text.encode()),))


OWN = """id = "own-23"
title = "测试方案<title>"
issued = 2023-01-10
year = 2023

[[tasks]]
number = "1"
title = "打井"
lead = ["县水利局"]
[[tasks.targets]]
metric = "用水"
value = 130
unit = "<unit>"
<more>
"""


def test_a_change_of_unit_carries_what_was_reported(ledger: Path) -> None:
    """43 万方 of 130 万方 are 33.1 %; counted in 方 the target is 1,300,000 and 430,000 are as many."""
    adopt.load(office(ledger, "2023-02-01"), own(OWN, title="", unit="万方", more=""))
    report(ledger, "2023-06-30", "own-23/1", "43万方")
    edited = own(OWN.replace("value = 130", "value = 1300000"), title="", unit="方", more="")
    adopt.load(office(ledger, "2023-07-01"), edited)
    found = shown(ledger, "2023-07-01", "own-23/1")["targets"][0]
    assert (found["id"], found["latest"], found["progress"]) == ("t1", "430000", pytest.approx(43 / 130, abs=1e-6))
    assert proof.verify(office(ledger, "2023-07-01"))["ok"]


def test_a_target_due_in_a_later_year_takes_reports_from_the_plans_first_day(ledger: Path) -> None:
    adopt.load(office(ledger, "2023-02-01"), own(OWN, title="", unit="万方", more="due = 2025-12-31"))
    assert report(ledger, "2023-06-30", "own-23/1", "43万方").sheet["targets"][0]["latest"] == "43"


def test_an_edited_head_is_a_difference_and_cannot_come_from_the_future(ledger: Path) -> None:
    adopt.load(office(ledger, "2023-02-01"), own(OWN, title="", unit="万方", more=""))
    edited = own(OWN, title="（修订）", unit="万方", more="")
    with pytest.raises(Refused):
        adopt.load(office(ledger, "2030-01-01"), edited)
    found = adopt.load(office(ledger, "2023-02-02"), edited).differences
    assert [(each.task, each.key, each.new) for each in found] == [("own-23", "title", "测试方案（修订）")]


def test_a_notice_moves_lights_in_the_load_that_brings_it(ledger: Path) -> None:
    """Were all of 20 to 29 December 2023 off, 30 working days before the 31st would begin earlier."""
    report(ledger, "2023-10-31", "services-23/13", "160户")  # 80 of 83.3: slightly behind, near from mid-November
    assert lit(ledger, "2023-11-10", "services-23/13") == "green slightly-behind"
    notice = 'year = 2023\nannounced = 2023-11-05\n[[off]]\nname = "测试"\nfrom = 2023-12-20\nto = 2023-12-29\n'
    adopt.load(office(ledger, "2023-11-06"), Papers((), (), (("2023.toml", notice.encode()),)))
    assert lit(ledger, "2023-11-10", "services-23/13") == "yellow near-due"
    assert proof.verify(office(ledger, "2023-11-10"))["ok"]


def test_a_turn_that_has_not_come_is_not_reported_beforehand(ledger: Path) -> None:
    with pytest.raises(Refused) as refused:
        report(ledger, "2023-10-02", "services-23/48", occurrence="2023-12-20")
    assert refused.value.code == "turn-not-come"


FIVE = """id = "five-23"
title = "五项"
issued = 2023-01-10
year = 2023
"""


def measures(*titles: tuple[str, str]) -> Papers:
    tasks = "".join(f'\n[[tasks]]\nnumber = "{n}"\ntitle = "{t}"\nlead = ["县水利局"]\n' for n, t in titles)
    return Papers((("five.toml", (FIVE + tasks).encode()),))


@pytest.mark.parametrize(
    "edited",
    [
        (("1", "打井"), ("2", "改造老旧供水管网"), ("3", "安装计量设施")),  # inserted before the last
        (("1", "打井"), ("5", "安装计量设施")),  # another number
        (("1", "打井"), ("2", "改造老旧供水管网"), ("3", "安装水计量设施")),  # shifted and reworded
        (("1", "安装计量设施"), ("2", "打井")),  # swapped
    ],
)
def test_a_measure_that_moved_to_another_number_is_refused(ledger: Path, edited: tuple[tuple[str, str], ...]) -> None:
    adopt.load(office(ledger, "2023-02-01"), measures(("1", "打井"), ("2", "安装计量设施")))
    with pytest.raises(Refused) as refused:
        adopt.load(office(ledger, "2023-02-02"), measures(*edited))
    assert refused.value.code == "renumbered"


def test_a_reworded_or_an_added_measure_is_not(ledger: Path) -> None:
    adopt.load(office(ledger, "2023-02-01"), measures(("1", "打井"), ("2", "安装计量设施")))
    edited = measures(("1", "打井"), ("2", "安装用水计量设施"), ("3", "改造管网"))
    assert adopt.load(office(ledger, "2023-02-02"), edited).added == 2


def test_a_turn_is_reported_once_and_not_long_beforehand(ledger: Path) -> None:
    for on, turn, code in (
        ("2023-11-06", "2023-12-01", "turn-not-come"),
        ("2023-11-19", "2023-12-01", ""),
        ("2023-11-19", "2023-12-01", "already-done"),
    ):
        if code:
            with pytest.raises(Refused) as refused:
                report(ledger, on, "services-23/48", occurrence=turn)
            assert refused.value.code == code
        else:
            report(ledger, on, "services-23/48", occurrence=turn)


def test_a_task_removed_with_its_history_leaves_traces(ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("DELETE FROM entry WHERE task = 'services-23/13'")
        connection.execute("DELETE FROM task WHERE id = 'services-23/13'")
    found = proof.verify(office(ledger, "2023-12-31"))
    assert [fault["task"] for fault in found["faults"]] == ["services-23/13"]


def test_papers_load_again_after_a_body_went_over_to_another(ledger: Path) -> None:
    """A merged and a renamed body: the papers still name the old ones, and nothing of their tasks is changed."""
    ways.reorganise(office(ledger, "2023-11-01"), "县乡村振兴局", "县农业农村局", how="merged")
    ways.reorganise(office(ledger, "2023-11-02"), "县水利局", "县水务局", how="renamed")
    loaded = adopt.load(office(ledger, "2023-11-03"), assemble.bundled_papers())
    assert (loaded.added, {each.key.partition(".")[0] for each in loaded.differences}) == (0, {"groups"})
    assert adopt.load(office(ledger, "2023-11-03"), assemble.bundled_papers()).differences == ()
    assert names.body(office(ledger, "2023-11-03"), "县乡村振兴局").name == "县农业农村局"
    assert proof.verify(office(ledger, "2023-11-03"))["ok"]
    with pytest.raises(Refused) as caught:
        ways.reorganise(office(ledger, "2023-11-04"), "县水利局", "县住建局", how="merged")
    assert caught.value.code == "body-gone"
    with pytest.raises(Refused) as caught:
        ways.reorganise(office(ledger, "2023-11-04"), "县住建局", "各乡镇人民政府", how="abolished")
    assert caught.value.code == "group-successor"
