"""The office's own papers filled in: fields, rows, blocks, and every fault of a template by name."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import docx as reader
import pytest

from tests.paper.papers import BULLETIN_PAPER, COLUMNS, DAY, LETTER_PAPER, PAPERS, SHEET_PAPER, picture, rows
from xiaxian_tasks.domain.letters import CENTRED, FIRST, Annex, Paper, Paragraph, Picture, Table
from xiaxian_tasks.errors import Faulty
from xiaxian_tasks.paper.docx import write
from xiaxian_tasks.paper.template import Template


def made_of(
    paragraphs: Iterable[str | Sequence[str]], row: Sequence[str] = (), header: str = ""
) -> Template:
    """A template as a word processor saves it: each text in its own run."""
    document: Any = reader.Document()
    for texts in paragraphs:
        paragraph = document.add_paragraph()
        for text in [texts] if isinstance(texts, str) else texts:
            paragraph.add_run(text).bold = True
    if row:
        table = document.add_table(rows=2, cols=len(row))
        for number, text in enumerate(row):
            table.cell(0, number).text = f"表头{number}"
            table.cell(1, number).text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    into = io.BytesIO()
    document.save(into)
    return Template("reminder.docx", into.getvalue())


def filled(paper: Paper, template: Template) -> Any:
    return reader.Document(io.BytesIO(write(paper, template)))


def texts_of(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def faults(paper: Paper, template: Template) -> list[tuple[str, str]]:
    with pytest.raises(Faulty) as caught:
        write(paper, template)
    assert {fault.file for fault in caught.value.faults} == {"reminder.docx"}
    return [(fault.code, fault.figures.get("field", fault.figures.get("text", ""))) for fault in caught.value.faults]


def test_fields_are_filled_however_they_are_cut_into_runs() -> None:
    template = made_of([
        ("编号：{", "{文", "号}", "} 日期：{{ 日期 }}"), "｛｛主送｝｝：", "{{正文}}", "{{sign}}，{{number}}",
        "回复：{{回复期限}}。",
    ], header="{{发文机关}}")  # fmt: skip
    document = filled(LETTER_PAPER._replace(reply_due=DAY), template)
    first, to, *body, sign, reply = texts_of(document)
    assert first == "编号：夏督提〔2026〕12号 日期：2026年11月4日"
    assert to == "县水利局："
    assert body == [block.text for block in LETTER_PAPER.body if isinstance(block, Paragraph)]
    assert (sign, reply) == ("夏县人民政府督查室，夏督提〔2026〕12号", "回复：2026年11月4日。")
    assert document.sections[0].header.paragraphs[0].text == "夏县人民政府办公室"
    assert all(run.bold for paragraph in document.paragraphs for run in paragraph.runs if run.text)


def test_the_same_paper_and_template_give_the_same_bytes() -> None:
    template = made_of(["{{标题}}", "{{正文}}", "{{附件}}"], ["{{行.事项}}", "{{行.牵头单位}}"])
    for paper in PAPERS.values():
        if paper is LETTER_PAPER or (not paper.annexes and paper.form == "official"):
            continue  # no table there
        made = write(paper, template)
        assert made == write(paper, template)
        with zipfile.ZipFile(io.BytesIO(made)) as packed:
            assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = reader.Document(io.BytesIO(made)).core_properties
        assert core.created is not None
        assert core.created.date() == paper.on


def test_a_row_stands_once_for_each_row_and_its_table_is_printed_once() -> None:
    template = made_of(["{{正文}}"], ["{{行.序号}}.{{行.事项}}", "{{row.牵头单位}}（{{文号}}）"])
    paper = LETTER_PAPER._replace(body=(Paragraph("一、事项", FIRST), Table(COLUMNS, rows(3)), Paragraph("完")))
    document = filled(paper, template)
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        [f"{n}.第{n}项工作", "水利局（夏督提〔2026〕12号）"] for n in (1, 2, 3)
    ]
    assert texts_of(document) == ["一、事项", "完"]
    none = filled(paper._replace(body=(Table(COLUMNS, ()),)), template)
    assert [cell.text for cell in none.tables[0].rows[1].cells] == [".", "（夏督提〔2026〕12号）"]


def test_tables_pictures_and_annexes_of_a_paper_stand_in_a_template() -> None:
    document = filled(BULLETIN_PAPER, made_of(["{{正文}}", "{{附件说明}}"]))
    assert len(document.tables) == 2
    assert document.inline_shapes[0].width.mm == 120
    assert any("附件1" in text for text in texts_of(document))  # no place for annexes: at the end
    heading = next(paragraph for paragraph in document.paragraphs if paragraph.text == "一、总体情况")
    assert heading.runs[0]._r.xpath("w:rPr/w:rFonts/@w:eastAsia") == ["黑体"]
    again = filled(BULLETIN_PAPER._replace(body=(Picture(picture()), Picture(picture(9, 9)))), made_of(["{{正文}}"]))
    assert len(again.inline_shapes) == 2
    assert len({part.partname for part in again.part.package.iter_parts() if "media" in part.partname}) == 2


def test_a_table_taken_out_of_an_annex_takes_the_annex_along() -> None:
    paper = BULLETIN_PAPER._replace(body=(Paragraph("正文"),), annexes=(Annex("清单", (Table(COLUMNS, rows(2)),)),))
    document = filled(paper, made_of(["{{正文}}", "说明{{附件说明}}"], ["{{行.序号}}"]))
    assert texts_of(document) == ["正文", "说明"]
    assert len(document.tables) == 1


def test_fields_of_a_work_sheet_go_by_their_labels() -> None:
    document = filled(SHEET_PAPER, made_of(["{{牵头单位}} {{原定时限}} {{没有的?}}{{签发人}}"]))
    assert texts_of(document) == ["县水利局 2026年10月31日 "]


def test_where_a_paragraph_stands_is_kept() -> None:
    document = filled(LETTER_PAPER._replace(body=(Paragraph("略", place=CENTRED),)), made_of(["{{正文}}"]))
    assert document.paragraphs[0]._p.xpath("w:pPr/w:jc/@w:val") == ["center"]


def test_braces_in_a_paper_are_text() -> None:
    paper = LETTER_PAPER._replace(
        number="{{文号}}", body=(Paragraph("{{标题}}"), Table(COLUMNS, (("{{日期}}", "<&>\x00"),))), to=("{{正文}}",),
    )  # fmt: skip
    document = filled(paper, made_of(["{{文号}}{{主送}}", "{{正文}}"], ["{{行.序号}}{{行.事项}}"]))
    assert texts_of(document) == ["{{文号}}{{正文}}", "{{标题}}"]
    assert document.tables[0].rows[1].cells[0].text == "{{日期}}<&>"


def test_every_fault_of_a_template_is_named() -> None:
    template = made_of(
        ["{{文好}}", "甲{{正文}}", "{{行.事项}}", "{{日期", "}}", "{{没有的?}}"], ["{{行.牵头}}", "{{行.事项}}"],
        header="{{附件}}",
    )  # fmt: skip
    assert faults(BULLETIN_PAPER, template) == [
        ("template-open", "{{日期"), ("template-open", "}}"), ("template-field", "{{文好}}"),
        ("template-place", "{{正文}}"), ("template-row", "{{行.事项}}"), ("template-field", "{{行.牵头}}"),
        ("template-place", "{{附件}}"),
    ]  # fmt: skip
    assert faults(LETTER_PAPER, made_of(["{{正文}}"], ["{{行.事项}}"])) == [("template-columns", "{{行.事项}}")]
    assert faults(LETTER_PAPER, made_of(["{{文号}}"])) == [("template-empty", "{{正文}}")]
    assert faults(SHEET_PAPER, made_of([], ["{{行.事项}}{{正文}}"])) == [("template-place", "{{正文}}")]


def test_what_is_no_template_is_said() -> None:
    whole = made_of(["{{正文}}"]).content
    emptied = io.BytesIO()
    with zipfile.ZipFile(emptied, "w") as packed:
        packed.writestr("word/document.xml", b"<w/>")
    for broken in (b"", b"PK\x03\x04", whole[:2000], b"\xd0\xcf\x11\xe0", emptied.getvalue()):
        assert faults(LETTER_PAPER, Template("reminder.docx", broken)) == [("template-damaged", "")]
    for name, put in (("word/document.xml", b"<w:document>"), ("[Content_Types].xml", b""), ("_rels/.rels", b"<a/>")):
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as packed, zipfile.ZipFile(changed, "w") as into:
            for part in packed.namelist():
                into.writestr(part, put if part == name else packed.read(part))
        assert faults(LETTER_PAPER, Template("reminder.docx", changed.getvalue())) == [("template-damaged", "")]


def test_what_would_give_a_paper_no_program_opens_is_said() -> None:
    """Styles that are broken, a file of Word with macros under another name, entities that are lost."""
    whole = made_of(["{{文号}}", "{{正文}}"]).content
    for name, old, new in (
        ("word/styles.xml", b"</w:styles>", b""),
        ("[Content_Types].xml", b"wordprocessingml.document.main", b"wordprocessingml.template.main"),
        ("word/document.xml", b"<w:document", b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///x">]><w:document'),
    ):
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as packed, zipfile.ZipFile(changed, "w") as into:
            for part in packed.namelist():
                content = packed.read(part)
                assert part != name or old in content
                into.writestr(part, content.replace(old, new) if part == name else content)
        assert faults(LETTER_PAPER, Template("reminder.docx", changed.getvalue())) == [("template-damaged", "")]
