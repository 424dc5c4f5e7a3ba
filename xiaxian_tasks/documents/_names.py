"""File names for papers (文件名): safe, readable and different on Windows, macOS and Linux."""

import re
from collections.abc import Iterable
from unicodedata import category, normalize

BYTES_AT_MOST = 200
"""Octets of a name before its ending: ext4 and APFS take 255, and a counter must fit."""

ENDING_AT_MOST = 10
"""Characters after the last dot that are an ending; more are part of the name."""

_RESERVED = re.compile(r'[<>:"/\\|?*]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever ending follows."""


def distinct_names(titles: Iterable[str], ending: str) -> dict[str, str]:
    """A name for each title, no two equal when case and composition are ignored; the same set gives the same names.

    A title that is already a good name keeps it; of those that fall together the later ones are counted -2, -3.
    """
    asked = list(dict.fromkeys(titles))
    taken: set[str] = set()
    named: dict[str, str] = {}
    for title in sorted(asked, key=lambda title: (_safe(title) != title, title)):
        name, count = _safe(title), 1
        while _folded(name) in taken:
            count += 1
            name = f"{_safe(title)}-{count}"
        taken.add(_folded(name))
        named[title] = name + ending
    return {title: named[title] for title in asked}


def file_name(name: str) -> str:
    """The name of a file made safe, its ending kept: no folder, no device, nothing that turns a line around."""
    stem, dot, ending = name.rpartition(".")
    if dot and stem and ending.isascii() and ending.isalnum() and len(ending) <= ENDING_AT_MOST:
        return f"{_safe(stem)}.{ending}"
    return _safe(name)


def _safe(title: str) -> str:
    """One name without controls, separators and reserved characters, blanks and dots off its ends, never empty."""
    text = "".join(c for c in normalize("NFC", title) if c.isspace() or category(c) not in {"Cc", "Cf", "Cs"})
    text = _DEVICES.sub(r"\1_", _RESERVED.sub("_", " ".join(text.split())).strip(" ."))
    return text.encode()[:BYTES_AT_MOST].decode(errors="ignore").strip(" .") or "未命名"


def _folded(name: str) -> str:
    return normalize("NFC", name.casefold())
