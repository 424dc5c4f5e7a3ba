"""PDF papers where the extra is installed, and a clear fault where it is not."""

import importlib.util
import sys

import pytest

from tests.intake.papers import fault, pdf
from xiaxian_tasks.intake import text_of


def _has_extra() -> bool:
    if importlib.util.find_spec("pypdfium2"):
        return True
    print("pypdfium2 is not installed: PDF papers are not read here")
    return False


def test_pages_in_order_without_their_numbers() -> None:
    if _has_extra():
        paper = pdf(["1. Canals, 36 km", "(more)".replace("(", "").replace(")", ""), "- 1 -"], ["2. Wells", "2"])
        assert text_of("a.pdf", paper) == "1. Canals, 36 km\nmore\n2. Wells\n"


def test_damaged_and_scanned_papers() -> None:
    if _has_extra():
        assert fault("a.pdf", b"").code == "pdf-damaged"
        assert fault("a.pdf", "1.修渠。".encode()).code == "pdf-damaged"
        assert fault("a.pdf", b"%PDF-1.4\nnothing").code == "pdf-damaged"
        assert fault("a.pdf", pdf([])).code == "no-text"


def test_without_the_extra_the_fault_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)  # what Python does with a library that cannot be imported
    found = fault("通知.pdf", pdf(["1. Canals"]))
    assert (found.file, found.code, found.figures) == ("通知.pdf", "pdf-extra-missing", {"extra": "pdf-in"})
