"""`remind` as typed: what would go, in words and as one document, and what cannot be understood."""

import json
from pathlib import Path

import pytest

from tests.cli.programs import call
from tests.office.test_asks import HOUSING, PEOPLE, WATER, ledger


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return ledger(tmp_path, people=PEOPLE.replace('channel = "console"\n', ""))


def test_without_a_command_it_checks_and_records_nothing(small: Path) -> None:
    before = small.read_bytes()
    told = call(small, "remind", on="2023-10-13")
    assert told.code == 0
    assert told.out == call(small, "remind", "--check", on="2023-10-13").out
    assert told.out.splitlines()[0] == "2023-10-13 待发：2 件，暂不发 0 项"
    assert "县水利局  合并提醒  送 孙立 sun@example.com" in told.out
    assert "（完成设计）：10月13日到期，请按时完成并报送。" in told.out
    assert small.read_bytes() == before


def test_as_a_document_every_line_has_its_words(small: Path) -> None:
    found = json.loads(call(small, "remind", "--check", "--json", "--body", "住建局", on="2023-10-13").out)
    (group,) = found["due"]
    assert (group["body"], group["kind"], group["paper"], group["person"], group["address"]) == (
        HOUSING, "digest", "", "何静", "0359-8530000",
    )
    (line,) = group["lines"]
    assert line["text"] == "县政办发〔2023〕92号 第2项“安装计量设施”（完成选址）：10月13日到期，请按时完成并报送。"
    assert (line["task"], line["duty"], line["cause"], line["since"]) == ("saying-23/2", "m1", "due", "2023-10-13")
    assert line["key"] == "saying-23/2 m1 县住建局 due 2023-10-13 1"
    assert (found["on"], found["held"], found["named"]) == ("2023-10-13", [], [])


def test_what_is_held_back_is_told_with_its_reason(small: Path) -> None:
    told = call(small, "remind", on="2023-10-14")
    assert "暂不发" in told.out
    assert f"  {WATER}  提醒函  saying-23/1  blue  免打扰日，至 2023-10-16" in told.out
    english = call(small, "remind", on="2023-10-14", lang="en").out
    assert "a day on which nothing goes, until 2023-10-16" in english
    held = json.loads(call(small, "remind", "--json", on="2023-10-14").out)["held"]
    assert {(each["reason"], each["until"]) for each in held} == {("quiet-day", "2023-10-16")}


def test_duties_of_one_task_held_back_alike_are_told_once_and_what_helps_is_said(tmp_path: Path) -> None:
    nobody = ledger(tmp_path, people=PEOPLE.replace("县水利局", "县教育局"))
    held = json.loads(call(nobody, "remind", "--json", on="2023-10-17").out)["held"]
    assert len([each for each in held if (each["body"], each["task"]) == (WATER, "saying-23/1")]) == 2
    *_, last = told = call(nobody, "remind", on="2023-10-17").out.splitlines()
    assert len([line for line in told if line.startswith(f"  {WATER}  提醒函  saying-23/1  ")]) == 1
    assert f"  {WATER}  提醒函  saying-23/1  blue  无联系人  2 项" in told
    assert last == "没有联系人的，请在人员文件里写上并载入，样本：xiaxian people --template"


def test_a_slip_is_told_and_the_code_is_right(small: Path) -> None:
    assert call(small, "remind", "--body", "无此单位", on="2023-10-13").code == 5
    behind = call(small, "remind", "--check", "list", on="2023-10-13")
    assert (behind.code, "xiaxian remind list" in behind.err) == (2, True)
    assert call(small, "remind", "--body", "\ud800", on="2023-10-13").code == 2
