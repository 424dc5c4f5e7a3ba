"""The record at the foot of a foreign paper measured (版记): its rules, its size."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._looks import Looks, Rule, W, rule_of, text_of
from xiaxian_tasks.paper.findings import Finding, fine, mm, points

_OUTER, _INNER = Decimal("0.35"), Decimal("0.25")
_THICK = Decimal("0.06")
"""Millimetres a rule may be thicker or thinner: rules come in eighths of a point, which are 0.04 mm."""

_WIDE = Decimal("1.5")


def check(document: Any, looks: Looks) -> list[Finding]:
    """Every deviation of the record; nothing where a paper has none."""
    body = document.element.body
    lines = [each for each in body.iter(f"{W}p") if _is_record(text_of(each))]
    if not lines or not any(text_of(each).endswith("印发") for each in lines):
        return []  # of a letter only who gets copies stands there, without rules
    found = [
        Finding("record", "record-size", points(looks.size(each)), "14 pt") for each in lines
        if looks.size(each) != str(int(g.SIZE_FOURTH * 2))
    ]
    found += [
        Finding("record", "record-font", looks.face(each), g.FANG.name) for each in lines
        if not looks.is_set_in(each, g.FANG)
    ]
    width = _width(document)
    return list(dict.fromkeys([*found, *_rules(list(_around(looks, lines, width)))]))


def _is_record(text: str) -> bool:
    return text.startswith(("抄送：", "抄送:", "主送：", "分送：")) or text.endswith("日印发")


def _width(document: Any) -> Decimal:
    section = document.sections[-1]
    return Decimal(section.page_width - section.left_margin - section.right_margin) / 36000


def _around(looks: Looks, lines: list[Any], width: Decimal) -> Iterator[Rule]:
    """The rules around a record from top to bottom: of the table it stands in, or of paragraphs beside it."""
    table = next(lines[0].iterancestors(f"{W}tbl"), None)
    if table is not None:
        yield from _of_table(table, width)
        return
    beside = list(lines[0].getparent().iterchildren(f"{W}p"))
    first, last = beside.index(lines[0]), beside.index(lines[-1]) if lines[-1] in beside else beside.index(lines[0])
    for each in beside[max(first - 2, 0) : last + 3]:
        yield from looks.rules(each, width)


def _of_table(table: Any, width: Decimal) -> Iterator[Rule]:
    """Top and bottom of each row, a rule between two rows once."""
    said = [_twips(each.get(f"{W}w")) for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    wide = g.millimetres(sum(said)) if sum(said) else width
    whole = {side: table.find(f"{W}tblPr/{W}tblBorders/{W}{side}") for side in ("top", "bottom", "insideH")}
    rows = list(table.iterchildren(f"{W}tr"))
    for number, row in enumerate(rows):
        cell = f"{W}tc/{W}tcPr/{W}tcBorders/{W}"
        own_top, own_bottom = row.find(f"{cell}top"), row.find(f"{cell}bottom")
        top = own_top if own_top is not None else whole["insideH" if number else "top"]
        if top is not None and top.get(f"{W}val") not in {"nil", "none"}:
            yield rule_of(top, wide)
        bottom = own_bottom if own_bottom is not None else whole["bottom"]
        if number == len(rows) - 1 and bottom is not None and bottom.get(f"{W}val") not in {"nil", "none"}:
            yield rule_of(bottom, wide)


def _rules(rules: list[Rule]) -> Iterator[Finding]:
    """First and last 0.35 mm, those between 0.25 mm, all as wide as the type area."""
    if len(rules) < 2:
        yield Finding("record", "record-rules", str(len(rules)), "2")
        return
    for at, rule in enumerate(rules):
        wanted = _OUTER if at in {0, len(rules) - 1} else _INNER
        if abs(rule.thickness - wanted) > _THICK:
            yield Finding("record", "record-rule", fine(rule.thickness), f"{wanted} mm")
        if abs(rule.width - g.TYPE_WIDTH) > _WIDE:
            yield Finding("record", "record-width", mm(rule.width), f"{g.TYPE_WIDTH} mm")


def _twips(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
