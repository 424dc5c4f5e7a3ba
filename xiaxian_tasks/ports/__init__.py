"""What the office asks of its surroundings: the store behind it, and the trays of readers, writers and channels."""

from xiaxian_tasks.ports.query import SORTS, Query, Sought
from xiaxian_tasks.ports.rows import (
    Adoption,
    Announced,
    AskedRow,
    BoardRow,
    CaseRow,
    CountyRow,
    Difference,
    Number,
    Owing,
    Piece,
    PlanRow,
    Projection,
    Reader,
    Restored,
    Revision,
    TaskRow,
    WaitRow,
    Writing,
)
from xiaxian_tasks.ports.store import Store

__all__ = [
    "SORTS", "Query", "Sought", "Store",
    "Adoption",
    "Announced",
    "AskedRow",
    "BoardRow",
    "CaseRow",
    "CountyRow",
    "Difference",
    "Number",
    "Owing",
    "Piece",
    "PlanRow",
    "Projection",
    "Reader",
    "Restored",
    "Revision",
    "TaskRow",
    "WaitRow",
    "Writing",
]
