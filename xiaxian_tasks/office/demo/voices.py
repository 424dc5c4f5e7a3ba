"""Who speaks in the demo: each body by its liaison and head, a group by one of its members, the rest by the office."""

from collections.abc import Iterable

from xiaxian_tasks.domain.people import People
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.domain.terms import DIRECTOR, HEAD, LEADER, LIAISON, SUPERVISOR
from xiaxian_tasks.office.demo.drawing import one_of

NOTES = (
    "已召开专题推进会，任务分解到股室", "正在与市级部门对接", "相关材料已报送", "已与乡镇会商，明确时间表",
    "已纳入月度调度", "完成年度数据核对", "组织业务培训一期", "完成入户摸排，建立台账",
    "已形成初步方案，征求意见中", "进展顺利，按计划推进", "完成阶段自查，问题已整改", "责任到人，每周调度",
)
"""What a body says beside its figures."""

SLOW = (
    "资金拨付较慢，已协调财政", "手续尚缺一项，正在补办", "人手不足，已请求支援", "受天气影响，进度略缓",
    "协调事项较多，进度偏慢",
)
"""What it says when it is behind."""


class Voices:
    """The people of the demo by what they are."""

    def __init__(self, people: People, bodies: Iterable[Body]) -> None:
        named = [(person.role, person.body, person.name) for person in people.persons]
        self._liaisons = {body: name for role, body, name in named if role == LIAISON}
        self._heads = {body: name for role, body, name in named if role == HEAD}
        self._members = {body.name: body.members for body in bodies if body.members}
        self.leader = next(name for role, _, name in named if role == LEADER)
        self.director = next(name for role, _, name in named if role == DIRECTOR)
        self.clerk, self.checker = [name for role, _, name in named if role == SUPERVISOR][:2]

    def of(self, bodies: Iterable[str]) -> str:
        """Who reports where these lead: the liaison of the first that has one, for a group one of its members'."""
        for body in bodies:
            if body in self._liaisons:
                return self._liaisons[body]
            members = [each for each in self._members.get(body, ()) if each in self._liaisons]
            if members:
                return self._liaisons[one_of(members, "voice", body)]
        return self.clerk

    def head(self, body: str) -> str:
        """Who asks and refuses in a body's name."""
        return self._heads.get(body, self.clerk)


def note(task: str, turn: int, *, slow: bool) -> str:
    """What is said with a report."""
    return one_of(SLOW if slow else NOTES, "note", task, str(turn))
