"""Plain text: UTF-8 (with or without a BOM), UTF-16 with one, and GB18030, which holds GBK and GB 2312."""

import codecs
import unicodedata

from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.ports import Reader

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_STRANGE_AT_MOST = 0.02
"""GB18030 makes characters of nearly any bytes: more private, unassigned or control ones than this are no text."""


def text(source: bytes) -> str:
    """The text of plain bytes. Raises Faulty `not-text` (3) when no encoding fits."""
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return _decoded(source, (encoding,))
    return _decoded(source, ("utf-8", "gb18030"))


def _decoded(source: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            found = source.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(found):
            return found
    raise Faulty([Fault("", 0, "not-text")])


def _is_text(found: str) -> bool:
    strange = sum(1 for one in found if one not in "\t\n\r\f" and unicodedata.category(one) in {"Cc", "Co", "Cn", "Cs"})
    return strange <= _STRANGE_AT_MOST * len(found)


READER = Reader((".txt", ".text", ".md"), text)
