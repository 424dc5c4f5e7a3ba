"""约谈通知: when and where, about which matters, what went before, and what to bring."""

from collections.abc import Iterator

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, heading, point, text
from xiaxian_tasks.documents.papers._matters import failings, told
from xiaxian_tasks.domain.letter_facts import LetterFacts
from xiaxian_tasks.domain.letters import SECOND, SHEET, Block, Field, Paper

FREE = "　　　　年　　月　　日　　时"
"""A moment that is written in by hand."""


def write(facts: LetterFacts) -> Paper:
    """The notice as a letter, an official paper or a sheet."""
    matters, annexes = told(facts, SECOND)
    when, place = clean(facts.order.when), clean(facts.order.place)
    body: list[Block] = [text(_opening(facts))]
    body += [heading("一、时间和地点"), text(f"时间：{when}。" if when else f"时间：{FREE}")]
    body += [text(f"地点：{place}。" if place else "地点：")]
    body += [heading("二、约谈事项"), *matters, *map(text, _failings(facts))]
    body += [heading("三、此前督办情况"), *map(text, _history(facts))]
    body += [heading("四、有关要求"), *map(point, _demands(facts))]
    if facts.form != SHEET:
        body.append(text("特此通知。"))
    title = f"关于约谈{facts.body}主要负责人的通知"
    return framed(facts, title, body, annexes=annexes, reply_due=None, **_fields(facts))


def _opening(facts: LetterFacts) -> str:
    pressed = "经督办" if any(matter.earlier for matter in facts.matters) else ""
    return (
        f"截至{w.day(facts.on)}，你单位承办的{w.subject(facts.matters)}{pressed}仍未达到要求。"
        "经研究，决定约谈你单位主要负责人，现将有关事项通知如下。"
    )


def _failings(facts: LetterFacts) -> Iterator[str]:
    for matter in facts.matters:
        if found := failings(matter):
            name = f"{w.quoted(w.title_of(matter))}" if len(facts.matters) > 1 else ""
            yield f"{name}主要问题：{'；'.join(found)}。"


def _history(facts: LetterFacts) -> Iterator[str]:
    known = dict.fromkeys(each for matter in facts.matters for each in matter.earlier)
    for place, each in enumerate(sorted(known, key=lambda each: (each.on, each.number)), 1):
        yield f"{place}.{w.letter_before(each, facts.on)}。"
    if not known:
        yield from _by_life(facts)


def _by_life(facts: LetterFacts) -> Iterator[str]:
    """What went before where no letter was written: returns and extensions, or nothing."""
    returns = sum(part.returns for matter in facts.matters for part in matter.parts if part.body == facts.body)
    moved = sum(matter.extensions for matter in facts.matters)
    said = [f"退办{returns}次"] * bool(returns) + [f"批准延期{moved}次"] * bool(moved)
    yield f"{'，'.join(said) or '台账中没有函件记录'}。"


def _demands(facts: LetterFacts) -> Iterator[str]:
    yield "（一）按时参加。请主要负责人到场，不得委托他人；确有特殊情况的，提前书面请假并另约时间。"
    yield "（二）准备材料。请携带书面材料，说明办理过程、未完成的原因、整改措施、完成时间和责任人。"
    yield "（三）落实整改。约谈后按要求报送整改情况，约谈情况记入督查台账。"
    yield from w.own_words(facts.order.text)


def _fields(facts: LetterFacts) -> dict[str, tuple[Field, ...]]:
    if facts.form != SHEET:
        return {}
    return {
        "fields": (Field("约谈对象", f"{facts.body}主要负责人"), Field("事项数", f"{len(facts.matters)}项")),
        "fields_after": (Field("签收人"), Field("签收日期")),
    }
