"""Every command: its JSON as the interface names it, its exit codes, its lists for reading."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.programs import SMALL, call

TASK_KEYS = set(
    "id plan document number title section lead support state light reason due due_basis progress expected gap targets"
    " milestones recurrences policy_figures".split()
)
TARGET_KEYS = set(
    "id metric kind value unit body baseline due hedged latest latest_as_of progress expected gap light reason".split()
)
COUNTS = {"red", "yellow", "green", "grey", "done", "total"}


def has(found: dict[str, Any], keys: set[str] | str) -> bool:
    wanted = set(keys.split()) if isinstance(keys, str) else keys
    assert sorted(wanted - found.keys()) == []
    return True


def test_plans_and_bodies(gazette: Path) -> None:
    plans = call(gazette, "plans", "--json").json
    assert [plan["id"] for plan in plans if not has(plan, "id document title issued tasks groups")] == []
    assert {plan["id"]: plan["tasks"] for plan in plans}["services-23"] == 48  # task 0 is the plan itself
    assert [group["name"] for plan in plans if plan["id"] == "flood-control-23" for group in plan["groups"]] != []
    bodies = call(gazette, "bodies", "--json").json
    assert all(has(body, "name aliases kind members") for body in bodies)
    assert {body["kind"] for body in bodies} <= {"department", "township", "company", "group", "other"}


def test_tasks(gazette: Path) -> None:
    tasks = call(gazette, "tasks", "--json").json
    assert len(tasks) == 232
    assert all(has(task, TASK_KEYS) and "history" not in task for task in tasks)
    targets = [target for task in tasks for target in task["targets"]]
    assert all(has(target, TARGET_KEYS) for target in targets)
    assert all(has(each, "id what due due_basis done_on") for task in tasks for each in task["milestones"])
    assert all(has(each, "id what bodies rule next") for task in tasks for each in task["recurrences"])
    assert all(has(each, "what value unit") for task in tasks for each in task["policy_figures"])
    assert all(task["reason"] for task in tasks if task["light"] != "done")
    lines = call(gazette, "tasks", "--json").out.splitlines()
    assert len(lines) == 232  # a row is written when it is made: one line each


def ids(ledger: Path, *arguments: str) -> list[str]:
    return [task["id"] for task in call(ledger, "tasks", *arguments, "--json").json]


def test_tasks_asked_for(gazette: Path) -> None:
    assert ids(gazette, "--plan", "groundwater-23", "--sort", "plan")[:3] == [f"groundwater-23/{n}" for n in (0, 1, 2)]
    assert ids(gazette, "--plan", "夏政办发〔2023〕22号", "自备井") == ["groundwater-23/10"]
    assert "groundwater-23/10" in ids(gazette, "zbj")  # 自备井
    assert ids(gazette, "自备井 水利") == ids(gazette, "自备井", "水利") == ["groundwater-23/10"]
    assert len(ids(gazette, "--limit", "3")) == 3
    assert ids(gazette, "--limit", "0") == []
    assert len(ids(gazette, "--limit", "9" * 30)) == 232
    assert ids(gazette, "--light", "红") == ids(gazette, "--light", "red") != []
    both = ids(gazette, "--light", "red", "--light", "YELLOW")
    assert set(ids(gazette, "--light", "黄")) | set(ids(gazette, "--light", "red")) == set(both)
    assert len(ids(gazette, "--state", "在办")) == 232
    assert ids(gazette, "--state", "completed") == []
    early = call(gazette, "tasks", "--due-before", "2023-10-01", "--json").json
    assert early != []
    assert all(task["due"] < "2023-10-01" for task in early)
    owed = call(gazette, "tasks", "--body", "瑶峰镇", "--json").json
    assert any("各乡镇人民政府" in task["lead"] for task in owed)
    titles = [task["title"] for task in call(gazette, "tasks", "--sort", "title", "--json").json]
    assert titles == sorted(titles)


@pytest.mark.parametrize(("arguments", "code", "told"), [
    (["tasks", "--plan", "groudwater-23"], 5, "  groundwater-23 "),
    (["tasks", "--body", "县水力局"], 5, "  县水利局"),
    (["tasks", "--light", "rad"], 2, "Did you mean “red”?"),
    (["tasks", "--state", "activ"], 2, "Did you mean “active”?"),
    (["tasks", "--sort", "du"], 2, "Did you mean “due”?"),
    (["tasks", "--limit", "-1"], 2, "--limit"),
    (["tasks", "--due-before", "30.9.2023"], 2, "“30.9.2023” is not a day."),
    (["taks"], 2, "'task', 'tasks'?"),
    (["tasks", "--plann", "x"], 2, "--plan"),
    (["show", "groundwatr-23/10"], 5, "  groundwater-23/10"),
    (["show", "groundwater-23/1x"], 5, "No task answers to"),
    (["show", "groundwater"], 5, "  groundwater-23/10 "),
    (["show", ""], 5, "No task answers to"),
    (["show"], 2, "TASK"),
    (["history", "none/1"], 5, "No task answers to"),
    (["agenda", "--body", "无此局"], 5, "No body answers to"),
    (["agenda", "--from", "2023-10-02", "--to", "2023-10-01"], 2, "--from 2023-10-02 lies after --to 2023-10-01."),
    (["--json", "show", "x"], 2, "--json goes behind the command: xiaxian show --json"),
    (["tasks", "--on", "2023-10-01"], 2, "--on goes before the command: xiaxian --on … tasks"),
    (["tasks", "--limit", "viele"], 2, "“viele” is no whole number from 0 on."),
    (["draft", "x.txt", "--year", "3"], 2, "“3” is no whole number from 1950 to 2199."),
    (["procedures", "--plan", "x"], 5, "No plan answers to"),
    (["case", "open", "none", "--name", "x"], 5, "No procedure answers to"),
    (["case", "show", "none"], 5, "No case answers to"),
    (["load", "/nowhere/p.toml"], 3, "/nowhere/p.toml: The file cannot be read"),
    (["calendar", "export", "--out", "/nowhere/x"], 2, "neither a folder that exists nor a name ending in .ics"),
    (["calendar", "export", "--out", "/nowhere/x.ics"], 2, "“/nowhere/x.ics” cannot be written"),
    (["completion", "tcsh"], 2, "tcsh"),
])
def test_what_is_not_there(gazette: Path, arguments: list[str], code: int, told: str) -> None:
    done = call(gazette, *arguments, lang="en")
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    spoken = call(gazette, *arguments, lang="zh")
    assert (spoken.code, spoken.out) == (code, "")
    assert any("\u4e00" <= character <= "\u9fff" for character in spoken.err)


def test_one_task_is_found_by_what_people_type(gazette: Path) -> None:
    for typed in ("groundwater-23/10", "groundwater-23/10 ", "/10.", "自备井"):
        done = call(gazette, "show", typed, "--json")
        if typed == "/10.":
            assert done.code == 5
            continue
        assert done.json["id"] == "groundwater-23/10"
    assert call(gazette, "show", "groundwater-23/1", "--json").json["number"] == "1"
    assert has(call(gazette, "show", "自备井", "--json").json["history"][0], "seq at by kind task hash")


def test_history(small: Path) -> None:
    call(small, "report", "trial-23/1", "45户")
    call(small, "report", "trial-23/1", "50户", on="2023-10-31")
    entries = call(small, "history", "trial-23/1", "--json", on="2023-10-31").json
    assert [entry["seq"] for entry in entries] == [1, 2, 3]
    assert has(entries[1], "seq at by kind task hash target value unit as_of")
    assert len(call(small, "history", "trial-23/1", "--json", on="2023-10-30").json) == 2  # as known on that day
    newest = call(small, "history", "trial-23/1", "--limit", "1", "--json", on="2023-11-01").json
    assert [entry["seq"] for entry in newest] == [3]
    assert len(call(small, "history", "--json", on="2026-01-01").json) == 6
    assert "补记" in call(small, "history").out


def test_board(small: Path) -> None:
    board = call(small, "board", "--json").json
    assert has(board, "plans bodies")
    assert all(has(row, COUNTS) for row in board["plans"] + board["bodies"])
    assert board["plans"][0]["total"] == 4
    assert {row["body"] for row in board["bodies"]} == {"县住建局", "县医保局", "县交通局", "待定单位"}


def test_agenda_and_calendar_hold_the_same_dates(gazette: Path, tmp_path: Path) -> None:
    lines = call(gazette, "agenda", "--from", "2000-01-01", "--to", "2100-01-01", "--json").json
    assert all(has(line, "on what kind task body light uid") for line in lines)
    calendar = call(gazette, "calendar", "export").out.replace("\r\n ", "").splitlines()
    uids = {line.removeprefix("UID:") for line in calendar if line.startswith("UID:")}
    assert {line["uid"] for line in lines} == uids
    assert call(gazette, "agenda", "--to", "2023-10-05").out.splitlines()[0].startswith("日期")


def test_calendars_are_written_whole(gazette: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    done = call(gazette, "calendar", "export", "--out", str(folder), lang="en")
    files = sorted(path.name for path in folder.iterdir())
    assert done.err == f"{len(files)} calendars written.\n"
    assert "县水利局.ics" in files
    assert "瑶峰镇.ics" in files
    assert all(path.read_bytes().endswith(b"END:VCALENDAR\r\n") for path in folder.iterdir())
    one = tmp_path / "one.ICS"
    assert call(gazette, "calendar", "export", "--body", "水利局", "--out", str(one)).code == 0
    assert one.read_bytes() == (folder / "县水利局.ics").read_bytes()
    single = tmp_path / "single"
    single.mkdir()
    assert call(gazette, "calendar", "export", "--body", "县水利局", "--out", str(single)).code == 0
    assert [path.name for path in single.iterdir()] == ["县水利局.ics"]
    bytes_of_all = call(gazette, "calendar", "export").out
    assert call(gazette, "calendar", "export", "--out", str(tmp_path / "all.ics")).code == 0
    assert (tmp_path / "all.ics").read_bytes().decode() == bytes_of_all


def test_verify_finds_what_was_altered(small: Path) -> None:
    found = call(small, "verify", "--json")
    assert found.code == 0
    assert has(found.json, "ok tasks entries head faults")
    call(small, "report", "trial-23/1", "45户")
    with sqlite3.connect(small) as ledger:
        ledger.execute("UPDATE entry SET content = replace(content, '45', '54') WHERE task = 'trial-23/1' AND seq = 2")
    ledger.close()
    broken = call(small, "verify", "--json")
    assert broken.code == 7
    assert broken.json["faults"] == [{"task": "trial-23/1", "seq": 2, "code": "altered-entry"}]
    assert call(small, "verify", lang="en").out.startswith("trial-23/1, entry 2: the entry was altered\n")


def test_cases(small: Path) -> None:
    procedures = call(small, "procedures", "--json").json
    assert has(procedures[0], "id document name trigger steps")
    assert has(procedures[0]["steps"][0], "number what bodies limit")
    assert has(procedures[0]["steps"][1]["limit"], "amount unit relation anchor")
    opened = call(small, "case", "open", "loan", "--name", "某厂", "--start", "2023-09-20", "--json")
    assert opened.json["id"] == "trial-23/loan#1"
    stepped = call(small, "case", "step", "某厂", "1", "--done", "2023-09-25", "--json").json
    assert stepped["steps"][0]["done_on"] == "2023-09-25"
    # 5 working days after Monday 25 September 2023: 26, 27, 28 September, 7 and 8 October (made-up weekend days)
    assert stepped["steps"][1]["due"] == "2023-10-08"
    assert call(small, "case", "step", "某厂", "1").code == 4
    assert call(small, "case", "step", "某厂", "9").code == 5
    assert call(small, "case", "anchor", "某厂", "听证", "2023-10-01").code == 5
    assert [each["id"] for each in call(small, "case", "list", "--json").json] == ["trial-23/loan#1"]
    assert call(small, "case", "end", "某厂", "--outcome", "放款").code == 0
    assert call(small, "case", "end", "某厂").code == 4
    shown = call(small, "case", "show", "某厂")
    assert "放款" in shown.out
    history = call(small, "case", "show", "某厂", "--json").json["history"]
    assert [each["kind"] for each in history] == ["opening", "step", "ending"]
    assert call(small, "case", "open", "loan", "--name", " ").code == 2


def test_load_lists_differences_and_nothing_else(tmp_path: Path) -> None:
    paper, ledger = tmp_path / "trial-23.toml", tmp_path / "l.sqlite3"
    paper.write_text(SMALL, encoding="utf-8")
    first = call(ledger, "load", str(paper), lang="en")
    assert (first.code, first.out) == (0, "")
    assert first.err == "1 plan with 4 tasks: 4 new or changed, 1 doubt.\n"
    assert call(ledger, "load", str(paper)).out == ""
    edited = SMALL.replace("value = 200\nunit", "value = 220\nunit").replace("建好站点", "建成站点")
    paper.write_text(edited, encoding="utf-8")
    again = call(ledger, "load", str(paper), lang="en")
    assert again.out.splitlines() == [
        "trial-23/1 targets.t1.value: 200 -> 220", "trial-23/3 title: 建好站点 -> 建成站点",
    ]
    told = call(ledger, "history", "trial-23/1", on="2030-01-01", lang="en").out
    assert "adopted  改造旧房 value: 200 -> 220" in told
    paper.write_text(SMALL, encoding="utf-8")
    assert call(ledger, "load", str(paper), "--json").json["differences"][0] == {
        "task": "trial-23/1", "key": "targets.t1.value", "old": "220", "new": "200",
    }


def test_load_check(tmp_path: Path) -> None:
    paper, ledger = tmp_path / "p.toml", tmp_path / "l.sqlite3"
    paper.write_text(SMALL, encoding="utf-8")
    good = call(ledger, "load", "--check", str(paper), lang="en")
    assert (good.code, good.err) == (0, "All is well: 1 plan, 4 tasks, 1 doubt.\n")
    assert good.out == f"{paper}:31: The rows of “参保” add up to 300; the paper prints 299.\n"
    [doubt] = call(ledger, "load", "--check", str(paper), "--json").json["doubts"]
    assert (doubt["line"], doubt["code"], doubt["printed"], doubt["computed"]) == (31, "sum", "299", "300")
    assert not ledger.exists()
    damaged = SMALL.replace('title = "改造旧房"', 'titel = "改造旧房"').replace("2023-06-30", "2023-06-31")
    paper.write_text(damaged, encoding="utf-8")
    bad = call(ledger, "load", "--check", str(paper), lang="en")
    assert bad.code == 3
    assert [line.removeprefix(f"{paper}:") for line in bad.err.splitlines()] == [
        "15: `title` is missing.", "17: The key `titel` is unknown. Did you mean “title”?",
        "48: `due` is “2023-06-31”, which is no day.",
    ]
    found = call(ledger, "load", "--check", str(paper), "--json")
    assert found.code == 3
    assert all(has(fault, "file line code message") for fault in found.json["faults"])
    assert call(ledger, "load", str(paper)).code == 3
    assert call(ledger, "load", "--check", str(paper), "--json").err == ""
    missing = call(ledger, "load", "--check", str(tmp_path / "none.toml"), "--json").json
    assert missing["faults"][0]["code"] == "unreadable-file"


def test_load_check_says_what_a_load_would_change(small: Path, tmp_path: Path) -> None:
    paper = tmp_path / "trial-23.toml"
    paper.write_text(SMALL, encoding="utf-8")
    same = call(small, "load", "--check", str(paper), lang="en").err
    assert same.splitlines()[1:] == ["The ledger has all of it already; a load would change nothing."]
    paper.write_text(SMALL.replace("value = 200\nunit", "value = 220\nunit"), encoding="utf-8")
    other = tmp_path / "b.toml"
    other.write_text(SMALL.replace('"trial-23"', '"b-23"'), encoding="utf-8")
    changed = call(small, "load", "--check", str(paper), str(other), lang="en").err
    assert changed.splitlines()[1:] == [
        "A load would change the ledger:", "  b-23: new", "  trial-23/1 targets.t1.value: 200 -> 220",
    ]
    assert "220" not in call(small, "show", "trial-23/1", "--json").out
    taken = SMALL.replace("2023年试行计划", "另一个计划").replace("夏试〔2023〕1号", "夏试〔2023〕2号")
    paper.write_text(taken, encoding="utf-8")
    refused = call(small, "load", "--check", str(paper), lang="en")
    assert refused.code == 3
    assert refused.err.startswith(f"{paper}:1: The id trial-23 belongs to “2023年试行计划”")


def test_a_task_taken_back_is_named_once(small: Path, tmp_path: Path) -> None:
    paper = tmp_path / "trial-23.toml"
    fourth = '[[tasks]]\nnumber = "4"\ntitle = "宣传政策"\nnote = "长期坚持"\n'
    paper.write_text(SMALL.replace(fourth, ""), encoding="utf-8")
    assert call(small, "load", str(paper)).out == "trial-23/4 task: 宣传政策 -> \n"
    assert "载入  （撤销）  经办 张某" in call(small, "history", "--limit", "1", on="2030-01-01").out


def test_silences_are_filled(small: Path) -> None:
    for command, told in (
        (["case", "list"], "No cases yet."), (["agenda", "--from", "2050-01-01"], "No dates in this span."),
        (["tasks", "nothing such"], "No task matches."),
    ):
        done = call(small, *command, lang="en")
        assert (done.code, done.out) == (0, "")
        assert done.err.startswith(told)
        assert call(small, *command, "--json").err == ""


def test_bodies_stand_by_kind(small: Path) -> None:
    told = call(small, "bodies", lang="en").out
    headings = [line for line in told.splitlines() if line.endswith(tuple("0123456789"))]
    assert [line.partition(":")[0] for line in headings] == ["department", "township", "company", "group", "other"]
    assert told.index("township: 1") < told.index("瑶峰镇") < told.index("company: ")


def test_a_draft_is_never_written_over_a_file(tmp_path: Path) -> None:
    paper, out = tmp_path / "通知.txt", tmp_path / "plan-23.toml"
    paper.write_text("一、任务\n1.新建充电桩20个。（牵头单位：县能源局）\n", encoding="utf-8")
    out.write_text("mine", encoding="utf-8")
    done = call(tmp_path / "l", "draft", str(paper), "--out", str(out), lang="en")
    assert (done.code, done.out, out.read_text(encoding="utf-8")) == (2, "", "mine")
    assert "is there already and was left as it is" in done.err


def test_an_empty_ledger_says_so(tmp_path: Path) -> None:
    ledger = tmp_path / "empty.sqlite3"
    for command in ("tasks", "plans", "bodies", "agenda", "procedures", "history"):
        done = call(ledger, command, "--json", lang="en")
        assert (done.code, done.json) == (0, [])
        assert done.err == "The ledger is empty. Adopt the bundled plans with: xiaxian load\n"
    assert call(ledger, "show", "x/1").code == 5
    assert call(ledger, "report", "x/1", "5").code == 5
    assert call(ledger, "verify").code == 0


def test_without_a_command_the_board(tmp_path: Path) -> None:
    ledger = tmp_path / "new.sqlite3"
    first = call(ledger, lang="en")
    assert first.code == 0
    assert first.err == "The ledger was empty: the bundled plans were adopted (232 tasks).\n"
    assert first.out.startswith("2023-09-30: 232 tasks: red ")
    again = call(ledger, lang="en")
    assert (again.err, again.out) == ("", first.out)


@pytest.mark.parametrize(("content", "code"), [
    (b"not a ledger at all, but a text", 7), (b"SQLite format 3\x00" + b"\x00" * 100, 7),
])
def test_a_file_that_is_no_ledger(tmp_path: Path, content: bytes, code: int) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    for command in (["tasks"], ["report", "x", "5"], ["doctor"], ["load"]):
        done = call(path, *command, lang="en")
        assert done.code == code
        assert "Traceback" not in done.err
    assert path.read_bytes() == content
    assert call(tmp_path, "tasks").code == 7
    assert call("mysql://x", "tasks").code == 7


def test_draft(tmp_path: Path) -> None:
    paper = tmp_path / "通知.txt"
    measure = "1.新建充电桩20个。2023年12月底前完成。（牵头单位：县能源局；配合单位：县住建局）"
    text = f"某县2023年行动计划\n一、主要任务\n{measure}\n"
    paper.write_text(text, encoding="utf-8")
    out = tmp_path / "plan-23.toml"
    done = call(tmp_path / "l", "draft", str(paper), "--out", str(out), "--year", "2023", "--json")
    assert done.code == 0
    [task] = done.json["tasks"]
    assert has(task, TASK_KEYS | {"source", "doubts", "file"})
    assert (task["lead"], task["targets"][0]["value"]) == (["县能源局"], "20")
    assert text[task["source"]["start"] : task["source"]["end"]].startswith("1.新建")
    assert call(tmp_path / "l", "load", "--check", str(out)).code == 0
    unread = call(tmp_path / "l", "draft", str(paper), str(tmp_path / "x.xyz"), "/nowhere/a.txt", lang="en")
    assert (unread.code, unread.out) == (3, "")
    assert len(unread.err.splitlines()) == 2


def test_doctor(small: Path, tmp_path: Path) -> None:
    found = call(small, "doctor", "--json")
    assert found.code == 0
    told = "program python libraries extras encoding ambiguous_width lang ledger holidays_known_until advice"
    assert has(found.json, told)
    assert found.json["ledger"]["tasks"] == 4
    assert found.json["ledger"]["engine"] == "sqlite"
    assert found.json["holidays_known_until"] >= "2026-12-31"
    nothing = tmp_path / "none" / "l.sqlite3"
    assert call(nothing, "doctor", lang="en").code == 0
    assert not nothing.parent.exists()
    assert "xiaxian load" in call(nothing, "doctor", lang="en").out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_prints_for_reading(gazette: Path, lang: str) -> None:
    call(gazette, "case", "open", "bridge-loan", "--name", "某厂")
    for command in (
        ["board"], ["tasks"], ["show", "medical-insurance-24/4"], ["history"], ["agenda"], ["plans"], ["bodies"],
        ["procedures"], ["case", "list"], ["case", "show", "某厂"], ["verify"], ["doctor"],
    ):
        done = call(gazette, *command, lang=lang)
        assert done.code == 0
        assert len(done.out.splitlines()) >= 2
        assert json.dumps(done.out, ensure_ascii=False).count("\\u00") == 0
