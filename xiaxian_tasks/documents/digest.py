"""The digest of a calendar (日程摘要) as a message: what is overdue, comes due or was settled, and the calendar itself.

Many programs drop alarms, and what is fetched comes hours late: the mail is what reminds. It says nothing of the moment
it is made, so that the same day gives the same bytes. Always Chinese.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.documents import _digest_layout, _outward
from xiaxian_tasks.documents._days import WEEKDAYS, left
from xiaxian_tasks.documents._digest_layout import Line, Section, Told
from xiaxian_tasks.documents._message import Attached, Envelope, Message, Saying, message
from xiaxian_tasks.documents._titles import category, clean, cut, description, sort_of
from xiaxian_tasks.domain.days import COUNTY_TIME, WorkDays
from xiaxian_tasks.domain.feed import Dated, Feed
from xiaxian_tasks.domain.terms import DONE, GREEN, GREY, PAUSED, RED, YELLOW

__all__ = [
    "Attached", "DigestFacts", "Sorted", "counts", "plain", "settled_on", "sorted_out", "subject", "told", "write",
]

DAYS_AHEAD = DAYS_BACK = timedelta(days=30)
"""Calendar days a digest looks ahead and back, the last inclusive; what is settled leaves calendars after as many."""

LINES_AT_MOST = 100
"""Lines of one section: a mail that nobody can read to its end reminds of nothing."""

TEXT_AT_MOST = 120
"""Characters of one text of a line."""

TITLE_AT_MOST = 60
"""Characters of a calendar's name in a subject."""

GRACE = "in-grace"
"""The reason of a day that has passed and may still be made good: not overdue yet."""

_FACTS = ("目标", "最新", "进度", "要求")
"""What a line takes over from the event's own description, where it says so."""

_BEHIND = frozenset({"behind", "far-behind"})


class DigestFacts(NamedTuple):
    """What a digest is made of. `whom` is the person or body it speaks to; `feed` the calendar, `on` the day its facts
    are of, `workdays` what is known of working days then. Of a redacted calendar only days and titles are told.
    `mark` stands before the subject and the title."""

    whom: str
    feed: Feed
    on: date
    workdays: WorkDays
    mark: str = ""


class Sorted(NamedTuple):
    """The dates of a feed as a digest sees them on its day, each sort by day and UID."""

    overdue: tuple[Dated, ...]
    coming: tuple[Dated, ...]
    settled: tuple[Dated, ...]
    later: tuple[Dated, ...]
    resting: tuple[Dated, ...]


def sorted_out(feed: Feed, on: date) -> Sorted:
    """Overdue; due within 30 days; done or withdrawn within the last 30; due later; not pressing though passed."""
    found: dict[str, list[Dated]] = {name: [] for name in Sorted._fields}
    for dated in sorted(feed.dates, key=lambda dated: (dated.event.on, dated.event.uid)):
        if sort := _sort(dated, on):
            found[sort].append(dated)
    return Sorted(*(tuple(found[name]) for name in Sorted._fields))


def _sort(dated: Dated, on: date) -> str:
    event = dated.event
    if settled := settled_on(dated):
        return "settled" if on - DAYS_BACK <= settled <= on else ""
    if event.reason in PAUSED or (event.on < on and event.light not in {RED, YELLOW}):
        return "resting"  # with its task, or a window that has opened: nothing is owed on its first day
    if event.on < on and event.reason != GRACE:
        return "overdue"
    return "coming" if event.on <= on + DAYS_AHEAD else "later"


def settled_on(dated: Dated) -> date | None:
    """The day on which an event was withdrawn or done; None while it is open."""
    if dated.withdrawn:
        return dated.event.gone_on or dated.changed.astimezone(COUNTY_TIME).date()
    return (dated.event.done_on or dated.event.on) if dated.event.light == DONE else None


def counts(facts: DigestFacts) -> dict[str, int]:
    """How many dates of each sort there are, by its English name."""
    found = sorted_out(facts.feed, facts.on)
    return {name: len(dates) for name, dates in zip(Sorted._fields, found, strict=True)}


def subject(facts: DigestFacts) -> str:
    """The subject: whose, of which day, and the two numbers that matter."""
    found = counts(facts)
    told = f"逾期{found['overdue']}项，{DAYS_AHEAD.days}日内到期{found['coming']}项"
    name = cut(_outward.name_of(facts.feed), TITLE_AT_MOST)
    return f"{facts.mark}{name}（{facts.on.month}月{facts.on.day}日）：{told}"


def write(facts: DigestFacts, envelope: Envelope, calendar: Attached) -> Message:
    """The whole message. `calendar` is the file that goes along, byte for byte."""
    said = told(facts, calendar.name)
    saying = Saying(subject(facts), _digest_layout.plain(said), _digest_layout.page(said))
    return message(envelope, saying, (calendar,), key=f"digest.{facts.on:%Y%m%d}")


def plain(facts: DigestFacts, file: str) -> str:
    """The digest as text; `file` is the name of the calendar that goes along."""
    return _digest_layout.plain(told(facts, file))


