"""退办通知: what was handed in is sent back, why, what is missing, and by which day it is handed in again."""

from collections.abc import Iterator
from datetime import date

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, heading, point, text
from xiaxian_tasks.domain.letter_facts import LetterFacts, Matter
from xiaxian_tasks.domain.letters import SHEET, Block, Field, Paper

LACKS = {
    "short": "按目标要求补做未完成部分，完成后再行申请；确实不能完成的，说明理由并附依据",
    "thin": "补充能够证明完成数量、完成时间和完成地点的材料，注明来源和日期",
    "contradictory": "核对台账、报表和现场情况，逐项说明差异，以核实后的数据重新报送",
    "form": "按规定格式重新填报，数据注明单位和截止日期，材料由负责人签字",
}
"""What is to be done, by the cause."""


def write(facts: LetterFacts) -> Paper:
    """The letter, or the sheet."""
    body: list[Block] = [text(_opening(facts)), heading("一、退办原因"), *map(text, _causes(facts))]
    body += [heading("二、重新报送要求"), *map(point, _demands(facts))]
    if facts.form != SHEET:
        body.append(text("特此通知。"))
    return framed(
        facts, f"关于{w.subject(facts.matters)}办结申请的退办通知", body, reply_due=_due(facts), **_fields(facts)
    )


def _opening(facts: LetterFacts) -> str:
    asked = [matter.returned.requested for matter in facts.matters if matter.returned and matter.returned.requested]
    when = f"于{w.short_day(max(asked), facts.on)}" if asked else ""
    return f"你单位{when}报来的{w.subject(facts.matters)}办结申请及佐证材料收悉。经审核，尚不符合办结条件，现予退办。"


def _causes(facts: LetterFacts) -> Iterator[str]:
    for place, matter in enumerate(facts.matters, 1):
        if matter.returned:
            note = clean(matter.returned.note).rstrip("。")
            said = "：".join(filter(None, (w.BACK.get(matter.returned.cause, "不符合办结条件"), note)))
            again = f"本事项已第{matter.returned.times}次退办。" if matter.returned.times > 1 else ""
            yield f"{_named(facts, place, matter)}{said}。{again}"


def _named(facts: LetterFacts, place: int, matter: Matter) -> str:
    return f"{place}.{w.quoted(w.title_of(matter))}：" if len(facts.matters) > 1 else ""


def _due(facts: LetterFacts) -> date | None:
    dues = (matter.returned.due for matter in facts.matters if matter.returned)
    return min((due for due in dues if due), default=None)


def _demands(facts: LetterFacts) -> Iterator[str]:
    causes = dict.fromkeys(matter.returned.cause for matter in facts.matters if matter.returned)
    wanted = [LACKS[cause] for cause in causes if cause in LACKS]
    due = _due(facts)
    yield f"（一）补正内容。{'；'.join(wanted) or '按要求补正'}。"
    if due and due < facts.on:
        yield f"（二）重报时限。重新报送时限为{w.day(due)}，现已超过，请立即重新提出办结申请，由主要负责人签字确认。"
    else:
        yield f"（二）重报时限。{f'于{w.day(due)}前' if due else '补正后及时'}重新提出办结申请，由主要负责人签字确认。"
    yield "（三）时限不变。退办不改变办理时限，期限内未重新报送的，按未办结处理。"
    yield from w.own_words(facts.order.text)


def _fields(facts: LetterFacts) -> dict[str, tuple[Field, ...]]:
    if facts.form != SHEET:
        return {}
    first, due = facts.matters[0], _due(facts)
    times = first.returned.times if first.returned else 1
    return {
        "fields": (
            Field("事项编号", w.code_of(first)), Field("退办次数", f"第{times}次"),
            Field("退办日期", w.day(first.returned.on) if first.returned else ""),
            Field("重报时限", w.day(due) if due else ""),
        ),
        "fields_after": (Field("签收人"), Field("签收日期")),
    }
