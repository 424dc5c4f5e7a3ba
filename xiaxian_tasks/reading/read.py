"""The public door: a text in, draft tasks out. Never raises on any text."""

import re
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.plan import Milestone, PolicyFigure, Recurrence
from xiaxian_tasks.reading import bodies, clauses, moments, numerals, outline, subjects, tables, targets
from xiaxian_tasks.reading.clauses import Clause
from xiaxian_tasks.reading.draft import DraftTarget, DraftTask, Source
from xiaxian_tasks.reading.moments import Moment
from xiaxian_tasks.reading.outline import Block
from xiaxian_tasks.reading.paper import Paper, paper
from xiaxian_tasks.reading.view import Span, View, parts, sentences

TITLE_AT_MOST = 60
_SECTION_MARK = {"cn": "{}", "cn_bracket": "（{}）", "chapter": "第{}章", "section": "第{}节", "article": "第{}条", "dot": "{}", "bracket": "（{}）"}
_CN_DIGITS = "零一二三四五六七八九"
_NOT_MEASURES = re.compile(r"^(?:总体要求|指导思想|基本原则|工作原则|编制依据|适用范围|附则|保障措施|组织保障|组织实施|附件|背景|总体思路|基本思路|有关要求|工作要求)")


class Measure(NamedTuple):
    """One clause to be made a task: bounds in the view, its heading, the clause if one is printed, its title's bounds."""

    start: int
    end: int
    block: Block | None
    clause: Clause | None
    title: Span
    inherited: date | None = None
    row: tables.Row | None = None
    is_whole: bool = False


def read(text: str, *, year: int | None, plan: str = "draft") -> list[DraftTask]:
    """Read an official paper into draft tasks, in the order they are printed.

    `year` is the year that months and 年底前 without one belong to; None takes it from the paper's title, number or
    signature. Offsets in `source` are those of `text` as given. Never raises.
    """
    view = View(text)
    found = tables.tables(view.text)
    whole = paper(view.text, year)
    regions = [(table.start, table.end) for table in found]
    blocks = outline.blocks(view.text, view.gaps, regions)
    printed = [clause for clause in clauses.clauses(view.text) if not _inside(clause.start, regions)]
    measures = _measures(view, blocks, printed, whole)
    measures += [_of_row(row) for table in found for row in table.rows]
    drafts = [_draft(view, blocks, measure, whole, plan) for measure in sorted(measures, key=lambda one: one.start)]
    return _numbered(drafts, plan)


def _inside(index: int, regions: list[tuple[int, int]]) -> bool:
    return any(low <= index < high for low, high in regions)


def _measures(view: View, blocks: list[Block], printed: list[Clause], whole: Paper) -> list[Measure]:
    """Which stretches of the text are measures: those that carry a clause, and their like that carry none."""
    owned = _owned(view.text, blocks, printed)
    labelled = _is_labelled(blocks, owned)
    kinds = {block.heading.kind for index, block in enumerate(blocks) if block.heading and owned[index]}
    made: list[Measure] = []
    inherited: date | None = None
    swallowed: set[int] = set()
    for index, block in enumerate(blocks):
        if index in swallowed:
            continue
        inherited = _passed_down(view.text, blocks, index, whole, inherited)
        children = _children_to_swallow(blocks, owned, index)
        swallowed.update(children)
        end = blocks[max(children)].end if children else block.end
        mine = [clause for child in (index, *children) for clause in owned[child]]
        body = block._replace(end=end)
        if mine:
            made += _with_clauses(view, body, mine, inherited)
        elif _is_measure(view, blocks, index, kinds, labelled) or (children and not labelled):
            made += _without_clause(view, body, inherited)
    return [*_whole(view, blocks, made), *made] if labelled else made


_LABELLED_SHARE = 5
"""A paper labels its measures when at least one in five of its lowest headings carries a clause."""


def _is_labelled(blocks: list[Block], owned: list[list[Clause]]) -> bool:
    leaves = [index for index, block in enumerate(blocks) if not block.has_children]
    return any(owned) and _LABELLED_SHARE * sum(bool(mine) for mine in owned) >= len(leaves)


