"""The head of a foreign paper measured: name, number, red rules, title; the double lines of a letter."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._blocks import TITLE_MOST
from xiaxian_tasks.paper._looks import Looks, Rule, W, is_red, lines_of, text_of
from xiaxian_tasks.paper.balance import ems, is_broken
from xiaxian_tasks.paper.findings import Finding, mm, points

_NUMBER = re.compile(
    r"^[\u4e00-\u9fff]{2,12}(?P<open>[〔\[［（(【])20\d\d[〕\]］）)】](?P<count>第?\d+|[\s\u3000]+)号(?P<rest>\s*签发人.*)?$"
)
_WIDE = Decimal("1.5")
"""Millimetres a rule may be longer or shorter."""


class _Head(NamedTuple):
    """What stands at the head: paragraphs of the name and the number, and those between number and title."""

    mark: Any
    number: Any
    is_letter: bool


def check(document: Any, looks: Looks) -> list[Finding]:
    """Every deviation of the head."""
    body = list(document.element.body.iterchildren(f"{W}p"))
    head = _head(document, looks, body)
    found = [*_number(head, body), *_title(looks, head, body)]
    if head.mark is not None:
        found += _mark(document, looks, head, body)
        found += _letter_lines(document, looks) if head.is_letter else _rule(document, looks, body)
    elif head.number is not None and looks.align(head.number) != "right":  # a work sheet has its number to the right
        found.append(Finding("head", "mark-missing", "", g.SONG_TITLE.name))
    return found


def _head(document: Any, looks: Looks, body: list[Any]) -> _Head:
    number = next((each for each in body if _NUMBER.match(text_of(each))), None)
    first = [document.sections[0].first_page_header, document.sections[0].header]
    above = [each for part in first if not part.is_linked_to_previous for each in part._element.iter(f"{W}p")]  # noqa: SLF001
    in_header = next((each for each in above if _is_mark(looks, each)), None)
    if in_header is not None:
        return _Head(in_header, number, is_letter=True)
    mark = next((each for each in body if _is_mark(looks, each)), None)
    if mark is None or (number is not None and looks.align(number) != "right"):
        return _Head(mark, number, is_letter=False)
    has_lines = any(rule.is_red for each in body[:20] for rule in looks.rules(each, g.TYPE_WIDTH))
    is_letter = has_lines and number is not None
    return _Head(mark if has_lines else None, number, is_letter)  # a work sheet's title may be red too


def _is_mark(looks: Looks, paragraph: Any) -> bool:
    """Red, and larger than text."""
    size = looks.size(paragraph)
    return bool(text_of(paragraph)) and size.isdecimal() and int(size) > 36 and is_red(looks.colour(paragraph))


def _mark(document: Any, looks: Looks, head: _Head, body: list[Any]) -> Iterator[Finding]:
    if not looks.is_set_in(head.mark, g.SONG_TITLE):
        yield Finding("head", "mark-font", looks.face(head.mark), g.SONG_TITLE.name)
    if looks.align(head.mark) not in {"center", "both"}:
        yield Finding("head", "mark-place", looks.align(head.mark), "center")
    if head.is_letter:
        top, wanted = document.sections[0].header_distance, g.LETTER_MARK_TOP
        length = Decimal(top) / 36000 if top is not None and head.mark not in body else None
    else:
        length, wanted = _depth(looks, body[: body.index(head.mark)]), g.MARK_BELOW_TYPE_TOP
    if length is not None and abs(length - wanted) > g.TOLERANCE:
        yield Finding("head", "mark-top", mm(length), f"{wanted} mm")


def _depth(looks: Looks, above: list[Any]) -> Decimal | None:
    """Millimetres that lines of a said height take; None where one says none."""
    whole = 0
    for each in above:
        line, rule = (looks.of_paragraph(each, "spacing", key) for key in ("line", "lineRule"))
        if rule != "exact" or not line.isdecimal() or ems(text_of(each)) > g.CHARACTERS:
            return None
        whole += int(line)
        for side in ("before", "after"):
            said = looks.of_paragraph(each, "spacing", side)
            whole += int(said) if said.isdecimal() else 0
    return g.millimetres(whole)


def _number(head: _Head, body: list[Any]) -> Iterator[Finding]:
    if head.number is None:
        return
    text = text_of(head.number)
    printed = _NUMBER.match(text)
    if printed and (printed["open"] != "〔" or printed["count"][0] in "0第"):
        yield Finding(str(body.index(head.number) + 1), "number-form", text, "〔〕")


def _type_width(document: Any) -> Decimal:
    section = document.sections[0]
    return Decimal(section.page_width - section.left_margin - section.right_margin) / 36000


def _rule(document: Any, looks: Looks, body: list[Any]) -> Iterator[Finding]:
    """The red rule below the number: as wide as the type area, and red."""
    width = _type_width(document)
    rules = [rule for each in body[:20] for rule in looks.rules(each, width) if rule.width > g.TYPE_WIDTH / 2]
    red = [rule for rule in rules if rule.is_red]
    if not red:
        yield Finding("head", "rule-colour" if rules else "rule-missing", rules[0].colour if rules else "", g.RED)
        return
    if abs(red[0].width - g.TYPE_WIDTH) > _WIDE:
        yield Finding("head", "rule-width", mm(red[0].width), f"{g.TYPE_WIDTH} mm")


def _letter_lines(document: Any, looks: Looks) -> Iterator[Finding]:
    """The double lines of a letter's first page: 170 mm, thick over thin above and thin over thick below."""
    section, width = document.sections[0], _type_width(document)
    top = [section.first_page_header, section.header]
    foot = [section.first_page_footer, section.footer]
    body = list(document.element.body.iterchildren(f"{W}p"))[:6]
    for code, parts, more in (("letter-top", top, body), ("letter-foot", foot, [])):
        paragraphs = [each for part in parts if not part.is_linked_to_previous for each in part._element.iter(f"{W}p")]  # noqa: SLF001
        rules = [rule for each in (*paragraphs, *more) for rule in looks.rules(each, width) if rule.is_red]
        count = sum(rule.lines for rule in rules)
        if count < 2:
            yield Finding("head", f"{code}-missing", str(count), "2")
            continue
        for rule in rules:
            if abs(rule.width - g.LETTER_RULE_WIDTH) > _WIDE:
                yield Finding("head", f"{code}-width", mm(rule.width), f"{g.LETTER_RULE_WIDTH} mm")
        yield from _order(code, rules)
    edge = section.footer_distance
    if edge is not None and abs(Decimal(edge) / 36000 - g.LETTER_RULE_ABOVE_EDGE) > g.TOLERANCE:
        yield Finding("head", "letter-foot-edge", mm(Decimal(edge) / 36000), f"{g.LETTER_RULE_ABOVE_EDGE} mm")


