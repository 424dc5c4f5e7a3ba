"""Responsibility clauses (责任分工): who leads and who supports, in every layout the grammar knows.

Bracketed or on a line of their own; by label (牵头单位：…；配合单位：…) or by verb (…牵头，…配合; …按职责分工负责); an
unlabelled list of bodies in brackets at the end of a measure. 责任单位 beside 牵头单位 is support, alone it leads.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiaxian_tasks.reading import bodies
from xiaxian_tasks.reading.bodies import Listed, Piece
from xiaxian_tasks.reading.view import Span, brackets

LEAD, OWNER, SUPPORT, OTHER = "lead", "owner", "support", "other"

_LABEL = re.compile(
    r"(?P<what>总?牵头(?:责任|考核|负责|落实|实施)?|第?一?责任|主要责任|主责|主办|承办|负责(?:考核|落实|实施)?"
    r"|考核|落实|实施|执行|主管|具体责任|工作责任|建设|完成|"
    r"配合(?:责任|落实)?|协办|协助|协同|参加|参与|协作|支持|支撑|指导|联合)"
    r"(?:单位|部门|主体|科室|股室|机构|处室|委办局|方)(?:及[^：、，。\n]{0,6})?(?:（[^）]{0,12}）)?\s?(?:："
    r"|为：?|:)\s?"
    r"|(?P<person>(?:责任|牵头|分管|包联|包保|负责|联系|县级|市级|挂点)(?:领导|人员?|县级领导|市级领导"
    r"|处级领导)\s?：)"
    r"|(?P<when>(?:完成|整改|办理|工作|进度|推进)?(?:时限|时间|期限|时间节点|进度要求|时间要求"
    r"|时序进度)(?:要求)?\s?：)"
)
_ROLE = {"牵头": LEAD, "主办": LEAD, "主责": LEAD}
_SUPPORTING = ("配合", "协办", "协助", "协同", "参加", "参与", "协作", "支持", "支撑", "指导", "联合")

_DUTY = (
    r"(?:(?:共同|分别|联合|具体|统一|各自|按照?|依据|依照|根据|结合|职责|职能|分工|各司其职)"
    r"(?:共同|分别|各自|本|部门|单位|职责|职能|职权|权限|范围|任务|工作|分工|要求|抓好|做好|、|，)*)?"
)
_VERB = re.compile(
    rf"(?P<verb>牵头(?:负责|落实|组织实施|实施|推进|抓好落实|抓落实|抓总|组织|做好|会同)?|{_DUTY}(?:负责(?:落实"
    rf"|实施|推进|组织实施|抓好落实)?|分工负责|落实|组织实施|实施|抓落实|抓好落实|推进|推进落实)|"
    rf"{_DUTY}(?:配合(?:落实|实施|做好|推进)?|协助(?:配合)?|协同(?:配合)?|参加|参与|协办|支持|指导)|主办"
    rf"|承办)(?=[，；。、,;\s）]|$|会同)"
)
_TOGETHER = re.compile(r"会同|(?<=[部委局厅办行院])商(?![务业会标联])(?=[\u4e00-\u9fff]*[部委局厅办])")
_FIRST_LEADS = re.compile(r"(?:列|排)(?:在)?(?:第一位|首位|第一)(?:者|的)?(?:单位|部门)?(?:者)?为牵头(?:单位|部门)?")
_BARE_SENTENCE = re.compile(
    r"(?:(?<=[。；\n：])|^)(?P<all>(?:由)?(?P<lead>[^。；，\n]{2,80})(?:牵头(?:负责|落实"
    r"|组织实施)?)[，；、](?:会同)?(?P<rest>[^。；\n]{2,160}?)(?:配合(?:落实)?|参加|参与|协助|负责|分工负责"
    r"|按职责分工负责))(?=[。；\n]|$)"
)


class Clause(NamedTuple):
    """One clause: where it stands (brackets included), who leads, who supports, and when it says the thing is due.

    `when` is the stretch of a time limit printed inside the clause; `doubts` are codes.
    """

    start: int
    end: int
    lead: tuple[Piece, ...]
    support: tuple[Piece, ...]
    when: tuple[Span, ...] = ()
    doubts: tuple[str, ...] = ()


def clauses(text: str) -> list[Clause]:
    """All responsibility clauses of a view's text in order; neighbours with nothing between them are one."""
    first_leads = _FIRST_LEADS.search(text)
    found = list(_in_brackets(text))
    taken = [(clause.start, clause.end) for clause in found]
    for clause in [*_bare_labels(text, taken), *_bare_sentences(text), *_bare_lists(text)]:
        if not any(low < clause.end and clause.start < high for low, high in taken):
            found.append(clause)
            taken.append((clause.start, clause.end))
    merged = _merged(text, sorted(found))
    if first_leads:
        return [_first_leading(clause) if clause.start >= first_leads.start() - 400 else clause for clause in merged]
    return merged


