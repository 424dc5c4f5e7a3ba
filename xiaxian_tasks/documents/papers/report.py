"""督查专报: to the county's leaders: how things stand, what is wrong, why, and what is advised."""

from collections.abc import Iterator

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, heading, text
from xiaxian_tasks.documents.papers._matters import failings, listed, standing
from xiaxian_tasks.domain.bulletin import percents
from xiaxian_tasks.domain.letter_facts import LetterFacts, Matter
from xiaxian_tasks.domain.letters import Annex, Block, Paper
from xiaxian_tasks.domain.terms import DONE, GREEN

NAMED = 8
"""Problems told one by one; all stand in the annex."""

MARK = "督查专报"


def write(facts: LetterFacts) -> Paper:
    """The report, which bears an issue instead of a number and is sent to nobody by name."""
    body: list[Block] = [heading("一、总体情况"), text(_counts(facts))]
    body += [heading("二、主要问题"), *map(text, _problems(facts))]
    body += [heading("三、原因分析"), *map(text, _reasons(facts))]
    body += [heading("四、工作建议"), *map(text, _advice(facts))]
    annexes = (Annex("督查事项情况表", (listed(facts),)),)
    title = f"关于{facts.body}{w.subject(facts.matters)}办理情况的报告"
    return framed(
        facts, title, body, mark=MARK, number=facts.order.number or "第　期", to=(), annexes=annexes, is_sealed=False,
        reply_due=None, seal_code=facts.seal_code,
    )


def _counts(facts: LetterFacts) -> str:
    counts = facts.counts
    classes = (
        ("已办结", counts.done), ("进展正常", counts.green), ("进度滞后或者临近期限", counts.yellow),
        ("逾期或者严重滞后", counts.red), ("未报送进展", counts.grey),
    )
    shares = percents([count for _, count in classes])
    said = "，".join(
        f"{name}{count}项（占{w.percent(share / 100)}）"
        for (name, count), share in zip(classes, shares, strict=True) if count
    )
    return f"截至{w.day(facts.on)}，本次督查涉及{w.sources(facts.matters)}，共{counts.total}项，其中{said}。"


def _wanting(facts: LetterFacts) -> list[Matter]:
    return [matter for matter in facts.matters if matter.light not in {DONE, GREEN}]


def _problems(facts: LetterFacts) -> Iterator[str]:
    wanting = _wanting(facts)
    for place, matter in enumerate(wanting[:NAMED], 1):
        lead = f"（{'、'.join(matter.lead)}牵头）" if matter.lead else ""
        yield f"{place}.{w.title_of(matter)}{lead}：{''.join(standing(matter, facts.on))}"
    if len(wanting) > NAMED:
        yield f"其余{len(wanting) - NAMED}项见附件。"
    if not wanting:
        yield "未发现逾期、滞后或者久未报送的事项。"


def _reasons(facts: LetterFacts) -> Iterator[str]:
    """What the bodies themselves say, by their newest notes; what the office thinks is its own words."""
    told = [matter for matter in _wanting(facts) if matter.told]
    for matter in told[:NAMED]:
        on = f"（{w.short_day(matter.told_on, facts.on)}）" if matter.told_on else ""
        yield f"{w.quoted(w.title_of(matter))}承办单位报告{on}：{clean(matter.told).rstrip('。')}。"
    if not told:
        yield "承办单位未在报送中说明原因，需进一步了解核实。"


def _advice(facts: LetterFacts) -> Iterator[str]:
    own = w.own_words(facts.order.text)
    if own:
        yield from own
        return
    late = [matter for matter in _wanting(facts) if "未在规定时限内完成" in "".join(failings(matter))]
    silent = [matter for matter in _wanting(facts) if "未按期报送" in "".join(failings(matter))]
    if late:
        yield f"对已逾期的{len(late)}项，请分管领导专题调度，逐项明确办结时间；确需延期的，依程序申请。"
    if silent:
        yield f"对久未报送进展的{len(silent)}项，责成承办单位限期报送，必要时现场核查。"
    follow = "对进度滞后的事项，由督查室跟踪督办，下期报告整改情况。"
    yield follow if _wanting(facts) else "建议保持现有工作力度，按期销号。"
