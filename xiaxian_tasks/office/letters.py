"""What a paper is worded from, out of the ledger at the office's day: each matter of a body as it stands."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xiaxian_tasks.domain import register
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import Ladder, Rung
from xiaxian_tasks.domain.letter_facts import (
    DRAFT,
    FORMS_OF,
    About,
    Cause,
    Counts,
    LetterFacts,
    Matter,
    Order,
    Part,
    Sender,
)
from xiaxian_tasks.domain.letters import BULLETIN, DISPATCH, REPORT, TALK
from xiaxian_tasks.domain.lights import light_of, state_of_task
from xiaxian_tasks.domain.people import People, Person
from xiaxian_tasks.domain.terms import DIRECTOR, RED, SUPERVISOR, UNASSIGNED, YELLOW
from xiaxian_tasks.errors import Misused, Refused
from xiaxian_tasks.office import county, letter_duties, letter_past, lists, names
from xiaxian_tasks.office.asked_of import day_of
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.letter_duties import Duties
from xiaxian_tasks.office.sight import state_of
from xiaxian_tasks.ports import TaskRow

GOVERNMENT, SUPERVISION_OFFICE = "夏县人民政府办公室", "夏县人民政府督查室"
"""The two that sign where the file of people names no others."""

MATTERS_AT_MOST = 200
"""Matters of one paper: more is read by nobody."""


def facts(
    office: Office, ladder: Ladder, whom: tuple[str, str], abouts: Iterable[About], order: Order = DRAFT
) -> LetterFacts:
    """The facts of a paper: `whom` are its kind (letters.KINDS) and the body it goes to, "" for one to the leaders.

    Several lines about one task are one matter. Raises NotFound `task`, `body` (5), Misused `no-such-form`,
    `which-task` (2), Refused `nothing-to-write` (4) where a task lacks what the paper is about.
    """
    kind, name = whom
    form = form_of(kind, order.form)
    body = names.body(office, name).name if name else ""
    matters = tuple(_matters(office, kind, body, abouts))
    if not matters:
        raise Misused("which-task")
    known = county.as_known(office)
    if not order.number:
        order = order._replace(number=unnumbered(ladder, kind, office.on))
    return LetterFacts(
        kind, form, body, office.on, matters, sender(known.people), order,
        reply_due=order.reply_due or reply_day(office, ladder, kind),
        consequences=tuple(_consequences(ladder, has_scores=bool(known.scoring))),
        counts=_counts(matters), seal_code=known.seals[-1].code if known.seals and kind == REPORT else "",
    )


def form_of(kind: str, form: str) -> str:
    """The form a paper takes: the one that is wished, else the usual one.

    Raises Misused `no-such-form`, `unknown-paper` for a bulletin, which is worded from a period (2).
    """
    if kind not in FORMS_OF:
        raise Misused("unknown-paper", text=kind, papers=list(FORMS_OF))
    if not form:
        return FORMS_OF[kind][0]
    if form not in FORMS_OF[kind]:
        raise Misused("no-such-form", kind=kind, form=form, forms=list(FORMS_OF[kind]))
    return form


def unnumbered(ladder: Ladder, kind: str, on: date) -> str:
    """The number of a draft, the place of the running number left free for a pen."""
    if kind in register.COUNTED:
        return "第　期"
    return f"{dict(ladder.register).get(kind) or register.WORDS[kind]}〔{on.year}〕　号"


def sender(people: People) -> Sender:
    """Who sends, and whom to ask: the first supervisor with a telephone, else the director, else the office's own."""
    asked = sorted(
        (person for person in people.persons if person.role in _ASKED and person.phone), key=_contact_rank
    )
    contact = (asked[0].name, asked[0].phone) if asked else ("", people.phone)
    return Sender(people.government or GOVERNMENT, people.office or SUPERVISION_OFFICE, *contact)


_ASKED = (SUPERVISOR, DIRECTOR)


def _contact_rank(person: Person) -> int:
    return _ASKED.index(person.role)


def reply_day(office: Office, ladder: Ladder, kind: str) -> date | None:
    """The last day for an answer to a paper issued today; None where none is asked."""
    days = register.reply_days(ladder, kind)
    return office.workdays.after(office.on, days) if days else None


def _consequences(ladder: Ladder, *, has_scores: bool) -> Iterator[str]:
    """What the county's own rules have follow a red sheet: "bulletin", "talk", "score"."""
    if "red" in ladder.bulletin or any(rung.paper == BULLETIN for rung in ladder.rungs):
        yield "bulletin"
    if any(_follows_red(ladder, rung) for rung in ladder.rungs if rung.paper == TALK):
        yield "talk"
    if has_scores:
        yield "score"


def _follows_red(ladder: Ladder, talk: Rung) -> bool:
    reds = {rung.id for rung in ladder.rungs if rung.paper == "red"}
    return not talk.unmet or bool(reds.intersection(talk.unmet))


