"""What a shell may put in for a half-typed word: tasks, plans, bodies, queries, views. Never creates a ledger."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from xiaxian_tasks.domain.spellings import KEYS, NAMED, code_of, spelled, table_of
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import spoken

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from xiaxian_tasks.office.desk import Office
    from xiaxian_tasks.ports import Store

AT_MOST = 50


def tasks(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Ids of tasks that begin so, with their titles; where none does, those in whose words it is found."""
    with _ledger(ctx) as store:
        if store is None:
            return []
        found = store.task_ids(incomplete, AT_MOST)
        if not found and incomplete:
            found = store.search_ids((incomplete.lower(),), AT_MOST)
        return _offered(found)


def bodies(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Names of bodies that begin so, else those that hold it."""
    with _ledger(ctx) as store:
        names = [body.name for body in store.bodies()] if store else []
        found = [name for name in names if name.startswith(incomplete)] or [n for n in names if incomplete in n]
        return _offered((name, "") for name in found[:AT_MOST])


def plans(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Ids of plans, with their titles."""
    with _ledger(ctx) as store:
        rows = store.plans() if store else []
        return _offered((row.id, row.title) for row in rows if row.id.startswith(incomplete))


def views(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Names of saved views, with their queries."""
    with _desk(ctx) as desk:
        if desk is None:
            return []
        from xiaxian_tasks.office import views as kept

        return _offered((name, query) for name, query in kept.known(desk).items() if name.startswith(incomplete))


def query(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Keys of a query, or behind `灯:` its values. bash takes a colon for the end of a word: then the value alone."""
    before = "".join(ctx.params.get("query") or ())
    if incomplete == ":" or before.endswith(":"):
        key, begun, kept = before.removesuffix(":"), incomplete.removeprefix(":"), ""
    elif ":" in incomplete:
        head, _sign, begun = incomplete.rpartition(":")
        key, kept = head, f"{head}:"
    else:
        named = {spelled("", code, spoken()): code for code in KEYS}
        return _offered((f"{key}:", "") for key in named if key.startswith(incomplete))
    done, comma, begun = begun.rpartition(",")
    code = code_of("", key.lstrip("-非"))
    found = [] if code is None else _values(ctx, code, begun)
    return _offered((f"{kept}{done}{comma}{value}", "") for value in found[:AT_MOST])


def _values(ctx: click.Context, key: str, begun: str) -> list[str]:
    """The values of a key that begin so."""
    codes = [spelled(key, code, spoken()) for code in table_of(key)] + list(table_of(key))
    found = [word for word in dict.fromkeys(codes) if word.startswith(begun)]
    if key not in NAMED or key == "number":
        return found if begun else found[: len(table_of(key))]
    with _ledger(ctx) as store:
        if store is None:
            return []
        if key == "plan":
            return [row.id for row in store.plans() if row.id.startswith(begun)]
        if key == "document":
            documents = [row.document for row in store.plans()]
            short = [document.rpartition("〕")[2] for document in documents]
            return [name for name in dict.fromkeys([*short, *documents]) if name.startswith(begun)]
        names = [body.name for body in store.bodies()]
        return [name for name in names if name.startswith(begun)] or [name for name in names if begun in name]


def _offered(found: Iterable[tuple[str, str]]) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=title or None) for name, title in found]


@contextmanager
def _desk(ctx: click.Context) -> "Iterator[Office | None]":
    """The office that the words before the command name; None where there is no ledger or it cannot be read."""
    from xiaxian_tasks import assemble
    from xiaxian_tasks.settings import Settings

    settings = Settings(db=ctx.find_root().params.get("db") or os.environ.get("XIAXIAN_DB", ""))
    desk = None
    try:
        desk = assemble.office(settings) if assemble.has_ledger(settings) else None
        yield desk
    except XiaxianError:
        yield None
    finally:
        if desk is not None:
            desk.store.close()


@contextmanager
def _ledger(ctx: click.Context) -> "Iterator[Store | None]":
    """Its ledger."""
    with _desk(ctx) as desk:
        yield desk.store if desk else None
