"""Single changes to a ledger's file, each made by hand with SQL: what `verify` has to find."""

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from tests.ledgers import office
from xiaxian_tasks.office import proof
from xiaxian_tasks.office.sight import Sheet

ON = "2024-03-01"

KEPT = (
    "task", "task_body", "light_step", "waiting", "asked", "number", "evidence", "county_row", "case_row", "plan",
    "plan_revision", "message_row", "said",
)
"""Tables beside the entries, all of which follow from them or are named by them."""

BLIND = {
    ("plan_revision", "seq"), ("task", "changed"), ("asked", "position"), ("message_row", "year"),
    ("message_row", "number"),
}
"""Columns of which only the order they give counts, or that may say more than they must: a task whose lists changed
later than it did is only looked up the longer way."""


class Change(NamedTuple):
    """One thing somebody does to the file: what it is called, and how it is done."""

    name: str
    statements: tuple[tuple[str, Sequence[Any]], ...]


def found(ledger: Path, change: Change, folder: Path, *, code: str = "") -> Sheet | None:
    """What `verify` finds after a change to a copy; None where the database itself refuses the change."""
    copy = folder / "tampered.sqlite3"
    shutil.copy(ledger, copy)
    with closing(sqlite3.connect(copy)) as connection:
        try:
            with connection:
                for statement, values in change.statements:
                    connection.execute(statement, values)
        except sqlite3.IntegrityError:
            return None
    desk = office(copy, ON)
    try:
        return proof.verify(desk, code=code)
    finally:
        desk.store.close()


def of_entries(ledger: Path) -> Iterator[Change]:
    """Every column and every word of every entry changed; every entry removed, swapped, repeated, numbered anew."""
    with closing(sqlite3.connect(ledger)) as connection:
        rows = connection.execute('SELECT task, seq, at, recorded, "by", kind, content, hash FROM entry').fetchall()
    last = {task: seq for task, seq, *_ in sorted(rows)}
    for row in rows:
        task, seq, at, recorded, by, kind, content, digest = row
        here, name = (task, seq), f"{task} {seq} {kind}"
        for column, value in {
            "at": _day_after(at), "recorded": _day_after(recorded), "by": f"{by}某", "kind": "note",
            "hash": digest[::-1], "seq": 99, "task": "wells-23/9",
        }.items():
            yield Change(f"{name}: {column}", ((f'UPDATE entry SET "{column}" = ? {_HERE}', (value, *here)),))
        for word, said in _said_otherwise(json.loads(content)):
            yield Change(f"{name}: {word}", ((f"UPDATE entry SET content = ? {_HERE}", (said, *here)),))
        yield Change(f"{name}: removed", ((f"DELETE FROM entry {_HERE}", here),))
        yield Change(f"{name}: repeated", ((
            'INSERT INTO entry SELECT task, ?, at, recorded, "by", kind, content, hash FROM entry'
            f" {_HERE}", (last[task] + 1, *here)
        ),))
        if seq > 1:
            swap = ((99, seq), (seq, seq - 1), (seq - 1, 99))
            yield Change(f"{name}: swapped", tuple(
                (f"UPDATE entry SET seq = ? {_HERE}", (new, task, old)) for new, old in swap
            ))


_HERE = "WHERE task = ? AND seq = ?"


def _said_otherwise(content: Any) -> Iterator[tuple[str, str]]:
    """(which word, the content with it changed or left out), and the content with a word added."""
    for key, value in content.items():
        yield key, _text({**content, key: _other(value)})
        yield f"no {key}", _text({other: kept for other, kept in content.items() if other != key})
    yield "one more", _text({**content, "note": f"{content.get('note', '')}!"})
    yield "no document", "[]"
    yield "no JSON", "{"


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def of_kept(ledger: Path, *, most: int | None = None) -> Iterator[Change]:
    """Every column of every row kept beside the entries changed, and every row removed; of `most` rows a table."""
    with closing(sqlite3.connect(ledger)) as connection:
        for table in KEPT:
            columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            chosen = rows if most is None else rows[:: max(1, len(rows) // most)]
            for row in chosen:
                where, name = " AND ".join(f'"{column}" IS ?' for column in columns), f"{table} {row[:2]}"
                yield Change(f"{name}: removed", ((f"DELETE FROM {table} WHERE {where}", row),))
                for column, value in zip(columns, row, strict=True):
                    if (table, column) not in BLIND:
                        statement = f'UPDATE {table} SET "{column}" = ? WHERE {where}'
                        yield Change(f"{name}: {column}", ((statement, (_other(value), *row)),))


def _other(value: Any) -> Any:
    """A value of the same sort that is not the same."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return 1 - value if value in {0, 1} else value + 1
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, str):
        return _day_after(value)
    if isinstance(value, list):
        return [*value, *value[:1]] or ["x"]
    if isinstance(value, dict):
        return {**value, "x": "x"}
    return "x"


def _day_after(text: str) -> str:
    """The day after, where a text begins with a day; else the text with its last character changed."""
    try:
        day = date.fromisoformat(text[:10]) + timedelta(1)
    except (ValueError, OverflowError):
        return f"{text[:-1]}{'x' if text[-1:] != 'x' else 'y'}"
    return day.isoformat() + text[10:]