_HEADLINE = re.compile(r"目标|总体|要求|指标|思路")


def _whole(view: View, blocks: list[Block], made: list[Measure]) -> list[Measure]:
    """The headline numbers printed before the first measure, as the task of the plan as a whole."""
    first = min((measure.start for measure in made if measure.block and measure.block.heading), default=0)
    taken = {measure.block.start for measure in made if measure.block}
    for block in blocks:
        if block.heading is None or block.start in taken or not _HEADLINE.search(view.text[block.heading.words : block.end][:16]):
            continue
        if block.end <= first and _has_target(view, block):
            end = _trimmed_end_plain(view.text, block.start, block.end)
            return [Measure(block.start, end, block, None, _title(view.text, block, block.start, None, first=True), is_whole=True)]
    return []


def _owned(text: str, blocks: list[Block], printed: list[Clause]) -> list[list[Clause]]:
    owned: list[list[Clause]] = [[] for _ in blocks]
    index = 0
    for clause in printed:
        while index + 1 < len(blocks) and blocks[index].end <= clause.start:
            index += 1
        if blocks and blocks[index].start <= clause.start < blocks[index].end:
            owned[index].append(clause)
    return owned


def _children_to_swallow(blocks: list[Block], owned: list[list[Clause]], index: int) -> list[int]:
    """The sub-headings of a measure whose one clause is printed behind the last of them, or that carry none at all."""
    block = blocks[index]
    if not block.has_children or block.heading is None or block.heading.kind in {"chapter", "section"}:
        return []
    below = [i for i in range(index + 1, len(blocks)) if index in blocks[i].above]
    carrying = [i for i in below if owned[i]]
    only_points = all(outline.rank(blocks[i].heading)[0] >= outline.RANK["half"] for i in below)
    if not carrying:
        return below if owned[index] or only_points or block.heading.kind == "article" else []
    if block.heading.kind in {"cn", "plain"} and not owned[index] and not only_points:
        return []
    if len(below) >= 2 and carrying == [below[-1]] and len(owned[below[-1]]) == 1 and not owned[index]:
        return below
    return []


def _passed_down(text: str, blocks: list[Block], index: int, whole: Paper, held: date | None) -> date | None:
    """A day printed in a paragraph that leads into the headings below it governs them all (到2026年：…)."""
    block = blocks[index]
    is_bullet = block.heading is not None and block.heading.kind == "bullet"
    nxt = blocks[index + 1].heading if index + 1 < len(blocks) else None
    own = text[block.start : block.end].rstrip()
    if not is_bullet and nxt is not None and (nxt.kind == "bullet" or block.has_children) and (own.endswith("：") or nxt.kind == "bullet"):
        days = moments.moments(text, block.start, block.end, whole.year)
        return days[-1].due if days else None
    if is_bullet:
        return held
    if block.above and held and not (nxt is None) and blocks[block.above[-1]].heading is not None:
        lead = blocks[block.above[-1]]
        return held if text[lead.start : lead.end].rstrip().endswith("：") else None
    return None


def _is_measure(view: View, blocks: list[Block], index: int, kinds: set[str], any_clause: bool) -> bool:
    """Whether a stretch without a clause is a measure all the same."""
    block = blocks[index]
    title = view.text[block.heading.words : block.end][:12].lstrip() if block.heading else ""
    if block.heading is None:
        return not any_clause and len(blocks) == 1 and bool(targets.targets(view.text, block.start, block.end, days=[], skip=[])[0])
    if block.has_children and block.heading.kind != "article":
        return False
    if any_clause:
        return block.heading.kind in kinds or (block.heading.kind == "bullet" and _has_target(view, block))
    if block.heading.kind == "bullet":
        return len(kinds) == 0
    return not _NOT_MEASURES.match(title) or _has_target(view, block)


def _has_target(view: View, block: Block) -> bool:
    return bool(targets.targets(view.text, block.start, block.end, days=[], skip=[])[0])