def _in_brackets(text: str) -> Iterator[Clause]:
    for span in [*brackets(text), *_other_brackets(text)]:
        inner = Span(span.start + 1, span.end - 1 if text[span.end - 1 : span.end] in {"）", "〕"} else span.end)
        clause = read_clause(text, inner, announced=_is_list_place(text, span))
        if clause is not None:
            yield clause._replace(start=span.start, end=span.end)
        else:
            yield from _nested(text, inner)


def _other_brackets(text: str) -> Iterator[Span]:
    """〔责任单位：…〕: these brackets hold years and parts of names too, which are passed over."""
    for match in re.finditer(r"(?<![县市区乡镇州街])〔(?![\d\s])(?:[^〔〕]|〔[^〔〕]*〕)*〕", text):
        yield Span(match.start(), match.end())


def _nested(text: str, inner: Span) -> Iterator[Clause]:
    """A clause in square brackets or brackets inside brackets that are themselves none."""
    if len(text[inner.start : inner.end]) > 8 and "（" in text[inner.start : inner.end]:
        for span in brackets(text, inner.start, inner.end):
            clause = read_clause(text, Span(span.start + 1, span.end - 1), announced=False)
            if clause is not None:
                yield clause._replace(start=span.start, end=span.end)


def _is_list_place(text: str, span: Span) -> bool:
    """Whether an unlabelled list may stand here: behind a full stop or at a measure's end."""
    before = text[max(0, span.start - 40) : span.start].rstrip()[-1:]
    after = text[span.end : span.end + 1]
    return (
        (before in "。；！" or before == "")
        or after in "\n"
        or (after == "。" and text[span.end + 1 : span.end + 2] in "\n")
    )


def read_clause(text: str, inner: Span, *, announced: bool) -> Clause | None:
    """The clause between two places, or None. `announced` lets a bare list of sure bodies count."""
    labels = list(_LABEL.finditer(text, inner.start, inner.end))
    if any(label["what"] for label in labels):
        return _labelled(text, inner, labels)
    inner, when = _without_limits(text, inner)
    by_verb = _by_verb(text, inner, OWNER)
    if by_verb is not None and by_verb.lead + by_verb.support and _all_bodies(by_verb.lead + by_verb.support):
        return by_verb._replace(when=when)
    if announced:
        found = bodies.listed(text, inner.start, inner.end)
        if found.pieces and all(bodies.is_surely_body(name) for name in found.names):
            return Clause(inner.start, inner.end, found.pieces, (), when, _open(found))
    return None


_LIMIT = re.compile(r"[^，；]*?(?:\d+月|\d{4}年|年底|年内|季度|长期|持续)[^，；：]{0,10}")


