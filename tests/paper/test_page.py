"""Papers laid out by LibreOffice and measured on the PDF, in millimetres."""

import ctypes
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.paper.papers import PAPERS
from xiaxian_tasks.paper.docx import write

MM = 25.4 / 72


def _pages(folder: Path, name: str) -> list[Any]:
    """The pages of a paper, or none where no LibreOffice or pypdfium2 is found."""
    office = shutil.which("soffice")
    if office is None or find_spec("pypdfium2") is None:
        sys.__stderr__.write("no soffice or pypdfium2 here: papers are not measured on the page\n")  # type: ignore[union-attr]
        return []
    (folder / f"{name}.docx").write_bytes(write(PAPERS[name]))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    call = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / f"{name}.docx")]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    return list(import_module("pypdfium2").PdfDocument(folder / f"{name}.pdf"))


def _lines(page: Any) -> dict[int, list[float]]:
    """Left edges of the characters of each line, by its base line in tenths of a millimetre from the top."""
    raw: Any = import_module("pypdfium2.raw")
    text, found = page.get_textpage(), dict[int, list[float]]()
    for place in range(text.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        if text.get_text_range(place, 1).strip():
            found.setdefault(round((page.get_height() - y.value) * MM * 10), []).append(x.value * MM)
    return found


def _rules(page: Any) -> list[tuple[float, float, float]]:
    """Left, right and middle of each drawn line, each once."""
    bounds = [each.get_bounds() for each in page.get_objects() if each.type == 2]
    made = {(left, right, page.get_height() - (low + high) / 2) for left, low, right, high in bounds}
    return sorted(((a * MM, b * MM, c * MM) for a, b, c in made), key=lambda rule: rule[2])


def test_22_lines_of_28_characters_stand_in_the_type_area(tmp_path: Path) -> None:
    for page, left in zip(_pages(tmp_path, "full")[1:3], (26, 28), strict=False):  # an even page, then an odd one
        *lines, (foot, number) = sorted(_lines(page).items())
        assert len(lines) == 22
        assert {len(edges) for _, edges in lines} == {28}
        assert all(abs(min(edges) - left) < 1 and abs(max(edges) + 5.6 - left - 156) < 1 for _, edges in lines)
        assert abs((lines[-1][0] - lines[0][0]) / 10 / 21 - 225 / 22) < 0.05
        assert 37 < lines[0][0] / 10 < 37 + 225 / 22
        assert 262 - 5 < lines[-1][0] / 10 < 262
        assert abs(foot / 10 - 270.5) < 1.5
        assert (min(number) < 60) == (left == 26)


def test_a_letter_has_its_double_lines(tmp_path: Path) -> None:
    for page in _pages(tmp_path, "letter")[:1]:
        rules = _rules(page)
        assert len(rules) == 4
        assert all(abs(right - left - 170) < 1.5 and abs((left + right) / 2 - 105) < 0.5 for left, right, _ in rules)
        assert abs(rules[-1][2] - 277) < 1
        assert abs(rules[0][2] - 51.6) < 1  # a mark of 49 points from 30 mm on, and 4 mm


def test_the_red_rule_is_as_wide_as_the_type_area(tmp_path: Path) -> None:
    for page in _pages(tmp_path, "official")[:1]:
        ((left, right, _),) = _rules(page)
        assert abs(left - 28) < 1
        assert abs(right - 184) < 1
