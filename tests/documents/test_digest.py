"""The digest: what it says of which day, how much it says at most, and how it looks where it is read."""

import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.feeds import CHANGED, WELLS, dated
from tests.documents.mails import ENVELOPE, FACTS, FEED, ON, WORKDAYS, read
from xiaxian_tasks.documents import _digest_layout, digest
from xiaxian_tasks.documents._message import Attached
from xiaxian_tasks.documents.calendar import write
from xiaxian_tasks.domain.feed import Dated, Feed, Shape

FILE = Attached("xiaxian.ics", "ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


def page(facts: digest.DigestFacts) -> str:
    return _digest_layout.page(digest.told(facts, FILE.name))


def lines(facts: digest.DigestFacts) -> list[str]:
    return [line.strip() for line in digest.plain(facts, FILE.name).splitlines() if line.strip()]


def test_what_it_says() -> None:
    said = lines(FACTS["ordinary"])
    assert said[:3] == [
        "夏县督查·县水利局", "日程摘要 · 2023年12月25日（星期一）", "邓青禾：现将截至12月25日的督查日程摘要如下。",
    ]
    starts = [line for line in said if re.match(r"[一二三]、|\d+\. ", line)]
    assert starts[:9] == [
        "一、已逾期：1项",
        "1. 12月20日（周三，已过3个工作日，红灯）上报清单",
        "二、30日内到期（到2024年1月24日）：3项",
        "1. 12月22日（周五，已过1个工作日，宽限期内，黄灯）月报",
        "2. 12月25日（周一，今天，黄灯）今日例会",
        "3. 12月31日（周日，还有4个工作日，绿灯）关停自备井",
        "三、近30日办结或撤销（自11月25日）：2项",
        "1. 12月15日（周五，期限12月31日，撤销）撤项",
        "2. 12月12日（周二，期限12月31日，办结）规划",
    ]
    at = said.index("3. 12月31日（周日，还有4个工作日，绿灯）关停自备井")
    assert said[at + 1] == "事项：推进水源置换（夏政办发〔2023〕22号 三（四））"
    for fact in ("目标：达到1300眼", "最新：1100眼（截至2023-10-31）", "应完成91.7%", "已完成77.5%",
                 "差距−14.2个百分点（截至2023-12-01）", "此后每月需200眼"):
        assert fact in said[at + 2]
    assert said[at + 3] == "牵头：县水利局、县住建局"
    assert "在办6项：红灯1项，黄灯3项，绿灯1项，灰灯1项。" in said
    assert "30日以后到期1项，其中慢于序时进度1项。" in said
    assert "暂缓、终止或仍在窗口期的1项，不计逾期。" in said
    assert "数据来源：督查台账，截至2023年12月25日。" in said
    assert any(FILE.name in line for line in said)
    assert not any("旧项" in line for line in said), "settled long ago"
    assert digest.subject(FACTS["ordinary"]) == "夏县督查·县水利局（12月25日）：逾期1项，30日内到期3项"


def test_the_thirtieth_day_belongs_to_it_either_way() -> None:
    def sort(days: int, *, done: int | None = None) -> list[str]:
        settled = {"light": "done", "done_on": ON + timedelta(done)} if done is not None else {}
        one = dated(WELLS._replace(on=ON + timedelta(days), **settled))  # type: ignore[arg-type]
        found = digest.sorted_out(FEED._replace(dates=(one,)), ON)
        return [name for name, dates in zip(found._fields, found, strict=True) if dates]

    assert (sort(0), sort(30), sort(31)) == (["coming"], ["coming"], ["later"])
    assert (sort(0, done=0), sort(0, done=-30), sort(0, done=-31)) == (["settled"], ["settled"], [])


def test_a_window_that_has_opened_is_not_overdue() -> None:
    opened = WELLS._replace(on=ON - timedelta(5), kind="window", light="green", reason="window")
    late = opened._replace(kind="milestone", light="red", reason="overdue")
    gone = WELLS._replace(light="grey", reason="withdrawn", gone_on=ON - timedelta(2))
    found = digest.sorted_out(FEED._replace(dates=(dated(opened),)), ON)
    assert [len(dates) for dates in found] == [0, 0, 0, 0, 1]
    assert len(digest.sorted_out(FEED._replace(dates=(dated(late),)), ON).overdue) == 1
    assert digest.settled_on(dated(gone, withdrawn=True)) == ON - timedelta(2)


def test_a_working_day_of_a_year_not_announced_is_about() -> None:
    feed = FEED._replace(dates=(dated(WELLS._replace(on=date(2024, 1, 5))),))
    assert any("还有约9个工作日" in line for line in lines(digest.DigestFacts("", feed, ON, WORKDAYS)))


@pytest.mark.parametrize(
    ("kind", "what", "said"),
    [("receipt", "签收交办通知", "签收交办通知"), ("reply", "说明情况", "回复·说明情况"), ("target", "关停", "关停")],
)
def test_what_a_day_is_for_is_said_once(kind: str, what: str, said: str) -> None:
    feed = FEED._replace(dates=(dated(WELLS._replace(kind=kind, what=what)),))
    assert any(line.endswith(f"）{said}") for line in lines(digest.DigestFacts("", feed, ON, WORKDAYS)))


def test_nothing_to_say_is_said() -> None:
    said = lines(FACTS["empty"])
    assert said.count("无。") == 3
    assert "在办0项：红灯0项，黄灯0项，绿灯0项，灰灯0项。" in said
    assert digest.subject(FACTS["empty"]) == "夏县督查（12月25日）：逾期0项，30日内到期0项"


def test_a_section_ends_and_says_what_is_left() -> None:
    said = lines(FACTS["many"])
    assert "二、30日内到期（到2024年1月24日）：120项" in said
    assert "另有20项，见所附日历。" in said
    assert "100. 12月31日（周日，还有4个工作日，绿灯）关停自备井" in said
    assert page(FACTS["many"]).count("<tr") == 100


def test_both_forms_say_the_same() -> None:
    for facts in FACTS.values():
        seen = _Text.of(page(facts))
        for line in lines(facts):
            for piece in re.split(r"^\d+\. |^[一二三]、|（(?=周)|）", line):
                for word in re.split(r"[，；：（）]", piece):
                    assert word.strip() in seen, line


class _Text(HTMLParser):
    """The words of a page, its tags checked: each closed in its order, nothing fetched, nothing run."""

    ALONE = frozenset({"meta", "!doctype"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "ol", "li", "table", "tr", "td",
                       "span", "strong"}
        assert {name for name, _ in attrs} <= {"style", "lang", "charset", "name", "content", "role", "cellpadding",
                                               "cellspacing"}
        assert not any("url(" in (value or "") for _, value in attrs)
        if tag not in self.ALONE:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @classmethod
    def of(cls, text: str) -> str:
        reader = cls()
        reader.feed(text)
        reader.close()
        assert reader.inside == []
        return "".join(reader.words)


def test_markup_in_a_name_is_text() -> None:
    evil = '<script src="https://x.cn/a.js">alert(1)</script><img src=x onerror=a()>&amp;"\''
    event = WELLS._replace(what=evil, title=evil, body=evil)
    feed = Feed(evil, ON.replace(day=1), (dated(event)._replace(document=evil, lead=(evil,)),))
    shown = _Text.of(page(digest.DigestFacts(evil, feed, ON, WORKDAYS)))
    assert shown.count("<script src=") >= 4


def test_of_a_redacted_calendar_days_and_titles_alone_are_told() -> None:
    feed = FEED._replace(shape=Shape(redacted=True), unnamed=frozenset({"县水利局"}))
    facts = digest.DigestFacts("邓青禾", feed, ON, WORKDAYS)
    for text in (digest.subject(facts), digest.plain(facts, FILE.name), page(facts)):
        for word in ("县水利局", "邓青禾", "1300", "1100", "22号", "三（四）"):
            assert word not in text


DATES = st.builds(
    lambda on, light, done, withdrawn, changed, number: dated(
        WELLS._replace(on=ON + timedelta(on), light=light[0], reason=light[1], uid=f"{number}@xiaxian-tasks",
                       done_on=ON + timedelta(done) if light[0] == "done" else None),
        withdrawn=withdrawn,
    )._replace(changed=CHANGED + timedelta(changed)),
    st.integers(-400, 400),
    st.sampled_from([("red", "overdue"), ("yellow", "in-grace"), ("green", "on-pace"), ("grey", "suspended"),
                     ("done", ""), ("grey", "no-report"), ("yellow", "behind")]),
    st.integers(-60, 0), st.booleans(), st.integers(-60, 60), st.integers(0, 10**6),
)


@given(st.lists(DATES, max_size=30, unique_by=lambda dated: dated.event.uid))
@settings(max_examples=200, deadline=None)
def test_every_open_date_is_counted_once(dates: list[Dated]) -> None:
    feed = FEED._replace(dates=tuple(dates))
    found = digest.sorted_out(feed, ON)
    told = [each.event.uid for sort in found for each in sort]
    assert len(told) == len(set(told))
    open_ones = {each.event.uid for each in dates if not each.withdrawn and each.event.light != "done"}
    assert open_ones == set(told) - {each.event.uid for each in found.settled}
    assert all(each.event.on < ON and each.event.reason not in {"suspended", "in-grace"} for each in found.overdue)
    assert all(each.event.on < ON or each.event.reason == "suspended" for each in found.resting)
    assert all(each.event.light not in {"red", "yellow"} for each in found.resting)
    assert all(each.event.on <= ON + timedelta(30) for each in found.coming)
    counted = digest.counts(digest.DigestFacts("", feed, ON, WORKDAYS))
    assert counted == {name: len(sort) for name, sort in zip(found._fields, found, strict=True)}
    assert digest.told(digest.DigestFacts("", feed._replace(dates=tuple(dates[::-1])), ON, WORKDAYS), "x") == (
        digest.told(digest.DigestFacts("", feed, ON, WORKDAYS), "x")
    )


def test_the_file_goes_along_as_it_is() -> None:
    raw = write(FEED._replace(shape=Shape(method="PUBLISH")))
    made = digest.write(FACTS["ordinary"], ENVELOPE, Attached("x.ics", "ics", raw))
    (file,) = read(made.content).iter_attachments()
    assert (file.get_content_type(), file.get_filename(), file.get_content()) == ("application/ics", "x.ics", raw)
    assert file["Content-Transfer-Encoding"] == "base64"
    assert [part.get_content_type() for part in read(made.content).walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/ics",
    ]
    assert made.id == read(made.content)["Message-ID"][1:-1]
    assert made.id.startswith("digest.20231225.")


WIDE = "<script>document.title = document.documentElement.scrollWidth</script>"


@pytest.mark.parametrize("name", ["ordinary", "hostile"])
def test_a_browser_shows_it_on_a_phone_and_prints_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        with capsys.disabled():
            sys.stderr.write("\nno Chromium on this machine: a digest was not shown to it\n")
        return
    shown = tmp_path / "digest.html"
    shown.write_text(page(FACTS[name]).replace("</body>", f"{WIDE}</body>"), encoding="utf-8")
    quiet = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    dom = subprocess.run(
        [*quiet, "--window-size=500,900", "--dump-dom", shown.as_uri()], check=True, capture_output=True, timeout=120,
    ).stdout.decode()
    width = re.search(r"<title>(\d+)</title>", dom)
    assert width
    assert int(width[1]) <= 500, "nothing to scroll sideways"
    printed = tmp_path / "digest.pdf"
    subprocess.run(
        [*quiet, "--no-pdf-header-footer", f"--print-to-pdf={printed}", shown.as_uri()], check=True,
        capture_output=True, timeout=120,
    )
    pages = len(re.findall(rb"/Type /Page\b", printed.read_bytes()))
    assert 1 <= pages <= 2
