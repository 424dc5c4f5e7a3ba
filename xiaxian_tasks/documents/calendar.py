"""A calendar (日历) as iCalendar bytes: RFC 5545, with the names and refresh times of RFC 7986.

Made for what real programs keep of a feed: each due day is an all-day event of its own, never a recurring one; urgency
stands in the title because many drop alarms; nothing of the present moment goes in, so equal feeds give equal bytes.
Always Chinese, whatever the screen speaks.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.documents._names import distinct_names
from xiaxian_tasks.domain.agenda import DOMAIN
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.feed import Dated, Feed, Figure
from xiaxian_tasks.domain.terms import DONE, GREEN, GREY, RED, YELLOW

if TYPE_CHECKING:
    from icalendar import Event

EVENTS_AT_MOST, BYTES_AT_MOST, REMARK_AT_MOST = 900, 900_000, 1_000
"""Google takes 1 MB and about 1,100 events of a feed; calendar profile, decision 13."""

TITLE_AT_MOST = 60
"""Characters of a title that phones and Outlook still show; calendar profile, decision 10."""

LINE_AT_MOST = 100
"""Characters of one line of a description: at most nine lines then stay below the 1,000 that WeCom takes."""

ALARM = timedelta(days=-3, hours=9)
"""Nine in the morning of the third day before: negative, because Outlook drops the sign, and not at midnight."""

_PRODID = "-//Xia County//xiaxian-tasks//ZH-CN"
"""Without a version: a changed header makes vdirsyncer delete and create every event again."""

_CATEGORIES = {RED: "红", YELLOW: "黄", GREEN: "绿", GREY: "灰", DONE: "办结"}
_LATE = frozenset({"overdue", "missed"})
_MARKS = {
    "overdue": "【逾期】", "missed": "【逾期】", "behind": "【滞后】", "far-behind": "【滞后】", "near-due": "【临期】",
    "in-grace": "【临期】",
    "breached": "【未达标】", "below-growth": "【未达标】",
}
_REASONS = {
    "not-issued": "尚未印发", "no-report": "尚无报告", "stale": "久未更新", "noted": "已报情况", "overdue": "已过期限",
    "near-due": "临近期限", "in-grace": "临近期限", "below-growth": "增速未达标",
    "breached": "未达标", "held": "保持达标",
    "no-pace": "正常推进", "on-pace": "符合序时进度", "slightly-behind": "略慢于序时进度", "behind": "慢于序时进度",
    "far-behind": "明显慢于序时进度", "undated": "未定期限", "not-yet-due": "未到期限", "missed": "已过期限未报",
    "waiting": "等待起算", "done-in-turn": "按期办结",
}
_KINDS = {
    "reach": "达到", "add": "新增", "cut": "减少", "raise_to": "提高到", "lower_to": "降到", "at_least": "不低于",
    "at_most": "不超过", "growth": "增长",
}

_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
"""Controls that are no blank, byte order marks, and what is no character: each breaks or empties some client's feed."""

_END = b"END:VCALENDAR\r\n"


class _Written(NamedTuple):
    """One event's bytes and its place in the feed."""

    on: date
    uid: str
    text: bytes


def write(feed: Feed) -> bytes:
    """The feed as UTF-8 with CRLF, events in order of day then UID, never empty.

    Over 900 events or 900,000 bytes the open overdue stay first, then the days nearest the month's first; one more
    event says that the calendar is not complete.
    """
    head = _head(clean(feed.name)).removesuffix(_END)
    pressing = sorted(feed.dates, key=lambda dated: (*_rank(dated, feed.month), dated.event.on, dated.event.uid))
    written = [_Written(dated.event.on, dated.event.uid, _event(dated, feed.body)) for dated in pressing]
    kept = _within(written, BYTES_AT_MOST - len(head) - len(_END))
    if len(kept) < len(written):
        kept.append(_remark(feed.month, "incomplete", "【未列全】督办事项过多，余下的请查台账"))
    if not kept:
        kept.append(_remark(feed.month, "empty", "本单位暂无在办督办事项"))
    return b"".join((head, *(event.text for event in sorted(kept)), _END))


def file_names(bodies: Iterable[str]) -> dict[str, str]:
    """A file name for each body's calendar, safe and different on Windows, macOS and Linux."""
    return distinct_names(bodies, ".ics")


def clean(text: str) -> str:
    """Text that every known program reads alike: one line, no controls, and the backslash as its wide form."""
    return " ".join(_DROPPED.sub("", text).replace("\\", "＼").split())


def _within(written: list[_Written], room: int) -> list[_Written]:
    """What fits, from the first on; where not all does, room is left for the event that says so."""
    if len(written) <= EVENTS_AT_MOST and sum(len(event.text) for event in written) <= room:
        return written
    kept: list[_Written] = []
    room -= REMARK_AT_MOST
    for event in written[:EVENTS_AT_MOST - 1]:
        room -= len(event.text)
        if room < 0:
            break
        kept.append(event)
    return kept


