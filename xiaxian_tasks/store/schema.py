"""Which schema this program speaks, and where the steps to it stand. Read on every opening: nothing heavy here."""

from pathlib import Path
from typing import NamedTuple

MARK = "xiaxian-schema"
"""The row of `meta` that says a database is a ledger of ours, and of which schema."""

HOME = Path(__file__).parent / "migrations"


class Schema(NamedTuple):
    """A schema's number and the folders of the Alembic revisions that lead to it."""

    number: int
    versions: tuple[Path, ...]


CURRENT = Schema(5, (HOME / "versions",))

PROJECTION = "projection"
"""The row of `meta` an upgrade leaves where projections must be remade from the histories."""
