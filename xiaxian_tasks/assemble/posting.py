"""The post of the outbox (发送): plan, send what is approved and whose time has come, settle; one runner at a time.

Each message is written as on its way before the first byte goes and settled after the last, so that a crash at any
point loses none: what is found on its way goes again under the same Message-ID.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, time
from hashlib import sha256
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.assemble import planning
from xiaxian_tasks.assemble import post as ways
from xiaxian_tasks.assemble.asking import clock_of
from xiaxian_tasks.assemble.post import Opened, Post
from xiaxian_tasks.domain.agenda import DOMAIN
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.domain.ladder import Ladder
from xiaxian_tasks.domain.messages import CANCELLED, SENDING, MessageState
from xiaxian_tasks.domain.people import Person, reached
from xiaxian_tasks.errors import Misused, Refused, Stale, XiaxianError
from xiaxian_tasks.office import asks, county, outbox
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.holding import QUIET_DAY, QUIET_HOURS, free_day
from xiaxian_tasks.office.outbox import Settled, Start
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports.letters import (
    ACCEPTED,
    BUSY,
    CERTIFICATE,
    CONNECTION,
    CONTENT,
    ENCRYPTION,
    LOGIN,
    MAILBOX,
    PLACE,
    RECIPIENT,
    REFUSED,
    WAITS,
    Outcome,
    Parcel,
    Way,
)

if TYPE_CHECKING:
    from xiaxian_tasks.documents._message import Attached
    from xiaxian_tasks.domain.address import Address

AT_ONCE = 20
"""Messages looked at together; each is begun and settled by itself, so that at most one is ever in doubt."""

SHUT_AFTER = 3
"""Failures of one way in a row after which it is left alone until the next run: a server that is away is not asked ten
thousand times, and no message uses up its tries by that."""

SHOWN_AT_MOST = 100
"""Messages told one by one: memory stays flat, however many go."""

LOOKED_AT_MOST = 2000
"""Messages of a way that is shut that are looked past for those of another."""

OF_THE_WAY = frozenset({CONNECTION, ENCRYPTION, CERTIFICATE, LOGIN, BUSY, PLACE})
"""Causes that blame the way and not the message: the next one would fare alike."""

REPLY_AT_MOST = 200
"""Characters of the other end's words that are kept."""

Told = Callable[[str], None]
Stopped = Callable[[], bool]


def nothing_told(_verdict: str) -> None:
    """Nobody follows how far it is."""


def never_stopped() -> bool:
    """Nobody stops it."""
    return False


class Asked(NamedTuple):
    """How far a run goes: at most so many messages, None all there are; how it tells of each, when it stops."""

    limit: int | None = None
    told: Told = nothing_told
    stopped: Stopped = never_stopped


def planned(desk: Office, *, body: str = "") -> Sheet:
    """Draft what is to be said and take out what holds no more: `on, drafted, digests, notices, cancelled`."""
    found = planning.plan(desk, body=body)
    return {
        "on": desk.on.isoformat(), "drafted": found.digests + found.notices, "digests": found.digests,
        "notices": found.notices, "cancelled": found.untrue,
    }


def run(
    desk: Office, *, limit: int | None = None, told: Told = nothing_told, stopped: Stopped = never_stopped
) -> Sheet:
    """Plan, then send what is approved and whose time has come: what came of it.

    `on, quiet, until, drafted, cancelled, sent, waiting, refused, again, shut, messages`: `quiet` is why nothing goes
    now, null where it does; `again` are those that were found on their way; `shut` the ways that were left alone, each
    `way, cause, reply`; `messages` the first hundred, each `id, body, person, address, subject, verdict, cause, reply`.
    Raises Misused `no-post`, `no-mail-from` (2), Faulty (3) of the settings, Stale `other-runner` (6).
    """
    post = ways.read()
    opened = ways.opened(post)
    with desk.store.posting():
        quiet = _quiet(desk)
        if quiet:
            return _sheet(desk, quiet=quiet)
        plan = planning.plan(desk)
        round_ = Round(desk, post, opened)
        round_.go(Asked(limit, told, stopped))
    return _sheet(desk, plan, round_)


def _quiet(desk: Office) -> str:
    """Why nothing goes at this moment, "" where it does."""
    ladder = asks.ladder_of(desk)
    if ladder.is_quiet_day(desk.on, is_working=desk.workdays.is_working(desk.on)):
        return QUIET_DAY
    clock = clock_of(desk)
    return QUIET_HOURS if clock and ladder.is_quiet_hour(clock) else ""


