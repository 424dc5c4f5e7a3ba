"""How often may be asked: misses by address, fetches by subscription, in a moving minute. Memory is bounded."""

from hashlib import blake2b
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MISSES, FETCHES = 30, 60
"""A minute. A token has 256 bits, so that misses cannot find one: their limit spares the ledger. Clients fetch each
quarter of an hour at most; a person has a handful of devices."""

PLACES = 4096
"""Addresses are told apart by so many places, so that memory does not grow with whoever asks; those who share a place
share its misses."""

NETWORK = 64
"""Bits of an IPv6 address that are one customer's: who has one has them all (RFC 6177)."""


class Quota:
    """Counts for one server. `salt` is of this run alone: nobody outside can choose an address that shares a place."""

    def __init__(self, salt: bytes, *, misses: int = MISSES, fetches: int = FETCHES) -> None:
        self._salt = salt
        self._misses = RateLimitItemPerMinute(misses, namespace="miss")
        self._fetches = RateLimitItemPerMinute(fetches, namespace="fetch")
        self._kept = MemoryStorage()
        self._window = MovingWindowRateLimiter(self._kept)

    @property
    def size(self) -> int:
        """How many addresses and subscriptions are told apart at the moment."""
        return len(self._kept.events)

    def is_spent(self, address: str) -> bool:
        """Whether an address has missed too often: its further misses are refused, whatever they ask for."""
        return not self._window.test(self._misses, self._place(address))

    def miss(self, address: str) -> None:
        """An address asked for what is not there."""
        self._window.hit(self._misses, self._place(address))

    def fetch(self, digest: str) -> bool:
        """Count a fetch by the subscription of this hash; whether it may."""
        return self._window.hit(self._fetches, digest)

    def _place(self, address: str) -> str:
        key = blake2b(_network(address).encode(), key=self._salt, digest_size=8).digest()
        return str(int.from_bytes(key) % PLACES)


def _network(address: str) -> str:
    """What one caller has of addresses; what is no address stands for itself."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{int(found) >> (128 - NETWORK):x}/{NETWORK}"
