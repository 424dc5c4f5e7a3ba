"""Papers: their words in golden files, each in all its forms, and what must stand in them whatever the facts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.documents.lettered import BEHIND, LATE, LETTERS, ON, SENDER, SILENT, WELLS, facts
from xiaxian_tasks.documents import papers
from xiaxian_tasks.domain.letter_facts import FORMS_OF, Answer, Counts, LetterFacts, Order
from xiaxian_tasks.domain.letters import (
    EXTENSION,
    OFFICIAL,
    RED,
    REMINDER,
    REPORT,
    RETURN,
    SHEET,
    SUPERVISION,
    TALK,
    Paragraph,
)
from xiaxian_tasks.paper import docx, text
from xiaxian_tasks.paper.gauge import check

FOLDER = Path(__file__).parent / "golden" / "papers"
EACH = [(kind, form) for kind, forms in FORMS_OF.items() for form in forms]


def said(found: LetterFacts) -> str:
    """The paper's text without its line breaks."""
    return "".join(line.strip("　 ") for line in text.write(papers.write(found)).splitlines())


@pytest.mark.parametrize(("kind", "form"), EACH)
def test_the_words_of_each_paper(kind: str, form: str) -> None:
    made = text.write(papers.write(facts(kind, form)))
    assert made == (FOLDER / f"{kind}-{form}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("kind", "form"), EACH)
def test_the_same_facts_give_the_same_bytes_within_the_standard(kind: str, form: str) -> None:
    made = docx.write(papers.write(facts(kind, form)))
    assert made == docx.write(papers.write(facts(kind, form)))
    assert check(made) == []


def test_the_inner_office_sends_sheets_and_the_governments_office_the_rest() -> None:
    for kind, form in EACH:
        paper = papers.write(facts(kind, form))
        if form == SHEET:
            assert paper.mark == SENDER.office
            assert set(paper.sign) <= {SENDER.office}
        else:
            assert paper.sign == (SENDER.government,)
        assert (form == OFFICIAL) == paper.mark.endswith(("文件", "专报"))


def test_sheets_have_the_colour_of_their_kind() -> None:
    colours = {kind: papers.write(facts(kind, SHEET)).colour for kind in (REMINDER, SUPERVISION, RED, RETURN)}
    assert colours == {REMINDER: "blue", SUPERVISION: "yellow", RED: "red", RETURN: ""}
    assert papers.write(facts(REMINDER)).colour == ""


def test_the_pace_that_is_needed_is_said_by_hand() -> None:
    """6 of 15 wells are left, and 27 working days: 0.222… a day, rounded up."""
    assert "尚差6眼，距期限还有27个工作日，每工作日需完成0.23眼" in said(facts(REMINDER))
    alone = facts(REMINDER)._replace(matters=(BEHIND._replace(figures=(WELLS._replace(days_left=0, needed=None),)),))
    assert "尚差6眼，今日到期" in said(alone)
    late = facts(REMINDER)._replace(matters=(BEHIND._replace(figures=(WELLS._replace(days_left=-3, needed=None),)),))
    assert "尚差6眼，已逾期3个工作日" in said(late)
    far = WELLS._replace(is_provisional=True)
    assert "还有约27个工作日" in said(facts(REMINDER)._replace(matters=(BEHIND._replace(figures=(far,)),)))


def test_a_reminder_blames_nobody_and_a_red_sheet_names_what_follows() -> None:
    hard = ("责令", "限期", "约谈", "通报", "扣分", "严重", "存在问题")
    assert not [word for word in hard if word in said(facts(REMINDER))]
    red = said(facts(RED))
    assert "列入下一期督查通报，点名通报；由县政府督查室报请约谈主要负责人；按考核计分办法扣分" in red
    none = said(facts(RED)._replace(consequences=()))
    assert "约谈" not in none
    assert "报县政府研究处理" in none


def test_what_went_before_is_named_by_number_day_and_answer() -> None:
    assert "10月9日以提醒函（夏督提〔2026〕3号）函告，要求10月16日前回复，至今未收到回复" in said(facts(SUPERVISION))
    assert "11月2日以督办函（夏督办〔2026〕1号）函告（11月6日回复）" in said(facts(RED))
    waiting = LETTERS[0]._replace(due=date(2026, 11, 30))
    open_one = said(facts(SUPERVISION)._replace(matters=(BEHIND._replace(earlier=(waiting,)),)))
    assert "要求11月30日前回复" in open_one
    assert "至今未收到" not in open_one


def test_an_extension_keeps_the_first_day_for_assessment_however_it_is_answered() -> None:
    assert "考核仍以原定时限2026年12月31日为准" in said(facts(EXTENSION))
    days = (date(2026, 9, 30), date(2026, 12, 31), date(2027, 1, 31))
    answer = Answer(date(2026, 11, 16), "", *days, None, "理由不充分")
    refused = said(facts(EXTENSION)._replace(matters=(BEHIND._replace(extension=answer),)))
    assert "不同意延期。理由：理由不充分。" in refused
    assert "考核按2026年9月30日执行" in refused
    waiting = said(facts(EXTENSION)._replace(matters=(BEHIND._replace(extension=answer._replace(is_answered=False)),)))
    assert "未作批复不视为同意" in waiting
    assert "同意将" not in waiting


def test_a_conclusion_tells_the_right_of_review() -> None:
    told = said(facts("conclusion"))
    assert "自收到之日起30日内" in told
    assert "自收到申请之日起30日内作出" in told
    assert "回避" in told


def test_many_matters_go_into_an_annex() -> None:
    many = tuple(BEHIND._replace(task=f"wells-26/{n}", number=str(n), title=f"第{n}项工作") for n in range(1, 8))
    paper = papers.write(facts(REMINDER)._replace(matters=many))
    assert [annex.title for annex in paper.annexes] == ["督查事项清单"]
    assert "7项工作（见附件）" in "".join(each.text for each in paper.body if isinstance(each, Paragraph))
    for kind, form in EACH:
        base = facts(kind, form).matters[0]
        assert check(docx.write(papers.write(facts(kind, form)._replace(matters=(base,) * 7)))) == []


def test_the_offices_own_words_stand_in_every_paper() -> None:
    for kind, form in EACH:
        found = facts(kind, form)
        assert "另请说明资金情况" in said(found._replace(order=found.order._replace(text="另请说明资金情况。\n\n")))


def test_whatever_the_ledger_holds_is_worded() -> None:
    bare = BEHIND._replace(
        figures=(), points=(), causes=(), parts=(), due=None, original=None, days_left=None, plan="", document="",
        lead=(), support=(), registered="", told="", told_on=None,
    )
    odd = LATE._replace(title="题目“里”的\x1b[31m引号\n换行" * 5, figures=(WELLS._replace(latest=Decimal("-1E+3")),))
    for kind, form in EACH:
        given = facts(kind, form)
        first = given.matters[0]
        for matter in (bare, odd, SILENT):
            found = given._replace(
                matters=(matter._replace(returned=first.returned, extension=first.extension, ending=first.ending),),
                sender=SENDER._replace(contact="", phone=""), order=Order(), reply_due=None,
            )
            made = text.write(papers.write(found))
            assert "None" not in made
            assert "\x1b" not in made
            assert "。。" not in made
            assert "：。" not in made


def test_a_report_shares_add_up_and_names_only_what_is_wanting() -> None:
    told = said(facts(REPORT))
    assert "共4项，其中已办结1项（占25%），进度滞后或者临近期限1项（占25%）" in told
    assert "部分井主联系不上" in told
    assert ON.isoformat() not in told
    thirds = said(facts(REPORT)._replace(counts=Counts(3, 1, 0, 1, 1, 0)))
    assert [share for share in ("33.4%", "33.3%") for _ in range(thirds.count(share))] == ["33.4%", "33.3%", "33.3%"]


def test_a_talk_says_that_was_pressed_only_where_a_letter_went_before() -> None:
    assert "经督办仍未达到要求" in said(facts(TALK))
    unasked = facts(TALK)
    silent = said(unasked._replace(matters=tuple(each._replace(earlier=()) for each in unasked.matters)))
    assert "仍未达到要求" in silent
    assert "经督办" not in silent
