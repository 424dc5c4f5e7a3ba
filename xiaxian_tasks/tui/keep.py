"""What outlives the program: which screen was open, how lists stood, and what was typed but not yet saved.

One small JSON file a ledger in the user's state folder. It is written whole beside its place and then moved there, so
that a program killed at any moment leaves the file as it was before or after; several screens on one ledger take turns
and change only what is theirs. It holds nothing the ledger needs: what cannot be read is begun anew without a word.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from time import sleep
from typing import Any, NamedTuple, TypeVar

FOLDER = "XIAXIAN_STATE"
"""The folder to keep it in, instead of the user's state folder."""

FORM = 1
"""The form of the file; another one is begun anew."""

LARGEST = 1 << 20
"""Bytes of a file that is read at all: ours are a hundredth of that."""

DRAFTS_AT_MOST = 50
"""Drafts that are kept; the oldest go first."""

TURNS = 5
"""Times another screen that is writing is waited for, two thousandths of a second each."""

Value = TypeVar("Value", bool, int, str, list[str], dict[str, str])


class _Change(NamedTuple):
    """What is to stand somewhere in the file (None: nothing), and what stood there when it was last read."""

    now: Any
    before: Any


Where = tuple[str, str]
"""A place with a key, or _DRAFTS with a form and its task."""

_DRAFTS = "drafts"
_PLACES = "places"


