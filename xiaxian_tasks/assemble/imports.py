"""Calendar files of other programs brought to the office: read by their reader, and told what they rest on."""

from datetime import date
from typing import TYPE_CHECKING

from xiaxian_tasks import assemble
from xiaxian_tasks.office.desk import Office

if TYPE_CHECKING:
    from xiaxian_tasks.domain.appointments import Read
    from xiaxian_tasks.office.adopt import Checked
    from xiaxian_tasks.office.importing import Brought, Row


def appointments(name: str, source: bytes, first: date, last: date) -> "Read":
    """What a calendar file holds between two days, both inclusive. Raises Faulty (3)."""
    from xiaxian_tasks import intake

    return intake.appointments_of(name, source, first, last)


def would_change(desk: Office, plans: dict[str, bytes]) -> "Checked":
    """What adopting plan files with new milestones would change in the ledger."""
    from xiaxian_tasks.office import importing

    return importing.would_change(desk, plans, assemble.bundled_papers())


def record(desk: Office, rows: "list[Row]", plans: dict[str, bytes]) -> "Brought":
    """Record what is to be recorded: by adopting the plan files, or without any as remarks. All of it or nothing."""
    from xiaxian_tasks.office import importing

    if plans:
        return importing.take(desk, plans, assemble.bundled_papers())
    return importing.record(desk, rows)
