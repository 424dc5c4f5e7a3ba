"""Everything that can be done on the screen, once: bindings, footer, palette and help are all read from here.

An act may have a key that types something and, because an input method swallows letters, has one that does not; what
types something is also taken in its full-width form. The acts themselves stand in `registry`, a file for each place.
"""

import unicodedata
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from textual.binding import Binding, BindingType
from textual.keys import key_to_character

from xiaxian_tasks.language import N_, _
from xiaxian_tasks.tui.places import PLACES, WRITING, Act
from xiaxian_tasks.tui.registry import (
    bodies,
    calendar,
    everywhere,
    first,
    forms,
    lists,
    reminders,
    steps,
    tasks,
    timeline,
    trail,
    undoing,
    widgets,
)

REGISTRY: tuple[Act, ...] = (
    *everywhere.ACTS, *steps.ACTS, *tasks.ACTS, *lists.ACTS, *timeline.ACTS, *calendar.ACTS, *trail.ACTS, *undoing.ACTS,
    *bodies.ACTS, *reminders.ACTS, *widgets.ACTS, *forms.ACTS, *first.ACTS,
)
"""Every act with its usual keys, in the order help and palette name them."""

ACTS = REGISTRY
"""The same with the keys its user has chosen; all that shows keys looks here, when it shows them."""


def take(chosen: tuple[Act, ...]) -> None:
    """Take over the registry with a user's own keys, before the program begins."""
    global ACTS  # noqa: PLW0603  # what keys mean is one thing for the whole screen
    ACTS = chosen


NAMES = {
    "question_mark": "?", "slash": "/", "colon": ":", "semicolon": ";", "equals_sign": "=", "at": "@", "plus": "+",
    "minus": "-", "left_square_bracket": "[", "right_square_bracket": "]", "exclamation_mark": "!",
    "backslash": "\\", "underscore": "_",
    "enter": "Enter", "escape": "Esc", "down": "Down", "up": "Up", "left": "Left", "right": "Right",
    "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End", "space": "Space", "tab": "Tab",
    "delete": "Del", "insert": "Ins", "backspace": "Backspace",
}
"""How keys are printed on keyboards."""

PLACEHOLDERS = {
    "task": N_("TASK"), "value": N_("VALUE"), "words": N_("WORDS"), "sort": N_("ORDER"), "day": N_("DAY"),
    "name": N_("NAME"),
    "body": N_("BODY"), "month": N_("MONTH"), "file": N_("FILE"), "message": N_("MESSAGE"), "letter": N_("LETTER"),
}
"""What stands in a twin where something of one's own is put."""


def key_name(key: str) -> str:
    """A key as people call it: Ctrl+P, F1, Shift+Tab, ?."""
    if key in NAMES:
        return NAMES[key]
    if typed := typed_by(key):
        return typed
    held, plus, rest = key.partition("+")
    if plus and held in {"ctrl", "shift", "alt"}:
        return f"{held.capitalize()}+{key_name(rest).upper() if len(rest) == 1 else key_name(rest)}"
    return key.upper()


def typed_by(key: str) -> str:
    """The one character a key types; "" where it types none, or a blank."""
    named = NAMES.get(key, "")
    return named if len(named) == 1 else "" if named else (key_to_character(key) or "").strip()


def needs_letters(key: str) -> bool:
    """Whether an input method may swallow the key: one that types a letter or a sign."""
    return bool(typed_by(key)) and not key.isdigit()


def wide_form(key: str) -> str | None:
    """Textual's name of the full-width form of a key that types something; None where there is none."""
    character = typed_by(key)
    if not "!" <= character <= "~":
        return None
    return unicodedata.name(chr(ord(character) + 0xFEE0)).lower().replace("-", "_").replace(" ", "_")


def keys_of(act: Act) -> tuple[str, ...]:
    """All keys of an act, full-width forms included."""
    wide = (wide_form(key) for key in act.keys)
    return (*act.keys, *act.also, *(key for key in wide if key))


def twin(act: Act) -> str:
    """The command line that does the same, as it is shown."""
    return act.twin.format_map({name: _(word) for name, word in PLACEHOLDERS.items()})


def is_key(key: str) -> bool:
    """Whether a key belongs to some act."""
    return any(key in keys_of(act) for act in ACTS)


def at(*places: str) -> Iterator[Act]:
    """The acts of these places, in the registry's order."""
    return (act for act in ACTS if not set(places).isdisjoint(act.places))


def read_only(*, only: bool) -> None:
    """Leave out what records something wherever acts are offered: whoever sits here may only read."""
    _Offered.reads_only = only


def is_read_only() -> bool:
    """Whether what records something is left out."""
    return _Offered.reads_only


class _Offered:
    reads_only = False


def offered(*places: str) -> Iterator[Act]:
    """The acts that are offered in these places."""
    return (act for act in at(*places) if not (_Offered.reads_only and act.id in WRITING))


def bindings(place: str) -> list[BindingType]:
    """The usual key bindings of a place; a user's own keys are laid over them by their ids (`keymap`)."""
    here = (act for act in REGISTRY if place in act.places)
    return [Binding(",".join(keys_of(act)), act.action, show=False, id=f"{place}.{act.id}") for act in here]


def footer(*places: str) -> list[Act]:
    """The acts a footer shows, help last."""
    return sorted((act for act in offered(*places) if act.rank), key=lambda act: act.rank)


def home(place: str) -> Any:
    """The class that carries out the acts of a place, imported when it is first asked for."""
    module, _colon, name = PLACES[place].home.partition(":")
    return getattr(import_module(f"xiaxian_tasks.tui.{module}"), name)
