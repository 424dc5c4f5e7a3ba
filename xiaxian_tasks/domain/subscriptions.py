"""Subscriptions (订阅): who may fetch which calendar, by a token of which the hash is kept."""

from datetime import date
from typing import NamedTuple


class Subscription(NamedTuple):
    """One person's right to one calendar. `hash` is the SHA-256 of the token in hexadecimal, `id` its first eight
    digits.

    `person` is whose it is; `body` whose dates it shows, "" those of all. `redacted`, `twins` and `working` are as in
    `feed.Shape`. It holds through the day `expires`. `revoked` is the day it was revoked, `recalled` the day it was
    called back: then it is served once more with every event cancelled, for 30 days. `since` is the day it last
    changed.
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
