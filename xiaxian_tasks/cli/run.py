"""One run of the command line: arguments in, exit code out. No traceback ever reaches a user."""

import os

import click

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.seat import Looks, Screen, Seat
from xiaxian_tasks.errors import Misused, XiaxianError
from xiaxian_tasks.language import _

COMPLETE = "_XIAXIAN_COMPLETE"
"""The environment variable in which a shell asks for completions."""

INTERRUPTED, DEFECT = 130, 1


def run(arguments: list[str], screen: Screen, looks: Looks = dict) -> int:
    """Run the program with these arguments; its exit code."""
    outlet.make_ready()
    try:
        code = _told(arguments, screen, looks)
        outlet.flush()
    except BrokenPipeError:
        outlet.turn_off()  # the reader has seen enough
        return 0
    except XiaxianError as error:
        outlet.turn_off()
        _say_error(error)
        return error.exit_code
    return code


def _told(arguments: list[str], screen: Screen, looks: Looks) -> int:
    """The exit code; whatever went wrong has been said."""
    try:
        return _invoked(arguments, screen, looks)
    except outlet.Unwritable:
        raise
    except XiaxianError as error:
        _say_error(error)
        return error.exit_code
    except click.ClickException as error:
        _say_misuse(error, arguments)
        return error.exit_code
    except (KeyboardInterrupt, EOFError, click.Abort):
        outlet.say(_("Interrupted."))
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  # the last stop before the user
        _say_defect(error)
        return DEFECT


VARIABLES = ("XIAXIAN_DB", "XIAXIAN_ON", "XIAXIAN_BY", "XIAXIAN_LANG", "XIAXIAN_KEY_FILE")


def _invoked(arguments: list[str], screen: Screen, looks: Looks) -> int:
    for argument in (*arguments, *(os.environ.get(name, "") for name in VARIABLES)):
        if any("\ud800" <= character <= "\udfff" for character in argument):
            raise Misused("not-utf8-argument")
    from xiaxian_tasks.cli.program import program

    if os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(program, {"obj": Seat(screen)}, "xiaxian", COMPLETE, os.environ[COMPLETE])
    try:
        with program.make_context("xiaxian", list(arguments), obj=Seat(screen, looks)) as context:
            program.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code
    return 0


def _say_error(error: XiaxianError) -> None:
    from xiaxian_tasks.wording import sentences

    for line in sentences.of_error(error):
        outlet.say(line)
    if os.environ.get("XIAXIAN_DEBUG") and error.figures.get("detail"):
        outlet.say(str(error.figures["detail"]))  # what the server says, in its own language


def _say_misuse(error: click.ClickException, arguments: list[str]) -> None:
    """What was typed wrong, how the command is used, and where its help is; of a group alone only its help."""
    from xiaxian_tasks.cli import misuse

    if misuse.is_help(error):
        outlet.say(error.format_message())
        return
    outlet.say(_("Error: {message}").format(message=misuse.told(error, arguments)))
    context = getattr(error, "ctx", None)
    if context is not None:
        outlet.say(context.get_usage())
        outlet.say(_("Try '{command} {option}' for help.").format(command=context.command_path, option="--help"))


def _say_defect(error: Exception) -> None:
    outlet.say(_("This is a defect of the program ({name}). Nothing half-done was"
                 " recorded.").format(name=type(error).__name__))
    if os.environ.get("XIAXIAN_DEBUG"):
        from traceback import format_exception

        outlet.say("".join(format_exception(error)))
    else:
        outlet.say(_("Run the same command with XIAXIAN_DEBUG=1 for the details, and send them to whoever keeps the"
                     " program."))
