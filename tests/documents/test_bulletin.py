"""A bulletin as paper, text, Markdown and page: kept word for word, the same bytes again, nothing in it leaves it."""

import os
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from tests.documents.browser import Browser, found, pages_of, running
from tests.documents.pages import Seen
from tests.office.bulletins import PHOTO, SENDER, facts, ledger
from xiaxian_tasks.documents import _png, bulletin_md, bulletin_page
from xiaxian_tasks.documents.papers import bulletin
from xiaxian_tasks.domain import bulletin as b
from xiaxian_tasks.domain.bulletin import Bulletin, Named, OfBody, Photo, Repeated, Tally, Unanswered
from xiaxian_tasks.domain.letters import Picture
from xiaxian_tasks.domain.terms import UNASSIGNED
from xiaxian_tasks.paper import docx, gauge, text
from xiaxian_tasks.paper.pictures import size_of

GOLDEN = Path(__file__).with_name("golden")
NASTY = "</title><script>alert(1)</script><img src=http://x.test/y>\x1b[2J|`*_# & \"'" + "长" * 80
DAY = date(2023, 10, 31)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Bulletin:
    """The facts of the small ledger, with a seal and a photograph."""
    whole = facts(ledger(tmp_path_factory.mktemp("bulletin")))
    return whole._replace(
        seal="A1B2-C3D4-E5F6", seal_on=date(2023, 11, 1), photos=(Photo("roads-23/1", "房屋", DAY, "现场.png", PHOTO),),
        letters=(("reminder", 3), ("supervision", 1)),
    )


def hostile() -> Bulletin:
    """Facts whose every word is a trap, and so many that nothing fits."""
    tally = Tally("p", NASTY, dict.fromkeys(b.CLASSES, 10**9), dict.fromkeys(b.CLASSES, 0))
    task = Named(
        "p/1", "p", NASTY, NASTY, NASTY, (NASTY,), b.FAR, "far-behind", DAY, 0, NASTY, Decimal("1E+20"), NASTY,
        Decimal("-0.000001"), DAY, Decimal("-3"), Decimal(1), Decimal("-400"), NASTY, (NASTY,),
    )
    of = (OfBody(NASTY, ("p/1",), 1),)
    return Bulletin(
        DAY, DAY, DAY, DAY, tally, (tally, tally._replace(name="q")), (tally._replace(name=NASTY),), DAY,
        good=(task,), slow=(task,) * 20, slow_count=99, asked=(task,), silent=of, late=of, letters=((NASTY, 1),),
        unanswered=(Unanswered(NASTY, "p/1", NASTY, DAY, DAY, 3, NASTY),),
        repeated=(Repeated("p/1", NASTY, NASTY, NASTY, 2, DAY),), undone=(task,) * 3, undone_count=3,
        photos=(Photo("p/1", NASTY, DAY, NASTY, PHOTO),), answer_by=DAY, sender=SENDER, seal="S", seal_on=DAY,
    )


