"""Due days a paper prints: 年底前, 6月底, 到2026年, 2024年3月20日前, the last day of a stage（9月1日—9月20日）.

A month or a year is due on its last day. What looks like a day and binds nobody (since when, from when, how long a
policy lasts, the date of a paper) is no due. A limit from an unknown day (5年内) has no day.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.days import month_end
from xiaxian_tasks.reading import numerals

_BEFORE = r"(?:之前|以前|前|内|之内)?"
_DAY = re.compile(
    r"(?P<lead>截止到|截至|截止|到|至|自|从)?(?:(?P<year>20\d{2}|二[〇○零Oo]\S{2}|明|今|当|本|次)年(?:度)?的?)?(?:"
    r"(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?P<third>上旬|中旬|下旬|初))?"
    r"(?P<clock>\d{1,2}[:：]\d{2}|\d{1,2}[时点](?:\d{1,2}分|整)?)?"
    rf"(?P<edge>份?(?:底|末)?{_BEFORE})"
    rf"|第?(?P<quarter>[一二三四1-4])季度(?P<quarter_edge>(?:末|底)?{_BEFORE})"
    rf"|(?P<half>[上下])半年(?P<half_edge>(?:末|底)?{_BEFORE})"
    r"|(?P<year_end>年?(?:底|末)(?:之前|以前|前)?|年?(?:内|之内))"
    r")"
)
_YEAR_END = re.compile(
    r"(?<![\d每个几两三四五六七八九十上去])(?:(?P<word>[今本当明])?年(?:度)?(?:底|末)(?:之前|以前|前)?"
    r"|[今本当]?年(?:度)?内(?!容))"
)
_BARE_YEAR = re.compile(
    r"(?P<lead>力争到?|确保到?|截至|到|至|在|于)?(?P<year>20\d{2})年(?:年)?(?P<edge>底前|末前|底|末|之前|以前|前|内)?"
)
_FIVE_YEAR_PLAN = re.compile(r"“?十(?P<plan>[三四五六])五”?(?:规划)?(?:时期|期间)?(?:末|期末|时期末)")
_STAGE_DAY = r"(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|初|底)?"
_STAGE = re.compile(
    r"(?P<word>阶段|步骤|部署|排查|整治|整改|验收|总结|实施|启动|动员|核查|公示|发放)"
    rf"[（：]{_STAGE_DAY}(?:—+|-|至|到)(?P<last>{_STAGE_DAY})(?=[）。，])"
)
_WITHIN = re.compile(
    r"(?<![第每至到在\d])(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:年|个月|个工作日|日|天|周)[之以]?内"
)
_CN_YEAR = re.compile(r"二[〇○零Oo](?P<tens>[一二三四五六七八九〇○零])(?P<ones>[一二三四五六七八九〇○零])")
_DONE_BY = re.compile(r"(?:全部|基本|全面)?(?:完成|建成|竣工|投产|投用|投入使用|投入运营|交付|完工)")
_BINDS_NOBODY_BEHIND = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:到期|登记|注册|参保|缴费|取得|发生|入职|退休|出生)|起|以来|以后|之后|后|开始|以上|以下"
    r"|印发|发布|下发|公布|实施之|施行|召开|以?[前]?来|至今|[—\-~至到]\d|修订|修正|批准|毕业|在册|成立|无|未|不"
    r"|新增的|认定的|建成的|期间|存量|出台)"
)
_BINDS_NOBODY_BEFORE = ("每", "自", "从", "每年", "每月", "次", "较", "比", "同比", "去", "上", "与", "《", "〔")
_POLICY_SPAN = re.compile(
    r"期限|有效|执行|施行|免征|减征|减按|免收|减免|延长|延续|享受|继续实施|实施至|优惠|税收|补贴|缓缴|政策|截至|阶段性"
)
_POLICY_SENTENCE = re.compile(r"免征|减征|减按|税额|税率|费率|阶段性")
_NO_PLAN_BEHIND = re.compile(
    r"[度的初—\-~至到以]|\d|(?:行动|工作|实施)?(?:计划|方案|要点)|基础|水平|一般|第[一二三四]|[上下]半年|全国|中央"
)
_SIGNATURE = re.compile(r"\S{0,12}?20\d{2}年\d{1,2}月\d{1,2}日[）)]?")
_NO_AMOUNT = re.compile(
    r"(?:20|19)\d{2}(?:[—\-~至到]20\d{2})?年度?|\d{1,2}月(?:\d{1,2}[日号]?(?:[—\-~至到]\d{1,2}[日号])?)?"
    r"|\d{1,2}[日号](?![均用])|(?<![\d.])\d{1,2}[:：]\d{2}(?!\d)|[一二三四五六七八九十]{1,3}月(?=[份底末初上中下前])"
    r"|第[一二三四五六七八九十百\d]{1,6}[^\s，。]|[一二三四]季度|\d{1,2}[时点](?=前|之前|以前)"
)
_THIRDS = {"初": 5, "上旬": 10, "中旬": 20}


class Moment(NamedTuple):
    """A due day as printed: where, and the day.

    `is_bare` for a year alone: it dates the numbers of its sentence and nothing else.
    """

    start: int
    end: int
    due: date
    is_bare: bool = False


class _Candidate(NamedTuple):
    """What may be a due day: its match, its day (None when it is no limit), the year it prints."""

    match: re.Match[str]
    due: date | None
    year: int | None


def moments(text: str, start: int, end: int, year: int | None, *, limit: bool = False) -> list[Moment]:
    """The due days printed between two places, in order. Days without a year take `year`, or the year printed before.

    `limit` says that the stretch is a printed time limit, where a month or day needs no 底 or 前 to be due.
    """
    found: list[Moment] = []
    covered: list[tuple[int, int]] = []
    for one in _candidates(text, start, end, year, limit=limit):
        match = one.match
        if any(low < match.end() and match.start() < high for low, high in covered):
            continue
        if one.due is not None or (match.re is _DAY and not match["year_end"]):
            covered.append(match.span())
        if one.due is not None and (limit or not _binds_nobody(text, match, start, end)):
            start_of_day = match.end("word") if match.re is _STAGE else match.start()
            found.append(Moment(start_of_day, match.end(), one.due, _is_bare(match)))
    return sorted(found)


def within(text: str, start: int, end: int) -> bool:
    """Whether a limit is printed that counts from a day nobody knows (5年内)."""
    return _WITHIN.search(text, start, end) is not None


def dates(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where years, months, days and ordinals stand, due or not: their digits are no amounts."""
    return [match.span() for match in _NO_AMOUNT.finditer(text, start, end)]


