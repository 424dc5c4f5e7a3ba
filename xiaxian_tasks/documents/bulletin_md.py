"""The bulletin as Markdown (通报文本): for notices on a desk, a wiki, a chat; the words are those of the paper."""

import re

from xiaxian_tasks.documents.papers import bulletin
from xiaxian_tasks.domain.bulletin import Bulletin
from xiaxian_tasks.domain.letters import FIRST, Block, Paper, Paragraph, Table

_MARKS = re.compile(r"([\\`*_\[\]<>|~#])")


def write(found: Bulletin, number: str = "") -> bytes:
    """The bulletin as CommonMark with tables, in UTF-8; pictures are told by their line of words."""
    return text(bulletin.write(found, number, has_chart=False)).encode()


def text(paper: Paper) -> str:
    """A paper as Markdown."""
    head = [f"# {_said(paper.title)}", f"**{_said(paper.mark)}**　{_said(paper.number)}"]
    to = [f"{_said('，'.join(paper.to))}："] if paper.to else []
    made = [*head, *to, *map(_block, paper.body), *map(_said, paper.sign), _day(paper)]
    made += [f"（{_said(paper.contact)}）"] if paper.contact else []
    for number, annex in enumerate(paper.annexes, 1):
        label = f"附件{number if len(paper.annexes) > 1 else ''}"
        made += [f"## {label}　{_said(annex.title)}", *map(_block, annex.blocks)]
    made += ["---", f"账本封存码：`{paper.seal_code}`"] if paper.seal_code else []
    return "\n\n".join(filter(None, made)) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Paragraph):
        return f"## {_said(block.text)}" if block.level == FIRST else _said(block.text + block.then)
    return f"（图：{_said(block.title or block.shows)}）"


def _table(table: Table) -> str:
    places = "|".join(":-:" if column.is_centred else "---" for column in table.columns)
    rows = "\n".join(f"| {' | '.join(map(_said, row))} |" for row in table.rows)
    head = " | ".join(_said(column.title) for column in table.columns)
    title = f"**{_said(table.title)}**\n\n" if table.title else ""
    note = f"\n\n{_said(table.note)}" if table.note else ""
    return f"{title}| {head} |\n|{places}|\n{rows}{note}"


def _day(paper: Paper) -> str:
    return f"{paper.on.year}年{paper.on.month}月{paper.on.day}日"


def _said(said: str) -> str:
    """Words on one line in which nothing is a mark."""
    return _MARKS.sub(r"\\\1", " ".join(said.split()))
