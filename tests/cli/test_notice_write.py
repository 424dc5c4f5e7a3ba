"""Papers through the public door: worded from the ledger, written into files, and issued ones written again."""

import io
from pathlib import Path

import docx
import pytest

from tests.cli.programs import call
from tests.cli.supervision import DIRECTOR, PEOPLE, WELLS, act, refused

WATER = "县水利局"


@pytest.fixture
def ledger(gazette: Path, tmp_path: Path) -> Path:
    """The bundled plans and five persons, under simple supervision; six wells are reported."""
    people = PEOPLE + '\n[office]\ngovernment = "某县人民政府办公室"\noffice = "某县督查室"\nphone = "0359-8530009"\n'
    (tmp_path / "people.toml").write_text(people, encoding="utf-8")
    assert call(gazette, "load", str(tmp_path / "people.toml"), on="2023-10-08").code == 0
    assert act(gazette, "10-20", DIRECTOR, "report", WELLS, "6眼").code == 0
    return gazette


def write(ledger: Path, *words: str, on: str = "2023-11-20") -> str:
    answer = call(ledger, "notice", "write", *words, on=on)
    assert answer.code == 0, answer.err
    return "".join(line.strip("　 ") for line in answer.out.splitlines())


def test_a_reminder_holds_the_figures_of_the_day_and_the_pace_that_is_needed(ledger: Path) -> None:
    """9 wells are left, and 29 working days from 2023-11-20 to the year's end: 0.3103…, rounded up."""
    said = write(ledger, "提醒函", WELLS, "--body", WATER, "--text", "请县水利局牵头会商。")
    assert "夏督提〔2023〕　号" in said
    assert "目标15眼，应于2023年12月31日前完成，截至10月20日为6眼，完成40%" in said
    assert "尚差9眼，距期限还有29个工作日，每工作日需完成0.32眼" in said
    assert "于2023年11月27日前将进展情况" in said
    assert "请县水利局牵头会商。" in said
    assert "某县人民政府办公室" in said
    assert "联系电话：0359-8530009" in said
    assert "某县督查室" in write(ledger, "reminder", WELLS, "--body", WATER, "--form", "工作单")
    assert "于2023年12月4日前" in write(ledger, "提醒函", WELLS, "--body", WATER, "--due", "2023-12-04")


def test_what_nobody_names_is_what_is_red_or_yellow_of_the_body(ledger: Path) -> None:
    said = write(ledger, "督办函", "--body", WATER)
    assert "关闭城区自备" in said or "项督查事项" in said
    assert call(ledger, "notice", "write", "提醒函", "--body", "县档案馆", on="2023-11-20").code in {2, 5}


def test_a_talk_has_its_hour_and_place(ledger: Path) -> None:
    said = write(ledger, "约谈通知", WELLS, "--body", WATER, "--when", "11月22日上午9时", "--place", "三楼会议室")
    assert "时间：11月22日上午9时。" in said
    assert "地点：三楼会议室。" in said


def test_an_issued_letter_is_written_again_byte_for_byte_however_the_ledger_went_on(
    ledger: Path, tmp_path: Path
) -> None:
    issued = act(ledger, "11-20", DIRECTOR, "notice", "issue", "提醒函", WELLS, "--body", WATER, "--json")
    assert issued.code == 0, issued.err
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    by = ("notice", "write", "--letter")
    assert call(ledger, *by, "2023/reminder/1", "--out", str(first), on="2023-11-20").code == 0
    assert act(ledger, "11-22", DIRECTOR, "report", WELLS, "9眼").code == 0
    assert call(ledger, *by, "夏督提[2023]1号", "--out", str(second), on="2023-12-20").code == 0
    assert first.read_bytes() == second.read_bytes()
    text = "".join(docx.Document(io.BytesIO(first.read_bytes())).element.body.itertext())
    assert "夏督提〔2023〕1号" in text
    assert "截至10月20日为6眼" in text
    assert "截至10月20日为6眼" in write(ledger, "--letter", "夏督提〔2023〕1号", on="2023-12-20")
    again = write(ledger, "督办函", WELLS, "--body", WATER, on="2023-12-20")
    assert "11月20日以提醒函（夏督提〔2023〕1号）函告，要求11月27日前回复，至今未收到回复" in again


def test_an_issued_letter_is_printed_as_it_was_kept_whatever_the_template_says_now(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert act(ledger, "11-20", DIRECTOR, "notice", "issue", "提醒函", WELLS, "--body", WATER).code == 0
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\nfor last; do :; done\n(printf %%PDF-; sha256sum < "$last") > "${last%docx}pdf"\n')
    program.chmod(0o755)
    monkeypatch.setenv("XIAXIAN_SOFFICE", str(program))
    of = ("notice", "write", "--letter", "2023/reminder/1", "--out")
    assert call(ledger, *of, str(tmp_path / "a.pdf"), on="2023-11-20").code == 0
    own = docx.Document()
    own.add_paragraph("{{正文}}")
    own.save(str(tmp_path / "reminder.docx"))
    monkeypatch.setenv("XIAXIAN_TEMPLATES", str(tmp_path))
    assert call(ledger, *of, str(tmp_path / "b.pdf"), on="2023-12-20").code == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_what_cannot_be_written_says_why_and_writes_nothing(ledger: Path, tmp_path: Path) -> None:
    for code, words in (
        (2, ("提醒函", WELLS, "--form", "公文")), (2, ("提醒函", WELLS, "--out", str(tmp_path / "a.odt"))),
        (2, ("提醒函", WELLS)), (2, ("督查通报", WELLS)), (2, ("便函", WELLS)), (2, (WELLS,)), (2, ()),
        (2, ("提醒函", WELLS, "--letter", "2023/reminder/1")), (2, ("提醒函",)),
        (4, ("退办通知", WELLS, "--body", WATER)), (4, ("延期批复", WELLS, "--body", WATER)),
        (4, ("销号单", WELLS, "--body", WATER)), (4, ("提醒函", WELLS, "--body", "县教育局")),
        (5, ("提醒函", "groundwater-23/99", "--body", WATER)), (5, ("提醒函", WELLS, "--body", "无此单位")),
        (5, ("--letter", "2023/reminder/9")),
    ):
        answer = call(ledger, "notice", "write", *words, on="2023-11-20")
        assert (words, answer.code, answer.out) == (words, code, "")
        assert answer.err.strip()
        assert "Traceback" not in answer.err
    assert not list(tmp_path.glob("a.*"))


def test_where_no_file_can_be_it_is_said(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "a.docx").mkdir()
    for place in ("file/b.docx", "a.docx", "none/b.docx", f"{'长' * 90}.docx"):
        answer = call(ledger, "notice", "write", "提醒函", WELLS, "--body", WATER, "--out", str(tmp_path / place),
                      on="2023-11-20")
        assert (answer.code, answer.out) == (2, ""), answer.err
    assert {each.name for each in tmp_path.iterdir()} >= {"file", "a.docx"}
    assert not list(tmp_path.glob("*.part"))


def test_writing_records_nothing(ledger: Path) -> None:
    before = call(ledger, "history", WELLS, "--json", on="2023-11-20").out
    for kind in ("交办通知", "提醒函", "督办函", "红色督办单", "约谈通知", "督查结论", "督查专报"):
        write(ledger, kind, WELLS, "--body", WATER)
    assert call(ledger, "history", WELLS, "--json", on="2023-11-20").out == before
    assert "没有" in refused(ledger, "11-20", DIRECTOR, "notice", "write", "--letter", "夏督提〔2023〕1号", code=5)
