"""A calendar on somebody's server (日历集), as the office puts objects into it: CalDAV, RFC 4791."""

from typing import NamedTuple, Protocol

DONE, CHANGED, TAKEN, REFUSED = "done", "changed", "taken", "refused"
"""What becomes of a request: done; another version stands there than was named; the UID stands elsewhere; refused."""


class Wanted(NamedTuple):
    """An object that should stand there: its UID, the day (YYYY-MM-DD) and the words that tell a person which it is,
    its bytes."""

    uid: str
    on: str
    what: str
    content: bytes


class Held(NamedTuple):
    """An object as the server holds it: `href` is its last segment in the collection, `etag` its version, never ""."""

    href: str
    etag: str
    content: bytes


class Answer(NamedTuple):
    """What became of a request; `etag` is the version that stands there now, `reply` the words of a refusal."""

    outcome: str
    etag: str = ""
    reply: str = ""


class Collection(Protocol):
    """One calendar. Every method raises Undelivered (8) where nothing more can be asked of the server now."""

    @property
    def address(self) -> str:
        """The collection's own address, with a slash at its end, without user or password."""

    @property
    def components(self) -> frozenset[str]:
        """What it takes: VEVENT, VTODO ...; all it knows where the server does not say."""

    def etags(self) -> dict[str, str]:
        """href -> version of everything that stands in it, whoever put it there."""

    def read(self, href: str) -> Held | None:
        """One object; None where nothing stands."""

    def holding(self, text: str) -> list[Held]:
        """The objects whose UID holds a text, wherever they stand; [] where the server cannot say."""

    def put(self, href: str, content: bytes, etag: str) -> Answer:
        """Put an object in the place of exactly that version; with "" only where nothing stands."""

    def remove(self, href: str, etag: str) -> Answer:
        """Remove exactly that version; what is gone already is done."""
