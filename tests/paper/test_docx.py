"""Papers as .docx: the same bytes, readable by another library, whatever a ledger holds."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import docx as reader
import pytest

from tests.paper.papers import BULLETIN_PAPER, LETTER_PAPER, PAPERS, SHEET_PAPER, picture
from xiaxian_tasks.domain.letters import Annex, Column, Field, Paragraph, Picture, Table
from xiaxian_tasks.errors import Faulty
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper import text
from xiaxian_tasks.paper._blocks import widths_of
from xiaxian_tasks.paper._tail import annex_lines, day_of, indents
from xiaxian_tasks.paper.balance import ems, title_lines
from xiaxian_tasks.paper.docx import write
from xiaxian_tasks.paper.pictures import JPEG, Size, size_of


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_gives_the_same_bytes(name: str) -> None:
    made = write(PAPERS[name])
    assert made == write(PAPERS[name])
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.testzip() is None
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = reader.Document(io.BytesIO(made)).core_properties
    assert core.created is not None
    assert core.created.date() == core.modified.date() == PAPERS[name].on


@pytest.mark.parametrize("name", PAPERS)
def test_the_page_is_that_of_the_standard(name: str) -> None:
    (section,) = reader.Document(io.BytesIO(write(PAPERS[name]))).sections
    lengths = (
        section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin,
        section.right_margin,
    )  # fmt: skip
    wanted = (210, 297, 37, 35, 28, 26)
    assert all(length is not None and abs(length.mm - mm) < 0.02 for length, mm in zip(lengths, wanted, strict=True))
    grid = section._sectPr.xpath("w:docGrid")[0]
    assert [grid.get(grid.nsmap["w"].join("{}") + key) for key in ("type", "linePitch")] == ["linesAndChars", "579"]


def test_figures_derived_from_the_standard() -> None:
    assert g.points(g.TYPE_HEIGHT) * 20 - 22 * g.PITCH < 22
    assert g.points(g.TYPE_HEIGHT) * 20 >= g.PITCH * 22
    assert round(g.CHARACTER, 2) == Decimal("15.79")
    assert [Decimal(26), Decimal(35)] == [g.OUTSIDE, g.BOTTOM]
    assert 28 * (16 + Decimal(g.KERN) / 20) < g.points(g.TYPE_WIDTH) < 29 * (16 + Decimal(g.KERN) / 20)


def test_whatever_the_ledger_holds_reaches_the_page_as_text() -> None:
    hostile = "甲\x00\x08\x0b\x1b[31m\u202e\ufffe\uffff\ud800<&>\"'\u200b乙\U0001fffe"
    paper = BULLETIN_PAPER._replace(
        title=hostile, mark=hostile, number=hostile, to=(hostile,), sign=(hostile,), contact=hostile, copies=(hostile,),
        body=(
            Paragraph(hostile), Paragraph("字" * 5000), Paragraph("一行\n二行\r\n三行"), Paragraph(""),
            Table((Column(hostile), Column("乙", 400)), ((hostile, "x" * 5000), ("短",))),
        ),
        annexes=(Annex(hostile, (Paragraph(hostile),)),),
    )  # fmt: skip
    for form in ("official", "letter", "sheet"):
        read = reader.Document(io.BytesIO(write(paper._replace(form=form))))
        text = "".join(part for part in read.element.body.itertext())
        assert "甲[31m<&>\"'乙" in text
        assert "字" * 5000 in text


def test_a_heading_is_repeated_and_widths_fill_the_type_area() -> None:
    read = reader.Document(io.BytesIO(write(BULLETIN_PAPER)))
    for table in read.tables:
        rows = table._tbl.xpath("w:tr")
        assert [bool(row.xpath("w:trPr/w:tblHeader")) for row in rows] == [True] + [False] * (len(rows) - 1)
    for given in ((0,), (90, 90), (200, 0), (9,)):
        columns = tuple(Column("甲", width) for width in given)
        widths = widths_of(columns, g.TYPE_WIDTH)
        assert sum(widths) == g.twips(g.TYPE_WIDTH)
        assert min(widths) > 0


def test_signature_and_day_by_hand() -> None:
    assert day_of(date(2026, 1, 5)) == "2026年1月5日"
    assert ems("2026年11月24日") == 7
    assert indents("夏县人民政府办公室", "2026年11月24日", is_sealed=True) == (Decimal(3), Decimal(4))
    assert indents("督查室", "2026年11月24日", is_sealed=True) == (Decimal(6), Decimal(4))
    assert indents("夏县人民政府办公室", "2026年11月24日", is_sealed=False) == (Decimal(2), Decimal(2))
    assert indents("督查室", "2026年11月24日", is_sealed=False) == (Decimal(8), Decimal(2))


def test_annexes_are_numbered_where_there_are_more() -> None:
    assert annex_lines((Annex("清单"),)) == ["附件：清单"]
    assert annex_lines((Annex("清单"), Annex("目录"))) == ["附件：1. 清单", "2. 目录"]


def test_a_title_breaks_between_words_and_balances() -> None:
    assert title_lines("短题", 20) == ["短题"]
    for title in ("关于2026年10月份重点工作落实情况的督查通报", "关于" + "办" * 60 + "的通报", "x" * 70, ""):
        lines = title_lines(title, 20)
        assert "".join(lines) == title
        assert all(ems(line) <= 20 for line in lines)
        assert not any(line[0] in "，。）的" for line in lines[1:])


def test_a_title_does_not_break_within_a_word() -> None:
    assert title_lines("关于2026年10月份重点工作落实情况的督查通报", 20) == [
        "关于2026年10月份重点", "工作落实情况的督查通报",
    ]
    assert title_lines("夏县人民政府办公室关于抓紧办理地下水压采等3项工作的提醒函", 20) == [
        "夏县人民政府办公室关于抓紧办理", "地下水压采等3项工作的提醒函",
    ]
    assert title_lines("关于对县住建局居民清洁取暖改造任务逾期未完成情况的红色督办通知", 20) == [
        "关于对县住建局居民清洁取暖改造", "任务逾期未完成情况的红色督办通知",
    ]
    assert title_lines("关于“加快推进中水利用”办结申请的退办通知", 20) == [
        "关于“加快推进中水利用”", "办结申请的退办通知",
    ]


def test_a_title_does_not_break_within_the_number_of_a_document() -> None:
    assert title_lines("关于2023年10月1日至12月25日夏政办发〔2023〕21号事项督查情况的通报", 20) == [
        "关于2023年10月1日至12月25日", "夏政办发〔2023〕21号事项督查情况的通报",
    ]


def test_pictures_tell_their_size() -> None:
    assert size_of(picture(60, 30)) == Size("png", 60, 30)
    jpeg = bytes.fromhex("ffd8ffe000040000ffc0000b08001e003c01011100")
    assert size_of(jpeg) == Size(JPEG, 60, 30)
    for broken in (b"", b"\xff\xd8", b"\xff\xd8\xff", jpeg[:12], picture()[:20], b"GIF89a", picture(0, 3)):
        assert size_of(broken) is None
    with pytest.raises(Faulty) as caught:
        write(LETTER_PAPER._replace(body=(Picture(b"no picture", title="图"),)))
    assert [fault.code for fault in caught.value.faults] == ["picture-unreadable"]


def test_no_seal_is_drawn_and_a_letter_has_no_number_on_its_first_page() -> None:
    with zipfile.ZipFile(io.BytesIO(write(LETTER_PAPER))) as packed:
        assert "PAGE" not in packed.read("word/footer-first.xml").decode()
        assert "PAGE" in packed.read("word/footer-even.xml").decode()
        assert not [name for name in packed.namelist() if "media" in name]
    assert "红色督办单" in "".join(reader.Document(io.BytesIO(write(SHEET_PAPER))).element.body.itertext())


def test_a_sheet_says_by_when_an_answer_is_due_once() -> None:
    asked = SHEET_PAPER._replace(reply_due=date(2026, 11, 11))
    said = SHEET_PAPER._replace(reply_due=date(2026, 11, 11), fields=(Field("反馈时限", "2026年11月11日"),))
    for paper in (asked, said):
        made = write(paper).decode("utf-8", "replace")
        assert made.count("2026年11月11日") == text.write(paper).count("2026年11月11日") == 1
    assert "回复期限" not in write(SHEET_PAPER).decode("utf-8", "replace")


def test_no_page_holds_a_signature_alone() -> None:
    short = LETTER_PAPER._replace(body=LETTER_PAPER.body[:2])  # a long last paragraph is parted, and kept by nothing
    for paper in (short, BULLETIN_PAPER, LETTER_PAPER._replace(annexes=(), body=(Paragraph("特此函告。"),))):
        read = reader.Document(io.BytesIO(write(paper)))
        texts = [each.text for each in read.paragraphs]
        signed = texts.index(paper.sign[0], 1)
        last = next(place for place in range(signed - 1, 0, -1) if texts[place])
        assert all(each.paragraph_format.keep_with_next for each in read.paragraphs[last:signed + 1])
