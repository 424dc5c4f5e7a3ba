"""A paper as a plain document and back: what is kept of an issued paper, so that it is made again byte for byte."""

from datetime import date
from typing import Any

from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.letters import Annex, Block, Column, Field, Paper, Paragraph, Picture, Table

_SORTS: dict[type[Any], str] = {Paragraph: "paragraph", Table: "table", Picture: "picture"}


def write(paper: Paper) -> bytes:
    """The one JSON text of a paper, UTF-8."""
    document = encode(paper._replace(body=(), annexes=()))
    document["body"] = [_block(each) for each in paper.body]
    document["annexes"] = [
        {"title": annex.title, "blocks": [_block(each) for each in annex.blocks]} for annex in paper.annexes
    ]
    return canonical(document).encode()


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Picture):
        shown = {**encode(block._replace(content=b"")), "content": block.content.hex()}
        return {"picture": shown}
    return {_SORTS[type(block)]: encode(block)}


def read(document: dict[str, Any]) -> Paper:
    """The paper a plain document stands for; the inverse of `write`, once its JSON is read."""
    found = dict(document)
    for key in ("on", "reply_due"):
        if found.get(key):
            found[key] = date.fromisoformat(found[key])
    for key in ("to", "sign", "copies"):
        found[key] = tuple(found.get(key, ()))
    for key in ("fields", "fields_after"):
        found[key] = tuple(Field(**each) for each in found.get(key, ()))
    found["body"] = tuple(map(_read_block, found.get("body", ())))
    found["annexes"] = tuple(
        Annex(each["title"], tuple(map(_read_block, each["blocks"]))) for each in found.get("annexes", ())
    )
    return Paper(**found)


def _read_block(document: dict[str, Any]) -> Block:
    ((sort, said),) = document.items()
    if sort == "table":
        columns = tuple(Column(**each) for each in said["columns"])
        return Table(**{**said, "columns": columns, "rows": tuple(map(tuple, said["rows"]))})
    if sort == "picture":
        return Picture(**{**said, "content": bytes.fromhex(said["content"])})
    return Paragraph(**said)
