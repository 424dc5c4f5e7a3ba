"""Numbers as official papers write them: 1,300 · 3.3万 · 十一 · 两 · 百分之三十 · 2—3 · 一至两 · 一半."""

import re
from decimal import Decimal
from typing import NamedTuple

_DIGITS = {character: index for index, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

CHINESE = "零〇一二两三四五六七八九十百千"
_ARABIC = r"\d{1,3}(?:,\d{3}){1,9}(?:\.\d{1,30})?|\d{1,30}(?:\.\d{1,30})?"
_ONE = rf"(?:{_ARABIC}|[{CHINESE}]{{1,15}})"
_SCALE = r"(?:万亿|百万|千万|[万亿千百])"

UNITS = (
    "个百分点 百分点 个工作日 个月 个小时 平方公里 平方千米 平方米 立方米 公里 千米 公顷 千瓦时 兆瓦时 千瓦 "
    "兆瓦 吉瓦 公斤 千克 人次 人天 例次 车次 架次 课时 学时 "
    "学分 场次 批次 班次 微克/立方米 毫克/升 微克 毫克 毫升 工作日 小时 分钟 个 家 户 名 人 位 项 件 条 座 处 "
    "所 台 套 辆 艘 亩 方 吨 米 次 场 期 批 篇 份 册 种 类 款 门 元 美元 眼 口 株 棵 头 只 "
    "羽 张 床 间 栋 幢 片 块 支 组 班 届 轮 岁 分 天 日 周 年 月 倍 宗 笔 例 对 孔 艘 部 幅 集 首 本 枚 盏 根 "
    "样 度 斤 箱 袋 单 村 镇 节 刊 期 "
    "% ‰ m³ ㎡ km MW GW kWh"
).split()
"""Measure words and units a number may carry, the longer before the shorter where one begins like another."""

_UNIT = "|".join(re.escape(unit) for unit in sorted(set(UNITS), key=len, reverse=True))

TOKEN = re.compile(
    rf"(?P<percent>百分之)?(?P<low>{_ONE})"
    rf"(?:(?P<low_scale>{_SCALE})?(?P<low_unit>%|个|家|名)?(?:—+|-|至|到)(?P<high>{_ONE}))?"
    rf"(?P<rough>多|余|几)?(?P<scale>{_SCALE})?(?P<rough_too>多|余)?(?P<unit>{_UNIT})?"
)
RATIO = re.compile(r"(?<![\d：:.])(?P<one>\d{1,3})[：:](?P<many>\d{2,6})(?![\d：:.])")
HALF = re.compile(r"一半|半数|(?<=[超过])半(?![年月天日个岁])")


class Number(NamedTuple):
    """A number in a text: where, its value, the upper end of a range, its unit with its scale, if rough."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    unit: str = ""
    rough: bool = False
    chinese: bool = False


_LONGEST = 15
"""More digits than this are an account, not an amount."""


def chinese(text: str) -> int | None:
    """十一 is 11, 两百 is 200, 二〇二三 is 2023; None for what is no number."""
    if (
        not text
        or len(text) > _LONGEST
        or any(character not in _DIGITS and character not in _TENS and character not in _MYRIADS for character in text)
    ):
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section, digit = section + (digit or 1) * _TENS[character], 0
        else:
            total, section, digit = total + (section + digit) * _MYRIADS[character], 0, 0
    return total + section + digit


def written(number: int) -> str:
    """11 is 十一; a hundred and more is written in digits."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    front = "" if not tens else "十" if tens == 1 else "零一二三四五六七八九"[tens] + "十"
    return front + ("零一二三四五六七八九"[ones] if ones or not tens else "")


def value(text: str) -> Decimal | None:
    """The exact value of Arabic digits or a Chinese numeral."""
    if text and text[0] in CHINESE:
        found = chinese(text)
        return None if found is None else Decimal(found)
    return Decimal(text.replace(",", "")) if re.fullmatch(_ARABIC, text, re.ASCII) else None


def numbers(text: str, start: int, end: int) -> list[Number]:
    """All numbers of a stretch, in order; those without a unit have the unit ""."""
    found = [_ratio(match) for match in RATIO.finditer(text, start, end)]
    found += [Number(m.start(), m.end(), Decimal(50), unit="%", chinese=True) for m in HALF.finditer(text, start, end)]
    taken = [(number.start, number.end) for number in found if number is not None]
    kept = [number for number in found if number is not None]
    for match in TOKEN.finditer(text, start, end):
        number = _number(match)
        if number is not None and not any(low < number.end and number.start < high for low, high in taken):
            kept.append(number)
    return sorted(kept)


def _ratio(match: re.Match[str]) -> Number | None:
    """1∶4000 as the share it is, where the share is a finite decimal."""
    one, many = int(match["one"]), int(match["many"])
    rest = many
    for factor in (2, 5):
        while rest and rest % factor == 0:
            rest //= factor
    if rest != 1 or one >= many:
        return None
    return Number(match.start(), match.end(), Decimal(one) / Decimal(many))


def _number(match: re.Match[str]) -> Number | None:
    low_text, high_text = match["low"], match["high"]
    if sum(character.isdigit() for character in low_text + (high_text or "")) > 2 * _LONGEST:
        return None
    low, high = value(low_text), value(high_text) if high_text else None
    if low is None:
        return None
    scale, unit = match["scale"] or "", match["unit"] or ""
    if match["percent"]:
        scale, unit = "", "%"
    is_chinese = low_text[0] in CHINESE
    if is_chinese and len(scale) == 1 and scale in "百千":
        low, scale = low * _TENS[scale], ""
    rough = bool(match["rough"] or match["rough_too"])
    return Number(match.start(), match.end(), low, high, scale + unit, rough, is_chinese)
