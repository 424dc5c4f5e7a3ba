"""What its user has chosen for the screen: one TOML file in the user's configuration folder, all of it optional.

    theme = "light"                       # auto, or one of themes.NAMES
    ambiguous = 2                         # cells of “ ” — ① : 1, 2, or "auto"
    ascii = true                          # lines of + - | # only
    mouse = false                         # leave the mouse to the terminal
    [keys]                                # an act, or a place and its act: the keys it has instead
    report = ["p", "f2"]
    "tasks.sort" = "&"
    [columns]                             # of a list, in this order
    tasks = ["light", "number", "title", "due"]
    [widths]                              # cells of a column
    lead = 16

Whatever is wrong is told with its line, all of it at once, and then nothing of the file is taken.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xiaxian_tasks.errors import Fault, Faulty, Misused
from xiaxian_tasks.tui import themes

if TYPE_CHECKING:
    from xiaxian_tasks.tui.places import Act

FILE = "XIAXIAN_CONFIG"
"""The file to read, or the folder it lies in, instead of the user's configuration folder."""

THEME = "XIAXIAN_THEME"
"""The theme of this run, whatever the file says."""

NAME = "screen.toml"

AUTO = "auto"

FIRM = ("light", "number", "title")
"""Columns without which a row is no task."""

WIDTHS = range(4, 81)
"""Cells a column may be given."""


class Choices(NamedTuple):
    """What was chosen; what was not is empty. `acts` is the registry with the keys chosen, () where none were."""

    file: str = ""
    theme: str = ""
    ambiguous: int | None = None
    ascii: bool = False
    mouse: bool = True
    acts: "tuple[Act, ...]" = ()
    columns: Mapping[str, tuple[str, ...]] = {}
    widths: Mapping[str, int] = {}


def place() -> Path:
    """Where the file is, or would be."""
    if said := os.environ.get(FILE, ""):
        path = Path(said).expanduser()
        return path / NAME if path.is_dir() else path
    from platformdirs import user_config_dir

    return Path(user_config_dir("xiaxian-tasks", appauthor=False)) / NAME


def read() -> Choices:
    """The choices of the file; none where there is no file. Raises Faulty (3), which carries every fault."""
    path = place()
    try:
        source = path.read_bytes()
    except FileNotFoundError:
        return Choices()
    except OSError as error:
        raise Faulty([Fault(str(path), 0, "unreadable-file", {"why": error.strerror or ""})]) from error
    return parse(source, str(path)) if source.strip() else Choices()


def theme(chosen: Choices, kept: str) -> str:
    """The theme to draw in: as the environment says (NO_COLOR above all), else as chosen in the file, else as it was
    last switched to; "" where the terminal is to be asked. Raises Misused (2).
    """
    if "NO_COLOR" in os.environ:
        return themes.NONE
    said = os.environ.get(THEME, "")
    if said not in {"", AUTO, *themes.NAMES}:
        raise Misused("no-such-theme", text=said, known=", ".join((AUTO, *themes.NAMES)))
    if said:
        return said if said != AUTO else ""
    return chosen.theme or (kept if kept in themes.NAMES else "")


def parse(source: bytes, file: str) -> Choices:
    """The choices of a file's bytes. Raises Faulty (3)."""
    import tomllib

    try:
        text = source.decode("utf-8").removeprefix("\ufeff")
        document = tomllib.loads(text)
    except (ValueError, RecursionError):  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        from xiaxian_tasks import assemble

        raise Faulty(assemble.toml_faults(source, file)) from None
    return _Reading(document, text, file).choices()


