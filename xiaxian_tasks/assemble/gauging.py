"""Others' papers measured against the standard, for whoever asks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiaxian_tasks.paper.findings import Finding

__all__ = ["Finding", "deviations"]

def deviations(content: bytes, file: str) -> "list[Finding]":
    """In what a .docx deviates from GB/T 9704-2012. Raises Faulty (3) naming the file: what `gauge.check` raises."""
    from xiaxian_tasks.errors import Faulty
    from xiaxian_tasks.paper import gauge

    try:
        return gauge.check(content)
    except Faulty as faulty:
        raise Faulty([fault._replace(file=file) for fault in faulty.faults]) from None
