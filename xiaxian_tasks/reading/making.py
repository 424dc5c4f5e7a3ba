"""From a stretch of a paper to a draft task: bodies, numbers, days, rhythms, number and doubts."""

import re
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.plan import Milestone, PolicyFigure, Recurrence
from xiaxian_tasks.reading import bodies, clauses, moments, numerals, rhythms, tables, targets
from xiaxian_tasks.reading.clauses import Clause
from xiaxian_tasks.reading.draft import DraftTarget, DraftTask, Source
from xiaxian_tasks.reading.moments import Moment
from xiaxian_tasks.reading.outline import Block
from xiaxian_tasks.reading.paper import Paper
from xiaxian_tasks.reading.stretches import Stretch
from xiaxian_tasks.reading.titles import TITLE_AT_MOST
from xiaxian_tasks.reading.view import Span, View, parts

_MARKS = {
    "cn": "{}", "cn_bracket": "（{}）", "chapter": "第{}章", "section": "第{}节", "article": "第{}条",
    "bracket": "（{}）",
}  # fmt: skip
_IN_DIGITS = frozenset({"dot", "bracket", "half", "circle", "decimal", "plain", "lone"})
_SCORED = re.compile(r"[得扣加减]\d+(?:\.\d+)?分")
_NO_RHYTHM = re.compile(r"[人户例辆亩]|次给|给予")


class _Found(NamedTuple):
    """What the grammars found in a stretch."""

    days: list[Moment]
    goals: list[targets.Found]
    figures: list[targets.Figure]


