"""One deviation from the standard, and lengths as they are told."""

from decimal import Decimal
from typing import NamedTuple


class Finding(NamedTuple):
    """One deviation: where (page, head, title, footer, record, or the number of a paragraph from 1), a code, what it is
    and should be."""

    place: str
    code: str
    found: str
    wanted: str


def mm(length: Decimal) -> str:
    """Millimetres to a tenth."""
    return f"{length:.1f} mm"


def fine(length: Decimal) -> str:
    """Millimetres to a hundredth, for how thick a rule is."""
    return f"{length:.2f} mm"


def points(halves: str) -> str:
    """Half points as points."""
    return f"{Decimal(halves) / 2} pt" if halves.isdecimal() else ""
