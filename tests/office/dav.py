"""A calendar server in memory, as strict as RFC 4791 lets one be, and killable at any request."""

from collections.abc import Mapping, Sequence

from xiaxian_tasks.office.objects import href_of, marks
from xiaxian_tasks.office.publishing import Outcome, Round, Scene
from xiaxian_tasks.ports import Published
from xiaxian_tasks.ports.collection import CHANGED, DONE, TAKEN, Answer, Held, Wanted

WRITER = "-//ours//ZH"
ADDRESS = "https://cal.example/water/"


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


def content(uid: str, *, title: str = "关停自备井", writer: str = WRITER, sequence: int = 1) -> bytes:
    """A small calendar with one event."""
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{writer}\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\n"
        f"DTSTART;VALUE=DATE:20231231\r\nSEQUENCE:{sequence}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def uid(number: int) -> str:
    return f"wells-23.{number}.t1@xiaxian-tasks"


def wanted(*numbers: int, title: str = "关停自备井", sequence: int = 1) -> dict[str, Wanted]:
    """Some events that should stand there."""
    return {
        uid(n): Wanted(uid(n), "2023-12-31", title, content(uid(n), title=title, sequence=sequence)) for n in numbers
    }


class Notes:
    """What a ledger keeps of it."""

    def __init__(self) -> None:
        self.rows: dict[str, Published] = {}

    def publish(self, put: Sequence[Published] = (), gone: Sequence[Published] = ()) -> None:
        for row in put:
            self.rows[row.uid] = row
        for row in gone:
            self.rows.pop(row.uid, None)


class Server:
    """A collection. Its `cut` ends the process at the n-th request, before or after it takes effect; `unique` is
    whether a UID may stand there once only."""

    def __init__(self, *, unique: bool = True) -> None:
        self.address = ADDRESS
        self.components = frozenset({"VEVENT", "VTODO"})
        self.unique = unique
        self.stands: dict[str, tuple[str, bytes]] = {}
        self.written: list[str] = []
        self.requests = 0
        self.cut: tuple[int, bool] = (0, False)
        self._version = 0

    def place(self, href: str, body: bytes) -> None:
        """Somebody puts something there."""
        self._version += 1
        self.stands[href] = (f"v{self._version}", body)

    def bodies(self) -> dict[str, bytes]:
        return {href: body for href, (_etag, body) in self.stands.items()}

    def etags(self) -> dict[str, str]:
        self._count(before=True)
        return {href: etag for href, (etag, _body) in self.stands.items()}

    def read(self, href: str) -> Held | None:
        self._count(before=True)
        found = self.stands.get(href)
        return Held(href, *found) if found else None

    def holding(self, text: str) -> list[Held]:
        self._count(before=True)
        return [Held(href, *found) for href, found in self.stands.items() if text in marks(found[1]).uid]

    def put(self, href: str, content: bytes, etag: str) -> Answer:
        self._count(before=True)
        now = self.stands.get(href, ("", b""))[0]
        if now != etag:
            return Answer(CHANGED)
        own = marks(content).uid
        if self.unique and any(marks(body).uid == own for other, body in self.bodies().items() if other != href):
            return Answer(TAKEN)
        self.place(href, content)
        self.written.append(f"PUT {href}")
        self._count(before=False)
        return Answer(DONE, self.stands[href][0])

    def remove(self, href: str, etag: str) -> Answer:
        self._count(before=True)
        if href in self.stands and self.stands[href][0] != etag:
            return Answer(CHANGED)
        self.stands.pop(href, None)
        self.written.append(f"DELETE {href}")
        self._count(before=False)
        return Answer(DONE)

    def _count(self, *, before: bool) -> None:
        if before:
            self.requests += 1
        if self.cut == (self.requests, before):
            raise Killed


def run(server: Server, notes: Notes, objects: Mapping[str, Wanted]) -> Outcome:
    """One run of the publisher."""
    scene = Scene(server, notes.rows.values(), WRITER)
    return Round(notes, scene, objects).carry_out(scene.plan(objects))


def expected(objects: Mapping[str, Wanted]) -> dict[str, bytes]:
    """What should stand there in the end, where nobody else put anything."""
    return {href_of(each.uid): each.content for each in objects.values()}
