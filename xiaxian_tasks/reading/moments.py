"""Days and rhythms a paper prints: 年底前, 6月底, 到2026年, 2024年3月20日前; 每月, 每季度, 每年6月底前.

A month or a year is due on its last day. What looks like a day and binds nobody (since when, from when, dates of papers)
is no due. A span from an unknown day ("5年内") is found but has no day.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.days import month_end
from xiaxian_tasks.reading import numerals

_Y = r"(?:(?P<year>20\d{2}|二[〇○零Oo]\S{2}|明|今|当|本|次)年(?:度)?的?)"
_EDGE = r"(?P<edge>(?:底|末|份)?(?:前|之前|以前|底前|末前|前后)?|内|之内)"
_DAY = re.compile(
    rf"(?P<lead>到|至|于|在|截至|截止|截止到|力争|确保|争取|自|从)?{_Y}?(?:"
    r"(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?P<third>上旬|中旬|下旬|初))?(?P<clock>\d{1,2}[:：]\d{2}|\d{1,2}[时点](?:\d{1,2}分|整)?)?"
    r"(?P<edge>份?(?:底|末)?(?:之前|以前|前|内|之内)?)"
    r"|第?(?P<quarter>[一二三四1-4])季度(?P<quarter_edge>(?:末|底)?(?:之前|以前|前|内)?)"
    r"|(?P<half>上|下)半年(?P<half_edge>(?:末|底)?(?:之前|以前|前|内)?)"
    r"|(?P<year_end>年?(?:底|末)(?:之前|以前|前)?|(?:年)?(?:内|之内))"
    r")"
)
_YEAR_END = re.compile(r"(?<![\d每个几两三四五六七八九十上去])(?:(?P<word>今|本|当|明)?年(?:度)?(?:底|末)(?:之前|以前|前)?|(?:今|本|当)?年(?:度)?内(?!容)|全年年底(?:前)?)")
_BARE_YEAR = re.compile(r"(?P<lead>到|至|在|于|力争到?|确保到?|截至)?(?P<year>20\d{2})年(?:年)?(?P<edge>底前|末前|底|末|前|内|之前|以前)?(?P<adverb>[，、]?)")
_FIVE_YEAR_PLAN = re.compile(r"“?十([三四五六])五”?(?:规划)?(?:时期|期间)?(?:末|期末|时期末)")
_WITHIN = re.compile(r"(?P<many>\d{1,2}|[一二两三四五六七八九十]{1,3})(?P<unit>年|个月|个工作日|日|天|周)(?:之内|以内|内)")
_NO_DUE_AFTER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:到期|登记|注册|参保|缴费|取得|发生|入职|退休|出生)|到期|起|以来|以后|之后|后|开始|以上|以下|出生|印发|发布|下发|公布|实施之|施行|召开|以[前]?来|至今|[—\-~至到]\d|修订|修正|批准|毕业|在册|登记|注册|成立|无|未|不|新增的|认定的|建成的|期间|存量|出台)"
)
_DONE_BY = re.compile(r"(?:全部|基本|全面)?(?:完成|建成|竣工|投产|投用|投入使用|投入运营|交付|完工)")
_STAGE = re.compile(
    r"(?:阶段|步骤|部署|排查|整治|整改|验收|总结|实施|启动|动员|核查|公示|发放)[（：](?:20\d{2}年)?\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|初|底)?(?:—+|-|至|到)(?P<last>(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|底)?)(?=[）。，])"
)
_POLICY_SPAN = re.compile(r"期限|有效|执行|施行|免征|减征|免收|减免|延长|延续|享受|继续实施|实施至|优惠|税收|补贴|缓缴|政策|截至")
_CN_YEAR = re.compile(r"二[〇○零Oo](?P<tens>[一二三四五六七八九〇○零])(?P<ones>[一二三四五六七八九〇○零])")


class Moment(NamedTuple):
    """A day as printed: where, and the day; `governs` when it opens a sentence part and so dates what follows; `bare` is a
    year alone, which dates the numbers of its sentence and nothing else."""

    start: int
    end: int
    due: date
    governs: bool
    bare: bool


class Rhythm(NamedTuple):
    """A returning duty as printed: where, and its RFC 5545 rule."""

    start: int
    end: int
    rule: str
    word: str


def moments(text: str, start: int, end: int, year: int | None, *, limit: bool = False) -> list[Moment]:
    """The due days printed between two places, in order; the last day of a stage is one. Days without a year need `year`.

    `limit` says that the stretch is a printed time limit, where a month or day needs no 底 or 前 to be due.
    """
    found: list[Moment] = []
    context = year
    covered: list[tuple[int, int]] = []
    for match, due, printed_year in _candidates(text, start, end, year, limit):
        if any(low < match.end() and match.start() < high for low, high in covered):
            continue
        if due is None:
            if match.re is _DAY and (match["month"] or match["quarter"] or match["half"]):
                covered.append(match.span())
            continue
        covered.append(match.span())
        if not limit and _binds_nobody(text, match, start, end):
            continue
        context = printed_year or context
        bare = match.re is _BARE_YEAR and not match["edge"] and match["lead"] in {None, "于", "在"}
        found.append(Moment(match.start(), match.end(), due, _governs(text, match, start), bare))
    return sorted(found)


def within(text: str, start: int, end: int) -> bool:
    """Whether a limit is printed that counts from a day nobody knows (5年内)."""
    return any(text[match.start() - 1 : match.start()] not in "第每" for match in _WITHIN.finditer(text, start, end))


def dates(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where years, months and days stand, due or not: their digits are no amounts."""
    pattern = re.compile(
        r"(?:20|19)\d{2}(?:[—\-~至到]20\d{2})?年度?|\d{1,2}月(?:\d{1,2}[日号]?(?:[—\-~至到]\d{1,2}[日号])?)?|\d{1,2}[日号](?![均用])|(?<![\d.])\d{1,2}[:：]\d{2}(?!\d)|[一二三四五六七八九十]+月(?=[份底末初上中下前])"
        r"|第[一二三四五六七八九十百\d]+[^\s，。]|[一二三四]季度|\d{1,2}[时点](?=前|之前|以前)"
    )
    return [(match.start(), match.end()) for match in pattern.finditer(text, start, end)]


