"""What closed months keep of a task, asked so that nothing is loaded where no month is closed."""

from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import TaskRow


def months_of(office: Office, row: TaskRow) -> list[Sheet]:
    """What each closed month keeps of a task, oldest first, and the running one; empty while none is closed."""
    county = office.store.county()
    if county is None or county.closed is None:
        return []
    from xiaxian_tasks.office import months

    return months.strip(office, row)
