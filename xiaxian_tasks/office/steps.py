"""The steps of full supervision, each made from what somebody says: bodies found, days worked out, figures read.

Every function records one entry on one task through `acting.act`; who may and when stands in the workflow's table.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import guards, quantity, reporting, workflow
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import in_force, withdrawn
from xiaxian_tasks.domain.life import ENDED, LEAD, SUPPORT, Assignment, dues, dues_together, is_full
from xiaxian_tasks.domain.people import OF_A_BODY
from xiaxian_tasks.domain.reporting import Draft
from xiaxian_tasks.errors import Misused, NotFound, Refused
from xiaxian_tasks.office import acting, names
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office.acting import Done, Files, Scene
from xiaxian_tasks.office.desk import Office

Content = dict[str, Any]


class Words(NamedTuple):
    """What may be typed beside any step: a note, the reason, the deciding paper, and why a limit is passed over."""

    note: str = ""
    reason: str = ""
    document: str = ""
    override: str = ""


NO_WORDS = Words()


class Checked(NamedTuple):
    """How something was checked (guards.HOWS), and the figure found, if one was: as typed, of which target and day."""

    how: str
    value: str = ""
    target: str = ""
    as_of: date | None = None


def with_words(content: Content, words: Words) -> Content:
    """The content with what was typed beside it."""
    return {**content, **{key: text.strip() for key, text in words._asdict().items() if text.strip()}}


def parts_of(scene: Scene) -> tuple[Assignment, ...]:
    """The parts of the task that bind their bodies now."""
    return scene.state.parts


def _meant(
    scene: Scene, kind: str, said: Iterable[str], among: Callable[[Assignment], bool] | None = None
) -> Content:
    """The bodies a step is about: those named; else the actor's own; else all whose state lets the step through, which
    the workflow's table says unless `among` does."""
    speaking = [names.body(scene.office, text).name for text in said]
    if not speaking and scene.by.role in OF_A_BODY:
        speaking = [scene.by.body]
    named = list(dict.fromkeys(acting.assigned_as(scene, body) for body in speaking))
    via = [body for body in speaking if acting.assigned_as(scene, body) != body]
    if not named:
        assigned = workflow.WORKFLOW[kind].assigned
        named = [each.body for each in parts_of(scene) if (among(each) if among else each.state in assigned)]
        if len(named) > 1 and kind in _ONE_AT_A_TIME:
            raise Misused("which-body", candidates=named)
    content: Content = {"body": named[0]} if len(named) == 1 else {"bodies": named} if named else {}
    return {**content, "via": "、".join(via)} if via else content


_ONE_AT_A_TIME = frozenset({kinds.REFUSAL, kinds.REQUEST, kinds.RETURN, kinds.EXTENSION_REQUEST, kinds.RECEIPT})
"""Steps a body takes by itself: of several that could be meant, one has to be named."""



def receipt_due(scene: Scene) -> str:
    """The last day for signing: so many working days after the day of dispatch, which is not counted."""
    days = scene.state.task.rules.receipt
    return scene.office.workdays.after(scene.office.on, days).isoformat()


def register(office: Office, task: str, words: Words = NO_WORDS) -> Done:
    """Register a task (立项); its number is the year's next, and no number is ever given twice."""

    def make(_scene: Scene) -> Content:
        year = office.on.year
        given = [row.number for row in office.store.numbers(kinds.REGISTRATION, year)]
        return with_words({"number": f"{year}-{max(given, default=0) + 1:03d}"}, words)

    return acting.act(office, task, kinds.REGISTRATION, make)


def assign(
    office: Office, task: str, body: str, *, role: str = LEAD, instead_of: str = "", words: Words = NO_WORDS
) -> Done:
    """Bind a body to a task (分派), or hand the assignment of one over to another; with no body only release one."""

    def make(scene: Scene) -> Content:
        content: Content = {}
        if instead_of:
            content["from"] = names.body(office, instead_of).name
            bound = {each.body: each.role for each in parts_of(scene)}
            content["role"] = bound.get(content["from"], role)
        if body:
            content = {"body": names.body(office, body).name, "role": role, **content}
            if is_full(scene.state.life) and scene.state.life.stage == "dispatched":
                content["receipt_due"] = receipt_due(scene)
        return with_words(content, words)

    return acting.act(office, task, kinds.ASSIGNMENT, make)


