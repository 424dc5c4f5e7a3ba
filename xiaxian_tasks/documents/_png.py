"""Bars as a PNG (统计条): rectangles of colour and nothing else, so that no library of pictures is needed.

Written by hand for one reason: the same bars must give the same bytes. Format: PNG (W3C, ISO/IEC 15948), colour by
palette, one row of pixels repeated.
"""

from collections.abc import Sequence
from struct import pack
from zlib import compress, crc32

WIDTH, HIGH, BETWEEN = 1680, 96, 24
"""Pixels: of the picture, of a bar, between two; 12 to the millimetre at 140 mm."""

Bar = Sequence[tuple[int, str]]
"""Lengths that together are the whole bar, each with its colour (#rrggbb)."""


def bars(rows: Sequence[Bar]) -> bytes:
    """Bars one below the other, each as wide as the picture, their parts a white line apart."""
    colours = list(dict.fromkeys(colour for row in rows for _, colour in row))
    empty = b"\x00" * (1 + WIDTH)
    lines = []
    for place, row in enumerate(rows):
        lines += [empty] * (BETWEEN if place else 0) + [b"\x00" + _line(row, colours)] * HIGH
    palette = b"\xff\xff\xff" + b"".join(bytes.fromhex(colour[1:]) for colour in colours)
    head = pack(">IIBBBBB", WIDTH, len(lines), 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join((
        _chunk(b"IHDR", head), _chunk(b"PLTE", palette), _chunk(b"IDAT", compress(b"".join(lines), 9)),
        _chunk(b"IEND", b""),
    ))


def _line(row: Bar, colours: Sequence[str]) -> bytes:
    """One row of pixels: numbers of colours, 0 white."""
    whole, made, done = sum(length for length, _ in row) or 1, bytearray(WIDTH), 0
    for length, colour in row:
        begin, done = done * WIDTH // whole, done + length
        end = done * WIDTH // whole
        made[begin:end] = bytes([colours.index(colour) + 1]) * (end - begin)
        if end - begin > 4 and end < WIDTH:
            made[end - 3:end] = b"\x00\x00\x00"
    return bytes(made)


def _chunk(name: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + name + content + pack(">I", crc32(name + content))
