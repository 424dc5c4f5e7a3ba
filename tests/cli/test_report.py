"""`report`: what is taken, what is refused, and with which exit code. Shares and gaps are worked out by hand."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.programs import SMALL, Done, call


def light(ledger: Path, task: str, on: str) -> str:
    sheet = call(ledger, "show", task, "--json", on=on).json
    return f"{sheet['light']} {sheet['reason']} {sheet['gap']}"


def test_the_homes(gazette: Path) -> None:
    """200 homes from January to December: 45 are 22.5 %; by 30 September 9 of 12 months are 75 %: 52.5 behind, red."""
    done = call(gazette, "report", "services-23/13", "45户", on="2023-09-30")
    assert done.code == 0
    assert done.out.splitlines()[1:] == ["亮灯：灰 -> 红", "红：落后序时 52.5 个百分点（完成 22.5 %，序时 75 %）"]
    sheet = call(gazette, "show", "services-23/13", "--json").json
    assert (sheet["progress"], sheet["expected"], sheet["gap"]) == (0.225, 0.75, -52.5)
    assert light(gazette, "services-23/13", "2023-10-30") == "red far-behind -52.5"  # October is not over
    assert light(gazette, "services-23/13", "2023-10-31") == "red far-behind -60.8333"  # 10 of 12: 83.33 %
    call(gazette, "report", "services-23/13", "140户", on="2023-10-31")  # 70 of 83.33: 13.33 behind
    assert light(gazette, "services-23/13", "2023-10-31") == "yellow behind -13.3333"
    assert light(gazette, "services-23/13", "2023-09-30") == "red far-behind -52.5"  # as it was known then
    call(gazette, "report", "services-23/13", "200户", on="2023-12-31")
    assert light(gazette, "services-23/13", "2024-02-01") == "done  0.0"


def test_the_wells(gazette: Path) -> None:
    """15 wells: 9 are 60 %. On 31 October 83.33 % are due: 23.33 behind, yellow; on 30 November 91.67: 31.67, red."""
    done = call(gazette, "report", "groundwater-23/10", "9眼", "--json", on="2023-10-31").json
    assert done["entry"]["value"] == "9"
    assert (done["light_before"], done["task"]["light"], done["task"]["gap"]) == ("grey", "yellow", -23.3333)
    assert light(gazette, "groundwater-23/10", "2023-11-29") == "yellow behind -23.3333"
    assert light(gazette, "groundwater-23/10", "2023-11-30") == "red far-behind -31.6667"
    call(gazette, "report", "groundwater-23/10", "6 口", "--add", on="2023-12-20")
    assert light(gazette, "groundwater-23/10", "2023-12-20") == "done  8.3333"  # 100 of 11/12, 91.67 %


def test_the_water_saved(gazette: Path) -> None:
    """130万方 less: 43万方 are 33.08 %; on 31 October 83.33 are due: 50.26 behind. 1,170,000 m³ are 117万方, 90 %."""
    done = call(gazette, "report", "groundwater-23/0", "43万方", "--json", on="2023-10-31").json
    assert done["task"]["progress"] == 0.330769
    assert done["task"]["gap"] == -50.2564
    done = call(gazette, "report", "groundwater-23/0", "1,170,000立方米", "--json", on="2023-11-15").json
    assert (done["entry"]["value"], done["entry"]["unit"], done["task"]["progress"]) == ("117", "万方", 0.9)
    assert light(gazette, "groundwater-23/0", "2023-11-15") == "green on-pace 6.6667"  # 90 of 83.33


REFUSED = [
    # What is no number is misused.
    (["NaN户"], 2, "“NaN户” is not a number."),
    (["inf"], 2, "“inf” is not a number."),
    (["1e400"], 2, "“1e400” is not a number."),
    (["１２3x4"], 2, "is not a number"),
    (["9" * 400], 2, "The number has more than 15 digits."),
    (["1234567890123456"], 2, "The number has more than 15 digits."),
    (["-5"], 2, "cannot be negative"),
    (["-5户"], 2, "cannot be negative"),
    (["--", "-5"], 2, "cannot be negative"),
    (["--note", "x", "-5"], 2, "cannot be negative"),
    (["4 5"], 2, "is not a number"),
    ([""], 2, "There is nothing to report"),
    ([], 2, "There is nothing to report"),
    (["--add", "--note", "x"], 2, "--add needs a value"),
    (["45", "--as-of", "2023-02-30"], 2, "“2023-02-30” is not a day."),
    (["45", "--as-of", "0001-01-01"], 2, "“0001-01-01” is not a day."),
    (["45", "--note", "x" * 2001], 2, "The note is longer than 2000 characters."),
    (["45", "--evidence", "/nowhere/at-all.pdf"], 2, "“/nowhere/at-all.pdf” cannot be read"),
    (["45", "--dry-run"], 2, "--dry-run goes with --from."),
    # What the rules do not allow is refused.
    (["45眼"], 4, "“眼” cannot be converted to “户”. Give the value in “户”."),
    (["45", "--as-of", "2023-10-01"], 4, "The figure is of 2023-10-01, after 2023-09-30."),
    (["45", "--as-of", "2022-12-31"], 4, "2022-12-31 lies before 2023-01-01"),
    (["45", "--body", "甲镇"], 4, "甲镇 owes nothing in this task."),
    # What is not there is not found.
    (["45", "--target", "t9"], 5, "The task has no target “t9”."),
    (["--milestone", "m1"], 5, "The task has no milestone “m1”."),
    (["--occurrence", "2023-09-05"], 5, "The task has nothing due on “2023-09-05”."),
    (["45", "--body", "丙镇"], 5, "No body answers to “丙镇”."),
]


@pytest.mark.parametrize(("arguments", "code", "told"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_is_not_taken(small: Path, arguments: list[str], code: int, told: str) -> None:
    done = call(small, "report", "trial-23/1", *arguments, lang="en")
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert len(call(small, "history", "trial-23/1", "--json").json) == 1


def test_the_day_may_not_lie_ahead_nor_before_the_last_entry(small: Path) -> None:
    ahead = call(small, "report", "trial-23/1", "45", on="2199-01-01", lang="en")
    assert (ahead.code, "lies in the future" in ahead.err) == (4, True)
    assert call(small, "report", "trial-23/1", "45", on="2023-09-30").code == 0
    before = call(small, "report", "trial-23/1", "46", on="2023-09-29", lang="en")
    assert (before.code, "has an entry of 2023-09-30 already" in before.err) == (4, True)


def test_a_lower_value_needs_a_word(small: Path) -> None:
    call(small, "report", "trial-23/1", "45")
    lower = call(small, "report", "trial-23/1", "40", lang="en")
    assert lower.code == 4
    assert "40户 is less than the 45户 of 2023-09-30" in lower.err
    assert call(small, "report", "trial-23/1", "40", "--correct").code == 0
    assert call(small, "show", "trial-23/1", "--json").json["targets"][0]["latest"] == "40"


def test_growth_may_be_negative(tmp_path: Path) -> None:
    paper = tmp_path / "g.toml"
    plan = 'id = "g"\ntitle = "g"\nissued = 2023-01-05\nyear = 2023\n'
    task = '[[tasks]]\nnumber = "1"\ntitle = "growth"\nkind = "growth"\nvalue = 6\nunit = "%"\n'
    paper.write_text(plan + task, encoding="utf-8")
    ledger = tmp_path / "g.sqlite3"
    assert call(ledger, "load", str(paper)).code == 0
    done = call(ledger, "report", "g/1", "-1.2%", "--note", "-3", "--json")
    assert done.json["entry"]["value"] == "-1.2"
    assert done.json["entry"]["note"] == "-3"


def test_rows_take_reports_and_the_total_does_not(small: Path) -> None:
    total = call(small, "report", "trial-23/2", "50", lang="en")
    assert total.code == 4
    assert total.err.splitlines() == [
        "This total is the sum of its rows. Report a row: --body or --target.", "  t1.1 参保 甲镇", "  t1.2 参保 乙镇",
    ]
    done = call(small, "report", "trial-23/2", "50人", "--body", "甲镇", "--json")
    assert done.json["entry"]["target"] == "t1.1"
    assert done.json["task"]["targets"][0]["latest"] == "50"


def test_milestones_and_occurrences(small: Path) -> None:
    assert call(small, "report", "trial-23/3", "--milestone", "开工", "--as-of", "2023-06-20").code == 0
    again = call(small, "report", "trial-23/3", "--milestone", "m1", lang="en")
    assert again.code == 4
    assert "“开工” was done on 2023-06-20 already." in again.err
    assert call(small, "report", "trial-23/3", "--occurrence", "2023-09-05", "--note", "交").code == 0
    sheet = call(small, "show", "trial-23/3", "--json").json
    assert sheet["milestones"][0]["done_on"] == "2023-06-20"
    assert sheet["recurrences"][0]["next"] == "2023-10-05"
    assert sheet["recurrences"][0]["last_done"] == "2023-09-05"


def test_a_note_says_what_was_seen(small: Path, tmp_path: Path) -> None:
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"x")
    done = call(small, "report", "trial-23/4", "--note", "a\x1b[31mb\x07", "--evidence", str(photo))
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "a\\x1b[31mb\\x07" in done.out
    entry = call(small, "history", "trial-23/4", "--json")
    assert "\x1b" not in entry.out
    assert entry.json[-1]["note"] == "a\x1b[31mb\x07"
    # printf x | sha256sum
    assert entry.json[-1]["evidence"] == [
        "现场.jpg#sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    ]


def test_leads_that_differ_are_shown_side_by_side(gazette: Path) -> None:
    """Both lead; of one day the last entered counts, and the other is not lost."""
    call(gazette, "report", "groundwater-23/10", "9眼", "--body", "县水利局", on="2023-10-31")
    call(gazette, "report", "groundwater-23/10", "10眼", "--body", "县住建局", on="2023-10-31")
    shown = call(gazette, "show", "groundwater-23/10", on="2023-10-31", lang="en").out
    assert "reported differently for the same day: 县水利局 9眼, 县住建局 10眼" in shown
    assert "latest 10眼 (2023-10-31)" in shown


def test_a_supporting_body_states_and_moves_nothing(gazette: Path) -> None:
    done = call(gazette, "report", "groundwater-23/10", "12眼", "--body", "县公安局", "--json", on="2023-10-31").json
    assert done["entry"]["statement"] is True
    assert done["task"]["targets"][0]["latest"] is None


def test_whoever_is_never_first_is_told(small: Path) -> None:
    """A ledger that swallows every entry is to the program one in which others are always first."""
    with sqlite3.connect(small) as ledger:
        ledger.execute("CREATE TRIGGER swallow BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END")
    ledger.close()
    done = call(small, "report", "trial-23/1", "45", lang="en")
    assert (done.code, done.out) == (6, "")
    assert done.err == "Others kept writing to trial-23/1 at the same time. Nothing was recorded; please try again.\n"


def many(ledger: Path, text: str | bytes, *more: str) -> Done:
    content = text if isinstance(text, bytes) else text.encode()
    return call(ledger, "report", "--from", "-", *more, given=content, lang="en")


def test_many_at_once(small: Path) -> None:
    text = "﻿task,value,body,note\r\ntrial-23/1,45户,,\r\ntrial-23/2,50,甲镇,\"一,\n二\"\r\ntrial-23/2,60,乙镇,\r\n"
    dry = many(small, text, "--dry-run", "--json")
    assert (dry.code, len(dry.json), dry.err) == (0, 3, "3 reports are good, none recorded.\n")
    assert call(small, "show", "trial-23/1", "--json").json["targets"][0]["latest"] is None
    done = many(small, text)
    assert (done.code, done.err) == (0, "3 reports recorded.\n")
    assert len(done.out.splitlines()) == 3
    assert call(small, "show", "trial-23/2", "--json").json["targets"][0]["latest"] == "110"


def test_many_from_json_lines(small: Path, tmp_path: Path) -> None:
    paper = tmp_path / "r.jsonl"
    rows = [{"task": "trial-23/1", "value": 45.0}, {"task": "trial-23/1", "value": "5", "add": True}]
    paper.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = call(small, "report", "--from", str(paper), "--json").json
    assert [each["entry"]["value"] for each in done] == ["45", "50"]


DAMAGED = [
    (b"task,value\n\xff\xfe,1\n", ["standard input:1: The file is not UTF-8."]),
    ("task,wert\ntrial-23/1,1\n", ["standard input:1: The column “wert” is unknown."]),
    ("value\n1\n", ["standard input:1: The column “task” is missing."]),
    ("task,value\ntrial-23/1,45\n,3\n", ["standard input:3: The task is missing."]),
    ("task,value\ntrial-23/1,4,5\n", ["standard input:2: This line has 3 fields, the heading only 2."]),
    ("", ["standard input:1: The file is empty."]),
    ("task,事项\ntrial-23/1,4\n", ["standard input:1: The column “task” is there twice."]),
    ("task,valu\ntrial-23/1,4\n", ["standard input:1: The column “valu” is unknown. Did you mean “value”?"]),
    ('{"task": "trial-23/1", "value": true}\n{"task": ["x"]}', [
        "standard input:1: `value` is true, which is neither", "standard input:2: `task` is [\"x\"], which is neither",
    ]),
    ('{"task": "trial-23/1", "valu": 3}', ["standard input:1: The column “valu” is unknown. Did you mean “value”?"]),
    ("task,value,add\ntrial-23/1,,是\n", ["standard input:2: There is nothing to report: fill in value, milestone,"]),
    ("task,value,as_of\ntrial-23/1,4,2023-12-01\n", ["standard input:2: The figure is of 2023-12-01, after"]),
    ("task,value,body\ntrial-23/2,4,县财局\n", [
        "standard input:2: No body answers to “县财局”. Near it are: 县财政局",
    ]),
    ('task,value\ntrial-23/1,"4', ["standard input:2: The CSV cannot be read"]),
    ('{"task": "trial-23/1", "value": 1}\n{"task": \n', ["standard input:2: This line is not a JSON object."]),
    ('{"task": "trial-23/1"}\n[1]\n', [
        "standard input:1: There is nothing to report", "standard input:2: This line is",
    ]),
    ("task,value,add\ntrial-23/1,1,vielleicht\n", ["standard input:2: “vielleicht” is neither yes nor no."]),
    ("task,value,as_of\ntrial-23/1,1,20230905\n", ["standard input:2: “20230905” is not a day."]),
    ('{"task": "trial-23/1", "value": NaN}', ["standard input:1: “NaN” is not a number."]),
    ("task,value\ntrial-23/1,45\ntrial-23/1,40\nnone/1,2\ntrial-23/1,1眼\n", [
        "standard input:3: 40户 is less than the 45户", "standard input:4: No task answers to “none/1”.",
        "standard input:5: “眼” cannot be converted",
    ]),
]


@pytest.mark.parametrize(("text", "told"), DAMAGED, ids=lambda value: str(value)[:30])
def test_all_or_none_with_every_faulty_line(small: Path, text: str | bytes, told: list[str]) -> None:
    done = many(small, text)
    assert (done.code, done.out) == (3, "")
    assert len(done.err.splitlines()) == len(told)
    for line, beginning in zip(done.err.splitlines(), told, strict=True):
        assert line.startswith(beginning)
    assert len(call(small, "history", "--json").json) == 4


def test_a_file_takes_nothing_beside_it(small: Path) -> None:
    assert call(small, "report", "trial-23/1", "--from", "-").code == 2
    assert call(small, "report", "--from", "-", "--note", "x").code == 2
    assert call(small, "report", "--from", "/nowhere/r.csv").code == 2
    assert call(small, "report").code == 2


def test_many_with_chinese_headings_and_days_of_spreadsheets(small: Path) -> None:
    text = "事项, 数值,单位,截至,备注,更正\ntrial-23/1,45户,,2023/9/4,,\ntrial-23/2,50,甲镇,2023-9-30,补报,否\n"
    assert [each["entry"]["as_of"] for each in many(small, text, "--json").json] == ["2023-09-04", "2023-09-30"]
    rows = '{"事项": "trial-23/1", "数值": 5, "累加": true, "截至": "2023年9月30日"}'
    [done] = many(small, rows, "--json").json
    assert (done["entry"]["value"], done["entry"]["as_of"]) == ("50", "2023-09-30")


def test_a_target_that_was_named_is_told_of_first(small: Path, tmp_path: Path) -> None:
    two = '\n[[tasks]]\nnumber = "5"\ntitle = "参保"\n' + "".join(
        f'\n[[tasks.targets]]\nmetric = "参保{what}"\nvalue = 9\nunit = "人"\n' for what in ("人数", "新增")
    )
    paper = tmp_path / "trial-23.toml"
    paper.write_text(SMALL.replace("\n[[procedures]]\n", f"{two}\n[[procedures]]\n"), encoding="utf-8")
    assert call(small, "load", str(paper), on="2023-09-01").code == 0
    both = call(small, "report", "trial-23/5", "3", "--target", "参保", lang="en")
    assert (both.code, both.err.splitlines()) == (5, [
        "Several targets of the task answer to “参保”. Say more:", "  t1 参保人数", "  t2 参保新增",
    ])
    none = call(small, "report", "trial-23/5", "--target", "无", lang="en")
    assert (none.code, none.err.splitlines()[0]) == (5, "The task has no target “无”.")
    assert call(small, "report", "trial-23/5", "--target", "t1", lang="en").code == 2
    assert call(small, "report", "trial-23/5", "3", lang="en").err.startswith("The task has several targets. Say which")


def test_history_names_what_was_reported(small: Path) -> None:
    call(small, "report", "trial-23/3", "--milestone", "m1", "--as-of", "2023-06-20")
    call(small, "report", "trial-23/3", "--occurrence", "2023-09-05")
    call(small, "report", "trial-23/2", "50人", "--target", "t1.1")
    told = call(small, "history", "--limit", "3", on="2030-01-01", lang="en").out
    assert "milestone 开工 done" in told
    assert "月报 of 2023-09-05 done" in told
    assert "参保 甲镇 50人" in told


def test_a_report_under_no_name_says_so_once(small: Path) -> None:
    unsigned = [{"task": "trial-23/1", "value": "45"}, {"task": "trial-23/1", "value": "46"}]
    lines = "\n".join(map(json.dumps, unsigned)).encode()
    done = call(small, "--by", "-", "report", "--from", "-", given=lines, lang="en")
    assert done.err.count("Nobody's name stands under this.") == 1
    assert "Nobody" not in call(small, "report", "trial-23/1", "47", lang="en").err


@pytest.mark.parametrize(
    ("task", "value", "told"),
    [
        ("services-23/13", "2000户", "达到目标的两倍以上"), ("services-23/13", "210户", ""),
        ("groundwater-23/3", "150%", "超过百分之百"), ("services-23/0", "120%", ""),
    ],
)
def test_a_figure_that_may_be_a_slip_is_recorded_and_told(gazette: Path, task: str, value: str, told: str) -> None:
    done = call(gazette, "report", task, value, on="2023-10-31")
    assert done.code == 0
    assert (told in done.err) if told else (done.err == "")


def test_what_does_not_fit_is_told_beside_the_report(gazette: Path) -> None:
    """15 wells: 1, 2 and 3 more, then 6 more where 1 is usual; reported once more in the same words."""
    for day, wells in (("2023-10-10", 1), ("2023-10-12", 2), ("2023-10-14", 3), ("2023-10-16", 4)):
        call(gazette, "report", "groundwater-23/10", f"{wells}眼", "--note", "正在封填", on=day)
    done = call(gazette, "report", "groundwater-23/10", "10眼", "--note", "正在封填", "--json", on="2023-10-20").json
    assert done["odd"] == [
        {"code": "jump", "value": "10", "unit": "眼", "increase": "6", "usual": "1"}, {"code": "same-text"},
    ]
    told = call(gazette, "report", "groundwater-23/10", "15眼", on="2023-12-31", lang="en").err
    assert "groundwater-23/10: 15眼 is the target to the dot, on its very day. Recorded all the same." in told


def test_the_board_counts_what_forecasts_come_to(gazette: Path) -> None:
    """15 wells by 31 December: one a day from 10 October is on time. Then none more: of the ten slopes three are 1 and
    three 0, the upper quartile 0.77 a day, at which 12 more take 16 days; the lower one is 0, so it is at risk."""
    for day, wells in (("2023-10-10", 1), ("2023-10-11", 2), ("2023-10-12", 3)):
        call(gazette, "report", "groundwater-23/10", f"{wells}眼", on=day)

    def row(on: str) -> dict[str, int]:
        rows = call(gazette, "board", "--json", on=on).json["plans"]
        return next({k: each[k] for k in ("on_time", "at_risk", "cannot")} for each in rows
                    if each["plan"] == "groundwater-23")

    assert row("2023-10-11") == {"on_time": 0, "at_risk": 0, "cannot": 0}
    assert row("2023-10-12") == {"on_time": 1, "at_risk": 0, "cannot": 0}
    call(gazette, "report", "groundwater-23/10", "3眼", on="2023-10-31")
    call(gazette, "report", "groundwater-23/10", "3眼", on="2023-11-20")
    assert row("2023-11-20") == {"on_time": 0, "at_risk": 1, "cannot": 0}


def test_the_pace_achieved_stands_beside_the_pace_needed(gazette: Path) -> None:
    """From 10 October to 9 November 22 working days brought 5 wells, 0.22 a day; 9 wells in the 37 working days from
    9 November to 31 December are 0.25 a day, rounded up."""
    call(gazette, "report", "groundwater-23/10", "1眼", on="2023-10-10")
    call(gazette, "report", "groundwater-23/10", "6眼", on="2023-11-09")
    found = call(gazette, "show", "groundwater-23/10", "--json", on="2023-11-09").json["forecast"]
    assert (found["needed"], found["achieved"]) == ("0.25", "0.22")
    assert (found["achieved_from"], found["achieved_to"]) == ("2023-10-10", "2023-11-09")
    shown = call(gazette, "show", "groundwater-23/10", on="2023-11-09").out
    assert "每工作日需完成 0.25眼；近30天（至2023-11-09）每工作日完成 0.22眼" in shown
