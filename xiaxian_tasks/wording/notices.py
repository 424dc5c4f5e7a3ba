"""Letters: what an entry of theirs says, how one stands, and why an act is refused."""

from collections.abc import Mapping
from typing import Any

from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import words
from xiaxian_tasks.wording.outbox import PAPERS

SENTENCES: dict[str, str | tuple[str, ...]] = {
    "unknown-paper": N_("There is no such paper as “{text}”. Known are: {papers}."),
    "letter-to-nobody": N_("A letter goes to somebody: name a body with --body."),
    "letter-to-one": N_("A letter of tasks goes to one body, with all its matters. Issue one for each of: {bodies}."),
    "letter-twice": N_("The letter {number} speaks of {task} already."),
    "of-a-letter": N_("Entry {seq} belongs to a letter, which is taken back whole: xiaxian notice withdraw LETTER"),
    "letter-withdrawn": N_("{number} was taken back on {on}. Nothing more is entered of it."),
    "letter-unasked": N_("No matter of {number} waits for an answer. What was answered: xiaxian notice show {letter}"),
    "letter-drafted": N_("Such a letter about {task} waits for approval already: {message}. Agree to that one: xiaxian"
                         " remind approve {message}"),
    "letter": N_("No letter answers to “{name}”. xiaxian notice list shows them."),
    "ambiguous-letter": N_("Several letters answer to “{name}”. Say more:"),
}

GAPS = {"withdrawn": N_("taken back"), "unused": N_("given, never used")}
"""Why a number of the register has no paper that stands."""


def paper(kind: str) -> str:
    """What a kind of paper is called."""
    return words.word(PAPERS, kind)


def matter(entry: Mapping[str, Any]) -> list[str]:
    """What an entry of a task says of a letter, in the pieces of its line."""
    due = _("to be answered by {day}").format(day=entry["due"]) if entry.get("due") else ""
    return [str(entry["body"]), paper(entry["paper"]), str(entry["number"]), due]


def issued(entry: Mapping[str, Any]) -> list[str]:
    """What an entry of the county says of a letter, in the pieces of its line."""
    number = [paper(entry["paper"]), str(entry["number"])]
    if "why" in entry:
        return [*number, _("taken back: {why}").format(why=entry["why"])]
    return [*number, str(entry["title"]), words.joined(entry["to"])]


def stands(sheet: Mapping[str, Any]) -> str:
    """How a letter stands: taken back, answered, waiting, late; "" where no answer was asked."""
    if sheet["withdrawn"]:
        return _("taken back {day}: {why}").format(day=sheet["withdrawn"], why=sheet["why"])
    if sheet["answered"]:
        return _("answered {day}").format(day=sheet["answered"])
    if sheet["late"]:
        return _("not answered, due {day}").format(day=sheet["due"])
    if sheet["due"] and not sheet["waiting"]:
        return _("no answer is asked any more")
    return _("to be answered by {day}").format(day=sheet["due"]) if sheet["due"] else ""


def gap(line: Mapping[str, Any]) -> str:
    """Why a number of the register has no paper that stands; "" where it has one."""
    said = words.word(GAPS, line["gap"]) if line["gap"] else ""
    return _("{gap}: {why}").format(gap=said, why=line["why"]) if line["why"] else said
