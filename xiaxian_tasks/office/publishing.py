"""Publishing (发布): what should stand in a calendar on another server, and getting there from wherever it is.

Before each request it is written down what is about to be done, and afterwards that it is; whoever is stopped in
between finds at the next run either version there and goes on. Only what is known to be ours is ever touched: the
server's version of it must be the one looked at, and nothing is put where anything stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from xiaxian_tasks.domain.agenda import DOMAIN
from xiaxian_tasks.errors import Undelivered
from xiaxian_tasks.office.objects import digest_of, href_of, is_forgotten, is_ours, marks, may_be_ours
from xiaxian_tasks.ports import Published
from xiaxian_tasks.ports.collection import CHANGED, DONE, REFUSED, Answer, Collection, Held, Wanted

PUT, REPLACE, REMOVE, KEEP, LEAVE, FORGET = "put", "replace", "remove", "keep", "leave", "forget"
"""What is to be done with one UID. LEAVE: somebody else's object stands in its place. FORGET: it is gone already."""

TRIES = 3
"""Times one object is looked at anew when somebody changed it between the look and the request."""


class Step(NamedTuple):
    """What is to be done with one UID at one place; `etag` is the version there that was looked at."""

    act: str
    uid: str
    href: str
    etag: str = ""


class Left(NamedTuple):
    """What could not be brought about: "foreign" somebody else's stands there, "busy" somebody kept changing it,
    "refused" by the server, "unproven" not there when looked at once more; `reply` is what the server said."""

    uid: str
    href: str
    why: str
    reply: str = ""


class Outcome(NamedTuple):
    """What a run did, by UID, what it had to leave, and what stopped it, None where nothing did."""

    done: Mapping[str, list[str]]
    left: list[Left]
    stopped: Undelivered | None = None


class Notes(Protocol):
    """Where it is written down what was put where: of the store no more than this is asked."""

    def publish(self, put: Sequence[Published] = (), gone: Sequence[Published] = ()) -> None:
        """Note some objects and forget others, in one transaction."""


class Scene:
    """What stands in a collection, beside what is known to have been put there."""

    def __init__(self, collection: Collection, known: Iterable[Published], writer: str) -> None:
        self.collection = collection
        self.rows = {row.uid: row for row in known}
        self.writer = writer
        self.listed = dict(collection.etags())
        self._moved: dict[str, Held] | None = None
        self._looks_around = False

    def plan(self, wanted: Mapping[str, Wanted]) -> list[Step]:
        """What is to be done: what is not wanted any more first, as it makes room, then what is. Nothing is written."""
        known = {row.href for row in self.rows.values()} | {href_of(uid) for uid in wanted}
        strange = sorted(href for href in self.listed if href not in known)
        self._looks_around = bool(strange)
        gone = [self.step(uid, None) for uid in self.rows if uid not in wanted]
        return [*gone, *self._forgotten(strange), *(self.step(each.uid, each) for each in wanted.values())]

    def step(self, uid: str, wanted: Wanted | None) -> Step:
        """What is to be done with one UID, which should stand there or, with None, should not."""
        row = self.rows.get(uid)
        for href in dict.fromkeys((row.href if row else href_of(uid), href_of(uid))):
            etag = self.listed.get(href)
            if row and etag and (row.href, row.etag) == (href, etag):
                is_right = wanted is not None and not row.intent and digest_of(wanted.content) == row.digest
                return Step(KEEP if is_right else REPLACE if wanted else REMOVE, uid, href, etag)
            held = self._read(href) if etag is not None else None
            if held and is_ours(held, uid, row, self.writer):
                return Step(REPLACE if wanted else REMOVE, uid, href, held.etag)
        moved = self._elsewhere(uid) if self._looks_around else None
        if moved and marks(moved.content).writer == self.writer:
            return Step(REPLACE if wanted else REMOVE, uid, moved.href, moved.etag)
        if wanted is None:
            return Step(FORGET, uid, href_of(uid))
        return Step(LEAVE if moved or href_of(uid) in self.listed else PUT, uid, href_of(uid))

    def again(self, step: Step, answer: Answer, wanted: Wanted | None) -> Step:
        """What is to be done after all, now that another version stands there, or the UID somewhere else."""
        if answer.outcome == CHANGED:
            self._read(step.href)
        self._looks_around, self._moved = True, None
        return self.step(step.uid, wanted)

    def _read(self, href: str) -> Held | None:
        held = self.collection.read(href)
        if held:
            self.listed[href] = held.etag
        else:
            self.listed.pop(href, None)
        return held

    def _elsewhere(self, uid: str) -> Held | None:
        """The object of a UID at another place than its own: somebody moved it there."""
        if self._moved is None:
            found = [(marks(held.content).uid, held) for held in self.collection.holding(DOMAIN)]
            self._moved = {each: held for each, held in found if each and held.href != href_of(each)}
        return self._moved.get(uid)

    def _forgotten(self, strange: list[str]) -> Iterator[Step]:
        """What we put there and do not know of any more; it is not wanted."""
        for href in strange:
            held = self._read(href) if may_be_ours(href) else None
            if held and is_forgotten(held, self.writer):
                uid = marks(held.content).uid
                if uid not in self.rows:
                    yield Step(REMOVE, uid, href, held.etag)


