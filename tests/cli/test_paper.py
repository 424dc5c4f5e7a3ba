"""`paper check` through the public door: what deviates, in words and in JSON, and what is no paper."""

import io
import json
import re
import zipfile
from pathlib import Path

import docx as reader
import pytest

from tests.cli.programs import call
from tests.paper.papers import LETTER_PAPER, words
from xiaxian_tasks.paper.docx import write
from xiaxian_tasks.paper.gauge import check
from xiaxian_tasks.wording import printing


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """What a word processor makes by itself."""
    document = reader.Document()
    for text in ("夏政办督[2026]03号", "一、总体情况", words(60), "2026年01月5日"):
        document.add_paragraph(text)
    into = io.BytesIO()
    document.save(into)
    path = tmp_path / "通知.docx"
    path.write_bytes(into.getvalue())
    return path


def test_a_paper_of_ours_keeps_the_standard(tmp_path: Path) -> None:
    path = tmp_path / "函.docx"
    path.write_bytes(write(LETTER_PAPER))
    done = call(tmp_path / "none.sqlite3", "paper", "check", str(path))
    assert (done.code, done.out) == (0, f"{path}：所量各项均符合 GB/T 9704-2012。\n")
    told = call(tmp_path / "none.sqlite3", "paper", "check", str(path), "--json")
    assert (told.code, json.loads(told.out)["findings"]) == (0, [])


def test_each_deviation_is_told(plain: Path) -> None:
    done = call(plain.with_name("none.sqlite3"), "paper", "check", str(plain))
    assert done.code == 3
    assert "上边距" in done.out
    assert "25.4 mm" in done.out
    assert done.err.endswith("GB/T 9704-2012。\n")
    told = call(plain.with_name("none.sqlite3"), "paper", "check", str(plain), "--json")
    sheet = json.loads(told.out)
    assert (told.code, sheet["ok"], sheet["standard"]) == (3, False, "GB/T 9704-2012")
    assert {"place": "page", "what": "margin-top", "measured": "25.4 mm", "wanted": "37 mm"} in sheet["findings"]
    assert not plain.with_name("none.sqlite3").exists()


def test_what_is_no_paper_is_said(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    plain.write_bytes(plain.read_bytes()[:900])
    for path, code in ((tmp_path / "旧.doc", 3), (plain, 3), (tmp_path / "没有.docx", 2), (tmp_path, 2)):
        done = call(tmp_path / "none.sqlite3", "paper", "check", str(path), "--json")
        assert (done.code, done.out) == (code, "")
        assert str(path) in done.err


def test_every_code_has_words(plain: Path) -> None:
    for found in check(plain.read_bytes()):
        assert printing.what(found.code)
        assert printing.place(found.place)


def test_a_document_without_a_page_is_no_paper(plain: Path) -> None:
    changed = io.BytesIO()
    with zipfile.ZipFile(plain) as packed, zipfile.ZipFile(changed, "w") as into:
        for part in packed.namelist():
            content = packed.read(part)
            into.writestr(part, re.sub(rb"(?s)<w:sectPr.*?</w:sectPr>", b"", content))
    plain.write_bytes(changed.getvalue())
    done = call(plain.with_name("none.sqlite3"), "paper", "check", str(plain))
    assert (done.code, done.out) == (3, "")
    assert str(plain) in done.err
