"""What is probably wrong where TOML stops: the slips of people who type Chinese, each with what to write instead.

TOML's own words ("Invalid statement") help whoever knows TOML. A hint names the line, the slip and the cure.
"""

import re
from typing import NamedTuple

from xiaxian_tasks.planfile import spelling
from xiaxian_tasks.planfile.keys import NAMES, TABLES, Key

EXAMPLE_DAY = "2024-10-31"
"""Said where no day can be made out of what was written."""

SHOWN_AT_MOST = 80
"""Characters of a line that a hint repeats."""

LINE_AT_MOST = 2000
"""Characters of a line that is looked at: nobody types more."""


class Hint(NamedTuple):
    """A slip: its line (from 1), the code of its fault and the figures."""

    line: int
    code: str
    figures: dict[str, str]


_QUOTES = {"“": "”", "„": "”", "”": "”", "‘": "’", "’": "’", "＂": "＂", "＇": "＇"}
"""A wide quote and the one that closes it; some begin with the closing one."""

_WIDE = {"，": ", ", "、": ", ", "＝": "=", "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "＃": "#",
         "．": ".", "－": "-", "＿": "_", "　": " ", "；": "", "。": "", "／": "/", "％": "%", "：": " = "}
_WIDE |= {chr(ord("０") + digit): str(digit) for digit in range(10)}

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]*)(\]*)\s*(?:#.*)?$")
_KEY = re.compile(r"([^=\"'\[\]{}#]*|\s*\"[^\"]*\"\s*)=(.*)$")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_AFTER_STRING = re.compile(r'"(?:\\.|[^"\\])*"\s*(?![\s,\]}#]|$)')
_YEAR = re.compile(r"^\s*(?:year\s*=\s*|issued\s*=\s*\"?)(\d{4})", re.MULTILINE)
_NUMBERS = frozenset({"number", "figure", "count", "year"})
_FLAGS = {"是": "true", "true": "true", "yes": "true", "否": "false", "false": "false", "no": "false"}


def hint(text: str, line: int, reason: str) -> Hint | None:
    """The slip that TOML's reader stumbled over on a line, None where it is none of those known."""
    lines = text.split("\n")
    written = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    if '"""' in written or "'''" in written or len(written) > LINE_AT_MOST:
        return None
    table = _table_above(lines, line)
    mended, wide, is_open = _mended(written)
    if wide and not _is_other_number(written, table):
        mended = _further(mended, table=table, year=_year(text))
        found = " ".join(wide).replace("　", "U+3000")
        return Hint(line, "toml-fullwidth", {"found": found, "instead": _short(mended)})
    if is_open:
        return Hint(line, "toml-open-quote", {"found": _short(written)})
    if header := _HEADER.match(written):
        return _of_header(header, line, reason)
    if reason.startswith("Unclosed"):
        return Hint(_opener(lines, line), "toml-open-bracket", {"found": "[…]" if "array" in reason else "{…}"})
    key = _KEY.match(written)
    if key is None:
        return _of_no_key(written, line, reason)
    name = key[1].strip()
    if reason.startswith("Cannot overwrite"):
        return Hint(line, "toml-key-twice", {"key": name})
    return _of_key(name, line, table) or _of_value(name, _bare(key[2]), line, table=table, year=_year(text))


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= SHOWN_AT_MOST else f"{text[:SHOWN_AT_MOST]}…"


def _mended(line: str) -> tuple[str, list[str], bool]:
    """The line with wide signs outside its texts made narrow, those found, and whether a quote is left open."""
    found: list[str] = []
    mended, place = "", 0
    while place < len(line):
        sign = line[place]
        if sign == "#":
            return mended + line[place:], list(dict.fromkeys(found)), False
        if sign in "\"'" or sign in _QUOTES:
            end = _end_of_text(line, place)
            if end < 0:
                return line, list(dict.fromkeys(found)), True
            found += [mark for mark in (sign, line[end]) if mark in _QUOTES]
            inside = line[place + 1 : end]
            mended += sign + inside + sign if sign == line[end] and sign in "\"'" else f'"{inside}"'
            place = end
        elif sign in _WIDE:
            found.append(sign)
            mended += _WIDE[sign]
        else:
            mended += sign
        place += 1
    return " ".join(mended.split()), list(dict.fromkeys(found)), False


def _further(mended: str, *, table: str, year: int | None) -> str:
    """A line with narrow signs, with what else is amiss in it set right: 牵头 = 县水利局."""
    found = _KEY.match(mended)
    if found is None or _HEADER.match(mended):
        return mended
    written, said = found[1].strip(), found[2].strip()
    key = (spelling.key_of(written, _keys_of(table)) if _is_bare(written) else "") or written
    value = _of_value(key, _bare(said), 1, table=table, year=year)
    instead = value.figures.get("instead", said) if value else said
    return instead if " = " in instead else f"{key} = {instead}"


def _end_of_text(line: str, start: int) -> int:
    """Where the text that begins at `start` ends: at its own quote, else at the other width's; -1 nowhere."""
    sign = line[start]
    if sign in "\"'" and (whole := _STRING.match(line, start)):
        return whole.end() - 1
    closing = (sign, "”", "＂") if sign == '"' else ("’", "＇") if sign == "'" else (_QUOTES[sign], '"', sign)
    if _QUOTES.get(sign, sign) != sign and (end := _end_of_pair(line, start)) > 0:
        return end
    return next((end for mark in closing if (end := line.find(mark, start + 1)) > 0), -1)


def _end_of_pair(line: str, start: int) -> int:
    """Where the wide quote at `start` is closed, with those inside it passed over; -1 nowhere."""
    depth = 0
    for place in range(start, len(line)):
        depth += (line[place] == line[start]) - (line[place] == _QUOTES[line[start]])
        if depth == 0:
            return place
    return -1


def _is_other_number(line: str, table: str) -> bool:
    """Whether the wide signs stand in a number that has more amiss: ９０％."""
    key = _KEY.match(line)
    if key is None or _sort(key[1].strip(), table) not in _NUMBERS:
        return False
    said = spelling.number_said(_bare(key[2]))
    return said is not None and bool(said[1])


def _table_above(lines: list[str], line: int) -> str:
    """The kind of table a line stands in: the last part of the header above it, "" at the top."""
    for above in reversed(lines[: line - 1]):
        if (header := _HEADER.match(above)) and header[3]:
            name = header[2].rpartition(".")[2].strip()
            return next((keys[name].name for keys in NAMES.values() if name in keys), name)
    return ""


def _keys_of(table: str) -> dict[str, Key]:
    if table:
        return NAMES.get(table, {})
    return {**NAMES["holidays file"], **NAMES["bodies file"], **NAMES["plan"]}


def _sort(key: str, table: str) -> str:
    """What may stand at a key; of one that its table does not know, whatever another table says."""
    known = _keys_of(table).get(key) or next((keys[key] for keys in NAMES.values() if key in keys), None)
    return known.sort if known else ""


def _is_bare(name: str) -> bool:
    """Whether a key would have to stand in quotes."""
    return bool(name) and not name.startswith(('"', "'")) and not re.fullmatch(r"[A-Za-z0-9_.\s-]+", name)


def _of_header(header: re.Match[str], line: int, reason: str) -> Hint | None:
    name = header[2].strip()
    if len(header[3]) < len(header[1]):
        return Hint(line, "toml-open-bracket", {"found": f"{header[1]}{name}{']' * len(header[1])}"})
    if _is_bare(name):
        parts = [spelling.key_of(part.strip(), _ALL) or part.strip() for part in name.split(".")]
        near = ".".join(parts)
        return Hint(line, "toml-bare-key", {"key": name, **_instead("" if _is_bare(near) else near)})
    if reason.startswith("Cannot"):
        return Hint(line, "single-bracket", {"name": name})
    return None


_ALL = frozenset(key.name for keys in TABLES.values() for key in keys)


def _opener(lines: list[str], line: int) -> int:
    """The line on which the list or table was opened that TOML found unclosed."""
    depth = 0
    for number in range(line, 0, -1):
        bare = _STRING.sub("", lines[number - 1]).partition("#")[0]
        depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
        if depth > 0:
            return number
    return line


def _of_no_key(written: str, line: int, reason: str) -> Hint | None:
    word = re.match(r"\s*([^\s:\"]+)\s*:?\s*(.*)", written)
    if word and reason.startswith(("Expected '='", "Invalid statement")):
        near = spelling.key_of(word[1], _ALL)
        return Hint(line, "toml-no-equals", {"key": near or word[1]})
    bare = written.strip().rstrip(",")
    if bare and reason == "Invalid value":
        return Hint(line, "toml-bare-text", {"found": _short(bare), "instead": f'"{_short(bare)}"'})
    return None


def _of_key(key: str, line: int, table: str) -> Hint | None:
    if not _is_bare(key):
        return None
    near = f'"{key}"' if table == "anchors" else spelling.key_of(key, _keys_of(table))
    return Hint(line, "toml-bare-key", {"key": key, **_instead(near)})


def _instead(near: str) -> dict[str, str]:
    return {"instead": near} if near else {}


def _bare(value: str) -> str:
    """What stands behind the equals sign, without a comment."""
    if value.lstrip().startswith(('"', "'")):
        return value.strip()
    return value.partition("#")[0].strip()


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _of_value(key: str, value: str, line: int, *, table: str, year: int | None) -> Hint | None:
    figures = {"key": key, "found": _short(value)}
    if not value:
        return Hint(line, "toml-no-value", {"key": key})
    if value.startswith('"'):
        return Hint(line, "toml-inner-quote", figures) if _AFTER_STRING.match(value) else None
    if value.startswith(("[", "{", "'")):
        return None
    sort = _sort(key, table)
    day = spelling.day_said(value, year)
    if sort == "day" or (not sort and day):
        return Hint(line, "toml-day", figures | {"instead": day or EXAMPLE_DAY})
    said = spelling.number_said(value)
    if sort in _NUMBERS and said:
        unit = {"unit": said[1]} if said[1] else {}
        return Hint(line, "toml-number", figures | {"instead": said[0]} | unit)
    if sort == "flag":
        meant = _FLAGS.get(value.lower())
        return Hint(line, "toml-flag", figures | {"instead": meant or "true"})
    if sort in {"bodies", "texts"}:
        return Hint(line, "toml-bare-text", figures | {"instead": _short(f"{key} = {spelling.listed(value)}")})
    if sort == "label" and said and not said[1]:
        return Hint(line, "toml-bare-text", figures | {"instead": f'{key} = "{said[0]}"'})
    if sort in _NUMBERS or "\\" in value or '"' in value:
        return None
    return Hint(line, "toml-bare-text", figures | {"instead": f'{key} = "{_short(value)}"'})
