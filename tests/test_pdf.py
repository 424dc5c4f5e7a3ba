"""Papers as PDF: the same bytes side by side, and a clear word where nothing makes them."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.paper.papers import DAY, LETTER_PAPER
from xiaxian_tasks.assemble import pdf
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.paper.docx import write


def test_two_run_side_by_side_and_give_the_same_bytes() -> None:
    if pdf.program() is None:
        sys.__stderr__.write("no soffice here: no PDF is made\n")  # type: ignore[union-attr]
        return
    letter = write(LETTER_PAPER)
    with ThreadPoolExecutor(2) as together:
        first, second = together.map(lambda content: pdf.made(content, DAY), (letter, letter))
    assert first == second
    assert b"/CreationDate(D:20261104000000Z" in first


def _program(folder: Path, script: str) -> str:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


def _why(error: Refused) -> tuple[str, str]:
    return error.code, str(error.figures.get("why", ""))


def test_where_nothing_makes_a_pdf_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XIAXIAN_SOFFICE", str(tmp_path / "none"))
    with pytest.raises(Refused) as caught:
        pdf.made(b"", DAY)
    assert _why(caught.value) == ("pdf-no-program", "")


def test_a_program_that_fails_hangs_or_makes_something_else_is_told_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf, "PATIENCE", 0.5)
    for script, why in (
        ("echo 'no such filter'; exit 3", "no such filter"), ("sleep 60 & sleep 60", "0.5 s"),
        ('shift 8; echo text > "$1/paper.pdf"', "soffice"),
    ):  # fmt: skip
        monkeypatch.setenv("XIAXIAN_SOFFICE", _program(tmp_path, script))
        with pytest.raises(Refused) as caught:
            pdf.made(write(LETTER_PAPER), DAY)
        code, said = _why(caught.value)
        assert code == "pdf-failed"
        assert why in said


def test_a_pdf_bears_the_papers_day_and_marks_of_its_content() -> None:
    one, other, third = (letter * 32 for letter in (b"A", b"B", b"C"))
    marks = b"\n/ID [ <" + one + b">\n<" + other + b"> ]\n/DocChecksum /" + third
    drawn = b"/CreationDate(D:20300102030405Z')" + marks
    settled = pdf.settled(drawn, b"paper", DAY)
    assert len(settled) == len(drawn)
    assert settled.startswith(b"/CreationDate(D:20261104000000Z')")
    assert settled == pdf.settled(drawn.replace(b"A", b"D"), b"paper", DAY)
    assert settled != pdf.settled(drawn, b"another", DAY)


def test_fontconfig_is_told_what_is_as_good() -> None:
    rules = pdf.font_rules("/etc/fonts/a&b.conf")
    assert "<include ignore_missing=\"yes\">/etc/fonts/a&amp;b.conf</include>" in rules
    assert "<family>仿宋_GB2312</family><accept><family>仿宋</family>" in rules
    assert set(pdf.missing_faces() or ()) <= {"小标宋", "仿宋", "楷体", "黑体", "宋体"}