def dispatch(office: Office, task: str, bodies: Iterable[str] = (), words: Words = NO_WORDS) -> Done:
    """Send a task out to its bodies (交办): all that were not sent yet; one that refused only when named (坚持交办)."""

    def make(scene: Scene) -> Content:
        content = _meant(scene, kinds.DISPATCH, bodies, lambda each: each.state == "unsent")
        return with_words({**content, "receipt_due": receipt_due(scene)}, words)

    return acting.act(office, task, kinds.DISPATCH, make)


def receive(office: Office, task: str, bodies: Iterable[str] = (), words: Words = NO_WORDS) -> Done:
    """Sign for a task (签收)."""
    return acting.act(office, task, kinds.RECEIPT, lambda scene: with_words(
        _meant(scene, kinds.RECEIPT, bodies), words
    ))


def refuse(office: Office, task: str, body: str, words: Words) -> Done:
    """Refuse a task (拒签): the wrong body; the office assigns another or insists. The task's clock does not stop."""
    return acting.act(office, task, kinds.REFUSAL, lambda scene: with_words(
        _meant(scene, kinds.REFUSAL, _one(body)), words
    ))


def request(office: Office, task: str, body: str, words: Words = NO_WORDS, files: Files = ()) -> Done:
    """Ask for completion (申请办结): with at least one piece of evidence, and a reason where a target is not met."""
    return acting.act(office, task, kinds.REQUEST, lambda scene: with_words(
        _meant(scene, kinds.REQUEST, _one(body)), words
    ), files=files)


def send_back(office: Office, task: str, body: str, *, cause: str, due: date | None, words: Words = NO_WORDS) -> Done:
    """Return what was reported (退办) for a cause of the list, with a new day: by default as an answer is due."""

    def make(scene: Scene) -> Content:
        day = due or office.workdays.after(office.on, scene.state.task.rules.reply)
        content = _meant(scene, kinds.RETURN, _one(body))
        return with_words({**content, "cause": cause, "due": day.isoformat()}, words)

    return acting.act(office, task, kinds.RETURN, make)


def accept(office: Office, task: str, bodies: Iterable[str], checked: Checked, words: Words = NO_WORDS) -> Done:
    """Accept what bodies have done (认可): those that asked; with the last lead also the supporting ones at work."""

    def make(scene: Scene) -> Content:
        content = _meant(scene, kinds.ACCEPTANCE, bodies, lambda each: _is_acceptable(scene, each))
        return with_words({**content, **_found(scene, checked)}, words)

    return acting.act(office, task, kinds.ACCEPTANCE, make)


def _is_acceptable(scene: Scene, each: Assignment) -> bool:
    if each.state == "requested":
        return True
    leads_done = all(other.state in {"requested", "accepted"} for other in parts_of(scene) if other.role == LEAD)
    return each.role == SUPPORT and leads_done and each.state in {"signed", "active", "returned"}


def check(office: Office, task: str, checked: Checked, words: Words = NO_WORDS, files: Files = ()) -> Done:
    """Check a reported value (核实): what was found stands beside what was reported."""
    return acting.act(office, task, kinds.CHECK, lambda scene: with_words(_found(scene, checked), words), files=files)


def _found(scene: Scene, checked: Checked) -> Content:
    """How it was checked and, where a figure was found, of which target, in its unit, of which day."""
    content: Content = {"how": checked.how}
    if not checked.value:
        return content
    draft = Draft(value=quantity.parse(checked.value), target=checked.target)
    target, part = reporting.target_meant(scene.state, draft)
    assert draft.value is not None
    content |= {
        "target": part.id if part else target.id,
        "value": plain(quantity.convert(draft.value, target.unit)),
        "unit": target.unit,
        "as_of": (checked.as_of or scene.office.on).isoformat(),
    }
    return content


