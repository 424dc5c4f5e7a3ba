"""PDF papers, by pypdfium2, which is an extra (`pdf-in`): the text of each page, without page numbers."""

import re
from importlib import import_module
from typing import Any

from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.ports import Reader

_PAGE_NUMBER = re.compile(r"\s*[-—–·]*\s*\d{1,4}\s*[-—–·]*\s*")
_HYPHEN = "\ufffe"
"""What PDFium prints where a line was cut inside a word."""


def text(source: bytes) -> str:
    """The text of a PDF.

    Raises Faulty (3): `pdf-extra-missing` with the extra's name, `pdf-damaged`, `pdf-locked`, and `no-text` for a scan.
    """
    try:
        pdfium = import_module("pypdfium2")
    except ImportError:
        raise Faulty([Fault("", 0, "pdf-extra-missing", {"extra": "pdf-in"})]) from None
    if not source.lstrip()[:5] == b"%PDF-":
        raise Faulty([Fault("", 0, "pdf-damaged")])
    try:
        pages = _pages(pdfium.PdfDocument(source))
    except pdfium.PdfiumError as error:
        code = "pdf-locked" if "password" in str(error).lower() else "pdf-damaged"
        raise Faulty([Fault("", 0, code)]) from None
    if not any(page.strip() for page in pages):
        raise Faulty([Fault("", 0, "no-text")])
    return "\n".join(pages) + "\n"


def _pages(document: Any) -> list[str]:
    made = []
    for page in document:
        words = page.get_textpage().get_text_range()
        lines = words.replace(_HYPHEN, "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        made.append("\n".join(_without_page_number(lines)))
    document.close()
    return made


def _without_page_number(lines: list[str]) -> list[str]:
    """The lines without a number that stands alone at the head or the foot of the page."""
    kept = [line for line in lines if line.strip()]
    if kept and _PAGE_NUMBER.fullmatch(kept[-1]):
        kept.pop()
    if kept and re.fullmatch(r"\s*[-—–·]\s*\d{1,4}\s*[-—–·]\s*", kept[0]):
        kept.pop(0)
    return kept


READER = Reader((".pdf",), text)
