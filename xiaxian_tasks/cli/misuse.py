"""What click says of a slip, in the house's words: where an option belongs, which variable was wrong, whose signs."""

import re

import click
from click.core import ParameterSource

from xiaxian_tasks.language import _, spoken

_QUOTED = re.compile(r"\s*'([^'\n]*)'\s*")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff”）])\.(?=\s|$)")
_BEHIND_STOP = re.compile(r"(?<=[。，：；？！])\s+")


def is_help(error: click.ClickException) -> bool:
    """Whether nothing is wrong but that a group was called alone: its message is its help."""
    return type(error).__name__ == "NoArgsIsHelpError"


def told(error: click.ClickException, arguments: list[str]) -> str:
    """The message, with Chinese signs where Chinese is spoken."""
    place = _place(error, arguments) if isinstance(error, click.NoSuchOption) else ""
    if isinstance(error, click.BadParameter):
        _name_source(error)
    return place or signs(error.format_message())


def signs(text: str) -> str:
    """Quotation marks and stops of click's sentences as Chinese writes them; other languages as they are."""
    if spoken() != "zh":
        return text
    text = _QUOTED.sub(r"“\1”", text)
    text = _STOP.sub("。", text.replace("”, “", "”、“").replace("”,“", "”、“"))
    return _BEHIND_STOP.sub("", text)


def _name_source(error: click.BadParameter) -> None:
    """Let the message name the variable of the environment that holds the wrong value, else the option alone."""
    parameter, context = error.param, error.ctx
    if parameter is None or context is None or error.param_hint is not None or not isinstance(parameter, click.Option):
        return
    is_from_variable = context.get_parameter_source(parameter.name or "") is ParameterSource.ENVIRONMENT
    error.param_hint = [str(parameter.envvar)] if is_from_variable else list(parameter.opts)


def _place(error: click.NoSuchOption, arguments: list[str]) -> str:
    """Where an option belongs that stands on the wrong side of its command; "" where it belongs nowhere."""
    context = error.ctx
    if context is None:
        return ""
    top = context.find_root()
    if context is not top:
        if error.option_name in _options(top.command):
            return _("{option} goes before the command: xiaxian {option} … {command}").format(
                option=error.option_name, command=context.info_name
            )
        return ""
    group = top.command
    names = group.list_commands(top) if isinstance(group, click.Group) else []
    commands = {name: group.get_command(top, name) for name in names} if isinstance(group, click.Group) else {}
    fitting = [name for name, command in commands.items() if command and error.option_name in _options(command)]
    if not fitting:
        return ""
    command = next((each for each in (*arguments, "tasks") if each in fitting), fitting[0])
    return _("{option} goes behind the command: xiaxian {command} {option}").format(
        option=error.option_name, command=command
    )


def _options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")}
