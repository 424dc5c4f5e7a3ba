"""What an event of a calendar says (标题与说明): its title with the urgency first, and its facts line by line."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.feed import Contact, Dated, Figure, Told
from xiaxian_tasks.domain.terms import (
    DIRECTOR,
    DONE,
    GREEN,
    GREY,
    HEAD,
    LEADER,
    LIAISON,
    PAUSED,
    READER,
    RED,
    SUPERVISOR,
    YELLOW,
)

TITLE_AT_MOST = 60
"""Characters of a title that phones and Outlook still show; calendar profile, decision 10."""

TOLD_AT_MOST, LINE_AT_MOST, LEAN_LINE_AT_MOST = 1_000, 100, 70
"""Characters of a description, as WeCom takes them, and of one of its lines; of all of them where they are too many."""

MANY = 100
"""From here on a pace is told in whole units."""

LATE = frozenset({"overdue", "missed"})
"""Reasons of a red light that say that the day has passed."""

CATEGORIES = {RED: "红", YELLOW: "黄", GREEN: "绿", GREY: "灰", DONE: "办结"}

WITHDRAWN = "撤销"

_MARKS = {
    "overdue": "【逾期】", "missed": "【逾期】", "behind": "【滞后】", "far-behind": "【滞后】", "near-due": "【临期】",
    "in-grace": "【临期】",
    "breached": "【未达标】", "below-growth": "【未达标】", "suspended": "【暂缓】",
}
_REASONS = {
    "not-issued": "尚未印发", "no-report": "尚无报告", "stale": "久未更新", "noted": "已报情况", "overdue": "已过期限",
    "near-due": "临近期限", "in-grace": "临近期限", "below-growth": "增速未达标",
    "breached": "未达标", "held": "保持达标",
    "no-pace": "正常推进", "on-pace": "符合序时进度", "slightly-behind": "略慢于序时进度", "behind": "慢于序时进度",
    "far-behind": "明显慢于序时进度", "undated": "未定期限", "not-yet-due": "未到期限", "missed": "已过期限未报",
    "waiting": "等待起算", "done-in-turn": "按期办结", "suspended": "暂缓", "terminated": "已终止", "merged": "已合并",
    "not-before": "未到可办之日", "window": "窗口期开始",
}
_AIMS = {
    "reach": "达到", "add": "新增", "cut": "减少", "raise_to": "提高到", "lower_to": "降到", "at_least": "不低于",
    "at_most": "不超过", "growth": "增长",
}
_SORTS = {
    "receipt": "签收", "reply": "回复", "rework": "整改", "recheck": "回头看", "extension": "延期审批",
    "dispatch": "交办", "step": "办件", "window": "窗口首日",
}
"""What a day is for where its text alone does not say so."""

ROLES = {
    LEADER: "县领导", DIRECTOR: "督查室主任", SUPERVISOR: "督查员", HEAD: "负责人", LIAISON: "联络员", READER: "只读",
}

_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
"""Controls that are no blank, byte order marks, and what is no character: each breaks or empties some client's feed."""


def clean(text: str) -> str:
    """Text that every known program reads alike: one line, no controls, and the backslash as its wide form."""
    return " ".join(_DROPPED.sub("", text).replace("\\", "＼").split())


def cut(text: str, most: int) -> str:
    """At most so many characters, the last one … where something was cut off."""
    return text if len(text) <= most else text[:most - 1].rstrip() + "…"


def is_late(dated: Dated) -> bool:
    """Whether an event's day has passed and nothing was done."""
    return not dated.withdrawn and dated.event.light == RED and dated.event.reason in LATE


def rings(dated: Dated) -> bool:
    """Whether somebody may still be reminded: it is open, not late yet, and does not rest."""
    event = dated.event
    return not (dated.withdrawn or event.light == DONE or event.reason in PAUSED or is_late(dated))


def mark(dated: Dated) -> str:
    """The urgency in front of a title: many programs drop alarms, none drops that."""
    if dated.withdrawn:
        return "【已撤销】"
    return "【已办结】" if dated.event.light == DONE else _MARKS.get(dated.event.reason, "")


def sort_of(dated: Dated) -> str:
    """What a day is for; empty where its text says so."""
    return _SORTS.get(dated.event.kind, "")


def category(dated: Dated) -> str:
    """The light in a word."""
    return WITHDRAWN if dated.withdrawn else CATEGORIES[dated.event.light]


def title(dated: Dated, own: str) -> str:
    """Mark, what is due, and who owes it (in its own calendar the task instead), cut to 60 characters.

    A step goes by its case in every calendar: a case keeps the name a body had when it was opened.
    """
    event = dated.event
    goes_by_body = event.kind != "step" and event.body not in {"", own}
    what, whose = clean(event.what), clean(event.body if goes_by_body else event.title)
    return joined(mark(dated), sort_of(dated), (what, whose), clean(event.task))


