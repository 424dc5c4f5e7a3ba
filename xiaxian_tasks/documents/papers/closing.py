"""销号单: one task as it was finished: result against target, evidence, how it was checked, and who put their names."""

from datetime import date

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, heading, text
from xiaxian_tasks.domain.letter_facts import Figure, LetterFacts, Matter
from xiaxian_tasks.domain.letters import Block, Column, Field, Paper, Table

FIGURES = (
    Column("指标"), Column("目标", 34, is_centred=True), Column("完成", 30, is_centred=True),
    Column("完成率", 22, is_centred=True), Column("数据截至", 30, is_centred=True),
)  # fmt: skip
PIECES = (
    Column("序号", 12, is_centred=True), Column("佐证材料"), Column("报送日期", 32, is_centred=True),
    Column("指纹前12位", 38, is_centred=True),
)  # fmt: skip


def write(facts: LetterFacts) -> Paper:
    """The sheet of one task or of several that end together."""
    body: list[Block] = []
    for place, matter in enumerate(facts.matters, 1):
        if len(facts.matters) > 1:
            body.append(heading(f"{w.numbered(place)}、{w.title_of(matter)}"))
        body += _result(matter)
    body += [text(each) for each in w.own_words(facts.order.text)]
    return framed(
        facts, "督查事项销号单", body, to=(), fields=_fields(facts), fields_after=_signatures(facts.matters[0]),
        sign=(), reply_due=None,
    )


def _fields(facts: LetterFacts) -> tuple[Field, ...]:
    first = facts.matters[0]
    ending = first.ending
    hows = "、".join(w.HOWS.get(how, how) for how in ending.hows)
    due = w.day(first.due) if first.due else "未定"
    original = w.day(first.original) if first.original else "未定"
    several = len(facts.matters) > 1
    recheck = w.day(ending.recheck) if ending.recheck else "按规定另行确定" if not ending.closed else "不安排"
    return (
        Field("事项编号", f"{len(facts.matters)}项" if several else w.code_of(first)),
        Field("牵头单位", "、".join(first.lead)),
        Field("督查事项", "；".join(map(w.title_of, facts.matters)), is_wide=True),
        Field("依据文件", w.sources(facts.matters), is_wide=True),
        Field("原定时限", original), Field("现定时限", due),
        Field("延期次数", f"{first.extensions}次"), Field("核查方式", hows or "　"),
        Field("认可日期", w.day(ending.accepted) if ending.accepted else ""), Field("回头看", recheck),
    )


def _result(matter: Matter) -> list[Block]:
    """Result against target, then the evidence."""
    made: list[Block] = []
    if matter.figures:
        made.append(Table(FIGURES, tuple(map(_row, matter.figures)), "目标完成情况"))
    done = ((point.what, point.done_on) for point in matter.points)
    made += [text(f"{w.quoted(what)}已于{w.day(on)}完成。") for what, on in done if on]
    if matter.ending.note:
        made.append(text(f"核查说明：{clean(matter.ending.note)}"))
    if matter.evidence:
        rows = tuple(
            (str(place), clean(piece.name), w.day(piece.on), piece.digest[:12])
            for place, piece in enumerate(matter.evidence, 1)
        )
        made.append(Table(PIECES, rows, "佐证材料清单", "指纹为文件内容的SHA-256值，可与台账核对。"))
    else:
        made.append(text("台账中没有登记佐证材料。"))
    return made


def _row(figure: Figure) -> tuple[str, ...]:
    latest = w.amount(figure.latest, figure.unit) if figure.latest is not None else "未报"
    share = w.percent(figure.progress) if figure.progress is not None else "—"
    as_of = w.day(figure.as_of) if figure.as_of else "—"
    return clean(figure.metric), w.aim_of(figure), latest, share, as_of


def _hand(name: str, on: date | None, what: str) -> str:
    """Who put a name to it and when, by the ledger; empty where nobody has yet."""
    return f"{clean(name)}（{w.day(on)}{what}）" if on else ""


def _signatures(first: Matter) -> tuple[Field, ...]:
    """Two persons: whoever accepted, and whoever closes; neither signs for the other."""
    ending = first.ending
    return (
        Field("核查签字", _hand(ending.acceptor, ending.accepted, "认可"), is_wide=True, lines=1),
        Field("批准签字", _hand(ending.closer, ending.closed, "批准销号"), is_wide=True, lines=1),
    )
