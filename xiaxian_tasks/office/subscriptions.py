"""Subscriptions (订阅): calendars given out to persons, replaced, ended and called back, as entries of the county.

The token itself is never seen here: `assemble` makes it, and its hash alone is recorded.
"""

import hmac
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta, timezone
from functools import lru_cache
from typing import Any

from xiaxian_tasks.domain import subscriptions as given
from xiaxian_tasks.domain.codec import iso
from xiaxian_tasks.domain.county import County
from xiaxian_tasks.domain.entries import SUBSCRIPTION, Entry
from xiaxian_tasks.domain.feed import Shape
from xiaxian_tasks.domain.people import OF_A_BODY
from xiaxian_tasks.domain.subscriptions import (
    ADD,
    EXPIRED,
    ID_LENGTH,
    OPEN,
    RECALL,
    RECALLED,
    REVOKE,
    ROTATE,
    Subscription,
    hash_of,
    is_open,
    is_recalling,
    state_of,
)
from xiaxian_tasks.errors import Misused, NotFound, Refused, Stale, StoreFault
from xiaxian_tasks.office import county, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import CountyRow, Seen, Writing

__all__ = [
    "add", "found", "hash_of", "is_open", "is_recalling", "listed", "recall", "revoke", "rotate", "saw", "sheet",
    "state_of", "summary", "taken",
]

PLAIN = Shape()

TRIES = 5
"""How often an entry is decided anew when another writer was first."""

NAME_AT_MOST = 40
"""Characters of a person's name, where the county knows no people."""

SHOWN_OF_A_KEY = 12
"""Characters of a wrong key that are repeated: what is longer may be somebody's token."""

AGENT_AT_MOST = 200
"""Characters kept of what a program calls itself."""

PAUSE = timedelta(hours=1)
"""Fetchings closer than this are noted once: clients ask every few minutes, and every note is a write."""

COUNTY_TIME = timezone(timedelta(hours=8))
"""China keeps one time, all the year round."""

SOON = timedelta(days=30)
"""How long before its day a subscription is said to expire soon."""


def add(
    office: Office, person: str, body: str = "", *, token_hash: str, shape: Shape = PLAIN, expires: date | None = None
) -> Subscription:
    """Give a person a calendar: of a body, else of the own one of a head or liaison, else of all.

    Raises NotFound `person`, `body` (5), Misused `bad-person-name`, `expires-past` (2), Refused `role`, `token-taken`
    and those of the county's history (4), Stale (6).
    """
    named = names.body(office, body).name if body else ""
    _not_past(office, expires)

    def made(known: County) -> Sheet:
        name, own = _person(known, person)
        shaped = {key: True for key in ("redacted", "twins", "working") if getattr(shape, key)}
        of = {"body": named or own} if named or own else {}
        return {**_key(known, token_hash), "action": ADD, "person": name, **of, **shaped, **_until("expires", expires)}

    return _recorded(office, made)


def rotate(
    office: Office, key: str, *, token_hash: str, keep_days: int = 0, expires: date | None = None
) -> Subscription:
    """Put a new token in the place of one, which ends at once or `keep_days` calendar days later; the new one.

    It holds as long as the former did, or through `expires`. Raises as `add` and `revoke` do.
    """
    _not_past(office, expires)

    def made(known: County) -> Sheet:
        old = _of(office, known, key, OPEN)
        last = office.on + timedelta(days=keep_days) if keep_days else None
        if last and old.expires:
            last = min(last, old.expires)
        shaped = {name: True for name in ("redacted", "twins", "working") if getattr(old, name)}
        return {
            **_key(known, token_hash), "action": ROTATE, "former": old.id, **_whose(old), **shaped,
            **_until("expires", expires or old.expires), **_until("until", last),
        }

    return _recorded(office, made)


def revoke(office: Office, key: str) -> Subscription:
    """End a subscription: its calendar is served no more; what clients have fetched they keep.

    Raises NotFound `subscription`, `ambiguous-subscription` (5), Refused `subscription-ended` (4), Stale (6).
    """
    return _recorded(office, lambda known: _ending(_of(office, known, key, OPEN, EXPIRED), REVOKE))


def recall(office: Office, key: str) -> Subscription:
    """Call a calendar back: it is served with every event cancelled for a while, then no more. Raises as `revoke`."""
    states = (OPEN, EXPIRED, given.REVOKED)
    return _recorded(office, lambda known: _ending(_of(office, known, key, *states), RECALL))


def taken(office: Office, token_hash: str) -> bool:
    """Whether another subscription is named by the beginning of this hash already."""
    return any(each.id == token_hash[:ID_LENGTH] for each in county.state(office).subscriptions)


def found(office: Office, token: str) -> Subscription | None:
    """The subscription of a token, None for an unknown one; whether it is open, the caller judges.

    Asked of the newest entry, whichever day the office looks at: what was revoked stays revoked.
    """
    row = office.store.county()
    digest = hash_of(token)
    known = _by_hash(row.state).get(digest) if row else None
    return known if known is not None and hmac.compare_digest(known.hash, digest) else None


@lru_cache(maxsize=4)
def _by_hash(state: str) -> dict[str, Subscription]:
    """The subscriptions in the state of a county as it is kept: laid out once for many requests."""
    return {each.hash: each for each in county.read(state).subscriptions}