def joined(urgency: str, sort: str, words: tuple[str, ...], otherwise: str) -> str:
    """A title of its words, each said once; `otherwise` where there are none."""
    said = [word for word in dict.fromkeys(words) if word] or [otherwise]
    if sort and sort not in said[0]:
        said.insert(0, sort)
    return cut(urgency + "·".join(said), TITLE_AT_MOST)


def description(dated: Dated) -> str:
    """What is known of an event, one fact a line."""
    event, figure, lead = dated.event, dated.figure, "、".join(dated.lead)
    told = (
        ("文号", dated.document), ("条款", dated.clause), ("事项", event.title),
        ("内容", event.what if event.what != event.title else ""), ("单位", event.body if event.body != lead else ""),
        ("牵头", lead), ("配合", "、".join(dated.support)), ("目标", aim(figure)), ("最新", latest(figure)),
        *_standing(dated), ("状态", _state(dated)), ("联系", _contacts(dated.contacts)),
    )
    lines = [(name, text) for name, said in told if (text := clean(said))]
    most = LINE_AT_MOST
    if sum(min(len(name) + 2 + len(text), most + 1) for name, text in lines) > TOLD_AT_MOST:
        most = LEAN_LINE_AT_MOST
    return "\n".join(cut(f"{name}：{text}", most) for name, text in lines)


def aim(figure: Figure | None) -> str:
    """What a target is to come to."""
    return f"{_AIMS.get(figure.kind, '')}{plain(figure.value)}{figure.unit}" if figure else ""


def latest(figure: Figure | None) -> str:
    """What was reported last, and as of which day."""
    if figure is None or figure.latest is None:
        return ""
    as_of = f"（截至{figure.latest_as_of.isoformat()}）" if figure.latest_as_of else ""
    return f"{plain(figure.latest)}{figure.unit}{as_of}"


def _standing(dated: Dated) -> tuple[tuple[str, str], ...]:
    """The share due and done with the gap, and the pace still needed, of the day they were told."""
    told, is_open = dated.told, dated.event.light != DONE and not dated.withdrawn
    if told is None:
        return ()
    return ("进度", _shares(told, dated.figure)), ("要求", _needed(told, dated.figure) if is_open else "")


def _shares(told: Told, figure: Figure | None) -> str:
    due, done = ("可用", "已用") if _is_ceiling(figure) else ("应完成", "已完成")
    shares = (
        f"{due}{_percent(told.expected)}" if told.expected is not None else "",
        f"{done}{_percent(told.progress)}" if told.progress is not None else "",
        f"差距{_points(told.gap)}个百分点" if told.gap is not None else "",
    )
    said = "，".join(filter(None, shares))
    return f"{said}（截至{told.on.isoformat()}）" if said else ""


def _is_ceiling(figure: Figure | None) -> bool:
    """Whether the share is one that is used up, not one that is done."""
    return figure is not None and figure.kind == "at_most"


def _needed(told: Told, figure: Figure | None) -> str:
    if told.needed is None or told.needed <= 0:
        return ""
    return f"此后每月需{_rounded(told.needed)}{figure.unit if figure else ''}"


def _percent(share: Decimal) -> str:
    return f"{plain((share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP))}%"


def _points(gap: Decimal) -> str:
    rounded = gap.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return ("+" if rounded > 0 else "−" if rounded < 0 else "") + plain(abs(rounded))


def _rounded(amount: Decimal) -> str:
    """A pace in whole units, a small one to the hundredth: more would promise what no pace keeps."""
    return plain(amount.quantize(Decimal(1) if amount >= MANY else Decimal("0.01"), ROUND_HALF_UP))


def hundredths(dated: Dated) -> int | None:
    """The share done of an open duty in whole hundredths, never a hundred before it is done; None where none counts."""
    if dated.told is None or dated.told.progress is None or _is_ceiling(dated.figure):
        return None
    share = (dated.told.progress * 100).to_integral_value(ROUND_DOWN)
    return min(max(int(share), 0), 99)


def _state(dated: Dated) -> str:
    event = dated.event
    if dated.withdrawn:
        return "已撤销"
    if event.light == DONE:
        return "已办结" + (f"（{event.done_on.isoformat()}）" if event.done_on not in {None, event.on} else "")
    reason = _REASONS.get(event.reason, "")
    return f"{CATEGORIES[event.light]}灯" + (f"（{reason}）" if reason else "")


def _contacts(contacts: tuple[Contact, ...]) -> str:
    return "；".join(f"{each.name}（{each.body}{ROLES.get(each.role, '')}）" for each in contacts)
