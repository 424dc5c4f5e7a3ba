"""Bodies that a paper without clauses names as the subjects of its sentences: 县财政局负责…; 各乡镇要…"""

import re
from collections.abc import Iterator

from xiaxian_tasks.reading import bodies
from xiaxian_tasks.reading.bodies import Piece
from xiaxian_tasks.reading.clauses import Clause
from xiaxian_tasks.reading.view import parts, sentences

_DUTY = re.compile(
    r"^(?:（?[一二三四五六七八九十\d]+[）.、])?(?:请|由)?(?P<who>[^，。；：“《\d]{2,60}?)(?:要|应当|应|须|需"
    r"|必须|负责|牵头|原则上|抓紧|会同|按照|做好|积极配合|协助|每)"
)
_STEM = re.compile(r"(?:积极|认真|切实|及时|抓紧|定期|同时|严格|共同|分别|统一|具体|牵头|也|都|均)+$")


def duties(text: str, start: int, end: int) -> list[Clause]:
    """One clause for each sentence that opens with a body and 负责 or 牵头: A负责…；B负责…"""
    made = []
    for sentence in sentences(text, start, end):
        found = _subject_of(text, sentence.start, sentence.end, strict=True)
        if found:
            stop = sentence.end - 1 if text[sentence.end - 1] in "。；\n" else sentence.end
            made.append(Clause(found[0].start, stop, found, (), (), ("subject",)))
    return made


def subject(text: str, start: int, end: int) -> Clause | None:
    """The bodies that the sentences of a measure have as subjects, as one clause with the doubt `subject`."""
    pieces: dict[str, Piece] = {}
    for low, high in _openings(text, start, end):
        for piece in _subject_of(text, low, high, strict=False):
            pieces.setdefault(piece.name, piece)
    if not pieces:
        return None
    return Clause(start, end, tuple(pieces.values()), (), (), ("subject",))


def _openings(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for sentence in sentences(text, start, end):
        for part in parts(text, sentence.start, sentence.end):
            yield part.start, part.end


def _subject_of(text: str, start: int, end: int, *, strict: bool) -> tuple[Piece, ...]:
    match = _DUTY.match(text[start:end])
    if match is None or (strict and not re.search(r"(?:负责|牵头)$", match.group())):
        return ()
    stem = match["who"].rstrip()
    stem = stem[: len(stem) - len(cut.group())] if (cut := _STEM.search(stem)) else stem
    low = start + match.start("who")
    found = bodies.listed(text, low, low + len(stem))
    if found.pieces and all(bodies.is_surely_body(name) or name in {"各地"} for name in found.names):
        return found.pieces
    return ()
