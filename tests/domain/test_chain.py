"""The chain: any single change is found; and a history is its own proof of the state."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ledger import history, lay_out, target, task
from xiaxian_tasks.domain.chain import first_break, sealed
from xiaxian_tasks.domain.codec import decode, encode
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import fold, from_document, to_document
from xiaxian_tasks.domain.plan import Task

HOMES = task(target("reach", "200", "户"))
WHOLE = history(
    HOMES, "2023-09-30 report 45户\n2023-10-31 report 60户\n2023-11-30 note 已验收\n2023-12-20 report 200户"
)
NAME = HOMES.id


def broken(entries: list[Entry]) -> int | None:
    found = first_break(NAME, entries)
    return found.seq if found else None


def test_a_whole_history_holds() -> None:
    assert broken(WHOLE) is None
    assert broken(WHOLE[:3]) is None  # a cut tail alone is not seen by the chain: heads are kept for that


@given(st.integers(0, 4), st.sampled_from(["at", "recorded", "by", "kind", "content", "task", "seq", "hash"]))
def test_each_field_changed_is_found(index: int, field: str) -> None:
    entry = WHOLE[index]
    changed = {
        "at": entry.at + timedelta(1),
        "recorded": entry.recorded + timedelta(seconds=1),
        "by": "李某",
        "kind": "note",
        "content": {**entry.content, "value": "199"},
        "task": "plan-23/2",
        "seq": 9,
        "hash": "0" * 64,
    }
    assert broken([*WHOLE[:index], entry._replace(**{field: changed[field]}), *WHOLE[index + 1 :]]) == index + 1  # type: ignore[arg-type]


@given(st.integers(0, 3), st.integers(0, 4), st.sampled_from(["remove", "swap", "insert", "forge"]))
def test_removed_swapped_inserted_or_forged_is_found(index: int, other: int, act: str) -> None:
    entries = list(WHOLE)
    if act == "remove":
        del entries[index]
    elif act == "swap":
        entries[index], entries[index + 1] = entries[index + 1], entries[index]
    elif act == "insert":
        entries.insert(index, WHOLE[other])
    else:  # a forged entry with a hash that fits what stands before it still breaks the next
        forged = entries[index]._replace(by="李某")
        entries[index] = sealed(forged, entries[index - 1].hash if index else "")
    assert broken(entries) is not None


def test_values_survive_their_documents() -> None:
    assert decode(Task, encode(HOMES)) == HOMES
    state = fold(WHOLE, lay_out)
    assert from_document(HOMES, to_document(state), seq=state.seq, head=state.head, at=state.at) == state
