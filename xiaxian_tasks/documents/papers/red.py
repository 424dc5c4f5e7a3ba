"""红色督办单: the letters before, what is still wanting, the last day, and what the county's rule has follow."""

from collections.abc import Iterator

from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, heading, point, text
from xiaxian_tasks.documents.papers._matters import IN_TEXT, all_before, told
from xiaxian_tasks.documents.papers.supervision import problems
from xiaxian_tasks.domain.letter_facts import LetterFacts
from xiaxian_tasks.domain.letters import SECOND, SHEET, Block, Field, Paper

FOLLOWS = {
    "bulletin": "列入下一期督查通报，点名通报", "talk": "由县政府督查室报请约谈主要负责人",
    "score": "按考核计分办法扣分",
}


def write(facts: LetterFacts) -> Paper:
    """The red sheet, or the same as a letter."""
    matters, annexes = told(facts, SECOND)
    heads = iter(w.NUMERALS)
    body: list[Block] = [text(_opening(facts))]
    if matters:
        body += [heading(f"{next(heads)}、进展情况"), *matters]
    body += [heading(f"{next(heads)}、存在问题"), *problems(facts)]
    body += [heading(f"{next(heads)}、办理要求"), *map(point, _demands(facts))]
    body += [heading(f"{next(heads)}、逾期后果"), text(_consequence(facts))]
    return framed(facts, f"关于{w.subject(facts.matters)}的红色督办单", body, annexes=annexes, **_fields(facts))


def _opening(facts: LetterFacts) -> str:
    before = all_before(facts)
    still = "经督促仍未达到要求" if before else "仍未达到要求"
    annexed = "（见附件）" if len(facts.matters) > IN_TEXT else ""
    sources = w.sources(facts.matters)
    return (
        f"{before}截至{w.day(facts.on)}，你单位承办的{w.subject(facts.matters)}{annexed}{still}，现下达红色督办单。"
        f"{f'依据：{sources}。' if sources else ''}"
    )


def _demands(facts: LetterFacts) -> Iterator[str]:
    due = f"于{w.day(facts.reply_due)}前" if facts.reply_due else "立即"
    yield "（一）压实责任。主要负责人直接负责，明确一名班子成员专抓，逐项列出办结时间。"
    yield (
        f"（二）按期报告。{due}报送书面整改报告，经主要负责人签字并加盖单位公章；"
        "客观上确实不能完成的，如实说明并附依据。"
    )
    yield "（三）及时反馈。整改有实质进展的当日报送，直至办结销号。"
    yield from w.own_words(facts.order.text)


def _consequence(facts: LetterFacts) -> str:
    found = [FOLLOWS[each] for each in facts.consequences]
    if not found:
        return "到期仍未办结且无正当理由的，由县政府督查室报县政府研究处理。"
    return f"到期仍未办结且无正当理由的，按照本县督查工作规定：{'；'.join(found)}。"


def _fields(facts: LetterFacts) -> dict[str, tuple[Field, ...]]:
    if facts.form != SHEET:
        return {}
    first = facts.matters[0]
    due = w.day(facts.reply_due) if facts.reply_due else ""
    fields = [Field("事项编号", w.code_of(first)), Field("回复时限", due)]
    if len(facts.matters) > 1:
        fields[0] = Field("事项数", f"{len(facts.matters)}项")
    elif first.due:
        fields += [Field("原定时限", w.day(first.original or first.due)), Field("现定时限", w.day(first.due))]
    letters = dict.fromkeys(each.number for matter in facts.matters for each in matter.earlier)
    if letters:
        fields.append(Field("已发函件", "、".join(letters), is_wide=True))
    after = (Field("主要负责人意见", lines=4), Field("签收人"), Field("签收日期"))
    return {"fields": tuple(fields), "fields_after": after}