def _with_clauses(view: View, block: Block, mine: list[Clause], inherited: date | None) -> list[Measure]:
    made = []
    low = block.start
    for position, clause in enumerate(mine):
        last = position == len(mine) - 1
        end = _trimmed_end(view.text, clause.end, block.end) if last else clause.end
        start = _skip_marks(view.text, low, clause.end)
        title = _title(view.text, block, start, clause, first=position == 0)
        made.append(Measure(start, end, block, clause, title, inherited))
        low = clause.end
    return made


def _skip_marks(text: str, start: int, end: int) -> int:
    while start < end and text[start] in "。；，、 \n\t）":
        start += 1
    return start


_TRAILER = re.compile(r"\n[^\n]{0,40}(?:人民政府|办公室|办公厅|委员会|局|厅)?\s*\n?\s*20\d{2}年\d{1,2}月\d{1,2}日|\n\s*附件|\n（此件|\n\s*抄送|\n本文件由")


def _trimmed_end(text: str, low: int, end: int) -> int:
    """The end of a measure without the signature, the annexes and the blank behind it."""
    trailer = _TRAILER.search(text, low, end)
    end = trailer.start() if trailer else end
    if low < end and text[low] == "。":
        low += 1
    while end > low and text[end - 1] in " \n\t":
        end -= 1
    rest = text[low:end]
    return low if not re.search(r"[。；]", rest) else end


def _without_clause(view: View, block: Block, inherited: date | None) -> list[Measure]:
    start = block.start
    end = _trimmed_end_plain(view.text, start, block.end)
    title = _title(view.text, block, start, None, first=True)
    found = subjects.duties(view.text, title.end, end)
    if len(found) > 1 and all(clause.end - clause.start > 0 for clause in found):
        return [
            Measure(clause.start, clause.end, block, clause, _first_part(view.text, _behind_bodies(clause), clause.end), inherited)
            for clause in found
        ]
    named = bodies.listed(view.text, title.start, title.end)
    if named.pieces and view.text[title.end : title.end + 1] in "：。\n" and all(bodies.is_surely_body(name) for name in named.names):
        clause: Clause | None = Clause(start, end, named.pieces, (), (), ("subject",))
    else:
        clause = subjects.subject(view.text, block.heading.words if block.heading else start, end)
    return [Measure(start, end, block, clause, title, inherited)]


def _behind_bodies(clause: Clause) -> int:
    last = max(piece.end for piece in clause.lead)
    return last


def _trimmed_end_plain(text: str, start: int, end: int) -> int:
    trailer = _TRAILER.search(text, start, end)
    end = trailer.start() if trailer else end
    while end > start and text[end - 1] in " \n\t":
        end -= 1
    return end


def _title(text: str, block: Block, start: int, clause: Clause | None, *, first: bool) -> Span:
    """The printed heading: up to its stop or its line's end, never into the clause."""
    low = block.heading.words if block.heading and first else start
    end = clause.start if clause is not None and clause.start > low else block.end
    if first and block.heading is not None:
        line_end = text.find("\n", low, end)
        stop = re.compile(r"[。：；！\n]").search(text, low, end)
        cut = min([one for one in (line_end, stop.start() if stop else -1) if one >= 0], default=end)
        if cut - low <= TITLE_AT_MOST:
            return Span(low, cut)
    return _first_part(text, low, end)


def _first_part(text: str, start: int, end: int) -> Span:
    """The first part of a stretch that is neither a day nor a mere reference."""
    for sentence in sentences(text, start, end):
        for part in parts(text, sentence.start, sentence.end):
            bare = text[part.start : part.end].strip("，。；：！？、 \n\t　")
            if len(bare) < 4 or re.match(r"(?:依照|根据|按照|为|通过|\d{4}年|到\d{4}|年底前)", bare):
                continue
            stop = part.end - 1 if text[part.end - 1] in "，。；：！？、\n" else part.end
            return Span(part.start, min(stop, part.start + TITLE_AT_MOST))
    return Span(start, min(end, start + TITLE_AT_MOST))


def _of_row(row: tables.Row) -> Measure:
    return Measure(row.start, row.end, None, None, row.title, None, row)


