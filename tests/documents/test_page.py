"""The page of a subscription: what it says of which day, what it keeps to itself, and that nothing in it leaves it."""

import re
import subprocess
import sys
from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.feeds import GOLDEN, WELLS, dated
from tests.documents.pages import ADDRESS, CLIENTS, HOSTILE, ON, ORDINARY, SIXTY, Seen, event, facts
from tests.source import ROOT
from xiaxian_tasks.documents import calendar, page
from xiaxian_tasks.domain.clients import TAKES
from xiaxian_tasks.domain.feed import Feed, Shape

REDACTED = Shape(redacted=True)


def seen(of: page.PageFacts) -> Seen:
    return Seen(page.write(of))


def test_whose_calendar_it_is_and_of_which_day() -> None:
    text = seen(facts()).text()
    head = ("夏县督查·县水利局", "截至 2023年12月25日 星期一", "订阅人：邓青禾", "有效至 2024-06-30")
    for said in (*head, "李某（督查员）；王某（督查室主任）"):
        assert said in text


def test_the_overdue_come_first_then_sixty_days_by_month() -> None:
    """2023-12-30 is a Saturday worked for New Year; what lies beyond January is reckoned by weekdays and says so."""
    shown = seen(facts())
    assert [row.partition("】")[0] for row in shown.rows("已过期限（2）")] == [
        "红 12月1日 周五 已过16个工作日 【逾期", "红 12月20日 周三 已过3个工作日 【逾期",
    ]
    assert [row[:8] for row in shown.rows("2023年12月（1）")] == ["黄 12月25日"]
    assert "今天" in shown.rows("2023年12月（1）")[0]
    assert "还有6个工作日" in shown.rows("2024年1月（2）")[0]
    assert [re.findall(r"\d+月\d+日 周.|还有\S+", row)[:2] for row in shown.rows("2024年2月（2）")] == [
        ["2月9日 周五", "还有约34个工作日"], ["2月23日 周五", "还有约44个工作日"],
    ]
    assert "再往后还有 2 个日期" in shown.text()


def test_what_has_passed_without_being_late_is_no_overdue_date() -> None:
    """The first day of a window that is open, and what rests; what is in its days of grace is still pressed for."""
    past = ON - timedelta(days=2)
    opened = event(past, 1)._replace(event=event(past, 1).event._replace(kind="window", reason="not-yet-due"))
    feed = Feed("日历", ON, (opened, event(past, 2, "grey", "suspended"), event(past, 3, "yellow", "in-grace")))
    assert [row[:2] for row in seen(facts(feed)).rows("已过期限（1）")] == ["黄 "]


def test_the_next_dates_are_told_however_far_they_are() -> None:
    far = Feed("日历", ON, tuple(event(ON + timedelta(days=90 + n), n) for n in range(9)))
    shown = seen(facts(far))
    assert sum(len(shown.rows(section)) for section in shown.sections) == page.NEXT_SHOWN
    assert "接下来" in shown.text()
    assert "再往后还有 4 个日期" in shown.text()


def test_what_was_done_last_comes_with_the_day_it_was_done() -> None:
    rows = seen(facts()).rows("最近办结")
    assert [row[:10] for row in rows] == ["办结 12月22日 ", "办结 12月8日 周"]
    many = Feed("日历", ON.replace(day=1), tuple(
        event(ON, n, "done", "", ON - timedelta(days=n)) for n in range(page.DONE_SHOWN + 5)
    ))
    assert len(seen(facts(many)).rows("最近办结")) == page.DONE_SHOWN


def test_figures_with_the_day_they_are_of_and_the_lead_where_it_is_another() -> None:
    row = seen(facts(SIXTY)).rows("2024年1月（31）")[0]
    assert "县水利局、县住建局" in row
    assert row.endswith("达到1300眼，最新1100眼（10月31日）")
    alone = ORDINARY._replace(dates=tuple(each._replace(lead=("县水利局",)) for each in ORDINARY.dates))
    assert "牵头" not in seen(facts(alone)).text()


def test_what_is_withdrawn_is_no_date_to_come_and_a_recalled_calendar_says_so() -> None:
    assert "1月3日" not in seen(facts()).text()
    gone = ORDINARY._replace(dates=tuple(each._replace(withdrawn=True) for each in ORDINARY.dates))
    text = seen(facts(gone)).text()
    assert "这个日历已召回" in text
    assert "没有到期的事项" in text
    assert "召回：每个" not in seen(facts(Feed("空", ON))).text()


