"""Every kind of paper in every form, worded from the demo ledger, laid out by LibreOffice and measured."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.ledgers import demo
from tests.paper import measuring
from tests.paper.measuring import Line, Rule, laid_out
from tests.paper.papers import ACROSS_PAPER, BULLETIN_PAPER, FULL_PAGES, words
from xiaxian_tasks import assemble
from xiaxian_tasks.assemble import letters
from xiaxian_tasks.domain.letter_facts import FORMS_OF, About, Order
from xiaxian_tasks.domain.letters import (
    CLOSING,
    EXTENSION,
    KINDS,
    LETTER,
    OFFICIAL,
    REPORT,
    RETURN,
    SHEET,
    TALK,
    Paper,
    Paragraph,
)
from xiaxian_tasks.paper.docx import write
from xiaxian_tasks.paper.gauge import check
from xiaxian_tasks.settings import Settings

ABOUT = {RETURN: "groundwater-23/10", CLOSING: "groundwater-23/10", EXTENSION: "groundwater-23/4"}
BODY = "县水利局"


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Paper]]:
    """(kind, form) -> a paper of the demo ledger, with a number of its own."""
    desk = assemble.office(Settings(db=str(demo(tmp_path_factory.mktemp("demo")))))
    made = {}
    for kind, forms in FORMS_OF.items():
        task = ABOUT.get(kind, "services-23/10")
        body = BODY if kind in ABOUT else "县卫体局"
        for form in forms:
            when = {"when": "2024年1月10日上午9时", "place": "县政府三楼会议室"} if kind == TALK else {}
            order = Order(number="夏督办〔2023〕3号", form=form, reply_due=date(2024, 1, 5), **when)
            made[kind, form] = letters.drawn(desk, kind, "" if kind == REPORT else body, [About(task)], order)
    made[BULLETIN_PAPER.kind, OFFICIAL] = BULLETIN_PAPER
    yield made
    desk.store.close()


def test_there_is_a_paper_of_every_kind(papers: dict[tuple[str, str], Paper]) -> None:
    assert {kind for kind, _ in papers} == set(KINDS)
    assert all(check(write(paper)) == [] for paper in papers.values())


def test_every_paper_stands_on_its_page(papers: dict[tuple[str, str], Paper]) -> None:
    for paper, pages in zip(papers.values(), laid_out(papers.values()), strict=False):
        for number, page in enumerate(pages, 1):
            assert page.get_width() * measuring.MM == pytest.approx(210, abs=0.3)
            assert page.get_height() * measuring.MM == pytest.approx(297, abs=0.3)
            _in_the_type_area(paper, number, measuring.lines(page))
        rules = [measuring.rules(page) for page in pages]
        if paper.form == LETTER:
            _double_lines(rules[0])
        elif paper.form == OFFICIAL:
            (red,) = [rule for rule in rules[0] if rule.is_red]
            assert abs(red.left - 28) < 1
            assert abs(red.width - 156) < 1
            _record(paper, len(pages), rules[-1])


def _in_the_type_area(paper: Paper, number: int, lines: list[Line]) -> None:
    left = 28 if number % 2 else 26
    is_numbered = number > 1 or paper.form != LETTER
    body = [line for line in lines if line.down < 263]
    assert (len(body) < len(lines)) == is_numbered  # a letter has no page number on its first page
    for line in body:
        assert min(line.edges) > left - 1
        assert max(line.edges) < left + 156 + 1
        assert line.down > (30 if number == 1 and paper.form == LETTER else 37)
    if is_numbered:
        foot = lines[-1]
        assert foot.down == pytest.approx(270.5, abs=1.5)
        assert (min(foot.edges) > 105) == bool(number % 2)


def _double_lines(rules: list[Rule]) -> None:
    red = [rule for rule in rules if rule.is_red]
    assert len(red) == 4
    assert all(abs(rule.left - 20) < 0.5 and abs(rule.width - 170) < 0.5 for rule in red)
    assert red[0].thick > red[1].thick
    assert red[2].thick < red[3].thick
    assert red[3].down == pytest.approx(277, abs=1)


def _record(paper: Paper, count: int, rules: list[Rule]) -> None:
    """The record's rules; of a paper without one nothing is asked."""
    if not paper.printed_by:
        return
    left = 28 if count % 2 else 26
    record = rules[-(3 if paper.copies else 2):]
    wanted = [0.35, 0.25, 0.35] if paper.copies else [0.35, 0.35]
    assert [rule.thick for rule in record] == [pytest.approx(each, abs=0.03) for each in wanted]
    assert all(abs(rule.left - left) < 1 and abs(rule.width - 156) < 1 for rule in record)
    assert record[-1].down == pytest.approx(262, abs=0.5)


def test_the_record_lies_at_the_foot_whatever_stands_above() -> None:
    counts = [28 * lines for lines in (6, 12, 13, 14, 34, 35)]
    papers = [BULLETIN_PAPER._replace(body=(Paragraph(words(count)),), annexes=()) for count in counts]
    laid = laid_out(papers)
    assert len({len(pages) for pages in laid}) in {0, 2}  # odd and even last pages are among them
    for paper, pages in zip(papers, laid, strict=False):
        lines, rules = measuring.lines(pages[-1]), measuring.rules(pages[-1])
        _record(paper, len(pages), rules)
        below = [line for line in lines if line.down >= rules[-3].down - 9]
        assert len(below) == 4  # seal, copies, printer, page number: no text is laid over the record


def test_a_form_without_record_has_none() -> None:
    assert "版记" not in write(FULL_PAGES).decode("utf-8", "replace")
    assert "版记" not in write(BULLETIN_PAPER._replace(form=SHEET, copies=(), seal_code="", printed_by="")).decode(
        "utf-8", "replace"
    )


def test_a_wide_annex_is_laid_across_its_page() -> None:
    last = ACROSS_PAPER._replace(annexes=ACROSS_PAPER.annexes[:1], copies=(), printed_by="", seal_code="")
    letter = last._replace(form=LETTER)
    assert check(write(ACROSS_PAPER)) == check(write(last)) == check(write(letter)) == []
    for paper, pages in zip((ACROSS_PAPER, last, letter), laid_out((ACROSS_PAPER, last, letter)), strict=False):
        lies = [page.get_width() > page.get_height() for page in pages]
        assert lies == [*sorted(lies[:-1]), paper is not ACROSS_PAPER]  # upright, then across; its last is upright
        for number, page in enumerate(pages, 1):
            if not lies[number - 1]:
                continue
            *lines, _ = measuring.lines(page)
            edges = [edge for line in measuring.lines(page) for edge in line.edges]
            foot = [line for line in measuring.lines(page) if min(line.edges) < 34]
            assert min(edge for edge in edges if edge > 34) > 35  # the type area, 36 mm from the edge
            assert max(edges) < 297 - 35
            assert foot  # the page number stands at the edge that is the lower one once the page is turned upright
            assert (min(line.down for line in foot) > 105) == bool(number % 2)
            assert lines[0].down > 26
