"""Whether the post has fallen silent (发送告警): something was due and nothing went, or messages failed.

A reminder that silently stops is found by nobody who waits for it: this is asked wherever the office looks.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet

if TYPE_CHECKING:
    from xiaxian_tasks.ports.messages import MessageRow

SILENT, FAULTY = "silent", "failed"
"""What is amiss: nothing went for too long while something was due; messages were given up."""


def found(office: Office) -> Sheet | None:
    """`last_sent, waiting, to_approve, failed, since, alarm`; None where the outbox was never used, and where ways of
    the post are set up nothing should have gone by now.

    `alarm` is SILENT, FAULTY or null; `since` the day from which something waits or nothing went, null where nothing is
    amiss.
    """
    counts = {each.state: each for each in office.store.message_counts()}
    if not counts:
        return _never_run(office)
    from xiaxian_tasks.domain.messages import APPROVED, DUE, FAILED, SENDING  # most ledgers have no outbox

    sent = office.store.last_sent()
    last = sent.astimezone(COUNTY_TIME).date() if sent else None
    going = [counts[state] for state in (APPROVED, SENDING) if state in counts]
    since = _silent_since(office, last, min((each.oldest for each in going), default=None))
    failed = counts[FAILED].messages if FAILED in counts else 0
    return {
        "last_sent": last.isoformat() if last else None, "waiting": sum(each.messages for each in going),
        "to_approve": counts[DUE].messages if DUE in counts else 0, "failed": failed,
        "since": since.isoformat() if since else None, "alarm": SILENT if since else FAULTY if failed else None,
    }


def _silent_since(office: Office, last: date | None, oldest: date | None) -> date | None:
    """The day from which something waits, or from which nothing went though something was due, once it is the ladder's
    days ago; None otherwise."""
    from xiaxian_tasks.office.asks import ladder_of  # reads the bundled ladder

    days = ladder_of(office).alarm
    if not days:
        return None
    if oldest and (office.workdays.between(oldest, office.on) >= days or _are_overtaken(office, days)):
        return _waiting_since(office, days)
    if oldest or last is None or office.workdays.between(last, office.on) < days:
        return None
    return last if unsaid_since(office, last, days) else None


def _waiting_since(office: Office, days: int) -> date | None:
    """The day of the oldest message that waits too long; one that somebody put off waits from that day on."""
    from xiaxian_tasks.domain.messages import APPROVED, SENDING

    rows = list(office.store.messages((APPROVED, SENDING), last=office.on))
    since = min((max(_begun(office, row), row.until or date.min) for row in rows), default=None)
    return since if since and office.workdays.between(since, office.on) >= days else None


_OVERTAKEN = '"why":"overtaken"'
"""What stands in the row of a digest whose matters a later one tells (assemble.overtaking)."""


def _are_overtaken(office: Office, days: int) -> bool:
    """Whether any digest of late never went and was overtaken by a later one, so that what waits may wait for longer
    than its own day tells."""
    from xiaxian_tasks.domain.messages import CANCELLED

    first = office.workdays.before(office.on, days + 1)
    return any(_OVERTAKEN in row.document for row in office.store.messages((CANCELLED,), first=first, last=office.on))


def _begun(office: Office, row: "MessageRow") -> date:
    """Since when a message waits, or before it the digests to its body that it overtook, without a break."""
    from xiaxian_tasks.domain.messages import DIGEST

    since = row.day
    if row.kind == DIGEST:
        for each in office.store.messages(body=row.body, last=row.day - timedelta(days=1)):
            if each.kind == DIGEST and _OVERTAKEN not in each.document:
                break
            since = each.day if each.kind == DIGEST else since
    return since


def _never_run(office: Office) -> Sheet | None:
    """A post that was set up and that nobody ever ran, though there was something to say; None where all is well."""
    if not office.has_post():
        return None
    from xiaxian_tasks.office.asks import ladder_of

    days = ladder_of(office).alarm
    since = unsaid_since(office, None, days) if days else None
    if since is None:
        return None
    return {
        "last_sent": None, "waiting": 0, "to_approve": 0, "failed": 0, "since": since.isoformat(), "alarm": SILENT,
    }


def unsaid_since(office: Office, last: date | None, days: int) -> date | None:
    """The day since which something could have gone for so many working days and was never drafted, not before
    `last`; None where there is no such thing."""
    from xiaxian_tasks.office import asks

    rungs = {rung.id: rung for rung in asks.ladder_of(office).rungs}
    starts = []
    for group in asks.asked(office).due:
        for matter in group.matters:
            ask = matter.ask
            rung = rungs[ask.rung]
            wait = max(rung.after, rung.cooldown if ask.n > 1 else 0)
            start = max(ask.since, last) if last else ask.since
            if office.workdays.between(start, office.on) >= days + wait:
                starts.append(start)
    return min(starts, default=None)
