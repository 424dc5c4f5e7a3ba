"""The seal (封存): where every history stood at one moment, in a code that people can type from paper.

A code is 24 characters of Crockford's base 32 in six groups: 85 bits of the head over all histories, the number of
entries sealed, and two characters that tell a slip of the pen. The list of heads a seal keeps beside its entry says of
each history how far it went; the head on paper proves the list.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple
from unicodedata import normalize

from xiaxian_tasks.domain.chain import line_of
from xiaxian_tasks.errors import Misused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O, U, which paper confuses."""

_READ_AS = {"O": "0", "I": "1", "L": "1"}
_HEAD, _ENTRIES, _CHECK, _GROUP = 17, 5, 2, 4

UNCOUNTED = 32**_ENTRIES - 1
"""The largest number of entries a code can tell; it stands for any number from there on."""

CHECK_PRIME = 1021
"""The largest prime below 32²: the remainder by it tells any one wrong character, and any two that changed places."""

KEPT = 8
"""Hexadecimal characters of each history's last hash in the list of heads: enough to name a history that was rewritten.
The head over whole hashes is what proves."""


class Claim(NamedTuple):
    """What a seal's entry claims: `head` over all histories as they stood, how many they and their entries were.

    `listed` names the list of heads among the evidence, by its hash.
    """

    seq: int
    code: str
    head: str
    histories: int
    entries: int
    listed: str


class Head(NamedTuple):
    """Where one history stood: its last seq, and its last hash or the beginning of it."""

    history: str
    seq: int
    hash: str


class Difference(NamedTuple):
    """Where a history is not what was sealed: `code` seal-gone, seal-cut or seal-rewritten, at the first such entry."""

    history: str
    seq: int
    code: str


def code_of(head: str, entries: int) -> str:
    """The code for paper, in groups of four."""
    value = int(head, 16) >> (256 - 5 * _HEAD)
    text = _written(value, _HEAD) + _written(min(entries, UNCOUNTED), _ENTRIES)
    text += _written(_remainder(text), _CHECK)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def read_code(typed: str) -> str:
    """The code as it is kept, from what somebody typed. Raises Misused `not-a-seal` or `seal-slip` (2)."""
    text = "".join(_READ_AS.get(each, each) for each in normalize("NFKC", typed).upper() if each not in " -–—−\t")
    if len(text) != _HEAD + _ENTRIES + _CHECK or any(each not in ALPHABET for each in text):
        raise Misused("not-a-seal", text=typed)
    if _remainder(text[:-_CHECK]) != _number(text[-_CHECK:]):
        raise Misused("seal-slip", text=typed)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def entries_of_code(code: str) -> int:
    """How many entries a code says were sealed; UNCOUNTED for very many."""
    text = code.replace("-", "")
    return _number(text[_HEAD : _HEAD + _ENTRIES])


def _remainder(text: str) -> int:
    return _number(text) % CHECK_PRIME


def _number(text: str) -> int:
    value = 0
    for character in text:
        value = value * 32 + ALPHABET.index(character)
    return value


def _written(value: int, width: int) -> str:
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(width)))


def listed(heads: Iterable[Head]) -> Iterator[str]:
    """The lines of a list of heads, in the order of the heads."""
    return (line_of(head.history, head.seq, head.hash[:KEPT]) for head in heads)


def read_line(line: str) -> Head:
    """The head a line tells. ValueError for one that tells none."""
    history, seq, kept = line.rstrip("\n").split("\t")
    return Head(history, int(seq), kept)


class Comparing:
    """One seal beside the histories of a ledger, which pass by in their order, once and one at a time."""

    def __init__(self, claim: Claim, heads: Iterator[Head]) -> None:
        self._claim = claim
        self._heads = heads
        self._next = next(heads, None)
        self._total = sha256()
        self._histories = self._entries = 0
        self._named = False

    def passed(self, history: str, hashes: list[str]) -> Iterator[Difference]:
        """What a history that passes by, with the hashes of all its entries, differs in from what was sealed."""
        while self._next is not None and self._next.history < history:
            yield self._found(Difference(self._next.history, 1, "seal-gone"))
        if self._next is None or self._next.history != history:
            return
        sealed = self._next
        if sealed.seq > len(hashes):
            yield self._found(Difference(history, len(hashes) + 1, "seal-cut"))
        elif sealed.seq < 1 or not hashes[sealed.seq - 1].startswith(sealed.hash):
            yield self._found(Difference(history, sealed.seq, "seal-rewritten"))
        else:
            self._total.update(line_of(history, sealed.seq, hashes[sealed.seq - 1]).encode())
            self._step()

    def rest(self) -> Iterator[Difference]:
        """The histories that never passed by."""
        while self._next is not None:
            yield self._found(Difference(self._next.history, 1, "seal-gone"))

    def holds(self) -> bool:
        """Whether all that was sealed is there, to be asked at the end; False with nothing named: the list is false."""
        told = (self._histories, self._entries, self._total.hexdigest())
        return told == (self._claim.histories, self._claim.entries, self._claim.head)

    @property
    def named(self) -> bool:
        """Whether a history was named."""
        return self._named

    def _found(self, difference: Difference) -> Difference:
        self._named = True
        self._step()
        return difference

    def _step(self) -> None:
        assert self._next is not None, "a head that is compared is there"
        self._histories += 1
        self._entries += self._next.seq
        self._next = next(self._heads, None)
