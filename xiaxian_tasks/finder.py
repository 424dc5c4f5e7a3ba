"""What a task is found by: its words and their pinyin initials, made once at writing time.

Every reading of a character is indexed (县 is x, 重 is z and c), for titles are found by whoever types either. pypinyin
is imported at writing time only; a query is matched as text.
"""

from functools import lru_cache
from itertools import product

VARIANTS_AT_MOST = 16
"""Spellings kept of one text: past this many combinations only the common reading of the later characters is kept."""


def search_text(*parts: str) -> str:
    """The text a query is looked up in: the parts in lower case, then the initials of each part."""
    words = " ".join(parts).lower()
    found = " ".join(variant for part in parts for variant in initials(part))
    return f"{words}\n{found}"


@lru_cache(4096)
def initials(text: str) -> tuple[str, ...]:
    """The pinyin initials of a text in every reading: 重庆 gives ("zq", "cq", "tq"). Latin letters and digits stay."""
    choices = [letters for character in text if (letters := _letters(character))]
    if not choices:
        return ()
    count, narrowed = 1, []
    for letters in choices:
        count *= len(letters)
        narrowed.append(letters if count <= VARIANTS_AT_MOST else letters[:1])
        count = min(count, VARIANTS_AT_MOST)
    return tuple("".join(combination) for combination in product(*narrowed))


@lru_cache(8192)
def _letters(character: str) -> list[str]:
    """The initials a character may stand for, the commonest first; none for punctuation."""
    if character.isascii():
        return [character.lower()] if character.isalnum() else []
    from pypinyin.constants import PINYIN_DICT

    readings = PINYIN_DICT.get(ord(character), "")
    found: list[str] = []
    for reading in readings.split(","):
        letter = _plain(reading[:1])
        if letter and letter not in found:
            found.append(letter)
    return found


def _plain(letter: str) -> str:
    """A pinyin letter without its tone mark."""
    from unicodedata import normalize

    return normalize("NFD", letter)[:1]
