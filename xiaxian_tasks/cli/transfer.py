"""`export`, `import` (转出、转入), `backup`, `restore` (备份、还原), `rebuild` (重算): a ledger whole."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from xiaxian_tasks import assemble, files
from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.verify import put
from xiaxian_tasks.errors import Misused, StoreFault
from xiaxian_tasks.language import _
from xiaxian_tasks.office import proof, transfer
from xiaxian_tasks.wording import words


@click.command(help=_("Write the whole ledger as JSON lines: plans, entries with their hashes, evidence."))
@click.option("--out", required=True, metavar=_("FILE"), help=_("A new file, or - for standard output."))
@click.option("--without-evidence", is_flag=True, help=_("Leave the papers out; their hashes stay."))
@click.pass_obj
@click.pass_context
def export(ctx: click.Context, seat: Seat, out: str, without_evidence: bool) -> None:
    """Write the lines; a file is there whole or not at all."""
    lines = transfer.export(seat.desk(ctx), evidence=not without_evidence)
    if out == "-":
        for line in lines:
            outlet.put_bytes(line)
        return
    files.write_lines(Path(out), lines)
    outlet.say(_("Written: {file}").format(file=out))


@click.command("import", help=_("Fill an empty ledger from an export. Name the new ledger with --db."))
@click.argument("file", metavar=_("FILE"))
@as_json
@click.pass_obj
@click.pass_context
def import_(ctx: click.Context, seat: Seat, file: str, is_json: bool) -> None:
    """Read the lines, check their chains, and write all or nothing."""
    with _opened(file) as source:
        found = transfer.take_in(seat.desk(ctx, hint=False), _lines(source, file), file)
    if is_json:
        outlet.put_json(found)
        return
    outlet.put(_("Taken in: {histories} with {entries}.").format(
        histories=words.histories(found["histories"]), entries=words.entries(found["entries"])
    ))
    outlet.put(_("head {head}").format(head=found["head"]))


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """A file to read, standard input for "-". Raises Misused `unreadable-file` (2)."""
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        source = Path(file).open("rb")  # noqa: SIM115  # closed below, where reading may fail in its own way
    except (OSError, ValueError) as error:
        raise Misused("unreadable-file", file=file, why=files.why(error)) from error
    with source:
        yield source


def _lines(source: BinaryIO, file: str) -> Iterator[bytes]:
    try:
        while line := source.readline(transfer.LONGEST):
            yield line
    except OSError as error:
        raise Misused("unreadable-file", file=file, why=files.why(error)) from error


@click.command(help=_("Copy the ledger to a new file while it is in use, and prove the copy."))
@click.argument("file", metavar=_("FILE"))
@as_json
@click.pass_obj
@click.pass_context
def backup(ctx: click.Context, seat: Seat, file: str, is_json: bool) -> None:
    """Copy and prove; leave with 7 when the copy, and so the ledger, does not hold."""
    _told(ctx, assemble.back_up(seat.settings, file), _("Backed up: {file}").format(file=file), is_json=is_json)


@click.command(help=_("Put a backup in the ledger's place, once it is proved."))
@click.argument("file", metavar=_("FILE"))
@click.option("--replace", is_flag=True, help=_("Where there is a ledger already: keep it beside, under the day's"
                                               " name."))
@as_json
@click.pass_obj
@click.pass_context
def restore(ctx: click.Context, seat: Seat, file: str, replace: bool, is_json: bool) -> None:
    """Restore, and say where the old ledger is now."""
    found, aside = assemble.restore(seat.settings, file, replace=replace)
    if aside and not is_json:
        outlet.say(_("The ledger that was there is kept as {file}").format(file=aside))
    said = _("Restored: {place}").format(place=assemble.ledger_place(seat.settings))
    _told(ctx, {**found, "kept": aside or None}, said, is_json=is_json)


def _told(ctx: click.Context, found: dict[str, Any], said: str, *, is_json: bool) -> None:
    if is_json:
        outlet.put_json(found)
    else:
        outlet.say(said)
        put(found)
    if not found["ok"]:
        ctx.exit(StoreFault.exit_code)


@click.command(help=_("Remake every present state from its history, where verify finds that one does not follow."))
@click.pass_obj
@click.pass_context
def rebuild(ctx: click.Context, seat: Seat) -> None:
    """Remake, unless a chain is broken: then nothing is changed."""
    proof.rebuild(seat.desk(ctx))
    outlet.put(_("All present states were remade from the histories."))
