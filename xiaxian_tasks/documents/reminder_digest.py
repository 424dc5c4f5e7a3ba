"""A body's reminders of a day (督办提醒) as a text and as mail: what, why, since when, until when, what is asked.

Grouped by cause, the most pressing first. Always Chinese; nothing of the moment it is made stands in it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from xiaxian_tasks.documents import _digest_layout
from xiaxian_tasks.documents._message import Attached, Envelope, Message, Saying, message
from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.domain import ladder, letters

HEADINGS = {
    ladder.OVERDUE: ("已经逾期", "请尽快办结并报送完成情况；确有困难的，请按程序申请延期"),
    ladder.DUE: ("今日到期", "请当日完成并报送"),
    ladder.FAR: ("严重滞后", "请立即采取措施，并报送原因和赶进度安排"),
    ladder.BEHIND: ("进度滞后", "请加快推进，并报送原因和措施"),
    ladder.UNANSWERED: ("尚未回复", "请尽快书面回复"),
    ladder.UNSIGNED: ("尚未签收", "请签收，或说明不能承办的理由"),
    ladder.SILENT: ("未按期报送", "请补报最新进展"),
    ladder.NEAR: ("临近到期", "请按期完成并报送"),
    ladder.SLIGHTLY: ("略有滞后", "请加快推进"),
    "": ("此前文书要求尚未落实", "请尽快落实并书面回复"),
}
"""Cause -> the heading of its lines, and what is asked; in the order they are told."""

PAPERS = {
    letters.REMINDER: "提醒函", letters.SUPERVISION: "督办函", letters.RED: "红色督办单", letters.TALK: "约谈通知",
    letters.DISPATCH: "交办通知", letters.RETURN: "退办通知", letters.EXTENSION: "延期批复", letters.CLOSING: "销号单",
    letters.CONCLUSION: "督查结论", letters.REPORT: "督查专报", letters.BULLETIN: "督查通报",
}

POINT = Decimal("0.1")


class Said(NamedTuple):
    """One line: its cause (one of ladder.CAUSES, "" what an earlier paper asked for), and its words."""

    cause: str
    text: str


class Reminder(NamedTuple):
    """What a text is made of. `paper` is "" for a digest; `contact` whom to call, in words; `mark` stands before the
    subject."""

    body: str
    on: date
    lines: tuple[Said, ...]
    paper: str = ""
    person: str = ""
    contact: str = ""
    mark: str = ""


def subject(said: Reminder) -> str:
    """The subject: what it is, whose, how many matters, of which day."""
    name = PAPERS.get(said.paper, "督办提醒")
    return clean(f"{said.mark}{name}：{said.body}{len(said.lines)}项（{said.on.month}月{said.on.day}日）")


def text(said: Reminder) -> str:
    """The whole text. A paper's only says what goes along and which matters it is about."""
    lines = [f"{said.body}{_named(said.person)}：", *_opening(said), ""]
    lines += _grouped(said.lines) if not said.paper else _numbered(each.text for each in said.lines)
    lines += ["", *_closing(said)]
    return "\n".join(map(clean, lines)) + "\n"


def _named(person: str) -> str:
    return f"（{person}）" if person else ""


def _opening(said: Reminder) -> Iterator[str]:
    day = f"{said.on.year}年{said.on.month}月{said.on.day}日"
    if said.paper:
        yield f"现送上《{PAPERS.get(said.paper, said.paper)}》，见附件。涉及以下{len(said.lines)}项。"
        yield "请按文中要求的时限办理并书面回复。"
    else:
        yield f"截至{day}，你单位有{len(said.lines)}项需要推进，现提醒如下。"


def _grouped(lines: tuple[Said, ...]) -> Iterator[str]:
    """Each cause with its heading, what is asked, and its lines, numbered through."""
    number, place = 0, 0
    causes = [*HEADINGS, *sorted({each.cause for each in lines} - HEADINGS.keys())]
    for cause in causes:
        own = [each.text for each in lines if each.cause == cause]
        if not own:
            continue
        heading, asked = HEADINGS.get(cause, HEADINGS[""])
        if place:
            yield ""
        yield f"{'一二三四五六七八九十'[place % 10]}、{heading}（{len(own)}项）。{asked}。"
        yield from _numbered(own, number)
        number, place = number + len(own), place + 1


def _numbered(texts: Iterable[str], before: int = 0) -> Iterator[str]:
    yield from (f"{number}. {each}" for number, each in enumerate(texts, before + 1))


def _closing(said: Reminder) -> Iterator[str]:
    if said.contact:
        yield f"有疑问请联系：{said.contact}。"
    yield "已经办结的，请报送后忽略本提醒；有出入的，以台账和原文件为准。"


def figures(
    progress: Decimal | None, expected: Decimal | None, gap: Decimal | None, *, is_ceiling: bool = False
) -> str:
    """The share done against the share due in words, "" where there is none. Shares are fractions, `gap` points; of a
    ceiling the share is what was used of it."""
    if progress is None:
        return ""
    told = f"{'已用' if is_ceiling else '完成'}{_percent(progress)}"
    if expected is None or gap is None or gap >= 0:
        return told
    points = f"{abs(gap).quantize(POINT, ROUND_HALF_UP)}个百分点"
    if is_ceiling:
        return f"{told}，序时应控制在{_percent(expected)}以内，超出{points}"
    return f"{told}，序时应完成{_percent(expected)}，落后{points}"


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(POINT, ROUND_HALF_UP)}%"


def mail(envelope: Envelope, subject: str, text: str, files: Iterable[Attached], *, mark: str) -> Message:
    """A message of the outbox as mail; `mark` is its Message-ID, whatever else of it changes."""
    saying = Saying(subject, text, _digest_layout.text_page(subject, text))
    return message(envelope, saying, files, id=mark)
