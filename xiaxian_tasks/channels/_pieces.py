"""A text cut into pieces of so many octets as go at once: between lines where it can be, never within a character."""

import unicodedata
from collections.abc import Callable, Iterator

MARK_WIDE = 16
"""Octets kept for the mark before each piece of several."""

_JOINER, _JOINED_AT_MOST = "\u200d", 16
"""Signs joined into one, and how many are taken for it before it is mischief."""


def octets(text: str) -> int:
    """The length of a text in UTF-8."""
    return len(text.encode(errors="replace"))


def pieces(text: str, most: int, size: Callable[[str], int] = octets) -> list[str]:
    """The text in pieces of at most `most` by `size`, with（1/3）before each where there are several.

    `size` of two texts behind each other is the sum of theirs; `most` has room for the mark and a few characters.
    """
    if size(text) <= most:
        return [text]
    found = list(_filled(text, most - MARK_WIDE, size))
    return [f"（{number}/{len(found)}）{piece}" for number, piece in enumerate(found, 1)]


def _filled(text: str, most: int, size: Callable[[str], int]) -> Iterator[str]:
    """Whole lines as long as they fit; of a line that never fits as many characters as do."""
    piece, taken = "", 0
    for line in text.splitlines(keepends=True):
        for part in [line] if size(line) <= most else _parts(line, most, size):
            length = size(part)
            if piece and taken + length > most:
                yield piece
                piece, taken = "", 0
            piece, taken = piece + part, taken + length
    if piece:
        yield piece


def _parts(line: str, most: int, size: Callable[[str], int]) -> Iterator[str]:
    part, taken = "", 0
    for character in _characters(line):
        length = size(character)
        if part and taken + length > most:
            yield part
            part, taken = "", 0
        part, taken = part + character, taken + length
    yield part


def _characters(line: str) -> Iterator[str]:
    """What a reader sees as one character: a letter with its marks, signs that are joined."""
    found = ""
    for each in line:
        goes_on = unicodedata.combining(each) or unicodedata.category(each) in {"Mn", "Me", "Cf"}
        is_joined = (goes_on or found.endswith(_JOINER)) and len(found) < _JOINED_AT_MOST
        if found and not is_joined:
            yield found
            found = ""
        found += each
    if found:
        yield found