def close(office: Office, task: str, *, recheck: int | None = None, words: Words = NO_WORDS) -> Done:
    """Close a completed task (销号) and set the day to look back (回头看), `recheck` days on; 0 sets none."""

    def make(scene: Scene) -> Content:
        days = scene.state.task.rules.recheck if recheck is None else recheck
        due = {"recheck_due": (office.on + timedelta(days=days)).isoformat()} if days else {}
        return with_words(due, words)

    return acting.act(office, task, kinds.CLOSURE, make)


def recheck(
    office: Office, task: str, *, found: str, checked: Checked, next_one: date | None = None, words: Words = NO_WORDS
) -> Done:
    """Look back at a closed task (回头看): it held, or it relapsed; a figure that was found moves the light."""

    def make(scene: Scene) -> Content:
        content = {"found": found, **_found(scene, checked)}
        if next_one:
            content["recheck_due"] = next_one.isoformat()
        return with_words(content, words)

    return acting.act(office, task, kinds.RECHECK, make)


def reopen(office: Office, task: str, *, due: date | None = None, words: Words = NO_WORDS) -> Done:
    """Open a closed task again (重启): a new round, counted, with a new day where one is set; its history stays."""

    def make(scene: Scene) -> Content:
        moved = {key: due.isoformat() for key in dues_together(scene.state.task)} if due else {}
        return with_words({"moved": moved} if moved else {}, words)

    return acting.act(office, task, kinds.REOPENING, make)


def suspend(office: Office, task: str, words: Words) -> Done:
    """Suspend a task (暂缓): its clock stops until it is resumed."""
    return acting.act(office, task, kinds.SUSPENSION, lambda _scene: with_words({}, words))


def resume(office: Office, task: str, words: Words = NO_WORDS) -> Done:
    """Resume a task (恢复): days that had not passed when it was suspended move by as long as it stood still."""

    def make(scene: Scene) -> Content:
        since = scene.state.life.since
        stood = (office.on - since).days if since else 0
        moved = guards.days_after_standing(scene.state, stood)
        return with_words({"stood": stood, "moved": {key: day.isoformat() for key, day in moved.items()}}, words)

    return acting.act(office, task, kinds.RESUMPTION, make)


def terminate(office: Office, task: str, words: Words) -> Done:
    """End a task for good (终止), by a decision whose paper is named."""
    return acting.act(office, task, kinds.TERMINATION, lambda _scene: with_words({}, words))


def merge(office: Office, task: str, into: str, words: Words = NO_WORDS) -> Done:
    """Merge a task into another (并案), which goes on. Refused `into-ended` (4) where it does not."""

    def make(_scene: Scene) -> Content:
        other = names.task(office, into)
        if other.stage in ENDED:
            raise Refused("into-ended", into=other.id, stage=other.stage)
        return with_words({"into": other.id}, words)

    return acting.act(office, task, kinds.MERGER, make)


def ask_extension(
    office: Office, task: str, due: date, *, body: str = "", duty: str = "", words: Words = NO_WORDS
) -> Done:
    """Ask for a later day (申请延期) before the day has passed: of the task with what is due with it, or one duty."""

    def make(scene: Scene) -> Content:
        content = _meant(scene, kinds.EXTENSION_REQUEST, _one(body))
        answer = office.workdays.after(office.on, scene.state.task.rules.reply)
        moved = {key: due.isoformat() for key in _duties(scene, duty)}
        return with_words({**content, "moved": moved, "due": answer.isoformat()}, words)

    return acting.act(office, task, kinds.EXTENSION_REQUEST, make)


