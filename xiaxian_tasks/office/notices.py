"""Letters (函件): a number is given, the paper kept, and every task it speaks of told of it, all of it or nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import register as numbers
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.entries import COUNTY, Entry
from xiaxian_tasks.domain.history import step, withdrawn
from xiaxian_tasks.domain.letters import FORMS, KINDS, OFFICIAL
from xiaxian_tasks.domain.register import Letter
from xiaxian_tasks.domain.secrecy import classified
from xiaxian_tasks.errors import Misused, Refused, Stale
from xiaxian_tasks.office import acting, county, names
from xiaxian_tasks.office.acting import TRIES, Files
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.letter_book import addressed, kept, letters, listed, named, register, sheet, shown
from xiaxian_tasks.office.projecting import projected
from xiaxian_tasks.office.sight import Sheet, newest_state
from xiaxian_tasks.ports import Projection, Writing

__all__ = [
    "Also", "Made", "Make", "Matter", "Wish", "due_of", "issue", "kept", "letters", "listed", "named", "next_number",
    "no_message", "register", "reply", "sheet", "shown", "withdraw",
]

Written = tuple[Entry, Projection]


class Matter(NamedTuple):
    """A task a letter speaks of, with the keys of the asks it answers (escalation.Ask)."""

    task: str
    keys: tuple[str, ...] = ()


class Wish(NamedTuple):
    """A letter that is to be issued: `kind` one of letters.KINDS, to the bodies `to`, of so many matters.

    `due` is the day for the answer; None takes the one `due_of` says. `override` is why a body is asked beyond its
    monthly limit.
    """

    kind: str
    to: tuple[str, ...]
    matters: tuple[Matter, ...] = ()
    form: str = OFFICIAL
    due: date | None = None
    override: str = ""


class Made(NamedTuple):
    """A paper as it was made: its words as JSON (letter_codec.write), laid out as .docx, and its title."""

    paper_json: bytes
    docx: bytes
    title: str


Make = Callable[[str, date], Made]
"""Makes the paper from its number and day."""

Also = Callable[[Letter], Writing]
"""What is written of messages together with a letter: made anew at every try. Only its messages, numbers and evidence
are looked at."""


def no_message(_letter: Letter) -> Writing:
    """There is no message to write."""
    return Writing()


def due_of(office: Office, wish: Wish) -> date | None:
    """The day for the answer a letter asks for: as wished, else so many working days after the day of issue, which is
    not counted, as the ladder says. None for a paper that answers a step: that step has days of its own."""
    from xiaxian_tasks.office.asks import ladder_of  # reads the bundled ladder

    if wish.due is not None:
        return wish.due
    days = numbers.reply_days(ladder_of(office), wish.kind)
    return office.workdays.after(office.on, days) if days else None


def next_number(office: Office, kind: str) -> tuple[int, str]:
    """(running number, number as printed) the next letter of a kind gets on the office's day."""
    from xiaxian_tasks.office.asks import ladder_of  # reads the bundled ladder

    year = office.on.year
    given = office.store.numbers(f"{numbers.NUMBERED}{kind}", year)
    running = max((each.number for each in given), default=0) + 1
    return running, numbers.number_of(kind, year, running, dict(ladder_of(office).register))


def issue(office: Office, wish: Wish, made: Make, *, also: Also = no_message) -> Sheet:
    """Issue a letter: number, paper, its matters in the tasks' histories and its line in the register; the letter.

    A number somebody else took meanwhile is not used: the paper is made again with the next. Raises Refused (4) what
    any of its matters is refused with, Misused (2), Stale (6) after five tries.
    """
    _possible(wish)
    wish = wish._replace(matters=_by_task(office, wish.matters))
    for attempt in range(TRIES):
        try:
            letter, files = _drawn(office, wish, made)
            entry, row = county.entry(office, kinds.LETTER, numbers.content_of(letter))
            told = _matters(office, wish, letter)
            writing = Writing(tasks=told, county=(entry, row), numbers=acting.numbers_of(entry), evidence=files)
            office.store.write(_with(writing, also(letter)))
            return sheet(office, letter)
        except Stale:
            if attempt == TRIES - 1:
                raise
    raise Stale("stale-history", task=COUNTY)


def _with(writing: Writing, also: Writing) -> Writing:
    """What is written, and what of messages goes with it."""
    return writing._replace(
        messages=also.messages, numbers=(*writing.numbers, *also.numbers), evidence=(*writing.evidence, *also.evidence)
    )


def _possible(wish: Wish) -> None:
    """Whether a letter of this kind can go to these bodies at all. Raises Misused (2)."""
    if wish.kind not in KINDS or wish.form not in FORMS:
        raise Misused("unknown-paper", text=wish.kind, papers=list(KINDS))
    if not wish.to:
        raise Misused("letter-to-nobody")
    if len(wish.to) > 1 and wish.matters:
        raise Misused("letter-to-one", bodies=list(wish.to))


def _by_task(office: Office, matters: Iterable[Matter]) -> tuple[Matter, ...]:
    """The matters by the ids of their tasks, each task once with all its keys. Raises NotFound `task` (5)."""
    found: dict[str, tuple[str, ...]] = {}
    for matter in matters:
        task = names.task(office, matter.task).id
        found[task] = tuple(dict.fromkeys((*found.get(task, ()), *matter.keys)))
    return tuple(Matter(task, keys) for task, keys in found.items())


