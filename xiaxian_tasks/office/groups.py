"""Parts that are handed over from a group to each of its members (分别承办), so that each answers for itself."""

from collections.abc import Iterable

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.life import LEAD, is_full
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import acting, names
from xiaxian_tasks.office.acting import Done, Scene
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.office.steps import NO_WORDS, Content, Words, dispatch, parts_of, receipt_due, with_words


def assign_each(office: Office, task: str, group: str, *, role: str = "", words: Words = NO_WORDS) -> Done:
    """Hand a group's part over to each of its members (分别承办), every one of which then signs for itself.

    The role is the group's own where none is said. A member that leads already, or is bound in this way, stays as it
    is. Raises Refused `no-group` for a body without members, `not-assigned` (4).
    """

    def make(scene: Scene) -> Content:
        whole = names.body(office, group)
        if not whole.members:
            raise Refused("no-group", body=whole.name)
        bound = {each.body: each.role for each in parts_of(scene)}
        meant = role or bound.get(whole.name, LEAD)
        members = [body for body in _members(office, whole) if bound.get(body) not in {LEAD, meant}]
        content: Content = {"from": whole.name, "bodies": members, "role": meant}
        if is_full(scene.state.life) and scene.state.life.stage == "dispatched":
            content["receipt_due"] = receipt_due(scene)
        return with_words(content, words)

    return acting.act(office, task, kinds.ASSIGNMENT, make)


def _members(office: Office, group: Body) -> list[str]:
    """The members of a group, those of groups in it among them."""
    known = {body.name: body for body in office.store.bodies()}
    found: list[str] = []
    open_ones, seen = list(group.members), {group.name}
    while open_ones:
        name = open_ones.pop(0)
        if name in seen:
            continue
        seen.add(name)
        inner = known[name].members if name in known else ()
        open_ones = [*inner, *open_ones]
        found += [] if inner else [name]
    return found


def dispatch_each(office: Office, task: str, bodies: Iterable[str] = (), words: Words = NO_WORDS) -> Done:
    """Hand the part of every group of a task that was not sent yet over to its members, then send the task out."""
    row = names.task(office, task)
    state = newest_state(row)
    known = {body.name: body for body in office.store.bodies()}
    named = [names.body(office, text).name for text in bodies]
    unsent = [
        each.body for each in state.parts
        if each.state == "unsent" and each.body in known and known[each.body].members
        and (not named or each.body in named)
    ]
    for group in unsent:
        assign_each(office, row.id, group)
        if group in named:
            place = named.index(group)
            named[place : place + 1] = _members(office, known[group])
    return dispatch(office, row.id, dict.fromkeys(named), words)
