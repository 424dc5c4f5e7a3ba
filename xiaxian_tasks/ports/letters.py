"""What channels of the post are handed (信件), and how each recipient fared."""

from typing import NamedTuple, Protocol

ACCEPTED, REFUSED, WAITS = "accepted", "refused", "waits"
VERDICTS = (ACCEPTED, REFUSED, WAITS)
"""Taken over by the server; refused for good, so that the same letter need not be tried again; to be tried again."""

RECIPIENT, SENDER, CONTENT = "recipient", "sender", "content"
CONNECTION, ENCRYPTION, CERTIFICATE, LOGIN, UNANSWERED = (
    "connection", "encryption", "certificate", "login", "unanswered"
)
CAUSES = (RECIPIENT, SENDER, CONTENT, CONNECTION, ENCRYPTION, CERTIFICATE, LOGIN, UNANSWERED)
"""What stood in the way. Of the letter: its recipient, its sender, what it says. Of the way: no connection, no
encryption offered, a certificate that proves nothing, user or password. `unanswered`: all was handed over and the
answer never came, so that a second try may deliver twice; it carries the same Message-ID."""


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
    """A way of the post."""

    def send(self, letter: Letter) -> tuple[Outcome, ...]:
        """Hand a letter over once: one outcome for each recipient, in their order; nothing of the net is raised."""
