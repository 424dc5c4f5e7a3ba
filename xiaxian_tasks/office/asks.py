"""What is to be said to whom today (提醒): what the ladder asks, by body and paper, and what is held back and why."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from xiaxian_tasks import bundled, planfile
from xiaxian_tasks.domain import ladder as rungs
from xiaxian_tasks.domain import messages
from xiaxian_tasks.domain.codec import iso
from xiaxian_tasks.domain.escalation import Ask, wanted, weight
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import Ladder
from xiaxian_tasks.domain.letters import BULLETIN
from xiaxian_tasks.domain.messages import DIGEST, NOTICE
from xiaxian_tasks.domain.secrecy import classified
from xiaxian_tasks.office import asked_of, county, letter_duties, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.holding import APPROVAL, CLASSIFIED, Holding, Wish
from xiaxian_tasks.office.sight import Sheet, state_of


class Matter(NamedTuple):
    """An ask with what a reader needs beside it: the task's document, number and title, and the words of the duty."""

    ask: Ask
    document: str
    number: str
    title: str
    what: str


class Grouped(NamedTuple):
    """What goes to one body as one message: `kind` DIGEST or NOTICE, `paper` one of ladder.PAPERS or LINE.

    `person` is who is spoken to, `channel` that person's way of being reached, "" the office's own, `address` a mail
    address or telephone number; all "" where the office keeps no contacts.
    """

    body: str
    kind: str
    paper: str
    person: str
    channel: str
    address: str
    matters: tuple[Matter, ...]


class Held(NamedTuple):
    """What the ladder asks and may not go now: `reason` is one of holding.REASONS, `until` the first day it no longer
    holds, None where no day ends it."""

    matter: Matter
    reason: str
    until: date | None = None


class Asked(NamedTuple):
    """All that is asked on a day: what may go now, what is held back, and what the next bulletin names."""

    due: tuple[Grouped, ...]
    held: tuple[Held, ...]
    named: tuple[Matter, ...] = ()


def ladder_of(office: Office) -> Ladder:
    """The ladder as known on the office's day, the bundled one where the county adopted none."""
    known = county.as_known(office).ladder
    if known:
        return rungs.from_document(known)
    found = planfile.read_ladder(bundled.ladder(), bundled.LADDER).ladder
    assert found is not None, "a test reads the shipped ladder"
    return found


def asked(office: Office, *, clock: str = "", body: str = "") -> Asked:
    """What is asked on the office's day, of all bodies or of one. `clock` is the time, "08:30"; "" minds no hours.

    Raises NotFound `body` (5).
    """
    only = names.body(office, body).name if body else ""
    ladder = ladder_of(office)
    holding = Holding(office, ladder, clock)
    matters: dict[str, Matter] = {}
    wishes, held, named = list[Wish](), list[Held](), list[Matter]()
    day = asked_of.day_of(office)
    for state, said in asked_of.grounds(office, ladder):
        for ask, why, until in wanted(state, ladder, said, day):
            if only and ask.body != only:
                continue
            matter = matters[ask.key] = matter_of(state, ask)
            if classified("\n".join((matter.document, matter.title, matter.what))):
                held.append(Held(matter, CLASSIFIED))
            elif why:
                held.append(Held(matter, why, until))
            elif ask.paper == BULLETIN:
                named.append(matter)
            else:
                wishes.append(Wish(ask, state.task.plan, said))
    going = list[Ask]()
    for wish, stop in holding.sorted_out(wishes):
        if stop is None:
            going.append(wish.ask)
        else:
            held.append(Held(matters[wish.ask.key], *stop))
    held += _waiting(office, ladder, only)
    return Asked(tuple(_grouped(holding, going, matters)), tuple(held), tuple(named))


def matter_of(state: TaskState, ask: Ask) -> Matter:
    """An ask with the words of its task and duty."""
    task = state.task
    return Matter(ask, task.document, task.number, task.title, _what(state, ask.duty))


def _what(state: TaskState, duty: str) -> str:
    """The words of a duty: a target's metric, what is to be delivered or reported, what a remark says; else ""."""
    texts = {f"reply.{asked.seq}": asked.text for asked in state.life.questions}
    return letter_duties.words_of(state).get(letter_duties.id_of(duty)) or texts.get(duty, "")


def _grouped(holding: Holding, going: list[Ask], matters: Mapping[str, Matter]) -> Iterator[Grouped]:
    """Messages by body, its papers from the heaviest on, then its digest."""
    found: dict[tuple[str, str], list[Matter]] = {}
    order = {key: place for place, key in enumerate(matters)}
    for ask in sorted(going, key=lambda ask: order[ask.key]):
        found.setdefault((ask.body, ask.paper), []).append(matters[ask.key])
    for (body, paper), own in sorted(found.items(), key=lambda pair: (pair[0][0], -weight(pair[0][1]))):
        known = holding.person(body)
        person = known.person if known else None
        yield Grouped(
            body, NOTICE if paper else DIGEST, paper, person.name if person else "", person.channel if person else "",
            (person.mail or person.phone) if person else "", tuple(own),
        )


def _waiting(office: Office, ladder: Ladder, only: str) -> Iterator[Held]:
    """The matters of papers that wait for the director."""
    replies = {rung.id: rung.reply for rung in ladder.rungs}
    drafts = [
        messages.message_from_document(json.loads(row.document))
        for row in office.store.messages((messages.DUE,), body=only, last=office.on)
    ]
    tasks = sorted({line.task for draft in drafts for line in draft.lines})
    states = {task: state_of(office, row) for task, row in office.store.rows_of(tasks, office.on).items()}
    for draft in reversed(drafts):
        for line in draft.lines:
            if line.task in states:
                ask = Ask(
                    line.key, line.task, line.duty, draft.body, line.rung, line.cause, draft.paper, line.since,
                    line.due, line.n, replies.get(line.rung, 0),
                )
                yield Held(matter_of(states[line.task], ask), APPROVAL)


def sheet(office: Office, found: Asked) -> Sheet:
    """What is asked as a plain document: `on, due, held, named`."""
    return {
        "on": office.on.isoformat(),
        "due": [
            {
                "body": group.body, "kind": group.kind, "paper": group.paper, "person": group.person,
                "channel": group.channel, "address": group.address,
                "lines": [line_sheet(each) for each in group.matters],
            }
            for group in found.due
        ],
        "held": [
            {"body": each.matter.ask.body, **line_sheet(each.matter), "reason": each.reason, "until": iso(each.until)}
            for each in found.held
        ],
        "named": [{"body": matter.ask.body, **line_sheet(matter)} for matter in found.named],
    }


def line_sheet(matter: Matter) -> Sheet:
    """One matter as a plain document."""
    ask = matter.ask
    return {
        "key": ask.key, "task": ask.task, "document": matter.document, "number": matter.number, "title": matter.title,
        "duty": ask.duty, "what": matter.what, "rung": ask.rung, "cause": ask.cause, "paper": ask.paper,
        "since": ask.since.isoformat(), "due": iso(ask.due), "n": ask.n, "reply": ask.reply,
    }
