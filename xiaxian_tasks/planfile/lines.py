"""Which line of a TOML source a table or key stands on; TOML readers in Python keep no positions."""

import re

Path = tuple[str | int, ...]
"""Keys from the top down as spelled in the file, with the index (from 0) after the name of an array of tables."""

_NAME = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=(.*)$")
_PART = re.compile(_NAME)
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


class Lines:
    """The lines of one source, found when first asked for: most files have no fault."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[Path, int] = {}

    def of(self, path: Path) -> int:
        """The line (from 1) of a key or table, or of the nearest one around it; 1 at the top."""
        if not self._places:
            self._places = {(): 1}
            self._read()
        while path not in self._places:
            path = path[:-1]
        return self._places[path]

    def _read(self) -> None:
        """Headers open tables, keys stand in the open one; lines inside long strings and lists are passed over."""
        table: Path = ()
        counts: dict[Path, int] = {}
        quote, depth = "", 0
        for number, line in enumerate(self._text.split("\n"), 1):
            if quote:
                quote = "" if line.count(quote) % 2 else quote
            elif depth > 0:
                depth += _depth(line)
            elif header := _HEADER.match(line):
                table = self._opened(_parts(header[2]), is_array=header[1] == "[[", counts=counts)
                self._places.setdefault(table, number)
                self._places.setdefault(table[:-1], number)
            elif key := _KEY.match(line):
                self._places.setdefault(table + _parts(key[1]), number)
                value = key[2]
                quote = next((mark for mark in ('"""', "'''") if value.count(mark) % 2), "")
                depth = 0 if quote else max(0, _depth(value))

    def _opened(self, names: tuple[str, ...], *, is_array: bool, counts: dict[Path, int]) -> Path:
        path: Path = ()
        for name in names[:-1]:
            path += (name,)
            if path in counts:
                path += (counts[path],)
        path += (names[-1],)
        if is_array:
            counts[path] = counts.get(path, -1) + 1
            path += (counts[path],)
        return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _depth(line: str) -> int:
    """How many more brackets a line opens than it closes, outside of strings and comments."""
    bare = _STRING.sub("", line).split("#")[0]
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
