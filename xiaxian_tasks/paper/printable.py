"""Text that may stand on a page: whatever a ledger holds, what reaches paper is characters that print."""

import re

_UNPRINTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls, marks that only turn or hide text, and what XML forbids (https://www.w3.org/TR/xml/#charsets)."""

_BREAKS = re.compile(r"[\t\r\n\u2028\u2029\x0b\x0c\x85]+")


def line(text: str) -> str:
    """The text as one line; breaks and tabs become blanks, what does not print is left out."""
    return _unprinted(_BREAKS.sub(" ", text)).strip(" ")


def lines(text: str) -> list[str]:
    """The text's own lines, each as `line` gives it; at least one."""
    return [line(part) for part in re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text)]


def _unprinted(text: str) -> str:
    text = _UNPRINTED.sub("", text)
    return "".join(c for c in text if ord(c) & 0xFFFE != 0xFFFE) if any(ord(c) > 0xFFFF for c in text) else text
