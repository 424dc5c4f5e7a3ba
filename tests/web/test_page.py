"""The page for people as the server hands it out, and as a real browser opens it there."""

import re
import sys
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.documents.browser import found, pages_of
from tests.documents.browser import running as browsing
from tests.documents.pages import Seen
from tests.web.reaching import BODY, ON, Reached, given
from xiaxian_tasks.documents import page
from xiaxian_tasks.domain.feed import Shape


def test_it_shows_the_dates_of_the_calendar_beside_it(token: str, reached: Reached) -> None:
    """Every open date of the feed within sixty days, and every overdue one, by its title there."""
    answer, feed = reached.ask(f"/f/{token}"), reached.ask(f"/f/{token}.ics")
    assert answer.code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-store"
    shown = Seen(answer.body)
    assert BODY in shown.text()
    assert f"http://127.0.0.1:{reached.port}/f/{token}.ics" in shown.text()
    rows = [row for section in shown.sections for row in shown.rows(section) if section != "最近办结"]
    events: list[Any] = icalendar.Calendar.from_ical(feed.body).walk("VEVENT")
    due = [
        (each["DTSTART"].dt, str(each["SUMMARY"])) for each in events
        if str(each.get("STATUS", "")) != "CANCELLED" and not str(each["SUMMARY"]).startswith("【已办结】")
        and (each["DTSTART"].dt - ON).days <= 60 and (each["DTSTART"].dt >= ON or str(each["SUMMARY"]).startswith("【"))
    ]
    assert len(rows) == len(due) > page.NEXT_SHOWN - 1
    for on, title in due:
        assert any(f"{on.month}月{on.day}日" in row and title in row for row in rows), title


def test_a_redacted_one_names_no_body_person_or_figure(ledger: Path, reached: Reached) -> None:
    token = given(ledger, shape=Shape(redacted=True))
    text = Seen(reached.ask(f"/f/{token}").body).text().partition("订阅地址")[0]
    assert BODY not in text
    assert not re.search(r"达到|牵头|最新|亮灯|李某", text)
    assert reached.ask("/f/" + "x" * 43).code == 404


def test_a_browser_fetches_nothing_but_the_page(
    token: str, reached: Reached, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs = found()
    if programs is None:
        with capsys.disabled():
            sys.stderr.write("\nchromium and chromedriver are not on this machine: the server was not shown to them\n")
        return
    address = f"http://127.0.0.1:{reached.port}/f/{token}"
    with browsing(programs, tmp_path) as browser:
        browser.open(address, width=360)
        assert browser.say("document.documentElement.scrollWidth") == 360
        assert browser.say("document.querySelector('h1').innerText") == f"夏县督查·{BODY}"
        assert browser.fetched() == [address]
        assert pages_of(browser.print()) <= 2
    assert reached.logged.getvalue().count("GET") == 1
