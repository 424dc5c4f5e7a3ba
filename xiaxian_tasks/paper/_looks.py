"""What a foreign .docx says of its paragraphs, runs and rules, through its styles and defaults."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from xiaxian_tasks.paper import geometry as g

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"

_DOUBLE = frozenset(("double", "triple", *(
    f"{kind}{gap}Gap" for kind in ("thickThin", "thinThick", "thinThickThin") for gap in ("Small", "Medium", "Large")
)))  # fmt: skip
"""Styles of a border that are more than one line (ISO/IEC 29500-1, ST_Border)."""


class Rule(NamedTuple):
    """A rule: millimetres long and thick, its colour (RRGGBB), and how many lines it is."""

    width: Decimal
    thickness: Decimal
    colour: str
    lines: int = 1

    @property
    def is_red(self) -> bool:
        """Whether it is red enough to be meant so."""
        return is_red(self.colour)


def is_red(colour: str) -> bool:
    """Whether a colour is a red: much of it, and little else."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 160 and green <= 80 and blue <= 80


def texts(paragraph: Any) -> list[Any]:
    """The w:t of a paragraph, none of a box anchored in it."""
    return [each for each in paragraph.iter(f"{W}t") if next(each.iterancestors(f"{W}p")) is paragraph]


def text_of(paragraph: Any) -> str:
    """What a paragraph says."""
    return "".join(each.text or "" for each in texts(paragraph)).strip()


def lines_of(paragraph: Any) -> list[str]:
    """What it says, parted where its author broke the line."""
    said = ""
    for each in paragraph.iter(f"{W}t", f"{W}br"):
        if next(each.iterancestors(f"{W}p")) is paragraph:
            said += "\n" if each.tag == f"{W}br" else each.text or ""
    return [each.strip() for each in said.strip().split("\n")]


def first_run(paragraph: Any) -> Any:
    """The first run that says something; None where none does."""
    return next((each.getparent() for each in texts(paragraph) if (each.text or "").strip()), None)


class Looks:
    """The looks of a document's parts, each value as the format writes it."""

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        self._defaults = {sort: styles.find(f"{W}docDefaults/{W}{sort}Default/{W}{sort}") for sort in ("rPr", "pPr")}
        self._known = {each.get(f"{W}styleId"): each for each in styles.iterchildren(f"{W}style")}
        default = (
            key for key, each in self._known.items()
            if each.get(f"{W}default") and each.get(f"{W}type") == "paragraph"
        )  # fmt: skip
        self._default = next(default, "")

    def of_run(self, paragraph: Any, run: Any, tag: str, key: str = "val") -> str:
        """A property of a run: its own, its style's, its paragraph's style's, or the default."""
        own = run.find(f"{W}rPr")
        styled = [*self._styles(_style(own, "rStyle"), "rPr"), *self._styles(self._of(paragraph), "rPr")]
        return self._first([own, *styled, self._defaults["rPr"]], tag, key)

    def of_paragraph(self, paragraph: Any, tag: str, key: str = "val") -> str:
        """A property of a paragraph: its own, its style's, or the default."""
        own = paragraph.find(f"{W}pPr")
        return self._first([own, *self._styles(self._of(paragraph), "pPr"), self._defaults["pPr"]], tag, key)

    def face(self, paragraph: Any) -> str:
        """The East Asian family of what a paragraph says first."""
        return self._of_first(paragraph, "rFonts", "eastAsia")

    def size(self, paragraph: Any) -> str:
        """Its size in half points."""
        return self._of_first(paragraph, "sz", "val")

    def colour(self, paragraph: Any) -> str:
        """Its colour, RRGGBB."""
        return self._of_first(paragraph, "color", "val")

    def _of_first(self, paragraph: Any, tag: str, key: str) -> str:
        run = first_run(paragraph)
        return self.of_run(paragraph, run, tag, key) if run is not None else ""

    def align(self, paragraph: Any) -> str:
        """left, right, center or both."""
        said = self.of_paragraph(paragraph, "jc")
        return {"start": "left", "": "left", "end": "right", "distribute": "both"}.get(said, said)

    def is_set_in(self, paragraph: Any, face: g.Face) -> bool:
        """Whether it is set in a face of the standard."""
        return self.face(paragraph) in {face.family, *face.others}

    def rules(self, paragraph: Any, width: Decimal) -> Iterator[Rule]:
        """The rules of a paragraph from top to bottom where the text is `width` millimetres wide: its borders, and
        lines drawn in it."""
        borders = paragraph.find(f"{W}pPr/{W}pBdr")
        indents = sum(_twips(self.of_paragraph(paragraph, "ind", side)) for side in ("left", "right"))
        for side in ("top", "bottom"):
            found = borders.find(f"{W}{side}") if borders is not None else None
            if found is not None and found.get(f"{W}val") not in {None, "nil", "none"}:
                yield rule_of(found, width - g.millimetres(indents))
        yield from _drawn(paragraph)

    def _of(self, paragraph: Any) -> str:
        return _style(paragraph.find(f"{W}pPr"), "pStyle") or self._default

    def _styles(self, name: str, sort: str) -> list[Any]:
        """The properties of a style and of those it is based on."""
        found, seen = list[Any](), set[str]()
        while name in self._known and name not in seen:
            seen.add(name)
            found.append(self._known[name].find(f"{W}{sort}"))
            name = _style(self._known[name], "basedOn")
        return found

    @staticmethod
    def _first(sources: list[Any], tag: str, key: str) -> str:
        for source in sources:
            said = source.find(f"{W}{tag}") if source is not None else None
            if said is not None and (value := said.get(f"{W}{key}")) is not None:
                return str(value)
        return ""


