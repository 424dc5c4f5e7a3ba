"""`remind list`, `show` and what is decided of messages, as typed: roles, bad input, documents, nothing half done."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.programs import Done, call
from xiaxian_tasks.domain import messages as m

LAMPS = """
id = "lamps-23"
document = "县政办发〔2023〕94号"
title = "县2023年度路灯安装方案"
issued = 2023-09-20
year = 2023
[thresholds]
near = 3
[[tasks]]
number = "1"
title = "安装东片路灯"
lead = ["县水利局"]
[[tasks.milestones]]
what = "东片完工"
due = 2023-10-25
[[tasks]]
number = "2"
title = "安装西片路灯"
lead = ["县水利局"]
[[tasks.milestones]]
what = "西片完工"
due = 2023-10-26
[[tasks]]
number = "3"
title = "安装南片路灯"
lead = ["县水利局"]
[[tasks.milestones]]
what = "南片完工"
due = 2023-10-13
"""
PEOPLE = """
[[people]]
name = "王敏"
role = "督查室主任"
[[people]]
name = "周平"
role = "督查员"
[[people]]
name = "何静"
role = "只读"
[[people]]
name = "孙立"
role = "单位联络员"
body = "县水利局"
mail = "sun@example.org"
"""
LADDER = """
approval = ["digest"]
[[rungs]]
id = "near"
when = "near"
[[rungs]]
id = "late"
when = "overdue"
paper = "reminder"
reply = 5
"""
FRIDAY, MONDAY = "2023-10-20", "2023-10-23"
DIRECTOR, OFFICER, READER = "王敏", "周平", "何静"


def remind(ledger: Path, *words: str, by: str = DIRECTOR, on: str = MONDAY, lang: str = "zh") -> Done:
    """One command of the group."""
    return call(ledger, "--by", by, "remind", *words, on=on, lang=lang)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A letter (1) and two digests (2 and 3, of Friday and Monday) that wait for approval."""
    papers = {"lamps-23.toml": LAMPS, "people.toml": PEOPLE, "ladder.toml": LADDER}
    for name, text in papers.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "ledger.sqlite3"
    assert call(path, "load", *(str(tmp_path / name) for name in papers), on=FRIDAY).code == 0
    for day in (FRIDAY, MONDAY):
        assert remind(path, "run", "--plan", on=day).code == 0
    return path


def shown(ledger: Path, message: str) -> Any:
    """A message as a document."""
    return json.loads(remind(ledger, "show", message, "--json").out)


def entries(ledger: Path) -> int:
    """How much is recorded."""
    return int(json.loads(call(ledger, "verify", "--json").out)["entries"])


def test_the_outbox_is_listed_and_narrowed(ledger: Path) -> None:
    def numbers(*words: str) -> list[str]:
        return [sheet["id"].rpartition("-")[2] for sheet in json.loads(remind(ledger, "list", "--json", *words).out)]

    assert numbers() == ["3", "2", "1"]
    assert numbers("--state", "待发") == []
    assert numbers("--state", "due", "--to", FRIDAY) == ["2", "1"]
    assert numbers("--from", MONDAY, "--body", "水利局") == ["3"]
    assert numbers("--limit", "1") == ["3"]
    assert remind(ledger, "run", "--plan").out.endswith("待批 3 件：xiaxian remind list --state 待批\n")
    assert remind(ledger, "list", "--state", "sent").err.endswith("没有消息。\n")
    told = remind(ledger, "list", lang="en").out.splitlines()
    assert [line.split()[0] for line in told[1:]] == ["message/2023-3", "message/2023-2", "message/2023-1"]


def test_the_director_approves_a_letter_whole_or_not_at_all(ledger: Path) -> None:
    before = entries(ledger)
    refused = remind(ledger, "approve", "1", by=OFFICER)
    assert (refused.code, refused.out, entries(ledger)) == (4, "", before)
    done = remind(ledger, "approve", "1", "--form", "sheet", "--due", "2023-11-01", "--override", "汛前完成")
    assert (done.code, done.out) == (0, "message/2023-1  县水利局  提醒函 夏督提〔2023〕1号  待发\n")
    sheet = shown(ledger, "1")
    assert (sheet["letter"], sheet["number"], sheet["state"]) == ("2023/reminder/1", "夏督提〔2023〕1号", m.APPROVED)
    assert sheet["attachments"][0].startswith("2023-reminder-1.docx#sha256:")
    assert entries(ledger) == before + 3, "of the message, of the task, of the county"
    assert "夏督提〔2023〕1号" in call(ledger, "show", "lamps-23/3", on=MONDAY).out
    assert remind(ledger, "approve", "1").code == 4
    assert remind(ledger, "edit", "1", "--text", "另写").code == 4
    assert remind(ledger, "edit", "1", "--address", "li@example.org").code == 0
    assert call(ledger, "verify").code == 0


def test_a_talk_takes_its_hour_and_place_along(ledger: Path, tmp_path: Path) -> None:
    talks = '[[rungs]]\nid = "talk"\nwhen = "overdue"\npaper = "talk"\n'
    (tmp_path / "ladder.toml").write_text(talks, encoding="utf-8")
    assert call(ledger, "--by", DIRECTOR, "load", str(tmp_path / "ladder.toml"), on=MONDAY).code == 0
    assert remind(ledger, "withdraw", "1", "--why", "改为约谈").code == 0
    assert remind(ledger, "run", "--plan").code == 0
    done = remind(ledger, "approve", "4", "--when", "11月1日下午3时", "--place", "三楼会议室", "--text", "请带上合同。")
    assert (done.code, done.out) == (0, "message/2023-4  县水利局  约谈通知 夏督谈〔2023〕1号  待发\n")
    paper = call(ledger, "notice", "show", "夏督谈〔2023〕1号", on=MONDAY).out
    assert all(said in paper for said in ("时间：11月1日下午3时。", "地点：三楼会议室。", "请带上合同。"))


