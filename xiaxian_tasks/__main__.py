"""The program: finds the language, then runs the command line. `xiaxian` and `python -m xiaxian_tasks` are the same."""

import gc
import os
import sys
from typing import TYPE_CHECKING, Any

from xiaxian_tasks import language

if TYPE_CHECKING:
    from xiaxian_tasks.office.desk import Office

BEFORE_COMMAND = frozenset({"--db", "--on", "--by", "--lang"})
"""Options before the command that take a value."""


INTERRUPTED = 130
"""What a shell takes for Ctrl-C: 128 and the number of SIGINT."""


def main() -> None:
    """Run the program with the arguments of the process and leave with its exit code."""
    gc.disable()  # imports make no garbage; the office switches it on again (cli.seat)
    arguments = sys.argv[1:]
    try:
        language.install(language_of(arguments, os.environ.get("XIAXIAN_LANG", "")))
        from xiaxian_tasks.cli.run import run  # imports click, which binds its words as it is imported

        sys.exit(run(arguments, screen, looks))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)  # too early, or too late, for a sentence


def language_of(arguments: list[str], otherwise: str) -> str:
    """The language the arguments before the command ask for, else `otherwise`, else the default."""
    for index, argument in enumerate(arguments):
        name, found, value = argument.partition("=")
        if index and arguments[index - 1] in BEFORE_COMMAND:
            continue
        if not argument.startswith("-"):
            break
        if name == "--lang":
            otherwise = value if found else "".join(arguments[index + 1 : index + 2])
    return otherwise if otherwise in language.LANGUAGES else language.LANGUAGES[0]


def looks() -> dict[str, Any]:
    """What `doctor` tells of the screen."""
    from xiaxian_tasks.tui import findings

    return findings()


def screen(desk: "Office", notice: str, before: tuple[str, ...]) -> int:
    """Open the screen on an office with a notice, and give its exit code; its libraries are loaded only now."""
    from xiaxian_tasks.tui import run

    return run(desk, notice, before)


if __name__ == "__main__":
    main()