def rule_of(border: Any, width: Decimal) -> Rule:
    """A border as a rule."""
    eighths = border.get(f"{W}sz") or ""
    thickness = Decimal(eighths) / 8 / g.POINTS_PER_MM if eighths.isdecimal() else Decimal(0)
    return Rule(width, thickness, border.get(f"{W}color") or "", 2 if border.get(f"{W}val") in _DOUBLE else 1)


def _drawn(paragraph: Any) -> Iterator[Rule]:
    """Lines drawn as shapes: of DrawingML, and of VML as older programs draw them."""
    for shape in paragraph.iter(f"{_A}prstGeom"):
        if shape.get("prst") not in {"line", "straightConnector1"}:
            continue
        holder = next(shape.iterancestors(f"{_WP}anchor", f"{_WP}inline"), None)
        extent = holder.find(f"{_WP}extent") if holder is not None else None
        line = shape.getparent().find(f"{_A}ln")
        if extent is None or not (extent.get("cx") or "").isdecimal():
            continue
        colour = next((each.get("val") or "" for each in line.iter(f"{_A}srgbClr")), "") if line is not None else ""
        thick = (line.get("w") or "9525") if line is not None else "9525"
        lines = 2 if line is not None and line.get("cmpd") in {"dbl", "thickThin", "thinThick"} else 1
        thickness = Decimal(thick if thick.isdecimal() else 0) / 36000
        yield Rule(Decimal(extent.get("cx")) / 36000, thickness, colour, lines)
    for shape in paragraph.iter(f"{_V}line"):
        ends = [_length((shape.get(end) or "").partition(",")[0]) for end in ("from", "to")]
        colour = (shape.get("strokecolor") or "").partition(" ")[0].lstrip("#")
        stroke = next(iter(shape.iter(f"{_V}stroke")), None)
        lines = 2 if stroke is not None and stroke.get("linestyle") in {"thinThin", "thickThin", "thinThick"} else 1
        named = {"red": g.RED, "f00": g.RED}.get(colour, colour)
        yield Rule(abs(ends[1] - ends[0]), _length(shape.get("strokeweight") or "0.75pt"), named, lines)


_UNITS = {"pt": 1 / g.POINTS_PER_MM, "mm": Decimal(1), "cm": Decimal(10), "in": Decimal("25.4")}


def _length(text: str) -> Decimal:
    """Millimetres of a length of VML, such as 442.2pt; 0 of what is none."""
    number, unit = text[:-2].strip(), _UNITS.get(text[-2:], Decimal(0))
    return Decimal(number) * unit if number.replace(".", "", 1).replace("-", "", 1).isdecimal() else Decimal(0)


def _twips(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() else 0


def _style(properties: Any, tag: str) -> str:
    said = properties.find(f"{W}{tag}") if properties is not None else None
    return str(said.get(f"{W}val")) if said is not None else ""
