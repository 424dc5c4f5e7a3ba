"""What stands above a body: the name at the head, the number, red rules, title and addressees."""

from decimal import Decimal

from xiaxian_tasks.domain.letters import Paper
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._blocks import title_of
from xiaxian_tasks.paper._xml import RULE, THICK, Look, border, characters, paragraph, run, space
from xiaxian_tasks.paper.balance import ems
from xiaxian_tasks.paper.printable import line

_THICK_RED, _THIN_RED = 14, THICK - 3
"""Eighths of a point of the two rules of a letter's double line (custom; the standard says thick and thin)."""

_GAP = 30
"""Twips between the two rules."""


def official(paper: Paper) -> str:
    """The head of an official paper down to its addressees."""
    size = _mark_size(paper.mark)
    above = g.twips(g.MARK_BELOW_TYPE_TOP)
    made = paragraph(run(line(paper.urgency), g.HEI)) + space(above - g.PITCH) if paper.urgency else space(above)
    made += paragraph(run(line(paper.mark), g.SONG_TITLE, size, g.RED), _mark_look(size)) + space() * 2
    made += _numbered(paper)
    rule = Look(pitch=g.twips(g.RULE_BELOW_NUMBER), borders=border("bottom", RULE, g.RED))
    made += paragraph("", rule) + space() * 2
    return made + title_of(paper.title) + space(is_kept=True) + addressees(paper)


def _mark_look(size: Decimal) -> Look:
    return Look("center", int(size * 20))


def _mark_size(mark: str, width: Decimal = g.TYPE_WIDTH) -> Decimal:
    """Whole points in which a name fits into one line."""
    return min(g.MARK_LARGEST, (g.points(width) / max(ems(line(mark)), Decimal(1))) // 1)


def _numbered(paper: Paper) -> str:
    """The number centred; of a paper that goes upward it stands left, who signs it right, each one character in."""
    number = run(line(paper.number))
    if not paper.signer:
        return paragraph(number, Look("center"))
    end = g.twips(g.TYPE_WIDTH) - characters(1)
    signer = "<w:r><w:tab/></w:r>" + run("签发人：") + run(line(paper.signer), g.KAI)
    return paragraph(number + signer, Look("left", left=characters(1), tab=end))


def addressees(paper: Paper) -> str:
    """主送机关, flush left, a full-width colon behind."""
    return paragraph(run("，".join(line(each) for each in paper.to) + "："), Look("left")) if paper.to else ""


def letter(paper: Paper) -> str:
    """The body's head of a letter: number flush right below the first line, title two lines further down."""
    made = paragraph(run(line(paper.number)), Look("right", int(g.SIZE_THIRD * 20 * 15 / 8)))
    made += paragraph(run(line(paper.urgency), g.HEI)) if paper.urgency else ""
    return made + space() * 2 + title_of(paper.title) + space(is_kept=True) + addressees(paper)


def letter_top(paper: Paper) -> str:
    """The page head of a letter's first page: the name, and 4 mm below it the double line, thick over thin."""
    size = _mark_size(paper.mark)
    made = paragraph(run(line(paper.mark), g.SONG_TITLE, size, g.RED), _mark_look(size))
    return made + _line(g.twips(g.LETTER_RULE_BELOW_MARK), _THICK_RED) + _line(_GAP, _THIN_RED)


def letter_foot() -> str:
    """The page foot of a letter's first page: the double line, thin over thick."""
    return _line(_GAP, _THIN_RED) + _line(_GAP, _THICK_RED)


def _line(pitch: int, eighths: int) -> str:
    """A red line of 170 mm in the middle of the page below an empty line of a height."""
    side = (g.PAGE_WIDTH - g.LETTER_RULE_WIDTH) / 2
    left, right = g.twips(side - g.INSIDE), g.twips(side - g.OUTSIDE)
    look = Look(pitch=pitch, left=left, right=right, borders=border("bottom", eighths, g.RED))
    return paragraph("", look)
