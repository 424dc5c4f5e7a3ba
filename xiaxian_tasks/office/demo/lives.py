"""What becomes of the tasks under full supervision in the demo: one of every step, some waiting for an answer today."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.plan import HEADLINES, Task
from xiaxian_tasks.office import steps
from xiaxian_tasks.office.demo.voices import Voices
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.steps import Checked, Words

Act = Callable[[Office], object]
"""What is done at an office of the day, by whoever does it."""

PAPER = (("验收资料.txt", "演示用，内容为编造\n".encode()),)
"""The evidence of the demo."""


class Doing(NamedTuple):
    """A step to take: the day, who takes it, and how."""

    on: date
    by: str
    act: Act


class Course(NamedTuple):
    """How a plan comes under full supervision: the days of the way, of registering, of sending out and of signing."""

    way: date
    registered: date
    sent: date
    signed: date
    unregistered: tuple[str, ...] = ()
    unsent: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


COURSES = {
    "groundwater-23": Course(date(2023, 10, 9), date(2023, 10, 10), date(2023, 10, 11), date(2023, 10, 12)),
    "flood-control-23": Course(
        date(2023, 10, 26), date(2023, 10, 27), date(2023, 10, 30), date(2023, 10, 31), ("3.11",), ("3.1",), ("3.4",),
        ("3.5",),
    ),
}
"""The plans that are supervised fully, and the numbers of the tasks that have not come so far."""


REPORTED_UNTIL = {
    "groundwater-23/10": date(2023, 11, 27), "groundwater-23/9": date(2023, 12, 11),
    "flood-control-23/3.7": date(2023, 12, 3),
}
"""Tasks that are ended or stand still, and the last day on which anybody reports on them."""


def begun(task: Task, voices: Voices) -> Iterator[Doing]:
    """A task registered, sent out and signed for, as far as its course lets it."""
    course = COURSES[task.plan]
    if task.number == HEADLINES or task.number in course.unregistered:
        return
    yield Doing(course.registered, voices.director, lambda office: steps.register(office, task.id))
    if task.number in course.unsent:
        return
    yield Doing(course.sent, voices.director, lambda office: steps.dispatch(office, task.id))
    bodies = list(dict.fromkeys((*task.lead, *task.support)))
    if task.number in course.refused:
        first, words = bodies.pop(0), Words(reason="该项职责不在本单位，请另行交办")
        yield Doing(course.signed, voices.head(first), lambda office: steps.refuse(office, task.id, first, words))
    if task.number not in course.unsigned:
        for body in bodies:
            yield Doing(course.signed, voices.of((body,)), _signing(task.id, body))


def _signing(task: str, body: str) -> Act:
    return lambda office: steps.receive(office, task, (body,))


def is_reported(task: Task) -> bool:
    """Whether a task has come so far that its bodies report on it."""
    course = COURSES[task.plan]
    return task.number not in {*course.unregistered, *course.unsent, *course.unsigned, *course.refused}


def told(voices: Voices) -> Iterator[Doing]:
    """The steps after the beginning."""
    yield from _extensions(voices)
    yield from _remarks(voices)
    yield from _returned(voices)
    yield from _closed(voices)
    yield from _others(voices)


def _extensions(voices: Voices) -> Iterator[Doing]:
    """One extension asked for and granted, one that waits for its answer."""
    why = Words(reason="设备采购周期较长，申请顺延")
    yield Doing(date(2023, 11, 16), voices.head("县发改局"), lambda office: steps.ask_extension(
        office, "groundwater-23/4", date(2024, 1, 20), body="县发改局", words=why
    ))
    granted = Words(note="同意，请按新期限倒排工期")
    yield Doing(date(2023, 11, 20), voices.director, lambda office: steps.grant_extension(
        office, "groundwater-23/4", words=granted
    ))
    later = Words(reason="入冬后土方施工受限，申请延至开春前")
    yield Doing(date(2023, 12, 18), voices.head("县农业农村局"), lambda office: steps.ask_extension(
        office, "groundwater-23/2", date(2024, 2, 29), body="县农业农村局", words=later
    ))


def _remarks(voices: Voices) -> Iterator[Doing]:
    """One remark that was answered, one whose answer is late."""
    yield Doing(date(2023, 11, 13), voices.leader, lambda office: steps.remark(
        office, "groundwater-23/7", "请报兴南片区通水前的时间表", due=date(2023, 11, 20)
    ))
    yield Doing(date(2023, 11, 17), voices.of(("县水利局",)), lambda office: steps.reply(
        office, "groundwater-23/7", "试运行定于十二月下旬，每周报进度"
    ))
    yield Doing(date(2023, 12, 11), voices.leader, lambda office: steps.remark(
        office, "groundwater-23/3", "计量率增幅放缓，请说明原因", due=date(2023, 12, 18)
    ))


def _returned(voices: Voices) -> Iterator[Doing]:
    """A request for completion that was returned."""
    body = "市生态环境局夏县分局"
    words = Words(reason="在线数据待联网，其余已完成")
    yield Doing(date(2023, 12, 5), voices.clerk, lambda office: steps.request(
        office, "groundwater-23/6", body, words, files=PAPER
    ))
    yield Doing(date(2023, 12, 7), voices.checker, lambda office: steps.send_back(
        office, "groundwater-23/6", body, cause="contradictory", due=date(2023, 12, 22),
        words=Words(note="两份报表的利用率不一致"),
    ))


def _closed(voices: Voices) -> Iterator[Doing]:
    """Wells returned once, then accepted and closed; another task accepted and waiting to be closed."""
    wells, bodies = "groundwater-23/10", ("县水利局", "县住建局")
    for body in bodies:
        yield Doing(date(2023, 11, 28), voices.head(body), _request(wells, body))
    yield Doing(date(2023, 11, 29), voices.checker, lambda office: steps.send_back(
        office, wells, bodies[0], cause="thin", due=None, words=Words(note="缺封填照片")
    ))
    yield Doing(date(2023, 12, 1), voices.head(bodies[0]), _request(wells, bodies[0]))
    yield Doing(date(2023, 12, 6), voices.checker, lambda office: steps.accept(office, wells, (), Checked("site")))
    yield Doing(date(2023, 12, 8), voices.director, lambda office: steps.close(office, wells))
    users = "groundwater-23/9"
    yield Doing(date(2023, 12, 12), voices.head(bodies[0]), _request(users, bodies[0]))
    yield Doing(date(2023, 12, 15), voices.checker, lambda office: steps.accept(office, users, (), Checked("paper")))


def _request(task: str, body: str) -> Act:
    return lambda office: steps.request(office, task, body, Words(note="请予办结"), files=PAPER)


def _others(voices: Voices) -> Iterator[Doing]:
    """A figure checked on site, a task suspended."""
    yield Doing(date(2023, 12, 13), voices.checker, lambda office: steps.check(
        office, "groundwater-23/1", Checked("site"), Words(note="抽查三个取水口，台账与读数一致")
    ))
    stopped = Words(reason="待省级规划批复后再推进", document="县政府专题会议纪要")
    yield Doing(date(2023, 12, 4), voices.director, lambda office: steps.suspend(
        office, "flood-control-23/3.7", stopped
    ))
