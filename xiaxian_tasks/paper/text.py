"""A paper as plain text that prints: 28 characters a line, as on the page; what is narrow takes half of one."""

from decimal import Decimal

from xiaxian_tasks.domain.letters import CENTRED, FLUSH, LETTER, RIGHT, SHEET, Block, Field, Paper, Paragraph, Table
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._blocks import widths_of
from xiaxian_tasks.paper._sheet import reply_field
from xiaxian_tasks.paper._tail import annex_lines, day_of, indents
from xiaxian_tasks.paper.balance import NOT_FIRST, NOT_LAST, title_lines
from xiaxian_tasks.paper.printable import line, lines

WIDTH = g.CHARACTERS * 2
"""Cells of a line."""

_RULE = "-" * WIDTH
_GAP = 2


def write(paper: Paper) -> str:
    """The paper as text; no line is longer than 28 characters, none holds a control character."""
    made = _sheet(paper) if paper.form == SHEET else _official(paper)
    for number, annex in enumerate(paper.annexes, 1):
        if annex.blocks:
            made += ["", f"附件{number if len(paper.annexes) > 1 else ''}", "", *_title(annex.title), ""]
            made += _blocks(annex.blocks)
    made += _record(paper)
    return "".join(f"{each.rstrip(' ')}\n" for each in made)


def cells(text: str) -> int:
    """Cells a text takes in a terminal."""
    from wcwidth import wcswidth

    return len(text) if text.isascii() else max(wcswidth(text), 0)


