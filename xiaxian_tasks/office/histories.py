"""Histories (历史) as documents: of one task, or of the whole ledger, as known on the office's day."""

from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState, step, withdrawn
from xiaxian_tasks.domain.lights import light_of
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, entry_sheet


def of_task(office: Office, task: str, *, limit: int | None = None) -> list[Sheet]:
    """The newest `limit` entries of a task with this id, oldest first; each says whether it was taken back."""
    known = [entry for entry in office.store.history(task) if entry.at <= office.on or entry.seq == 1]
    gone = withdrawn(known)
    return [{**found, "taken_back": found["seq"] in gone} for found in _sheets(known, limit)]


def lit(office: Office, task: str) -> dict[int, str]:
    """The light of a task with this id after each entry known on the office's day, on the day the entry counts from."""
    found: dict[int, str] = {}
    state: TaskState | None = None
    earlier: list[Entry] = []
    for entry in office.store.history(task):
        if entry.at <= office.on or entry.seq == 1:
            state = step(state, entry, office.lay_out, earlier)
            earlier.append(entry)
            found[entry.seq] = light_of(state, entry.at, office.workdays).light
    return found


def of_all(office: Office, *, limit: int | None = None) -> list[Sheet]:
    """The newest `limit` entries of the ledger in the order they were written, oldest first."""
    if limit is not None and office.on >= office.today:
        return _sheets(office.store.recent(limit)[::-1], limit)
    known = sorted(office.store.entries(office.on), key=lambda entry: (entry.recorded, entry.task, entry.seq))
    return _sheets(known, limit)


def _sheets(known: list[Entry], limit: int | None) -> list[Sheet]:
    return [entry_sheet(entry) for entry in (known if limit is None else known[max(0, len(known) - limit) :])]
