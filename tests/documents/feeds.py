"""Feeds made by hand, one for each strange thing. `python -m tests.documents.feeds FOLDER` writes their files."""

import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from xiaxian_tasks.documents.calendar import write
from xiaxian_tasks.domain.agenda import Event
from xiaxian_tasks.domain.feed import Contact, Dated, Feed, Figure, Shape, Told

MONTH = date(2023, 11, 1)
CHANGED = datetime(2023, 10, 31, 9, 0, tzinfo=UTC)

WELLS = Event(
    date(2023, 12, 31), "关停自备井", "target", "groundwater-23/4", "推进水源置换", "", "green", "on-pace", None,
    "groundwater-23.4.t1@xiaxian-tasks",
)
"""An open event in the future that no mark is due for."""

SHUT = Figure("reach", Decimal("1300"), "眼", Decimal("1.10E+3"), date(2023, 10, 31))

HOSTILE = (
    "  D:\\Notice\\new\x07\x1b[31m\x9b红\u2028第二行\x85第三行\r\n第四行\x0b第五行\t\\N\\n 甲;乙,丙:\"丁\" 𠮷𬭎㙍 "
    "👨\u200d👩\u200d👧 \ufeff\ud800\uffff尾\\ "
)
LONG = "长1文、字2，" * 625
"""5,000 characters."""


def dated(event: Event = WELLS, *, sequence: int = 3, figure: Figure | None = SHUT, withdrawn: bool = False) -> Dated:
    """An event with ordinary facts around it."""
    return Dated(
        event, sequence, CHANGED, "夏政办发〔2023〕22号", "三（四）", ("县水利局", "县住建局"), figure, withdrawn,
    )


def marked(light: str, reason: str, number: int) -> Dated:
    """An event in another light, with a UID of its own."""
    return dated(WELLS._replace(light=light, reason=reason, uid=f"groundwater-23.{number}.t1@xiaxian-tasks"))


def _feed(*dates: Dated, name: str = "夏县督查·县水利局") -> Feed:
    return Feed(name, MONTH, dates)


_LIGHTS = (
    ("red", "overdue"), ("red", "missed"), ("red", "far-behind"), ("red", "breached"), ("yellow", "behind"),
    ("yellow", "near-due"), ("yellow", "below-growth"), ("green", "slightly-behind"), ("grey", "no-report"),
    ("green", "a-reason-to-come"),
)

FULL = dated()._replace(
    support=("县财政局", "埝掌镇"), alarm_on=date(2023, 12, 29),
    told=Told(date(2023, 10, 31), Decimal("0.8462"), Decimal("0.8333"), Decimal("1.29"), Decimal("100.5")),
    contacts=(Contact("县水利局", "张某", "liaison"), Contact("县住建局", "李某", "head")),
)
"""A date of which everything is known."""

SORTS = ("receipt", "reply", "rework", "recheck", "extension", "dispatch", "step", "window")

_KINDS = tuple(
    dated(
        WELLS._replace(kind=kind, what=what, uid=f"groundwater-23.4.{kind}.7.1@xiaxian-tasks", light=light,
                       reason=reason),
        figure=None,
    )
    for kind, what, light, reason in zip(
        SORTS,
        ("", "请报今年关停眼数", "补传验收单", "看井是否封死", "", "", "县医保局复核", "集中缴费"),
        ("yellow", "red", "green", "green", "grey", "done", "red", "green"),
        ("near-due", "overdue", "not-yet-due", "not-yet-due", "suspended", "", "overdue", "not-yet-due"),
        strict=True,
    )
)

_STATES = (
    FULL, dated(WELLS._replace(light="done", reason="", done_on=date(2023, 10, 30), uid="a.1.m1@xiaxian-tasks")),
    dated(WELLS._replace(light="red", reason="overdue", uid="a.1.m2@xiaxian-tasks")),
    dated(WELLS._replace(uid="a.1.m3@xiaxian-tasks"), withdrawn=True),
    dated(WELLS._replace(light="done", reason="", uid="a.1.m4@xiaxian-tasks")),
)
"""One date of each state a twin can be in."""