def assert_golden(name: str, made: bytes) -> None:
    """The bytes are those kept under this name; with UPDATE_GOLDENS set they are kept, and the test fails for once."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDENS"):
        path.write_bytes(made)
        raise AssertionError(f"{name} was written: read it, then run again")
    assert made.decode() == path.read_text(encoding="utf-8")


FORMS = {
    ".txt": lambda told: text.write(bulletin.write(told, "第3期")).encode(),
    ".md": lambda told: bulletin_md.write(told, "第3期"),
    ".html": lambda told: bulletin_page.write(told, "第3期"),
}


@pytest.mark.parametrize("suffix", FORMS)
def test_its_words_are_kept_in_every_form(told: Bulletin, suffix: str) -> None:
    assert_golden(f"bulletin{suffix}", FORMS[suffix](told))


def test_the_same_facts_give_the_same_bytes(told: Bulletin) -> None:
    papers = [docx.write(bulletin.write(told)) for _ in range(2)]
    assert papers[0] == papers[1]
    assert bulletin_page.write(told) == bulletin_page.write(told)


def test_a_draft_leaves_the_place_of_its_number(told: Bulletin) -> None:
    paper = bulletin.write(told)
    assert (paper.mark, paper.number, paper.kind) == ("督查通报", "第　期", "bulletin")
    assert (paper.title, paper.seal_code) == ("关于2023年10月重点事项督查情况的通报", "A1B2-C3D4-E5F6")
    assert bulletin.title(told._replace(last=date(2023, 11, 5))) == "关于2023年10月1日至11月5日重点事项督查情况的通报"
    for first, last, name in ((7, 30, "第三季度"), (1, 30, "1月1日至9月30日")):
        quarter = told._replace(first=date(2023, first, 1), last=date(2023, 9, last))
        assert bulletin.title(quarter) == f"关于2023年{name}重点事项督查情况的通报"
    year = told._replace(first=date(2023, 1, 1), last=date(2023, 12, 31))
    assert bulletin.title(year) == "关于2023年度重点事项督查情况的通报"
    assert bulletin.title(told._replace(body="县水利局")) == "关于2023年10月县水利局牵头事项督查情况的通报"
    assert bulletin.title(told._replace(plan="roads-23")) == "关于2023年10月县政办发〔2023〕3号事项督查情况的通报"


def test_the_shares_of_its_table_add_up(told: Bulletin) -> None:
    """Every share of the table is that of the text, and 100.0 % in all."""
    made = bulletin_md.write(told).decode()
    rows = re.findall(r"^\| (\S+) \| (\d+) \| ([\d.]+)% \|", made, re.M)
    assert len(rows) == len(b.CLASSES) + 1
    assert sum(Decimal(share) for _, _, share in rows[:-1]) == Decimal(rows[-1][2]) == 100
    assert sum(int(count) for _, count, _ in rows[:-1]) == int(rows[-1][1]) == 10


def test_its_pictures_are_a_chart_and_the_photograph(told: Bulletin) -> None:
    paper = bulletin.write(told)
    chart = next(block for block in paper.body if isinstance(block, Picture))
    size = size_of(chart.content)
    assert size is not None
    assert (size.sort, size.width, size.height) == ("png", _png.WIDTH, 2 * _png.HIGH + _png.BETWEEN)
    assert "已办结10.0%" in chart.shows
    assert [block.content for block in paper.annexes[-1].blocks if isinstance(block, Picture)] == [PHOTO]
    with zipfile.ZipFile(BytesIO(docx.write(paper))) as parcel:
        assert sorted(name for name in parcel.namelist() if "media" in name) == [
            "word/media/1.png", "word/media/2.png"
        ]


def test_it_keeps_the_standard(told: Bulletin) -> None:
    assert gauge.check(docx.write(bulletin.write(told, "第3期"))) == []


def test_a_plan_without_a_number_goes_by_its_title(told: Bulletin) -> None:
    plain = told.total._replace(name="odd-23", title="　水源保护方案")
    one = told._replace(plans=(plain,), plan="odd-23")
    assert bulletin.title(one) == "关于2023年10月《水源保护方案》事项督查情况的通报"
    for each in (one, told._replace(plans=(plain, *told.plans))):
        for made in (bulletin_page.write(each), bulletin_md.write(each), text.write(bulletin.write(each)).encode()):
            assert "《水源保护方案》" in "".join(made.decode().split())
            assert b"odd-23" not in made


def test_what_nobody_leads_goes_to_everybody(told: Bulletin) -> None:
    paper = bulletin.write(told._replace(body=UNASSIGNED))
    assert paper.to == ("各乡镇人民政府", "县直各有关单位")
    assert "待定单位" not in paper.title
    assert bulletin.write(told._replace(body="县水利局")).to == ("县水利局",)


def test_a_bulletin_of_nothing_says_so() -> None:
    none = Tally("", "", dict.fromkeys(b.CLASSES, 0))
    paper = bulletin.write(Bulletin(DAY, DAY, DAY, DAY, none, sender=SENDER))
    assert "没有纳入统计的事项" in text.write(paper)
    assert paper.annexes == ()
    assert b"<svg" not in bulletin_page.write(Bulletin(DAY, DAY, DAY, DAY, none, sender=SENDER))


def test_what_is_said_to_those_who_are_named_follows_the_facts(told: Bulletin) -> None:
    said = text.write(bulletin.write(told)).replace("\n", "")
    for words in ("逾期事项要限期完成", "未按期报送的单位要于", "不得照抄上次内容", "提醒函3份、督办函1份"):
        assert words in said
    good = told._replace(
        total=told.total._replace(counts={**told.total.counts, b.OVERDUE: 0, b.FAR: 0, b.BEHIND: 0, b.SILENT: 0}),
        slow=(), slow_count=0, late=(), repeated=(), unanswered=(),
    )
    assert "请各单位继续按序时进度推进" in text.write(bulletin.write(good)).replace("\n", "")


@pytest.mark.parametrize("which", ["told", "hostile"])
def test_nothing_in_the_page_leaves_it(told: Bulletin, which: str) -> None:
    page = bulletin_page.write(told if which == "told" else hostile())
    seen = Seen(page)
    assert all(address.startswith("data:") for address in seen.addresses())
    assert not {tag for tag, _ in seen.elements} & {"script", "iframe", "object", "embed", "base", "form", "use"}
    assert not re.search(rb"url\(|@import|https?://(?!x\.test)", page)
    assert not [name for _, attributes in seen.elements for name in attributes if name.startswith("on")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", page.decode())


def test_the_page_can_be_read_without_eyes(told: Bulletin) -> None:
    seen = Seen(bulletin_page.write(told))
    charts = [attributes for tag, attributes in seen.elements if tag == "svg" and attributes.get("role") == "img"]
    ids = {attributes["id"] for _, attributes in seen.elements if "id" in attributes}
    assert len(charts) == 3
    assert all(name in ids for chart in charts for name in chart["aria-labelledby"].split())
    assert all(attributes["alt"] for tag, attributes in seen.elements if tag == "img")
    assert all(attributes.get("scope") == "col" for tag, attributes in seen.elements if tag == "th")
    assert ("html", {"lang": "zh-CN"}) in seen.elements


def test_no_word_of_others_is_a_mark_in_markdown() -> None:
    made = bulletin_md.write(hostile()).decode()
    assert not re.search(r"(?<!\\)[<>`]", made.replace("`S`", ""))
    tables = [line for line in made.splitlines() if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", line)) in {6, 7, 9} for line in tables)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser | None]:
    """The browser, started once; None where there is none, which is said in a line."""
    programs = found()
    if programs is None:
        os.write(2, b"no chromium with its driver here: the bulletin's page is not printed\n")
        yield None
        return
    with running(programs, tmp_path_factory.mktemp("browser")) as window:
        yield window


def test_a_browser_prints_it_and_fetches_nothing(told: Bulletin, browser: Browser | None, tmp_path: Path) -> None:
    for name, facts_of in (("told", told), ("hostile", hostile())) if browser else ():
        assert browser is not None
        place = tmp_path / f"{name}.html"
        place.write_bytes(bulletin_page.write(facts_of))
        for width in (360, 1280):
            browser.open(place.as_uri(), width=width)
            assert [each for each in browser.fetched() if not each.startswith("data:")] == [place.as_uri()]
            assert browser.say("document.documentElement.scrollWidth") <= width
        if name == "told":
            assert 3 <= pages_of(browser.print()) <= 6
