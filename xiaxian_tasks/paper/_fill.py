"""Named fields in the paragraphs of a .docx: found across the runs a word processor cuts them into, and filled."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from xiaxian_tasks.domain.letters import CENTRED, FLUSH, RIGHT, Paper, Paragraph, Table
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._blocks import Pictures, blocks_of
from xiaxian_tasks.paper._fields import ANNEXES, BODY, BRACES, FIELD, NAMES, Asked, asked, parted, rows_of, words_of
from xiaxian_tasks.paper._tail import annex_pages
from xiaxian_tasks.paper._xml import NAMESPACES
from xiaxian_tasks.paper.printable import line, lines

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLE = "XiaxianPaper"
"""The style that blocks of ours bear in a template: text, tables and pictures set as on our own pages."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def own_texts(paragraph: Any) -> list[Any]:
    """The w:t of a paragraph, none of a text box anchored in it."""
    return [each for each in paragraph.iter(f"{W}t") if next(each.iterancestors(f"{W}p")) is paragraph]


def text_of(paragraph: Any) -> str:
    """What a paragraph says."""
    return "".join(each.text or "" for each in own_texts(paragraph))


def fields_in(part: Any) -> Iterator[tuple[Any, Asked]]:
    """Every field of a part with its paragraph."""
    for paragraph in part.iter(f"{W}p"):
        for found in FIELD.finditer(text_of(paragraph)):
            yield paragraph, asked(found[1])


def row_around(paragraph: Any) -> Any:
    """The innermost table row a paragraph stands in; None outside tables."""
    return next(paragraph.iterancestors(f"{W}tr"), None)


def faults_of(document: Any, others: list[Any], paper: Paper) -> list[Fault]:
    """Everything wrong with a template for this paper, by code."""
    known, found = words_of(paper), list[Fault]()
    columns = {line(each.title) for table in _tables(paper) for each in table.columns}
    for part in (document, *others):
        found += [
            Fault("", 0, "template-open", {"text": text}) for paragraph in part.iter(f"{W}p")
            if BRACES.search(FIELD.sub("", text := text_of(paragraph)))
        ]
        for paragraph, field in fields_in(part):
            if field.name in {BODY, ANNEXES}:
                alone = part is document and FIELD.fullmatch(text_of(paragraph).strip())
                if not alone or _is_repeated(paragraph):
                    found.append(Fault("", 0, "template-place", {"field": f"{{{{{field.name}}}}}"}))
            elif field.column:
                if row_around(paragraph) is None:
                    found.append(Fault("", 0, "template-row", {"field": f"{{{{{field.name}}}}}"}))
                elif field.column not in columns and not field.may_lack:
                    found.append(_unknown(field.name, [f"行.{each}" for each in sorted(columns)]))
            elif field.name not in known and not field.may_lack:
                found.append(_unknown(field.name, [*NAMES, *(each for each in known if each not in NAMES)]))
    return [each for at, each in enumerate(found) if each not in found[:at]]


def _is_repeated(paragraph: Any) -> bool:
    row = row_around(paragraph)
    return row is not None and any(field.column for _, field in fields_in(row))


def _unknown(name: str, known: list[str]) -> Fault:
    if not known:
        return Fault("", 0, "template-columns", {"field": f"{{{{{name}}}}}"})
    return Fault("", 0, "template-field", {"field": f"{{{{{name}}}}}", "known": "、".join(known)})


def _tables(paper: Paper) -> list[Table]:
    blocks = [*paper.body, *(block for annex in paper.annexes for block in annex.blocks)]
    return [block for block in blocks if isinstance(block, Table)]


def fill(document: Any, others: list[Any], paper: Paper, pictures: Pictures) -> None:
    """Fill every field of parts without faults, in place. The template's own words are filled before any block of the
    paper stands among them: braces in a paper are text."""
    rows: dict[Any, frozenset[str]] = {}
    for part in (document, *others):
        for paragraph, field in fields_in(part):
            if field.column:
                row = row_around(paragraph)
                rows[row] = rows.get(row, frozenset()) | ({field.column} - _lacking(paper, field))
    tables, left = parted(paper, rows.values())
    words = words_of(left)
    repeated = {paragraph for row in rows for paragraph in row.iter(f"{W}p")}
    blocks = [(paragraph, field.name) for paragraph, field in fields_in(document) if field.name in {BODY, ANNEXES}]
    placed = {paragraph for paragraph, _ in blocks}
    for part in (document, *others):
        for paragraph in list(part.iter(f"{W}p")):
            if paragraph not in repeated and paragraph not in placed:
                put(paragraph, words)
    for row, table in zip(rows, tables, strict=True):
        _repeat(row, table, words)
    _place(document, blocks, left, pictures)


