"""A digest laid out, as text and as HTML for mail programs.

These drop all but tables and styles in place, and nothing may be fetched. Two columns, day and matter, fit a phone and
print on A4; no line is cut in two between pages.
"""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from xiaxian_tasks.domain.terms import DONE, GREEN, GREY, RED, YELLOW

_FONT = "font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif"
_INK = {RED: "#b3261e", YELLOW: "#8a5a00", GREEN: "#1e6b3a", GREY: "#5f6368", DONE: "#1e6b3a", "": "#5f6368"}
"""Inks that stay apart from white by 4.5 to 1 and more (WCAG 2.1, 1.4.3), and print."""

_SMALL = "margin:2px 0 0 0;font-size:13px;line-height:1.5;color:#444444"
_CELL = "padding:8px 0;border-bottom:1px solid #dddddd;vertical-align:top"


class Line(NamedTuple):
    """One date as it is told: its day, how far it is, what is due, what is known of it, who leads, and its light."""

    day: str
    weekday: str
    left: str
    matter: str
    facts: tuple[str, ...]
    lead: str
    light: str
    word: str


class Section(NamedTuple):
    """The lines of one sort; `more` are those that found no room."""

    heading: str
    light: str
    lines: tuple[Line, ...]
    more: int = 0


class Told(NamedTuple):
    """All that a digest says, in order; both forms of it are laid out from this."""

    title: str
    day: str
    greeting: str
    sections: tuple[Section, ...]
    summary: tuple[str, ...]
    ways: tuple[str, ...]
    source: tuple[str, ...]


def plain(said: Told) -> str:
    """The whole digest as text."""
    lines = [said.title, said.day, "", said.greeting, ""]
    for number, section in enumerate(said.sections):
        lines += [f"{'一二三'[number]}、{section.heading}", *_plain_lines(section), ""]
    lines += [*said.summary, "", "怎样加入日历", *(f"  {n}. {each}" for n, each in enumerate(said.ways, 1)), ""]
    return "\n".join([*lines, *said.source]) + "\n"


def _plain_lines(section: Section) -> Iterator[str]:
    if not section.lines:
        yield "  无。"
    for number, line in enumerate(section.lines, 1):
        told = "，".join(filter(None, (line.weekday, line.left, line.word)))
        yield f"  {number}. {line.day}（{told}）{line.matter}"
        yield from (f"     {fact}" for fact in (*line.facts, line.lead) if fact)
    if section.more:
        yield f"  另有{section.more}项，见所附日历。"


def page(said: Told) -> str:
    """The whole page, in UTF-8."""
    body = "\n".join([
        f'<h1 style="margin:0;font-size:20px;line-height:1.4;color:#111111">{escape(said.title)}</h1>',
        f'<p style="margin:4px 0 16px 0;font-size:14px;color:#444444">{escape(said.day)}</p>',
        f'<p style="margin:0 0 8px 0;font-size:15px">{escape(said.greeting)}</p>',
        *(line for section in said.sections for line in _section(section)),
        *_paragraphs(said.summary, "margin:16px 0 0 0;font-size:15px"),
        '<h2 style="margin:20px 0 6px 0;font-size:16px;color:#111111">怎样加入日历</h2>',
        '<ol style="margin:0;padding-left:24px;font-size:14px;line-height:1.6">',
        *(f"<li>{escape(each)}</li>" for each in said.ways),
        "</ol>",
        *_paragraphs(said.source, "margin:12px 0 0 0;font-size:12px;color:#5f6368"),
    ])
    return _framed(said.title, body)


def _framed(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
        f'<body style="margin:0;padding:16px;background:#ffffff;color:#111111;{_FONT};line-height:1.6;'
        f'overflow-wrap:anywhere;word-break:break-word">\n'
        f'<div style="max-width:720px;margin:0 auto">\n{body}\n</div>\n</body>\n</html>\n'
    )


def _section(section: Section) -> Iterator[str]:
    ink = _INK[section.light]
    yield (
        f'<h2 style="margin:20px 0 0 0;padding:0 0 4px 8px;border-left:4px solid {ink};border-bottom:1px solid {ink};'
        f'font-size:16px;color:{ink};page-break-after:avoid">{escape(section.heading)}</h2>'
    )
    if not section.lines:
        yield f'<p style="{_SMALL};padding:8px 0 0 0">无。</p>'
        return
    yield '<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;border-collapse:collapse">'
    for line in section.lines:
        yield from _line(line)
    yield "</table>"
    if section.more:
        yield f'<p style="{_SMALL}">另有{section.more}项，见所附日历。</p>'


def _line(line: Line) -> Iterator[str]:
    yield '<tr style="page-break-inside:avoid">'
    yield (
        f'<td style="{_CELL};width:116px;padding-right:12px;font-size:14px">'
        f'<strong>{escape(line.day)}</strong> <span style="white-space:nowrap">{escape(line.weekday)}</span>'
        f'<p style="{_SMALL};color:{_INK[line.light]}">{escape(line.left)}</p></td>'
    )
    yield f'<td style="{_CELL};font-size:15px"><strong>{escape(line.matter)}</strong>{_light(line)}'
    yield from _paragraphs((*line.facts, line.lead), _SMALL)
    yield "</td></tr>"


def _light(line: Line) -> str:
    """The light as a word in its ink: what is told by colour alone is lost in print."""
    ink = _INK[line.light]
    return line.word and (
        f' <span style="padding:0 6px;border:1px solid {ink};border-radius:3px;font-size:12px;white-space:nowrap;'
        f'color:{ink}">{escape(line.word)}</span>'
    )


def _paragraphs(texts: tuple[str, ...], style: str) -> Iterator[str]:
    yield from (f'<p style="{style}">{escape(text)}</p>' for text in texts if text)


def text_page(title: str, text: str) -> str:
    """A text as HTML, in the manner of a digest: its lines as paragraphs, those that end in a colon above the rest."""
    lines = text.rstrip("\n").split("\n")
    return _framed(title, "\n".join([
        f'<h1 style="margin:0 0 8px 0;font-size:20px;line-height:1.4;color:#111111">{escape(title)}</h1>',
        *(f'<p style="margin:4px 0 0 0;font-size:15px">{escape(line) or "&nbsp;"}</p>' for line in lines),
    ]))


def invitation_page(title: str, day: str, what: str, lines: list[str]) -> str:
    """One date as HTML, in the manner of a digest."""
    return _framed(title, "\n".join([
        f'<h1 style="margin:0;font-size:20px;line-height:1.4;color:#111111">{escape(title)}</h1>',
        f'<p style="margin:4px 0 12px 0;font-size:15px"><strong>{escape(day)}</strong></p>',
        f'<p style="margin:0 0 8px 0;font-size:15px">{escape(what)}</p>',
        *_paragraphs(tuple(lines), _SMALL),
    ]))
