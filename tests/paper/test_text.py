"""Papers as text: the page's own width, nothing that does not print."""

import pytest

from tests.paper.papers import LETTER_PAPER, PAPERS
from xiaxian_tasks.domain.letters import Column, Paragraph, Table
from xiaxian_tasks.paper.text import WIDTH, cells, wrap, write


@pytest.mark.parametrize("name", PAPERS)
def test_no_line_is_wider_than_the_page(name: str) -> None:
    text = write(PAPERS[name])
    assert text == write(PAPERS[name])
    assert [each for each in text.splitlines() if cells(each) > WIDTH] == []
    assert PAPERS[name].number in text


def test_a_short_letter_line_by_line() -> None:
    paper = LETTER_PAPER._replace(title="提醒函", body=(Paragraph("请回复。"),), copies=(), contact="")
    assert write(paper).splitlines() == [
        " " * 19 + "夏县人民政府办公室", "", "-" * 56, " " * 38 + "夏督提〔2026〕12号", "", " " * 25 + "提醒函", "",
        "县水利局：", "　　请回复。", "", "", " " * 33 + "夏县人民政府督查室", " " * 35 + "2026年11月4日",
    ]  # fmt: skip


def test_lines_break_where_a_reader_would() -> None:
    assert wrap("督" * 28 + "。") == ["督" * 27, "督。"]
    assert wrap("督" * 27 + "《书》") == ["督" * 27, "《书》"]
    assert wrap("督" * 30, first=4) == ["　　" + "督" * 26, "督" * 4]
    assert "".join(wrap("，" * 90)) == "，" * 90
    assert wrap("") == [""]


def test_whatever_the_ledger_holds_prints() -> None:
    hostile = "甲\x00\x1b[31m\u202e\ud800\uffff乙"
    table = Table((Column(hostile), Column("乙")), ((hostile, "x" * 5000),), hostile, hostile)
    paper = LETTER_PAPER._replace(
        title=hostile, mark=hostile, number=hostile * 9, to=(hostile,), sign=(hostile,), contact=hostile,
        body=(Paragraph("字" * 5000), Paragraph(hostile), table),
    )  # fmt: skip
    for form in ("official", "letter", "sheet"):
        text = write(paper._replace(form=form))
        assert "".join(character for character in text if not character.isprintable() and character not in "\n　") == ""
        assert [each for each in text.splitlines() if cells(each) > WIDTH] == []
        assert text.count("字") == 5000
