"""The command line that does the same (等价命令), as a plain shell takes it: with what was said before the command."""

import re
from collections.abc import Iterator
from datetime import date

from xiaxian_tasks.tui.forms.typed import quoted

ON = "--on"

_PROGRAM = re.compile(r"""'[^']*'|"[^"]*"|(?:^|(?<= && ))xiaxian(?= )""")
"""The program where a command line begins; what is quoted is stepped over."""


def whole(twin: str, before: tuple[str, ...], day: date | None = None) -> str:
    """A command line, or several joined by &&, each with the options `before` it, in pairs; `day` is the one looked
    back at and stands in place of the one that was said."""
    words = [*_beside_day(before), ON, day.isoformat()] if day else list(before)
    program = " ".join(["xiaxian", *map(quoted, words)])
    return _PROGRAM.sub(lambda found: program if found[0] == "xiaxian" else found[0], twin)


def _beside_day(before: tuple[str, ...]) -> Iterator[str]:
    for option, value in zip(before[::2], before[1::2], strict=True):
        if option != ON:
            yield from (option, value)
