"""Subscriptions (订阅): who may fetch which calendar, by a token of which the hash alone is kept."""

from datetime import date, timedelta
from typing import Any, NamedTuple

ADD, ROTATE, REVOKE, RECALL = "add", "rotate", "revoke", "recall"
"""What an entry does with a subscription: its `action`."""

OPEN, EXPIRED, REVOKED, RECALLED = "open", "expired", "revoked", "recalled"
"""How a subscription stands."""

RECALLED_FOR = 30
"""Calendar days for which a recalled calendar is served with every event cancelled (calendar profile, decision 6)."""

ID_LENGTH = 8
"""Digits of the hash by which people name a subscription."""


class Subscription(NamedTuple):
    """One person's right to one calendar. `hash` is the SHA-256 of the token in hexadecimal, `id` its first eight
    digits.

    `person` is whose it is; `body` whose dates it shows, "" those of all. `redacted`, `twins` and `working` are as in
    `feed.Shape`. `since` is the day it was given out, and it holds through the day `expires`. `revoked` is the day it
    was revoked or replaced; `recalled` the day it was called back: then it is served once more with every event
    cancelled, for RECALLED_FOR days.
    """

    id: str
    hash: str
    person: str
    body: str
    since: date
    redacted: bool = False
    twins: bool = False
    working: bool = False
    expires: date | None = None
    revoked: date | None = None
    recalled: date | None = None


Subscriptions = tuple[Subscription, ...]


def hash_of(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal; of whatever somebody sent as one."""
    from hashlib import sha256

    return sha256(token.encode("utf-8", "backslashreplace")).hexdigest()


def state_of(subscription: Subscription, on: date) -> str:
    """How a subscription stands on a day. What was ended stays ended, whichever day is looked at."""
    if subscription.recalled is not None:
        return RECALLED
    if subscription.revoked is not None:
        return REVOKED
    return EXPIRED if subscription.expires is not None and on > subscription.expires else OPEN


def is_open(subscription: Subscription, on: date) -> bool:
    """Whether its calendar may be fetched on a day."""
    return state_of(subscription, on) == OPEN


def is_recalling(subscription: Subscription, on: date) -> bool:
    """Whether its calendar is still served on a day, every event cancelled, so that clients let go of what they hold.
    """
    recalled = subscription.recalled
    return recalled is not None and on <= recalled + timedelta(days=RECALLED_FOR)


def after(known: Subscriptions, content: dict[str, Any], at: date) -> Subscriptions:
    """The subscriptions after one more entry of theirs, which counts from `at`.

    `content` has `action, id, person`, and `body` unless it is of all. ADD and ROTATE have `digest`, the hash of the
    token, the flags that are set, and `expires`; ROTATE has `former`, the id whose place is taken, and `until`, the
    last day on which that one still holds.
    """
    action = content["action"]
    if action == ADD:
        return (*known, _given(content, at))
    if action == ROTATE:
        return (*_changed(known, content["former"], **_ended(content, at)), _given(content, at))
    return _changed(known, content["id"], **{{REVOKE: "revoked", RECALL: "recalled"}[action]: at})


def handed_over(known: Subscriptions, old: str, new: str) -> Subscriptions:
    """A body goes on under another name: so do the subscriptions to its calendar."""
    return tuple(each._replace(body=new) if each.body == old else each for each in known)


def _given(content: dict[str, Any], at: date) -> Subscription:
    expires = content.get("expires")
    return Subscription(
        content["id"], content["digest"], content["person"], content.get("body", ""), at,
        bool(content.get("redacted")), bool(content.get("twins")), bool(content.get("working")),
        date.fromisoformat(expires) if expires else None,
    )


def _ended(content: dict[str, Any], at: date) -> dict[str, date]:
    """How the former one ends when another takes its place: at once, or by its day."""
    return {"expires": date.fromisoformat(content["until"])} if content.get("until") else {"revoked": at}


def _changed(known: Subscriptions, key: str, **days: date) -> Subscriptions:
    if not any(each.id == key for each in known):
        raise KeyError(key)
    return tuple(each._replace(**days) if each.id == key else each for each in known)  # type: ignore[arg-type]