def saw(office: Office, subscription: Subscription, agent: str) -> None:
    """Note that a calendar was fetched, by what program; at most once in a PAUSE.

    A ledger that cannot be written just now notes nothing: a feed never fails for its note.
    """
    if office.store.reads_only:
        return
    now = office.now()
    with suppress(StoreFault, Stale):
        before = office.store.seen(subscription.hash)
        if not before or not timedelta(0) <= now - before[0].at < PAUSE:
            said = "".join(letter if letter.isprintable() else " " for letter in agent)
            office.store.saw(subscription.hash, now, said.strip()[:AGENT_AT_MOST])


def listed(office: Office) -> list[Sheet]:
    """The subscriptions known on the office's day, in the order in which they were given out (`sheet`)."""
    known = county.as_known(office)
    seen = {each.hash: each for each in office.store.seen()}
    return [sheet(office, known, each, seen.get(each.hash)) for each in known.subscriptions]


def sheet(office: Office, known: County, of: Subscription, seen: Seen | None = None) -> Sheet:
    """A subscription as a document: `id, person, known, body` (null: all), `redacted, twins, working, since, expires,
    revoked, recalled, state, seen` (a moment), `agent, times`; never its hash. `known` tells of its person."""
    persons = known.people
    return {
        "id": of.id, "person": of.person, "known": not persons.persons or persons.named(of.person) is not None,
        "body": of.body or None, "redacted": of.redacted, "twins": of.twins, "working": of.working,
        "since": of.since.isoformat(), "expires": iso(of.expires), "revoked": iso(of.revoked),
        "recalled": iso(of.recalled), "state": state_of(of, office.on),
        "seen": seen.at.astimezone(COUNTY_TIME).isoformat() if seen else None, "agent": seen.agent if seen else None,
        "times": seen.times if seen else 0,
    }


def summary(office: Office) -> Sheet:
    """What `doctor` tells: how many are `open`, the ids of those `expiring` within 30 days, and of those `unknown`:
    open ones of persons the county no longer knows."""
    known = county.as_known(office)
    held = [each for each in known.subscriptions if is_open(each, office.on)]
    return {
        "open": len(held),
        "expiring": [each.id for each in held if each.expires and each.expires - office.on <= SOON],
        "unknown": [each.id for each in held if not sheet(office, known, each)["known"]],
    }


def _recorded(office: Office, made: Callable[[County], Sheet]) -> Subscription:
    """Record what is made of the county as it stands once nobody else can write; the subscription after."""
    written: list[Entry] = []

    def entry() -> tuple[Entry, CountyRow]:
        found, row = county.entry(office, SUBSCRIPTION, made(county.state(office)))
        written.append(found)
        return found, row

    for attempt in range(TRIES):
        try:
            office.store.write(Writing(closing=entry))
            break
        except Stale:  # a writer of another kind held what this one waited for
            if attempt == TRIES - 1:
                raise
    known = county.state(office).subscriptions
    return next(each for each in known if each.id == written[-1].content["id"])


def _key(known: County, token_hash: str) -> Sheet:
    key = token_hash[:ID_LENGTH]
    if any(each.id == key for each in known.subscriptions):
        raise Refused("token-taken", id=key)
    return {"id": key, "digest": token_hash}


def _ending(of: Subscription, action: str) -> Sheet:
    return {"action": action, "id": of.id, **_whose(of)}


def _whose(of: Subscription) -> Sheet:
    """Person and body, so that an entry reads by itself."""
    return {"person": of.person, **({"body": of.body} if of.body else {})}


def _until(name: str, day: date | None) -> dict[str, Any]:
    return {name: day.isoformat()} if day else {}


def _not_past(office: Office, expires: date | None) -> None:
    if expires is not None and expires < office.on:
        raise Misused("expires-past", expires=expires, on=office.on)


def _person(known: County, name: str) -> tuple[str, str]:
    """The name of a person, and the body a head or liaison speaks for; any name while the county knows no people."""
    if known.people.persons:
        person = county.person_of(known, name.strip())
        return person.name, person.body if person.role in OF_A_BODY else ""
    name = name.strip()
    if not name or len(name) > NAME_AT_MOST or not name.isprintable():
        raise Misused("bad-person-name", text=name[:NAME_AT_MOST], most=NAME_AT_MOST)
    return name, ""


def _of(office: Office, known: County, key: str, *states: str) -> Subscription:
    """The subscription a key means: its id, a beginning of it, or the token itself; it has to stand in one of `states`.
    """
    key = key.strip()
    digest = hash_of(key)
    fitting = [each for each in known.subscriptions if each.hash == digest or (key and each.id.startswith(key.lower()))]
    if len(fitting) != 1:
        near = [f"{each.id} {each.person} {each.body}".strip() for each in fitting or known.subscriptions]
        shown = key if len(key) <= SHOWN_OF_A_KEY else f"{key[:SHOWN_OF_A_KEY // 2]}…"
        raise NotFound("ambiguous-subscription" if fitting else "subscription", near[: names.CANDIDATES], name=shown)
    state = state_of(fitting[0], office.on)
    if state not in states:
        code = "subscription-recalled" if state == RECALLED else "subscription-ended"
        raise Refused(code, id=fitting[0].id, standing=state)
    return fitting[0]