def _draft(view: View, blocks: list[Block], measure: Measure, whole: Paper, plan: str) -> DraftTask:
    text = view.text
    doubts: list[str] = []
    lead, support = _bodies(view, measure, doubts)
    spans = list(measure.row.details) if measure.row else [Span(measure.start, measure.end)]
    skip = [(measure.clause.start, measure.clause.end)] if measure.clause and not _is_duty(measure) else []
    if measure.block and measure.block.heading:
        skip.append((measure.block.heading.start, measure.block.heading.words))
    days = [day for span in spans for day in moments.moments(text, span.start, span.end, whole.year)]
    days = _with_limits(text, days, measure, whole.year)
    found, figures = [], []
    scored = measure.row is not None and bool(re.search(r"得\d+(?:\.\d+)?分|扣\d+(?:\.\d+)?分", text[measure.start : measure.end]))
    for span in spans:
        made, refused = targets.targets(text, span.start, span.end, days=days, skip=skip)
        found += made
        figures += refused
    if scored:
        doubts.append("scoring")
    goals = _goals(found, measure, doubts)
    recurrences = _recurrences(text, spans, skip, lead, goals, found)
    milestones = _milestones(view, measure, days, found, skip)
    due, basis = _due(days, goals, measure, whole, doubts)
    if any(moments.within(text, span.start, span.end) for span in spans):
        doubts.append("unresolved-due")
    number, section = _number(view, blocks, measure)
    title = view.printed(measure.title.start, measure.title.end)
    title = re.sub(r"^[．.、，。\s]+", "", title).rstrip("，。；：、") or view.printed(measure.start, measure.end)[:TITLE_AT_MOST]
    if not number:
        doubts.append("no-number")
    if not lead and not support:
        doubts.append("no-body")
    place = view.span(measure.start, measure.end)
    policy = tuple(PolicyFigure(f.what or f.unit, plain(f.value), f.unit, role=f.role) for f in figures)
    return DraftTask(
        "", plan, number, title or "…", section, lead, support, goals, milestones, recurrences, policy, due, basis,
        Source(section, place.start, place.end), tuple(dict.fromkeys(doubts)), whole.document,
    )


def _with_limits(text: str, days: list[Moment], measure: Measure, year: int | None) -> list[Moment]:
    """The days, and those that stand in the clause's own time limit or in a table's column of limits."""
    limits = [*measure.clause.when] if measure.clause else []
    limits += measure.row.limits if measure.row else ()
    for span in limits:
        known = {day.start for day in days}
        days = [*days, *(day for day in moments.moments(text, span.start, span.end, year, limit=True) if day.start not in known)]
    return sorted(days)


def _is_duty(measure: Measure) -> bool:
    return measure.clause is not None and "subject" in measure.clause.doubts


