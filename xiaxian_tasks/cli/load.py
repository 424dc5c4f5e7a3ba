"""`load` (载入方案): adopt plan files, all or none; or only check them."""

from typing import Any

import click

from xiaxian_tasks import assemble
from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.language import _
from xiaxian_tasks.office.adopt import Checked, Loaded
from xiaxian_tasks.wording import county, sentences, words


@click.command(help=_("Adopt plan files, by default all bundled ones. Again changes nothing; an edited file lists its"
                      " differences. A file of people is a paper too; people --template prints one to fill in."))
@click.argument("paths", nargs=-1, metavar=_("[PATH]..."))
@click.option("--check", is_flag=True, help=_("Write nothing; list every fault and doubt."))
@as_json
@click.pass_obj
@click.pass_context
def load(ctx: click.Context, seat: Seat, paths: tuple[str, ...], check: bool, is_json: bool) -> None:
    """Adopt or check."""
    if check:
        _check(ctx, seat, paths, is_json=is_json)
        return
    desk = seat.desk(ctx, hint=False)
    counter = outlet.Counter(_("Adopting"))
    try:
        loaded = assemble.load(desk, paths, counter)
    finally:
        counter.close()
    if is_json:
        outlet.put_json({
            "plans": [{"id": name, "tasks": tasks} for name, tasks in loaded.plans],
            "differences": [difference._asdict() for difference in loaded.differences],
            "doubts": [_document(doubt) for doubt in loaded.doubts],
            "changed": loaded.added,
        })
    else:
        for difference in loaded.differences:
            outlet.put(outlet.one_line(county.difference(*difference)))
    outlet.say(_adopted(loaded))


def _adopted(loaded: Loaded) -> str:
    """What was done; of people, rules, bodies and days off alone without a word of plans."""
    told = _counted(loaded.plans, loaded.doubts)
    if not loaded.plans:
        return _("{changed} new or changed, {doubts}.").format(**told, changed=loaded.added)
    return _("{plans} with {tasks}: {changed} new or changed, {doubts}.").format(**told, changed=loaded.added)


def _counted(plans: tuple[tuple[str, int], ...], doubts: tuple[Fault, ...]) -> dict[str, str]:
    """How many plans, tasks and doubts, each in words."""
    return {
        "plans": words.plans(len(plans)), "tasks": words.tasks(sum(count for _name, count in plans)),
        "doubts": words.doubts(len(doubts)),
    }


def _check(ctx: click.Context, seat: Seat, paths: tuple[str, ...], *, is_json: bool) -> None:
    """List faults on stderr and doubts on stdout, and say what a load would change; leave with 3 on a fault."""
    desk = seat.desk(ctx, hint=False) if assemble.has_ledger(seat.settings) else None
    try:
        checked = assemble.check(desk, paths)
    except Faulty as unreadable:
        checked = Checked(tuple(unreadable.faults), ())
    faults, doubts = checked.faults, checked.doubts
    if is_json:
        found = {"faults": faults, "doubts": doubts}
        outlet.put_json({key: [_document(each) for each in listed] for key, listed in found.items()})
    else:
        for fault in faults:
            outlet.say(outlet.one_line(sentences.of_fault(fault)))
        for doubt in doubts:
            outlet.put(outlet.one_line(sentences.of_fault(doubt)))
        if not faults:
            _say_good(checked, is_compared=desk is not None)
    if faults:
        ctx.exit(Faulty.exit_code)


def _say_good(checked: Checked, *, is_compared: bool) -> None:
    """That nothing is wrong with the papers, and what a load would change in the ledger."""
    outlet.say(_("All is well: {plans}, {tasks}, {doubts}.").format(**_counted(checked.plans, checked.doubts)))
    if not is_compared:
        return
    if not checked.new and not checked.differences:
        outlet.say(_("The ledger has all of it already; a load would change nothing."))
        return
    outlet.say(_("A load would change the ledger:"))
    for name in checked.new:
        outlet.say(_("  {plan}: new").format(plan=name))
    for difference in checked.differences:
        outlet.say(f"  {outlet.one_line(county.difference(*difference))}")


def _document(fault: Fault) -> dict[str, Any]:
    """A fault or doubt as JSON: file, line, code, message, and the figures it carries."""
    message = sentences.message(fault)
    return {"file": fault.file, "line": fault.line, "code": fault.code, "message": message, **fault.figures}
