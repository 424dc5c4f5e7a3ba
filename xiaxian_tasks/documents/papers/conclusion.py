"""督查结论: facts, evidence, finding, what is to be mended, and the right to have it looked at again.

《政府督查工作条例》（国务院令第733号）: a body may ask for review within 30 days of receiving a conclusion; the
decision comes within 30 days; whoever took part in the conclusion stands aside.
"""

from collections.abc import Iterator

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, heading, text
from xiaxian_tasks.documents.papers._matters import failings, standing
from xiaxian_tasks.domain.letter_facts import LetterFacts, Matter
from xiaxian_tasks.domain.letters import Annex, Block, Column, Paper, Table
from xiaxian_tasks.domain.terms import DONE

REVIEW_DAYS = 30
"""Calendar days for asking for review, and again for the decision (《政府督查工作条例》)."""

PIECES = (
    Column("序号", 12, is_centred=True), Column("事项", 52), Column("佐证材料"),
    Column("报送日期", 32, is_centred=True),
)  # fmt: skip


def write(facts: LetterFacts) -> Paper:
    """The conclusion, official or as a letter."""
    annex = tuple(_pieces(facts))
    body: list[Block] = [text(_opening(facts)), heading("一、查明的事实"), *map(text, _found(facts))]
    body += [heading("二、佐证材料"), text(_evidence(facts))]
    body += [heading("三、督查结论"), *map(text, _findings(facts))]
    body += [heading("四、整改要求"), *map(text, _mending(facts))]
    body += [heading("五、申请复核的权利"), *map(text, _review())]
    annexes = (Annex("佐证材料清单", (Table(PIECES, annex),)),) if annex else ()
    return framed(facts, f"关于{w.subject(facts.matters)}的督查结论", body, annexes=annexes)


def _opening(facts: LetterFacts) -> str:
    return (
        f"根据《政府督查工作条例》和{w.sources(facts.matters)}，县政府督查室对你单位承办的{w.subject(facts.matters)}"
        f"进行了督查，现将截至{w.day(facts.on)}的督查结论反馈如下。"
    )


def _found(facts: LetterFacts) -> Iterator[str]:
    for place, matter in enumerate(facts.matters, 1):
        name = f"{place}.{w.title_of(matter)}。" if len(facts.matters) > 1 else ""
        yield f"{name}{''.join(standing(matter, facts.on))}{_life(matter, facts)}"


def _life(matter: Matter, facts: LetterFacts) -> str:
    """What happened: sent and signed, returned, extended."""
    said = []
    for part in matter.parts:
        if part.body == facts.body and part.sent:
            signed = f"，{w.short_day(part.signed, facts.on)}签收" if part.signed else "，至今未签收"
            said.append(f"{w.short_day(part.sent, facts.on)}交办{signed}")
            if part.returns:
                said.append(f"退办{part.returns}次")
    if matter.extensions:
        said.append(f"批准延期{matter.extensions}次")
    letters = "".join(f"；{w.letter_before(each, facts.on)}" for each in matter.earlier)
    return f"办理过程：{'，'.join(said)}{letters}。" if said else f"办理过程：{letters[1:]}。" if letters else ""


def _evidence(facts: LetterFacts) -> str:
    count = sum(len(matter.evidence) for matter in facts.matters)
    if count:
        return f"以上事实有{count}份佐证材料为证，清单附后。"
    return "以上事实以督查台账登记的报送数据为准，单位未报送佐证材料。"


def _pieces(facts: LetterFacts) -> Iterator[tuple[str, ...]]:
    place = 0
    for matter in facts.matters:
        for piece in matter.evidence:
            place += 1
            yield str(place), w.title_of(matter), clean(piece.name), w.day(piece.on)


def _findings(facts: LetterFacts) -> Iterator[str]:
    for place, matter in enumerate(facts.matters, 1):
        name = f"{place}.{w.quoted(w.title_of(matter))}" if len(facts.matters) > 1 else "该事项"
        if matter.light == DONE:
            yield f"{name}已按要求完成。"
        else:
            found = "；".join(failings(matter))
            yield f"{name}{f'未达到要求：{found}' if found else '正在推进，未发现逾期或者滞后'}。"
    yield from w.own_words(facts.order.text)


def _mending(facts: LetterFacts) -> Iterator[str]:
    if all(matter.light == DONE for matter in facts.matters):
        yield "请巩固已有成果，防止反弹，配合做好回头看。"
        return
    due = f"于{w.day(facts.reply_due)}前" if facts.reply_due else "及时"
    yield f"请针对上述问题制定整改方案，明确措施、时限和责任人，{due}书面报送整改情况。"
    yield "县政府督查室将对整改情况进行核查。"


def _review() -> Iterator[str]:
    yield (
        f"你单位对本结论有异议的，可以自收到之日起{REVIEW_DAYS}日内，向县人民政府书面申请复核，并附有关材料。"
        f"复核决定自收到申请之日起{REVIEW_DAYS}日内作出，参与本次督查结论的人员在复核中回避。复核期间不停止整改。"
    )