def _is_bare(match: re.Match[str]) -> bool:
    return match.re is _BARE_YEAR and not match["edge"] and match["lead"] in {None, "于", "在"}


def _candidates(text: str, start: int, end: int, year: int | None, *, limit: bool) -> list[_Candidate]:
    """All that may be a due day, in order of place, the longer first."""
    made: list[_Candidate] = []
    context = year
    for stage in _STAGE.finditer(text, start, end):
        last = _DAY.match(text, stage.start("last"), stage.end("last"))
        own = re.findall(r"20\d{2}", stage.group())
        if last is not None:
            made.append(_Candidate(stage, _day(last, int(own[-1]) if own else year, ends=True), None))
    for match in _DAY.finditer(text, start, end):
        printed = _year(match["year"], year)
        context = printed or context
        ends = limit or _DONE_BY.match(text, match.end(), end) is not None
        made.append(_Candidate(match, _day(match, printed or context, ends=ends), printed))
    following = year + 1 if year else None
    made += [
        _Candidate(match, _last_of(following if match["word"] == "明" else year), None)
        for match in _YEAR_END.finditer(text, start, end)
    ]
    made += [
        _Candidate(match, _bare_year(text, match, start), int(match["year"]))
        for match in _BARE_YEAR.finditer(text, start, end)
    ]
    made += [
        _Candidate(match, _last_of(2020 + 5 * "三四五六".index(match["plan"])), None)
        for match in _FIVE_YEAR_PLAN.finditer(text, start, end)
    ]
    return sorted(made, key=lambda one: (one.match.start(), -one.match.end()))


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
    tens, ones = (numerals.chinese(one.replace("○", "零")) or 0 for one in (match["tens"], match["ones"]))
    return 2000 + tens * 10 + ones


def _last_of(year: int | None) -> date | None:
    return date(year, 12, 31) if year and 1900 <= year <= 2200 else None


