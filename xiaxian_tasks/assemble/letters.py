"""Papers put together: facts from the ledger, words, and the bytes of a .docx or a text.

A paper that was issued is never worded anew: it is laid out from what was kept of it, so that its bytes are the same.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xiaxian_tasks.domain.letter_facts import DRAFT, About, Order
from xiaxian_tasks.domain.letters import REPORT
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office.desk import Office

if TYPE_CHECKING:
    from xiaxian_tasks.domain.letters import Paper
    from xiaxian_tasks.office.notices import Made


def drawn(desk: Office, kind: str, body: str, matters: Iterable[About], order: Order = DRAFT) -> "Paper":
    """The paper of a kind (letters.KINDS, no bulletin) to a body about some matters, by the ledger on the desk's day.

    With no number it is a draft, with the word and year of its number and the place of it left free. Raises what
    `office.letters.facts` does.
    """
    from xiaxian_tasks.documents import papers
    from xiaxian_tasks.office import asks, letters

    facts = letters.facts(desk, asks.ladder_of(desk), (kind, body), matters, order)
    return papers.write(facts)


def draft(desk: Office, kind: str, body: str, tasks: Sequence[str], said: Mapping[str, Any]) -> "Paper":
    """A draft as somebody asks for it: with no task all that is red or yellow of the body, with no body the lead's.

    `said` holds `form`, `due` (of the answer), `text`, `when`, `place`, each "" or None where it was not said; a report
    is to the leaders and may be of no body. Raises what `drawn` does, and Misused `which-body` (2).
    """
    from xiaxian_tasks.office import letters

    if not body and kind != REPORT:
        body = letters.whom(desk, tasks)
    matters = [About(task) for task in tasks] or letters.pressing(desk, body)
    order = Order("", said["form"] or "", said["due"], said["text"], said["when"], said["place"])
    return drawn(desk, kind, body, matters, order)


def made(desk: Office, kind: str, body: str, matters: Iterable[About], order: Order) -> "Made":
    """The same laid out, as it is kept when it is issued."""
    return laid_out(drawn(desk, kind, body, matters, order))


def laid_out(paper: "Paper") -> "Made":
    """A paper as it is kept."""
    from xiaxian_tasks.domain import letter_codec
    from xiaxian_tasks.office.notices import Made

    return Made(letter_codec.write(paper), written(paper, ".docx"), paper.title)


def again(paper_json: bytes) -> "Paper":
    """The paper that was kept under its JSON."""
    from xiaxian_tasks.domain import letter_codec

    return letter_codec.read(json.loads(paper_json))


def issued(desk: Office, letter: str, suffix: str) -> bytes:
    """A letter that was issued, by its id or number: as .docx the very bytes that were kept, as .pdf these printed,
    whatever template the office has by now; as text from its kept words.

    Raises NotFound `letter`, `evidence` (5), and what `written` does.
    """
    from xiaxian_tasks.office import letter_book

    found = letter_book.named(desk, letter)
    words, docx = letter_book.kept(desk, found)
    if suffix == ".pdf":
        from xiaxian_tasks.assemble import pdf

        return pdf.made(docx, found.on)
    return docx if suffix == ".docx" else written(again(words), suffix)


def written(paper: "Paper", suffix: str) -> bytes:
    """The paper's bytes by the suffix of a file (".docx", ".txt", ".pdf"); a .docx by the office's own template.

    Raises Misused `paper-suffix`, `unreadable-file` (2), Faulty (3) of a template, Refused `pdf-no-program`,
    `pdf-failed` (4).
    """
    if suffix not in WRITERS:
        raise Misused("paper-suffix", suffix=suffix, suffixes=list(WRITERS))
    return WRITERS[suffix](paper)


def _docx(paper: "Paper") -> bytes:
    from xiaxian_tasks.assemble import templates
    from xiaxian_tasks.paper import docx, template

    own = templates.template(paper.kind)
    return template.fill(paper, own) if own else docx.write(paper)


def _text(paper: "Paper") -> bytes:
    from xiaxian_tasks.paper import text

    return text.write(paper).encode()


def _pdf(paper: "Paper") -> bytes:
    from xiaxian_tasks.assemble import pdf

    return pdf.made(_docx(paper), paper.on)


WRITERS: "dict[str, Callable[[Paper], bytes]]" = {".docx": _docx, ".txt": _text, ".pdf": _pdf}
"""How a paper is written, by suffix."""
