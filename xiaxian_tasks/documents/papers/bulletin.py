"""The bulletin worded (督查通报): the same facts give the same paper, whatever it is then written as."""

from collections.abc import Iterable, Iterator, Sequence

from xiaxian_tasks.documents import _bulletin_words as w
from xiaxian_tasks.documents import _png, _titles
from xiaxian_tasks.domain import bulletin as b
from xiaxian_tasks.domain.bulletin import Bulletin, Named, OfBody, Photo, Tally
from xiaxian_tasks.domain.letters import (
    BULLETIN,
    DISPATCH,
    EXTENSION,
    FIRST,
    RED,
    REMINDER,
    RETURN,
    SECOND,
    SUPERVISION,
    TALK,
    Annex,
    Block,
    Column,
    Paper,
    Paragraph,
    Picture,
    Table,
)
from xiaxian_tasks.domain.terms import UNASSIGNED

MARK = "督查通报"

BODIES_AT_MOST = 20
"""Bodies of the table: those with most to answer for."""

_PAPERS = {
    DISPATCH: "交办通知", REMINDER: "提醒函", SUPERVISION: "督办函", RED: "红色督办单", EXTENSION: "延期批复",
    RETURN: "退办通知", TALK: "约谈通知",
}
_NORMAL, _BEHIND = (b.AHEAD, b.ON), (b.BEHIND, b.FAR)
_FIGURES = "一二三四五六七八九十"


def write(found: Bulletin, number: str = "", *, has_chart: bool = True) -> Paper:
    """The bulletin; `number` is 第3期, "" of a draft. Without the chart where another takes its place."""
    parts = [
        ("总体情况", _whole(found, has_chart=has_chart)), ("分文件和分单位情况", _parts(found)),
        ("推进较好的事项", _listed(found.good)), ("推进较慢的事项", _slow(found)), ("报送和回复情况", _reports(found)),
        ("工作要求", _wanted(found)),
    ]
    body: list[Block] = [Paragraph(_opening(found))]
    for place, (heading, blocks) in enumerate(each for each in parts if each[1]):
        body += [Paragraph(f"{_FIGURES[place]}、{heading}", FIRST), *blocks]
    return Paper(
        BULLETIN, found.on, title(found), MARK, number or "第　期",
        to=("各乡镇人民政府", "县直各有关单位") if found.body in {"", UNASSIGNED} else (_titles.clean(found.body),),
        body=tuple(body), annexes=_annexes(found), sign=(found.sender.government,), printed_by=found.sender.government,
        contact=_contact(found), seal_code=found.seal,
    )


def title(found: Bulletin) -> str:
    """The title, with the period and what the bulletin is narrowed to."""
    whose = {"": "重点事项", UNASSIGNED: "尚未明确牵头单位的事项"}.get(found.body, f"{found.body}牵头事项")
    if found.plan and found.plans:
        whose = f"{document(found.plans[0])}{'' if not found.body else found.body}事项"
    return f"关于{w.period(found)}{_titles.clean(whose)}督查情况的通报"


def _contact(found: Bulletin) -> str:
    told = (("联系人", found.sender.contact), ("电话", found.sender.phone))
    return "，".join(f"{name}：{_titles.clean(said)}" for name, said in told if said)


def _opening(found: Bulletin) -> str:
    return f"现将{w.period(found)}督查情况通报如下，所列情况截至{w.day(found.day)}。"


# What stands how. -----------------------------------------------------------------------------------------------------


def _whole(found: Bulletin, *, has_chart: bool) -> list[Block]:
    total = found.total
    documents = f"{len(found.plans)}份文件" if len(found.plans) > 1 else "".join(map(document, found.plans))
    scope = (
        f"本期统计{documents}确定的{total.total}项事项。各项以承办单位报送、台账记载的情况为准，对照办理时限"
        "和序时进度分类：落后不到10个百分点或者未到时限的计入正常推进，超出10个百分点以上的计入超序时进度（文件另有规定的从其"
        "规定）；临近时限、暂缓、终止和未到首次报送时间的计入其他。每项只计入一类。"
    )
    counted = "，".join(
        f"{w.CLASS_NAMES[each]}{total.counts[each]}项、占{w.share(total, each)}"
        for each in b.CLASSES if total.counts[each]
    )
    made: list[Block] = [Paragraph(scope)]
    if not total.total:
        return [Paragraph("本期没有纳入统计的事项。")]
    made.append(Paragraph(f"{total.total}项事项中，{counted}。"))
    if told := _compared(found):
        made.append(Paragraph(told))
    made.append(_classes(found))
    if has_chart:
        made.append(_chart(found))
    return made


def _compared(found: Bulletin) -> str:
    if found.before is None:
        return f"本期办结{found.finished}项。" if found.finished else ""
    told = f"与上期（截至{w.day(found.before)}）相比，新办结{found.finished}项，情况好转{found.improved}项，情况变差" \
           f"{found.worsened}项"
    if found.added:
        told += f"，新纳入统计{found.added}项"
    if found.gone:
        told += f"，不再统计{found.gone}项"
    return f"{told}。"


