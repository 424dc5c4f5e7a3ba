"""What all commands of the life-cycle share: their shape, what may be typed beside any step, and what they print."""

from collections.abc import Callable
from typing import Any

import click

from xiaxian_tasks import files
from xiaxian_tasks.cli import completing, entries, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY, Choice
from xiaxian_tasks.domain.guards import CAUSES, FOUND, HOWS
from xiaxian_tasks.domain.life import LEAD, SUPPORT
from xiaxian_tasks.domain.terms import ASSIGNMENT_STATES, FULL, SIMPLE, WAYS
from xiaxian_tasks.errors import Misused, Refused
from xiaxian_tasks.language import _
from xiaxian_tasks.office import rounds, steps
from xiaxian_tasks.office.acting import Done
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import entry_sheet
from xiaxian_tasks.wording import steps as kinds_said
from xiaxian_tasks.wording import words as vocabulary
from xiaxian_tasks.wording import workflow

HOW = Choice(HOWS, {"书面": "paper", "电话": "phone", "现场": "site"})
CAUSE = Choice(CAUSES, {"未达标": "short", "佐证不足": "thin", "数据矛盾": "contradictory", "格式不符": "form"})
OUTCOME = Choice(FOUND, {"已巩固": "held", "反弹": "relapsed"})
ROLE = Choice((LEAD, SUPPORT), {"牵头": LEAD, "配合": SUPPORT})
WAY = Choice(WAYS, {"简易": SIMPLE, "全程": FULL})
PART = Choice(ASSIGNMENT_STATES, {
    "待交办": "unsent", "待签收": "unsigned", "已签收": "signed", "在办": "active", "已反馈": "requested",
    "退办": "returned", "已认可": "accepted", "拒签": "refused", "已解除": "released", "办理中": "active",
})

Step = Callable[..., Done]

task_argument = click.argument("task", shell_complete=completing.tasks, metavar=_("TASK"))
many_tasks = click.argument("tasks", nargs=-1, shell_complete=completing.tasks, metavar=_("[TASK]..."))
one_body = click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies,
                        help=_("Which body; one's own is the default."))
some_bodies = click.option("--body", "bodies", multiple=True, metavar=_("BODY"), shell_complete=completing.bodies,
                           help=_("Which body; repeatable. All that are waiting for it is the default."))
evidence = click.option("--evidence", multiple=True, metavar=_("FILE"),
                        help=_("A file, kept whole under its fingerprint; repeatable."))
how_checked = click.option("--how", type=HOW, required=True, help=_("How it was checked."))
note = click.option("--note", default="", metavar=_("TEXT"), help=_("A remark."))
reason = click.option("--reason", default="", metavar=_("TEXT"), help=_("Why."))
document = click.option("--document", default="", metavar=_("PAPER"), help=_("The paper that decided it."))
override = click.option("--override", default="", metavar=_("TEXT"),
                        help=_("Why the body is asked beyond its monthly limit."))


