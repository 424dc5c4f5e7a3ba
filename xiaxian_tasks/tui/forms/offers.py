"""What can be chosen in a form: bodies, targets, remarks, entries of one task, each with what choosing it means."""

from collections.abc import Callable
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.language import _
from xiaxian_tasks.office import histories, offered
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import speak
from xiaxian_tasks.tui.widgets.choice import Offer
from xiaxian_tasks.wording import steps, words

Offers = Callable[["Seen"], list[Offer]]

ENTRIES_SHOWN = 30
"""Entries of a history that can be chosen to be taken back, the newest first."""


class Seen(NamedTuple):
    """What is chosen among: the office and the task."""

    office: Office
    sheet: Sheet


NOTHING: Offer = ({}, "-")


def named(key: str, codes: tuple[str, ...], table: dict[str, str]) -> Offers:
    """Codes of a list, by their names."""
    return lambda _seen: [({key: code}, words.word(table, code)) for code in codes]


def bodies(kind: str, *, of_many: bool) -> Offers:
    """The bodies a step is open to; nobody is asked who speaks for one of them."""

    def found(seen: Seen) -> list[Offer]:
        if offered.own_body(seen.office):
            return []
        states = workflow.WORKFLOW[kind].assigned
        waiting = [part["body"] for part in seen.sheet["assignments"] if part["state"] in states]
        each: list[Offer] = [({"body": body}, body) for body in waiting]
        if not of_many or len(waiting) < 2:
            return each
        everybody = _("all: {bodies}").format(bodies=speak.joined(waiting))
        return [({}, everybody), *each]

    return found


def bound(seen: Seen) -> list[Offer]:
    """Nobody, each body that is bound, and of each group every member of it."""
    parts = [part["body"] for part in seen.sheet["assignments"] if part["state"] != "released"]
    parts = parts or [*seen.sheet["lead"], *seen.sheet["support"]]
    found: list[Offer] = [NOTHING, *(({"instead_of": body}, body) for body in parts)]
    each_of = _("each member of {group}")
    found += [({"each_of": group}, each_of.format(group=group)) for group in offered.groups_bound(*seen)]
    return found if len(found) > 1 else []


def anybody(seen: Seen) -> list[Offer]:
    """The leads, or one of the bodies that are bound."""
    parts = [*seen.sheet["lead"], *seen.sheet["support"]]
    leads = _("the leads: {bodies}").format(bodies=speak.joined(seen.sheet["lead"]))
    return [({}, leads), *(({"body": body}, body) for body in parts)] if len(parts) > 1 else []


def leaders(seen: Seen) -> list[Offer]:
    """One's own words, or those of a county leader that are entered for them."""
    found = offered.leaders(seen.office)
    if not found or seen.office.by in found:
        return []
    return [({}, _("my own")), *(({"leader": name}, name) for name in found)]


def dated(seen: Seen) -> list[Offer]:
    """All that is due together with the task, or one of its duties."""
    sheet = seen.sheet
    duties = [(each["id"], each.get("metric") or each["what"], each["due"])
              for key in ("targets", "milestones") for each in sheet[key] if each["due"] and not each.get("body")]
    if len(duties) < 2:
        return []
    return [({}, _("all that is due with the task")), *(({"duty": key}, f"{name} {due}") for key, name, due in duties)]


def targets(seen: Seen) -> list[Offer]:
    """The targets that take a value: the rows of a split instead of its total."""
    return target_offers(seen.sheet)


def if_targets(seen: Seen) -> list[Offer]:
    """Something where the task has a number to find, else nothing."""
    return [NOTHING] if seen.sheet["targets"] else []


def questions(seen: Seen) -> list[Offer]:
    """The remarks that wait for an answer."""
    return [({"to": str(each["seq"])}, f"{each['at']} {each['text']}") for each in seen.sheet["questions"]]


def standing(seen: Seen) -> list[Offer]:
    """The newest entries that can still be taken back; of those taken back the withdrawals, which bring them back."""
    found: list[Offer] = []
    for entry in reversed(histories.of_task(seen.office, seen.sheet["id"])):
        if entry["kind"] in workflow.NEVER_WITHDRAWN or entry["taken_back"]:
            continue
        said = [f"{entry['seq']}", entry["at"], speak.entry_kind(entry["kind"]), *told(entry), entry["by"]]
        found.append(({"seq": str(entry["seq"])}, "  ".join(said)))
    return found[:ENTRIES_SHOWN]


def told(entry: Sheet) -> list[str]:
    """What an entry says, in pieces."""
    if entry["kind"] != kinds.REPORT:
        return steps.pieces(entry)
    figure = f"{entry['value']}{entry['unit']}" if entry["value"] else ""
    return [piece for piece in (figure, entry["note"] or "") if piece]


def target_offers(sheet: Sheet) -> list[Offer]:
    """The targets that take a value: the rows of a split instead of its total."""
    found: list[Offer] = []
    for target in sheet["targets"]:
        if target["rows"]:
            continue
        latest = f"{target['latest']}{target['unit']}"
        now = "" if target["latest"] is None else _(", now {value}").format(value=latest)
        name = f"{target['body']}  {target['metric']}" if target["body"] else target["metric"]
        found.append(({"target": target["id"]}, f"{name}  {speak.wanted(target)}{now}"))
    return found


def duty_offers(sheet: Sheet) -> list[Offer]:
    """Nothing, the milestones that are open, and the open day of each recurrence."""
    found: list[Offer] = [NOTHING]
    found += [({"milestone": each["id"]}, each["what"]) for each in sheet["milestones"] if not each["done_on"]]
    for each in sheet["recurrences"]:
        day = each["missed"] or each["next"]
        if day:
            found.append(({"occurrence": f"{each['id']}@{each.get('by_rule') or day}"}, f"{each['what']} {day}"))
    return found