def told(facts: DigestFacts, file: str) -> Told:
    """What a digest says of a feed."""
    found, on = sorted_out(facts.feed, facts.on), facts.on
    until, since = _day(on + DAYS_AHEAD, on), _day(on - DAYS_BACK, on)
    settled = sorted(found.settled, key=lambda dated: (settled_on(dated) or on, dated.event.uid), reverse=True)
    sections = (
        _section(facts, f"已逾期：{len(found.overdue)}项", RED if found.overdue else GREY, found.overdue),
        _section(facts, f"{DAYS_AHEAD.days}日内到期（到{until}）：{len(found.coming)}项", YELLOW, found.coming),
        _section(facts, f"近{DAYS_BACK.days}日办结或撤销（自{since}）：{len(found.settled)}项", GREEN, settled),
    )
    whom = "" if facts.feed.shape.redacted else clean(facts.whom)
    return Told(
        facts.mark + _outward.name_of(facts.feed),
        f"日程摘要 · {on.year}年{_day(on, on)}（星期{WEEKDAYS[on.weekday()]}）",
        f"{whom}：现将截至{on.month}月{on.day}日的督查日程摘要如下。" if whom else "现将督查日程摘要如下。", sections,
        tuple(_summary(found)), _ways(file),
        (f"数据来源：督查台账，截至{on.year}年{_day(on, on)}。", "本邮件由系统生成；有出入的，以台账和原文件为准。"),
    )


def _section(facts: DigestFacts, heading: str, light: str, dates: Sequence[Dated]) -> Section:
    shown = tuple(_line(facts, dated) for dated in dates[:LINES_AT_MOST])
    return Section(heading, light, shown, len(dates) - len(shown))


def _line(facts: DigestFacts, dated: Dated) -> Line:
    event, redacted = dated.event, facts.feed.shape.redacted
    sort, what = sort_of(dated), clean(event.what or event.title)
    matter = cut(what if sort in what else f"{sort}·{what}", TEXT_AT_MOST)
    shown = "" if dated.withdrawn or redacted else event.light
    word = category(dated) + ("" if dated.withdrawn or event.light == DONE else "灯")
    day = settled_on(dated) or event.on
    line = Line(_day(day, facts.on), f"周{WEEKDAYS[day.weekday()]}", _left(facts, dated), matter, (), "", shown, word)
    if redacted:
        return line._replace(matter=_outward.title(dated, facts.feed.unnamed), word="")
    lead = "、".join(dated.lead) or event.body
    source = " ".join((dated.document, dated.clause)).strip()
    lines = (
        _whose(event.title if event.title != event.what else "", source),
        f"单位：{event.body}" if event.body not in {"", lead, facts.feed.body} else "",
        "；".join(f"{name}：{said}" for name, said in _facts(dated)),
    )
    return line._replace(
        facts=tuple(cut(text, TEXT_AT_MOST) for text in map(clean, lines) if text),
        lead=f"牵头：{cut(clean(lead), TEXT_AT_MOST)}" if lead else "牵头：待定",
    )


def _whose(title: str, source: str) -> str:
    """The task a date belongs to, and where it is printed."""
    if not title:
        return f"出处：{source}" if source else ""
    return f"事项：{title}（{source}）" if source else f"事项：{title}"


def _facts(dated: Dated) -> Iterator[tuple[str, str]]:
    """The event's own figure and gap, in the words of its calendar."""
    lines = dict(line.split("：", 1) for line in description(dated).splitlines())
    yield from ((name, lines[name]) for name in _FACTS if name in lines)


def _day(day: date, on: date) -> str:
    year = f"{day.year}年" if day.year != on.year else ""
    return f"{year}{day.month}月{day.day}日"


def _left(facts: DigestFacts, dated: Dated) -> str:
    """The working days left or gone by; of what is settled its due day."""
    due, on = dated.event.on, facts.on
    if settled_on(dated):
        return f"期限{_day(due, on)}"
    grace = "，宽限期内" if due < on and dated.event.reason == GRACE else ""
    return left(due, on, facts.workdays) + grace


def _summary(found: Sorted) -> Iterator[str]:
    """The counts of what is open, by light, and what lies beyond the sections."""
    open_dates = (*found.overdue, *found.coming, *found.later, *found.resting)
    lights = Counter(dated.event.light for dated in open_dates)
    told = ((RED, "红灯"), (YELLOW, "黄灯"), (GREEN, "绿灯"), (GREY, "灰灯"))
    yield f"在办{len(open_dates)}项：" + "，".join(f"{word}{lights[light]}项" for light, word in told) + "。"
    behind = _count(found.later, lambda dated: dated.event.reason in _BEHIND)
    if found.later:
        slow = f"，其中慢于序时进度{behind}项" if behind else ""
        yield f"{DAYS_AHEAD.days}日以后到期{len(found.later)}项{slow}。"
    if found.resting:
        yield f"暂缓、终止或仍在窗口期的{len(found.resting)}项，不计逾期。"


def _count(dates: tuple[Dated, ...], question: Callable[[Dated], bool]) -> int:
    return sum(map(question, dates))


def _ways(file: str) -> tuple[str, ...]:
    return (
        f"电脑：打开附件 {file}，选日历程序导入。",
        "手机：点开附件，选“添加全部”或“导入”。",
        "收到新的摘要后再导入一次；多数程序按编号更新原有日程，少数会重复，可先删除旧日历。",
        "要自动更新，请向督查室索取订阅地址。",
    )
