"""A PDF measured in millimetres: base lines and characters, rules with their colours, from the paper's upper left."""

import ctypes
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from xiaxian_tasks.assemble import pdf
from xiaxian_tasks.domain.letters import Paper
from xiaxian_tasks.paper.docx import write

MM = 25.4 / 72


class Rule(NamedTuple):
    """A drawn line: ends, how far down its middle lies, how thick it is, whether it is red."""

    left: float
    right: float
    down: float
    thick: float
    is_red: bool

    @property
    def width(self) -> float:
        return self.right - self.left


class Line(NamedTuple):
    """A line of text: its base line, the left edges of its characters, their sizes in points."""

    down: float
    edges: tuple[float, ...]
    sizes: tuple[float, ...]


def can_measure() -> bool:
    """Whether LibreOffice and pypdfium2 are here; a line says so where they are not."""
    if pdf.program() is not None and find_spec("pypdfium2") is not None:
        return True
    sys.__stderr__.write("no soffice or pypdfium2 here: papers are not measured on the page\n")  # type: ignore[union-attr]
    return False


def laid_out(papers: Iterable[Paper]) -> list[list[Any]]:
    """The pages of each paper, made by one start of LibreOffice; none where papers cannot be measured."""
    program = pdf.program() if can_measure() else None
    if program is None:
        return []
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        files = []
        for number, paper in enumerate(papers):
            files.append(folder / f"{number}.docx")
            files[-1].write_bytes(write(paper))
        first, *more = files
        subprocess.run(
            [*pdf._call(program, folder, first), *map(str, more)], env=pdf._surroundings(folder), check=True,
            capture_output=True, timeout=300,
        )  # fmt: skip
        return [list(import_module("pypdfium2").PdfDocument(file.with_suffix(".pdf").read_bytes())) for file in files]


def lines(page: Any) -> list[Line]:
    """The lines of a page from top to bottom; blanks are no characters."""
    raw: Any = import_module("pypdfium2.raw")
    text, found = page.get_textpage(), dict[int, list[tuple[float, float]]]()
    for place in range(text.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        if text.get_text_range(place, 1).strip():
            size = raw.FPDFText_GetFontSize(text, place)
            found.setdefault(round((page.get_height() - y.value) * MM * 10), []).append((x.value * MM, size))
    return [
        Line(down / 10, tuple(x for x, _ in letters), tuple(size for _, size in letters))
        for down, letters in sorted(found.items())
    ]


def rules(page: Any) -> list[Rule]:
    """The level lines of a page from top to bottom, each once."""
    raw: Any = import_module("pypdfium2.raw")
    made = set()
    for each in page.get_objects():
        left, low, right, high = each.get_bounds()
        if each.type != 2 or right - left < 10 * (high - low):
            continue
        colours = [ctypes.c_uint() for _ in range(4)]
        stroke = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(each.raw, stroke)
        fill, is_stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(each.raw, fill, is_stroked)
        ask = raw.FPDFPageObj_GetStrokeColor if is_stroked.value else raw.FPDFPageObj_GetFillColor
        ask(each.raw, *colours)
        thick = stroke.value if is_stroked.value else high - low
        red, green, blue, _ = (colour.value for colour in colours)
        down = page.get_height() - (low + high) / 2
        margin = stroke.value if is_stroked.value else 0  # bounds reach a stroke further than the line
        start, end, place, thickness = (round(each * MM, 2) for each in (left + margin, right - margin, down, thick))
        made.add(Rule(start, end, place, thickness, red > 160 > green + blue))
    return sorted(made, key=lambda rule: rule.down)
