"""How papers say days, figures and sources (行文用语): the same thing in the same words in every paper."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.letter_facts import Earlier, Figure, LetterFacts, Matter
from xiaxian_tasks.domain.letters import (
    CLOSING,
    CONCLUSION,
    DISPATCH,
    EXTENSION,
    RED,
    REMINDER,
    RETURN,
    SHEET,
    SUPERVISION,
    TALK,
)

CALLED = {
    DISPATCH: "交办通知", REMINDER: "提醒函", SUPERVISION: "督办函", RED: "红色督办单", RETURN: "退办通知",
    EXTENSION: "延期批复", CLOSING: "销号单", TALK: "约谈通知", CONCLUSION: "督查结论",
}  # fmt: skip

AIMS = {
    "reach": "目标", "add": "目标新增", "cut": "目标减少", "raise_to": "目标提高到", "lower_to": "目标降到",
    "at_least": "不低于", "at_most": "不超过", "growth": "增长",
}
BACK = {
    "short": "未达到目标要求", "thin": "佐证材料不足", "contradictory": "填报数据前后矛盾",
    "form": "报送格式不符合要求",
}
"""退办原因."""
HOWS = {"paper": "书面核查", "phone": "电话核查", "site": "现场核查"}
NUMERALS = "一二三四五六七八九十"


def day(on: date) -> str:
    """2026年1月5日."""
    return f"{on.year}年{on.month}月{on.day}日"


def short_day(on: date, beside: date) -> str:
    """The day without its year where it is that of `beside`."""
    return f"{on.month}月{on.day}日" if on.year == beside.year else day(on)


def percent(share: Decimal) -> str:
    """A share with at most one place: 33.1%, 50%."""
    return f"{points(share * 100).removesuffix('.0')}%"


def points(number: Decimal) -> str:
    """Percentage points with one place, rounded as at school."""
    return str(number.quantize(Decimal("0.1"), ROUND_HALF_UP))


def amount(number: Decimal, unit: str) -> str:
    """A quantity with its unit."""
    return f"{plain(number)}{clean(unit)}"


def lacking(number: Decimal, unit: str) -> str:
    """A difference: of shares in percentage points."""
    return f"{plain(number)}个百分点" if clean(unit) in {"%", "％"} else amount(number, unit)


def quoted(text: str) -> str:
    """Words in quotation marks; those within them become single ones (GB/T 15834)."""
    return f"“{clean(text).replace('“', '‘').replace('”', '’')}”"


def title_of(matter: Matter) -> str:
    """A task by its title, as a line."""
    return clean(matter.title).rstrip("。；;")


def source_of(matter: Matter) -> str:
    """The document a task is from: 《题目》（文号）."""
    plan = clean(matter.plan)
    name = f"《{plan}》" if plan else ""
    number = clean(matter.document)
    return (f"{name}（{number}）" if name else number) if number else name


def number_of(matter: Matter) -> str:
    """第10项, as the document numbers it."""
    return "总体目标" if matter.number == "0" else f"第{clean(matter.number)}项"


def code_of(matter: Matter) -> str:
    """What a task is called in a field: the number it was registered under, else its place in its document."""
    return clean(matter.registered) or f"{clean(matter.document)}{number_of(matter)}"


def sources(matters: Iterable[Matter]) -> str:
    """All documents some tasks are from, each once, at most three by name."""
    found = list(dict.fromkeys(filter(None, map(source_of, matters))))
    told = "、".join(found[:3])
    return f"{told}等{len(found)}份文件" if len(found) > 3 else told


def subject(matters: Sequence[Matter]) -> str:
    """What a title says a paper is about: one task by its title where it is short enough, several by their number."""
    if len(matters) == 1 and len(title_of(matters[0])) <= 30:
        return quoted(title_of(matters[0]))
    return f"{len(matters)}项督查事项"


def numbered(place: int) -> str:
    """一 to 九十九."""
    if place <= 10:
        return NUMERALS[place - 1]
    tens, ones = divmod(place, 10)
    return ("" if tens == 1 else NUMERALS[tens - 1]) + "十" + (NUMERALS[ones - 1] if ones else "")


def left_of(days: int, *, is_provisional: bool = False) -> str:
    """距期限还有8个工作日, 今日到期, 已逾期3个工作日."""
    if days == 0:
        return "今日到期"
    about = "约" if is_provisional else ""
    return f"距期限还有{about}{days}个工作日" if days > 0 else f"已逾期{-days}个工作日"


def aim_of(figure: Figure) -> str:
    """目标减少130万立方米."""
    more = "（不含本数）" if figure.exclusive else ""
    return f"{AIMS[figure.kind]}{amount(figure.value, figure.unit)}{more}"


def letter_before(each: Earlier, on: date) -> str:
    """One letter before: its day, its number, what it was, and what came of it."""
    told = f"{short_day(each.on, on)}以{CALLED.get(each.kind, '文')}（{clean(each.number)}）"
    if each.answered is not None:
        return f"{told}函告（{short_day(each.answered, on)}回复）"
    if each.due is None:
        return f"{told}函告"
    if each.due < on:
        return f"{told}函告，要求{short_day(each.due, on)}前回复，至今未收到回复"
    return f"{told}函告，要求{short_day(each.due, on)}前回复"


def asker(facts: LetterFacts) -> str:
    """How the sender calls itself: 我室 on a sheet of the supervision office, 我办 elsewhere."""
    return "我室" if facts.form == SHEET else "我办"


def own_words(text: str) -> list[str]:
    """What the office adds of its own, paragraph by paragraph."""
    return [line for line in (clean(each) for each in text.splitlines()) if line]