def test_addresses_to_copy_and_what_revoking_does_not_do() -> None:
    shown = seen(facts())
    webcal = ADDRESS.replace("https:", "webcal:")
    assert ADDRESS in shown.text()
    assert webcal in shown.text()
    assert list(shown.addresses()) == ["data:,", webcal]
    assert "撤销不能删除" in shown.text()


def test_every_program_is_told_and_those_not_tested_say_so() -> None:
    shown = seen(facts())
    text, _, untested = shown.text().partition("没有测过的")
    for client in CLIENTS:
        assert all(step in shown.text() for step in client.zh.steps), client.id
        assert (client.name in untested) is not bool(client.tested)
    for name in ("Outlook", "Apple", "Google", "钉钉", "企业微信", "飞书"):
        assert f"{name}" in untested
        assert name not in text
    assert untested.count("未实测") == sum(not client.tested for client in CLIENTS)


def test_the_table_of_programs_is_whole() -> None:
    assert len({client.id for client in CLIENTS}) == len(CLIENTS)
    for client in CLIENTS:
        assert client.takes in TAKES
        assert len(client.zh.steps) == len(client.en.steps) > 0
        for words in (client.zh, client.en):
            assert all((words.where, words.shows, words.alarms, words.cancelled, words.refresh, words.loses))


def test_what_others_typed_is_text_and_never_markup() -> None:
    plain, hostile = seen(facts()), seen(HOSTILE)
    assert {tag for tag, _ in hostile.elements} <= {tag for tag, _ in plain.elements}
    assert {name for _, attributes in hostile.elements for name in attributes} <= {
        name for _, attributes in plain.elements for name in attributes
    }
    assert list(hostile.addresses()) == list(plain.addresses())
    assert "<script>alert(1)</script>" in hostile.text()


def test_nothing_in_it_is_run_or_fetched() -> None:
    """Its icon is none of its own, so that no browser asks the server for one, which would count as a wrong token."""
    written = page.write(facts())
    tags = {tag for tag, _ in Seen(written).elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "svg", "video", "audio", "base"}
    assert not [name for _, attributes in Seen(written).elements for name in attributes if name.startswith("on")]
    assert b"url(" not in written
    assert b"@import" not in written
    policy = next(a["content"] for tag, a in Seen(written).elements if "Content-Security-Policy" in a.values())
    assert policy.startswith("default-src 'none'")


def titles(feed: Feed) -> dict[str, str]:
    """What the calendar itself calls each event, by UID."""
    events = icalendar.Calendar.from_ical(calendar.write(feed)).walk("VEVENT")
    return {str(each["UID"]): str(each["SUMMARY"]) for each in events}


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_a_redacted_page_says_no_more_than_its_calendar(name: str) -> None:
    """Day, working days and the very title of the calendar; no light, lead, figure, person or office."""
    feed = GOLDEN[name]._replace(shape=REDACTED, unnamed=frozenset({"县水利局", "邓青禾"}))
    on = feed.month
    shown, open_page = seen(facts(feed, on=on)), seen(facts(GOLDEN[name], on=on))
    told = set(titles(feed).values())
    rows = [row for section in shown.sections for row in shown.rows(section)]
    assert len(rows) == sum(len(open_page.rows(section)) for section in open_page.sections)
    for row in rows:
        left = re.sub(r"^\d+月\d+日 周. ?(?:今天|(?:还有约?|已过)\d+个工作日)? ?", "", row)
        assert left in told
    for said in ("邓青禾", "李某", "牵头", "目标与最新", "县水利局"):
        assert said not in shown.text()


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_words_keep_the_page_whole(what: str, name: str) -> None:
    odd = dated(WELLS._replace(what=what, title=name, body=name, on=ON))
    written = page.write(facts(Feed(name, ON.replace(day=1), (odd,)), person=what))
    assert len(Seen(written).rows("2023年12月（1）")) == 1
    assert written == page.write(facts(Feed(name, ON.replace(day=1), (odd,)), person=what))


def test_the_last_day_there_is() -> None:
    assert b"9999" in page.write(facts(Feed("日历", date(9999, 12, 1)), on=date(9999, 11, 1)))


def test_without_its_library_it_says_what_to_install() -> None:
    """Another process, in which the library cannot be imported."""
    code = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from tests.documents.pages import facts\nfrom xiaxian_tasks.documents import page\n"
        "from xiaxian_tasks.errors import Misused\n"
        "try: page.write(facts())\nexcept Misused as error: print(error.code, error.figures['extra'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("extra-missing serve\n", "")
