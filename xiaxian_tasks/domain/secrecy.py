"""Words of state secrecy (密级): what bears them does not belong into an ordinary system (office rule, see 0013)."""

import re

_MARKED = re.compile(r"绝\s*密|机\s*密|(?<!商业)(?<!保守)秘\s*密|密\s*级\s*[:：]|[★☆]\s*(?:长期|\d+年)")


def classified(text: str) -> str:
    """The first word of classification in a text, or ""; business secrets (商业秘密) are none of the state's."""
    found = _MARKED.search(text)
    return found[0] if found else ""


LOOKED_AT = 65536
"""Bytes of a file that are looked at: a marking stands at the head of a paper."""


def marked(content: bytes) -> str:
    """The first marking with its star (机密★) in what can be read of a file as text, or ""."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content[:LOOKED_AT].decode(encoding, errors="strict" if len(content) <= LOOKED_AT else "ignore")
        except UnicodeDecodeError:
            continue
        found = _STARRED.search(text)
        return found[0] if found else ""
    return ""


_STARRED = re.compile(r"(?:绝\s*密|机\s*密|秘\s*密)\s*[★☆]")
