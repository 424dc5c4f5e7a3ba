"""Opening a ledger by its URL: one row tells whether it is ours and of our schema; then nothing heavy is imported."""

from datetime import date
from pathlib import Path

from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.store.engine import Engine, number_of
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.schema import CURRENT, PROJECTION, Schema


def open_store(
    url: str, *, today: date, schema: Schema = CURRENT, read_only: bool = False, founds: bool = True
) -> Ledger:
    """The ledger at "postgresql://…", "sqlite:///path" or a bare path; made if it is not there, moved on if older.

    `today` tells which years are announced, in `facts`. With `read_only` nothing is ever written; unless it `founds`,
    a ledger has to be there. Raises StoreFault (7) with a code of its own for each cause.
    """
    engine = _engine(url)
    if read_only:
        engine.writable, engine.refusal = False, "reads-only"
    try:
        marks = _ready(engine, schema, founds=founds)
    except BaseException:
        engine.close()
        raise
    return Ledger(engine, today=today, schema=schema.number, is_stale=PROJECTION in marks)


def _engine(url: str) -> Engine:
    scheme, found, rest = url.partition("://")
    if found and scheme in {"postgresql", "postgres"}:
        from xiaxian_tasks.store.engine_postgres import PostgresEngine

        return PostgresEngine(url)
    if found and scheme != "sqlite":
        raise StoreFault("unknown-engine", name=scheme)
    from xiaxian_tasks.store.engine_sqlite import open_sqlite

    path = rest.removeprefix("/") if found else url
    if not path:
        raise StoreFault("no-place")
    return open_sqlite(Path(path).expanduser())


def _ready(engine: Engine, schema: Schema, *, founds: bool) -> dict[str, str]:
    """The rows of `meta` of a ledger of this schema, which is made or moved on where it has to be."""
    marks = engine.marks()
    if marks is not None:
        found = number_of(marks, engine.place)
        if found == schema.number:
            return marks
        if found > schema.number:
            raise StoreFault("newer-schema", place=engine.place, found=found, known=schema.number)
    if marks is None and not founds:
        raise StoreFault("ledger-gone", place=engine.place)
    if not engine.writable:
        raise StoreFault(engine.refusal, place=engine.place)
    from xiaxian_tasks.store.upgrade import upgrade

    if marks is None:
        with engine.founding():
            upgrade(engine, schema)
    else:
        upgrade(engine, schema)
    return engine.marks() or {}
