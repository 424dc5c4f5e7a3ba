"""Why a number is no target: it describes a policy, a threshold, a time, what already stands, or counts nothing."""

import re

from xiaxian_tasks.reading import numerals, phrases
from xiaxian_tasks.reading.numerals import Number
from xiaxian_tasks.reading.scene import GONE, Scene, Words

SHARES = frozenset({"%", "个百分点", "百分点", "‰"})
_MEASURED = frozenset("人 亩 平方米 米 元 吨 户 千瓦 公里 个百分点 %".split())
"""Units by which papers say which things are meant: 20人以上的自然村, 5000万元以上的企业."""


def refusal(words: Words, here: Scene, number: Number, following: Number | None) -> str | None:
    """None for a number that may be a target, `policy` for one that describes a policy, `none` for no amount at all."""
    unit = re.sub(r"^[万亿千百]+", "", number.unit)
    if _counts_nothing(words, here, number, unit):
        return "none"
    if unit in phrases.TIME_UNITS and not _is_time_target(words):
        return "policy" if unit != "年" and re.search(r"不超过|最长", words.before[-6:]) else "none"
    if phrases.CONDITION.match(words.whole.lstrip(" ")) and re.search(r"的[，：]?\n?$", words.whole):
        return "none"
    if is_share_of(words, number) and not phrases.GRANT.search(here.so_far()):
        return None
    if _is_policy(words, here, number, unit):
        return "policy"
    if phrases.STANDS.search(words.whole) or (unit == "次" and _is_single_turn(words, here, number)):
        return "none"
    if re.match(r"[\x00/／]|之[一二三]|级|型|号|期(?!限)", words.behind) and not words.post:
        return "none"
    is_description = following is not None and _describes(here, number, following)
    return "none" if is_description or _is_threshold(words, unit) else None


def is_bound(words: Words) -> bool:
    """Whether a floor, a ceiling or a mark to be passed stands before the number."""
    bounds = (phrases.FLOOR, phrases.CEILING, phrases.PASS)
    return any(bound.search(words.before) for bound in bounds)


def is_share_of(words: Words, number: Number) -> bool:
    """90%的市…达到…: a share of places that must get somewhere."""
    gets_there = re.search(r"达到|完成|实现|建成|建有|覆盖|创建|以上", words.behind)
    return number.unit == "%" and words.behind.startswith("的") and bool(gets_there)


def _counts_nothing(words: Words, here: Scene, number: Number, unit: str) -> bool:
    """A zero, an ordinal, a bare number, a numeral that is part of a word (一体, 一次性), an age or a score."""
    if number.value == 0 or unit in phrases.NEVER_UNITS:
        return True
    if phrases.BEFORE_NUMBER.search(words.before) and not is_bound(words):
        return True
    if words.behind.startswith(("性", "体", "般", "样", "定", "切", "系列")):
        return True
    if not number.unit:
        is_ratio = bool(numerals.RATIO.fullmatch(here.masked, number.start, number.end))
        return not (is_ratio or (phrases.RATED.search(words.before) and is_bound(words)))
    return number.chinese and not _counts(words, number, unit)


def _counts(words: Words, number: Number, unit: str) -> bool:
    """Whether a Chinese numeral counts: 两家 does, 一批 does not; a lone 一 where a floor, 每 or a verb governs it."""
    if number.unit == "%" or number.value >= 10:
        return True
    if unit not in phrases.SMALL_UNITS:
        return False
    if number.value == 1 and number.high is None:
        if unit in {"批", "种", "类", "项", "条", "件"}:
            return False
        in_rhythm = GONE in words.before and unit in {"次", "期", "场", "届", "轮"}
        return in_rhythm or bool(phrases.LONE_ONES.search(words.before))
    governed = (phrases.ADJACENT, phrases.REACH)
    if is_bound(words) or number.high is not None or any(one.search(words.before) for one in governed):
        return True
    return not words.noun and bool(phrases.ACTION.search(words.before))


def _is_single_turn(words: Words, here: Scene, number: Number) -> bool:
    """每月1次 says how often a duty returns, and is a recurrence; a floor under it or a year makes it a number."""
    return number.value == 1 and here.held.per not in {"", "年"} and not phrases.FLOOR.search(words.before)


def _is_time_target(words: Words) -> bool:
    """Whether a time is what must be reached: cut to 3天, at least 40 hours of training, so many good days."""
    if phrases.LOWER.search(words.before) or re.search(r"天数[^，]{0,8}$", words.before):
        return True
    return is_bound(words) and bool(re.search(r"培训|学习|轮训|服务时长|锻炼|教学|实践", words.before))


def _is_policy(words: Words, here: Scene, number: Number, unit: str) -> bool:
    is_money = bool(phrases.MONEY.search(number.unit))
    if not is_money and unit not in SHARES:
        per_head = re.search(r"每[人户亩吨辆](?!\S{0,6}(?:不少于|至少))", words.before[-12:])
        return bool(per_head and re.search(r"[补奖元份]", words.whole)) or bool(phrases.SERVED.search(words.before))
    if re.search(r"[得扣加计]$", words.before):
        return True
    if unit == "%" and phrases.FLOOR.search(words.before) and not re.search(r"[补奖贴罚缴费税贷]", here.so_far()):
        return False
    if phrases.GRANT_NOUN.match(words.noun):
        return True
    if is_money:
        return bool(phrases.POLICY.search(words.whole) or phrases.GRANT.search(here.so_far()))
    if phrases.POLICY.search(words.before[-40:] + words.noun[:8]) or re.search(r"按照?[^，。]{0,24}$", words.before):
        return True
    is_level = re.search(r"达|不低于|以上|率", words.before[-8:] + words.post)
    return bool(phrases.RATE.search(here.so_far()) and not is_level)


def _is_threshold(words: Words, unit: str) -> bool:
    """Whether the number only tells which things are meant: 20人以上的自然村, 超过1000人规模的学校."""
    if re.match(r"规模的|规模以上", words.behind):
        return True
    adjacent = bool(phrases.ADJACENT.search(words.before)) and not words.before.endswith(phrases.NO_BUILDING)
    if (words.post or words.behind.startswith("的")) and unit in _MEASURED:
        names_things = words.behind.startswith("的") or bool(phrases.THRESHOLD_NOUN.match(words.behind))
        return names_things and (unit == "元" or not adjacent)
    return not adjacent and words.behind.startswith("的") and not phrases.FLOOR.search(words.before)


def _describes(here: Scene, number: Number, following: Number) -> bool:
    """50亩设施蔬菜示范区1个: of two numbers with nothing but a noun between them the first describes."""
    between = here.masked[number.end : following.start]
    if number.unit == "%" or not following.unit or not re.fullmatch(r"[^，、；。：和及与或并\x00]{2,30}", between):
        return False
    return not phrases.GOVERNS.search(between)