def _order(code: str, rules: list[Rule]) -> Iterator[Finding]:
    """Which of two lines is the thick one."""
    if len(rules) != 2:
        return
    is_thick_first = rules[0].thickness > rules[1].thickness
    if is_thick_first != (code == "letter-top") or rules[0].thickness == rules[1].thickness:
        told = " ".join(f"{rule.thickness:.2f}" for rule in rules)
        yield Finding("head", f"{code}-order", f"{told} mm", "thick-thin" if code == "letter-top" else "thin-thick")


def _title(looks: Looks, head: _Head, body: list[Any]) -> Iterator[Finding]:
    """The title: 2号小标宋, its lines no longer than the type area and none ending within a word."""
    start = body.index(head.number) + 1 if head.number is not None else 0
    below = [each for each in body[start : start + 12] if text_of(each) and each is not head.mark]
    title = next((each for each in below if looks.align(each) == "center"), None)
    if head.number is None or title is None:
        return
    if not looks.is_set_in(title, g.SONG_TITLE):
        yield Finding("title", "title-font", looks.face(title), g.SONG_TITLE.name)
    if looks.size(title) != str(int(g.SIZE_SECOND * 2)):
        yield Finding("title", "title-size", points(looks.size(title)), "22 pt")
    lines = lines_of(title)
    if long := next((each for each in lines if ems(each) > TITLE_MOST), ""):
        yield Finding("title", "title-line", str(ems(long)), str(TITLE_MOST))
    for line, after in pairwise(lines):
        if is_broken(line, after):
            yield Finding("title", "title-word", f"{line[-4:]}|{after[:4]}", "")