class _Reading:
    """Reads one document, collecting whatever is wrong with it."""

    def __init__(self, document: dict[str, Any], text: str, file: str) -> None:
        self._document = document
        self._text = text
        self._file = file
        self._faults: list[tuple[tuple[str, ...], str, dict[str, str]]] = []

    def choices(self) -> Choices:
        """What was chosen. Raises Faulty (3)."""
        readers: dict[str, Callable[[str, Any], Any]] = {
            "theme": self._theme, "ambiguous": self._ambiguous, "ascii": self._switch, "mouse": self._switch,
            "keys": self._keys, "columns": self._columns, "widths": self._widths,
        }
        taken: dict[str, Any] = {}
        for key, value in self._document.items():
            if key in readers:
                taken["acts" if key == "keys" else key] = readers[key](key, value)
            else:
                self._slip((key,), "unknown-key", key=key, near=_nearest(key, readers))
        if self._faults:
            raise Faulty(self._told())
        return Choices(self._file, **taken)

    def _slip(self, path: tuple[str, ...], code: str, **figures: str) -> None:
        self._faults.append((path, code, figures))

    def _told(self) -> list[Fault]:
        from xiaxian_tasks import assemble

        line_of = assemble.toml_lines(self._text)
        faults = [Fault(self._file, line_of(path), code, figures) for path, code, figures in self._faults]
        return sorted(faults, key=lambda fault: fault.line)

    def _theme(self, key: str, value: Any) -> str:
        known = (AUTO, *themes.NAMES)
        if value in known:
            return "" if value == AUTO else str(value)
        self._slip((key,), "unknown-choice", key=key, value=str(value), known=", ".join(known),
                   near=_nearest(str(value), known))
        return ""

    def _ambiguous(self, key: str, value: Any) -> int | None:
        if value == AUTO or (type(value) is int and value in {1, 2}):
            return None if value == AUTO else int(value)
        self._slip((key,), "unknown-choice", key=key, value=str(value), known="1, 2, auto", near="")
        return None

    def _switch(self, key: str, value: Any) -> bool:
        if type(value) is not bool:
            self._slip((key,), "unknown-choice", key=key, value=str(value), known="true, false", near="")
        return value is True

    def _table(self, key: str, value: Any) -> dict[str, Any]:
        """A table's rows; none, and a fault, where it is no table."""
        if not isinstance(value, dict):
            self._slip((key,), "no-table", key=key)
            return {}
        return value

    def _words(self, path: tuple[str, ...], value: Any) -> tuple[str, ...]:
        """A text, or a list of texts."""
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            self._slip(path, "no-texts", key=path[-1])
            return ()
        return tuple(words)

    def _keys(self, key: str, value: Any) -> "tuple[Act, ...]":
        from xiaxian_tasks.tui import keymap

        wanted: dict[str, tuple[str, ...]] = {}
        paths: dict[str, tuple[str, ...]] = {}
        for name, keys in self._table(key, value).items():
            for inner, given in keys.items() if isinstance(keys, dict) else [("", keys)]:  # tasks.sort without quotes
                act, path = (f"{name}.{inner}", (key, name, inner)) if inner else (name, (key, name))
                before = len(self._faults)
                wanted[act], paths[act] = self._words(path, given), path
                if len(self._faults) > before:
                    del wanted[act]
        acts, slips = keymap.rekeyed(wanted)
        for slip in slips:
            self._slip(paths[slip.name], slip.code, **slip.figures)
        return acts

    def _columns(self, key: str, value: Any) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, given in self._table(key, value).items():
            path = (key, name)
            if name != "tasks":
                self._slip(path, "unknown-key", key=name, near="tasks")
                continue
            found[name] = self._words(path, given)
            self._known_columns(path, found[name])
            if missing := [firm for firm in FIRM if found[name] and firm not in found[name]]:
                self._slip(path, "column-missing", key=name, value=missing[0])
        return found

    def _known_columns(self, path: tuple[str, ...], names: tuple[str, ...]) -> None:
        from xiaxian_tasks.tui.widgets.columns import COLUMNS

        for name in names:
            if name not in COLUMNS:
                self._slip(path, "unknown-choice", key=path[-1], value=name, known=", ".join(COLUMNS),
                           near=_nearest(name, COLUMNS))

    def _widths(self, key: str, value: Any) -> dict[str, int]:
        rows = self._table(key, value)
        for name, cells in rows.items():
            self._known_columns((key, name), (name,))
            if type(cells) is not int or cells not in WIDTHS:
                least, most = str(WIDTHS[0]), str(WIDTHS[-1])
                self._slip((key, name), "no-width", key=name, value=str(cells), least=least, most=most)
        return rows


def _nearest(word: str, known: Any) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), 1, 0.5)), "")