def _rank(dated: Dated, month: date) -> tuple[bool, int]:
    return not _is_late(dated), abs((dated.event.on - month).days)


def _is_late(dated: Dated) -> bool:
    return not dated.withdrawn and dated.event.light == RED and dated.event.reason in _LATE


def _head(name: str) -> bytes:
    """A calendar without events. No calendar UID: vdirsyncer would take the whole feed for one event."""
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("PRODID", _PRODID)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("NAME", vText(name))
    calendar.add("X-WR-CALNAME", vText(name))
    calendar.add("X-WR-TIMEZONE", "Asia/Shanghai")
    calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    head: bytes = calendar.to_ical()
    return head


def _event(dated: Dated, own: str) -> bytes:
    """One event; an open one that is not late yet has one alarm."""
    from icalendar import Alarm

    event, withdrawn = dated.event, dated.withdrawn
    title = _title(dated, own)
    written = _all_day(clean(event.uid), title, event.on, sequence=dated.sequence, changed=dated.changed)
    written.add("DESCRIPTION", _description(dated))
    written.add("CATEGORIES", ["撤销" if withdrawn else _CATEGORIES[event.light]])
    if withdrawn:
        written.add("STATUS", "CANCELLED")
    elif event.light != DONE and not _is_late(dated):
        written.add_component(Alarm.new_display(description=title, trigger=ALARM))
    text: bytes = written.to_ical()
    return text


def _all_day(uid: str, title: str, on: date, *, sequence: int, changed: datetime) -> "Event":
    from icalendar import Event

    moment = (changed.astimezone(UTC) if changed.tzinfo else changed.replace(tzinfo=UTC)).replace(microsecond=0)
    event = Event()
    event.add("UID", uid)
    event.add("SUMMARY", title)
    event.add("DTSTART", on)
    event.add("DTEND", on + timedelta(days=1))
    event.add("DTSTAMP", moment)
    event.add("LAST-MODIFIED", moment)
    event.add("SEQUENCE", sequence)
    event.add("TRANSP", "TRANSPARENT")
    return event


def _remark(month: date, key: str, title: str) -> _Written:
    """An event of the calendar itself, on the month's first; its sequence counts months, so that it may move on."""
    uid, moment = f"{key}@{DOMAIN}", datetime(month.year, month.month, 1, tzinfo=UTC)
    event = _all_day(uid, title, month, sequence=month.year * 12 + month.month, changed=moment)
    return _Written(month, uid, event.to_ical())


def _title(dated: Dated, own: str) -> str:
    """Mark, what is due, and who owes it (in its own calendar the task instead), cut to 60 characters."""
    event = dated.event
    mark = "【已撤销】" if dated.withdrawn else "【已办结】" if event.light == DONE else _MARKS.get(event.reason, "")
    what, whose = clean(event.what), clean(event.body if event.body not in {"", own} else event.title)
    words = [word for word in dict.fromkeys((what, whose)) if word] or [clean(event.task)]
    return cut(mark + "·".join(words), TITLE_AT_MOST)


def cut(text: str, most: int) -> str:
    """At most so many characters, the last one … where something was cut off."""
    return text if len(text) <= most else text[:most - 1].rstrip() + "…"


def _description(dated: Dated) -> str:
    event, figure, lead = dated.event, dated.figure, "、".join(dated.lead)
    told = (
        ("文号", dated.document), ("条款", dated.clause), ("事项", event.title),
        ("内容", event.what if event.what != event.title else ""), ("单位", event.body if event.body != lead else ""),
        ("牵头", lead), ("目标", _aim(figure)), ("最新", _latest(figure)), ("状态", _state(dated)),
    )
    lines = ((name, clean(text)) for name, text in told)
    return "\n".join(cut(f"{name}：{text}", LINE_AT_MOST) for name, text in lines if text)


def _aim(figure: Figure | None) -> str:
    return f"{_KINDS.get(figure.kind, '')}{plain(figure.value)}{figure.unit}" if figure else ""


def _latest(figure: Figure | None) -> str:
    if figure is None or figure.latest is None:
        return ""
    as_of = f"（截至{figure.latest_as_of.isoformat()}）" if figure.latest_as_of else ""
    return f"{plain(figure.latest)}{figure.unit}{as_of}"


def _state(dated: Dated) -> str:
    event = dated.event
    if dated.withdrawn:
        return "已撤销"
    if event.light == DONE:
        return "已办结" + (f"（{event.done_on.isoformat()}）" if event.done_on else "")
    reason = _REASONS.get(event.reason, "")
    return f"{_CATEGORIES[event.light]}灯" + (f"（{reason}）" if reason else "")
