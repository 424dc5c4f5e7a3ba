"""A bulletin put together: facts from the ledger, and the bytes of the form that is wanted; issued under its number."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xiaxian_tasks.assemble import letters
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from xiaxian_tasks.domain.bulletin import Bulletin
    from xiaxian_tasks.office.bulletin import Wanted


def drawn(desk: Office, wanted: "Wanted") -> "Bulletin":
    """The facts of a bulletin. Raises what `office.bulletin.bulletin` does."""
    from xiaxian_tasks.office import bulletin, county
    from xiaxian_tasks.office.letters import sender

    return bulletin.bulletin(desk, wanted, sender(county.as_known(desk).people))


def suffix_of(file: str) -> str:
    """The suffix of a file by which a bulletin is written. Raises Misused `paper-suffix` (2)."""
    suffix = Path(file).suffix.lower()
    if suffix not in letters.WRITERS and suffix not in PAGES:
        raise Misused("paper-suffix", suffix=suffix, suffixes=[*letters.WRITERS, *PAGES])
    return suffix


def written(found: "Bulletin", suffix: str, number: str = "") -> bytes:
    """The bytes by the suffix of a file (`suffix_of`); `number` is 第3期, "" of a draft.

    Raises what `letters.written` does.
    """
    if suffix in PAGES:
        return PAGES[suffix](found, number)
    from xiaxian_tasks.documents.papers import bulletin

    return letters.written(bulletin.write(found, number), suffix)


def issued(desk: Office, found: "Bulletin") -> Sheet:
    """Issue a bulletin to every body it names, under the next number of the year; its line in the register, and one
    message to each body in the outbox.

    Raises what `office.notices.issue` does.
    """
    from xiaxian_tasks.assemble.notices import carrying
    from xiaxian_tasks.documents.papers import bulletin
    from xiaxian_tasks.domain.letters import BULLETIN
    from xiaxian_tasks.domain.register import Letter
    from xiaxian_tasks.office import notices, outbox
    from xiaxian_tasks.ports import Writing

    def make(number: str, _on: date) -> notices.Made:
        return notices.Made(*letters.laid_out(bulletin.write(found, number)))

    def also(letter: Letter) -> Writing:
        made = [
            outbox.letter_drafted(
                desk, carrying(desk, letter, body), letter=letter.id, number=letter.number, evidence=(letter.docx,),
                ahead=place,
            ) for place, body in enumerate(letter.to)
        ]
        return Writing(
            messages=tuple(entry for each in made for entry in each.messages),
            numbers=tuple(number for each in made for number in each.numbers),
        )

    return notices.issue(desk, notices.Wish(BULLETIN, found.addressed), make, also=also)


def _page(found: "Bulletin", number: str) -> bytes:
    from xiaxian_tasks.documents import bulletin_page

    return bulletin_page.write(found, number)


def _markdown(found: "Bulletin", number: str) -> bytes:
    from xiaxian_tasks.documents import bulletin_md

    return bulletin_md.write(found, number)


PAGES: "dict[str, Callable[[Bulletin, str], bytes]]" = {".html": _page, ".md": _markdown}
"""The forms of a bulletin that no other paper has, by suffix."""