class Round:
    """One run: the steps of a plan, each written down before and after."""

    def __init__(self, notes: Notes, scene: Scene, wanted: Mapping[str, Wanted]) -> None:
        self._notes, self._scene, self._wanted = notes, scene, wanted
        self._done: dict[str, list[str]] = {act: [] for act in (PUT, REPLACE, REMOVE, KEEP)}
        self._left: list[Left] = []

    def carry_out(self, steps: Iterable[Step]) -> Outcome:
        """Take the steps, then look once more. What stops the server stops the run; what was done stays done."""
        try:
            for step in steps:
                self._take(step)
            if any(self._done[act] for act in (PUT, REPLACE, REMOVE)):
                self._prove()
        except Undelivered as fault:
            return Outcome(self._done, self._left, fault)
        return Outcome(self._done, self._left)

    def _take(self, step: Step) -> None:
        for _try in range(TRIES):
            if step.act == KEEP:
                self._done[KEEP].append(step.uid)
                return
            if step.act in {LEAVE, FORGET}:
                self._give_up(step)
                return
            answer = self._request(step)
            if answer.outcome == DONE:
                self._settle(step, answer)
                return
            if answer.outcome == REFUSED:
                self._put_back(step, Left(step.uid, step.href, "refused", answer.reply))
                return
            step = self._scene.again(step, answer, self._wanted.get(step.uid))
        self._put_back(step, Left(step.uid, step.href, "busy"))

    def _request(self, step: Step) -> Answer:
        """Write down what is about to be done, and do it."""
        collection, wanted, known = self._scene.collection, self._wanted.get(step.uid), self._scene.rows.get(step.uid)
        digest = digest_of(wanted.content) if wanted else known.digest if known else ""
        self._note(step, step.etag, digest, intent=step.act)
        if wanted is None:
            return collection.remove(step.href, step.etag)
        return collection.put(step.href, wanted.content, step.etag)

    def _settle(self, step: Step, answer: Answer) -> None:
        self._done[step.act].append(step.uid)
        if wanted := self._wanted.get(step.uid):
            self._note(step, answer.etag, digest_of(wanted.content), intent="")
        else:
            self._forget(step)

    def _note(self, step: Step, etag: str, digest: str, *, intent: str) -> None:
        row = Published(self._scene.collection.address, step.uid, step.href, etag, digest, intent)
        self._notes.publish([row])
        if not intent:
            self._scene.rows[step.uid] = row

    def _forget(self, step: Step) -> None:
        self._notes.publish(gone=[Published(self._scene.collection.address, step.uid, step.href)])
        self._scene.rows.pop(step.uid, None)

    def _give_up(self, step: Step) -> None:
        if step.act == LEAVE:
            self._left.append(Left(step.uid, step.href, "foreign"))
        if step.uid in self._scene.rows or step.act == FORGET:
            self._forget(step)

    def _put_back(self, step: Step, left: Left) -> None:
        """As it was known before, so that the next run looks again."""
        self._left.append(left)
        row = self._scene.rows.get(step.uid)
        if row and row.etag:
            self._notes.publish([row])
        else:
            self._forget(step)

    def _prove(self) -> None:
        """Look once more whether all that was put stands there: a server may take an object and lose or change it."""
        listed = self._scene.collection.etags()
        for act in (PUT, REPLACE):
            for uid in self._done[act]:
                row = self._scene.rows[uid]
                if listed.get(row.href) != row.etag and not self._is_rewritten(row):
                    self._left.append(Left(uid, row.href, "unproven"))

    def _is_rewritten(self, row: Published) -> bool:
        """Whether the server itself gave the object another version: it says what we put, and is noted so."""
        held = self._scene.collection.read(row.href)
        wanted = self._wanted[row.uid]
        if held is None or marks(held.content) != marks(wanted.content):
            return False
        self._notes.publish([row._replace(etag=held.etag)])
        return True
