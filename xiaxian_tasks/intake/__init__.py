"""Paper in (收文): one reader each, bytes -> text. A new reader is one file here with a constant READER."""

import importlib
import pkgutil
from datetime import date
from typing import TYPE_CHECKING

from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.ports import Reader

if TYPE_CHECKING:
    from xiaxian_tasks.domain.appointments import Read

ENTRY_POINTS = "xiaxian_tasks.readers"
"""The group under which a third party's package names its readers."""


def readers() -> list[Reader]:
    """All readers: those of this folder in order of name, then those of other packages."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    own: list[Reader] = [importlib.import_module(f"{__name__}.{name}").READER for name in names]
    return own + _foreign()


def _foreign() -> list[Reader]:
    from importlib.metadata import entry_points

    return [point.load() for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)]


def suffixes() -> list[str]:
    """The suffixes that can be read, sorted."""
    return sorted({suffix for reader in readers() for suffix in reader.suffixes})


def text_of(name: str, source: bytes) -> str:
    """The text of a paper, by the suffix of its name.

    Raises Faulty (3): `suffix-unknown` with the known ones, or what the reader finds, each fault naming the file.
    """
    low = name.lower()
    reader = next((one for one in readers() if low.endswith(one.suffixes)), None)
    if reader is None:
        raise Faulty([Fault(name, 0, "suffix-unknown", {"known": " ".join(suffixes())})])
    try:
        return reader.text(source)
    except Faulty as faulty:
        raise Faulty([fault._replace(file=name) for fault in faulty.faults]) from None


def appointments_of(name: str, source: bytes, first: date, last: date) -> "Read":
    """What a calendar file of another program holds between two days, both inclusive.

    Raises Faulty (3): each event whose day cannot be read, or that this is no calendar, naming the file and the line.
    """
    from xiaxian_tasks.intake import _ics

    try:
        read = _ics.read(source, first, last)
    except Faulty as faulty:
        raise Faulty([fault._replace(file=name) for fault in faulty.faults]) from None
    return read._replace(left=tuple(fault._replace(file=name) for fault in read.left))
