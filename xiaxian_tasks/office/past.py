"""What is so long past that a board folds it into one line, class by class (today.CLASSES says from when)."""

from datetime import timedelta

from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.today import CLASSES, COUNTED_TO, Class
from xiaxian_tasks.ports import Sought


def long_past(office: Office) -> list[Sheet]:
    """The classes with tasks that were lit so for longer than the queue names one by one: `class, count, at_least,
    since`, in the queue's order; classes without any are left out."""
    return [found for each in CLASSES if each.folded and (found := _counted(office, each))["count"]]


def _counted(office: Office, each: Class) -> Sheet:
    past = Sought(office.on, last=office.on - timedelta(days=each.folded + 1), longest=True)
    count = sum(office.store.lit_count(*pair, past, most=COUNTED_TO) for pair in each.lit)
    oldest = [row.light_since for pair in each.lit for row in office.store.lit(*pair, past, limit=1)]
    return {
        "class": each.name, "count": min(count, COUNTED_TO), "at_least": count >= COUNTED_TO,
        "since": min(oldest).isoformat() if oldest else None,
    }
