"""Which stretches of a paper are measures: those that carry a responsibility clause, and their like that carry none."""

import re
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from xiaxian_tasks.reading import bodies, moments, outline, subjects, tables, targets, titles
from xiaxian_tasks.reading.clauses import Clause
from xiaxian_tasks.reading.outline import Block
from xiaxian_tasks.reading.view import Span, View

_NO_MEASURE = re.compile(
    r"^(?:总体要求|指导思想|基本原则|工作原则|编制依据|编制目的|适用范围|附则|保障措施|组织保障|附件|背景|总体思路"
    r"|基本思路|有关要求|工作要求)"
)
_HEADLINE = re.compile(r"目标|总体|要求|指标|思路")
_LABELLED_SHARE = 5
"""A paper labels its measures when at least one in five of its lowest headings carries a clause."""


class Stretch(NamedTuple):
    """What is to be made a task: bounds in the view, the block it stands in, its clause, its title, its row of a table.

    `inherited` is the day of a paragraph that leads into it; `is_whole` says that it speaks of the plan as a whole.
    """

    start: int
    end: int
    block: Block | None
    clause: Clause | None
    title: Span
    inherited: date | None = None
    row: tables.Row | None = None
    is_whole: bool = False


class _Outline(NamedTuple):
    """The blocks of a paper and the clauses each of them carries."""

    view: View
    blocks: list[Block]
    owned: list[list[Clause]]
    is_labelled: bool
    kinds: set[str]


def stretches(view: View, blocks: list[Block], printed: list[Clause], year: int | None) -> list[Stretch]:
    """The measures of a paper, tables aside, in order."""
    owned = _owned(blocks, printed)
    kinds = {block.heading.kind for index, block in enumerate(blocks) if block.heading and owned[index]}
    paper = _Outline(view, blocks, owned, _is_labelled(blocks, owned), kinds)
    made: list[Stretch] = []
    inherited: date | None = None
    swallowed: set[int] = set()
    for index, block in enumerate(blocks):
        if index in swallowed:
            continue
        inherited = _passed_down(paper, index, year, inherited)
        points = _points(paper, index)
        swallowed.update(points)
        whole = block._replace(end=blocks[points[-1]].end if points else block.end)
        mine = [clause for each in (index, *points) for clause in owned[each]]
        if mine:
            made += _with_clauses(view, whole, mine, inherited)
        elif _is_measure(paper, index) or (points and not paper.is_labelled):
            made += _without_clause(view, whole, inherited)
    return [*_headline(paper, made), *made] if paper.is_labelled else made


def of_row(row: tables.Row) -> Stretch:
    """A row of a table as a stretch."""
    return Stretch(row.start, row.end, None, None, row.title, row=row)


def _owned(blocks: list[Block], printed: list[Clause]) -> list[list[Clause]]:
    owned: list[list[Clause]] = [[] for _ in blocks]
    index = 0
    for clause in printed:
        while index + 1 < len(blocks) and blocks[index].end <= clause.start:
            index += 1
        if blocks and blocks[index].start <= clause.start < blocks[index].end:
            owned[index].append(clause)
    return owned


def _is_labelled(blocks: list[Block], owned: list[list[Clause]]) -> bool:
    leaves = sum(not block.has_children for block in blocks)
    return any(owned) and _LABELLED_SHARE * sum(bool(mine) for mine in owned) >= leaves


def _points(paper: _Outline, index: int) -> list[int]:
    """The headings below a measure that are its points: its one clause stands behind the last, or none has a clause."""
    block, owned = paper.blocks[index], paper.owned
    if not block.has_children or block.heading is None or block.heading.kind in {"chapter", "section"}:
        return []
    below = list(takewhile(lambda i: index in paper.blocks[i].above, range(index + 1, len(paper.blocks))))
    carrying = [i for i in below if owned[i]]
    are_small = all(outline.rank(paper.blocks[i].heading)[0] >= outline.RANK["half"] for i in below)
    if not carrying:
        return below if owned[index] or are_small or block.heading.kind == "article" else []
    if block.heading.kind in {"cn", "plain"} and not owned[index] and not are_small:
        return []
    behind_last = len(below) >= 2 and carrying == [below[-1]] and len(owned[below[-1]]) == 1
    return below if behind_last and not owned[index] else []