class Kept:
    """The state of one ledger's screen. Without a file it lasts as long as the program.

    `when_changed` is called when something has to be written soon: the screen sets it, and calls `write` after a while.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._whole = _read(file)
        self._changes: dict[tuple[str, *Where], _Change] = {}
        self.when_changed: Callable[[], object] = lambda: None

    @property
    def is_lasting(self) -> bool:
        """Whether there is a file to outlive the program in."""
        return self._file is not None

    def get(self, place: str, key: str, otherwise: Value) -> Value:
        """What is kept of a place under a key; `otherwise` where nothing of its sort is.

        Sorts are bool, int, str, a list of str, a dict of str to str: what else stands there is not ours.
        """
        found = self._at(_PLACES, place, key)
        return found if _is_like(found, otherwise) else otherwise

    def put(self, place: str, key: str, value: Value) -> None:
        """Keep something of a place."""
        self._set((_PLACES, place, key), value)

    def draft(self, form: str, task: str) -> dict[str, str]:
        """What was typed into a form on a task (or on anything else named so) and not saved; empty where nothing was.

        Another screen may have typed it, or this one before it was killed: so the file is asked.
        """
        self._reread()
        found = self._at(_DRAFTS, form, task)
        return dict(found) if _is_like(found, {}) else {}

    def keep_draft(self, form: str, task: str, values: dict[str, str]) -> None:
        """Keep what is typed into a form by now: all its fields by name."""
        self._set((_DRAFTS, form, task), dict(values))

    def drop_draft(self, form: str, task: str) -> None:
        """The form was saved, or what was typed thrown away."""
        if self._at(_DRAFTS, form, task) is not None:
            self._set((_DRAFTS, form, task), None)

    def drafts(self) -> list[Where]:
        """Every form with its task that something typed waits for."""
        self._reread()
        return [(form, task) for form, tasks in _folder(self._whole, _DRAFTS).items() for task in tasks]

    def write(self) -> bool:
        """Write what has changed, now; whether nothing is left to be written.

        What other screens wrote meanwhile stays. A folder that cannot be written to is no reason to fail.
        """
        if not self._changes:
            return True
        if self._file is None:
            self._changes.clear()
            return True
        with suppress(OSError, ValueError), _turn(self._file) as is_ours:
            if is_ours:
                self._reread()
                _limit(self._whole)
                _put(self._file, self._whole)
                self._changes.clear()
        return not self._changes

    def _reread(self) -> None:
        """What other screens wrote meanwhile, with what is not written yet over it."""
        if self._file is not None:
            self._whole = _read(self._file)
            for where, change in self._changes.items():
                _lay(self._whole, where, change)

    def _at(self, *where: str) -> Any:
        top, place, key = where
        return _folder(_folder(self._whole, top), place).get(key)

    def _set(self, where: tuple[str, *Where], value: Any) -> None:
        before = self._at(*where)
        if before == value and type(before) is type(value):
            return
        first = self._changes.get(where, _Change(None, before))
        self._changes[where] = _Change(value, first.before)
        _lay(self._whole, where, _Change(value, before))
        self.when_changed()


def of(ledger: str) -> Kept:
    """What is kept of the ledger at a place, as the store names it."""
    return Kept(file_of(ledger))


def is_first(what: str) -> bool:
    """Whether something has never happened to this user, on whichever ledger; from now on it has.

    False where that cannot be kept: what is said once is then not said at every start.
    """
    user = Kept(folder() / "screen.json")
    if user.get("once", what, False):
        return False
    user.put("once", what, True)
    return user.write()


def file_of(ledger: str) -> Path:
    """The file of a ledger: the place itself is not told by its name."""
    place = ledger if "://" in ledger else os.path.realpath(ledger)
    name = sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder() / f"screen-{name}.json"


def folder() -> Path:
    """The folder these files lie in."""
    if said := os.environ.get(FOLDER, ""):
        return Path(said).expanduser()
    from platformdirs import user_state_dir

    return Path(user_state_dir("xiaxian-tasks", appauthor=False))


def _is_like(found: Any, wanted: Any) -> bool:
    """Whether something read is of the sort of `wanted`, its parts included."""
    if type(found) is not type(wanted):
        return False
    if isinstance(found, list):
        return all(isinstance(each, str) for each in found)
    if isinstance(found, dict):
        return all(isinstance(each, str) for each in found.values())
    return True


def _read(file: Path | None) -> dict[str, Any]:
    """A file of ours; an empty one where there is none, or nothing that can be read."""
    empty: dict[str, Any] = {"form": FORM}
    if file is None:
        return empty
    try:
        with file.open("rb") as opened:
            source = opened.read(LARGEST + 1)
        found = json.loads(source) if len(source) <= LARGEST else empty
    except (OSError, ValueError, RecursionError):
        return empty
    return found if isinstance(found, dict) and found.get("form") == FORM else empty


def _folder(above: dict[str, Any], name: str) -> dict[str, Any]:
    """What stands under a name, made anew where it is not what we write."""
    found = above.get(name)
    if not isinstance(found, dict):
        found = above[name] = {}
    return found


def _lay(whole: dict[str, Any], where: tuple[str, *Where], change: _Change) -> None:
    """Make one change. A draft is taken away only as it was known: another screen may have typed more since."""
    top, place, key = where
    under = _folder(_folder(whole, top), place)
    if change.now is not None:
        under.pop(key, None)  # the newest stand last
        under[key] = change.now
    elif under.get(key) == change.before:
        under.pop(key, None)


def _limit(whole: dict[str, Any]) -> None:
    """Let the oldest drafts go where there are too many."""
    tasks = [(under, task) for under in _folder(whole, _DRAFTS).values() if isinstance(under, dict) for task in under]
    for under, task in tasks[: max(len(tasks) - DRAFTS_AT_MOST, 0)]:
        under.pop(task, None)


def _put(file: Path, whole: dict[str, Any]) -> None:
    """Write a file that only its user reads, whole or not at all."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    line = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with open(line, "w", encoding="utf-8") as opened:  # a descriptor, for its rights
            json.dump(whole, opened, ensure_ascii=True, separators=(",", ":"))
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def _turn(file: Path) -> Iterator[bool]:
    """Hold the turn to write the file; False where another screen does not give it up. It ends with its process."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".turn").open("a", encoding="ascii") as marker:
        is_ours = _taken(marker.fileno())
        for _time in range(TURNS):
            if is_ours:
                break
            sleep(0.002)
            is_ours = _taken(marker.fileno())
        yield is_ours


def _taken(descriptor: int) -> bool:
    """Whether the turn was free; closing the file gives it back. Where there are no locks, turns are not taken."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
