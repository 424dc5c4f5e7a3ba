"""Opening a ledger by its URL: one row tells whether it is ours and of our schema; then nothing heavy is imported."""

from datetime import date
from pathlib import Path

from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.store.engine import Engine
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.schema import CURRENT, Schema


def open_store(url: str, *, today: date, schema: Schema = CURRENT) -> Ledger:
    """The ledger at "postgresql://…", "sqlite:///path" or a bare path; made if it is not there, moved on if older.

    `today` tells which years are announced, in `facts`. Raises StoreFault (7) with a code of its own for each cause.
    """
    engine = _engine(url)
    try:
        _ready(engine, schema)
    except BaseException:
        engine.close()
        raise
    return Ledger(engine, today=today, schema=schema.number)


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


def _ready(engine: Engine, schema: Schema) -> None:
    found = engine.schema()
    if found == schema.number:
        return
    if found is not None and found > schema.number:
        raise StoreFault("newer-schema", place=engine.place, found=found, known=schema.number)
    if not engine.writable:
        raise StoreFault("read-only", place=engine.place)
    from xiaxian_tasks.store.upgrade import upgrade

    if found is not None:
        upgrade(engine, schema)
        return
    with engine.founding():
        upgrade(engine, schema)