def _passed_down(paper: _Outline, index: int, year: int | None, held: date | None) -> date | None:
    """A day printed in a paragraph that leads into the headings below it governs them all (到2026年：…)."""
    block, text = paper.blocks[index], paper.view.text
    if block.heading is not None and block.heading.kind == "bullet":
        return held
    following = paper.blocks[index + 1].heading if index + 1 < len(paper.blocks) else None
    into_bullets = following is not None and following.kind == "bullet"
    if into_bullets or ((block.has_children or block.heading is None) and _leads(text, block)):
        days = moments.moments(text, block.start, block.end, year)
        return days[-1].due if days else None
    above = paper.blocks[block.above[-1] if block.above else 0]
    return held if held and above is not block and _leads(text, above) else None


def _leads(text: str, block: Block) -> bool:
    return text[block.start : block.end].rstrip().endswith("：")


def _is_measure(paper: _Outline, index: int) -> bool:
    """Whether a stretch without a clause is a measure all the same."""
    block = paper.blocks[index]
    if block.heading is None:
        return not paper.is_labelled and len(paper.blocks) == 1 and _has_target(paper.view, block)
    if block.has_children and block.heading.kind != "article":
        return False
    if paper.is_labelled:
        is_goal = block.heading.kind == "bullet" and _has_target(paper.view, block)
        return block.heading.kind in paper.kinds or is_goal
    opening = paper.view.text[block.heading.words : block.end][:12].lstrip()
    return not _NO_MEASURE.match(opening) or _has_target(paper.view, block)


def _has_target(view: View, block: Block) -> bool:
    return bool(targets.targets(view.text, Span(block.start, block.end), days=[], skip=[])[0])


def _headline(paper: _Outline, made: list[Stretch]) -> list[Stretch]:
    """The headline numbers printed before the first measure, as the task of the plan as a whole."""
    text = paper.view.text
    first = min((stretch.start for stretch in made if stretch.block and stretch.block.heading), default=0)
    taken = {stretch.block.start for stretch in made if stretch.block}
    for block in paper.blocks:
        if block.heading is None or block.start in taken or block.end > first:
            continue
        if _HEADLINE.search(text[block.heading.words : block.end][:16]) and _has_target(paper.view, block):
            end = titles.end_of(text, block.start, block.end)
            title = titles.title(text, block, block.start, None, first=True)
            return [Stretch(block.start, end, block, None, title, is_whole=True)]
    return []


def _with_clauses(view: View, block: Block, mine: list[Clause], inherited: date | None) -> list[Stretch]:
    """One stretch for each clause: from the clause before it (or the heading) to its own end."""
    made = []
    low = block.start
    for position, clause in enumerate(mine):
        is_last = position == len(mine) - 1
        end = titles.end_behind(view.text, clause.end, block.end) if is_last else clause.end
        start = titles.skip_marks(view.text, low, clause.end)
        title = titles.title(view.text, block, start, clause, first=position == 0)
        made.append(Stretch(start, end, block, clause, title, inherited))
        low = clause.end
    return made


def _without_clause(view: View, block: Block, inherited: date | None) -> list[Stretch]:
    """A measure without a clause: its bodies are its heading or the subjects of its sentences, one stretch each."""
    text = view.text
    end = titles.end_of(text, block.start, block.end)
    title = titles.title(text, block, block.start, None, first=True)
    named = bodies.listed(text, title.start, title.end)
    if named.pieces and all(bodies.is_surely_body(name) for name in named.names):
        clause = Clause(block.start, end, named.pieces, (), (), ("subject",))
        return [Stretch(block.start, end, block, clause, title, inherited)]
    duties = subjects.duties(text, title.end, end)
    if len(duties) > 1:
        return [
            Stretch(one.start, one.end, block, one, titles.first_part(text, one.lead[-1].end, one.end), inherited)
            for one in duties
        ]
    start = block.heading.words if block.heading else block.start
    return [Stretch(block.start, end, block, subjects.subject(text, start, end), title, inherited)]