def _drawn(office: Office, wish: Wish, made: Make) -> tuple[Letter, tuple[tuple[str, bytes], ...]]:
    """The letter under the next number, and what is kept of it."""
    running, number = next_number(office, wish.kind)
    paper = made(number, office.on)
    if word := classified(paper.paper_json.decode()):
        raise Refused("classified", word=word)
    name = numbers.id_of(wish.kind, office.on.year, running).replace("/", "-")
    proven = acting.kept_evidence(((f"{name}.json", paper.paper_json), (f"{name}.docx", paper.docx)))
    words, laid_out = (f"{called}#sha256:{digest}" for called, digest, _ in proven)
    letter = Letter(
        numbers.id_of(wish.kind, office.on.year, running), wish.kind, wish.form, number, office.on.year, running,
        office.on, wish.to, tuple(matter.task for matter in wish.matters), paper.title, words, laid_out,
        due_of(office, wish),
    )
    return letter, tuple((digest, content) for _, digest, content in proven)


def _matters(office: Office, wish: Wish, letter: Letter) -> list[Written]:
    """The entries of the letter in the histories of its tasks. Raises Stale (6) where one knows a letter of its number
    by now: somebody took the number since it was read."""
    found = []
    for place, matter in enumerate(wish.matters, 1):
        content: dict[str, Any] = {
            "letter": letter.id, "paper": letter.kind, "number": letter.number, "body": letter.to[0], "place": place,
            "keys": list(matter.keys), "text_hash": letter.paper.rpartition(":")[2],
        }
        if letter.due:
            content["due"] = letter.due.isoformat()
        if wish.override:
            content["override"] = wish.override
        try:
            found.append(_entry(office, matter.task, kinds.NOTICE, content))
        except Refused as error:
            if error.code != "letter-twice":
                raise
            raise Stale("stale-history", task=matter.task) from error
    return found


def _entry(
    office: Office, task: str, kind: str, content: dict[str, Any], earlier: Sequence[Entry] = ()
) -> Written:
    """One entry of a task and what it leads to; nothing is written."""
    scene = acting.scene_of(office, names.task(office, task))
    entry = acting.entry_of(scene, kind, dict(content))
    return entry, projected(office, step(scene.state, entry, office.lay_out, earlier), entry)


# What becomes of it. --------------------------------------------------------------------------------------------------


def withdraw(office: Office, letter: str, why: str, *, also: Also = no_message) -> Sheet:
    """Take a letter back (撤回), with all its matters: its number stays given, and the register says why.

    Raises Refused `reason-needed`, `letter-withdrawn`, `later-needs-it` where it was answered (4), Stale (6).
    """
    if not why.strip():
        raise Refused("reason-needed", kind=kinds.LETTER)
    if word := classified(why):
        raise Refused("classified", word=word)
    for attempt in range(TRIES):
        found = _standing(office, letter)
        content = {"letter": found.id, "paper": found.kind, "number": found.number, "why": why.strip()}
        writing = Writing(
            county=county.entry(office, kinds.LETTER, content), tasks=list(_taken_back(office, found, why.strip())),
        )
        try:
            office.store.write(_with(writing, also(found)))
            return sheet(office, found._replace(withdrawn=office.on, why=why.strip()))
        except Stale:
            if attempt == TRIES - 1:
                raise
    raise Stale("stale-history", task=COUNTY)


def _taken_back(office: Office, letter: Letter, why: str) -> Iterable[Written]:
    for task in letter.tasks:
        history = office.store.history(task)
        gone = withdrawn(history)
        for entry in history:
            if entry.kind == kinds.NOTICE and entry.content["letter"] == letter.id and entry.seq not in gone:
                workflow.lawful_without(history, entry.seq, office.lay_out, whole=True)
                said = {"of": entry.seq, "what": entry.kind, "author": entry.by, "reason": why}
                yield _entry(office, task, kinds.WITHDRAWAL, said, history)


def reply(
    office: Office, letter: str, text: str, *, body: str = "", files: Files = (), also: Also = no_message
) -> Sheet:
    """Answer a letter (回函) in all its matters that wait for it: whoever speaks for its body, or the office for it.

    Raises Refused `letter-unasked` where no answer is waited for, `foreign-body`, `letter-withdrawn` (4), Stale (6).
    """
    proven = acting.kept_evidence(files)
    for attempt in range(TRIES):
        found = _standing(office, letter)
        speaker = names.body(office, body).name if body else ""
        if speaker and addressed(office, found).isdisjoint((speaker, *names.groups_of(office, speaker))):
            raise Refused("foreign-body", body="、".join(found.to), own=speaker)
        writing = Writing(
            tasks=_answers(office, found, {"text": text.strip()}, proven),
            evidence=tuple((digest, content) for _, digest, content in proven),
        )
        try:
            office.store.write(_with(writing, also(found)))
            return sheet(office, found)
        except Stale:
            if attempt == TRIES - 1:
                raise
    raise Stale("stale-history", task=letter)


def _answers(
    office: Office, letter: Letter, said: dict[str, Any], proven: list[tuple[str, str, bytes]]
) -> list[Written]:
    """A reply to each question of a letter that is open. Raises Refused `letter-unasked` (4) where none is."""
    found = []
    for task in letter.tasks:
        row = office.store.task(task, office.on)
        questions = newest_state(row).life.questions if row and not row.withdrawn else ()
        for asked in questions:
            if asked.letter == letter.id:
                content = {**said, "to": asked.seq, "answer_due": asked.due.isoformat()}
                found.append(_entry(office, task, kinds.REPLY, acting.with_evidence(content, proven)))
    if not found:
        raise Refused("letter-unasked", number=letter.number, letter=letter.id)
    return found


def _standing(office: Office, letter: str) -> Letter:
    """The letter meant, which was not taken back."""
    found = named(office, letter)
    if found.withdrawn:
        raise Refused("letter-withdrawn", number=found.number, on=found.withdrawn)
    return found