def test_digests_are_joined_and_worded_anew(ledger: Path) -> None:
    assert remind(ledger, "merge", "2", "--into", "3", by=OFFICER).code == 0
    sheet = shown(ledger, "3")
    assert [line["task"] for line in sheet["lines"]] == ["lamps-23/2", "lamps-23/1"]
    assert sheet["text"].count("县水利局（孙立）：") == 1
    assert "县水利局2项" in sheet["subject"]
    assert shown(ledger, "2")["into"] == "message/2023-3"
    assert remind(ledger, "edit", "3", "--without", "lamps-23/1").code == 0
    assert "安装东片路灯" not in shown(ledger, "3")["text"]
    assert "已剔除" in remind(ledger, "show", "3").out
    assert remind(ledger, "merge", "1", "--into", "3").code == 4
    assert call(ledger, "verify").code == 0


def test_words_of_a_person_are_not_thrown_away(ledger: Path) -> None:
    assert remind(ledger, "edit", "2", "--text", "请周三前报局里。", "--subject", "路灯").code == 0
    assert remind(ledger, "merge", "2", "--into", "3").code == 0
    assert shown(ledger, "3")["text"].endswith("请周三前报局里。")


def test_each_decision_is_told_in_the_history(ledger: Path) -> None:
    for words in (
        ("postpone", "3", "--to", "2023-10-24", "--why", "会议"), ("approve", "3", "2"),
        ("confirm", "2", "--how", "来电"), ("withdraw", "3", "--why", "已当面说明"),
    ):
        assert remind(ledger, *words).code == 0, words
    assert [entry["kind"] for entry in shown(ledger, "3")["history"]] == [
        m.DRAFTED, m.POSTPONED, m.APPROVED, m.CANCELLED,
    ]
    assert "已撤销 (已当面说明)" in remind(ledger, "list").out
    states = [each["state"] for each in json.loads(remind(ledger, "list", "--json").out)]
    assert states == [m.CANCELLED, m.CONFIRMED, m.DUE]
    english = remind(ledger, "show", "3", lang="en").out
    assert "put off  not before 2023-10-24" in english
    assert remind(ledger, "run", "--plan").out.startswith(f"{MONDAY}：起草合并提醒 0 条、函件 0 件"), "stays said"


@pytest.mark.parametrize(("words", "code"), [
    (("show", "9"), 5),
    (("show", ""), 5),
    (("list", "--body", "没有这个单位"), 5),
    (("list", "--state", "gone"), 2),
    (("list", "--from", "昨天"), 2),
    (("list", "--limit", "-1"), 2),
    (("approve",), 2),
    (("approve", "9"), 5),
    (("approve", "1", "--form", "poem"), 2),
    (("approve", "1", "--due", "2023-02-30"), 2),
    (("edit", "2"), 2),
    (("edit", "2", "--subject", "两\n行"), 2),
    (("edit", "2", "--text", " "), 2),
    (("edit", "2", "--subject", ""), 2),
    (("edit", "2", "--text", "绝密"), 4),
    (("edit", "2", "--channel", "mail", "--address", "nobody"), 2),
    (("edit", "2", "--without", "lamps-23/9"), 5),
    (("edit", "2", "--without", "lamps-23/1"), 4),
    (("postpone", "2"), 2),
    (("postpone", "2", "--to", MONDAY), 4),
    (("merge", "2", "--into", "2"), 4),
    (("merge", "2"), 2),
    (("withdraw", "2"), 2),
    (("withdraw", "2", "--why", "  "), 2),
    (("confirm", "2", "--how", "电话"), 4),
    (("confirm", "1", "--how", ""), 2),
])
def test_what_cannot_be_is_said_and_leaves_nothing(ledger: Path, words: tuple[str, ...], code: int) -> None:
    before = entries(ledger)
    told = remind(ledger, *words)
    assert (told.code, told.out) == (code, "")
    assert told.err
    assert "Traceback" not in told.err
    assert entries(ledger) == before


@pytest.mark.parametrize("words", [
    ("approve", "2"), ("edit", "2", "--text", "x"), ("postpone", "2", "--to", "2023-10-25"),
    ("merge", "2", "--into", "3"), ("withdraw", "2", "--why", "x"),
])
def test_only_the_office_decides(ledger: Path, words: tuple[str, ...]) -> None:
    before = entries(ledger)
    assert [remind(ledger, *words, by=name).code for name in (READER, "孙立", "路人")] == [4, 4, 5]
    assert entries(ledger) == before
    assert remind(ledger, *words, by=OFFICER).code == 0


def test_several_are_approved_one_after_the_other_until_one_is_refused(ledger: Path) -> None:
    told = remind(ledger, "approve", "2", "9", "3")
    assert (told.code, told.out) == (5, "message/2023-2  县水利局  合并提醒  待发\n")
    assert (shown(ledger, "2")["state"], shown(ledger, "3")["state"]) == (m.APPROVED, m.DUE)
    told = remind(ledger, "postpone", "2", "9", "--to", "2023-10-25", "--json")
    assert told.code == 5
    assert [each["until"] for each in json.loads(told.out)] == ["2023-10-25"], "one whole document all the same"
    assert remind(ledger, "postpone", "9", "--to", "2023-10-25", "--json").out == ""
