"""Writes docs/commands.md from the program itself; `--check` says whether it still tells the truth."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scripts import generated
from xiaxian_tasks import language

if TYPE_CHECKING:
    import click

    Leaf = tuple[str, click.Command, click.Context]

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"

ALWAYS = (0, 1, 2, 7)
"""Exit codes any command may leave with."""

EXIT_CODES: dict[str, tuple[int, ...]] = {
    "remind": (5,), "remind run": (3, 4, 6, 8), "remind watch": (3,), "remind list": (5,), "remind show": (5,),
    **dict.fromkeys((
        "remind approve", "remind edit", "remind postpone", "remind merge", "remind withdraw", "remind confirm",
    ), (4, 5, 6)),
    "today": (5,), "evidence list": (5,), "evidence save": (5,), "evidence verify": (),
    "load": (3, 4, 6), "board": (), "tasks": (5,), "show": (5,), "why": (5,), "report": (3, 4, 5, 6), "history": (5,),
    "agenda": (5,), "calendar export": (5,), "calendar publish": (5, 8),
    "calendar import": (3, 4, 5, 6), "calendar mail": (4, 5, 8),
    "calendar serve": (), "calendar unpublish": (5, 8), "plans": (), "bodies": (), "people": (), "standing": (4, 5),
    "bulletin": (4, 5, 6), "burden": (4, 5), "burden twice": (), "procedures": (5,), "case open": (4, 5, 6),
    "month close": (4, 6), "month show": (5,), "month list": (), "case list": (), "case show": (5,),
    "case step": (4, 5, 6), "case anchor": (4, 5, 6), "case end": (4, 5, 6), "draft": (3,), **dict.fromkeys((
        "task register", "task dispatch", "task close", "task recheck", "task reopen", "task suspend", "task resume",
        "task terminate", "task merge", "task remark", "task reply", "task undo", "assignment assign",
        "assignment receive", "assignment refuse", "assignment request", "assignment return", "assignment accept",
        "assignment check", "extension ask", "extension grant", "extension refuse", "plan way", "body rename",
        "body merge", "body abolish",
    ), (4, 5, 6)), "assignment list": (5,), "extension list": (),
    "verify": (), "seal": (4, 6), "seal list": (), "backup": (), "restore": (4,), "export": (), "import": (3, 4),
    "rebuild": (), "view save": (4, 6), "view list": (), "view drop": (4, 5, 6), "doctor": (), "completion": (),
    "demo": (4,), "paper check": (3,), "calendar token list": (), "notice write": (3, 4, 5), "notice list": (5,),
    "notice show": (5,), "notice register": (),
    **dict.fromkeys((f"notice {name}" for name in ("issue", "reply", "withdraw")), (4, 5, 6)),
    **dict.fromkeys((f"calendar token {name}" for name in ("add", "rotate", "revoke", "recall")), (4, 5, 6)),
}
"""Command -> what it may leave with beside those."""

MEANS = {
    0: ("done", "go on"),
    1: ("a defect of the program, or output that could not be written", "see what it says"),
    2: ("an argument cannot be understood", "say it again"),
    3: ("a paper holds faults; each is on a line of its own", "mend the paper"),
    4: ("a rule refuses", "read the rule; nothing was recorded"),
    5: ("nothing, or more than one thing, answers to a name", "take one of those listed"),
    6: ("others kept writing at the same time", "try again; nothing was recorded"),
    7: ("the ledger cannot be used, or does not agree with itself", "see what it says; restore a backup"),
    8: ("something could not be delivered", "it waits"),
    130: ("interrupted by the keyboard", "nothing half-done was recorded"),
}

HEAD = """\
# Commands

Made from the program by `make docs`; `xiaxian COMMAND --help` says the same, in Chinese unless asked otherwise.

With no command the screen opens; in a pipe the board is printed. On an empty ledger the screen asks what to adopt, and
the printed board adopts the bundled plans first.
TASK is `plan/number`, any beginning of it that means one task, or words that do. Days are `YYYY-MM-DD`.

## Exit codes

"""


def page() -> str:
    """The whole page."""
    language.install("en")
    import click  # binds its words as it is imported

    from xiaxian_tasks.cli.program import SHORT, program

    top = click.Context(program, info_name="xiaxian", max_content_width=100)
    lines = [*_exit_codes(), "", "## Before the command", "", *_options(program, top)]
    for name in program.list_commands(top):
        if name in SHORT:
            lines += ["", f"## {name}", "", f"Short for `{SHORT[name]}`."]
            continue
        command = program.get_command(top, name)
        assert command is not None
        for full, each, context in _leaves(name, command, top):
            lines += ["", f"## {full}", "", *_about(full, each, context)]
    return HEAD + "\n".join(lines) + "\n"


def _exit_codes() -> Iterator[str]:
    yield "| code | means | do |"
    yield "|---:|---|---|"
    yield from (f"| {code} | {means} | {do} |" for code, (means, do) in MEANS.items())


def _leaves(name: str, command: "click.Command", above: "click.Context") -> "Iterator[Leaf]":
    """A command, or the commands of a group, with their full names."""
    import click

    context = click.Context(command, info_name=name.rpartition(" ")[2], parent=above, max_content_width=100)
    if not isinstance(command, click.Group):
        yield name, command, context
        return
    if command.invoke_without_command:
        yield name, command, context
    for inner in command.list_commands(context):
        found = command.get_command(context, inner)
        assert found is not None
        yield from _leaves(f"{name} {inner}", found, context)


def _about(full: str, command: "click.Command", context: "click.Context") -> Iterator[str]:
    pieces = command.collect_usage_pieces(context)
    options = list(_options(command, context))
    yield f"    xiaxian {full} {' '.join(pieces)}"
    yield ""
    yield (command.help or "").strip()
    yield ""
    yield from options
    yield from [""] if options else []
    codes = ", ".join(map(str, sorted({*ALWAYS, *EXIT_CODES[full]})))
    yield f"Leaves with {codes}."


def _options(command: "click.Command", context: "click.Context") -> Iterator[str]:
    """What help says of each option; `--help` itself and arguments, which have no words of their own, are left out."""
    records = [each.get_help_record(context) for each in command.params if each.param_type_name == "option"]
    if records:
        yield "| option | what |"
        yield "|---|---|"
    for record in records:
        name, words = (text.replace("|", "\\|") for text in record or ("", ""))
        yield f"| `{name}` | {' '.join(words.split())} |"


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` leave with 1 when it is not what it would be."""
    return generated.put(PAGE, page(), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
