"""Text measured in terminal cells: cut, padded and wrapped as the terminal counts, not as Python does.

Chinese takes two cells. What Unicode calls East-Asian ambiguous (“ ” — … ● │) takes one or two, by the terminal; which
of both is found once (`terminal.ambiguous_width`) and told here. Data may hold anything: a control character never
reaches the terminal.
"""

from functools import lru_cache
from unicodedata import east_asian_width

from rich.cells import cell_len

MARK = "~"
"""Stands where a text was cut: one cell in every terminal."""

NOT_FIRST = frozenset("，。、；：？！）】》〉」』”’％%‰℃…—·,.;:?!)]}")
"""Characters that may not begin a line (避头); the usual set of GB/T 15834 and typesetting custom."""

NOT_LAST = frozenset("（【《〈「『“‘([{")
"""Characters that may not end a line (避尾)."""

_UNSEEN = {
    **dict.fromkeys([*range(32), *range(127, 160)], " "),
    **dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x206A), 0xFEFF], ""),
}
"""Controls become blanks; marks that only turn or hide text are left out."""


class _Terminal:
    ambiguous = 1


def take_ambiguous(width: int) -> None:
    """Count ambiguous characters as 1 or 2 cells from here on."""
    _Terminal.ambiguous = 2 if width == 2 else 1
    for cached in (cells, fit, wrap):
        cached.cache_clear()


def is_ambiguous_wide() -> bool:
    """Whether ambiguous characters take two cells."""
    return _Terminal.ambiguous == 2


def clean(text: str) -> str:
    """The text as one line without control characters."""
    return text if text.isascii() and text.isprintable() else text.translate(_UNSEEN)


@lru_cache(16384)
def cells(text: str) -> int:
    """How many cells the terminal gives a clean text."""
    if text.isascii():
        return len(text)
    wide = sum(east_asian_width(character) == "A" for character in text) if _Terminal.ambiguous == 2 else 0
    return cell_len(text) + wide


def cut(text: str, width: int) -> str:
    """The longest beginning of a text that takes at most `width` cells."""
    taken = 0
    for index, character in enumerate(text):
        taken += cells(character)
        if taken > width:
            return text[:index]
    return text


@lru_cache(16384)
def fit(text: str, width: int, align: str = "<") -> str:
    """The text in exactly `width` cells: padded, or cut with a mark; `align` ">" puts it to the right."""
    text = clean(text)
    taken = cells(text)
    if taken > width:
        text = cut(text, width - 1) + MARK if width > 0 else ""
        taken = cells(text)
    gap = " " * (width - taken)
    return gap + text if align == ">" else text + gap


def fit_middle(text: str, width: int) -> str:
    """The text in exactly `width` cells; what is too long is cut in its middle, so that numbers keep their end."""
    text = clean(text)
    if cells(text) <= width or width < 3:
        return fit(text, width)
    end = cut(text[::-1], (width - 1) // 2)[::-1]
    return fit(cut(text, width - 1 - cells(end)) + MARK + end, width)


@lru_cache(1024)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """The text in lines of at most `width` cells; Latin words stay whole, no line begins or ends with a wrong mark."""
    lines: list[str] = []
    rest = _tokens(clean(text))
    while rest:
        count = _taken(rest, width)
        lines.append("".join(rest[:count]).rstrip())
        rest = rest[count:]
        while rest and rest[0] == " ":
            rest = rest[1:]
    return tuple(lines) or ("",)


def _tokens(text: str) -> list[str]:
    """Words of ASCII, and every other character by itself."""
    found: list[str] = []
    for character in text:
        joins = found and _is_of_word(character) and _is_of_word(found[-1][-1]) and len(found[-1]) < 30
        if joins:
            found[-1] += character
        else:
            found.append(character)
    return found


def _is_of_word(character: str) -> bool:
    return character.isascii() and character != " " and character not in NOT_LAST and character not in ",;"


def _taken(tokens: list[str], width: int) -> int:
    """How many tokens the next line holds: at least one."""
    taken, count = 0, 0
    for token in tokens:
        taken += cells(token)
        if taken > width:
            break
        count += 1
    if count == len(tokens) or count <= 1:
        return max(count, 1)
    best = count
    while best > 1 and (_first(tokens, best) in NOT_FIRST or tokens[best - 1][-1] in NOT_LAST):
        best -= 1
    return best if best > 1 or count == 1 else count


def _first(tokens: list[str], place: int) -> str:
    """The character a line begins with that is broken here: blanks go with the break."""
    return next((part[0] for part in tokens[place:] if part != " "), " ")
