"""The program as click sees it: what stands before the command, and a list of commands that costs no import."""

from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click
from click.core import ParameterSource

from xiaxian_tasks import __version__
from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY, LANG
from xiaxian_tasks.language import LANGUAGES, N_, _

COMMANDS = {
    "load": ("load", N_("adopt plan files, or check them")),
    "today": ("today", N_("what to push now, and why")),
    "board": ("board", N_("lights counted by plan and by body")),
    "month": ("month", N_("close a month, and compare it with the one before")),
    "bulletin": ("bulletin", N_("a period counted, the good and the slow named")),
    "tasks": ("tasks", N_("list tasks")),
    "view": ("view", N_("saved queries")),
    "show": ("show", N_("one task whole")),
    "why": ("why", N_("why a light is what it is")),
    "report": ("report", N_("report a value, a milestone or a note")),
    "dispatch": ("task", N_("send tasks out (task dispatch)")),
    "receive": ("assignment", N_("sign for a task (assignment receive)")),
    "accept": ("assignment", N_("accept what is done (assignment accept)")),
    "return": ("assignment", N_("send a part back (assignment return)")),
    "close": ("task", N_("close a task (task close)")),
    "undo": ("task", N_("take an entry back (task undo)")),
    "task": ("task", N_("steps of a task as a whole")),
    "assignment": ("assignment", N_("steps of one body's part")),
    "extension": ("extension", N_("later days: ask, grant, refuse")),
    "evidence": ("evidence", N_("papers that came with entries")),
    "history": ("history", N_("what was recorded")),
    "remind": ("remind", N_("what is to be said to whom today, and its post")),
    "notice": ("notice", N_("papers of the office: worded, issued, answered")),
    "agenda": ("agenda", N_("dates to come")),
    "calendar": ("calendar", N_("calendars for phones and desks")),
    "plans": ("plans", N_("the plans")),
    "plan": ("ways", N_("how a plan is supervised")),
    "bodies": ("plans", N_("departments, townships and groups")),
    "people": ("people", N_("who acts, in which role")),
    "standing": ("standing", N_("points and rates of bodies, each with its cause")),
    "burden": ("burden", N_("what the office asked of each body")),
    "body": ("ways", N_("bodies renamed, merged, abolished")),
    "procedures": ("cases", N_("procedures with their limits")),
    "case": ("cases", N_("runs of a procedure")),
    "draft": ("draft", N_("read an official document into a plan")),
    "paper": ("paper", N_("a paper measured against the standard")),
    "verify": ("verify", N_("prove the ledger")),
    "seal": ("seal", N_("one code for all histories, for paper")),
    "backup": ("transfer", N_("copy the ledger and prove the copy")),
    "restore": ("transfer", N_("put a backup in the ledger's place")),
    "export": ("transfer", N_("the whole ledger as JSON lines")),
    "import": ("transfer", N_("fill an empty ledger from an export")),
    "rebuild": ("transfer", N_("remake the present states")),
    "demo": ("demo", N_("a ledger for practice, with made-up reports")),
    "doctor": ("doctor", N_("what this installation has and lacks")),
    "completion": ("completion", N_("completion for a shell")),
}
"""Command -> the file of `cli/` it stands in, and what it does in a few words."""

SHORT = {
    "dispatch": "task dispatch", "receive": "assignment receive", "accept": "assignment accept",
    "return": "assignment return", "close": "task close", "undo": "task undo",
}
"""Command -> the one of a noun it is short for."""


class Cells(click.Context):
    """A context whose help is laid out by terminal cells."""

    def make_formatter(self) -> click.HelpFormatter:
        """The formatter, loaded for whoever asks for help."""
        from xiaxian_tasks.cli.helptext import CellFormatter

        return CellFormatter(width=self.terminal_width, max_width=self.max_content_width)


class Program(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, the most used first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, imported."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"xiaxian_tasks.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        _lay_out_by_cells(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command meant; a slip is told the nearest."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.NoSuchCommand(args[0], possibilities=list(COMMANDS), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their few words."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(words)) for name, (_file, words) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Commands with their few words, and options."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=_(words))
            for name, (_file, words) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]


def _lay_out_by_cells(command: click.Command) -> None:
    """Give a command, and those in it, the house's help; click leaves two words of its usage untranslated."""
    command.context_class = Cells
    command.options_metavar = _("[OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGS]...")
    for inner in getattr(command, "commands", {}).values():
        _lay_out_by_cells(inner)


Program.context_class = Cells


@click.group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("[COMMAND [ARGS]...]"),
    epilog=_("Exit codes: 0 done, 1 internal, 2 usage, 3 faulty paper, 4 refused by the rules, 5 not found, 6 others"
             " were first, 7 ledger, 8 delivery."),
    help=_("The county's supervision ledger: plans, reports, lights and calendars. Without a command the screen"
           " opens."),
)
@click.option("--db", envvar="XIAXIAN_DB", show_envvar=True, default="", metavar=_("ADDRESS"),
              help=_("The ledger: a file or postgresql://…"))
@click.option("--on", envvar="XIAXIAN_ON", show_envvar=True, type=DAY, help=_("The day to take for today."))
@click.option("--by", envvar="XIAXIAN_BY", show_envvar=True, default="", metavar=_("NAME"), help=_("Who acts."))
@click.option("--lang", envvar="XIAXIAN_LANG", show_envvar=True, default=LANGUAGES[0], type=LANG, help=_("Language."))
@click.option("--read-only", envvar="XIAXIAN_READ_ONLY", show_envvar=True, is_flag=True, help=_("Record nothing."))
@click.version_option(__version__, prog_name="xiaxian")
@click.pass_context
def program(ctx: click.Context, /, **before: Any) -> None:
    """Settle what stands before the command; without one open the screen, or print the board."""
    seat: Seat = ctx.obj
    seat.settle(**before)
    seat.said = frozenset(name for name in before if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE)
    if ctx.invoked_subcommand is None:
        _open(ctx, seat)


def _open(ctx: click.Context, seat: Seat) -> None:
    from xiaxian_tasks import assemble
    from xiaxian_tasks.cli.board import show_board
    from xiaxian_tasks.wording import words

    desk = seat.desk(ctx, hint=False)
    if outlet.can_show_screen():
        ctx.exit(seat.screen(desk, "", seat.before))  # which asks what to do with an empty ledger
    counter = outlet.Counter(_("Adopting"))
    try:
        adopted = assemble.adopt_if_empty(desk, counter)
    finally:
        counter.close()
    if adopted is not None:
        outlet.say(_("The ledger was empty: the bundled plans were adopted ({tasks}).").format(
            tasks=words.tasks(adopted)
        ))
    show_board(desk)


def as_json(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option every reading command has: `--json`."""
    return click.option("--json", "is_json", is_flag=True, help=_("One JSON document."))(function)
