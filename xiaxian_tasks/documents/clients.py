"""The table of programs that take calendars, read from its TOML: one `[[clients]]` each, its words in two languages."""

import tomllib
from typing import Any

from xiaxian_tasks.domain.clients import Client, Words


def read(source: bytes) -> tuple[Client, ...]:
    """The programs in the order of the table. It ships with the program: a test reads it, so nothing is forgiven."""
    return tuple(_client(table) for table in tomllib.loads(source.decode("utf-8"))["clients"])


def _client(table: dict[str, Any]) -> Client:
    return Client(**{"tested": "", **table, "zh": _words(table["zh"]), "en": _words(table["en"])})


def _words(table: dict[str, Any]) -> Words:
    return Words(**{**table, "steps": tuple(table["steps"])})
