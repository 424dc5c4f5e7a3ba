"""A message of electronic mail as bytes (邮件): RFC 5322 and MIME, the same bytes for the same content.

Every part travels as base64, so that no server on the way changes a line end, and so that a boundary, which begins with
two dashes, can stand in none of them. Header fields are written here, in encoded words cut between characters: what the
library makes of a long Chinese name differs between its versions.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import NamedTuple, cast

from xiaxian_tasks.documents.calendar import clean
from xiaxian_tasks.domain.address import Address
from xiaxian_tasks.domain.agenda import DOMAIN

SUBJECT_AT_MOST = 150
"""Characters of a subject: more is shown by no program."""

_WORD = 39
"""Octets of an encoded word before base64: with `Subject: ` before it a line stays below 76 (RFC 2047, 2)."""

_BARE_NAME = re.compile(r"[A-Za-z0-9 ]+")


class Envelope(NamedTuple):
    """From whom, to whom and when. Without a sender the message is a draft, which mail programs open to be sent."""

    sender: Address | None
    recipients: tuple[Address, ...]
    at: datetime


class Attached(NamedTuple):
    """A file that goes along, byte for byte; its name is ASCII, for others arrive as anything."""

    name: str
    subtype: str
    content: bytes


class Saying(NamedTuple):
    """What a message says: in words, in HTML, and for mail programs that keep a calendar as iTIP (`method`, bytes)."""

    subject: str
    plain: str
    html: str
    scheduling: tuple[str, bytes] | None = None


class Message(NamedTuple):
    """A message: its Message-ID without brackets, and its bytes."""

    id: str
    content: bytes


def message(envelope: Envelope, saying: Saying, files: Iterable[Attached], *, key: str = "", id: str = "") -> Message:
    """multipart/mixed of what is said, in each form, and the files. `key` begins the Message-ID: letters and digits;
    `id` is all of it, for what stays the same message when other words or another recipient are given."""
    files = tuple(files)
    mark = _mark(envelope, saying, files)
    body = EmailMessage(SMTP)
    body.make_mixed(boundary=f"=_{mark}_m")
    body.attach(_part(_said(saying, boundary=f"=_{mark}_a")))
    for file in files:
        part = MIMEPart(SMTP)
        part.set_content(
            file.content, maintype="application", subtype=file.subtype, cte="base64", disposition="attachment",
            filename=file.name,
        )
        body.attach(_part(part))
    name = id or f"{key}.{mark}@{DOMAIN}"
    return Message(name, _head(envelope, saying.subject, name) + body.as_bytes())


def _part(part: MIMEPart) -> EmailMessage:
    """A part as `attach` is declared to take it: it takes any, and a whole message would bring headers of its own."""
    return cast("EmailMessage", part)


def _said(saying: Saying, *, boundary: str) -> MIMEPart:
    """The same in each form, the one that says most last (RFC 2046, 5.1.4)."""
    both = MIMEPart(SMTP)
    both.make_alternative(boundary=boundary)
    words = {"charset": "utf-8"}
    forms = [("plain", _lines(saying.plain), words), ("html", _lines(saying.html), words)]
    if saying.scheduling:
        method, content = saying.scheduling
        forms.append(("calendar", content, {"method": method, "charset": "UTF-8"}))
    for subtype, content, parameters in forms:
        part = MIMEPart(SMTP)  # of bytes: of a text the library would make its own line ends
        part.set_content(content, maintype="text", subtype=subtype, cte="base64", params=parameters)
        both.attach(part)
    return both


def _lines(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode(errors="replace")


def _mark(envelope: Envelope, saying: Saying, files: tuple[Attached, ...]) -> str:
    """What a message is told by: a hash of all that is in it."""
    told = sha256()
    for part in (*map(repr, (envelope, *saying[:3])), *(saying.scheduling or ())):
        told.update(part.encode(errors="backslashreplace") if isinstance(part, str) else part)
        told.update(b"\0")
    for file in files:
        told.update(repr(file[:2]).encode() + file.content + b"\0")
    return told.hexdigest()[:32]


def _head(envelope: Envelope, subject: str, name: str) -> bytes:
    """The header fields but those of MIME, CRLF after each."""
    sender, recipients = envelope.sender, envelope.recipients
    fields = [("From", _written(sender)) if sender else ("X-Unsent", "1")]
    if recipients:
        fields.append(("To", ",\r\n ".join(map(_written, recipients))))
    fields += [
        ("Subject", encoded(clean(subject)[:SUBJECT_AT_MOST])), ("Date", format_datetime(envelope.at)),
        ("Message-ID", f"<{name}>"), ("Auto-Submitted", "auto-generated"), ("Content-Language", "zh-CN"),
        ("MIME-Version", "1.0"),
    ]
    return "".join(f"{field}: {value}\r\n" for field, value in fields).encode("ascii")


def _written(address: Address) -> str:
    """An address as it stands in a field; its mailbox on a line of its own where both would be long."""
    name = clean(address.name)
    if not name:
        return address.mailbox
    shown = f'"{name}"' if _BARE_NAME.fullmatch(name) and len(name) <= _WORD else encoded(name)
    return f"{shown}\r\n <{address.mailbox}>"


def encoded(text: str) -> str:
    """Text as encoded words (RFC 2047), each of whole characters, one a line; what looks like one stays what it is."""
    pieces, piece = [], b""
    for character in text:
        octets = character.encode()
        if len(piece) + len(octets) > _WORD:
            pieces.append(piece)
            piece = b""
        piece += octets
    pieces.append(piece)
    return "\r\n ".join(f"=?utf-8?b?{b64encode(each).decode()}?=" for each in pieces)
