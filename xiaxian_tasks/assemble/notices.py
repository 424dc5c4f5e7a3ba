"""Letters by hand: worded from the ledger, numbered and entered in one go, and put into the outbox to be sent."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.documents import letter_note
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.domain.ladder import PAPERS
from xiaxian_tasks.domain.letter_facts import About, Order
from xiaxian_tasks.domain.letters import REPORT
from xiaxian_tasks.domain.messages import Line
from xiaxian_tasks.domain.people import People, Person, reached
from xiaxian_tasks.domain.register import LEADERS, Letter
from xiaxian_tasks.domain.secrecy import classified
from xiaxian_tasks.domain.terms import LEADER
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import asks, county, names, notices, outbox
from xiaxian_tasks.office import letters as office_letters
from xiaxian_tasks.office.acting import Files
from xiaxian_tasks.office.asks import Matter
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.holding import APPROVAL
from xiaxian_tasks.office.messages import next_entry
from xiaxian_tasks.office.messages import state_of as message_of
from xiaxian_tasks.office.outbox import Draft
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import Writing


class Typed(NamedTuple):
    """A letter as somebody asks for it: `kind` one of letters.KINDS, about tasks, to a body ("": the one that leads
    them all); `text`, `when` and `place` are words of the office's own. `override` is why the body is asked beyond its
    monthly limit."""

    kind: str
    tasks: tuple[str, ...]
    body: str = ""
    form: str = ""
    due: date | None = None
    text: str = ""
    when: str = ""
    place: str = ""
    override: str = ""


class _Meant(NamedTuple):
    """What is to be issued: the wish, the body the paper is written to or about, what it speaks of, and what the ladder
    asks of it."""

    wish: notices.Wish
    body: str
    about: tuple[About, ...]
    asked: tuple[Matter, ...]


def issue(desk: Office, typed: Typed) -> Sheet:
    """Issue a letter and put it into the outbox; the letter, with its message as `message`. What the ladder asks of
    the same tasks by the same paper counts as said by it.

    Raises Refused `letter-drafted` where such a message waits to be approved already (4), else what the office does.
    """
    meant = _meant(desk, typed)
    told: list[str] = []

    def also(letter: Letter) -> Writing:
        writing = outbox.letter_drafted(
            desk, _draft(desk, meant, letter), letter=letter.id, number=letter.number, evidence=(letter.docx,)
        )
        told[:] = [entry.task for entry, _ in writing.messages]
        return writing

    found = notices.issue(desk, meant.wish, lambda number, _on: _made(desk, typed, meant, number), also=also)
    return {**found, "message": told[0]}


def checked(desk: Office, typed: Typed) -> Sheet:
    """What `issue` would issue, nothing is written: the next number, the day for the answer and the paper as text."""
    from xiaxian_tasks.assemble import letters

    meant = _meant(desk, typed)
    _running, number = notices.next_number(desk, typed.kind)
    order = _order(desk, typed, meant, number)
    paper = letters.drawn(desk, typed.kind, meant.body, meant.about, order)
    return {
        "kind": typed.kind, "form": meant.wish.form, "number": number, "to": list(meant.wish.to),
        "tasks": [matter.task for matter in meant.wish.matters], "title": paper.title,
        "due": order.reply_due.isoformat() if order.reply_due else None,
        "text": letters.written(paper, ".txt").decode(),
    }


def _meant(desk: Office, typed: Typed) -> _Meant:
    if word := classified("\n".join((typed.text, typed.when, typed.place))):
        raise Refused("classified", word=word)
    form = office_letters.form_of(typed.kind, typed.form)
    tasks = tuple(dict.fromkeys(names.task(desk, each).id for each in typed.tasks))
    body = names.body(desk, typed.body).name if typed.body else office_letters.whom(desk, tasks)
    asked = tuple(_asked(desk, typed.kind, body, tasks))
    keys = {task: tuple(each.ask.key for each in asked if each.ask.task == task) for task in tasks}
    matters = tuple(notices.Matter(task, keys[task]) for task in tasks)
    to = LEADERS if typed.kind == REPORT else body
    wish = notices.Wish(typed.kind, (to,), matters, form, typed.due, typed.override)
    return _Meant(wish, body, tuple(_about(asked, tasks)), asked)


def _about(asked: Iterable[Matter], tasks: Iterable[str]) -> Iterable[About]:
    for task in tasks:
        own = [each.ask for each in asked if each.ask.task == task]
        yield from (About(task, ask.duty, ask.cause, ask.since, ask.due) for ask in own)
        if not own:
            yield About(task)


def _asked(desk: Office, kind: str, body: str, tasks: tuple[str, ...]) -> Iterable[Matter]:
    """What the ladder asks to be said by this paper, held back or not, and was not said yet."""
    if kind not in PAPERS:
        return
    found = asks.asked(desk, body=body)
    for held in found.held:
        ask = held.matter.ask
        if held.reason == APPROVAL and ask.paper == kind and ask.task in tasks:
            waiting = desk.store.said_keys([ask.key])
            raise Refused("letter-drafted", task=ask.task, message=waiting.get(ask.key, ""))
    matters = (*(each for group in found.due for each in group.matters), *(held.matter for held in found.held))
    fitting = [each for each in matters if each.ask.paper == kind and each.ask.task in tasks]
    said = desk.store.said_keys([each.ask.key for each in fitting])
    yield from (each for each in fitting if each.ask.key not in said)


def _order(desk: Office, typed: Typed, meant: _Meant, number: str) -> Order:
    due = notices.due_of(desk, meant.wish)
    return Order(number, meant.wish.form, due, typed.text, typed.when, typed.place)


def _made(desk: Office, typed: Typed, meant: _Meant, number: str) -> notices.Made:
    from xiaxian_tasks.assemble import letters

    return notices.Made(*letters.made(
        desk, typed.kind, meant.body, meant.about, _order(desk, typed, meant, number)
    ))


def _draft(desk: Office, meant: _Meant, letter: Letter) -> Draft:
    """The message a letter goes out as: a line for each thing the ladder asked, and one for each other task."""
    lines = tuple(map(_line, meant.asked))
    told = {line.task for line in lines}
    rows = [names.task(desk, task) for task in letter.tasks]
    lines += tuple(
        Line("", row.id, "", "", "", desk.on, due=letter.due, text=row.title) for row in rows if row.id not in told
    )
    return carrying(desk, letter, letter.to[0], tuple(row.title for row in rows), lines)


def carrying(
    desk: Office, letter: Letter, body: str, matters: tuple[str, ...] = (), lines: tuple[Line, ...] = ()
) -> Draft:
    """The message that carries a letter to one of the bodies it goes to, with a note of what it is about."""
    people = county.as_known(desk).people
    known = _leader(people, desk.on) if letter.kind == REPORT else _of_body(people, body, desk.on)
    person, channel, address = "", "", ""
    if known is not None:
        person, channel, address = known.name, known.channel, known.mail or known.phone
    contact = office_letters.sender(people).asked_at
    text = letter_note.text(letter_note.Note(
        body, letter.kind, letter.number, letter.title, matters, letter.due, person, contact
    ))
    return Draft(m.NOTICE, body, lines, letter.kind, person, channel, address, letter.title, text, beside=True)


def _of_body(people: People, body: str, on: date) -> Person | None:
    """Who is spoken to for a body."""
    found = reached(people, body, on)
    return found.person if found is not None else None


def _leader(people: People, on: date) -> Person | None:
    """The first of the county's leaders who is there."""
    return next((person for person in people.persons if person.role == LEADER and not person.is_away(on)), None)


