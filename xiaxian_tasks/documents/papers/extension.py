"""延期批复: the answer to a request for a later day, which says by which day assessment goes all the same."""

from collections.abc import Iterator

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, point, text
from xiaxian_tasks.domain.letter_facts import Answer, LetterFacts
from xiaxian_tasks.domain.letters import SHEET, Block, Field, Paper


def write(facts: LetterFacts) -> Paper:
    """The reply, granted or refused; of what is not answered yet a draft that leaves the decision free."""
    body: list[Block] = []
    for matter in facts.matters:
        answer = matter.extension
        assert answer is not None, "the office looks for it"
        asked = f"于{w.short_day(answer.asked_on, facts.on)}" if answer.asked_on else ""
        why = f"（申请理由：{clean(answer.why).rstrip('。')}）" if answer.why else ""
        body.append(text(f"你单位{asked}关于{w.quoted(w.title_of(matter))}延期办理的申请{why}收悉。经研究，批复如下："))
        body += map(point, _decision(answer))
    body += [text(each) for each in w.own_words(facts.order.text)]
    if facts.form != SHEET:
        body.append(text("此复。"))
    return framed(facts, f"关于{w.subject(facts.matters)}延期办理的批复", body, **_fields(facts))


def _decision(answer: Answer) -> Iterator[str]:
    before = w.day(answer.before) if answer.before else "原定时限"
    original = w.day(answer.original) if answer.original else before
    if not answer.is_answered:
        yield f"一、申请意见。对由{before}延期至{_wished(answer)}的申请，批复意见：　　　　　　　　。"
        yield f"二、办理时限。批复前，办理时限仍为{before}；未作批复不视为同意。"
        return
    if answer.granted is None:
        why = f"理由：{clean(answer.why_not).rstrip('。')}。" if answer.why_not else ""
        yield f"一、申请意见。不同意延期。{why}"
        yield f"二、办理时限。该事项仍应于{before}前完成，考核按{original}执行。请倒排工期，按要求报送进展。"
        return
    granted = w.day(answer.granted)
    yield f"一、办理时限。同意将该事项办理时限由{before}调整为{granted}。这是该事项第{max(answer.times, 1)}次延期。"
    yield f"二、考核依据。考核仍以原定时限{original}为准，延期次数和原定时限在台账中保留，本次延期不改变考核依据。"
    yield f"三、有关要求。请按新的时限重新安排进度，延期期间照常报送进展，于{granted}前办结，并及时申请销号。"


def _wished(answer: Answer) -> str:
    return w.day(answer.wished) if answer.wished else "申请的日期"


def _fields(facts: LetterFacts) -> dict[str, tuple[Field, ...]]:
    if facts.form != SHEET:
        return {}
    first = facts.matters[0]
    answer = first.extension
    assert answer is not None, "the office looks for it"
    granted = w.day(answer.granted) if answer.granted else ("不同意延期" if answer.is_answered else "")
    return {
        "fields": (
            Field("事项编号", w.code_of(first)), Field("申请时限", _wished(answer)),
            Field("原定时限", w.day(answer.original) if answer.original else ""), Field("批准时限", granted),
        ),
        "fields_after": (Field("批准签字"), Field("批准日期")),
    }
