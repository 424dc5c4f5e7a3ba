"""Into a folder (文件夹): files whole or not at all, under names that are the same at every try.

What is printed, carried on a disk, or fetched by another program goes this way.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from xiaxian_tasks.ports.letters import (
    ACCEPTED,
    CHOICE,
    PATH,
    PLACE,
    WAITS,
    Outcome,
    Parcel,
    Setting,
    Way,
)

TEXT, MAIL = FORMS = ("text", "mail")
"""The text with its papers beside it; or the mail as it would travel, one file (.eml)."""

STEM_AT_MOST = 150
"""Octets of the key in a name, so that name and suffix stay below the 255 of file systems."""

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f-\x9f]+')


class Folder:
    """Drops each message into a folder, which is made where there is none."""

    def __init__(self, place: Path, form: str) -> None:
        self._place, self._form = place, form

    def carry(self, parcel: Parcel) -> Outcome:
        """The papers first, the text last: where the text is, all is. The same message again takes the same names."""
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            for name, content in self._files(parcel):
                _drop(self._place / name, content)
        except (OSError, ValueError) as error:
            return Outcome(parcel.address, WAITS, PLACE, getattr(error, "strerror", None) or "")
        return Outcome(parcel.address, ACCEPTED)

    def _files(self, parcel: Parcel) -> Iterator[tuple[str, bytes]]:
        stem = stem_of(parcel)
        if self._form == MAIL:
            yield f"{stem}.eml", parcel.content
            return
        for number, (name, content) in enumerate(parcel.attachments, 1):
            yield f"{stem}-{number}{_suffix(name)}", content
        whom = " ".join(filter(None, (parcel.body, parcel.person, parcel.address)))
        yield f"{stem}.txt", f"{parcel.subject}\n{whom}\n\n{parcel.text}".encode(errors="replace")


def stem_of(parcel: Parcel) -> str:
    """The name of a message's files before the suffix: its key, and by what it differs from another ledger's."""
    key = _cut(_UNFIT.sub("-", parcel.key).strip("-."), STEM_AT_MOST)
    return f"{key}-{sha256(parcel.mark.encode()).hexdigest()[:8]}"


def _cut(text: str, octets: int) -> str:
    return text.encode(errors="replace")[:octets].decode(errors="ignore")


def _suffix(name: str) -> str:
    return _UNFIT.sub("", Path(name).suffix)[:12]


def _drop(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there: nobody ever finds half of it."""
    handle, made = mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(made).chmod(0o640)
        Path(made).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(made).unlink()
        raise


def _made(settings: Mapping[str, Any]) -> Folder:
    return Folder(Path(settings["path"]), settings["form"])


CHANNEL = Way("folder", _made, (
    Setting("path", PATH, required=True), Setting("form", CHOICE, default=TEXT, choices=FORMS),
))
