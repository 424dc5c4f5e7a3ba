"""Word papers (.docx): paragraphs and tables in the order they are printed, with the numbers Word sets itself.

A table's row is a line whose cells tabs set off; a merged cell is printed once. Of tracked changes the inserted words
are in and the deleted ones out.
"""

import io
import struct
import zipfile
import zlib
from typing import Any

from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.intake._numbers import Counters
from xiaxian_tasks.ports import Reader

LARGEST = 256 * 1024 * 1024
"""Bytes a paper may unpack to: an official paper is far smaller, a trap is not."""

_OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")
"""The head of the old binary .doc, which is also that of an encrypted .docx."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text(source: bytes) -> str:
    """The text of a .docx.

    Raises Faulty (3): `word-old-or-locked` for a .doc or a paper with a password, `word-damaged`, `word-too-large`,
    `no-text`.
    """
    if source.startswith(_OLD_WORD):
        raise Faulty([Fault("", 0, "word-old-or-locked")])
    lines = _read(source)
    if not any(line.strip() for line in lines):
        raise Faulty([Fault("", 0, "no-text")])
    return "\n".join(lines) + "\n"


def _read(source: bytes) -> list[str]:
    from docx import Document
    from docx.opc.exceptions import OpcError

    damage = (
        OpcError, SyntaxError, zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, OSError, EOFError,
        RuntimeError, AttributeError, TypeError, IndexError,
    )  # fmt: skip
    # a broken part of XML is a SyntaxError to lxml; a missing part is what python-docx makes of it
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise Faulty([Fault("", 0, "word-too-large", {"most": str(LARGEST)})])
        document = Document(io.BytesIO(source))
        counters = Counters(document)
        return [line for block in document.element.body for line in _lines(block, counters)]
    except damage:
        raise Faulty([Fault("", 0, "word-damaged")]) from None


def _lines(block: Any, counters: Counters) -> list[str]:
    """The lines of a paragraph, a table, or what wraps them."""
    if block.tag == _W + "p":
        return (counters.number(block) + _words(block)).split("\n")
    if block.tag == _W + "tbl":
        return [_row(row, counters) for row in block.iterchildren(_W + "tr")]
    if block.tag in {_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins"}:
        return [line for inner in block for line in _lines(inner, counters)]
    return []


def _row(row: Any, counters: Counters) -> str:
    cells = []
    for cell in row.iterchildren(_W + "tc"):
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(_W + "val") != "restart":
            cells.append("")
            continue
        words = [counters.number(one) + _words(one) for one in cell.iter(_W + "p")]
        cells.append(" ".join(" ".join(words).split()))
    return "\t".join(cells)


def _words(paragraph: Any) -> str:
    made = []
    for part in paragraph.iter(_W + "t", _W + "tab", _W + "br", _W + "cr"):
        if part.tag == _W + "t":
            made.append(part.text or "")
        elif part.tag == _W + "tab":
            made.append("" if part.getparent().tag == _W + "tabs" else " ")
        else:
            made.append("\n")
    return "".join(made)


READER = Reader((".docx", ".docm"), text)