def _day(match: re.Match[str], year: int | None, *, ends: bool) -> date | None:
    """The day a match stands for, or None when it is no limit or no day; `ends`: it needs no 底 or 前."""
    if year is None or not 1900 <= year <= 2200:
        return None
    if match["quarter"]:
        quarter = "一二三四".find(match["quarter"]) + 1 or int(match["quarter"])
        ends = ends or bool(match["quarter_edge"]) or match["lead"] in {"到", "至"}
        return month_end(date(year, 3 * quarter, 1)) if ends else None
    if match["half"]:
        ends = ends or bool(match["half_edge"] or match["year"])
        return month_end(date(year, 6 if match["half"] == "上" else 12, 1)) if ends else None
    if match["month"]:
        return _month_day(match, year, ends=ends)
    return _last_of(year) if match["year"] else None


def _month_day(match: re.Match[str], year: int, *, ends: bool) -> date | None:
    month = numerals.value(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    first = date(year, int(month), 1)
    edge = match["edge"].removeprefix("份")
    ends = ends or bool(edge) or match["lead"] in {"到", "至", "截至", "截止", "截止到"}
    if match["day"]:
        day = numerals.value(match["day"])
        is_day = day is not None and 1 <= day <= month_end(first).day
        return first.replace(day=int(day or 1)) if is_day and (ends or match["clock"]) else None
    if match["third"] in _THIRDS:
        return first.replace(day=_THIRDS[match["third"]]) if ends or match["third"] != "初" else None
    if match["third"]:
        return month_end(first)
    if edge in {"前", "之前", "以前"}:
        return first - timedelta(days=1)
    return month_end(first) if ends else None


def _bare_year(text: str, match: re.Match[str], start: int) -> date | None:
    """到2026年 and 2023年底 are days; 2023年 alone only where it opens a part of a sentence and a duty follows."""
    year = int(match["year"])
    if match["edge"] in {"前", "之前", "以前"} and not match["lead"]:
        return _last_of(year - 1)
    if match["edge"] or (match["lead"] and match["lead"] not in {"于", "在"}):
        return _last_of(year)
    before = text[start : match.start()].rstrip(" ")
    opens = before[-1:] in "，。；：\n" or before.endswith(("力争", "争取", "确保", "是"))
    return _last_of(year) if opens and not _NO_PLAN_BEHIND.match(text[match.end() :][:6]) else None


def _binds_nobody(text: str, match: re.Match[str], start: int, end: int) -> bool:
    if match.re is _STAGE:
        return False
    lead = match.groupdict().get("lead")
    before = text[max(start, match.start() - 6) : match.start()]
    if lead in {"自", "从"} or before.endswith(_BINDS_NOBODY_BEFORE):
        return True
    if _BINDS_NOBODY_BEHIND.match(text[match.end() : min(end, match.end() + 10)]):
        return True
    return _is_policy_span(text, match, start, end) or _is_in_rhythm(text, match, start) or _is_signature(text, match)


def _is_policy_span(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the day says how long a policy lasts, or ends a span of days."""
    lead = match.groupdict().get("lead")
    part = text[_behind("，。；\n（", text, match.start(), start) : _ahead("，。；\n", text, match.end(), end)]
    if lead in {"至", "截至", "截止", "截止到"} and _POLICY_SPAN.search(part):
        return True
    if lead in {"至", "到"}:
        sentence = text[_behind("。；\n", text, match.start(), start) : _ahead("。；\n", text, match.end(), end)]
        if _POLICY_SENTENCE.search(sentence):
            return True
    is_span = re.search(r"[年月日号][—\-~至到]*$", text[max(start, match.start() - 4) : match.start()])
    return lead in {"至", "到", None} and is_span is not None


def _is_in_rhythm(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a day without a year belongs to a duty that returns (每年9月…，10月上旬前报送)."""
    opening = text[_behind("。；\n", text, match.start(), start) : match.start()]
    return not match.groupdict().get("year") and re.search(r"每(?:年|学年|季|月)", opening) is not None


def _is_signature(text: str, match: re.Match[str]) -> bool:
    line = text[_behind("\n", text, match.start(), 0) : _ahead("\n", text, match.end(), len(text))]
    return len(line) < 40 and _SIGNATURE.fullmatch(line.strip(" ")) is not None


def _behind(marks: str, text: str, index: int, start: int) -> int:
    """The place behind the last of some marks before `index`."""
    return max(start, *(text.rfind(mark, start, index) + 1 for mark in marks))


def _ahead(marks: str, text: str, index: int, end: int) -> int:
    """The place of the first of some marks from `index` on."""
    return min([end, *(found for mark in marks if (found := text.find(mark, index, end)) >= 0)])