def _classes(found: Bulletin) -> Table:
    """Counts and shares by class, beside those of the period before."""
    total = found.total
    columns = [Column("类别"), Column("本期（项）", 30, is_centred=True), Column("占比", 26, is_centred=True)]
    if total.before is not None:
        columns += [Column("上期（项）", 30, is_centred=True), Column("增减", 26, is_centred=True)]
    rows = [_class_row(total, each) for each in b.CLASSES]
    whole = ["合计", str(total.total), "100.0%" if total.total else "0.0%"]
    if total.before is not None:
        was = sum(total.before.values())
        whole += [str(was), _signed(total.total - was)]
    return Table(tuple(columns), (*map(tuple, rows), tuple(whole)), "各类事项数量和占比")


def _class_row(total: Tally, each: str) -> list[str]:
    row = [w.CLASS_NAMES[each], str(total.counts[each]), w.share(total, each)]
    if total.before is not None:
        row += [str(total.before[each]), _signed(total.counts[each] - total.before[each])]
    return row


def _signed(difference: int) -> str:
    return f"{difference:+d}".replace("-", "−") if difference else "0"


def _chart(found: Bulletin) -> Picture:
    """The classes as bars, the period before below; the caption tells their order, for who sees no colours."""
    both = [found.total.counts, *([found.total.before] if found.total.before else [])]
    rows = [[(each[name], w.COLOURS[name]) for name in b.CLASSES] for each in both]
    below = "，上为本期，下为上期" if len(both) > 1 else ""
    order = "、".join(w.CLASS_NAMES[each] for each in b.CLASSES if any(counts[each] for counts in both))
    shows = "各类事项占比：" + "，".join(
        f"{w.CLASS_NAMES[each]}{w.share(found.total, each)}" for each in b.CLASSES if found.total.counts[each]
    )
    return Picture(_png.bars(rows), 140, shows, f"图1　各类事项占比（自左至右为{order}{below}）")


def _parts(found: Bulletin) -> list[Block]:
    """By plan, and the lead bodies that have something to answer for."""
    made: list[Block] = []
    if len(found.plans) > 1:
        made.append(_tallies("各文件事项", "文件", [(document(each), each) for each in found.plans]))
    pressed = [each for each in found.bodies if each.pressed]
    if pressed and not found.body:
        shown = pressed[:BODIES_AT_MOST]
        rest = len(pressed) - len(shown)
        more = f"另有{rest}个单位也有滞后、逾期或未按期报送的事项。" if rest else ""
        note = f"按牵头单位统计，几个单位共同牵头的各计一次。{more}"
        rows = [(each.name, each) for each in shown]
        made.append(_tallies("有滞后、逾期或未按期报送事项的单位", "牵头单位", rows, note))
    elif found.bodies and not found.body:
        made.append(Paragraph("各单位牵头的事项没有滞后、逾期或未按期报送的。"))
    return made


def document(tally: Tally) -> str:
    """A plan by the number of its document; one without by its title."""
    number, _, title = tally.title.partition("　")
    return number or (f"《{title}》" if title else tally.name)


def _tallies(title: str, of: str, rows: Sequence[tuple[str, Tally]], note: str = "") -> Table:
    names = ("事项", "已办结", "正常", "滞后", "逾期", "未报", "其他")
    columns = (Column(of), *(Column(name, 15, is_centred=True) for name in names))
    return Table(columns, tuple(
        (_titles.clean(name), str(each.total), w.merged(each, b.DONE), w.merged(each, *_NORMAL),
         w.merged(each, *_BEHIND), w.merged(each, b.OVERDUE), w.merged(each, b.SILENT), w.merged(each, b.OTHER))
        for name, each in rows
    ), title, note)


# Who is named. --------------------------------------------------------------------------------------------------------


def _listed(tasks: Iterable[Named]) -> list[Block]:
    return _numbered(map(_told, tasks))


def _numbered(texts: Iterable[str]) -> list[Block]:
    return [Paragraph(f"{place}. {text}") for place, text in enumerate(texts, 1)]


def _told(task: Named) -> str:
    whose = f"{w.bodies(task.lead)}牵头的" if task.lead else "尚未明确牵头单位的"
    told = f"{whose}{w.cited(task)}：{'，'.join(filter(None, (w.figures(task), w.stands(task))))}。"
    if task.stands in {b.DONE, b.AHEAD, b.ON}:
        return told
    told += f"单位说明：{w.quoted(task.cause)}。" if task.cause else "单位未说明原因。"
    return told + (f"此前已发{'、'.join(task.letters)}。" if task.letters else "")


def _slow(found: Bulletin) -> list[Block]:
    made = _listed(found.slow)
    rest = found.slow_count - sum(task.stands in {b.OVERDUE, b.FAR, b.BEHIND} for task in found.slow)
    if rest > 0:
        made.append(Paragraph(f"此外还有{rest}项事项逾期或者滞后{'，见附件' if found.undone else ''}。"))
    if found.asked:
        cited = "；".join(f"{w.cited(task)}（{w.bodies(task.lead)}，{w.stands(task)}）" for task in found.asked)
        made.append(Paragraph(f"经督办仍未完成、按督办办法予以通报的事项：{cited}。"))
    return made


