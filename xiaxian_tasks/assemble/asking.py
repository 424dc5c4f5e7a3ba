"""What would be said today, with the words of each line: what the ledger asks put together with how it is said."""

from datetime import date

from xiaxian_tasks.documents import reminder_line
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.office import asks
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet


def clock_of(desk: Office) -> str:
    """The time of the day in the county, "08:30"; "" where another day than the true one is looked at."""
    return f"{desk.now().astimezone(COUNTY_TIME):%H:%M}" if desk.on == desk.today else ""


def check(desk: Office, *, body: str = "") -> Sheet:
    """What would go to whom today and what is held back: `asks.sheet` with the `text` of every line.

    Raises NotFound `body` (5).
    """
    return worded(desk, asks.sheet(desk, asks.asked(desk, clock=clock_of(desk), body=body)))


def worded(desk: Office, found: Sheet) -> Sheet:
    """The same document with the `text` of every line."""
    on = date.fromisoformat(found["on"])
    for line in (*(line for group in found["due"] for line in group["lines"]), *found["held"], *found["named"]):
        line["text"] = reminder_line.line(line, on, desk.workdays)
    return found
