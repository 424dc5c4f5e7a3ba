"""Others' papers measured: ours deviate in nothing, an ordinary document in what it does differently."""

import io
import zipfile

import docx as reader
import pytest

from tests.paper.papers import BULLETIN_PAPER, COLUMNS, LETTER_PAPER, PAPERS, SHEET_PAPER, rows, words
from xiaxian_tasks.domain.letters import OFFICIAL, Paper, Paragraph, Table
from xiaxian_tasks.errors import Faulty
from xiaxian_tasks.paper.docx import write
from xiaxian_tasks.paper.gauge import check

Told = tuple[str, str, str, str]


def changed(paper: Paper, *swaps: tuple[str, str, str]) -> list[Told]:
    """What a paper of ours is found to deviate in once its parts say something else: (part, old, new)."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write(paper))) as packed, zipfile.ZipFile(into, "w") as made:
        for name in packed.namelist():
            content = packed.read(name).decode() if name.endswith(".xml") else ""
            for part, old, new in swaps:
                if name == f"word/{part}.xml":
                    assert old in content, old
                    content = content.replace(old, new)
            made.writestr(name, content.encode() or packed.read(name))
    return [(each.place, each.code, each.found, each.wanted) for each in check(into.getvalue())]


@pytest.mark.parametrize("name", PAPERS)
def test_our_papers_deviate_in_nothing(name: str) -> None:
    assert check(write(PAPERS[name])) == []


def test_the_long_note_of_a_table_may_be_small_and_text_may_not() -> None:
    noted = BULLETIN_PAPER._replace(body=(
        Paragraph(words(60)), Table(COLUMNS, rows(1), "一览", words(40)), Paragraph(words(60)),
    ))  # fmt: skip
    assert check(write(noted)) == []
    apart = changed(noted, ("document", "</w:tbl>", "</w:tbl><w:p/>"))
    assert {(each[1], each[2]) for each in apart} == {("size", "10.5 pt"), ("pitch", "17 pt exact")}


def test_an_ordinary_document_deviates() -> None:
    document = reader.Document()
    document.add_paragraph("夏政办督[2026]03号")
    document.add_paragraph("一、总体情况")
    document.add_paragraph(words(60))
    document.add_paragraph("2026年01月5日")
    into = io.BytesIO()
    document.save(into)
    found = {(finding.place, finding.code) for finding in check(into.getvalue())}
    assert found >= {
        ("page", "page-width"), ("page", "margin-top"), ("footer", "page-number"), ("1", "number-form"), ("2", "font"),
        ("2", "size"), ("3", "font"), ("3", "size"), ("3", "pitch"), ("4", "day-form"), ("head", "mark-missing"),
        ("page", "characters"),
    }  # fmt: skip


def test_each_deviation_says_what_is_and_should_be() -> None:
    paper = LETTER_PAPER._replace(number="夏督提〔2026〕012号", body=(Paragraph("2026年1月05日前回复。"),))
    assert changed(paper, ("document", 'w:top="2098"', 'w:top="1440"')) == [
        ("page", "margin-top", "25.4 mm", "37 mm"),
        ("1", "number-form", "夏督提〔2026〕012号", "〔〕"),
        ("7", "day-form", "2026年1月05日", "1月1日"),
    ]


def test_the_head_of_an_official_paper_is_measured() -> None:
    title = 'w:eastAsia="方正小标宋简体" w:cs="方正小标宋简体"/><w:sz w:val="44"/>'
    other = title.replace("44", "36").replace("方正小标宋简体", "宋体")
    assert changed(BULLETIN_PAPER, ("document", title, other)) == [
        ("title", "title-font", "宋体", "小标宋"), ("title", "title-size", "18 pt", "22 pt"),
    ]  # fmt: skip
    rule = '<w:bottom w:val="single" w:sz="16" w:space="0" w:color="FF0000"/>'
    assert changed(BULLETIN_PAPER, ("document", rule, rule.replace("FF0000", "000000"))) == [
        ("head", "rule-colour", "000000", "FF0000"),
    ]
    assert changed(BULLETIN_PAPER, ("document", rule, "")) == [("head", "rule-missing", "", "FF0000")]
    assert changed(BULLETIN_PAPER, ("document", 'w:line="1984"', 'w:line="2600"')) == [
        ("head", "mark-top", "45.9 mm", "35 mm"),
    ]
    black = changed(BULLETIN_PAPER, ("document", '<w:color w:val="FF0000"/>', ""))
    assert black == [("head", "mark-missing", "", "小标宋")]
    cut = changed(BULLETIN_PAPER, ("document", "重点</w:t>", "重点工</w:t>"), ("document", ">工作落实", ">作落实"))
    assert cut == [("title", "title-word", "份重点工|作落实情", "")]


def test_the_double_lines_of_a_letter_are_measured() -> None:
    top = changed(LETTER_PAPER, ("header-first", 'w:sz="14"', 'w:sz="4"'))
    assert top == [("head", "letter-top-order", "0.18 0.22 mm", "thick-thin")]
    gone = changed(LETTER_PAPER, ("footer-first", "FF0000", "000000"))
    assert gone == [("head", "letter-foot-missing", "0", "2")]
    short = changed(LETTER_PAPER, ("header-first", 'w:left="-', 'w:left="'))
    assert {each[1] for each in short} == {"letter-top-width"}
    moved = changed(LETTER_PAPER, ("document", 'w:header="1701" w:footer="1134"', 'w:header="851" w:footer="992"'))
    assert moved == [("head", "mark-top", "15.0 mm", "30 mm"), ("head", "letter-foot-edge", "17.5 mm", "20 mm")]
    one = '<w:top w:val="thickThinSmallGap" w:sz="24" w:space="0" w:color="FF0000"/>'
    double = changed(
        LETTER_PAPER, ("footer-first", '<w:bottom w:val="single" w:sz="5" w:space="0" w:color="FF0000"/>', one),
        ("footer-first", '<w:bottom w:val="single" w:sz="14" w:space="0" w:color="FF0000"/>', ""),
    )  # fmt: skip
    assert double == []


def test_the_record_is_measured() -> None:
    thick = '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    assert changed(BULLETIN_PAPER, ("document", thick, thick.replace('"8"', '"4"'))) == [
        ("record", "record-rule", "0.18 mm", "0.35 mm"),
    ]
    short = changed(BULLETIN_PAPER, ("document", '<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr><w:t xml:space='
                                     '"preserve">抄送', '<w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">抄送'))
    assert short == [("record", "record-size", "12 pt", "14 pt")]


def test_a_record_in_a_table_is_measured() -> None:
    document = reader.Document(io.BytesIO(write(BULLETIN_PAPER._replace(copies=(), printed_by="", seal_code=""))))
    table = document.add_table(rows=2, cols=1, style=None)
    table.cell(0, 0).text = "抄送：县委办公室。"
    table.cell(1, 0).text = "夏县人民政府办公室　2026年11月4日印发"
    into = io.BytesIO()
    document.save(into)
    found = {(each.code, each.found) for each in check(into.getvalue())}
    assert found == {("record-size", "16 pt"), ("record-rules", "0")}


def test_a_work_sheet_is_no_official_paper() -> None:
    assert changed(SHEET_PAPER._replace(mark="")) == []
    assert changed(SHEET_PAPER._replace(number="")) == []
    assert changed(SHEET_PAPER._replace(number="夏督红〔2026〕　号")) == []
    assert changed(LETTER_PAPER._replace(form=OFFICIAL, mark="")) == [("head", "mark-missing", "", "小标宋")]


def test_characters_of_a_line_follow_from_size_and_spacing() -> None:
    assert changed(PAPERS["full"], ("styles", '<w:spacing w:val="-6"/>', "")) == [("page", "characters", "27", "28")]


def test_what_is_no_paper_is_said() -> None:
    for broken in (b"", b"PK\x03\x04", write(LETTER_PAPER)[:900]):
        with pytest.raises(Faulty) as caught:
            check(broken)
        assert [fault.code for fault in caught.value.faults] == ["word-damaged"]
    with pytest.raises(Faulty) as caught:
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert [fault.code for fault in caught.value.faults] == ["word-old-or-locked"]
