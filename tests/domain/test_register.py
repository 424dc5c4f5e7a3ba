"""The register of numbers (发文登记): what a letter is called, and what became of every number."""

from datetime import UTC, date, datetime

import pytest

from xiaxian_tasks.domain import register
from xiaxian_tasks.domain.entries import COUNTY, LETTER, SEAL, Entry
from xiaxian_tasks.domain.letters import KINDS
from xiaxian_tasks.domain.register import Letter, Place

DIGEST = "0" * 64


def letter(running: int, kind: str = "reminder", year: int = 2026) -> Letter:
    key = register.id_of(kind, year, running)
    return Letter(
        key, kind, "letter", register.number_of(kind, year, running, {}), year, running, date(year, 3, running),
        ("县水利局",), ("wells-23/1",), "关于节水的提醒函", f"a.json#sha256:{DIGEST}", f"a.docx#sha256:{DIGEST}",
        date(year, 3, 20),
    )


def entry(seq: int, kind: str, content: dict[str, object]) -> Entry:
    return Entry(COUNTY, seq, date(2026, 3, seq), datetime(2026, 3, seq, tzinfo=UTC), "王敏", kind, dict(content))


def test_every_kind_has_a_number_of_its_own() -> None:
    found = {kind: register.number_of(kind, 2026, 3, {}) for kind in KINDS}
    assert found["reminder"] == "夏督提〔2026〕3号"
    assert found["bulletin"] == found["report"] == "第3期"
    words = [number for kind, number in found.items() if kind not in register.COUNTED]
    assert len(set(words)) == len(words) == len(KINDS) - 2


def test_a_countys_own_word_goes_before_ours() -> None:
    assert register.number_of("red", 2026, 12, {"red": "安督红"}) == "安督红〔2026〕12号"
    assert register.number_of("red", 2026, 12, {"talk": "安督谈"}) == "夏督红〔2026〕12号"


@pytest.mark.parametrize("text", ["2026/reminder/03", "2026/remind/3", "2026/reminder", "reminder/2026/3", "", "a/b/c"])
def test_what_is_no_id_of_a_letter_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="no letter"):
        register.place_of(text)


def test_an_id_tells_kind_year_and_number() -> None:
    assert register.place_of(register.id_of("supervision", 2026, 17)) == ("supervision", 2026, 17)


def test_a_letter_goes_into_its_entry_and_back() -> None:
    first, second = letter(1), letter(2)._replace(due=None, to=("县水利局", "县住建局"), tasks=())
    told = [
        entry(1, LETTER, register.content_of(first)), entry(2, SEAL, {"code": "x"}),
        entry(3, LETTER, register.content_of(second)),
        entry(4, LETTER, {"letter": first.id, "paper": "reminder", "number": first.number, "why": "写错"}),
    ]
    gone = first._replace(withdrawn=date(2026, 3, 4), why="写错")
    assert list(register.letters_in(told).values()) == [gone, second]
    assert list(register.letters_in(told[:3]).values()) == [first, second]
    assert register.letters_in(told[3:]) == {}  # of an earlier year, which was not asked for


def test_every_number_has_its_place_and_gaps_are_seen() -> None:
    gone = letter(2)._replace(withdrawn=date(2026, 3, 4), why="写错")
    known = [letter(1), gone, letter(1, "dispatch"), letter(1, year=2027)]
    found = register.places(known, [("reminder", 2026, 4), ("reminder", 2026, 3), ("talk", 2026, 1)])
    assert [(each.kind, each.year, each.running, each.is_gap) for each in found] == [
        ("dispatch", 2026, 1, False), ("reminder", 2026, 1, False), ("reminder", 2026, 2, True),
        ("reminder", 2026, 3, True), ("reminder", 2026, 4, True), ("reminder", 2027, 1, False), ("talk", 2026, 1, True),
    ]
    assert found[-1] == Place("talk", 2026, 1, None)
    assert register.places([], []) == []
