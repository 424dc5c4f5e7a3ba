"""Facts of pages made by hand, and a page read back as a browser would."""

from collections.abc import Iterable
from datetime import date, timedelta
from html.parser import HTMLParser

from tests.documents.feeds import GOLDEN, MONTH, WELLS, dated
from xiaxian_tasks import bundled
from xiaxian_tasks.documents import clients
from xiaxian_tasks.documents.page import PageFacts
from xiaxian_tasks.domain.days import DayOff, WorkDays
from xiaxian_tasks.domain.feed import Contact, Dated, Feed

ON = date(2023, 12, 25)
WORKDAYS = WorkDays(
    [DayOff(date(2024, 1, 1), working=False, name="元旦"), DayOff(date(2023, 12, 30), working=True, name="元旦")],
    known_until=date(2024, 1, 31),
)
"""New Year's Day off and a Saturday worked for it; what comes after January nobody has announced."""

ADDRESS = "https://ducha.xiaxian.gov.cn/f/Zm9vYmFy-_0123456789abcdefghijklmnopqrstuv.ics"
CLIENTS = clients.read(bundled.clients())
VOID = frozenset("meta link br hr img input col".split())


def event(on: date, number: int, light: str = "green", reason: str = "on-pace", done_on: date | None = None) -> Dated:
    """A date with a UID of its own."""
    return dated(WELLS._replace(
        on=on, light=light, reason=reason, done_on=done_on, uid=f"groundwater-23.{number}.t1@xiaxian-tasks"
    ))


ORDINARY = Feed("夏县督查·县水利局", MONTH, (
    event(date(2023, 12, 20), 1, "red", "overdue"),
    event(date(2023, 12, 1), 2, "red", "missed"),
    event(ON, 3, "yellow", "near-due"),
    event(date(2024, 1, 2), 4, "yellow", "near-due"),
    event(date(2024, 1, 20), 12),
    event(date(2024, 2, 9), 5),
    event(ON + timedelta(days=60), 6),
    event(ON + timedelta(days=61), 7),
    event(date(2024, 9, 30), 8),
    event(date(2023, 12, 10), 9, "done", "", date(2023, 12, 8)),
    event(date(2023, 12, 31), 10, "done", "", date(2023, 12, 22)),
    event(date(2024, 1, 3), 11)._replace(withdrawn=True),
), "县水利局")

SIXTY = Feed("夏县督查·县水利局", MONTH, tuple(
    event(ON + timedelta(days=n - 5), n, *(("red", "overdue") if n < 5 else ("green", "on-pace"))) for n in range(60)
), "县水利局")


def facts(feed: Feed = ORDINARY, *, person: str = "邓青禾", on: date = ON) -> PageFacts:
    """Facts around a feed."""
    asks = (Contact("", "李某", "supervisor"), Contact("", "王某", "director"))
    return PageFacts(feed, on, WORKDAYS, ADDRESS, CLIENTS, person, date(2024, 6, 30), asks)


HOSTILE = facts(
    GOLDEN["hostile"]._replace(name="<script>alert(1)</script>\"'&"), person="</title><img src=x onerror=y>"
)


class Seen(HTMLParser):
    """A page as its elements with their attributes, its words, and the rows of its tables by section."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.sections: dict[str, list[str]] = {}
        self._open: list[str] = []
        self._section = ""
        self.feed(page.decode("utf-8"))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "tr":
            self.sections.setdefault(self._section, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        self.words.append(data)
        said = " ".join(data.split())
        if self._open[-1:] in (["h2"], ["h3"]) and said:
            self._section = said
        elif "tbody" in self._open and said:
            rows = self.sections[self._section]
            rows[-1] = f"{rows[-1]} {said}".strip()

    def text(self) -> str:
        """All its words on one line."""
        return " ".join(" ".join(self.words).split())

    def rows(self, section: str) -> list[str]:
        """The rows of a section's table, without its head."""
        return [row for row in self.sections.get(section, ()) if row]

    def addresses(self) -> Iterable[str]:
        """Everything in it that a browser might fetch or follow."""
        return [
            attributes[name] for _tag, attributes in self.elements
            for name in ("src", "href", "srcset", "data", "action", "poster", "background") if name in attributes
        ]
