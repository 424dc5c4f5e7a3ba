"""Seals (封存): the heads of all histories fixed in a code for paper, and what a ledger says beside it later."""

import gzip
import hmac
import io
from array import array
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any

from xiaxian_tasks.domain.chain import first_break, head_of, line_of
from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.domain.entries import COUNTY, SEAL, Entry
from xiaxian_tasks.domain.seal import (
    UNCOUNTED,
    Claim,
    Comparing,
    Head,
    code_of,
    entries_of_code,
    listed,
    read_line,
)
from xiaxian_tasks.errors import Refused, StoreFault
from xiaxian_tasks.office import county
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import Writing

LIST = "heads.txt.gz"
"""The name of a seal's list of heads among the evidence."""

SIGNED, UNSIGNED, KEYLESS, FORGED = "signed", "unsigned", "key-missing", "forged"
"""What can be said of a signature: it holds, there is none, there is no key to try it with, it does not hold."""


def seal(office: Office) -> Sheet:
    """Fix the heads of all histories as they stand now; the seal's sheet.

    Every chain is followed first: what does not hold is not sealed. Raises StoreFault `broken-chain` (7), Refused
    `nothing-to-seal` (4), Stale (6).
    """
    histories = entries = 0
    packed = io.BytesIO()
    total = sha256()
    with office.store.still(), gzip.GzipFile(LIST, "wb", 9, packed, mtime=0) as file:
        for head in _heads_now(office):
            histories, entries = histories + 1, entries + head.seq
            total.update(line_of(*head).encode())
            file.write("".join(listed([head])).encode())
    if not histories:
        raise Refused("nothing-to-seal")
    content = packed.getvalue()
    digest, over_all = sha256(content).hexdigest(), total.hexdigest()
    said: dict[str, Any] = {
        "code": code_of(over_all, entries), "head": over_all, "histories": histories, "entries": entries,
        "evidence": [f"{LIST}#sha256:{digest}"],
    }
    if key := office.key():
        said["signature"] = _signature(key, said)
    entry, row = county.entry(office, SEAL, said)
    office.store.write(Writing(county=(entry, row), evidence=((digest, content),)))
    return sheet(office, entry)


def _heads_now(office: Office) -> Iterator[Head]:
    """Where every history stands by its own entries. Raises StoreFault `broken-chain` (7)."""
    for history, entries in groupby(office.store.entries(), key=lambda entry: entry.task):
        whole = list(entries)
        if broken := first_break(history, whole):
            raise StoreFault("broken-chain", task=broken.task, seq=broken.seq)
        yield Head(history, len(whole), whole[-1].hash)


def listing(office: Office) -> list[Sheet]:
    """The seals of the ledger, oldest first, as known on the office's day."""
    return [sheet(office, entry) for entry in office.store.history(COUNTY)
            if entry.kind == SEAL and entry.at <= office.on]


def sheet(office: Office, entry: Entry) -> Sheet:
    """A seal as a document: `seq, at, by, code, head, histories, entries, signature`."""
    content = entry.content
    return {
        "seq": entry.seq, "at": entry.at.isoformat(), "by": entry.by, "code": content["code"],
        "head": content["head"], "histories": content["histories"], "entries": content["entries"],
        "signature": signature_of(office, entry),
    }


def signature_of(office: Office, entry: Entry) -> str:
    """Whether a seal's signature holds under the office's key: signed, unsigned, key-missing or forged."""
    given = entry.content.get("signature")
    if not given:
        return UNSIGNED
    key = office.key()
    if key is None:
        return KEYLESS
    return SIGNED if hmac.compare_digest(str(given), _signature(key, entry.content)) else FORGED


def _signature(key: bytes, content: dict[str, Any]) -> str:
    """HMAC-SHA256 over what a seal says, its signature left out."""
    said = {name: value for name, value in content.items() if name != "signature"}
    return hmac.new(key, b"xiaxian-seal\n" + canonical(said).encode(), sha256).hexdigest()


def claim_of(entry: Entry) -> Claim | None:
    """What a seal's entry claims; None where it cannot be read, or its code is not that of its head and count."""
    try:
        said = entry.content
        _, _, digest = said["evidence"][0].partition("#sha256:")
        claim = Claim(entry.seq, said["code"], said["head"], int(said["histories"]), int(said["entries"]), digest)
        return claim if claim.code == code_of(claim.head, claim.entries) else None
    except (KeyError, IndexError, ValueError, TypeError, AttributeError):
        return None


def comparing(office: Office, claim: Claim) -> Comparing | None:
    """A seal ready to be held beside the histories as they pass; None where its list of heads is not kept whole."""
    content = office.store.evidence(claim.listed)
    if content is None or sha256(content).hexdigest() != claim.listed:
        return None
    return Comparing(claim, _unpacked(content))


def _unpacked(content: bytes) -> Iterator[Head]:
    """The heads of a list; a list that is damaged ends there, and so proves nothing."""
    try:
        with gzip.open(io.BytesIO(content), "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield read_line(line)
    except (OSError, EOFError, ValueError):
        return


def is_found_again(office: Office, code: str) -> bool:
    """Whether the entries recorded first, as many as the code counts, have its head.

    That is how a seal of which only the paper is left is tried: it trusts the clocks of those who wrote, so False does
    not tell what was changed; that the seal's own entry is gone is proved already.
    """
    count = entries_of_code(code)
    if count == UNCOUNTED:
        return False
    moments = array("d", sorted(_moment(entry) for entry in office.store.entries()))
    if len(moments) < count or not count:
        return False
    last = moments[count - 1]
    return code_of(head_of(_until(office, last)), count) == code


def _moment(entry: Entry) -> float:
    """Seconds since 1970; 0 for a moment no clock ever told."""
    try:
        return entry.recorded.timestamp()
    except (OverflowError, ValueError, OSError):
        return 0.0


def _until(office: Office, last: float) -> Iterator[tuple[str, int, str]]:
    """The heads of what was recorded up to a moment."""
    for history, entries in groupby(office.store.entries(), key=lambda entry: entry.task):
        early = [entry for entry in entries if _moment(entry) <= last]
        if early:
            yield history, early[-1].seq, early[-1].hash
