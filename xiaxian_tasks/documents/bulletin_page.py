"""The bulletin as one page (通报网页): readable on any screen, printable on A4, and nothing in it fetches anything.

Put together by hand of escaped words: a template library belongs to the feed server, and a bulletin needs no server.
"""

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from xiaxian_tasks.documents import _bulletin_words as w
from xiaxian_tasks.documents import _svg, _titles
from xiaxian_tasks.documents._bulletin_style import STYLE
from xiaxian_tasks.documents.papers import bulletin
from xiaxian_tasks.domain import bulletin as b
from xiaxian_tasks.domain.bulletin import Bulletin, Tally
from xiaxian_tasks.domain.letters import FIRST, Annex, Block, Column, Paper, Paragraph, Picture, Table
from xiaxian_tasks.paper.pictures import size_of

BODIES_AT_MOST = 15
"""Bodies of the chart: those with most to answer for."""

SHORT = 15
"""Rows of a table that is not broken over sheets."""

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write(found: Bulletin, number: str = "") -> bytes:
    """The page as UTF-8. Equal facts give equal bytes."""
    paper = bulletin.write(found, number, has_chart=False)
    opening = _block(paper.body[0])
    body = [
        _head(found, paper), opening, _figures(found), _charts(found), _words(paper), *_annexes(paper.annexes),
        _foot(found),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="format-detection" content="telephone=no">\n<link rel="icon" href="data:,">\n'
        f"<title>{_said(paper.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(filter(None, body)) + "\n</main>\n</body>\n</html>\n"
    ).encode()


def _said(text: str) -> str:
    """Words as they stand in a page: on one line, nothing of them markup."""
    return escape(_titles.clean(text))


def _head(found: Bulletin, paper: Paper) -> str:
    to = f"<p>{_said('，'.join(paper.to))}：</p>"
    of = f"{_said(paper.number)}　{w.day(found.on)}　情况截至{w.day(found.day)}"
    mark = f'<p class="mark">{_said(paper.mark)}</p>\n<p class="of">{of}</p>'
    return f"<header>\n{mark}\n<h1>{_said(paper.title)}</h1>\n{to}\n</header>"


def _figures(found: Bulletin) -> str:
    """Each class with its count and share, large; those of nothing are left out."""
    total = found.total
    if not total.total:
        return ""
    shown = [(str(total.total), "事项合计", "100.0%")]
    shown += [
        (str(total.counts[each]), w.CLASS_NAMES[each], w.share(total, each)) for each in b.CLASSES if total.counts[each]
    ]
    cells = "".join(f"<li><b>{count}</b><span>{name}</span><i>{share}</i></li>" for count, name, share in shown)
    return f'<ul class="figures" aria-label="各类事项数量和占比">{cells}</ul>'


def _charts(found: Bulletin) -> str:
    """The classes beside those of the period before, by plan, and the bodies with most to answer for."""
    total = found.total
    bars = [_svg.Bar("本期", _parts(total))]
    if total.before is not None:
        bars.append(_svg.Bar("上期", _parts(total._replace(counts=total.before))))
    charts = [("c1", "各类事项占比", bars, True)]
    if len(found.plans) > 1:
        plans = [_svg.Bar(_titles.clean(bulletin.document(each)), _parts(each)) for each in found.plans]
        charts.append(("c2", "各文件事项构成", plans, True))
    pressed = [
        _svg.Bar(_titles.clean(each.name), _parts(each, b.PRESSED[::-1])) for each in found.bodies if each.pressed
    ]
    if pressed and not found.body:
        charts.append(("c3", "滞后、逾期和未按期报送最多的单位（项）", pressed[:BODIES_AT_MOST], False))
    if not total.total:
        return ""
    drawn = "\n".join(
        f"<figure><figcaption>{title}</figcaption>{_svg.chart(key, title, bars, is_share=is_share)}</figure>"
        for key, title, bars, is_share in charts
    )
    return f'<section class="charts">\n{_svg.legend(_parts(total))}\n{drawn}\n</section>'


def _parts(tally: Tally, classes: Iterable[str] = b.CLASSES) -> tuple[_svg.Part, ...]:
    return tuple(_svg.Part(w.CLASS_NAMES[each], tally.counts[each], w.COLOURS[each]) for each in classes)


def _words(paper: Paper) -> str:
    """The body behind its opening, a section for each heading, and who signs."""
    made, is_open = "", False
    for block in paper.body[1:]:
        if isinstance(block, Paragraph) and block.level == FIRST:
            made += f"{'</section>' if is_open else ''}\n<section>\n<h2>{_said(block.text)}</h2>"
            is_open = True
        else:
            made += f"\n{_block(block)}"
    signed = "".join(f"<p>{_said(sign)}</p>" for sign in paper.sign)
    contact = f"<p>（{_said(paper.contact)}）</p>" if paper.contact else ""
    end = "</section>" if is_open else ""
    return f'{made}{end}\n<div class="sign">{signed}<p>{w.day(paper.on)}</p></div>{contact}'


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        return _picture(block)
    return f"<p>{_said(block.text + block.then)}</p>"


def _table(table: Table) -> str:
    title = f"<caption>{_said(table.title)}</caption>" if table.title else ""
    head = "".join(f'<th scope="col"{_place(column)}>{_said(column.title)}</th>' for column in table.columns)
    rows = "\n".join(
        "<tr>" + "".join(
            f"<td{_place(column)}>{_said(text)}</td>"
            for column, text in zip(table.columns, row, strict=True)
        ) + "</tr>" for row in table.rows
    )
    note = f'\n<p class="note">{_said(table.note)}</p>' if table.note else ""
    widths = "".join(f'<col style="width:{column.width * 100 // 156}%">' if column.width else "<col>"
                     for column in table.columns)
    inside = f"{title}\n<colgroup>{widths}</colgroup>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>"
    sort = "wide short" if len(table.rows) <= SHORT else "wide"
    return f'<div class="{sort}"><table>{inside}\n</table></div>{note}'


def _place(column: Column) -> str:
    return ' class="c"' if column.is_centred else ""


def _picture(picture: Picture) -> str:
    """A picture whole inside the page; what cannot be shown by a browser is told by its words."""
    size = size_of(picture.content)
    below = f"<figcaption>{_said(picture.title)}</figcaption>"
    if size is None:
        return f"<figure>{below}</figure>"
    source = f"data:image/{size.sort};base64,{b64encode(picture.content).decode()}"
    return f'<figure><img src="{source}" alt="{_said(picture.shows)}" width="{size.width}" height="{size.height}">' \
           f"{below}</figure>"


def _annexes(annexes: tuple[Annex, ...]) -> Iterable[str]:
    for number, annex in enumerate(annexes, 1):
        label = f"附件{number if len(annexes) > 1 else ''}"
        blocks = "\n".join(map(_block, annex.blocks))
        yield f'<section class="annex">\n<h2>{label}　{_said(annex.title)}</h2>\n{blocks}\n</section>'


def _foot(found: Bulletin) -> str:
    if not found.seal:
        return ""
    since = f"（{w.day(found.seal_on)}封存）" if found.seal_on else ""
    return f"<footer><p>账本封存码：<code>{_said(found.seal)}</code>{since}</p></footer>"
