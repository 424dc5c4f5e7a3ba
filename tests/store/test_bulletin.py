"""A bulletin counts the same on both engines."""

from pathlib import Path

from tests.office.bulletins import facts, ledger, told
from xiaxian_tasks.office.bulletin import Wanted

ASKED = (
    Wanted("2023-10"), Wanted("2023-09"), Wanted("2023-10", body="县水利局"), Wanted("2023-10", plan="roads-23"),
    Wanted("2023-10", body="待定单位"),
)


def test_both_engines_give_the_same_bulletin(url: str, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    one = ledger(tmp_path / "one")
    told(tmp_path, url)
    for wanted in ASKED:
        found = facts(url, wanted=wanted)
        assert found == facts(one, wanted=wanted)
        assert found.total.total > 0
