"""交办通知: which tasks a body takes on, what is asked of each by when, and how it signs, reports and ends them."""

from collections.abc import Iterator

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import framed, heading, point, text
from xiaxian_tasks.documents.papers._matters import IN_TEXT, aims
from xiaxian_tasks.domain.letter_facts import LetterFacts, Matter
from xiaxian_tasks.domain.letters import SHEET, Annex, Block, Column, Field, Paper, Table

ANNEX = "交办事项清单"

COLUMNS = (
    Column("序号", 12, is_centred=True), Column("交办事项", 44), Column("目标和时限", 50), Column("牵头和配合单位"),
)  # fmt: skip

CYCLES = {"week": "每周", "half-month": "每半月", "month": "每月", "quarter": "每季度"}


def write(facts: LetterFacts) -> Paper:
    """The notice, or the sheet; a long list of tasks becomes its annex."""
    table = Table(COLUMNS, tuple(_row(place, matter) for place, matter in enumerate(facts.matters, 1)))
    is_long = len(facts.matters) > IN_TEXT
    body: list[Block] = [text(_opening(facts, is_long=is_long))]
    if not is_long:
        body += [heading("一、交办事项"), table]
    body += [heading(f"{'一' if is_long else '二'}、办理要求"), *map(point, _demands(facts))]
    if facts.form != SHEET:
        body.append(text("特此通知。"))
    annexes = (Annex(ANNEX, (table,)),) if is_long else ()
    return framed(facts, f"关于交办{w.subject(facts.matters)}的通知", body, annexes=annexes, **_fields(facts))


def _opening(facts: LetterFacts, *, is_long: bool) -> str:
    count = len(facts.matters)
    several = f"{count}项督查事项" if count > 1 else w.quoted(w.title_of(facts.matters[0]))
    annexed = "（见附件）" if is_long else ""
    return f"为抓好{w.sources(facts.matters)}的落实，现将{several}{annexed}交由你单位办理，请认真组织实施。"


def _row(place: int, matter: Matter) -> tuple[str, ...]:
    name = f"{w.title_of(matter)}（{clean(matter.document)}{w.number_of(matter)}）"
    whose = (("牵头", matter.lead), ("配合", matter.support))
    bodies = "；".join(f"{role}：{'、'.join(map(clean, names))}" for role, names in whose if names)
    return str(place), name, _aim(matter), bodies or "待定"


def _aim(matter: Matter) -> str:
    """Aims, or where there is no figure what is to be delivered."""
    points = [clean(point.what) for point in matter.points]
    if matter.figures or not points:
        return aims(matter)
    due = f"；{w.day(matter.due)}前" if matter.due else ""
    return f"{'；'.join(points)}{due}"


def _demands(facts: LetterFacts) -> Iterator[str]:
    yield f"（一）及时签收。请{_signing(facts)}签收；认为不属于本单位职责的，在签收期限内书面说明理由，不得自行转交。"
    yield (
        f"（二）按期报送。自交办之日起{_cycle(facts)}报送一次进展，说明完成数量、数据截止日期、存在问题和下一步措施；"
        "进展没有变化的，不重复填报。"
    )
    yield "（三）申请办结。完成后由主要负责人申请办结，并附佐证材料，经核查认可后销号。"
    yield "（四）申请延期。确需延期的，在时限届满前提出书面申请，说明理由和新的完成日期；未经批准的，仍按原定时限考核。"
    yield from w.own_words(facts.order.text)


def _signing(facts: LetterFacts) -> str:
    """The last day for signing, of those parts that were sent; else the rule's working days."""
    days = [part.receipt_due for matter in facts.matters for part in matter.parts
            if part.body == facts.body and part.receipt_due]
    if days and min(days) >= facts.on:
        return f"于{w.day(min(days))}前"
    return f"在收到本通知后{min(matter.receipt for matter in facts.matters)}个工作日内"


def _cycle(facts: LetterFacts) -> str:
    cycles = {matter.cycle for matter in facts.matters}
    return next((said for cycle, said in CYCLES.items() if cycle in cycles), "每月")


def _fields(facts: LetterFacts) -> dict[str, tuple[Field, ...]]:
    if facts.form != SHEET:
        return {}
    return {
        "fields": (Field("事项数", f"{len(facts.matters)}项"), Field("交办日期", w.day(facts.on))),
        "fields_after": (Field("签收人"), Field("签收日期"), Field("拟办意见", lines=3)),
    }


