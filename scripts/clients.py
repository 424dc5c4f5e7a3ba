"""Writes docs/calendar-clients.md and its Chinese page from the table of programs that take calendars.

`--check` says whether they are still true.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts import generated
from xiaxian_tasks.assemble import pages
from xiaxian_tasks.domain.clients import Client, Words

DOCS = Path(__file__).resolve().parent.parent / "docs"


class Page(NamedTuple):
    """What a page says around the table, and its language."""

    path: Path
    language: str
    head: str
    columns: str
    untested: str
    labels: tuple[str, str, str, str, str]
    tail: str


ENGLISH = Page(DOCS / "calendar-clients.md", "en", """\
# Which calendar program shows what

[中文](calendar-clients.zh-CN.md)

What real programs did with our calendars when they were given them: subscribed, changed, moved, cancelled, emptied.
Made by `make docs` from `plans/clients/calendars.toml`, which the page of each subscription shows too. Where a version
stands, it was measured in that version; the others could not be had, and what is said of them is what their makers
document or their users report.

Whatever the program: the urgency stands in the title, because many drop alarms; each due day is an event of its own,
because many misread rules of repeating; and an address that was revoked leaves what was fetched where it is.

""", "| program | where | tested | alarms | cancelled | looks again | lost |", "not tested",
    ("shows", "alarms", "cancelled", "looks again", "lost"), """\
## What reads them

Eight libraries that calendar programs are built on were given the same events, twins and alarms (icalendar 7.3,
recurring-ical-events 3.8, ical 14.3, ical.js 2.2, node-ical 0.27, libical 3.0, KCalendarCore 5.103, sabre/vobject 2.1):
each kept all of them. They part only over rules of repeating, of which ours have none. sabre/vobject 2.1 is old;
Nextcloud has 4.x, which was not measured.
""")

CHINESE = Page(DOCS / "calendar-clients.zh-CN.md", "zh", """\
# 各日历程序怎么订阅、会丢什么

[English](calendar-clients.md)

把我们的日历交给真实的程序：订阅、变化、改期、撤销、清空，看它们各自怎么做。本页由 `make docs` 从
`plans/clients/calendars.toml` 生成，每个订阅的网页上是同一张表。写了版本的，就是在那个版本上测的；没有条件测的，
写的是厂商文档或用户报告里的说法。

不管哪个程序：紧急程度写在标题里，因为很多程序丢提醒；每个期限是单独的一个日期，因为很多程序读错重复规则；
撤销地址以后，已经取走的内容还在各个程序里。

""", "| 程序 | 用在哪里 | 测过的版本 | 提醒 | 撤销的 | 多久更新 | 会丢什么 |", "未实测",
    ("看到什么", "提醒", "撤销的", "多久更新", "会丢什么"), """\
## 读取的部分

日历程序常用的八个程序库读过同样的日期、待办和提醒（icalendar 7.3、recurring-ical-events 3.8、ical 14.3、
ical.js 2.2、node-ical 0.27、libical 3.0、KCalendarCore 5.103、sabre/vobject 2.1），一个不少。它们只在重复规则上有
分歧，而我们的日历里没有重复规则。sabre/vobject 2.1 较旧，Nextcloud 用的是 4.x，没有测。
""")

PAGES = (ENGLISH, CHINESE)


def text(page: Page) -> str:
    """The whole page."""
    clients = pages.clients()
    return page.head + "".join(f"{line}\n" for line in _lines(page, clients)) + page.tail


def _lines(page: Page, clients: tuple[Client, ...]) -> Iterator[str]:
    yield page.columns
    yield "|---|---|---|---|---|---|---|"
    for client in clients:
        words = _words(page, client)
        told = (words.name or client.name, words.where, _tested(page, client), words.alarms, words.cancelled)
        yield f"| {' | '.join((*told, words.refresh, words.loses))} |"
    yield ""
    for client in clients:
        words = _words(page, client)
        yield f"## {words.name or client.name}"
        yield ""
        yield f"{words.where}{'; ' if page.language == 'en' else '；'}{_tested(page, client)}"
        yield ""
        yield from (f"{number}. {step}" for number, step in enumerate(words.steps, 1))
        yield ""
        facts = (words.shows, words.alarms, words.cancelled, words.refresh, words.loses)
        colon = ": " if page.language == "en" else "："
        yield from (f"- {label}{colon}{fact}" for label, fact in zip(page.labels, facts, strict=True))
        yield ""


def _words(page: Page, client: Client) -> Words:
    return client.en if page.language == "en" else client.zh


def _tested(page: Page, client: Client) -> str:
    part = _words(page, client).part
    beside = (f" ({part})" if page.language == "en" else f"（{part}）") if part else ""
    return f"{client.tested}{beside}" if client.tested else page.untested


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` leave with 1 when one is not what it would be."""
    return max(generated.put(page.path, text(page), arguments) for page in PAGES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
