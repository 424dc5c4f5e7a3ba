"""What is decided of messages, with the words and papers it takes: a letter is issued when it is approved, and what is
left of a message, or comes together in one, is worded anew.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.domain.letter_facts import FORMS_OF, About, Order
from xiaxian_tasks.domain.letters import OFFICIAL
from xiaxian_tasks.domain.messages import APPROVED, DIGEST, EDITED, MessageState, permit
from xiaxian_tasks.domain.register import Letter
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office import notices, outbox
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.messages import state_of
from xiaxian_tasks.ports import Writing

if TYPE_CHECKING:
    from xiaxian_tasks.assemble.planning import Words


class Terms(NamedTuple):
    """How a letter is issued: its form, "" the usual one of its kind; the day for its answer, None the ladder's; why
    the body is asked beyond its monthly limit; words of the office's own; when and where a talk is held."""

    form: str = ""
    due: date | None = None
    override: str = ""
    text: str = ""
    when: str = ""
    place: str = ""


USUAL = Terms()


def approve(desk: Office, message: str, terms: Terms = USUAL) -> MessageState:
    """Let a message go. A letter that has no number yet gets number and paper, and is entered in the register and in
    every task it speaks of, all in one transaction. Raises Refused (4), NotFound (5), Stale (6)."""
    state = state_of(desk, message)
    if state.kind == DIGEST or state.letter:
        return outbox.approve(desk, message)
    permit(state, APPROVED)
    wish = wish_of(state, terms)

    def made(number: str, _on: date) -> notices.Made:
        order = Order(number, wish.form, notices.due_of(desk, wish), terms.text, terms.when, terms.place)
        return notices.Made(*_made(desk, state, order))

    def also(letter: Letter) -> Writing:
        return Writing(messages=(outbox.letter_approved(
            desk, state.id, letter=letter.id, number=letter.number, evidence=(letter.docx,), subject=letter.title
        ),))

    notices.issue(desk, wish, made, also=also)
    return state_of(desk, state.id)


def wish_of(state: MessageState, terms: Terms = USUAL) -> notices.Wish:
    """The letter a message asks for: each task once, with the keys of all its lines."""
    keys: dict[str, list[str]] = {}
    for line in state.lines:
        keys.setdefault(line.task, []).append(line.key)
    matters = tuple(notices.Matter(task, tuple(filter(None, own))) for task, own in keys.items())
    form = terms.form or next(iter(FORMS_OF.get(state.paper, ())), OFFICIAL)
    return notices.Wish(state.paper, (state.body,), matters, form, terms.due, terms.override)


def _made(desk: Office, state: MessageState, order: Order) -> tuple[bytes, bytes, str]:
    from xiaxian_tasks.assemble import letters

    about = [About(line.task, line.duty, line.cause, line.since, line.due) for line in state.lines]
    return letters.made(desk, state.paper, state.body, about, order)


def edit(desk: Office, message: str, change: outbox.Change) -> MessageState:
    """Change a message that has not gone; where lines are taken out of it and no other words are given, what is left
    is worded anew, unless a person had worded it. Raises Misused `text-needed` for words that say nothing (2), and what
    `office.outbox.edit` does."""
    if any(said is not None and not said.strip() for said in (change.subject, change.text)):
        raise Misused("text-needed", kind=EDITED)
    if change.without and change.text is None:
        state = state_of(desk, message)
        keys = [line.key for line in state.lines if {line.key, line.task}.intersection(change.without)]
        if anew := _anew(desk, [state]):
            subject, text = anew.without(state, keys)
            change = change._replace(subject=subject if change.subject is None else change.subject, text=text)
    return outbox.edit(desk, message, change)


def merge(desk: Office, into: str, others: Sequence[str], *, subject: str = "", text: str = "") -> MessageState:
    """Put messages of one sort to one body into one of them. Unless words are given it is worded anew; where a person
    had worded one of them, their words stand behind one another. Raises what `office.outbox.merge` does."""
    if not text:
        states = [state_of(desk, each) for each in dict.fromkeys((into, *others))]
        if anew := _anew(desk, states):
            lines = tuple(line for each in states for line in each.lines)
            said, text = anew.without(states[0]._replace(lines=lines), ())
            subject = subject or said
    return outbox.merge(desk, into, others, subject=subject, text=text)


def _anew(desk: Office, states: Sequence[MessageState]) -> "Words | None":
    """How messages are worded; None where one of them does not say what the program would have said."""
    from xiaxian_tasks.assemble.planning import Words

    words = Words(desk)
    return words if all(words.without(state, ()) == (state.subject, state.text) for state in states) else None