def _line(matter: Matter) -> Line:
    """A line of a message for what the ladder asks."""
    ask = matter.ask
    text = "：".join(filter(None, (matter.title, matter.what)))
    return Line(ask.key, ask.task, ask.duty, ask.rung, ask.cause, ask.since, ask.n, ask.due, text)


def withdraw(desk: Office, letter: str, why: str) -> Sheet:
    """Take a letter back, and with it its message where that has not gone yet."""

    def also(found: Letter) -> Writing:
        return _of_message(desk, found, m.CANCELLED, {"why": why.strip()})

    return notices.withdraw(desk, letter, why, also=also)


def reply(desk: Office, letter: str, text: str, *, body: str = "", files: Files = ()) -> Sheet:
    """Answer a letter; that it was answered confirms that it arrived."""

    def also(found: Letter) -> Writing:
        return _of_message(desk, found, m.CONFIRMED, {"how": text.strip()})

    return notices.reply(desk, letter, text, body=body, files=files, also=also)


def _of_message(desk: Office, letter: Letter, kind: str, content: dict[str, str]) -> Writing:
    """The entry of each message that carries a letter, where it may follow what became of the message; else nothing."""
    rows = [row for body in letter.to for row in desk.store.messages(m.STATES, body=body, first=letter.on)]
    states = [message_of(desk, row.id) for row in rows]
    return Writing(messages=tuple(
        next_entry(desk, state, kind, dict(content), is_asked=False)
        for state in states if state.letter == letter.id and state.state in m.AFTER[kind]
    ))
