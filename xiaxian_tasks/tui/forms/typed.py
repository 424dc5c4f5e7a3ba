"""What people type into forms, read: days in short, paths of files, and words put back for a command line."""

import re
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from shlex import quote, split
from urllib.parse import unquote

from xiaxian_tasks import files, settings
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office.acting import Files

PLAIN = re.compile(r"[\w./@+%-]+")
"""What a shell takes as one word without quotes."""

SHORT_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
"""A day without its year: 9-30, 9.30, 9月30日."""

WHOLE_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
"""A day with its year as people write it: 2024-1-20, 2024.1.20, 2024年1月20日."""

AHEAD = re.compile(r"[+＋](\d{1,3})")
"""So many calendar days ahead: +10."""


def quoted(word: str) -> str:
    """A word as a shell takes it."""
    return word if PLAIN.fullmatch(word) else quote(word)


def day_meant(text: str, on: date) -> date | None:
    """The day typed, None where nothing is; 9-30 is the newest 30 September up to `on`. Raises Misused (2)."""
    if not text:
        return None
    found = [day for day in _in_short(text, (on.year, on.year - 1)) if day <= on]
    return found[0] if found else _in_full(text)


def day_to_come(text: str, on: date) -> date | None:
    """The day typed, None where nothing is; 12-31 is the next 31 December after `on`, +10 in ten days. Raises Misused.
    """
    if not text:
        return None
    if ahead := AHEAD.fullmatch(text):
        return on + timedelta(days=int(ahead[1]))
    found = [day for day in _in_short(text, (on.year, on.year + 1)) if day > on]
    return found[0] if found else _in_full(text)


def _in_full(text: str) -> date:
    """A day with its year. Raises Misused `not-a-day` (2)."""
    whole = WHOLE_DAY.fullmatch(text)
    return settings.day(f"{whole[1]}-{int(whole[2]):02}-{int(whole[3]):02}" if whole else text)


def _in_short(text: str, years: tuple[int, ...]) -> list[date]:
    """The days a text without a year can mean in these years."""
    found: list[date] = []
    if short := SHORT_DAY.fullmatch(text):
        for year in years:
            with suppress(ValueError):
                found.append(date(year, int(short[1]), int(short[2])))
    return found


def paths(text: str) -> tuple[str, ...]:
    """The paths typed or pasted: one as it stands there, else several parted by blanks and quoted as for a shell.

    A terminal may paste a dropped file in quotes or as file://…; ~ is one's own folder.
    """
    text = text.strip()
    if not text:
        return ()
    with suppress(OSError, ValueError):
        if _path(text).is_file():
            return (str(_path(text)),)
    try:
        found = split(text)
    except ValueError:  # a quote that does not end
        found = [text]
    return tuple(str(_path(each)) for each in found)


def _path(text: str) -> Path:
    bare = unquote(text.removeprefix("file://")) if text.startswith("file://") else text
    with suppress(RuntimeError):  # the home of a user who is not known
        return Path(bare).expanduser()
    return Path(bare)


class Papers:
    """Files as they were last read, so that a preview at each key reads none of them twice."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[tuple[int, int], Files]] = {}

    def of(self, paths: tuple[str, ...]) -> Files:
        """(name, content) of each. Raises Misused `unreadable-file` (2), Refused `evidence-too-large` (4)."""
        return tuple(paper for path in paths for paper in self._of(path))

    def _of(self, path: str) -> Files:
        try:
            kind = Path(path).stat()
        except (OSError, ValueError) as error:
            raise Misused("unreadable-file", file=path, why=files.why(error)) from error
        mark = (kind.st_mtime_ns, kind.st_size)
        known = self._read.get(path)
        if known is None or known[0] != mark:
            self._read[path] = known = (mark, files.evidence([path]))
        return known[1]