def _duties(scene: Scene, duty: str) -> list[str]:
    """The dated duties meant: one by its id or words, or all that are due together with the task."""
    task = scene.state.task
    if not duty:
        return list(dues_together(task))
    dated = dues(task)
    called = {t.id: t.metric for t in task.targets} | {m.id: m.what for m in task.milestones}
    found = [key for key in dated if key == duty] or [key for key in dated if key and duty in called[key]]
    if len(found) != 1:
        raise NotFound("duty", [f"{key} {called[key]}" for key in found or dated if key], name=duty)
    return found


def grant_extension(office: Office, task: str, due: date | None = None, words: Words = NO_WORDS) -> Done:
    """Grant an extension (批准延期): the day that was asked for, or another definite one. The first day is kept."""

    def make(scene: Scene) -> Content:
        wish = scene.state.life.wish
        moved = {key: (due or day).isoformat() for key, day in wish.moved} if wish else {}
        first = dues(scene.state.printed)
        days = {first[key].isoformat() for key in moved if key in first}
        return with_words({"moved": moved, "first": sorted(days)}, words)

    return acting.act(office, task, kinds.EXTENSION_GRANT, make)


def refuse_extension(office: Office, task: str, words: Words) -> Done:
    """Refuse an extension (不予延期)."""
    return acting.act(office, task, kinds.EXTENSION_REFUSAL, lambda _scene: with_words({}, words))


def remark(
    office: Office, task: str, text: str, *, body: str = "", due: date | None = None, leader: str = "",
    words: Words = NO_WORDS,
) -> Done:
    """Put a leader's remark on a task (批示); with a day it asks for an answer, of its lead or of the body named.

    `leader` is whose words they are where somebody else enters them. Raises Refused `not-a-leader` (4).
    """

    def make(scene: Scene) -> Content:
        content = {"text": text.strip()}
        if leader.strip():
            content["leader"] = office_county.leader_of(scene.county, leader.strip())
        if body:
            content["body"] = names.body(office, body).name
        if due:
            content["due"] = due.isoformat()
        return with_words(content, words)

    return acting.act(office, task, kinds.REMARK, make)


def reply(office: Office, task: str, text: str, *, to: int | None = None, words: Words = NO_WORDS) -> Done:
    """Answer a remark (回复): the one that is open, or by its number in the history."""

    def make(scene: Scene) -> Content:
        questions = scene.state.life.questions
        if to is None and len(questions) > 1:
            raise Misused("which-question", candidates=[f"{each.seq} {each.text}" for each in questions])
        seq = to if to is not None else questions[0].seq if questions else None
        content: Content = {"text": text.strip(), **({"to": seq} if seq is not None else {})}
        if due := next((each.due for each in questions if each.seq == seq), None):
            content["answer_due"] = due.isoformat()
        return with_words(content, words)

    return acting.act(office, task, kinds.REPLY, make)


def withdraw(office: Office, task: str, seq: int | None = None, words: Words = NO_WORDS) -> Done:
    """Take an entry back (撤回) by one more entry: the newest that stands, or the one named; also a withdrawal.

    What was recorded after it must be lawful without it: Refused `later-needs-it` (4) names the first that is not.
    """

    def make(scene: Scene) -> Content:
        history = office.store.history(scene.state.task.id)
        entry = _to_withdraw(history, seq)
        workflow.lawful_without(history, entry.seq, office.lay_out)
        return with_words({"of": entry.seq, "what": entry.kind, "author": entry.by}, words)

    return acting.act(office, task, kinds.WITHDRAWAL, make)


def _to_withdraw(history: list[Entry], seq: int | None) -> Entry:
    """The entry meant; one taken back already cannot be again, its withdrawal can."""
    gone = withdrawn(history)
    if seq is None:
        kept = [entry for entry in in_force(history) if entry.kind not in workflow.NEVER_WITHDRAWN]
        if not kept:
            raise Refused("nothing-to-withdraw", task=history[0].task)
        return kept[-1]
    for entry in history:
        if entry.seq == seq:
            return entry
    raise NotFound("entry", [str(entry.seq) for entry in history if entry.seq not in gone], name=str(seq))


def _one(body: str) -> tuple[str, ...]:
    return (body,) if body else ()