def draft(view: View, blocks: list[Block], stretch: Stretch, paper: Paper, *, plan: str) -> DraftTask:
    """The draft of one stretch; its id is given when all are known."""
    doubts: list[str] = []
    lead, support = _bodies(view, stretch, doubts)
    spans = list(stretch.row.details) if stretch.row else [Span(stretch.start, stretch.end)]
    skip = _skipped(stretch)
    found = _found(view.text, stretch, spans, skip, paper)
    goals = _goals(found.goals, _limit(found.days, stretch), doubts)
    due, basis = _due(found.days, goals, stretch, paper, doubts)
    number, section = _number(view, blocks, stretch)
    place = view.span(stretch.start, stretch.end)
    _doubt(doubts, view.text, stretch, spans, has_number=bool(number), has_body=bool(lead or support))
    return DraftTask(
        id="",
        plan=plan,
        document=paper.document,
        number=number,
        title=_title(view, stretch),
        section=section,
        lead=lead,
        support=support,
        targets=goals,
        milestones=_milestones(view, stretch, found, skip),
        recurrences=_recurrences(view.text, spans, skip),
        policy_figures=tuple(
            PolicyFigure(f.what or f.unit, plain(f.value), f.unit, role=f.role) for f in found.figures
        ),
        due=due,
        due_basis=basis,
        source=Source(section, place.start, place.end),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _skipped(stretch: Stretch) -> list[tuple[int, int]]:
    """What holds no amounts: the clause, and the mark of the heading."""
    skip = []
    if stretch.clause is not None and "subject" not in stretch.clause.doubts:
        skip.append((stretch.clause.start, stretch.clause.end))
    if stretch.block is not None and stretch.block.heading is not None:
        skip.append((stretch.block.heading.start, stretch.block.heading.words))
    return skip


def _found(text: str, stretch: Stretch, spans: list[Span], skip: list[tuple[int, int]], paper: Paper) -> _Found:
    days = [day for span in spans for day in moments.moments(text, span.start, span.end, paper.year)]
    days = _with_limits(text, days, stretch, paper.year)
    goals, figures = [], []
    for span in spans:
        made, refused = targets.targets(text, span, days=days, skip=skip)
        goals += made
        figures += refused
    return _Found(days, goals, figures)


def _with_limits(text: str, days: list[Moment], stretch: Stretch, year: int | None) -> list[Moment]:
    """The days, and those that stand in the clause's own time limit or in a table's column of limits."""
    limits = [*stretch.clause.when] if stretch.clause else []
    limits += stretch.row.limits if stretch.row else ()
    for span in limits:
        known = {day.start for day in days}
        more = moments.moments(text, span.start, span.end, year, limit=True)
        days = [*days, *(day for day in more if day.start not in known)]
    return sorted(days)


def _doubt(
    doubts: list[str], text: str, stretch: Stretch, spans: list[Span], *, has_number: bool, has_body: bool
) -> None:
    if stretch.row is not None and _SCORED.search(text[stretch.start : stretch.end]):
        doubts.append("scoring")
    if any(moments.within(text, span.start, span.end) for span in spans):
        doubts.append("unresolved-due")
    if not has_number:
        doubts.append("no-number")
    if not has_body:
        doubts.append("no-body")


def _bodies(view: View, stretch: Stretch, doubts: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    clause = stretch.clause
    if stretch.row is not None:
        doubts.append("table")
        clause = _row_clause(view.text, stretch.row)
    if clause is None:
        return (), ()
    doubts += clause.doubts
    lead = tuple(dict.fromkeys(view.printed(piece.start, piece.end) for piece in clause.lead))
    support = tuple(dict.fromkeys(view.printed(piece.start, piece.end) for piece in clause.support))
    return lead, tuple(name for name in support if name not in lead)


def _row_clause(text: str, row: tables.Row) -> Clause:
    lead: list[bodies.Piece] = []
    support: list[bodies.Piece] = []
    for cell in row.lead:
        inner = clauses.read_clause(text, cell, announced=False)
        lead += inner.lead if inner else bodies.listed(text, cell.start, cell.end).pieces
        support += inner.support if inner else ()
    for cell in row.support:
        support += bodies.listed(text, cell.start, cell.end).pieces
    return Clause(row.start, row.end, tuple(lead), tuple(support))


def _title(view: View, stretch: Stretch) -> str:
    printed = view.printed(stretch.title.start, stretch.title.end)
    printed = re.sub(r"^[．.、，。\s]+", "", printed).rstrip("，。；：、")
    return printed or view.printed(stretch.start, stretch.end)[:TITLE_AT_MOST] or "…"


def _limit(days: list[Moment], stretch: Stretch) -> date | None:
    """The day that governs all numbers of a stretch: that of its clause or its row, or of the paragraph above it."""
    spans = [*(stretch.clause.when if stretch.clause else ()), *(stretch.row.limits if stretch.row else ())]
    printed = [day.due for day in days if any(span.start <= day.start < span.end for span in spans)]
    return max(printed) if printed else stretch.inherited


def _goals(found: list[targets.Found], limit: date | None, doubts: list[str]) -> tuple[DraftTarget, ...]:
    made = []
    for index, one in enumerate(found, 1):
        due = one.due or limit
        if one.high is not None:
            doubts.append("range")
        elif one.is_hedged:
            doubts.append("hedged")
        if not one.unit:
            doubts.append("no-unit")
        if one.per:
            doubts.append("per-period")
        made.append(
            DraftTarget(
                id=f"t{index}",
                metric=one.metric,
                kind=one.kind,
                value=one.value,
                unit=one.unit,
                due=due,
                due_basis="explicit" if due else "none",
                hedged=one.is_hedged,
                exclusive=one.is_exclusive,
                label=one.label,
                high=one.high,
            )
        )
    return tuple(made)


def _recurrences(text: str, spans: list[Span], skip: list[tuple[int, int]]) -> tuple[Recurrence, ...]:
    made: list[Recurrence] = []
    for span in spans:
        for rhythm in rhythms.rhythms(text, span.start, span.end):
            if _inside(rhythm.start, skip) or _NO_RHYTHM.match(text[rhythm.end : rhythm.end + 2]):
                continue
            what = _part_at(text, span, rhythm.start).strip("，。；：、 \n")
            made.append(Recurrence(f"r{len(made) + 1}", what[:TITLE_AT_MOST], rule=rhythm.rule))
    return tuple(made)


def _inside(index: int, regions: list[tuple[int, int]]) -> bool:
    return any(low <= index < high for low, high in regions)


def _part_at(text: str, span: Span, index: int) -> str:
    found = (text[part.start : part.end] for part in parts(text, span.start, span.end) if index < part.end)
    return next(found, "")


def _milestones(view: View, stretch: Stretch, found: _Found, skip: list[tuple[int, int]]) -> tuple[Milestone, ...]:
    """One for each printed day that dates no number."""
    made: list[Milestone] = []
    for day in found.days:
        if day.is_bare or any(one.due == day.due and _same_sentence(view.text, day, one) for one in found.goals):
            continue
        in_clause = _inside(day.start, skip) or stretch.row is not None
        if in_clause and found.goals:
            continue
        what = "" if in_clause else _what(view.text, day, stretch.end)
        what = what or _title(view, stretch)
        made.append(Milestone(f"m{len(made) + 1}", what[:TITLE_AT_MOST], day.due, "explicit"))
    return tuple(made)


def _same_sentence(text: str, day: Moment, goal: targets.Found) -> bool:
    low, high = sorted((day.start, goal.start))
    return not re.search(r"[。\n]", text[low:high])


def _what(text: str, day: Moment, end: int) -> str:
    """What is to be done by a day: the words behind it, or before it where it closes its part."""
    behind = re.match(r"[，、]?([^，。；：\n]{2,})", text[day.end : end])
    if behind:
        return behind[1].strip()
    before = re.search(r"([^，。；：\n]*)$", text[max(0, day.start - 80) : day.start])
    return re.sub(r"^\d{1,3}[.、]", "", before[1].strip()) if before else ""


def _due(
    days: list[Moment], goals: tuple[DraftTarget, ...], stretch: Stretch, paper: Paper, doubts: list[str]
) -> tuple[date | None, str]:
    printed = sorted({day.due for day in days if not day.is_bare} | {goal.due for goal in goals if goal.due})
    if len(printed) > 1:
        doubts.append("several-dues")
    if printed:
        return printed[-1], "explicit"
    if stretch.inherited:
        return stretch.inherited, "explicit"
    if paper.plan_year:
        doubts.append("inferred-due")
        return date(paper.plan_year, 12, 31), "inferred"
    return None, "none"


def _number(view: View, blocks: list[Block], stretch: Stretch) -> tuple[str, str]:
    """(number in Arabic digits, marks of the headings above)."""
    if stretch.row is not None:
        cell = stretch.row.number
        printed = view.text[cell.start : cell.end].strip(" 、.．（）") if cell else ""
        found = numerals.value(printed) if printed else None
        return ("" if found is None else plain(found)), ""
    block = stretch.block
    if block is None or block.heading is None:
        return "", ""
    above = "" if block.heading.kind == "decimal" else _marks_above(blocks, block)
    return ("0", above + _mark(block)) if stretch.is_whole else (block.heading.label, above)


def _marks_above(blocks: list[Block], block: Block) -> str:
    """二（一）, or 5.3.1 where decimals stand above: the deepest of them says it all."""
    kinds = [above.heading.kind if (above := blocks[index]).heading else "" for index in block.above]
    from_here = len(kinds) - 1 - kinds[::-1].index("decimal") if "decimal" in kinds else 0
    return "".join(_mark(blocks[index]) for index in block.above[from_here:])


def _mark(block: Block) -> str:
    """How a heading's number is printed in a reference: 二, （一）, 第三章."""
    heading = block.heading
    if heading is None or heading.number is None:
        return ""
    written = heading.label if heading.kind in _IN_DIGITS else numerals.written(heading.number)
    return _MARKS.get(heading.kind, "{}").format(written)
