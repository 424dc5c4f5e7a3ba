"""督办函: what was said before, what is found wanting, what has to be done by when, and who signs the answer."""

from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, heading, point, text
from xiaxian_tasks.documents.papers._matters import IN_TEXT, all_before, failings, told
from xiaxian_tasks.domain.letter_facts import LetterFacts
from xiaxian_tasks.domain.letters import SECOND, SHEET, Block, Field, Paper


def write(facts: LetterFacts) -> Paper:
    """The letter, or the yellow sheet."""
    matters, annexes = told(facts, SECOND)
    heads = iter(w.NUMERALS)
    body: list[Block] = [text(_opening(facts))]
    if matters:
        body += [heading(f"{next(heads)}、进展情况"), *matters]
    body += [heading(f"{next(heads)}、存在问题"), *problems(facts)]
    body += [heading(f"{next(heads)}、办理要求"), *demands(facts)]
    if facts.form != SHEET:
        body.append(text("特此函告。"))
    title = f"关于限期办理{w.subject(facts.matters)}的督办函"
    return framed(facts, title, body, annexes=annexes, **_fields(facts))


def _opening(facts: LetterFacts) -> str:
    several = f"{w.quoted(w.title_of(facts.matters[0]))}" if len(facts.matters) == 1 else f"{len(facts.matters)}项工作"
    annexed = "（见附件）" if len(facts.matters) > IN_TEXT else ""
    return (
        f"根据{w.sources(facts.matters)}，{several}{annexed}由你单位承办。{all_before(facts)}"
        f"经核对，截至{w.day(facts.on)}，有关事项仍未达到要求，现予督办。"
    )


def problems(facts: LetterFacts) -> list[Block]:
    """What is found wanting, matter by matter."""
    made: list[Block] = []
    for place, matter in enumerate(facts.matters, 1):
        found = "；".join(failings(matter)) or "未达到文件要求"
        name = f"{w.quoted(w.title_of(matter))}：" if len(facts.matters) > 1 else ""
        number = f"{place}.{name}" if len(facts.matters) > 1 else ""
        made.append(text(f"{number}{found}。"))
    return made


def demands(facts: LetterFacts) -> list[Block]:
    """What has to be done."""
    due = f"于{w.day(facts.reply_due)}前" if facts.reply_due else "限期"
    made = [
        "（一）查明原因。对照存在问题逐项分析，说明未按要求完成的原因和责任环节。",
        "（二）限期整改。主要负责人牵头研究，列出整改措施、完成时间和责任人，进展有变化时及时报送。",
        f"（三）书面回复。{due}将整改情况书面报{w.asker(facts)}，经主要负责人签字并加盖单位公章，附佐证材料。",
    ]
    return [point(each) for each in (*made, *w.own_words(facts.order.text))]


def _fields(facts: LetterFacts) -> dict[str, tuple[Field, ...]]:
    if facts.form != SHEET:
        return {}
    due = w.day(facts.reply_due) if facts.reply_due else ""
    return {
        "fields": (Field("事项数", f"{len(facts.matters)}项"), Field("回复时限", due)),
        "fields_after": (
            Field("整改措施", lines=4), Field("负责人"), Field("签字日期"),
        ),
    }
