"""The numbers Word sets itself: a paragraph says only to which list and level it belongs (ECMA-376, part 1, 17.9)."""

from typing import TYPE_CHECKING, Any, NamedTuple

from xiaxian_tasks.reading import numerals

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand ideographDigital japaneseCounting taiwaneseCounting".split()
)
DEEPEST = 9
"""Levels a list of Word can have."""


class _Level(NamedTuple):
    form: str
    pattern: str
    start: int


class Counters:
    """The running numbers of all lists of a document; `number` must be asked for each paragraph once, in order."""

    def __init__(self, document: "Document") -> None:
        self._lists: dict[str, dict[int, _Level]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._at: dict[str, list[int]] = {}
        numbering = next((part.element for part in _numbering_parts(document)), None)
        if numbering is not None:
            self._read_lists(numbering)
        for style in document.styles.element.iter(_W + "style"):
            place = _place(style)
            if place is not None:
                self._styles[style.get(_W + "styleId") or ""] = place

    def _read_lists(self, numbering: Any) -> None:
        forms = {one.get(_W + "abstractNumId"): one for one in numbering.iter(_W + "abstractNum")}
        for one in numbering.iter(_W + "num"):
            abstract = one.find(_W + "abstractNumId")
            form = forms.get(abstract.get(_W + "val")) if abstract is not None else None
            if form is not None:
                levels = {_whole(level.get(_W + "ilvl")): _level(level) for level in form.iterchildren(_W + "lvl")}
                self._lists[one.get(_W + "numId") or ""] = levels

    def number(self, paragraph: Any) -> str:
        """What Word prints before a paragraph, or ""."""
        place = _place(paragraph) or self._styles.get(_style(paragraph))
        if place is None or place[0] not in self._lists or place[1] not in self._lists[place[0]]:
            return ""
        name, depth = place
        levels = self._lists[name]
        counts = self._at.setdefault(name, [levels[d].start - 1 if d in levels else 0 for d in range(DEEPEST)])
        counts[depth] += 1
        for deeper in range(depth + 1, DEEPEST):
            counts[deeper] = levels[deeper].start - 1 if deeper in levels else 0
        shown = levels[depth].pattern
        for d in range(depth + 1):
            if d in levels:
                shown = shown.replace(f"%{d + 1}", _shown(max(counts[d], 1), levels[d].form))
        return shown


def _numbering_parts(document: "Document") -> list[Any]:
    related = document.part.rels.values()
    return [one.target_part for one in related if one.reltype.endswith("/numbering") and not one.is_external]


def _whole(text: str | None) -> int:
    return min(int(text), DEEPEST - 1) if text and text.isascii() and text.isdigit() else 0


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(_W + name)
    return default if found is None else found.get(_W + "val") or default


def _level(level: Any) -> _Level:
    form = _value(level, "numFmt", "decimal")
    pattern = "" if form in {"bullet", "none"} else _value(level, "lvlText", "")
    return _Level(form, pattern, _whole(_value(level, "start", "1")))


def _place(element: Any) -> tuple[str, int] | None:
    """(list, level) that a paragraph or style names itself; list 0 takes a number off again."""
    place = element.find(f"{_W}pPr/{_W}numPr")
    if place is None or place.find(_W + "numId") is None:
        return None
    return _value(place, "numId", ""), _whole(_value(place, "ilvl", "0"))


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else found.get(_W + "val") or ""


def _shown(number: int, form: str) -> str:
    if form in _CHINESE:
        return numerals.written(number)
    if form == "decimalEnclosedCircle" and number <= 20:
        return chr(ord("①") + number - 1)
    if form in {"lowerLetter", "upperLetter"} and number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    return str(number)
