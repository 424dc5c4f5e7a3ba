"""What the page of reminders reads beside the screen: both of its lists, and what a leaf says of the line under the
cursor."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import asks, people
from xiaxian_tasks.office import outbox as box
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import asked, outgoing, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.outgoing import MATTERS, PEOPLE, STORY, Seat
from xiaxian_tasks.tui.width import cells
from xiaxian_tasks.wording import outbox, words

if TYPE_CHECKING:
    from xiaxian_tasks.tui.widgets.paper import Layout

MOST = 500
"""Messages shown at once; who looks for an older one narrows the list."""

ORDER = ((m.DUE,), (m.FAILED,), (m.APPROVED, m.SENDING), (m.SENT, m.CONFIRMED, m.CANCELLED))
"""States in the order they are shown: what waits for somebody, what failed, what goes by itself, what is over."""

class Found(NamedTuple):
    """What stands in both lists: bodies to be told something, messages, whether there are more of them, how many stand
    in each state, and the hours of the day in which nothing goes ("": there are none)."""

    bodies: list[Sheet]
    messages: list[Sheet]
    has_more: bool
    counts: dict[str, int]
    quiet: str


def found(office: Office, state: str, sought: str, bodies: list[Sheet] | None = None) -> Found:
    """Both lists; of the messages those in a state ("": in any) that answer to what is sought. `bodies` are not asked
    for anew where they are given: while messages go, that would be once a second. Raises XiaxianError."""
    from xiaxian_tasks.assemble import asking

    told = asked.bodies(asking.check(office)) if bodies is None else bodies
    rows = list(islice(_messages(office, state, sought.lower().split()), MOST + 1))
    quiet = asks.ladder_of(office).quiet
    return Found(told, rows[:MOST], len(rows) > MOST, box.counts(office), "-".join(quiet))


def _messages(office: Office, state: str, sought: list[str]) -> Iterator[Sheet]:
    """Messages that answer, the newest first; where any state will do, by ORDER."""
    for states in ((state,),) if state else ORDER:
        rows = box.listed(office, states, limit=None if sought else MOST + 1)
        yield from (row for row in rows if all(word in _words(row) for word in sought))


def _words(row: Sheet) -> str:
    """What a message is found by."""
    said = (row["body"], row["number"], asked.named(row), row["subject"], row["person"], row["channel"], row["id"],
            words.word(outbox.STATES, row["state"]))
    return " ".join(said).lower()


# The leaves. ----------------------------------------------------------------------------------------------------------


def of_body(office: Office, row: Sheet, leaf: str, seat: Seat) -> "Layout":
    """What a leaf says of a body to whom something is to be said."""
    if leaf == MATTERS:
        return lambda width: asked.matters(row, seat.labels, width)
    if leaf == PEOPLE:
        known = people.people(office)["people"]
        first = row["groups"][0] if row["groups"] else {}
        return lambda width: outgoing.people({**first, "body": row["body"]}, known, width)
    texts = drafts_of(office, row) if row["groups"] else []
    if not texts:
        return lambda width: asked.matters(row, seat.labels, width)
    return lambda width: list(_parts(texts, width))


def of_message(office: Office, row: Sheet, leaf: str, seat: Seat) -> "Layout":
    """What a leaf says of a message."""
    if leaf == PEOPLE:
        known = people.people(office)["people"]
        return lambda width: outgoing.people(row, known, width)
    if leaf == STORY:
        whole = box.shown(office, row["id"])
        return lambda width: [*outgoing.head(whole, seat, width), [], *outgoing.story(whole, seat, width)]
    if leaf == MATTERS:
        return lambda width: [*outgoing.head(row, seat, width), [], *outgoing.matters(row, seat, width)]
    texts = texts_of(office, row)
    return lambda width: [*outgoing.head(row, seat, width), [], *_subject(row, width), *_parts(texts, width)]


def _parts(texts: list[tuple[str, str]], width: int) -> Iterator[Line]:
    """Texts, each under its title where it has one."""
    for title, text in texts:
        if text.strip():
            yield from [telling.section(title, width)] if title else []
            yield from printed(text, width)
            yield []


def _subject(row: Sheet, width: int) -> Iterable[Line]:
    if row["subject"]:
        yield from telling.labelled(_("Subject"), row["subject"], width)
        yield []


def printed(text: str, width: int) -> Iterator[Line]:
    """A text as it is laid out already, a line each; what is longer is wrapped."""
    for line in text.splitlines():
        if cells(line) < width:
            yield [(f" {line}", "base")]
        else:
            yield from telling.paragraph(line, width)


def drafts_of(office: Office, row: Sheet) -> list[tuple[str, str]]:
    """What would go to a body now: the name of each paper with the paper, and the digest with its text."""
    from xiaxian_tasks.assemble import asking, planning

    groups = asks.asked(office, clock=asking.clock_of(office), body=row["body"]).due
    texts = [draft.text for draft in planning.Words(office).drafts(groups)]
    named = [asked.named({"paper": group.paper, "kind": group.kind}) for group in groups]
    papers = {group["paper"]: group for group in row["groups"]}
    return [
        (name, _drawn(office, papers[group.paper]) if group.paper and group.paper in papers else text)
        for name, group, text in zip(named, groups, texts, strict=True)
    ]


def texts_of(office: Office, row: Sheet) -> list[tuple[str, str]]:
    """What a message says, each part under its title: the paper it carries, issued or as it would be now, and the words
    that go along with it; of a digest its words alone."""
    if row["kind"] != m.NOTICE or (row["state"] == m.CANCELLED and not row["letter"]):
        return [("", row["text"])]
    return [(asked.named(row), _drawn(office, row)), (_("Goes along"), row["text"])]


def _drawn(office: Office, row: Sheet) -> str:
    """The paper as it would be by the ledger now; where it cannot be, why not."""
    try:
        return paper_of(office, {"letter": "", **row}, ".txt").decode()
    except XiaxianError as error:
        return "\n".join(speak.error(error))


def paper_of(office: Office, row: Sheet, suffix: str) -> bytes:
    """The paper of a message by the suffix of a file: as it was issued, else as it would be by the ledger now, without
    a number. Raises Misused `paper-suffix` (2), NotFound `letter`, `evidence` (5), what `letters.drawn` raises."""
    from xiaxian_tasks.assemble import letters
    from xiaxian_tasks.domain.letter_facts import About

    if row["letter"]:
        return letters.issued(office, row["letter"], suffix)
    abouts = [
        About(line["task"], line["duty"], line["cause"], _day(line["since"]), _day(line["due"]))
        for line in row["lines"]
    ]
    return letters.written(letters.drawn(office, row["paper"], row["body"], abouts), suffix)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