# Reports and answers. -------------------------------------------------------------------------------------------------


def _reports(found: Bulletin) -> list[Block]:
    told = [f"本期有{found.reported}项事项报送了进展。"] if found.total.total else []
    if found.late:
        told.append(f"迟于规定时间报送的单位：{_bodies(found.late)}。")
    if found.silent:
        told.append(f"未按期报送的单位：{_bodies(found.silent)}。")
    if found.letters:
        sent = "、".join(f"{_PAPERS.get(kind, '函件')}{count}份" for kind, count in found.letters)
        told.append(f"本期共发{sent}。")
    made: list[Block] = [Paragraph("".join(told))] if told else []
    if found.unanswered:
        made.append(Paragraph("下列函件、批示到期仍未回复："))
        made += _numbered(_unanswered(found))
    if found.repeated:
        made.append(Paragraph("下列事项的报告与上次一字不差："))
        made += _numbered(_repeated(found))
    return made


def _bodies(each: Iterable[OfBody]) -> str:
    return "、".join(f"{_titles.clean(of.body)}（{of.found}项）" for of in each)


def _unanswered(found: Bulletin) -> Iterator[str]:
    for each in found.unanswered:
        what = f"{each.number}，" if each.number else ""
        what += f"“{_titles.clean(each.title)}”，应于{w.day(each.due)}前回复，已过{each.days}个工作日。"
        yield f"{w.bodies([each.body] if each.body else [])}：{what}"


def _repeated(found: Bulletin) -> Iterator[str]:
    for each in found.repeated:
        whose = f"{_titles.clean(each.body)}：" if each.body else ""
        run = f"自{w.day(each.since)}起连续{each.times}次报送{w.quoted(each.text)}。"
        yield f"{whose}“{_titles.clean(each.title)}”{run}"


def _wanted(found: Bulletin) -> list[Block]:
    """What is asked of those who are named; only what concerns somebody."""
    counts, by = found.total.counts, w.day(found.answer_by) if found.answer_by else ""
    told = [
        (counts[b.OVERDUE], "逾期事项要限期完成",
         f"牵头单位要逐项查明原因，明确新的完成日期和责任人，于{by}前书面报送。"),
        (counts[b.BEHIND] + counts[b.FAR], "滞后事项要赶上进度",
         "牵头单位要倒排工期，把落下的进度补上；按期确有困难的，在到期之前提出延期。"),
        (counts[b.SILENT], "未报情况要尽快补报", f"未按期报送的单位要于{by}前补报。"),
        (len(found.late), "进展情况要按时报送", "迟报的单位以后要按规定时间报送。"),
        (len(found.repeated), "报送内容要具体真实", "要写明本期做了什么、还差什么，不得照抄上次内容。"),
        (len(found.unanswered), "来文批示要及时回复", "尚未回复函件和批示的单位要立即回复。"),
    ]
    concerned = [(heading, text) for count, heading, text in told if count]
    if not concerned:
        return [Paragraph("请各单位继续按序时进度推进，按时报送进展。")] if found.total.total else []
    return [
        Paragraph(f"（{_FIGURES[place]}）{heading}。", SECOND, text) for place, (heading, text) in enumerate(concerned)
    ]


# What is attached. ----------------------------------------------------------------------------------------------------


def _annexes(found: Bulletin) -> tuple[Annex, ...]:
    made = []
    if found.undone:
        made.append(Annex("未办结事项一览表", (_undone(found.undone),)))
    elif found.undone_count and len(found.plans) > 1:
        rows = [(_titles.clean(each.title), each) for each in found.plans]
        made.append(Annex("各文件未办结事项统计表", (_tallies("", "文件", rows),)))
    if found.photos:
        made.append(Annex("现场照片", tuple(map(_photo, found.photos))))
    return tuple(made)


def _photo(each: Photo) -> Picture:
    name, handed_in = _titles.cut(_titles.clean(each.title), 30), f"{each.at.month}月{each.at.day}日报送"
    return Picture(each.content, 130, f"{name}的现场照片", f"{name}（{handed_in}，{_titles.clean(each.name)}）")


def _undone(tasks: Iterable[Named]) -> Table:
    columns = (
        Column("序号", 10, is_centred=True), Column("文号和编号", 32), Column("事项"), Column("牵头单位", 28),
        Column("期限", 29, is_centred=True), Column("情况", 26),
    )
    return Table(columns, tuple(
        (str(place), f"{task.document}{'' if task.number == '0' else f'第{task.number}项'}", _titles.clean(task.title),
         w.bodies(task.lead), w.day(task.due).replace("年", "年\n") if task.due else "未定", _briefly(task))
        for place, task in enumerate(tasks, 1)
    ))


def _briefly(task: Named) -> str:
    """The class, with the one figure that says how far."""
    name = w.CLASS_NAMES[task.stands]
    if task.stands == b.OVERDUE and task.days:
        return f"{name}{task.days}天"
    return f"{name}，完成{w.percent(task.progress)}" if task.progress is not None else name
