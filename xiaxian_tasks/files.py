"""Files that people name by a path: read whole, written whole or not at all. The faces take paths, the office bytes."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from errno import EISDIR
from itertools import chain, count
from pathlib import Path
from stat import S_ISREG

from xiaxian_tasks.errors import Misused, Refused
from xiaxian_tasks.office.acting import EVIDENCE_AT_MOST


def read(path: str) -> bytes:
    """The bytes of a file, of standard input for "-". Raises Misused `unreadable-file` (2)."""
    try:
        if path == "-":
            return sys.stdin.buffer.read()
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise Misused("unreadable-file", file=path, why=why(error)) from error


def evidence(paths: Iterable[str]) -> tuple[tuple[str, bytes], ...]:
    """(name, content) of each file handed in as evidence: a file of the disk, no device and nothing that never ends.

    Raises Misused `unreadable-file` (2), Refused `evidence-too-large` (4) before more than that is read.
    """
    found = []
    for path in paths:
        try:
            kind = os.stat(path)
        except (OSError, ValueError) as error:
            raise Misused("unreadable-file", file=path, why=why(error)) from error
        if not S_ISREG(kind.st_mode):
            raise Misused("not-a-file", file=path)
        if kind.st_size > EVIDENCE_AT_MOST:
            raise Refused("evidence-too-large", name=name_of(path), most=EVIDENCE_AT_MOST // (1024 * 1024))
        found.append((name_of(path), read(path)))
    return tuple(found)


def name_of(path: str) -> str:
    """The name of a file without its folders."""
    return Path(path).name


def write(path: Path, content: bytes) -> None:
    """Put a file in place whole: written beside, then renamed. Raises Misused `unwritable-file` (2)."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)
        raise Misused("unwritable-file", file=str(path), why=why(error)) from error


def probe(path: Path) -> None:
    """Whether `write` could put a file there, before anything is recorded that would be told in it; nothing is left.

    Raises Misused `unwritable-file` (2).
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        draft.touch()
    except (OSError, ValueError) as error:
        raise Misused("unwritable-file", file=str(path), why=why(error)) from error
    finally:
        with suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Put a new file in place whole, a line at a time. Raises Misused `file-exists`, `unwritable-file` (2).

    What is there is never written over, nor what takes the name meanwhile.
    """
    if os.path.lexists(path):
        raise Misused("file-exists", file=str(path))
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("xb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        _take(path)
        draft.replace(path)
    except FileExistsError:
        raise Misused("file-exists", file=str(path)) from None
    except (OSError, ValueError) as error:
        raise Misused("unwritable-file", file=str(path), why=why(error)) from error
    finally:
        with suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)


def write_new(folder: Path, name: str, content: bytes) -> Path:
    """Put a new file into a folder, under this name or with a number behind it. Raises Misused `unwritable-file` (2).

    What is there is never written over, be it a file or a link to somewhere else. Killed midway, the name is at most
    taken by an empty file.
    """
    draft = folder / f".xiaxian.{os.getpid()}.part"
    try:
        with draft.open("xb") as file:
            file.write(content)
        place = _free(folder, name)
        draft.replace(place)
    except (OSError, ValueError) as error:
        raise Misused("unwritable-file", file=str(folder / name), why=why(error)) from error
    finally:
        with suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)
    return place


def _free(folder: Path, name: str) -> Path:
    """The first name that is free, taken by an empty file; a link is no free name, wherever it leads."""
    ending = Path(name).suffix
    numbered = (f"{name.removesuffix(ending)}-{number}{ending}" for number in count(2))
    for place in (folder / each for each in chain((name,), numbered)):
        try:
            _take(place)
        except FileExistsError:
            continue
        return place
    raise AssertionError("numbers do not end")


def _take(place: Path) -> None:
    """Take a free name by an empty file, so that nobody else does. Raises FileExistsError."""
    os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))


def why(error: Exception) -> str:
    """What the system says, in its own words; `wording` knows the common ones in Chinese."""
    return getattr(error, "strerror", None) or str(error)
