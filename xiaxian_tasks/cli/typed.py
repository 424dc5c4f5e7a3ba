"""What is typed on the command line: days, lights, states and sorts, in both languages, with near names for slips."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from xiaxian_tasks import settings
from xiaxian_tasks.domain.spellings import table_of
from xiaxian_tasks.domain.terms import FIRST_YEAR, LAST_YEAR, LIGHTS, STATES
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import LANGUAGES, N_, _, spoken
from xiaxian_tasks.ports import RECKONED, SORTS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    Typed = click.ParamType[Any, Any]
else:
    Typed = click.ParamType  # older clicks know no type in brackets


def also(key: str) -> dict[str, str]:
    """What may be typed for the codes of a key of the query grammar beside them, whatever language is spoken."""
    return {word: code for code, words in table_of(key).items() for word in words.split() if not word.isascii()}


class Day(Typed):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day typed."""
        if isinstance(value, date):
            return value
        try:
            day = settings.day(str(value))
        except Misused as error:
            from xiaxian_tasks.wording import sentences

            raise click.BadParameter(next(sentences.of_error(error)), ctx, param) from error
        return day

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How usage shows it."""
        return "YYYY-MM-DD"


class Choice(Typed):
    """One of some codes; `also` are other words for them. A slip is told the nearest."""

    name = "choice"

    def __init__(self, codes: tuple[str, ...], also: Mapping[str, str] | None = None) -> None:
        self.codes = codes
        self.also = dict(also or {})

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code meant."""
        typed = str(value).strip()
        code = self.also.get(typed, typed.lower())
        if code in self.codes:
            return code
        from difflib import get_close_matches

        near = get_close_matches(code, [*self.codes, *self.also], n=1)
        hint = _(" Did you mean “{name}”?").format(name=near[0]) if near else ""
        told = _("“{text}” is not one of {known}.").format(text=typed, known=_(", ").join(self._shown()))
        raise click.BadParameter(told + hint, ctx, param)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How usage shows it."""
        return f"[{'|'.join(self._shown())}]"

    def _shown(self) -> tuple[str, ...]:
        """The codes, in Chinese the first word for each where all have one."""
        said = {code: word for word, code in reversed(self.also.items())}
        if spoken() == "zh" and said.keys() >= set(self.codes):
            return tuple(said[code] for code in self.codes)
        return self.codes

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        """The codes, or the other words where one of those was begun: one for each code."""
        from click.shell_completion import CompletionItem

        names = [code for code in self.codes if code.startswith(incomplete)]
        begun = {code: word for word, code in reversed(self.also.items()) if incomplete and word.startswith(incomplete)}
        names += [word for word in self.also if word in begun.values()]
        return [CompletionItem(name) for name in names]


MOST = 10**9
"""A larger count is this one: no list is as long, and no database counts further than 64 bits."""


class Whole(Typed):
    """A whole number between two, both included; `name` stands for it in usage."""

    name = "whole number"

    def __init__(self, name: str, least: int, most: int | None = None) -> None:
        self.shown, self.least, self.most = name, least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number typed."""
        text = str(value).strip()
        if text.isdecimal() and self.least <= int(text) and (self.most is None or int(text) <= self.most):
            return min(int(text), MOST)
        told = _("“{text}” is no whole number from {least} on.")
        if self.most is not None:
            told = _("“{text}” is no whole number from {least} to {most}.")
        raise click.BadParameter(told.format(text=text, least=self.least, most=self.most), ctx, param)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How usage shows it."""
        return _(self.shown)


DAY = Day()
COUNT = Whole("N", 0)
DAYS = Whole("N", 0, 36500)
YEAR = Whole(N_("YEAR"), FIRST_YEAR, LAST_YEAR)
LANG = Choice(LANGUAGES)
LIGHT = Choice(LIGHTS, also("light"))
STATE = Choice(STATES, also("state"))
SORT = Choice((*SORTS, *RECKONED), also("sort"))
