"""What calendars need of cases (办件): their steps, with SEQUENCE and moment of change from their histories alone."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import horizon
from xiaxian_tasks.domain.case_stamps import CaseWatch, shown_case
from xiaxian_tasks.domain.procedure import case_from_document
from xiaxian_tasks.domain.stamped import Shown
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.feed_scope import Own


class Resting(NamedTuple):
    """A case, and what its dates rest on: its newest entry, and on a day before that the day."""

    case: str
    text: str


def resting(office: Office, own: Own) -> Iterator[Resting]:
    """The cases of a scope of which something may be shown on the office's day, newest first; of one task none."""
    first = horizon(office.on).first
    for row in office.store.cases() if not own.task else ():
        if own.plan and row.procedure.partition("/")[0] != own.plan:
            continue
        case = case_from_document(json.loads(row.state))
        if case.opened <= office.on and not (case.ended and case.ended < first):
            yield Resting(case.id, case.head + (f"@{office.on}" if case.at > office.on else ""))


def shown(office: Office, case: str, own: Own, *, is_working: bool) -> Shown:
    """What is shown of a case."""
    entries = [entry for entry in office.store.history(case) if entry.at <= office.on]
    return shown_case(entries, CaseWatch(own.ever, office.on, office.calendars, is_working))
