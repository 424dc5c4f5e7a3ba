"""Facts of papers, made up here: one task behind, one with things to deliver, one silent, and what went before."""

from datetime import date
from decimal import Decimal

from xiaxian_tasks.domain.letter_facts import (
    FORMS_OF,
    Answer,
    Cause,
    Counts,
    Earlier,
    Ending,
    Figure,
    LetterFacts,
    Matter,
    Order,
    Part,
    Piece,
    Point,
    Return,
    Sender,
)
from xiaxian_tasks.domain.letters import CLOSING, DISPATCH, EXTENSION, RED, REMINDER, REPORT, RETURN, SUPERVISION, TALK
from xiaxian_tasks.domain.register import WORDS

ON = date(2026, 11, 24)
DUE = date(2026, 12, 31)
SENDER = Sender("夏县人民政府办公室", "夏县人民政府督查室", "周平", "0359-8530001")

WELLS = Figure(
    "t1", "封填自备井", "reach", Decimal(15), "眼", "yellow", "behind", DUE, Decimal(9), date(2026, 11, 15),
    Decimal("0.6"), Decimal(10) / 12, Decimal("-23.33"), 27, Decimal("0.23"),
)
WATER = WELLS._replace(
    id="t2", metric="全县用水总量", kind="at_most", value=Decimal(8000), unit="万方", latest=Decimal(7600),
    progress=Decimal("0.95"), gap=Decimal("-11.7"), needed=None,
)
RATE = WELLS._replace(
    id="t3", metric="再生水利用率", kind="raise_to", value=Decimal(25), unit="%", reason="near-due",
    latest=Decimal("24.1"), progress=None, expected=None, gap=None, needed=None,
)
UNTOLD = WELLS._replace(
    id="t4", metric="新建“旅游驿站”", kind="add", value=Decimal(2), unit="个", light="grey", reason="no-report",
    latest=None, as_of=None, progress=None, gap=None, needed=None,
)
DONE = WELLS._replace(
    light="done", reason="", latest=Decimal(15), progress=Decimal(1), gap=Decimal("16.7"), needed=None,
    as_of=date(2026, 11, 10),
)
PART = Part("县水利局", "lead", "active", date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4), 1)
LETTERS = (
    Earlier(REMINDER, "夏督提〔2026〕3号", date(2026, 10, 9), date(2026, 10, 16)),
    Earlier(SUPERVISION, "夏督办〔2026〕1号", date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 6)),
)
PIECES = (Piece("验收单.pdf", date(2026, 11, 10), "0123456789abcdef"), Piece("照片.zip", date(2026, 11, 11), "f" * 64))

BEHIND = Matter(
    "wells-26/1", "县政办发〔2026〕91号", "县2026年度自备井治理方案", "1", "关闭城区自备井", date(2026, 2, 28),
    ("县水利局", "县住建局"), ("县公安局",), "2026-001", light="yellow", reason="behind", due=DUE, original=DUE,
    days_left=27, causes=(Cause("behind", date(2026, 11, 1), DUE, "封填自备井"),), figures=(WELLS, WATER),
    parts=(PART,), told="部分井主联系不上。", told_on=date(2026, 11, 15),
)
LATE = BEHIND._replace(
    task="wells-26/2", number="2", title="修复输水管道", light="red", reason="overdue", due=date(2026, 10, 31),
    original=date(2026, 9, 30), extensions=1, days_left=-17, figures=(RATE,), told="", told_on=None,
    causes=(Cause("overdue", date(2026, 11, 1), date(2026, 10, 31), "管道验收"),
            Cause("unsigned", date(2026, 3, 2), date(2026, 3, 3)),
            Cause("unanswered", date(2026, 10, 8), date(2026, 10, 15))),
    points=tuple(
        Point(f"m{n}", "milestone", what, "red", "overdue", date(2026, 10, 31), None, -17)
        for n, what in enumerate(("管道验收", "图纸归档", "试压", "通水"), 1)
    ),
)
SILENT = BEHIND._replace(
    task="wells-26/3", number="3", title="以电量定水量", light="grey", reason="no-report", figures=(UNTOLD,), told="",
    told_on=None, causes=(Cause("silent", date(2026, 2, 28), DUE),),
)

MATTERS = {
    DISPATCH: (BEHIND, SILENT._replace(points=LATE.points)), REMINDER: (BEHIND,),
    SUPERVISION: (BEHIND._replace(earlier=LETTERS[:1]), LATE, SILENT), RED: (LATE._replace(earlier=LETTERS),),
    RETURN: (BEHIND._replace(
        returned=Return(date(2026, 11, 20), "thin", "缺封填照片。", date(2026, 11, 27), 2, date(2026, 11, 18))
    ),),
    EXTENSION: (BEHIND._replace(extension=Answer(
        date(2026, 11, 16), "设备采购周期较长", DUE, DUE, date(2027, 1, 31), date(2027, 1, 20), times=1, by="县水利局"
    )),),
    CLOSING: (BEHIND._replace(
        figures=(DONE,), light="done", evidence=PIECES,
        ending=Ending(date(2026, 11, 12), "周平", ("site", "phone"), ON, "王敏", date(2027, 2, 22), "逐井核对。"),
    ),),
    TALK: (LATE._replace(earlier=LETTERS),), "conclusion": (BEHIND._replace(evidence=PIECES), LATE),
    REPORT: (BEHIND, LATE, SILENT, BEHIND._replace(figures=(DONE,), light="done", causes=())),
}
"""What each paper is about."""

COUNTS = Counts(4, 1, 0, 1, 1, 1)


def facts(kind: str, form: str = "") -> LetterFacts:
    """Facts of one paper, in the usual form unless another is said."""
    number = f"{WORDS[kind]}〔2026〕5号" if kind in WORDS else "第5期"
    order = Order(number)
    if kind == TALK:
        order = Order(number, when="2026年11月30日（星期一）上午9时", place="县政府三楼会议室")
    asks = kind in {REMINDER, SUPERVISION, RED, "conclusion"}
    return LetterFacts(
        kind, form or FORMS_OF[kind][0], "" if kind == REPORT else "县水利局", ON, MATTERS[kind], SENDER, order,
        date(2026, 12, 1) if asks else None, ("bulletin", "talk", "score"), COUNTS if kind == REPORT else Counts(),
    )