def _bodies(view: View, measure: Measure, doubts: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if measure.row is not None:
        doubts.append("table")
        clause = _row_clause(view.text, measure.row)
    elif measure.clause is not None:
        clause = measure.clause
    else:
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


def _goals(found: list[targets.Found], measure: Measure, doubts: list[str]) -> tuple[DraftTarget, ...]:
    made = []
    for index, one in enumerate(found, 1):
        due = one.due or measure.inherited
        if one.high is not None:
            doubts.append("range")
        if not one.unit:
            doubts.append("no-unit")
        if one.hedged and one.high is None:
            doubts.append("approximate")
        if one.per:
            doubts.append("per-period")
        basis = "explicit" if due else "none"
        made.append(DraftTarget(f"t{index}", one.metric, one.kind, one.value, one.unit, due, basis, one.hedged, one.exclusive, one.label, one.high))
    return tuple(made)


def _recurrences(
    text: str, spans: list[Span], skip: list[tuple[int, int]], lead: tuple[str, ...], goals: tuple[DraftTarget, ...], found: list[targets.Found]
) -> tuple[Recurrence, ...]:
    made: list[Recurrence] = []
    for span in spans:
        for rhythm in moments.rhythms(text, span.start, span.end):
            if _inside(rhythm.start, skip) or re.match(r"人每?|户|例|辆|亩|次给|给予", text[rhythm.end : rhythm.end + 2]):
                continue
            what = _part_at(text, span, rhythm.start).strip("，。；：、 \n")
            made.append(Recurrence(f"r{len(made) + 1}", what[:TITLE_AT_MOST], rule=rhythm.rule))
    return tuple(made)


def _part_at(text: str, span: Span, index: int) -> str:
    for part in parts(text, span.start, span.end):
        if part.start <= index < part.end:
            return text[part.start : part.end]
    return text[index : index + 20]


def _milestones(view: View, measure: Measure, days: list[Moment], found: list[targets.Found], skip: list[tuple[int, int]]) -> tuple[Milestone, ...]:
    """One for each printed day that dates no number."""
    made: list[Milestone] = []
    dated = {one.due for one in found if one.due}
    for day in days:
        if day.bare or day.due in dated and any(_same_sentence(view.text, day.start, one.start) for one in found):
            continue
        if _inside(day.start, skip):
            what = view.printed(measure.title.start, measure.title.end)
        else:
            what = _what(view.text, day, measure.end)
        made.append(Milestone(f"m{len(made) + 1}", what[:TITLE_AT_MOST] or "…", day.due, "explicit"))
    return tuple(made)


def _same_sentence(text: str, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return not re.search(r"[。\n]", text[low:high])


def _what(text: str, day: Moment, end: int) -> str:
    """What is to be done by a day: the words behind it, or before it where it closes its part."""
    behind = re.match(r"[，、]?([^，。；：\n]{2,})", text[day.end : end])
    if behind:
        return behind[1].strip()
    before = re.search(r"([^，。；：\n]*)$", text[max(0, day.start - 80) : day.start])
    return before[1].strip() if before else ""


def _due(days: list[Moment], goals: tuple[DraftTarget, ...], measure: Measure, whole: Paper, doubts: list[str]) -> tuple[date | None, str]:
    printed = sorted({day.due for day in days if not day.bare} | {goal.due for goal in goals if goal.due})
    if len(printed) > 1:
        doubts.append("several-dues")
    if printed:
        return printed[-1], "explicit"
    if measure.inherited:
        return measure.inherited, "explicit"
    if whole.plan_year:
        doubts.append("inferred-due")
        return date(whole.plan_year, 12, 31), "inferred"
    return None, "none"


def _number(view: View, blocks: list[Block], measure: Measure) -> tuple[str, str]:
    """(number in Arabic digits, marks of the headings above)."""
    if measure.row is not None:
        cell = measure.row.number
        printed = view.text[cell.start : cell.end].strip(" 、.．（）") if cell else ""
        found = numerals.value(printed) if printed else None
        return (plain(found) if found is not None else ""), ""
    block = measure.block
    if measure.is_whole:
        return "0", "".join(_mark(blocks[index]) for index in block.above) + _mark(block) if block else ""
    if block is None or block.heading is None:
        return "", ""
    above = "" if block.heading.kind == "decimal" else "".join(_mark(blocks[index]) for index in block.above)
    return block.heading.label, above


def _mark(block: Block) -> str:
    heading = block.heading
    if heading is None or heading.number is None:
        return ""
    pattern = _SECTION_MARK.get(heading.kind, "{}")
    written = str(heading.number) if heading.kind in {"dot", "bracket", "half", "circle"} else _chinese(heading.number)
    return pattern.format(written)


def _chinese(number: int) -> str:
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    front = "" if not tens else "十" if tens == 1 else _CN_DIGITS[tens] + "十"
    return front + (_CN_DIGITS[ones] if ones or not tens else "")


def _numbered(drafts: list[DraftTask], plan: str) -> list[DraftTask]:
    """Give each draft an id of its own; a number used before is doubted."""
    taken: set[str] = set()
    numbers: set[str] = set()
    made = []
    for position, draft in enumerate(drafts, 1):
        base = draft.number or f"n{position}"
        name, copy = base, 2
        while name in taken:
            name, copy = f"{base}-{copy}", copy + 1
        taken.add(name)
        doubts = draft.doubts + (("number-twice",) if draft.number and draft.number in numbers else ())
        numbers.add(draft.number)
        made.append(draft._replace(id=f"{plan}/{name}", doubts=doubts))
    return made
