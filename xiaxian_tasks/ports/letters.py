"""What channels of the post are handed (信件), and how each recipient fared."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

ACCEPTED, REFUSED, WAITS = "accepted", "refused", "waits"
VERDICTS = (ACCEPTED, REFUSED, WAITS)
"""Taken over by the server; refused for good, so that the same letter need not be tried again; to be tried again."""

RECIPIENT, SENDER, CONTENT = "recipient", "sender", "content"
CONNECTION, ENCRYPTION, CERTIFICATE, LOGIN, UNANSWERED, BUSY, PLACE = (
    "connection", "encryption", "certificate", "login", "unanswered", "busy", "place"
)
CAUSES = (RECIPIENT, SENDER, CONTENT, CONNECTION, ENCRYPTION, CERTIFICATE, LOGIN, UNANSWERED, BUSY, PLACE)
"""What stood in the way. Of the letter: its recipient, its sender, what it says. Of the way: no connection, no
encryption offered, a certificate that proves nothing, user or password, more than may go in so short a time, a place
that cannot be written. `unanswered`: all was handed over and the answer never came, so that a second try may deliver
twice; it carries the same Message-ID."""


class Letter(NamedTuple):
    """One message ready to be sent. `sender` and `recipients` are bare mailboxes, `content` the bytes from the first
    header on; `key` is the same for the same letter, whenever it is made."""

    key: str
    sender: str
    recipients: tuple[str, ...]
    content: bytes


class Outcome(NamedTuple):
    """How one recipient fared: a verdict, its cause ("" where accepted), and the server's own words, if any."""

    recipient: str
    verdict: str
    cause: str = ""
    reply: str = ""


class Channel(Protocol):
    """A way by which ready mail goes."""

    def send(self, letter: Letter) -> tuple[Outcome, ...]:
        """Hand a letter over once: one outcome for each recipient, in their order; nothing of the net is raised."""


class Parcel(NamedTuple):
    """One message for one person, as every way of the post is handed it.

    `key` names the message in the ledger and `mark` at the other end (a Message-ID without brackets): both are the same
    at every try. `sender` is a bare mailbox; `address` a mailbox or a telephone, as the way goes by; `person` may be ""
    where only the `body` is known. `at` is the moment of this try. `text` is all that is said; `content` the bytes of
    the mail; `attachments` name and bytes of each file.
    """

    key: str
    mark: str
    sender: str
    address: str
    person: str
    body: str
    at: datetime
    subject: str
    text: str
    content: bytes = b""
    attachments: tuple[tuple[str, bytes], ...] = ()


class Carrier(Protocol):
    """A way of the post, set up to go by."""

    def carry(self, parcel: Parcel) -> Outcome:
        """Hand a parcel over once: accepted, refused for good, or to be tried again; nothing of the way is raised."""


LINE, COUNT, CHOICE, PATH, SECRET, SERVER, WEB = SORTS = ("line", "count", "choice", "path", "secret", "smtp", "web")
"""What may stand in a setting: a text, a whole number from 1, one of its choices, a path (from the folder of the file
that says it), a secret (named by its file or its entry in the keyring, never written down), a mail server, an address
of the web."""

MAILBOX, PHONE, NOTHING = "mail", "phone", ""
"""What of a person a way goes by."""


class Setting(NamedTuple):
    """One setting of a way: its key, what may stand there, and what counts where nothing does."""

    name: str
    sort: str = LINE
    required: bool = False
    default: Any = ""
    choices: tuple[str, ...] = ()


class Way(NamedTuple):
    """A way of the post (通道): its name, the settings it takes, and how it is set up from them.

    Secrets come to `made` as what they hold, "" for none. `by` is what of a person it goes by; `extra` the part of the
    installation it needs. Raises Misused (2) where the settings do not go together or the part is missing.
    """

    name: str
    made: Callable[[Mapping[str, Any]], Carrier]
    settings: tuple[Setting, ...] = ()
    by: str = NOTHING
    extra: str = ""
