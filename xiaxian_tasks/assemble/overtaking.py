"""Digests of earlier days that never left (补发): what still holds of them goes in the day's own, one to a body.

After days without a server a body would else get a digest for each of them at once, each with the words of its day.
"""

from datetime import timedelta

from xiaxian_tasks.assemble.asking import clock_of
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import asks, message_rows
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.messages import next_entry, state_of, written
from xiaxian_tasks.ports.letters import BUSY, CERTIFICATE, CONNECTION, ENCRYPTION, LOGIN, PLACE, RECIPIENT

OVERTAKEN = "overtaken"
"""Why a digest was cancelled whose matters a later one tells."""

NOT_HANDED_OVER = frozenset({CERTIFICATE, CONNECTION, ENCRYPTION, LOGIN, BUSY, PLACE, RECIPIENT})
"""Causes for which nothing can have arrived, where the other end did not answer with a number of its own."""


def overtake(desk: Office, *, body: str = "") -> int:
    """Take out the digests that wait since an earlier day, so that their matters are asked anew; how many.

    One that a person put a hand to stays, so does one that may have arrived, and all of a body that has its digest of
    the day, or that nothing goes to now.
    """
    ladder, clock = asks.ladder_of(desk), clock_of(desk)
    is_quiet = ladder.is_quiet_day(desk.on, is_working=desk.workdays.is_working(desk.on))
    if is_quiet or (clock and ladder.is_quiet_hour(clock)):
        return 0
    before = desk.on - timedelta(days=1)
    waiting = [
        row for row in desk.store.messages((m.APPROVED,), body=body, last=before)
        if row.kind == m.DIGEST and not row.until
    ]
    if not waiting:
        return 0
    told = {
        row.body for row in desk.store.messages(first=desk.on, last=desk.on)
        if row.kind == m.DIGEST and row.state != m.CANCELLED
    }
    gone = 0
    for row in waiting:
        if row.body in told or not all(map(_is_untouched, desk.store.history(row.id))):
            continue
        if all(line.key for line in message_rows.state_of(row).lines):
            gone += _taken_out(desk, row.id)
    return gone


def _is_untouched(entry: Entry) -> bool:
    """Whether an entry leaves a message as it was drafted, and with nobody."""
    if entry.kind == m.FAILED:
        return entry.content.get("why") in NOT_HANDED_OVER and not entry.content.get("reply", "")[:1].isdigit()
    return entry.kind == m.DRAFTED or (entry.kind == m.SENDING and not entry.content.get("doubt"))


def _taken_out(desk: Office, message: str) -> bool:
    """Cancel a digest; none of its matters counts as said."""
    content = {"why": OVERTAKEN, "untrue": True}
    try:
        written(desk, [next_entry(desk, state_of(desk, message), m.CANCELLED, content, is_asked=False)])
    except Refused as refused:
        if refused.code != "message-state":  # somebody sent or took it back meanwhile
            raise
        return False
    return True
