"""提醒函: what comes near or falls a little behind, said without blame, and what is asked by when."""

from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, text
from xiaxian_tasks.documents.papers._matters import IN_TEXT, all_before, told
from xiaxian_tasks.domain.letter_facts import LetterFacts
from xiaxian_tasks.domain.letters import SHEET, Block, Field, Paper


def write(facts: LetterFacts) -> Paper:
    """The letter, or the blue sheet."""
    body: list[Block] = [text(_opening(facts))]
    matters, annexes = told(facts)
    body += matters
    if before := all_before(facts):
        body.append(text(before))
    body += [text(each) for each in w.own_words(facts.order.text)]
    body.append(text(_wish(facts)))
    if facts.form != SHEET:
        body.append(text("特此函告。"))
    return framed(facts, f"关于{w.subject(facts.matters)}的提醒函", body, annexes=annexes, **_fields(facts))


def _opening(facts: LetterFacts) -> str:
    first, count = facts.matters[0], len(facts.matters)
    several = f"以下{count}项工作" if count > 1 else f"{w.quoted(w.title_of(first))}（{w.number_of(first)}）"
    if count > IN_TEXT:
        several = f"{count}项工作（见附件）"
    return f"根据{w.sources(facts.matters)}，{several}由你单位承办。现将截至{w.day(facts.on)}的有关情况提醒如下。"


def _wish(facts: LetterFacts) -> str:
    due = f"于{w.day(facts.reply_due)}前" if facts.reply_due else "及时"
    what = "上述事项" if len(facts.matters) > 1 else "该事项"
    return (
        f"请你单位对照时限要求，统筹推进{what}，并{due}将进展情况、存在困难和下一步安排书面反馈{w.asker(facts)}。"
        f"已经完成的，请一并报送佐证材料；数据有出入的，请予核对说明。"
    )


def _fields(facts: LetterFacts) -> dict[str, tuple[Field, ...]]:
    if facts.form != SHEET:
        return {}
    due = w.day(facts.reply_due) if facts.reply_due else ""
    return {
        "fields": (Field("事项数", f"{len(facts.matters)}项"), Field("反馈时限", due)),
        "fields_after": (Field("反馈意见", lines=4), Field("反馈人"), Field("反馈日期")),
    }