def _without_limits(text: str, inner: Span) -> tuple[Span, tuple[Span, ...]]:
    """A clause without the time limits printed at its ends (…负责，12月底前完成), and these."""
    start, end = inner
    when = []
    first = re.compile(r"[，；]").search(text, start, end)
    if first and _LIMIT.fullmatch(text, start, first.start()):
        when.append(Span(start, first.start()))
        start = first.end()
    last = max(text.rfind("，", start, end), text.rfind("；", start, end))
    if last > start and _LIMIT.fullmatch(text, last + 1, end):
        when.append(Span(last + 1, end))
        end = last
    return Span(start, end), tuple(when)


def _all_bodies(pieces: tuple[Piece, ...]) -> bool:
    """Whether a list that only a verb announces is one of bodies: most look it, none is a phrase."""
    names = [piece.name for piece in pieces]
    if any(re.search(r"[0-9。：？！]|[的了]", name) for name in names):
        return False
    return 2 * sum(bodies.is_body(name) for name in names) >= len(names)


def _open(found: Listed) -> tuple[str, ...]:
    return ("open-list",) if found.is_open else ()


def _labelled(text: str, inner: Span, labels: list[re.Match[str]]) -> Clause:
    lead: list[Piece] = []
    owner: list[Piece] = []
    support: list[Piece] = []
    when: list[Span] = []
    doubts: list[str] = []
    if labels[0].start() > inner.start:
        when.append(Span(inner.start, labels[0].start()))
    for index, label in enumerate(labels):
        limit = labels[index + 1].start() if index + 1 < len(labels) else inner.end
        stop = text.find("。", label.end(), limit)
        stretch = Span(label.end(), limit if stop < 0 else stop)
        if label["when"]:
            when.append(stretch)
        if not label["what"]:
            continue
        role = _role_of(label["what"])
        by_verb = _by_verb(text, stretch, role)
        if by_verb is None:
            found = bodies.listed(text, stretch.start, stretch.end)
            {LEAD: lead, OWNER: owner, SUPPORT: support}[role].extend(found.pieces)
            doubts += _open(found)
        else:
            (support if role == SUPPORT else lead).extend(by_verb.lead)
            support.extend(by_verb.support)
            doubts += by_verb.doubts
    if lead:
        support = [*owner, *support]
    else:
        lead = owner
    return Clause(inner.start, inner.end, tuple(lead), tuple(support), tuple(when), tuple(dict.fromkeys(doubts)))


def _role_of(what: str) -> str:
    if what.startswith(_SUPPORTING):
        return SUPPORT
    return next((role for word, role in _ROLE.items() if word in what), OWNER)


def _by_verb(text: str, inner: Span, bare: str) -> Clause | None:
    """A list cut by the verbs that follow its parts; `bare` is the role of names that no verb follows."""
    lead: list[Piece] = []
    owner: list[Piece] = []
    support: list[Piece] = []
    doubts: list[str] = []
    low, verbs = inner.start, 0
    for match in _VERB.finditer(text, inner.start, inner.end):
        if match.start() == low and low == inner.start:
            continue
        verbs += 1
        comma = text.rfind("，", low, match.start())
        if verbs == 1 and comma > low and _is_support(match["verb"]):
            _take(text, Span(low, comma), owner, support, doubts)
            low = comma + 1
        verb = match["verb"]
        role = LEAD if verb.startswith(("牵头", "主办")) else SUPPORT if _is_support(verb) else OWNER
        _take(text, Span(low, match.start()), {LEAD: lead, OWNER: owner, SUPPORT: support}[role], support, doubts)
        low = match.end()
        if text.startswith("会同", low) or verb.endswith("会同"):
            low += 2 if text.startswith("会同", low) else 0
    if not verbs:
        return None
    if low < inner.end:
        _take(text, Span(low, inner.end), {LEAD: lead, OWNER: owner, SUPPORT: support}[bare], support, doubts)
    if lead:
        support = [*owner, *support]
    else:
        lead = owner
    ordered = sorted(support, key=lambda piece: piece.start)
    return Clause(inner.start, inner.end, tuple(lead), tuple(ordered), (), tuple(dict.fromkeys(doubts)))