def wrap(text: str, width: int = WIDTH, *, first: int = 0) -> list[str]:
    """A text in lines of at most `width` cells, the first `first` in; none begins or ends with a wrong mark."""
    made: list[str] = []
    current, taken = "　" * (first // 2), first
    for character in text:
        wide = cells(character)
        if taken + wide > width:
            kept, moved = _parted(current, character, first if not made else 0)
            made.append(kept)
            current, taken = moved, cells(moved)
        current, taken = current + character, taken + wide
    return [*made, current]


def _parted(current: str, after: str, indent: int) -> tuple[str, str]:
    """What stays in a full line, and what goes to the next: a mark takes what stands before it along."""
    cut = len(current)
    following = after
    while cut > indent // 2 + 1 and (following in NOT_FIRST or current[cut - 1] in NOT_LAST) and len(current) - cut < 4:
        cut -= 1
        following = current[cut]
    return current[:cut], current[cut:]


def _official(paper: Paper) -> list[str]:
    head = [_centred(each) for each in wrap(line(paper.mark))] + [""]
    if paper.signer:
        number = f"　{line(paper.number)}"
        signer = f"签发人：{line(paper.signer)}　"
        head.append(number + " " * max(1, WIDTH - cells(number) - cells(signer)) + signer)
    elif paper.form == LETTER:
        head += [_RULE, *(_to_right(each) for each in wrap(line(paper.number)))]
    else:
        head += [_centred(each) for each in wrap(line(paper.number))]
    head += [""] if paper.form == LETTER else [_RULE, ""]
    head = ([line(paper.urgency)] if paper.urgency else []) + head
    to = wrap("，".join(line(each) for each in paper.to) + "：") if paper.to else []
    made = [*head, *_title(paper.title), "", *to, *_blocks(paper.body)]
    if paper.annexes:
        made += ["", *(each for text in annex_lines(paper.annexes) for each in wrap(text, first=4))]
    return made + _signed(paper)


def _signed(paper: Paper) -> list[str]:
    day = day_of(paper.on)
    made = ["", ""]
    for sign in map(line, paper.sign):
        right, _ = indents(sign, day, is_sealed=paper.is_sealed)
        made += [_to_right(each, right) for each in wrap(sign)]
    widest = max(map(line, paper.sign), key=cells, default="")
    made.append(_to_right(day, indents(widest, day, is_sealed=paper.is_sealed)[1]))
    return made + (wrap(f"（{line(paper.contact)}）", first=4) if paper.contact else [])


def _sheet(paper: Paper) -> list[str]:
    made = [*(_centred(each) for each in wrap(line(paper.mark))), *_title(paper.title)]
    made += [_to_right(each) for each in wrap(line(paper.number))] + [_RULE]
    to = (Field("主送", "，".join(paper.to)),) if paper.to else ()
    made += [*_fields((*to, *paper.fields, *reply_field(paper))), _RULE, *_blocks(paper.body)]
    made += [_to_right(each, Decimal(2)) for sign in (*paper.sign, day_of(paper.on)) for each in wrap(line(sign))]
    made += [_RULE, *_fields(paper.fields_after)] + ([_RULE] if paper.fields_after else [])
    return made + (wrap(f"（{line(paper.contact)}）") if paper.contact else [])


def _fields(fields: tuple[Field, ...]) -> list[str]:
    made = []
    for field in fields:
        for number, text in enumerate(lines(field.text)):
            made += wrap(f"{line(field.label)}：{text}" if not number else f"　　{text}")
        made += [""] * field.lines
    return made


def _blocks(blocks: tuple[Block, ...]) -> list[str]:
    made: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            made += _paragraph(block)
        elif isinstance(block, Table):
            made += _table(block)
        else:
            made += [_centred(each) for each in wrap(f"［图：{line(block.title or block.shows)}］")]
    return made


def _paragraph(block: Paragraph) -> list[str]:
    texts = lines(block.text)
    texts[-1] += line(block.then)
    if block.place in {CENTRED, RIGHT}:
        place = _centred if block.place == CENTRED else _to_right
        return [place(each) for text in texts for each in wrap(text)]
    return [each for text in texts for each in wrap(text, first=0 if block.place == FLUSH else 4)]


def _table(table: Table) -> list[str]:
    widths = [max(2, width * WIDTH // g.twips(g.TYPE_WIDTH) - _GAP) for width in widths_of(table.columns, g.TYPE_WIDTH)]
    heading = _row([column.title for column in table.columns], widths)
    made = ["", *(_centred(each) for each in wrap(line(table.title)) if each), *heading, _RULE]
    for row in table.rows:
        made += _row(list(row), widths)
    return [*made, *(wrap(line(table.note)) if table.note else []), ""]


def _row(texts: list[str], widths: list[int]) -> list[str]:
    texts = [*texts, *[""] * (len(widths) - len(texts))]
    columns = [
        [each for part in lines(text) for each in wrap(part, width)] for text, width in zip(texts, widths, strict=False)
    ]
    made = []
    for number in range(max(map(len, columns))):
        parts = [column[number] if number < len(column) else "" for column in columns]
        padded = (part + " " * (width - cells(part)) for part, width in zip(parts, widths, strict=True))
        made.append((" " * _GAP).join(padded))
    return made


def _record(paper: Paper) -> list[str]:
    made = wrap(f"账本封存码：{line(paper.seal_code)}") if paper.seal_code else []
    rule = [_RULE] if paper.form != LETTER else []
    if paper.copies:
        made += [*rule, *wrap(f"抄送：{'，'.join(line(each) for each in paper.copies)}。")]
    if paper.printed_by and rule:
        made += [_RULE, *wrap(line(paper.printed_by)), _to_right(f"{day_of(paper.on)}印发")]
    return ["", *made, *(rule if paper.copies or paper.printed_by else [])] if made else []


def _title(title: str) -> list[str]:
    return [_centred(part) for each in title_lines(line(title), 20) for part in wrap(each)]


def _centred(text: str) -> str:
    return " " * max(0, (WIDTH - cells(text)) // 2) + text


def _to_right(text: str, characters: Decimal = Decimal(0)) -> str:
    """Text that ends so many characters before the line does."""
    return " " * max(0, WIDTH - cells(text) - int(characters * 2)) + text
