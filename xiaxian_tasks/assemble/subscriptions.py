"""Tokens of subscriptions: made here, shown once, and never kept; the ledger has their hashes."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.domain.subscriptions import Subscription, hash_of
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office import subscriptions
from xiaxian_tasks.office.desk import Office

if TYPE_CHECKING:
    from xiaxian_tasks.domain.feed import Shape

BYTES = 32
"""Random bytes of a token (calendar profile, section 7): 256 bits, 43 characters."""

PATH = "/f/"
"""Where the feed server has the calendars, below its own address."""

_SCHEMES = ("https://", "http://")


class Given(NamedTuple):
    """A subscription, and its token for whoever it is for: the only time anybody sees it."""

    subscription: Subscription
    token: str


class Addresses(NamedTuple):
    """Where a token leads: the calendar to be pasted, the same for a program that opens such links, and the page."""

    feed: str
    webcal: str
    page: str


def fresh() -> str:
    """A new token, of the machine's own chance, in letters that an address carries as they are."""
    import secrets

    return secrets.token_urlsafe(BYTES)


def add(desk: Office, person: str, body: str, *, shape: "Shape", expires: date | None) -> Given:
    """Give a person a calendar. Raises as `office.subscriptions.add`."""
    token = _untaken(desk)
    made = subscriptions.add(desk, person, body, token_hash=hash_of(token), shape=shape, expires=expires)
    return Given(made, token)


def rotate(desk: Office, key: str, *, keep_days: int, expires: date | None) -> Given:
    """Give a person another token in the place of one. Raises as `office.subscriptions.rotate`."""
    token = _untaken(desk)
    made = subscriptions.rotate(desk, key, token_hash=hash_of(token), keep_days=keep_days, expires=expires)
    return Given(made, token)


def _untaken(desk: Office) -> str:
    """A token whose subscription is called like no other: of a hundred thousand, one in forty thousand is made anew."""
    token = fresh()
    while subscriptions.taken(desk, hash_of(token)):
        token = fresh()
    return token


def base(url: str) -> str:
    """The address of a feed server, as it is typed, without a stroke at its end. Raises Misused `not-an-address` (2).
    """
    text = url.strip().rstrip("/")
    if not text.lower().startswith(_SCHEMES) or not text.isprintable() or any(mark in text for mark in ' "<>?#@\\'):
        raise Misused("not-an-address", text=text if "@" not in text else "…@…")  # a password may stand before it
    return text


def addresses(url: str, token: str) -> Addresses:
    """Where a token leads on the feed server at this address. Raises Misused `not-an-address` (2)."""
    page = f"{base(url)}{PATH}{token}"
    return Addresses(f"{page}.ics", f"webcal://{page.partition('://')[2]}.ics", page)
