"""From what people type to what is meant: tasks and bodies, with near names where nothing answers."""

from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.domain.terms import UNASSIGNED
from xiaxian_tasks.errors import NotFound
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import PlanRow, TaskRow

CANDIDATES = 10


def task(office: Office, text: str) -> TaskRow:
    """The task `text` means: an exact id, an unambiguous beginning of one, or words that match exactly one task.

    Raises NotFound `task` (5) with the candidates.
    """
    text = text.strip()
    if row := office.store.task(_by_document(office, text), office.on):
        return row
    found = office.store.task_ids(text, CANDIDATES + 1) if text else []
    if text in [name for name, _ in found]:
        raise NotFound("task-not-yet", [], name=text, on=office.on)
    exact = [pair for pair in found if text.startswith("/") and pair[0].endswith(text)]
    found = exact or found
    if not found and text:
        found = office.store.search_ids(tuple(text.lower().split()), CANDIDATES + 1)
    if len(found) == 1 and (row := office.store.task(found[0][0], office.on)):
        return row
    near = [f"{name} {title}" for name, title in found[:CANDIDATES]] or _near_tasks(office, text)
    raise NotFound("ambiguous-task" if found else "task", near, name=text)


def _by_document(office: Office, text: str) -> str:
    """The id that "21号/13" stands for, as the screen writes it; any other text as it is."""
    short, found, number = text.partition("号/")
    if not found or not short.isdigit():
        return text
    plans = [row.id for row in office.store.plans(counted=False) if row.document.endswith(f"〕{short}号")]
    return f"{plans[0]}/{number}" if len(plans) == 1 else text


def _near_tasks(office: Office, text: str) -> list[str]:
    """Tasks whose id or title looks like `text`; only looked for when nothing answers."""
    if len(text) < 2:
        return []
    from rapidfuzz import fuzz, process

    plan, _, number = text.partition("/")
    pool = [f"{name} {title}" for name, title in office.store.task_ids("", 5000)]
    best = process.extract(text, pool, scorer=fuzz.WRatio, limit=5, score_cutoff=70)
    plans = [row.id for row in office.store.plans(counted=False)]
    if plan not in plans and number:
        best_plan = process.extractOne(plan, plans, scorer=fuzz.ratio, score_cutoff=60)
        if best_plan and office.store.task(f"{best_plan[0]}/{number}", office.on):
            return [f"{best_plan[0]}/{number}", *(label for label, _, _ in best[:4])]
    return [label for label, _, _ in best]


def plan(office: Office, text: str) -> str:
    """The id of the plan `text` names: its id, its document's number, else the only one whose id or title holds it.

    Raises NotFound `plan` (5) with near names.
    """
    text, known = text.strip(), office.store.plans(counted=False)
    for row in known:
        if text and text in {row.id, row.document}:
            return row.id
    found = [row for row in known if text and (text in row.id or text in row.title or text in row.document)]
    if len(found) == 1:
        return found[0].id
    near = found or _near_plans(known, text)
    raise NotFound("ambiguous-plan" if found else "plan", [f"{row.id} {row.title}" for row in near], name=text)


def _near_plans(known: list[PlanRow], text: str) -> list[PlanRow]:
    """The plans whose id looks most like `text`; all of them where none does."""
    from rapidfuzz import fuzz, process

    rows = {row.id: row for row in known}
    best = process.extract(text, list(rows), scorer=fuzz.ratio, limit=5, score_cutoff=50)
    return [rows[name] for name, _score, _place in best] or known[:CANDIDATES]


def body(office: Office, text: str) -> Body:
    """The body `text` names: its name, an alias, else the only one that holds the text or has these initials.

    Raises NotFound `body` (5) with near names.
    """
    text, bodies = text.strip(), office.store.bodies()
    for known in bodies:
        if text == known.name or text in known.aliases:
            return known
    found = [known for known in bodies if text and any(text in name for name in (known.name, *known.aliases))]
    if not found and text.isascii() and text.isalpha():
        from xiaxian_tasks.finder import initials

        low = text.lower()
        found = [known for known in bodies if any(low in spelled for spelled in initials(known.name))]
    if len(found) == 1:
        return found[0]
    near = [known.name for known in found[:CANDIDATES]] or near_bodies(bodies, text)
    raise NotFound("ambiguous-body" if found else "body", near, name=text)


def near_bodies(bodies: list[Body], text: str) -> list[str]:
    """The five bodies whose name or alias looks most like `text`."""
    from rapidfuzz import fuzz, process

    pool = {name: known.name for known in bodies for name in (known.name, *known.aliases)}
    best = process.extract(text, list(pool), scorer=fuzz.WRatio, limit=8, score_cutoff=55)
    return list(dict.fromkeys(pool[label] for label, _, _ in best))[:5]


def groups_of(office: Office, name: str) -> tuple[str, ...]:
    """The groups a body sits in, and the groups those sit in."""
    bodies, found, sought = office.store.bodies(), list[str](), {name}
    while sought:
        above = [group.name for group in bodies if sought.intersection(group.members)]
        sought = set(above).difference(found, {name})
        found += sorted(sought)
    return tuple(found)


def owing(office: Office, text: str) -> tuple[str, ...]:
    """The names under which a body leads or supports: its own and those of its groups; what nobody leads by its row.

    Raises NotFound `body` (5).
    """
    if text.strip() == UNASSIGNED:
        return (UNASSIGNED,)
    return (*called(office, text), *groups_of(office, body(office, text).name))


def called(office: Office, text: str) -> tuple[str, ...]:
    """The names under which what `text` means bore its duties on the office's day.

    Before a reorganisation these are the old ones; where an old name is typed, that one alone. Raises NotFound `body`
    (5).
    """
    from xiaxian_tasks.office import county

    name, newest = body(office, text).name, county.state(office)
    known = county.as_known(office).renamed
    later = {old: new for old, new in newest.renamed.items() if old not in known}
    if text.strip() in later:
        return (text.strip(),)
    return (name, *(old for old, new in later.items() if new == name))
