"""Making the tables and moving them on: Alembic, in one transaction, under a lock. Imported only when needed."""

import os
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.store import writes as sql
from xiaxian_tasks.store.engine import Engine, number_of
from xiaxian_tasks.store.schema import HOME, MARK, Schema


def upgrade(engine: Engine, schema: Schema) -> None:
    """Bring an empty or older ledger to `schema`; whoever was first meanwhile is found under the lock.

    Raises StoreFault: newer-schema and whatever the engine says; then the ledger is as it was.
    """
    alchemy = create_engine(f"{engine.dialect}://", creator=engine.another, poolclass=NullPool)
    try:
        with alchemy.connect() as connection, connection.begin():
            connection.exec_driver_sql(engine.lock)
            _move(engine, connection, schema)
    except DBAPIError as error:
        fault = engine.fault(error.orig) if error.orig else None
        raise fault or error from error
    finally:
        alchemy.dispose()


def _move(engine: Engine, connection: Connection, schema: Schema) -> None:
    marks = engine.marks()
    if marks is not None:
        found = number_of(marks, engine.place)
        if found == schema.number:
            return
        if found > schema.number:
            raise StoreFault("newer-schema", place=engine.place, found=found, known=schema.number)
        engine.set_aside(found)
    command.upgrade(config_of(connection, schema), "heads")
    connection.execute(text(sql.SET_MARK), {"name": MARK, "value": str(schema.number)})


def config_of(connection: Connection, schema: Schema) -> Config:
    """Alembic's settings, without a file of its own."""
    config = Config()
    settings: dict[str, Any] = {
        "script_location": HOME,
        "path_separator": "os",
        "version_locations": os.pathsep.join(map(str, schema.versions)),
    }
    for name, value in settings.items():
        config.set_main_option(name, str(value).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