def _sheet(desk: Office, plan: planning.Planned | None = None, gone: "Round | None" = None, quiet: str = "") -> Sheet:
    ladder = asks.ladder_of(desk)
    counts = gone.counts if gone else Counter[str]()
    return {
        "on": desk.on.isoformat(), "quiet": quiet or None,
        "until": _until(desk, ladder, quiet) if quiet else None,
        "drafted": plan.digests + plan.notices if plan else 0, "cancelled": plan.untrue if plan else 0,
        "sent": counts[ACCEPTED], "waiting": counts[WAITS], "refused": counts[REFUSED], "again": counts["again"],
        "shut": [{"way": name, **why} for name, why in gone.shut.items()] if gone else [],
        "messages": gone.messages if gone else [],
    }


def _until(desk: Office, ladder: Ladder, quiet: str) -> str:
    """When it goes again: the end of the quiet hours, or the first day on which anything goes."""
    if quiet == QUIET_HOURS:
        return ladder.quiet[1]
    return free_day(ladder, desk.on, desk.workdays).isoformat()


class Round:
    """One run through what is ready. `counts` by verdict, `shut` the ways left alone, `messages` what is told."""

    def __init__(self, desk: Office, post: Post, opened: dict[str, Opened]) -> None:
        self._desk, self._post, self._opened = desk, post, opened
        self._people, self._ladder = county.as_known(desk).people, asks.ladder_of(desk)
        self._day = desk.now().astimezone(COUNTY_TIME).date()
        self._left, self._tried = set[str](), set[str]()
        self._failures = Counter[str]()
        self.counts = Counter[str]()
        self.shut: dict[str, Sheet] = {}
        self.messages: list[Sheet] = []

    def go(self, asked: Asked) -> None:
        """Send until nothing is ready, all ways are shut, so many went, the quiet hours come, or it is stopped."""
        done = 0
        while not asked.stopped() and (some := self._ready()):
            changed = planning.weed(self._desk, some)
            for state in some:
                if asked.stopped() or (asked.limit is not None and done >= asked.limit) or self._is_late():
                    return
                verdict = self._one(changed.get(state.id, state))
                if verdict:
                    done += 1
                    asked.told(verdict)

    def _is_late(self) -> bool:
        """Whether the quiet hours or another day have come while it went on."""
        clock = clock_of(self._desk)
        return bool(clock) and (
            self._ladder.is_quiet_hour(clock) or self._desk.now().astimezone(COUNTY_TIME).date() != self._day
        )

    def _ready(self) -> list[MessageState]:
        """The next messages that are ready and were not looked at in this run."""
        window = AT_ONCE + len(self._left)
        while window <= LOOKED_AT_MOST + AT_ONCE:
            found = outbox.due_now(self._desk, window)
            fresh = [each for each in found if each.id not in self._left | self._tried][:AT_ONCE]
            if fresh or len(found) < window:
                return fresh
            window *= 2
        return []

    def _one(self, state: MessageState) -> str:
        """Send one message: its verdict, "" where it was not tried."""
        name = self._way_of(state)
        if state.state == CANCELLED or name in self.shut:
            self._left.add(state.id)
            return ""
        person = self._person(state)
        address = self._address(state, person, name)
        mark = mark_of(state)
        start = Start(state.id, mark, person.name if person else state.person, address=address)
        was_sending = state.state == SENDING
        try:
            (state,) = outbox.begin(self._desk, [start])
        except (Stale, Refused):  # somebody changed or took it back at this moment
            self._left.add(state.id)
            return ""
        outcome = self._carried(state, name)
        spared = outcome.cause in OF_THE_WAY and name in self._opened
        reply = outcome.reply[:REPLY_AT_MOST]
        outbox.settle(self._desk, [Settled(state.id, outcome.verdict, outcome.cause, reply, spared=spared)])
        self._note(state, name, outcome)
        self.counts["again"] += was_sending
        return outcome.verdict

    def _way_of(self, state: MessageState) -> str:
        """The name of the way a message goes by: its own, else the office's."""
        return state.channel or self._post.default

    def _person(self, state: MessageState) -> Person | None:
        """Who is spoken to now: whom the message names, in whose absence whoever stands in."""
        named = self._people.named(state.person) if state.person else None
        if named is not None and not named.is_away(self._desk.on):
            return named
        if state.person and named is None:
            return None  # somebody the office wrote in by hand
        found = reached(self._people, state.body, self._desk.on)
        return found.person if found else named

    def _address(self, state: MessageState, person: Person | None, name: str) -> str:
        """A mailbox or a telephone, as the way goes by; what the message says where that fits its person."""
        by_mail = name in self._opened and self._opened[name].way.by == MAILBOX
        if state.address and (person is None or person.name == state.person) and ("@" in state.address) == by_mail:
            return state.address
        if person is None:
            return state.address
        return person.mail if by_mail else person.phone

    def _carried(self, state: MessageState, name: str) -> Outcome:
        if name not in self._opened:
            return Outcome(state.address, WAITS, PLACE, name)
        opened = self._opened[name]
        if opened.way.by == MAILBOX and "@" not in state.address:
            return Outcome(state.address, WAITS, RECIPIENT)
        try:
            return opened.carrier.carry(self._parcel(state, _mailbox(state, opened.way)))
        except Misused as error:  # an address that is none
            return Outcome(state.address, REFUSED, RECIPIENT, error.code)
        except Exception as error:  # noqa: BLE001  # of another's way: it may stop one message, not all behind it
            return Outcome(state.address, WAITS, CONTENT, type(error).__name__)

    def _parcel(self, state: MessageState, to: "Address | None") -> Parcel:
        text = f"发文字号：{state.number}\n\n{state.text}" if state.number else state.text
        files = tuple(self._files(state))
        content = self._mail(state, to, text, files)
        return Parcel(
            state.key, state.mark, self._post.sender.mailbox if self._post.sender else "",
            to.mailbox if to else state.address, state.person, state.body, self._desk.now(), state.subject, text,
            content, files,
        )

    def _files(self, state: MessageState) -> list[tuple[str, bytes]]:
        """The papers that go along; what is kept of them besides does not."""
        found = []
        for each in state.attachments:
            name, _, digest = each.partition("#sha256:")
            content = self._desk.store.evidence(digest)
            if content is not None and not name.endswith(".json"):
                found.append((name, content))
        return found

    def _mail(
        self, state: MessageState, to: "Address | None", text: str, files: Sequence[tuple[str, bytes]]
    ) -> bytes:
        from xiaxian_tasks.documents import reminder_digest
        from xiaxian_tasks.documents._message import Envelope

        moment = datetime.combine(state.on, time(), COUNTY_TIME)
        envelope = Envelope(self._post.sender, (to,) if to else (), moment)
        attached = [_attached(number, *each) for number, each in enumerate(files, 1)]
        return reminder_digest.mail(envelope, state.subject, text, attached, mark=state.mark).content

    def _note(self, state: MessageState, name: str, outcome: Outcome) -> None:
        """Count an outcome; a way that fails again and again is shut."""
        self.counts[outcome.verdict] += 1
        if len(self.messages) < SHOWN_AT_MOST:
            self.messages.append({
                "id": state.id, "body": state.body, "person": state.person or None, "address": state.address or None,
                "subject": state.subject, "verdict": outcome.verdict, "cause": outcome.cause or None,
                "reply": outcome.reply or None,
            })
        if outcome.verdict != ACCEPTED and outcome.cause in OF_THE_WAY:
            self._failures[name] += 1
            if self._failures[name] >= SHUT_AFTER:
                self.shut[name] = {"cause": outcome.cause, "reply": outcome.reply or None}
        else:
            self._failures[name] = 0
        if outcome.verdict != ACCEPTED:
            self._tried.add(state.id)


