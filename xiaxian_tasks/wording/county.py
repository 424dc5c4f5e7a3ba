"""What belongs to the whole county -> words: bodies that were renamed, causes of points, differences of its papers."""

from collections.abc import Mapping
from typing import Any

from xiaxian_tasks.language import N_, _, ngettext
from xiaxian_tasks.wording import words

CAUSES = {
    "return": N_("returned"), "overdue": N_("overdue as the lead"), "own-overdue": N_("an own duty overdue"),
    "late-receipt": N_("signed late"), "missed-report": N_("no report"), "missed-turn": N_("a recurring duty missed"),
    "relapse": N_("relapsed after closing"), "untrue": N_("a figure not borne out"), "ahead": N_("completed early"),
}
"""Causes of points, where a line of the rules has no title of its own."""

_OF_A_PERSON = {
    "role": N_("role"), "body": N_("body"), "aliases": N_("also"), "phone": N_("telephone"), "mail": N_("mail"),
    "channel": N_("way of messages"), "deputy": N_("deputy"), "away": N_("away"),
}
_OF_THE_OFFICE = {
    "office.separation": N_("second person"), "office.requests": N_("requests a month at most"),
    "office.government": N_("office that signs letters"), "office.office": N_("office that signs work sheets"),
    "office.phone": N_("telephone of the office"),
}
_OF_THE_RULES = {
    "title": N_("title"), "source": N_("source"), "base": N_("points to begin with"), "cap": N_("points at most"),
    "floor": N_("points at least"), "least": N_("tasks at least for a rank"),
}


def called(row: Mapping[str, Any]) -> str:
    """A body, with the names it had before."""
    if not row["formerly"]:
        return str(row["body"])
    return _("{body} (formerly {names})").format(body=row["body"], names=words.joined(row["formerly"]))


def difference(paper: str, key: str, old: str, new: str) -> str:
    """One difference a load makes; of a plan its task and key as they stand in the file."""
    if paper == "people":
        return _of_the_office(key, old, new) if key in _OF_THE_OFFICE else _of_a_person(key, old, new)
    if paper == "standing":
        name = words.word({**_OF_THE_RULES, **CAUSES}, key) if key != "rules" else ""
        return _changed(": ".join(filter(None, (_("rules of standing"), name))), old, new)
    if paper == "ladder":
        name = key if key != "rules" else ""
        return _changed(": ".join(filter(None, (_("ladder of reminders"), name))), old, new)
    return f"{paper} {key}: {old} -> {new}"


def _changed(name: str, old: str, new: str) -> str:
    return _("{name}: {old} -> {new}").format(name=name, old=old or _("none"), new=new or _("none"))


def _of_a_person(key: str, old: str, new: str) -> str:
    name, _dot, field = key.rpartition(".")
    if field in _OF_A_PERSON:
        if field == "role":
            old, new = _role(old), _role(new)
        return _changed(_("person {name}, {what}").format(name=name, what=words.word(_OF_A_PERSON, field)), old, new)
    if not old:
        return _("person {name}: new, {role}").format(name=key, role=_role(new))
    return _("person {name}: no longer listed, was {role}").format(name=key, role=_role(old))


def _role(told: str) -> str:
    """"liaison 县水利局" with the role in words."""
    role, _blank, body = told.partition(" ")
    return " ".join(filter(None, (words.word(words.PERSON_ROLES, role), body)))


def _of_the_office(key: str, old: str, new: str) -> str:
    say = {"office.separation": _switch, "office.requests": _times}.get(key, str)
    return _changed(words.word(_OF_THE_OFFICE, key), say(old), say(new))


def _switch(told: str) -> str:
    return _("switched on") if told == "true" else _("switched off")


def _times(told: str) -> str:
    return ngettext("{count} time", "{count} times", int(told)).format(count=told) if told else ""


def template() -> str:
    """A file of people to write over: one director, the others commented out."""
    return _("""\
# The file of people: who acts with --by, and how the office works.
# Write your own names over it, then: xiaxian load --check people.toml, and xiaxian load people.toml
# The newest file is the whole truth: who no longer stands in it is no longer known.

# role is one of leader, director, supervisor, head, liaison, reader.
[[people]]
name = "Wang Min"
role = "director"
# aliases = ["wangmin"]        # other names for --by

# [[people]]
# name = "Li Qiang"
# role = "supervisor"

# A head or a liaison speaks for a body, named as in the plans.
# [[people]]
# name = "Zhao Fang"
# role = "liaison"
# body = "name of the body"
# phone = "0359-8530000"
# mail = "shuili@example.com"
# deputy = "Li Qiang"          # stands in while away, somebody of this file
# away = [[2026-12-01, 2026-12-05]]

# [office]
# separation = false           # an office of one: who enters a value may accept it
# requests = 30                # requests a month to one body at most, more need a reason""")
