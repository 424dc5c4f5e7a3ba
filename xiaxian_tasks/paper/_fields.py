"""What the named fields of a template mean: each field of a paper under a Chinese and an English name."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from xiaxian_tasks.domain.letters import Annex, Paper, Table
from xiaxian_tasks.paper._blocks import TITLE_MOST
from xiaxian_tasks.paper._tail import annex_lines, day_of
from xiaxian_tasks.paper.balance import title_lines
from xiaxian_tasks.paper.printable import line, lines

FIELD = re.compile(r"(?:\{\{|｛｛)([^{}｛｝]*)(?:\}\}|｝｝)")
BRACES = re.compile(r"\{\{|\}\}|｛｛|｝｝")

BODY, ANNEXES = "正文", "附件"
"""Fields that are not words but blocks: each has a paragraph of the template to itself."""

_ENGLISH = {
    "mark": "发文机关", "number": "文号", "title": "标题", "to": "主送", "body": BODY, "annex_lines": "附件说明",
    "annexes": ANNEXES, "sign": "署名", "day": "日期", "contact": "联系人", "copies": "抄送", "printed_by": "印发机关",
    "reply_due": "回复期限", "signer": "签发人", "urgency": "紧急程度", "seal_code": "封存码",
}  # fmt: skip
NAMES = tuple(_ENGLISH.values())
"""What every paper has; work sheets have their own fields by label beside these."""

_ROW = ("行.", "行．", "行。", "row.")


class Asked(NamedTuple):
    """A field as a template asks for it. `column` is that of a repeated row, "" elsewhere; one that `may_lack` (its
    name ends with a question mark) is left empty in papers without it."""

    name: str
    column: str = ""
    may_lack: bool = False


def asked(inside: str) -> Asked:
    """What stands between the braces."""
    name = line(inside)
    may_lack = name.endswith(("?", "？"))
    name = name.rstrip("?？ ")
    for begins in _ROW:
        if name.casefold().startswith(begins):
            return Asked(name, name[len(begins):].strip(" "), may_lack)
    return Asked(_ENGLISH.get(name.casefold(), name), "", may_lack)


def words_of(paper: Paper) -> dict[str, str]:
    """Name -> words of every field of a paper; lines of one field are parted by line breaks."""
    said = {
        "发文机关": line(paper.mark), "文号": line(paper.number),
        "标题": "\n".join(title_lines(line(paper.title), TITLE_MOST)),
        "主送": "，".join(map(line, paper.to)),
        "附件说明": "\n".join(annex_lines(paper.annexes)) if paper.annexes else "",
        "署名": "\n".join(map(line, paper.sign)), "日期": day_of(paper.on), "联系人": line(paper.contact),
        "抄送": "，".join(map(line, paper.copies)), "印发机关": line(paper.printed_by),
        "回复期限": day_of(paper.reply_due) if paper.reply_due else "", "签发人": line(paper.signer),
        "紧急程度": line(paper.urgency), "封存码": line(paper.seal_code),
    }  # fmt: skip
    for field in (*paper.fields, *paper.fields_after):
        said.setdefault(line(field.label), "\n".join(lines(field.text)))
    return said


class Rows(NamedTuple):
    """The tables a template prints row by row, and the paper without them."""

    tables: tuple[Table | None, ...]
    paper: Paper


def parted(paper: Paper, wanted: Iterable[frozenset[str]]) -> Rows:
    """For each set of columns the first table of the paper that has them all and was not taken yet; None where none
    has. What is taken is printed once: the body and the annexes that are left go without it."""
    tables = [block for block in paper.body if isinstance(block, Table)]
    tables += [block for annex in paper.annexes for block in annex.blocks if isinstance(block, Table)]
    taken: list[Table | None] = []
    for columns in wanted:
        fits = (table for table in tables if columns <= {line(column.title) for column in table.columns})
        found = next(fits, None)
        taken.append(found)
        tables = [table for table in tables if table is not found]
    gone = {id(table) for table in taken}
    body = tuple(block for block in paper.body if id(block) not in gone)
    annexes = tuple(
        Annex(annex.title, blocks) for annex in paper.annexes
        if (blocks := tuple(block for block in annex.blocks if id(block) not in gone)) or not annex.blocks
    )
    return Rows(tuple(taken), paper._replace(body=body, annexes=annexes))


def rows_of(table: Table) -> list[dict[str, str]]:
    """Each row by the titles of its columns."""
    titles = [line(column.title) for column in table.columns]
    filled = ((*row, *[""] * len(titles))[: len(titles)] for row in table.rows)
    return [dict(zip(titles, ("\n".join(lines(text)) for text in row), strict=True)) for row in filled]
