"""Where a command sits: the settings of this run, and the office they lead to, opened when first asked for."""

import gc
import os
import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.language import _
from xiaxian_tasks.settings import Settings

if TYPE_CHECKING:
    from xiaxian_tasks.office.desk import Office

Screen = Callable[["Office", str, tuple[str, ...]], int]
"""What opens the screen on an office with a notice and what was said before the command, and gives the exit code."""

SECRET = re.compile(r"(?<=//)([^:/@]*):.*@")
"""Whose name and password an address holds; the password is never shown."""

Looks = Callable[[], dict[str, Any]]
"""What tells how the screen would look: its file of choices, its theme."""


class Seat:
    """What commands are handed."""

    def __init__(self, screen: Screen, looks: Looks = dict) -> None:
        self.screen = screen
        self.looks = looks
        self.settings = Settings()
        self.said: frozenset[str] = frozenset()
        """The options that were typed before the command: a shell in the same environment does not know them."""

    @property
    def before(self) -> tuple[str, ...]:
        """What has to be said before another command to mean the same ledger, day and person: options and values."""
        on = self.settings.on.isoformat() if self.settings.on else ""
        told = {"db": SECRET.sub(r"\1@", self.settings.db), "on": on, "by": self.settings.by}
        return tuple(word for name, value in told.items() if value and name in self.said
                     for word in (f"--{name}", value))

    def desk(self, context: click.Context, *, hint: bool = True) -> "Office":
        """The office on the ledger, closed with the command; an empty ledger is pointed out. Raises StoreFault (7)."""
        from xiaxian_tasks import assemble

        gc.freeze()  # all that is imported stays
        gc.enable()
        office = assemble.office(self.settings)
        context.call_on_close(office.store.close)
        if office.demo:
            outlet.say(_("Demo ledger: its reports and people are made up. Today is taken for {on}.").format(
                on=office.on.isoformat()
            ))
        if hint and office.store.is_empty():
            outlet.say(_("The ledger is empty. Adopt the bundled plans with: xiaxian load"))
        return office

    def adopted(self, context: click.Context) -> "Office":
        """The office on a ledger that has plans. Any other is a slip of the address, and what goes out from it would
        take everything back elsewhere: StoreFault `no-ledger` (7), and none is begun."""
        from xiaxian_tasks import assemble
        from xiaxian_tasks.errors import StoreFault

        if assemble.has_ledger(self.settings):
            office = self.desk(context, hint=False)
            if not office.store.is_empty():
                return office
        raise StoreFault("no-ledger", place=assemble.ledger_place(self.settings))

    def settle(self, *, db: str, on: date | None, by: str, lang: str, read_only: bool) -> None:
        """Take over what stands before the command."""
        self.settings = Settings(db, on, by.strip(), lang, os.environ.get("XIAXIAN_KEY_FILE", ""), read_only)
