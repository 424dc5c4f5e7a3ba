"""Word papers as they come, and damaged ones."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.papers import fault, numbered, saved, word
from xiaxian_tasks import reading
from xiaxian_tasks.errors import Faulty
from xiaxian_tasks.intake import text_of
from xiaxian_tasks.intake import word as word_reader

PAPER = word("一、措施", "1.修好水渠。（责任单位：县水利局）")


def test_paragraphs_and_tables_in_printed_order() -> None:
    document = docx.Document()
    document.add_paragraph("分工表")
    table = document.add_table(rows=0, cols=3)
    for row in (("序号", "任务", "责任单位"), ("1", "修渠\n3公里", "县水利局、各镇")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.add_paragraph("完")
    found = text_of("分工.docx", saved(document))
    assert found == "分工表\n序号\t任务\t责任单位\n1\t修渠 3公里\t县水利局、各镇\n完\n"
    assert [(draft.number, draft.lead) for draft in reading.read(found, year=2024)] == [("1", ("县水利局", "各镇"))]


def test_merged_cells_are_printed_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "县水利局"
    table.cell(0, 1).text, table.cell(1, 1).text = "修渠", "打井"
    assert text_of("a.docx", saved(document)) == "县水利局\t修渠\n\t打井\n"


def test_numbers_that_word_sets_itself() -> None:
    levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    paper = numbered(levels, [(0, "甲"), (1, "乙"), (2, "丙"), (2, "丁"), (1, "戊"), (2, "己"), (0, "庚"), (1, "辛")])
    assert text_of("a.docx", paper).split() == [
        "一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "1.己", "二、庚", "（一）辛",
    ]  # fmt: skip


def test_numbers_beyond_ten_and_whole_paths() -> None:
    chinese = numbered([("chineseCounting", "%1、")], [(0, "甲")] * 21)
    assert text_of("a.docx", chinese).split()[9:21:5] == ["十、甲", "十五、甲", "二十、甲"]
    path = numbered([("decimal", "%1"), ("decimal", "%1.%2")], [(0, "甲"), (1, "乙"), (1, "丙")])
    assert text_of("a.docx", path).split() == ["1甲", "1.1乙", "1.2丙"]


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("修渠")._p
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>3公里</w:t></w:r></w:ins>'))
    dropped = "<w:r><w:delText>2公里</w:delText></w:r>"
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="x">{dropped}</w:del>'))
    assert text_of("a.docx", saved(document)) == "修渠3公里\n"


def test_a_paper_without_words() -> None:
    assert fault("a.docx", saved(docx.Document())).code == "no-text"


def _repacked(name: str, content: bytes | None) -> bytes:
    """The paper with one part changed, or left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PAPER)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
            elif content is not None:
                new.writestr(part, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "word-damaged"),
        (b"PK\x03\x04 not a zip", "word-damaged"),
        ("1.修渠。".encode(), "word-damaged"),
        (PAPER[: len(PAPER) // 2], "word-damaged"),
        (_repacked("word/document.xml", None), "word-damaged"),
        (_repacked("word/document.xml", b"<w:document"), "word-damaged"),
        (_repacked("[Content_Types].xml", None), "word-damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "word-old-or-locked"),
    ],
)
def test_damaged_papers(source: bytes, code: str) -> None:
    found = fault("通知.docx", source)
    assert (found.file, found.code) == ("通知.docx", code)


def test_a_paper_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_reader, "LARGEST", 1000)
    assert fault("a.docx", PAPER).code == "word-too-large"


@given(st.integers(0, len(PAPER) - 1), st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_one_wrong_byte_never_raises_anything_else(place: int, byte: int) -> None:
    source = bytearray(PAPER)
    source[place] = byte
    assert _read_or_code(bytes(source)) in {"read", "word-damaged", "word-old-or-locked", "word-too-large", "no-text"}


def _read_or_code(source: bytes) -> str:
    try:
        text_of("a.docx", source)
    except Faulty as faulty:
        return faulty.faults[0].code
    return "read"
