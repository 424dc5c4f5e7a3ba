"""What keeps a paper from being printed, and what a paper deviates in from the standard: codes -> words."""

from collections.abc import Mapping

from xiaxian_tasks.language import N_, _

SENTENCES: Mapping[str, str | tuple[str, ...]] = {
    "pdf-no-program": N_("No program that makes PDF is found. Install LibreOffice (Debian, Ubuntu: apt install"
                         " libreoffice-writer), or name one in XIAXIAN_SOFFICE; .docx and .txt need none."),
    "pdf-failed": N_("LibreOffice made no PDF: {why}"),
    "no-such-form": N_("A paper of this kind has no form “{form}”. It has: {forms}."),
    "paper-or-letter": N_("Give a kind of paper with its tasks, or --letter, one of the two."),
    "which-task": N_("Say which tasks the paper is about; nothing of it is red or yellow today."),
    "paper-suffix": N_("A paper is written to a file that ends in one of {suffixes}, not “{suffix}”."),
    "too-many-matters": N_("{count} tasks are too many for one paper; it takes {most}. Name those that matter."),
    "nothing-to-write": N_("Nothing has happened to {task} that such a paper could tell. Its history:"
                           " xiaxian history {task}"),
    "no-lead": N_("{task} has no lead yet. Say with --body to whom the paper goes."),
}

WHAT: Mapping[str, str] = {
    "page-width": N_("width of the paper"), "page-height": N_("height of the paper"),
    "margin-top": N_("upper margin"), "margin-bottom": N_("lower margin"), "margin-inside": N_("inner margin"),
    "margin-outside": N_("outer margin"), "characters": N_("characters of a line"), "font": N_("face"),
    "size": N_("type size"), "pitch": N_("line pitch"), "number-form": N_("form of the number"),
    "day-form": N_("form of the day"), "mark-missing": N_("red name at the head"), "mark-font": N_("face of the name"),
    "mark-place": N_("place of the name"), "mark-top": N_("above the name"), "rule-missing": N_("red rule"),
    "rule-colour": N_("colour of the rule"), "rule-width": N_("length of the red rule"),
    "letter-top-missing": N_("double line at the head"), "letter-foot-missing": N_("double line at the foot"),
    "letter-top-width": N_("length of the line at the head"),
    "letter-foot-width": N_("length of the line at the foot"), "letter-top-order": N_("thick and thin at the head"),
    "letter-foot-order": N_("thick and thin at the foot"),
    "letter-foot-edge": N_("line at the foot above the edge"), "title-font": N_("face of the title"),
    "title-size": N_("size of the title"), "title-line": N_("characters of a line of the title"),
    "title-word": N_("a line of the title ends within a word"), "page-number": N_("page number"),
    "page-number-sides": N_("page numbers by sides"), "page-number-odd": N_("page number of odd pages"),
    "page-number-even": N_("page number of even pages"), "page-number-dashes": N_("dashes of the page number"),
    "page-number-size": N_("size of the page number"), "record-size": N_("size in the record"),
    "record-font": N_("face in the record"), "record-rules": N_("rules of the record"),
    "record-rule": N_("thickness of a rule"), "record-width": N_("length of a rule"),
}  # fmt: skip
"""Code of a deviation -> what was measured."""

_PLACES: Mapping[str, str] = {
    "page": N_("page layout"), "head": N_("head"), "title": N_("title"), "footer": N_("foot"),
    "record": N_("record of a paper"),
}  # fmt: skip

_VALUES: Mapping[str, str] = {
    "left": N_("to the left"), "right": N_("to the right"), "center": N_("centred"), "both": N_("to the left"),
    "odd-right even-left": N_("odd pages to the right, even ones to the left"), "odd": N_("on odd pages"),
    "even": N_("on even pages"), "thick-thin": N_("thick over thin"), "thin-thick": N_("thin over thick"),
    "FF0000": N_("red"), "000000": N_("black"),
}  # fmt: skip


def what(code: str) -> str:
    """What was measured."""
    return _(WHAT[code])


def place(text: str) -> str:
    """Where: a part of the paper, or a paragraph by its number."""
    return _(_PLACES[text]) if text in _PLACES else _("paragraph {number}").format(number=text)


def value(text: str) -> str:
    """What it is or should be; lengths and names of faces are the same in both languages."""
    if not text:
        return "-"
    return _(_VALUES[text]) if text in _VALUES else text.replace("exact", _("exact"))
