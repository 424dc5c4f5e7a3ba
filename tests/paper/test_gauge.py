"""Others' papers measured: ours deviate in nothing, an ordinary document in what it does differently."""

import io
import zipfile

import docx as reader
import pytest

from tests.paper.papers import LETTER_PAPER, PAPERS, words
from xiaxian_tasks.domain.letters import Paragraph
from xiaxian_tasks.errors import Faulty
from xiaxian_tasks.paper.docx import write
from xiaxian_tasks.paper.gauge import check


@pytest.mark.parametrize("name", PAPERS)
def test_our_papers_deviate_in_nothing(name: str) -> None:
    assert check(write(PAPERS[name])) == []


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
        ("2", "size"), ("3", "font"), ("3", "size"), ("3", "pitch"), ("4", "day-form"),
    }  # fmt: skip


def test_each_deviation_says_what_is_and_should_be() -> None:
    made = write(LETTER_PAPER._replace(number="夏督提〔2026〕012号", body=(Paragraph("2026年1月05日前回复。"),)))
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as packed, zipfile.ZipFile(changed, "w") as into:
        for name in packed.namelist():
            into.writestr(name, packed.read(name).replace(b'w:top="2098"', b'w:top="1440"'))
    assert [tuple(finding) for finding in check(changed.getvalue())] == [
        ("page", "margin-top", "25.4 mm", "37 mm"),
        ("1", "number-form", "夏督提〔2026〕012号", "〔〕"),
        ("7", "day-form", "2026年1月05日", "1月1日"),
    ]


def test_what_is_no_paper_is_said() -> None:
    for broken in (b"", b"PK\x03\x04", write(LETTER_PAPER)[:900]):
        with pytest.raises(Faulty) as caught:
            check(broken)
        assert [fault.code for fault in caught.value.faults] == ["word-damaged"]
