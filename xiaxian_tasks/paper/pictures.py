"""How large a picture is, and which sort: read from the head of a PNG or JPEG, nothing decoded."""

from typing import NamedTuple

PNG, JPEG = "png", "jpeg"
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers that begin a frame and tell its size (ITU-T T.81, table B.1)."""


class Size(NamedTuple):
    """Pixels, and the sort of file."""

    sort: str
    width: int
    height: int


def size_of(content: bytes) -> Size | None:
    """The size of a PNG or JPEG; None of anything else, and of a picture without extent."""
    found = _png(content) if content.startswith(_PNG_HEAD) else _jpeg(content) if content[:2] == b"\xff\xd8" else None
    return found if found and found.width and found.height else None


def _png(content: bytes) -> Size | None:
    if content[12:16] != b"IHDR" or len(content) < 24:
        return None
    return Size(PNG, int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))


def _jpeg(content: bytes) -> Size | None:
    at = 2
    while at + 9 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker in _JPEG_FRAMES:
            return Size(JPEG, int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7]))
        at += 1 if marker == 0xFF else 2 + int.from_bytes(content[at + 2 : at + 4])
    return None