def _candidates(
    text: str, start: int, end: int, year: int | None, limit: bool
) -> list[tuple[re.Match[str], date | None, int | None]]:
    made: list[tuple[re.Match[str], date | None, int | None]] = []
    context = year
    for stage in _STAGE.finditer(text, start, end):
        last = _DAY.match(text, stage.start("last"), stage.end("last"))
        if last is not None:
            own = _year(last["year"], year) or next((int(one) for one in re.findall(r"20\d{2}", stage.group())), None)
            made.append((stage, _day(last, own or year, True), own))
    for match in _DAY.finditer(text, start, end):
        printed = _year(match["year"], year)
        context = printed or context
        made.append((match, _day(match, printed or context, limit or bool(_DONE_BY.match(text, match.end(), end))), printed))
    for match in _YEAR_END.finditer(text, start, end):
        base = year + 1 if year and match["word"] == "明" else year
        made.append((match, _last_of(base), None))
    for match in _BARE_YEAR.finditer(text, start, end):
        made.append((match, _bare_year(text, match, start), int(match["year"])))
    for match in _FIVE_YEAR_PLAN.finditer(text, start, end):
        made.append((match, _last_of(2020 + 5 * ("三四五六".index(match[1]))), None))
    return sorted(made, key=lambda one: (one[0].start(), -one[0].end()))


def _year(printed: str | None, year: int | None) -> int | None:
    if not printed:
        return None
    if printed.isdigit():
        return int(printed)
    if printed in {"今", "当", "本"}:
        return year
    if printed in {"明", "次"}:
        return year + 1 if year else None
    match = _CN_YEAR.fullmatch(printed)
    if match is None:
        return None
    digits = [0 if character in "〇○零" else numerals.chinese(character) or 0 for character in (match["tens"], match["ones"])]
    return 2000 + digits[0] * 10 + digits[1]


def _last_of(year: int | None) -> date | None:
    return date(year, 12, 31) if year and 1900 <= year <= 2200 else None


def _day(match: re.Match[str], year: int | None, limit: bool) -> date | None:
    """The day a match stands for, or None when it is no limit or no day."""
    if year is None or not 1900 <= year <= 2200:
        return None
    if match["quarter"]:
        quarter = "一二三四".find(match["quarter"]) + 1 or int(match["quarter"])
        return month_end(date(year, 3 * quarter, 1)) if limit or match["quarter_edge"] or match["lead"] in {"到", "至"} else None
    if match["half"]:
        month = 6 if match["half"] == "上" else 12
        return month_end(date(year, month, 1)) if limit or match["half_edge"] or match["year"] else None
    if match["month"]:
        return _month_day(match, year, limit)
    return _last_of(year) if match["year"] else None


