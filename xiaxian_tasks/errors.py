"""What can go wrong, cut by what the caller does next.

    XiaxianError (1)      a defect of the program
    ├── Misused (2)       an argument is no such thing; say it again
    ├── Faulty (3)        the paper is wrong; carries every fault with file and line
    ├── Refused (4)       the rules say no; `code` names the rule
    ├── NotFound (5)      no such thing; carries near names
    ├── Stale (6)         someone was first; read again and decide again
    ├── StoreFault (7)    unreachable, not ours, newer, or its chain is broken
    └── Undelivered (8)   waits in the outbox

Errors carry a code and figures, never a sentence: sentences live at the faces (`wording/sentences.py`).
"""

from typing import Any, NamedTuple


class Fault(NamedTuple):
    """One fault or doubt of a paper: file, line (1-based, 0 unknown), code, and the figures its sentence needs."""

    file: str
    line: int
    code: str
    figures: dict[str, str] = {}


class XiaxianError(Exception):
    """Base of all; `code` is a stable English code, `figures` fill the sentence."""

    exit_code = 1

    def __init__(self, code: str, **figures: Any) -> None:
        super().__init__(code)
        self.code = code
        self.figures: dict[str, Any] = figures


class Misused(XiaxianError):
    """An argument cannot be understood."""

    exit_code = 2


class Faulty(XiaxianError):
    """A paper holds faults; all of them are carried."""

    exit_code = 3

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("faulty")
        self.faults = faults


class Refused(XiaxianError):
    """A rule refuses; `code` is the rule's name."""

    exit_code = 4


class NotFound(XiaxianError):
    """Nothing, or more than one thing, answers to a name."""

    exit_code = 5

    def __init__(self, code: str, candidates: list[str], **figures: Any) -> None:
        super().__init__(code, **figures)
        self.candidates = candidates


class Stale(XiaxianError):
    """The history moved on since it was read."""

    exit_code = 6


class StoreFault(XiaxianError):
    """The ledger cannot be used, or does not agree with itself."""

    exit_code = 7


class Undelivered(XiaxianError):
    """Something could not be handed over and waits."""

    exit_code = 8
