"""What a shell may put in for a half-typed word: ids of tasks and plans, names of bodies. Never creates a ledger."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from xiaxian_tasks.errors import XiaxianError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

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


def _offered(found: Iterable[tuple[str, str]]) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=title or None) for name, title in found]


@contextmanager
def _ledger(ctx: click.Context) -> "Iterator[Store | None]":
    """The ledger that the words before the command name; None where there is none or it cannot be read."""
    from xiaxian_tasks import assemble
    from xiaxian_tasks.settings import Settings

    settings = Settings(db=ctx.find_root().params.get("db") or os.environ.get("XIAXIAN_DB", ""))
    store = None
    try:
        store = assemble.office(settings).store if assemble.has_ledger(settings) else None
        yield store
    except XiaxianError:
        yield None
    finally:
        if store is not None:
            store.close()