def _lacking(paper: Paper, field: Asked) -> set[str]:
    """A column that may lack and does."""
    known = {line(each.title) for table in _tables(paper) for each in table.columns}
    return {field.column} if field.may_lack and field.column not in known else set()


def _repeat(row: Any, table: Table | None, words: Mapping[str, str]) -> None:
    """One row of a template for each row of a table; without any it stays, empty, so that the table stays whole."""
    for each in rows_of(table) if table and table.rows else [{}]:
        made = deepcopy(row)
        row.addprevious(made)
        for paragraph in made.iter(f"{W}p"):
            put(paragraph, words, each)
    row.getparent().remove(row)


def put(paragraph: Any, words: Mapping[str, str], columns: Mapping[str, str] | None = None) -> None:
    """Fill a paragraph's fields; what is filled in looks as the field's first character does."""
    texts = own_texts(paragraph)
    whole = "".join(each.text or "" for each in texts)
    for found in reversed(list(FIELD.finditer(whole))):
        field = asked(found[1])
        value = (columns or {}).get(field.column, "") if field.column else words.get(field.name, "")
        _replace(texts, found.span(), value)


def _replace(texts: list[Any], span: tuple[int, int], value: str) -> None:
    """Put words in the place of characters that may be spread over several runs."""
    start, end, at = *span, 0
    touched = []
    for text in texts:
        length = len(text.text or "")
        if at < end and at + length > start:
            touched.append((text, max(start - at, 0), min(end - at, length)))
        at += length
    for number, (text, first, last) in enumerate(touched):
        said = text.text or ""
        text.text = said[:first] + (value if not number else "") + said[last:]
        text.set(_SPACE, "preserve")
    head, *rest = (touched[0][0].text or "").split("\n")
    touched[0][0].text = head
    before = touched[0][0]
    for part in rest:
        broken, said = before.makeelement(f"{W}br"), before.makeelement(f"{W}t", {_SPACE: "preserve"})
        said.text = part
        before.addnext(broken)
        broken.addnext(said)
        before = said


def _place(document: Any, blocks: list[tuple[Any, str]], paper: Paper, pictures: Pictures) -> None:
    """Body and annexes where the template has them; annexes it has no place for stand at its end."""
    for paragraph, name in blocks:
        made = _body(paragraph, paper, pictures) if name == BODY else _ours(annex_pages(paper.annexes, pictures))
        for each in list(made):
            paragraph.addprevious(each)
        _drop(paragraph)
    if ANNEXES not in {name for _, name in blocks}:
        body = document.find(f"{W}body")
        ends = body.find(f"{W}sectPr")
        for each in _ours(annex_pages(paper.annexes, pictures)):
            if ends is None:
                body.append(each)
            else:
                ends.addprevious(each)


def _drop(paragraph: Any) -> None:
    """Take a field's paragraph out; one that ends a section, or a cell after a table, stays as an empty line."""
    before, cell = paragraph.getprevious(), paragraph.getparent()
    ends_cell = cell.tag == f"{W}tc" and paragraph.getnext() is None
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None or (ends_cell and (before is None or before.tag != f"{W}p")):
        for text in own_texts(paragraph):
            text.text = ""
        return
    cell.remove(paragraph)


def _body(pattern: Any, paper: Paper, pictures: Pictures) -> Iterator[Any]:
    """The blocks of a body: text as the field's own paragraph is set, headings in the faces of the standard, tables
    and pictures as on our own pages."""
    width = _width_around(pattern)
    for block in paper.body:
        if not isinstance(block, Paragraph):
            yield from _ours(blocks_of((block,), pictures, width))
            continue
        for number, text in enumerate(said := lines(block.text), 1):
            yield _like(pattern, block, text, line(block.then) if number == len(said) else "")


