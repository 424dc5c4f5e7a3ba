"""Seals: a code that survives paper and a slip of the pen, and a list of heads beside histories that pass by."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xiaxian_tasks.domain.chain import head_of
from xiaxian_tasks.domain.seal import (
    ALPHABET,
    UNCOUNTED,
    Claim,
    Comparing,
    Difference,
    Head,
    code_of,
    entries_of_code,
    listed,
    read_code,
    read_line,
)
from xiaxian_tasks.errors import Misused

HEADS = st.binary(min_size=32, max_size=32).map(bytes.hex)
COUNTS = st.integers(1, UNCOUNTED)


def hashes(history: str, count: int, salt: str = "") -> list[str]:
    return [sha256(f"{salt}{history}{seq}".encode()).hexdigest() for seq in range(1, count + 1)]


@given(HEADS, COUNTS)
def test_a_code_is_read_as_people_write_it(head: str, count: int) -> None:
    code = code_of(head, count)
    assert [len(group) for group in code.split("-")] == [4] * 6
    assert read_code(code) == code
    spoiled = code.replace("0", "o").replace("1", "l").lower()
    assert read_code(f" {spoiled.replace('-', '－')} ") == code
    assert read_code(code.replace("-", "")) == code
    assert entries_of_code(code) == count


def test_more_entries_than_a_code_can_tell_are_not_told() -> None:
    assert entries_of_code(code_of("f" * 64, UNCOUNTED + 5)) == UNCOUNTED


@given(HEADS, COUNTS, st.integers(0, 23), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_told(head: str, count: int, place: int, wrong: str) -> None:
    text = code_of(head, count).replace("-", "")
    assume(text[place] != wrong)
    with pytest.raises(Misused) as told:
        read_code(text[:place] + wrong + text[place + 1 :])
    assert told.value.code == "seal-slip"


@given(HEADS, COUNTS, st.integers(0, 23), st.integers(0, 23))
def test_two_characters_that_changed_places_are_told(head: str, count: int, one: int, other: int) -> None:
    text = list(code_of(head, count).replace("-", ""))
    assume(text[one] != text[other])
    text[one], text[other] = text[other], text[one]
    with pytest.raises(Misused):
        read_code("".join(text))


@pytest.mark.parametrize(
    "typed",
    ["", "-", "1GNF", "1GNF-K15P-2GEK-1PFJ-D000-782G-0", "uuuu-K15P-2GEK-1PFJ-D000-782G", "封存"],
)
def test_what_is_no_code_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(Misused) as told:
        read_code(typed)
    assert told.value.code == "not-a-seal"


def test_a_code_changes_with_every_head() -> None:
    """85 bits of the head stand in it: the last of them still counts."""
    assert code_of("0" * 64, 1) != code_of(f"{1 << 171:064x}", 1)
    assert code_of("0" * 64, 1) == code_of(f"{1 << 170:064x}", 1)


LEDGER = {"a/1": 3, "a/2": 1, "b/1": 2, "county": 1}


def compared(now: dict[str, list[str]], before: dict[str, list[str]]) -> tuple[list[Difference], bool]:
    """What a ledger differs in from an earlier one that was sealed, and whether the seal holds."""
    heads = [Head(name, len(kept), kept[-1]) for name, kept in sorted(before.items())]
    claim = Claim(1, "", head_of(heads), len(heads), sum(head.seq for head in heads), "")
    beside = Comparing(claim, map(read_line, listed(heads)))
    found = [each for name, kept in sorted(now.items()) for each in beside.passed(name, kept)]
    found += beside.rest()
    assert beside.named == bool(found)
    return found, beside.holds()


def ledger() -> dict[str, list[str]]:
    return {name: hashes(name, count) for name, count in LEDGER.items()}


def test_a_ledger_that_grew_still_holds() -> None:
    grown = {**ledger(), "a/1": hashes("a/1", 5), "a/0": hashes("a/0", 1), "c/9": hashes("c/9", 2)}
    assert compared(ledger(), ledger()) == ([], True)
    assert compared(grown, ledger()) == ([], True)


@given(st.dictionaries(st.sampled_from([*LEDGER, "a/0", "zz"]), st.integers(0, 3)), st.sampled_from(sorted(LEDGER)))
def test_a_cut_tail_is_found_and_named_whatever_came_later(grown: dict[str, int], cut: str) -> None:
    now = {name: hashes(name, LEDGER.get(name, 0) + grown.get(name, 0)) for name in {*LEDGER, *grown}}
    now = {name: kept for name, kept in now.items() if kept}
    assert compared(now, ledger()) == ([], True)
    now[cut] = now[cut][: LEDGER[cut] - 1]
    code = "seal-cut" if now[cut] else "seal-gone"
    found, holds = compared({name: kept for name, kept in now.items() if kept}, ledger())
    assert (found, holds) == ([Difference(cut, LEDGER[cut], code)], False)


def test_a_history_chained_anew_is_named() -> None:
    now = {**ledger(), "b/1": hashes("b/1", 4, "other")}
    assert compared(now, ledger()) == ([Difference("b/1", 2, "seal-rewritten")], False)


def test_a_list_that_is_not_the_sealed_one_does_not_hold() -> None:
    heads = [Head(name, len(kept), kept[-1]) for name, kept in sorted(ledger().items())]
    claim = Claim(1, "", head_of(heads), len(heads), 7, "")
    for told in (heads[:-1], [heads[0]._replace(seq=2, hash=ledger()["a/1"][1]), *heads[1:]]):
        beside = Comparing(claim, iter(told))
        found = [each for name, kept in sorted(ledger().items()) for each in beside.passed(name, kept)]
        assert (found, list(beside.rest()), beside.holds()) == ([], [], False)
