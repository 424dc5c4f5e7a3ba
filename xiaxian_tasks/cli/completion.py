"""`completion` (补全): the script a shell needs to complete commands, ids of tasks and names of bodies."""

import click

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.run import COMPLETE
from xiaxian_tasks.cli.typed import Choice
from xiaxian_tasks.language import _

SHELLS = ("bash", "zsh", "fish")


@click.command(help=_('Print the script for a shell. For bash: eval "$(xiaxian completion bash)"'))
@click.argument("shell", type=Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is not None:
        outlet.put(made(ctx.find_root().command, {}, "xiaxian", COMPLETE).source())