def _like(pattern: Any, block: Paragraph, text: str, then: str) -> Any:
    """A paragraph set as the pattern is, in the face of its level and where it stands."""
    made = deepcopy(pattern)
    run = next(each for each in made.iter(f"{W}r") if each.find(f"{W}t") is not None)
    for each in list(made):
        if each.tag != f"{W}pPr":
            made.remove(each)
    for each in list(run):
        if each.tag != f"{W}rPr":
            run.remove(each)
    plain = deepcopy(run)
    for face in [g.LEVEL_FACES[block.level]] if g.LEVEL_FACES[block.level] is not g.FANG else []:
        _set_face(run, face)
    for part, words in ((run, text), (plain, then)):
        if words:
            said = part.makeelement(f"{W}t", {_SPACE: "preserve"})
            said.text = words
            part.append(said)
            made.append(part)
    if block.place in {CENTRED, FLUSH, RIGHT}:
        _set_place(made, {CENTRED: "center", RIGHT: "right"}.get(block.place, ""))
    return made


def _set_face(run: Any, face: g.Face) -> None:
    looks = run.find(f"{W}rPr")
    if looks is None:
        looks = run.makeelement(f"{W}rPr")
        run.insert(0, looks)
    fonts = looks.find(f"{W}rFonts")
    if fonts is not None:
        looks.remove(fonts)
    fonts = looks.makeelement(f"{W}rFonts", {f"{W}{key}": face.family for key in ("ascii", "hAnsi", "eastAsia", "cs")})
    looks.insert(1 if looks.find(f"{W}rStyle") is not None else 0, fonts)


_AFTER_INDENT = frozenset(
    f"{W}{name}" for name in (
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip
"""What follows the indents among the properties of a paragraph (ISO/IEC 29500-1, CT_PPrBase)."""


def _set_place(paragraph: Any, align: str) -> None:
    """No first-line indent, and an alignment where one is given."""
    looks = paragraph.find(f"{W}pPr")
    if looks is None:
        looks = paragraph.makeelement(f"{W}pPr")
        paragraph.insert(0, looks)
    for name in ("ind", "jc"):
        for each in looks.findall(f"{W}{name}"):
            looks.remove(each)
    at = next((number for number, each in enumerate(looks) if each.tag in _AFTER_INDENT), len(looks))
    looks.insert(at, looks.makeelement(f"{W}ind", {f"{W}firstLine": "0", f"{W}firstLineChars": "0"}))
    if align:
        after = {f"{W}contextualSpacing", f"{W}mirrorIndents", f"{W}suppressOverlap"}
        at = next(number for number, each in enumerate(looks) if each.tag == f"{W}ind") + 1
        while at < len(looks) and looks[at].tag in after:
            at += 1
        looks.insert(at, looks.makeelement(f"{W}jc", {f"{W}val": align}))


def _ours(blocks: str) -> list[Any]:
    """Blocks of ours as elements, each paragraph in our style."""
    from docx.oxml.parser import parse_xml

    made = parse_xml(f"<w:body {NAMESPACES}>{blocks}</w:body>")
    for paragraph in made.iter(f"{W}p"):
        looks = paragraph.find(f"{W}pPr")
        if looks is None:
            looks = paragraph.makeelement(f"{W}pPr")
            paragraph.insert(0, looks)
        looks.insert(0, looks.makeelement(f"{W}pStyle", {f"{W}val": STYLE}))
    return list(made)


def _width_around(paragraph: Any) -> Decimal:
    """Millimetres the text around a paragraph is wide: its cell's, else its section's."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    said = cell.find(f"{W}tcPr/{W}tcW") if cell is not None else None
    if said is not None and said.get(f"{W}type") == "dxa" and (said.get(f"{W}w") or "").isdecimal():
        return max(g.millimetres(int(said.get(f"{W}w"))) - 4, Decimal(20))
    sections = paragraph.getroottree().getroot().iter(f"{W}sectPr")
    for section in sections:
        page, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if page is not None and margins is not None:
            lengths = [page.get(f"{W}w"), margins.get(f"{W}left"), margins.get(f"{W}right")]
            if all((each or "").isdecimal() for each in lengths):
                whole, left, right = map(int, lengths)
                return min(max(g.millimetres(whole - left - right), Decimal(20)), g.PAGE_WIDTH)
    return g.TYPE_WIDTH
