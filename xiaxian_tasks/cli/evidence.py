"""`evidence` (佐证): the papers that came with entries, listed, copied out, proved."""

from pathlib import Path

import click

from xiaxian_tasks import assemble, files
from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import Whole
from xiaxian_tasks.errors import Misused, StoreFault
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.office import evidence as papers
from xiaxian_tasks.office import names
from xiaxian_tasks.wording import words

SEQ = Whole(N_("SEQ"), 1)


@click.group(help=_("The papers that came with entries: list them, copy them out, prove them."))
def evidence() -> None:
    """Only groups."""


@evidence.command("list", help=_("The pieces of evidence of a task, or of all tasks."))
@click.argument("task", required=False, shell_complete=completing.tasks, metavar=_("[TASK]"))
@as_json
@click.pass_obj
@click.pass_context
def listed(ctx: click.Context, seat: Seat, task: str | None, *, is_json: bool) -> None:
    """Print the pieces."""
    desk = seat.desk(ctx)
    found = papers.listing(desk, names.task(desk, task).id if task else "")
    if is_json:
        outlet.put_json_rows(found)
        return
    rows = [
        [
            each["task"], str(each["seq"]), each["at"], each["by"], each["name"],
            "-" if each["size"] is None else words.size(each["size"]), each["hash"][:12],
            words.word(words.EVIDENCE, each["state"]),
        ]
        for each in found
    ]
    if not rows:
        outlet.say(_("There is no evidence."))
    tables.show([
        tables.Column(_("task")), tables.Column(_("entry"), right=True), tables.Column(_("day")),
        tables.Column(_("by")), tables.Column(_("name"), least=12), tables.Column(_("size"), right=True),
        tables.Column(_("fingerprint")), tables.Column(_("state")),
    ], rows)


@evidence.command("save", help=_("Copy the pieces of a task into a folder. Nothing there is written over: a number is"
                                 " put behind a name that is taken."))
@click.argument("task", shell_complete=completing.tasks, metavar=_("TASK"))
@click.option("--entry", "seq", type=SEQ, help=_("Of one entry, by its number."))
@click.option("--out", required=True, metavar=_("FOLDER"), help=_("A folder that exists."))
@as_json
@click.pass_obj
@click.pass_context
def save(ctx: click.Context, seat: Seat, task: str, *, seq: int | None, out: str, is_json: bool) -> None:
    """Write copies, one at a time."""
    folder = Path(out)
    try:
        is_folder = folder.is_dir() and not folder.is_symlink()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        raise Misused("no-such-folder", place=out)
    desk = seat.desk(ctx)
    written = []
    for each, content in papers.contents(desk, names.task(desk, task).id, seq):
        path = files.write_new(folder, assemble.file_name(each["name"]), content)
        written.append({**each, "file": str(path)})
        if not is_json:
            outlet.put(str(path))
    if is_json:
        outlet.put_json(written)


@evidence.command("verify", help=_("Read every piece and hold it against the hash in its entry."))
@as_json
@click.pass_obj
@click.pass_context
def verify(ctx: click.Context, seat: Seat, *, is_json: bool) -> None:
    """Print what was found; leave with 7 when a piece is gone or altered."""
    found = papers.verify(seat.desk(ctx))
    if is_json:
        outlet.put_json(found)
    else:
        for fault in found["faults"]:
            outlet.put(_("{task}, entry {seq}, “{name}”: {what}").format(
                task=fault["task"], seq=fault["seq"], name=outlet.one_line(fault["name"]),
                what=words.word(words.EVIDENCE, fault["code"]),
            ))
        told = words.papers(found["pieces"])
        outlet.put(_("All are kept as they were: {told}").format(told=told) if found["ok"] else told)
        if found["never_kept"]:
            outlet.put(_("Recorded by fingerprint alone, before copies were kept: {told}").format(
                told=words.papers(found["never_kept"])
            ))
    if not found["ok"]:
        ctx.exit(StoreFault.exit_code)