def figure(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options for a figure that was found."""
    function = click.option("--as-of", type=DAY, help=_("The day the figure is of."))(function)
    function = click.option("--target", default="", metavar=_("TARGET"), help=_("Of which target."))(function)
    return click.option("--value", default="", metavar=_("VALUE"), help=_("The figure found, with its unit."))(function)


def checked(how: str, typed: dict[str, Any]) -> steps.Checked:
    """What was found, taken out of what was typed."""
    return steps.Checked(how, typed.pop("value"), typed.pop("target"), typed.pop("as_of"))


def words(typed: dict[str, Any]) -> steps.Words:
    """What was typed beside a step, taken out of the rest."""
    return steps.Words(**{key: typed.pop(key) for key in steps.Words._fields if key in typed})


def step(group: click.Group, name: str, kind: str, about: str) -> Callable[[Step], click.Command]:
    """A command that records one step on one task: the function does it, given the office, the task, the words and
    what else was typed; the help says who may and when."""

    def made(function: Step) -> click.Command:
        @click.pass_context
        def run(ctx: click.Context, /, task: str, *, is_json: bool, **typed: Any) -> None:
            desk = _seat(ctx).desk(ctx)
            if "evidence" in typed:
                typed["files"] = files.evidence(typed.pop("evidence"))
            _answer(desk, function(desk, task, words(typed), **typed), is_json=is_json)

        return group.command(name, help=workflow.helped(kind, about))(task_argument(_with_options(run, function)))

    return made


def step_for_many(
    group: click.Group, name: str, kind: str, about: str, *, one_whole: bool = False
) -> Callable[[Step], click.Command]:
    """A command that records one step on each of several tasks, or on all of a plan that wait for it: those refused
    are told of, the others done. With `one_whole` a single task is answered as by `step`."""

    def made(function: Step) -> click.Command:
        @click.pass_context
        def run(ctx: click.Context, /, tasks: tuple[str, ...], *, plan: str, is_json: bool, **typed: Any) -> None:
            if bool(tasks) == bool(plan):
                raise Misused("nothing-to-step")
            desk, said = _seat(ctx).desk(ctx), words(typed)
            ripe = rounds.open_tasks(desk, plan, kind, typed.get("bodies", ())) if plan else rounds.Ripe([], [])
            found = ripe.tasks if plan else [rounds.task_meant(desk, each) for each in tasks]
            if one_whole and len(tasks) == 1:
                _answer(desk, function(desk, found[0], said, **typed), is_json=is_json)
                return
            outcome = rounds.each(found, lambda task: function(desk, task, said, **typed))
            if is_json:
                outlet.put_json_rows(document_of(done) for done in outcome.done)
            else:
                for done in outcome.done:
                    put_line(done)
            _tell_by_sentence(ripe.passed)
            _tell(kind, outcome, plan)
            if outcome.refused:
                ctx.exit(Refused.exit_code)

        whole = click.option("--plan", default="", metavar=_("PLAN"), shell_complete=completing.plans,
                             help=_("All tasks of a plan that wait for it."))
        shaped = many_tasks(whole(_with_options(run, function)))
        return group.command(name, help=workflow.helped(kind, about))(shaped)

    return made


def _answer(desk: Office, done: Done, *, is_json: bool) -> None:
    """One step on one task, told whole."""
    if is_json:
        outlet.put_json(document_of(done))
    else:
        put(desk, done)


def _seat(ctx: click.Context) -> Seat:
    seat: Seat = ctx.obj
    return seat


def _with_options(run: Callable[..., Any], function: Step) -> Callable[..., Any]:
    """The options of the step's function, and --json behind them, on what runs it."""
    as_json(run)
    vars(run)["__click_params__"] += vars(function).get("__click_params__", [])
    return run


def _tell(kind: str, outcome: rounds.Outcome, plan: str) -> None:
    """How many were done, and of each refusal which tasks it was."""
    if plan and not outcome.done and not outcome.refused:
        outlet.say(_("No task of {plan} waits for “{kind}”.").format(plan=plan, kind=kinds_said.said(kind)))
        return
    _tell_by_sentence(outcome.refused)
    done, gone = (vocabulary.tasks(len(each)) for each in outcome)
    told = _("{kind}: {done}, refused {refused}.") if outcome.refused else _("{kind}: {done}.")
    outlet.say(told.format(kind=kinds_said.said(kind), done=done, refused=gone))


def _tell_by_sentence(refused: list[tuple[str, Refused]]) -> None:
    """Each sentence once, behind the tasks it is said of."""
    from xiaxian_tasks.wording import sentences

    told: dict[str, list[str]] = {}
    for task, error in refused:
        told.setdefault(" ".join(sentences.of_error(error)), []).append(task)
    for sentence, tasks in told.items():
        outlet.say(f"{vocabulary.joined(tasks)}: {sentence}")


def document_of(done: Done) -> dict[str, Any]:
    """What `--json` prints of a step."""
    return {"entry": entry_sheet(done.entry), "task": done.sheet}


def put_line(done: Done) -> None:
    """The line of the entry, with the state it led to."""
    sheet = done.sheet
    told = f"{done.entry.task}  {entries.line(entry_sheet(done.entry), entries.names_of(sheet))}"
    outlet.put("  ".join((told, *entries.changes(done.stage_before, done.light_before, sheet))))


def put(desk: Office, done: Done) -> None:
    """The line of the entry, how state and light changed, the light's reason, and what is open now."""
    outlet.put(f"{done.entry.task}  {entries.line(entry_sheet(done.entry), entries.names_of(done.sheet))}")
    entries.put_outcome(desk, done.stage_before, done.light_before, done.sheet)
