"""Calendars given out: what an entry of theirs says, how one stands, and why an act is refused."""

from collections.abc import Mapping
from typing import Any

from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import words

ACTIONS = {
    "add": N_("given out"), "rotate": N_("given out anew"), "revoke": N_("revoked"), "recall": N_("called back"),
}
STATES = {"open": N_("in force"), "expired": N_("expired"), "revoked": N_("revoked"), "recalled": N_("recalled")}
SHAPES = {"redacted": N_("redacted"), "twins": N_("with tasks"), "working": N_("alarms in working time")}

SENTENCES: dict[str, str | tuple[str, ...]] = {
    "bad-person-name": N_("“{text}” cannot name a person: a name has at most {most} characters in one line."),
    "expires-past": N_("{expires} has passed already on {on}. Name a day to come."),
    "not-an-address": N_("“{text}” is no address of a feed server. Write it as https://server or https://server/path."),
    "token-taken": N_("Another subscription is called {id} already. Please try again."),
    "subscription-ended": N_("Subscription {id} does not stand any more: {standing}. To give out another: xiaxian"
                             " calendar token add"),
    "subscription-recalled": N_("Subscription {id} was called back already."),
    "subscription": N_("No subscription answers to “{name}”. xiaxian calendar token list shows them."),
    "ambiguous-subscription": N_("Several subscriptions answer to “{name}”. Say more:"),
}


def shape(of: Mapping[str, Any]) -> str:
    """How a calendar is written, "" where it is written plainly."""
    found = [_(word) for key, word in SHAPES.items() if of.get(key)]
    return words.joined(found) if found else ""


def whose(body: str | None) -> str:
    """Whose dates a calendar shows."""
    return body or _("all bodies")


def pieces(entry: Mapping[str, Any]) -> list[str]:
    """What an entry says, in the pieces of its line: never the token, nor its hash."""
    action = entry["action"]
    found = [str(entry["id"]), words.word(ACTIONS, action), str(entry["person"]), whose(entry.get("body"))]
    if action in {"add", "rotate"}:
        found.append(shape(entry))
    if entry.get("expires"):
        found.append(_("through {day}").format(day=entry["expires"]))
    if entry.get("former"):
        found.append(_("instead of {id}").format(id=entry["former"]))
    if entry.get("until"):
        found.append(_("which holds through {day}").format(day=entry["until"]))
    return found
