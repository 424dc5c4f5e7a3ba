"""Calendar objects on other servers: where ours stand, and by what one is known to be ours."""

import hashlib
import re
from typing import NamedTuple

from xiaxian_tasks.ports import Published
from xiaxian_tasks.ports.collection import Held

SUFFIX, DIGITS = ".ics", 32
_OURS = re.compile(rf"[0-9a-f]{{{DIGITS}}}\{SUFFIX}")
_FOLD = re.compile(r"\r?\n[ \t]")
_COMPONENTS = frozenset({"VEVENT", "VTODO", "VJOURNAL"})


class Marks(NamedTuple):
    """What an object says of itself: who wrote it (PRODID), its UID ("" for none or several), and which state of it
    (SEQUENCE, LAST-MODIFIED)."""

    writer: str
    uid: str
    state: tuple[str, ...]


def href_of(uid: str) -> str:
    """Where an object of this UID is put: a hash, so that no server minds its characters or its length."""
    return hashlib.sha256(uid.encode()).hexdigest()[:DIGITS] + SUFFIX


def may_be_ours(href: str) -> bool:
    """Whether an address has the form of one of ours, so that it is worth a look."""
    return _OURS.fullmatch(href) is not None


def digest_of(content: bytes) -> str:
    """The SHA-256 of an object's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def marks(content: bytes) -> Marks:
    """What an object says of itself, whatever else is in it; alarms may have UIDs of their own, which do not count."""
    inside: list[str] = []
    found: dict[str, set[str]] = {}
    for line in _FOLD.sub("", content.decode("utf-8", "replace")).splitlines():
        name = re.split("[;:]", line, maxsplit=1)[0].strip().upper()
        value = line.partition(":")[2].strip().replace("\\", "")  # which commas are escaped is up to who wrote it
        if name == "BEGIN":
            inside.append(value.upper())
        elif name == "END":
            inside = inside[:-1]
        elif inside == ["VCALENDAR"] or (len(inside) == 2 and inside[1] in _COMPONENTS):
            found.setdefault(name, set()).add(value)
    uids = found.get("UID", set())
    state = tuple(value for name in ("SEQUENCE", "LAST-MODIFIED") for value in sorted(found.get(name, ())))
    return Marks(next(iter(sorted(found.get("PRODID", ()))), ""), next(iter(uids)) if len(uids) == 1 else "", state)


def is_ours(held: Held, uid: str, row: Published | None, writer: str) -> bool:
    """Whether what stands there is the object of this UID that we put: by what it says, or, as programs and servers
    that change it write their own name into it, by its standing where we put that very UID."""
    said = marks(held.content)
    was_put = row is not None and row.href == held.href
    return said.uid == uid and (said.writer == writer or was_put)


def is_forgotten(held: Held, writer: str) -> bool:
    """Whether what stands there is ours although nothing is known of it, as after an older ledger was brought back."""
    said = marks(held.content)
    return bool(said.uid) and said.writer == writer and held.href == href_of(said.uid)
