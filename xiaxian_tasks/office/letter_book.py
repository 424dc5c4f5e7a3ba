"""Letters as they stand (发文登记): found by id or number, listed with their answers, and every number's place."""

from collections.abc import Sequence
from datetime import date

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import register as numbers
from xiaxian_tasks.domain.codec import iso
from xiaxian_tasks.domain.history import withdrawn
from xiaxian_tasks.domain.register import Letter
from xiaxian_tasks.domain.terms import FIRST_YEAR
from xiaxian_tasks.errors import NotFound
from xiaxian_tasks.office import county, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, entry_sheet, state_of

NEAR = 10
"""Letters that are named where none or several are meant."""


def addressed(office: Office, letter: Letter) -> set[str]:
    """The bodies a letter went to, under the names they have now."""
    renamed = county.state(office).renamed
    return {renamed.get(body, body) for body in letter.to} | set(letter.to)


def letters(office: Office, *, year: int | None = None, kind: str = "") -> list[Letter]:
    """The letters known on the office's day, the oldest first; of a year or kind alone where one is named."""
    first = date(year or FIRST_YEAR, 1, 1)
    found = numbers.letters_in(office.store.entries_of((kinds.LETTER,), first, office.on)).values()
    return [each for each in found if kind in {"", each.kind} and year in {None, each.year}]


def named(office: Office, text: str) -> Letter:
    """The letter of an id or number, or the only one whose number holds the text. NotFound `letter` (5)."""
    known = letters(office)
    plain = _plain(text)
    found = [each for each in known if plain in {each.id, _plain(each.number)}]
    found = found or [each for each in known if plain and (plain in _plain(each.number) or plain in each.id)]
    if len(found) != 1:
        near = [f"{each.id} {each.number}" for each in (found or known)[-NEAR:]]
        raise NotFound("letter", near, name=text)
    return found[0]


def _plain(text: str) -> str:
    """A number however its year is bracketed."""
    return "".join(text.translate(_BRACKETS).split())


_BRACKETS = str.maketrans("[［(（【]］)）】", "〔〔〔〔〔〕〕〕〕〕")
"""However the year of a number is bracketed by hand."""


def kept(office: Office, letter: Letter) -> tuple[bytes, bytes]:
    """(words as JSON, .docx) of a letter as it was issued. NotFound `evidence` (5) where the copy is gone."""
    found = []
    for piece in (letter.paper, letter.docx):
        name, _mark, digest = piece.rpartition("#sha256:")
        content = office.store.evidence(digest)
        if content is None:
            raise NotFound("evidence", [], name=name)
        found.append(content)
    return found[0], found[1]


def listed(office: Office, *, year: int | None = None, kind: str = "", body: str = "") -> list[Sheet]:
    """The letters, the newest first, each with how many of its matters wait for an answer."""
    of = names.body(office, body).name if body else ""
    found = [each for each in letters(office, year=year, kind=kind) if not of or of in addressed(office, each)]
    stands = _standings(office, found)
    return [_sheet(office, each, *stands[each.id]) for each in reversed(found)]


def shown(office: Office, letter: str) -> Sheet:
    """One letter with its matters: what was entered of it in each task, and what was answered."""
    found = named(office, letter)
    return {**sheet(office, found), "matters": [_matter(office, found, task) for task in found.tasks]}


def _matter(office: Office, letter: Letter, task: str) -> Sheet:
    history = [entry for entry in office.store.history(task) if entry.at <= office.on]
    seqs = [entry.seq for entry in history if entry.kind == kinds.NOTICE and entry.content["letter"] == letter.id]
    gone = withdrawn(history)
    row = office.store.task(task, office.on)
    return {
        "task": task, "title": row.title if row else None, "light": row.light if row else None,
        "seq": seqs[0] if seqs else None,
        "replies": [
            entry_sheet(entry) for entry in history
            if entry.kind == kinds.REPLY and entry.content.get("to") in seqs and entry.seq not in gone
        ],
    }


def sheet(office: Office, letter: Letter) -> Sheet:
    """A letter as a document: `answered` is the day on which its last matter was, `waiting` how many wait."""
    return _sheet(office, letter, *_standings(office, [letter])[letter.id])


def _sheet(office: Office, letter: Letter, waiting: int, answered: date | None) -> Sheet:
    return {
        "letter": letter.id, "kind": letter.kind, "form": letter.form, "number": letter.number, "on": iso(letter.on),
        "to": list(letter.to), "tasks": list(letter.tasks), "title": letter.title, "due": iso(letter.due),
        "waiting": waiting, "answered": iso(answered), "withdrawn": iso(letter.withdrawn), "why": letter.why or None,
        "late": bool(waiting and letter.due and office.on > letter.due),
        "paper": letter.paper.rpartition(":")[2], "docx": letter.docx.rpartition(":")[2],
    }


def _standings(office: Office, found: Sequence[Letter]) -> dict[str, tuple[int, date | None]]:
    """How many matters of each letter wait for an answer, and the day the last was given once none does; each task is
    read once."""
    asking = {each.id for each in found if each.due and not each.withdrawn}
    tasks = sorted({task for each in found if each.id in asking for task in each.tasks})
    waiting, answered = dict.fromkeys(asking, 0), dict[str, date]()
    for row in office.store.rows_of(tasks, office.on).values():
        life = state_of(office, row).life
        for asked in life.questions:
            if asked.letter in asking:
                waiting[asked.letter] += 1
        for each in life.notices:
            if each.answered:
                answered[each.letter] = max(each.answered, answered.get(each.letter, each.answered))
    return {
        each.id: (waiting.get(each.id, 0), answered.get(each.id) if not waiting.get(each.id, 1) else None)
        for each in found
    }


def register(office: Office, *, year: int | None = None, kind: str = "") -> list[Sheet]:
    """The register (发文登记): every running number in order, by kind and year; `gap` says why one has no paper that
    stands: "withdrawn" with `why`, or "unused"."""
    known = letters(office, year=year, kind=kind)
    given = (
        (number.kind.removeprefix(numbers.NUMBERED), number.year, number.number)
        for number in office.store.numbers_given() if number.kind.startswith(numbers.NUMBERED)
    ) if office.on >= office.today else ()
    wanted = [each for each in given if kind in {"", each[0]} and year in {None, each[1]}]
    return [_line(place) for place in numbers.places(known, wanted)]


def _line(place: numbers.Place) -> Sheet:
    found = place.letter
    gap = "unused" if found is None else "withdrawn" if found.withdrawn else None
    return {
        "kind": place.kind, "year": place.year, "running": place.running, "gap": gap,
        "letter": numbers.id_of(place.kind, place.year, place.running),
        "number": found.number if found else None, "on": iso(found.on) if found else None,
        "to": list(found.to) if found else [], "tasks": list(found.tasks) if found else [],
        "title": found.title if found else None, "why": found.why or None if found else None,
    }
