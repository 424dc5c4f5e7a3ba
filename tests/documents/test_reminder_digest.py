"""The words of a reminder: what is done against what is due."""

from decimal import Decimal

import pytest

from xiaxian_tasks.documents.reminder_digest import figures

SHARE, DUE, GAP = Decimal("0.956"), Decimal("0.917"), Decimal("-3.9")


@pytest.mark.parametrize(("shares", "is_ceiling", "said"), [
    ((None, DUE, None), False, ""),
    ((SHARE, None, None), False, "完成95.6%"),
    ((DUE, SHARE, GAP), False, "完成91.7%，序时应完成95.6%，落后3.9个百分点"),
    ((SHARE, DUE, -GAP), False, "完成95.6%"),
    ((SHARE, DUE, GAP), True, "已用95.6%，序时应控制在91.7%以内，超出3.9个百分点"),
    ((DUE, SHARE, -GAP), True, "已用91.7%"),
])
def test_a_ceiling_is_used_and_exceeded_not_reached(
    shares: tuple[Decimal | None, Decimal | None, Decimal | None], is_ceiling: bool, said: str
) -> None:
    assert figures(*shares, is_ceiling=is_ceiling) == said
