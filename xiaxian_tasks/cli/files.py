"""Files that are named on the command line: read whole, written whole or not at all."""

import os
import sys
from pathlib import Path

from xiaxian_tasks.errors import Misused


def read(path: str) -> bytes:
    """The bytes of a file, of standard input for "-". Raises Misused `unreadable-file` (2)."""
    try:
        if path == "-":
            return sys.stdin.buffer.read()
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise Misused("unreadable-file", file=path, why=_why(error)) from error


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
        draft.unlink(missing_ok=True)
        raise Misused("unwritable-file", file=str(path), why=_why(error)) from error


def _why(error: Exception) -> str:
    """What the system says, in its own words; `wording` knows the common ones in Chinese."""
    return getattr(error, "strerror", None) or str(error)
