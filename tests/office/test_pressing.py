"""The tasks that need a decision today, against the same rule said plainly over the whole list."""

from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from xiaxian_tasks.office import lists
from xiaxian_tasks.office.lists import Asked


@pytest.mark.parametrize("day", ["2023-09-25", "2023-10-10", "2023-12-20", "2024-01-05", "2026-11-24"])
@pytest.mark.parametrize("limit", [1, 3, 10, 40])
def test_live_matters_stand_before_those_long_past(day: str, limit: int, tmp_path: Path) -> None:
    desk, on = office(bundled(tmp_path), day), date.fromisoformat(day)

    def rank(light: str, due: date | None) -> tuple[int, int, int]:
        days = (due - on).days if due else 0
        return ("red", "yellow").index(light), 1 if due is None else 0 if days >= 0 else 2, abs(days)

    lit = [row for row in lists.rows(desk, Asked(sort="plan")) if row.light in {"red", "yellow"}]
    wanted = sorted(rank(row.light, row.due) for row in lit)[:limit]
    due = {row.id: row.due for row in lit}
    found = [rank(sheet["light"], due[sheet["id"]]) for sheet in lists.pressing(desk, limit)]
    desk.store.close()
    assert found == wanted