def mark_of(state: MessageState) -> str:
    """The Message-ID of a message, without brackets: made of its key and its history, which holds the moment it was
    drafted, so that no two ledgers share one; once given it stays."""
    if state.mark:
        return state.mark
    told = sha256(f"{state.id}\n{state.key}\n{state.head}".encode()).hexdigest()[:32]
    return f"{state.id.replace('/', '.')}.{told}@{DOMAIN}"


def _mailbox(state: MessageState, way: Way) -> "Address | None":
    """The mailbox a message goes to; None where it goes by a way that needs none. Raises Misused."""
    from xiaxian_tasks.domain import address

    try:
        return address.read(state.address)._replace(name=address.shown_name(state.person))
    except Misused:
        if way.by == MAILBOX:
            raise
        return None


def _attached(number: int, name: str, content: bytes) -> "Attached":
    from xiaxian_tasks.documents._message import Attached

    stem, _, suffix = name.rpartition(".")
    plain = name if name.isascii() and stem else f"paper-{number}.{suffix if suffix.isascii() and stem else 'bin'}"
    return Attached(plain, SUBTYPES.get(suffix.lower(), "octet-stream"), content)


SUBTYPES = {
    "docx": "vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "pdf",
}
"""Suffix of a file -> what it is called in a mail, behind application/."""


def watch(
    opened: Callable[[], Office], *, seconds: float, over: Event, told: Callable[[Sheet | XiaxianError], None]
) -> None:
    """Run again and again, each time on a desk of its own, until it is `over`; what is on the wire then is settled.

    Whatever keeps one run from its work is told, and the next one tries again.
    """
    while not over.is_set():
        try:
            desk = opened()
            try:
                told(run(desk, stopped=over.is_set))
            finally:
                desk.store.close()
        except XiaxianError as error:
            told(error)
        over.wait(seconds)
