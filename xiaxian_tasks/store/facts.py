"""What is kept beside the entries: the county's row, numbers given, evidence, adopted files."""

from collections.abc import Iterator

from xiaxian_tasks.ports import CountyRow, Number, Revision
from xiaxian_tasks.store import rows
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.batches import Batches


class Facts(Batches):
    """Facts that no rebuild touches."""

    def county(self) -> CountyRow | None:
        """The county's history as projected; None while it has no entry."""
        found = self._engine.rows(sql.COUNTY)
        return rows.county(found[0]) if found else None

    def numbers(self, kind: str, year: int) -> list[Number]:
        """The numbers given of a kind in a year, in order."""
        return [Number(*row) for row in self._engine.rows(sql.NUMBERS, {"kind": kind, "year": year})]

    def evidence(self, digest: str) -> bytes | None:
        """A piece of evidence by the SHA-256 of its content."""
        found = self._engine.rows(sql.EVIDENCE, {"hash": digest})
        return bytes(found[0][0]) if found else None

    def evidence_kept(self) -> Iterator[tuple[str, int]]:
        """(hash, size) of all evidence kept, by hash."""
        return ((digest, size) for digest, size in self._engine.stream(sql.EVIDENCE_KEPT))

    def revision_of(self, plan: str) -> Revision | None:
        """The newest adopted file of a plan, whole."""
        found = self._engine.rows(sql.REVISION, {"plan": plan})
        return rows.revision(found[0]) if found else None
