"""Everything that can be done on the screen, once: bindings, footer, palette and help are all read from here.

An act may have a key that types something and, because an input method swallows letters, has one that does not; what
types something is also taken in its full-width form. `twin` is the command line that does the same, "" where only the
screen moves.
"""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from textual.binding import Binding, BindingType

from xiaxian_tasks.language import N_, _

BOARD, TASKS, DETAIL, HELP, REPORT, PALETTE = "board", "tasks", "detail", "help", "report", "palette"
ROWS, TEXT, FILTER, CHOICE = "rows", "text", "filter", "choice"

SCREENS = (BOARD, TASKS)
"""The screens with a digit, in its order."""

TITLES = {
    BOARD: N_("Board"), TASKS: N_("Task list"), DETAIL: N_("Task detail"), HELP: N_("Help"), PALETTE: N_("Commands"),
    REPORT: N_("Report progress"), ROWS: N_("In a list"), TEXT: N_("In a text"), FILTER: N_("In the filter"),
    CHOICE: N_("In a choice"),
}
"""The names of the places an act lives in."""

_MAIN = (BOARD, TASKS, DETAIL)
_ANY = (*_MAIN, HELP)


class Act(NamedTuple):
    """One act. `keys` are shown, the first before all; `also` only work. `rank` orders the footer, 0 leaves it out."""

    id: str
    label: str
    places: tuple[str, ...]
    keys: tuple[str, ...]
    twin: str = ""
    rank: int = 0
    also: tuple[str, ...] = ()


ACTS = (
    Act("help", N_("help"), _MAIN, ("question_mark", "f1"), "xiaxian --help", 99),
    Act("show_board", N_("board"), _ANY, ("1",), "xiaxian board"),
    Act("show_tasks", N_("task list"), _ANY, ("2",), "xiaxian tasks"),
    Act("find", N_("filter"), (BOARD, TASKS), ("slash", "f3", "ctrl+f"), "xiaxian tasks {words}", 2,
        ("ideographic_comma",)),
    Act("palette", N_("commands"), _MAIN, ("colon", "ctrl+p"), "", 6),
    Act("open", N_("open"), (BOARD, TASKS), ("o", "enter"), "xiaxian show {task}", 1),
    Act("report", N_("report progress"), _MAIN, ("p", "f2"), "xiaxian report {task} {value}", 3),
    Act("clear", N_("clear"), (TASKS, FILTER), ("escape",), "", 10),
    Act("sort", N_("sort"), (TASKS,), ("s", "ctrl+t"), "xiaxian tasks --sort {sort}", 4),
    Act("next", N_("next task"), (DETAIL,), ("n", "right"), "", 4),
    Act("previous", N_("previous task"), (DETAIL,), ("N", "left"), "", 5),
    Act("copy", N_("copy"), _MAIN, ("c", "ctrl+c"), "", 8),
    Act("reload", N_("reload"), _MAIN, ("r", "ctrl+r")),
    Act("pane", N_("other pane"), (BOARD, TASKS), ("v", "ctrl+b"), "", 9),
    Act("back", N_("back"), (DETAIL, HELP), ("q", "escape"), "", 7),
    Act("quit", N_("quit"), (BOARD, TASKS), ("q", "ctrl+q"), "", 7),
    Act("down", N_("one down"), (ROWS, TEXT), ("j", "down")),
    Act("up", N_("one up"), (ROWS, TEXT), ("k", "up")),
    Act("page_down", N_("a page down"), (ROWS, TEXT), ("space", "pagedown", "ctrl+d")),
    Act("page_up", N_("a page up"), (ROWS, TEXT), ("b", "pageup", "ctrl+u")),
    Act("first", N_("to the first"), (ROWS, TEXT), ("g", "home")),
    Act("last", N_("to the last"), (ROWS, TEXT), ("G", "end")),
    Act("to_rows", N_("to the rows"), (FILTER,), ("enter", "down"), "", 1),
    Act("wipe", N_("wipe"), (FILTER,), ("ctrl+u",), "", 2),
    Act("save", N_("save"), (REPORT,), ("enter", "f9"), "xiaxian report {task} {value}", 1),
    Act("next_field", N_("next field"), (REPORT,), ("tab", "down"), "", 2),
    Act("previous_field", N_("previous field"), (REPORT,), ("shift+tab", "up"), "", 0),
    Act("next_choice", N_("next choice"), (CHOICE,), ("space", "right"), "", 3),
    Act("previous_choice", N_("choice before"), (CHOICE,), ("left",)),
    Act("correct", N_("as a correction"), (REPORT,), ("f4",), "xiaxian report {task} {value} --correct", 4),
    Act("leave", N_("leave"), (REPORT, PALETTE), ("escape",), "", 5),
    Act("run", N_("run"), (PALETTE,), ("enter",), "", 1),
    Act("next_act", N_("one down"), (PALETTE,), ("down",)),
    Act("previous_act", N_("one up"), (PALETTE,), ("up",)),
)

NAMES = {
    "question_mark": "?", "slash": "/", "colon": ":", "enter": "Enter", "escape": "Esc", "down": "Down", "up": "Up",
    "left": "Left", "right": "Right", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End",
    "space": "Space", "tab": "Tab", "shift+tab": "Shift+Tab",
}
"""How keys are printed on keyboards."""


PLACEHOLDERS = {"task": N_("TASK"), "value": N_("VALUE"), "words": N_("WORDS"), "sort": N_("ORDER")}
"""What stands in a twin where something of one's own is put."""


def key_name(key: str) -> str:
    """A key as people call it: Ctrl+P, F1, ?."""
    if key in NAMES:
        return NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[-1].upper()}"
    return key.upper() if len(key) > 1 else key


def needs_letters(key: str) -> bool:
    """Whether an input method may swallow the key: one that types a letter or a sign."""
    return (len(key) == 1 and not key.isdigit()) or key in {"question_mark", "slash", "colon"}


def wide_form(key: str) -> str | None:
    """Textual's name of the full-width form of a key that types something; None where there is none."""
    character = NAMES.get(key, key)
    if len(character) != 1:
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


def bindings(place: str) -> list[BindingType]:
    """The key bindings of a place; the action of an act is called like the act."""
    return [Binding(",".join(keys_of(act)), act.id, show=False, id=f"{place}.{act.id}") for act in at(place)]


def footer(*places: str) -> list[Act]:
    """The acts a footer shows, help last."""
    return sorted((act for act in at(*places) if act.rank), key=lambda act: act.rank)
