"""What is said of a message: what it is, how it stands, and why something cannot be done to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import outbox, post, words

SENTENCES: Mapping[str, str | tuple[str, ...]] = {
    # An argument is no such thing (2).
    "nothing-to-change": N_("Nothing is to be changed: give --subject, --text, --person, --channel, --address or"
                            " --without."),
    "not-one-line": N_("“{text}” has to be one line of at most {most} characters."),
    "text-too-long": N_("The text is longer than {most} characters. Shorten it, and hand the rest in as a paper."),
    # The rules say no (4).
    "message-state": N_("“{kind}” is not open for {message}: {stands}."),
    "letter-issued": N_("{message} carries {number}, which is issued; its words and matters stand. Who gets it can"
                        " still be changed."),
    "line-said": N_("“{key}” stands in {message} already; nothing is said twice."),
    "message-drafted": N_("There is a message “{key}” already: {message}."),
    "last-line": N_("Nothing would be left of {message}. Withdraw it instead."),
    "notice-unissued": N_("{message} is a letter without a number; it is issued when the director approves it."),
    "postponed-back": N_("{until} is not after {on}. Postpone it to a day to come."),
    "merge-itself": N_("Name another message to put into {message}."),
    "merge-differs": N_("{message} is not of one sort with {into}: only messages of one kind, to one body, that stand"
                        " alike can be put together."),
    # No such thing (5).
    "message": N_("There is no message “{name}”."),
    "line": N_("The message has no line “{name}”. It has:"),
    # Someone was first (6).
    "message-taken": N_("Another message “{key}” was drafted meanwhile. Nothing was recorded; please try again."),
    "already-said": N_("One of {keys} lines was said by another message meanwhile. Nothing was recorded; please try"
                       " again."),
    "other-runner": N_("Another run is sending out of {place} right now. Let it finish."),
}

UNTRUE = {
    "untrue": N_("nothing of it holds any more"), "overtaken": N_("its matters are told by the digest of a later day"),
}


def what(sheet: Mapping[str, Any]) -> str:
    """What a message is called: its paper, with the number once it has one, or a digest."""
    if not sheet["paper"]:
        return words.word(outbox.KINDS, sheet["kind"])
    paper = words.word(outbox.PAPERS, sheet["paper"])
    return f"{paper} {sheet['number']}" if sheet["number"] else paper


def stands(sheet: Mapping[str, Any]) -> str:
    """How a message stands, with the day or the moment it waits for, and why."""
    told = words.word(outbox.STATES, sheet["state"])
    if sheet["into"]:
        return _("joined into {message}").format(message=sheet["into"])
    if sheet["until"] and sheet["state"] in {"due", "approved"}:
        told = _("{state}, not before {day}").format(state=told, day=sheet["until"])
    if sheet["retry_at"] and sheet["state"] == m.APPROVED:
        told = _("{state}, again from {moment}").format(state=told, moment=moment(sheet["retry_at"]))
    return f"{told} ({why(sheet['why'])})" if sheet["why"] else told


def moment(text: str) -> str:
    """A moment of the outbox as a clerk reads it: the county's time to the minute, 2026-03-02 09:15."""
    return f"{datetime.fromisoformat(text).astimezone(COUNTY_TIME):%Y-%m-%d %H:%M}"


def why(code: str) -> str:
    """Why something went otherwise: words of a person, or a code in words."""
    return words.word({**UNTRUE, **post.CAUSES}, code) if code in {**UNTRUE, **post.CAUSES} else code


def step(entry: Mapping[str, Any]) -> list[str]:
    """What an entry of a message says, in the pieces of its line."""
    said = [words.word(outbox.STEPS, entry["kind"])]
    if entry.get("until"):
        said.append(_("not before {day}").format(day=entry["until"]))
    if entry.get("into"):
        said.append(_("joined into {message}").format(message=entry["into"]))
    said += entry.get("taken", [])
    said += [why(str(entry[key])) for key in ("why", "how", "reply") if entry.get(key)]
    if entry.get("retry_at"):
        said.append(_("again from {moment}").format(moment=moment(entry["retry_at"])))
    return [*said, entry["number"]] if entry.get("number") else said