def _is_support(verb: str) -> bool:
    return any(word in verb for word in ("配合", "协助", "协同", "参加", "参与", "协办", "支持", "指导"))


def _take(text: str, span: Span, into: list[Piece], together: list[Piece], doubts: list[str]) -> None:
    """Put a list where it belongs; what stands behind 会同 supports."""
    match = _TOGETHER.search(text, span.start + 1, span.end)
    first = bodies.listed(text, span.start, match.start() if match else span.end)
    into.extend(first.pieces)
    doubts += _open(first)
    if match:
        together.extend(bodies.listed(text, match.end(), span.end).pieces)


LONGEST = 600
"""Characters of a clause outside brackets; a list of bodies longer than a page is a misreading."""
_BARE_END = re.compile(r"[。\n]|(?<=[^、，])；(?!\s?(?:牵头|责任|配合|参加|参与|协办|协助))")


def _bare_labels(text: str, taken: list[tuple[int, int]]) -> Iterator[Clause]:
    """责任单位：… outside brackets, at the head of a line or after a stop, up to the next stop or the line's end."""
    index = 0
    while True:
        label = _LABEL.search(text, index)
        if label is None:
            return
        index = label.end()
        inside = any(low <= label.start() < high for low, high in taken)
        if not label["what"] or inside or not _heads(text, label.start()):
            continue
        limit = min(len(text), label.end() + LONGEST)
        stop = _BARE_END.search(text, label.end(), limit)
        end = stop.start() if stop else limit
        clause = read_clause(text, Span(label.start(), end), announced=False)
        if clause is not None and clause.lead + clause.support:
            yield clause
            index = end


def _heads(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start].rstrip(" \t")[-1:]
    return before in "。；\n！：）" or before == "" or text[start - 1 : start] in " \t"


def _bare_sentences(text: str) -> Iterator[Clause]:
    """由A牵头，B配合。 as a sentence of the text itself."""
    for match in _BARE_SENTENCE.finditer(text):
        clause = _by_verb(text, Span(match.start("all"), match.end("all")), OWNER)
        if clause and clause.lead and all(bodies.is_body(piece.name) for piece in clause.lead + clause.support):
            yield clause


def _bare_lists(text: str) -> Iterator[Clause]:
    """A line that holds nothing but sure bodies, as a column of a flattened table does."""
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if len(line) < 3 or "\t" in line or line[0] == "（" or re.search(r"[：。；！？“]|通知|\d", line):
            continue
        found = bodies.listed(text, match.start(), match.end())
        names = found.names
        if not names or match.start() == 0 or line.endswith(("，", "、")):
            continue
        certain = all(re.match(r"(?:[市县区省]|各|国网|人行)", name) and bodies.is_surely_body(name) for name in names)
        if certain and text[match.end() + 1 : match.end() + 8].count("：") == 0:
            yield Clause(match.start(), match.end(), found.pieces, (), (), ("unlabelled", *_open(found)))


def _merged(text: str, found: list[Clause]) -> list[Clause]:
    made: list[Clause] = []
    for clause in found:
        if made and not text[made[-1].end : clause.start].strip("。；，、 \n\t"):
            last = made[-1]
            support = clause.support + (clause.lead if last.lead and not clause.support else ())
            lead = last.lead + (clause.lead if clause.support else ()) if last.lead else clause.lead
            made[-1] = Clause(
                last.start,
                clause.end,
                lead,
                last.support + support,
                last.when + clause.when,
                last.doubts + clause.doubts,
            )
        else:
            made.append(clause)
    return made


def _first_leading(clause: Clause) -> Clause:
    """列第一位者为牵头单位: of a single list the first leads and the others support."""
    if clause.support or len(clause.lead) < 2:
        return clause
    return clause._replace(lead=clause.lead[:1], support=clause.lead[1:])