def _month_day(match: re.Match[str], year: int, limit: bool) -> date | None:
    month = numerals.value(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    first = date(year, int(month), 1)
    ends = limit or bool(match["edge"].strip("份")) or match["lead"] in {"到", "至", "截至", "截止", "截止到"}
    if match["third"]:
        day = {"上旬": 10, "中旬": 20, "初": 5}.get(match["third"], 0)
        return (first.replace(day=day) if day else month_end(first)) if ends or match["third"] != "初" else None
    if match["day"]:
        found = numerals.value(match["day"])
        if found is None or not 1 <= found <= month_end(first).day:
            return None
        return first.replace(day=int(found)) if ends or match["clock"] else None
    if not ends:
        return None
    if match["edge"] in {"前", "之前", "以前"}:
        return first - timedelta(days=1) if month > 1 else None
    return month_end(first)


def _bare_year(text: str, match: re.Match[str], start: int) -> date | None:
    """到2026年 and 2023年底 are days; 2023年 alone only where it opens a part of a sentence and a duty follows."""
    year = int(match["year"])
    if match["edge"] in {"前", "之前", "以前"} and not match["lead"]:
        return _last_of(year - 1)
    if match["edge"] or (match["lead"] and match["lead"] not in {"于", "在"}):
        return _last_of(year)
    before = text[start : match.start()].rstrip(" ")[-1:]
    opens = before in "，。；：\n" or before == "" or bool(re.search(r"(?:力争|争取|确保|是)$", text[start : match.start()]))
    if not opens or re.match(r"[度的初—\-~至到以]|\d|(?:行动|工作|实施)?(?:计划|方案|要点)|基础|水平|以前|一般|第[一二三四]|[上下]半年|全国|中央", text[match.end() :][:6]):
        return None
    return _last_of(year)


def _binds_nobody(text: str, match: re.Match[str], start: int, end: int) -> bool:
    lead = match.groupdict().get("lead")
    if match.re is _STAGE:
        return False
    if lead in {"自", "从"}:
        return True
    if lead in {"至", "截至", "截止", "截止到"} and _POLICY_SPAN.search(text[_part_start(text, match.start(), start) : _part_end(text, match.end(), end)]):
        return True
    if lead in {"至", "到", None} and re.search(r"[年月日号][—\-~至到]*$", text[max(start, match.start() - 4) : match.start()]):
        return True
    if not match.groupdict().get("year") and re.search(r"每(?:年|学年|季|月)", text[_sentence_start(text, match.start(), start) : match.start()]):
        return True
    before, after = text[max(start, match.start() - 6) : match.start()], text[match.end() : min(end, match.end() + 10)]
    if before.endswith(("每", "自", "从", "每年", "每月", "次", "较", "比", "同比", "去", "上", "与")) or re.search(r"[《〔“]$", before):
        return True
    if _NO_DUE_AFTER.match(after):
        return True
    line = text[text.rfind("\n", 0, match.start()) + 1 : _line_end(text, match.end())].strip(" ")
    return bool(re.fullmatch(r"\S{0,12}?20\d{2}年\d{1,2}月\d{1,2}日[）)]?", line))


def _part_start(text: str, index: int, start: int) -> int:
    return max([start, *(text.rfind(mark, start, index) + 1 for mark in "，。；\n（")])


def _part_end(text: str, index: int, end: int) -> int:
    return min([end, *(found for mark in "，。；\n" if (found := text.find(mark, index, end)) >= 0)])


def _sentence_start(text: str, index: int, start: int) -> int:
    return max([start, *(text.rfind(mark, start, index) + 1 for mark in "。；\n")])


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found


def _governs(text: str, match: re.Match[str], start: int) -> bool:
    before = text[start : match.start()].rstrip(" ")
    return before[-1:] in "，。；：\n、" or not before or bool(re.search(r"(?:力争|争取|确保|是|原则上|其中)$", before))


_EVERY = re.compile(
    r"每(?P<count>两|半|[一二三四五六1-6])?个?(?P<unit>年度?|季度?|月度?|周|星期|日|天|旬|学期|工作日|半年|半月)(?P<times>[一二两三四]次)?"
    r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2}[日号])?(?P<edge>底|末|初)?(?:之前|前)?"
)
_QUARTERS = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
_RULES = {
    "年": "FREQ=YEARLY", "季": _QUARTERS, "月": "FREQ=MONTHLY", "周": "FREQ=WEEKLY", "星期": "FREQ=WEEKLY", "日": "FREQ=DAILY", "天": "FREQ=DAILY",
    "旬": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1", "工作日": "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "半年": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "半月": "FREQ=MONTHLY;BYMONTHDAY=15,-1", "学期": "FREQ=YEARLY;BYMONTH=1,6;BYMONTHDAY=-1",
}


def rhythms(text: str, start: int, end: int) -> list[Rhythm]:
    """The rhythms printed between two places, in order."""
    return [
        Rhythm(match.start(), match.end(), _rule(match), match["unit"].removesuffix("度"))
        for match in _EVERY.finditer(text, start, end)
    ]


def _rule(match: re.Match[str]) -> str:
    unit = match["unit"].removesuffix("度")
    if match["count"] == "半":
        unit = "半" + unit
    rule = _RULES.get(unit, "FREQ=YEARLY")
    if unit == "年":
        rule = _yearly(match)
    elif unit == "月":
        rule += f";BYMONTHDAY={int(match['day'][:-1])}" if match["day"] else _edge(match["edge"])
        rule = "FREQ=MONTHLY;BYMONTHDAY=15,-1" if match["times"] in {"两次", "二次"} else rule
    every = numerals.value(match["count"]) if match["count"] and match["count"] != "半" else None
    if every and every > 1:
        return "FREQ=MONTHLY;INTERVAL=" + str(3 * int(every)) if unit == "季" else f"{rule.partition(';')[0]};INTERVAL={int(every)}"
    return rule


def _yearly(match: re.Match[str]) -> str:
    month = int(match["month"]) if match["month"] else 0
    if not 1 <= month <= 12:
        return "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"
    day = int(match["day"][:-1]) if match["day"] else 0
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day if 1 <= day <= 31 else -1}"


def _edge(edge: str | None) -> str:
    return {"底": ";BYMONTHDAY=-1", "末": ";BYMONTHDAY=-1", "初": ";BYMONTHDAY=5"}.get(edge or "", ";BYMONTHDAY=-1")