_REDACTED = Feed(
    "夏县督查·县水利局", MONTH,
    (
        FULL._replace(event=WELLS._replace(
            what="县水利局、住建局关停1,300眼自备井", title="由张某带队，与夏县某某水务有限公司推进水源置换")),
        *_KINDS, dated(WELLS._replace(uid="a.1.m3@xiaxian-tasks"), withdrawn=True),
        dated(WELLS._replace(uid="a.1.m4@xiaxian-tasks", what="2023年12月31日前新增就业三千二百人", title="")),
    ),
    "县水利局", Shape(redacted=True, twins=True), frozenset({"县水利局", "县住房和城乡建设管理局", "住建局", "王某"}),
)

GOLDEN = {
    "full": _feed(FULL),
    "kinds": _feed(*_KINDS),
    "twins": _feed(*_STATES)._replace(shape=Shape(twins=True)),
    "working": _feed(
        FULL, FULL._replace(event=WELLS._replace(uid="a.1.m1@xiaxian-tasks"), alarm_on=WELLS.on),
        FULL._replace(event=WELLS._replace(uid="a.1.m2@xiaxian-tasks"), alarm_on=None),
    )._replace(shape=Shape(working=True, twins=True)),
    "redacted": _REDACTED,
    "redacted-empty": _REDACTED._replace(dates=()),
    "file": _feed(FULL)._replace(shape=Shape(method="PUBLISH")),
    "recalled": _feed(*(each._replace(withdrawn=True, sequence=each.sequence + 1) for each in _STATES))._replace(
        shape=Shape(twins=True)),
    "empty": _feed(),
    "ordinary": _feed(dated()),
    "overdue": _feed(dated(WELLS._replace(on=date(2023, 10, 20), light="red", reason="overdue"))),
    "done": _feed(dated(WELLS._replace(light="done", reason="", done_on=date(2023, 10, 30)))),
    "withdrawn": _feed(dated(sequence=4, withdrawn=True)),
    "lights": _feed(*(marked(light, reason, number) for number, (light, reason) in enumerate(_LIGHTS))),
    "township": _feed(dated(WELLS._replace(body="埝掌镇"), figure=Figure("cut", Decimal("12.50"), "万方"))),
    "bare": _feed(
        Dated(Event(date(2024, 2, 29), "", "task", "a/1", "", "", "grey", "not-issued", None, "a.1.due@xiaxian-tasks"),
              0, CHANGED.astimezone(timezone(timedelta(hours=8))).replace(microsecond=7)),
        name="",
    ),
    "hostile": _feed(
        dated(WELLS._replace(what=HOSTILE, title=HOSTILE, body=HOSTILE)),
        dated(WELLS._replace(what=LONG, title=LONG, uid="long@xiaxian-tasks"))._replace(
            document=LONG, lead=(LONG, HOSTILE)),
        dated(WELLS._replace(what="短", title="\\", uid="short@xiaxian-tasks"), figure=None),
        name=f"名{HOSTILE}",
    ),
}


def crowd(number: int) -> tuple[Dated, ...]:
    """Many events: every tenth overdue on a day long past, the others one after another from the month on."""
    return tuple(
        dated(WELLS._replace(
            on=MONTH + timedelta(days=-500 if late else index % 400), what=f"{'旧' if late else '新'}{index}",
            light="red" if late else "green", reason="overdue" if late else "on-pace", uid=f"{index}@xiaxian-tasks",
        ))
        for index in range(number) for late in (index % 10 == 0,)
    )


if __name__ == "__main__":
    for name, feed in GOLDEN.items():
        (Path(sys.argv[1]) / f"{name}.ics").write_bytes(write(feed))
