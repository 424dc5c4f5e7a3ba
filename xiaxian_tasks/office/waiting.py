"""Plan files that wait (待载入): what they are, whether the ledger has them, and what adopting them would do."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from xiaxian_tasks.errors import Fault
from xiaxian_tasks.office import adopt
from xiaxian_tasks.office.adopt import Checked, Papers
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.planfile import kind_of
from xiaxian_tasks.planfile.source import parse

NEW, CHANGED, ADOPTED, FAULTY = "new", "changed", "adopted", "faulty"
"""What a file is to the ledger: unknown to it, another text than was adopted last, that text, or not to be adopted."""


class PlanFile(NamedTuple):
    """A file somebody could adopt: its name as it is shown, the path it is loaded by, its bytes; `why` it could not be
    read, if it could not."""

    name: str
    place: str
    source: bytes
    is_bundled: bool = False
    why: str = ""


def listed(office: Office, files: Iterable[PlanFile], base: Papers) -> list[Sheet]:
    """Each plan file with its head and what it is to the ledger: a user's own in the order given, then the bundled ones
    by their day of issue; papers of other kinds left out.

    `base` are the bodies, rules and notices every load brings along. Sheets: file, place, bundled, id, title, document,
    issued (ISO or ""), tasks (how many), state, fault (the first, None where it has none). A bundled
    file is known to be good and only compared as it is written.
    """
    found = [_listed(office, each, base) for each in files if each.why or kind_of(each.source) == "plan"]
    return sorted(found, key=lambda sheet: (sheet["bundled"], sheet["issued"] if sheet["bundled"] else ""))


def _listed(office: Office, each: PlanFile, base: Papers) -> Sheet:
    document = parse(each.source, each.name).document or {}
    head = {key: str(document.get(key, "")) for key in ("id", "title", "document", "issued")}
    sheet = {"file": each.name, "place": each.place, "bundled": each.is_bundled, "fault": None, **head}
    if each.is_bundled:
        return {**sheet, "tasks": len(document["tasks"]), "state": _state_by_text(office, head["id"], each.source)}
    found = previewed(office, each, base)
    name, tasks = found.plans[0] if found.plans else (head["id"], 0)
    fault = found.faults[0] if found.faults else None
    return {**sheet, "id": name, "tasks": tasks, "state": _state(found, name), "fault": fault}


def _state_by_text(office: Office, plan: str, source: bytes) -> str:
    adopted = office.store.revision_of(plan)
    if adopted is None:
        return NEW
    return ADOPTED if adopted.hash == sha256(source).hexdigest() else CHANGED


def _state(found: Checked, plan: str) -> str:
    if found.faults:
        return FAULTY
    if plan in found.new:
        return NEW
    return CHANGED if found.differences else ADOPTED


def previewed(office: Office, each: PlanFile, base: Papers) -> Checked:
    """Faults and doubts of one file by line, and what adopting it would change."""
    if each.why:
        return Checked((Fault(each.name, 0, "unreadable-file", {"why": each.why}),), ())
    return adopt.preview(office, base._replace(plans=((each.name, each.source),)))


PRESSING = (FAULTY, CHANGED, NEW)
"""What waits, in the order in which somebody has to look at it."""


def pending(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Those that wait, the most pressing first; a bundled file not where the user has that plan in a file of his own.
    """
    every = list(sheets)
    own = {sheet["id"] for sheet in every if not sheet["bundled"]}
    found = (sheet for sheet in every if not (sheet["bundled"] and sheet["id"] in own))
    return sorted((each for each in found if each["state"] in PRESSING), key=lambda each: PRESSING.index(each["state"]))


def proposed(sheets: Iterable[Sheet]) -> list[str]:
    """The places of the files to adopt where nobody chooses: all that are new or changed, of one plan the first."""
    found: dict[str, str] = {}
    for sheet in sheets:
        if sheet["state"] in {NEW, CHANGED}:
            found.setdefault(sheet["id"], sheet["place"])
    return list(found.values())
