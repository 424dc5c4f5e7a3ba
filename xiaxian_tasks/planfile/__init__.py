"""Plan files: TOML <-> Plan, with every fault and doubt of a paper in one go.

`read` and `write` are each other's inverse; `carry_ids` and `differences` compare an edited file with the plan it was;
`read_bodies`, `read_people`, `read_rules`, `read_scoring`, `read_ladder`, `read_holidays` and `days_off` read the
kinds of file beside the plans. Nothing here opens a file.
"""

from xiaxian_tasks.planfile.bodies import BodiesReading, read_bodies
from xiaxian_tasks.planfile.build import bodies_of_groups
from xiaxian_tasks.planfile.calendar import days_off
from xiaxian_tasks.planfile.carry import carry_ids, is_reworded
from xiaxian_tasks.planfile.compare import (
    Difference,
    differences,
    ladder_differences,
    people_differences,
    scoring_differences,
)
from xiaxian_tasks.planfile.holidays import Notice, NoticeReading, read_holidays
from xiaxian_tasks.planfile.kind import kind_of
from xiaxian_tasks.planfile.known import Known
from xiaxian_tasks.planfile.ladder import LadderReading, read_ladder
from xiaxian_tasks.planfile.people import PeopleReading, read_people
from xiaxian_tasks.planfile.reading import Reading, read
from xiaxian_tasks.planfile.rules import RulesReading, read_rules
from xiaxian_tasks.planfile.scoring import ScoringReading, read_scoring
from xiaxian_tasks.planfile.write import write

__all__ = [
    "BodiesReading", "Difference", "Known", "LadderReading", "Notice", "NoticeReading", "PeopleReading", "Reading",
    "RulesReading", "ScoringReading",
    "bodies_of_groups", "carry_ids", "days_off", "differences", "is_reworded", "kind_of", "ladder_differences",
    "people_differences", "read", "read_bodies", "read_holidays", "read_ladder", "read_people", "read_rules",
    "read_scoring", "scoring_differences", "write",
]