def _matters(office: Office, kind: str, body: str, abouts: Iterable[About]) -> Iterator[Matter]:
    grouped: dict[str, list[About]] = {}
    rows: dict[str, TaskRow] = {}
    for about in abouts:
        row = names.task(office, about.task)
        rows[row.id] = row
        grouped.setdefault(row.id, []).append(about)
    if len(grouped) > MATTERS_AT_MOST:
        raise Refused("too-many-matters", count=len(grouped), most=MATTERS_AT_MOST)
    titles = {row.id: row.title for row in office.store.plans(counted=False)}
    for task, lines in grouped.items():
        yield _matter(office, kind, body, rows[task], lines)._replace(plan=titles.get(rows[task].plan, ""))


def _matter(office: Office, kind: str, body: str, row: TaskRow, lines: Sequence[About]) -> Matter:
    """One task as it stands for a body: its duties, or those that were asked about."""
    state = state_of(office, row)
    task, shown = state.task, light_of(state, office.on, office.workdays)
    if body and kind != DISPATCH and body not in (owed := _owing(office, state)):
        raise Refused("not-assigned", body=body, bodies=owed)
    duties = letter_duties.of(office, state, body, {line.duty for line in lines if line.duty})
    dues = [*(figure.due for figure in duties.figures), *(point.due for point in duties.points)]
    due = task.due or max((day for day in dues if day), default=None)
    found = Matter(
        task.id, task.document, "", task.number, task.title, task.issued, task.lead, task.support, state.life.number,
        task.section, task.summary, shown.light, shown.reason, state_of_task(state, shown.light), due,
        state.printed.due, letter_duties.days_left(office, due), state.life.extensions,
        causes=_causes(lines, duties) or duties.causes, figures=duties.figures, points=duties.points,
        parts=tuple(
            Part(each.body, each.role, each.state, each.sent, each.receipt_due, each.signed, each.returns)
            for each in state.parts
        ),
        told=state.told, told_on=state.noted, earlier=letter_past.earlier(state, body, office.on),
        cycle=task.rules.cycle, receipt=task.rules.receipt,
    )
    return letter_past.with_past(office, kind, found, state, body)


def _owing(office: Office, state: TaskState) -> list[str]:
    """The bodies that owe something under a task: leads, supporters, those of rows and duties, members of groups."""
    task = state.task
    found = [*task.lead, *task.support, *(part.body for target in task.targets for part in target.parts)]
    found += [body for milestone in task.milestones for body in milestone.bodies]
    found += [body for recurrence in task.recurrences for body in recurrence.bodies]
    members = day_of(office).members
    return list(dict.fromkeys(each for body in found for each in (body, *members.get(body, ()))))


def _causes(lines: Sequence[About], duties: Duties) -> tuple[Cause, ...]:
    """What was asked to be said, with the duty by its words; a duty that fell further behind since, as it is now."""
    now = {cause.id: cause for cause in duties.causes if cause.cause in letter_duties.BANDS}
    return tuple(
        _worse(
            Cause(line.cause, line.since, line.due, duties.words.get(letter_duties.id_of(line.duty), ""), line.duty),
            now.get(line.duty),
        )
        for line in lines if line.cause
    )


def _worse(asked: Cause, now: Cause | None) -> Cause:
    """Of two bands of pace the worse; what was asked for another reason stays."""
    bands = letter_duties.BANDS
    is_worse = now is not None and asked.cause in bands and bands[now.cause] > bands[asked.cause]
    return now if now is not None and is_worse else asked


def _counts(matters: Sequence[Matter]) -> Counts:
    lights = [matter.light for matter in matters]
    return Counts(len(lights), *(lights.count(light) for light in ("done", "green", YELLOW, RED, "grey")))


def pressing(office: Office, body: str) -> list[About]:
    """The tasks of a body, or of all, that are red or yellow today: what a paper speaks of where nobody says."""
    asked = lists.Asked(body=body, lights=(RED, YELLOW), limit=MATTERS_AT_MOST)
    return [About(row.id) for row in lists.rows(office, asked)]


def whom(office: Office, tasks: Sequence[str]) -> str:
    """The one body that leads some tasks, each of them.

    Raises Misused `which-task`, `which-body` with the candidates (2), Refused `no-lead` (4), NotFound `task` (5).
    """
    if not tasks:
        raise Misused("which-task")
    led = {task: [body for body in _state(office, task).task.lead if body != UNASSIGNED] for task in tasks}
    for task, bodies in led.items():
        if not bodies:
            raise Refused("no-lead", task=task)
    common = set.intersection(*map(set, led.values()))
    if len(common) == 1:
        return common.pop()
    raise Misused("which-body", candidates=list(dict.fromkeys(body for bodies in led.values() for body in bodies)))


def _state(office: Office, task: str) -> TaskState:
    return state_of(office, names.task(office, task))
