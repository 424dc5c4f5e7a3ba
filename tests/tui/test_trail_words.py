"""A calendar that was given out stands in the trail in words, without the hash of its token."""

from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from xiaxian_tasks import language
from xiaxian_tasks.domain.entries import SUBSCRIPTION
from xiaxian_tasks.domain.subscriptions import hash_of
from xiaxian_tasks.office import audit, subscriptions
from xiaxian_tasks.office.audit import Filter
from xiaxian_tasks.tui import trail


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ("日历订阅", "换发  孙立  县水利局", "代替 ")),
    ("en", ("subscript", "given out anew  孙立  县水利局", "instead of ")),
])
def test_a_subscription_in_the_trail(tmp_path: Path, lang: str, words: tuple[str, ...]) -> None:
    language.install(lang)
    desk = office(bundled(tmp_path), "2026-11-24")
    first = subscriptions.add(desk, "孙立", "县水利局", token_hash=hash_of("第一"))
    second = subscriptions.rotate(desk, first.id, token_hash=hash_of("第二"))
    assert trail.sought(desk, "日历订阅" if lang == "zh" else "subscription").kinds == (SUBSCRIPTION,)
    newest, before = audit.page(desk, Filter(kinds=(SUBSCRIPTION,))).lines
    row = "".join(text for text, _style in trail.row_line(newest, "", 120, "base"))
    effect = audit.effect(desk, newest["task"], newest["seq"])
    whole = "\n".join("".join(text for text, _ in line) for line in trail.whole(newest, effect, 100, desk.on))
    for told in (row, whole):
        assert all("".join(word.split()) in "".join(told.split()) for word in words[1:])
        assert second.hash[8:] not in told
    assert words[0] in row
    assert (second.id in row, first.id in row) == (True, True)
    assert audit.standing(desk, [newest, before]) == [], "what is given out is ended by revoking, never withdrawn"
    desk.store.close()
    language.install("en")
