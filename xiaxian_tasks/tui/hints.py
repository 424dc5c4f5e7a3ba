"""What the first frame tells somebody whose ledger is empty, or who looks at plans long past."""

from calendar import monthrange
from datetime import date

from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import Query
from xiaxian_tasks.tui import acts
from xiaxian_tasks.tui.places import DIGITS, DRAFTS

BACK = "to_welcome"
"""The act that leads back to the welcome."""


def first_words(office: Office) -> str:
    """What to do, where the board by itself would not say so; "" where it does."""
    if office.store.is_empty():
        told = _("The ledger is still empty. Press {welcome} for the welcome, {key} for the plan files that wait; or:"
                 " xiaxian load")
        back = next(act for act in acts.ACTS if act.id == BACK)
        return told.format(key=DIGITS[DRAFTS], welcome=acts.key_name(back.keys[0]))
    day = earlier_day(office)
    told = _("All these plans are past. To see them in their time: {command}")
    return told.format(command=f"--on {day}") if day is not None else ""


def earlier_day(office: Office) -> date | None:
    """A day in the midst of the plans, where nothing dated is due any more; None while something is.

    It is the end of the month by which half of the plans had been issued.
    """
    issued = sorted(row.issued for row in office.store.plans(counted=False))
    coming = list(office.store.tasks(Query(office.on, due_from=office.on, sort="due", limit=1)))
    if not issued or any(row.due for row in coming):  # by due day what is undated stands last
        return None
    middle = issued[len(issued) // 2]
    day = middle.replace(day=monthrange(middle.year, middle.month)[1])
    return day if day < office.on else None
