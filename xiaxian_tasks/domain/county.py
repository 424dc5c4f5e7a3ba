"""What is true of the whole county (全县): its people, closed months, seals, views, subscriptions, in one history."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import subscriptions
from xiaxian_tasks.domain.codec import decode
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.people import People
from xiaxian_tasks.domain.subscriptions import Subscription
from xiaxian_tasks.domain.terms import SIMPLE


class Month(NamedTuple):
    """A month that was closed (月度封账): its name ("2023-10"), the day it was closed on, the counts of lights by plan,
    and the hash of all lights of that day."""

    month: str
    day: date
    counts: dict[str, dict[str, int]]
    lights: str


class Seal(NamedTuple):
    """A seal (封存): its code, the day it was made, and what it covers, as its entry says."""

    code: str
    at: date
    seq: int
    content: dict[str, Any]


class County(NamedTuple):
    """The county after some entries of its history. `ways` are the plans that do not stand under simple supervision,
    `scoring` the rules of standing, `ladder` that of reminders, as adopted, {} the bundled ones; `renamed` says
    under which name the duties of a body go on that was renamed, merged or abolished, `same` under which name a
    body goes on that was renamed alone; `demo` marks a ledger for practice, with the day it is opened on and who
    acts in it, {} a real one; `subscriptions` are the calendars given out, in the order in which they were."""

    people: People = People()
    ways: dict[str, str] = {}
    months: tuple[Month, ...] = ()
    seals: tuple[Seal, ...] = ()
    views: dict[str, str] = {}
    scoring: dict[str, Any] = {}
    ladder: dict[str, Any] = {}
    renamed: dict[str, str] = {}
    same: dict[str, str] = {}
    demo: dict[str, str] = {}
    subscriptions: tuple[Subscription, ...] = ()
    seq: int = 0
    head: str = ""
    at: date = date.min

    @property
    def closed(self) -> date | None:
        """The last day of the closed months: no later entry of a task may count from it or before."""
        return max((month.day for month in self.months), default=None)

    def way_of(self, plan: str) -> str:
        """How a plan is supervised."""
        return self.ways.get(plan, SIMPLE)

    def present(self, body: str) -> str:
        """The name a body has now; one that went into another keeps its last own name."""
        return self.same.get(body, body)

    def former(self, body: str) -> tuple[str, ...]:
        """The names a body had before."""
        return tuple(old for old, new in self.same.items() if new == body)


def from_document(document: dict[str, Any]) -> County:
    """The county that `codec.encode` made a plain document of."""
    found = dict(document)
    if "people" in found:
        found["people"] = decode(People, found["people"])
    found["months"] = tuple(
        Month(**{**month, "day": date.fromisoformat(month["day"])}) for month in found.get("months", ())
    )
    found["seals"] = tuple(
        Seal(**{**seal, "at": date.fromisoformat(seal["at"])}) for seal in found.get("seals", ())
    )
    found["subscriptions"] = tuple(decode(Subscription, each) for each in found.get("subscriptions", ()))
    return County(**found)


def fold_county(entries: Iterable[Entry]) -> County:
    """Replay the county's history."""
    county = County()
    for entry in entries:
        county = step_county(county, entry)
    return county


def step_county(county: County, entry: Entry) -> County:
    """The county after one more entry."""
    county = _CHANGES[entry.kind](county, entry) if entry.kind in _CHANGES else county
    return county._replace(seq=entry.seq, head=entry.hash, at=entry.at)


def _people(county: County, entry: Entry) -> County:
    return county._replace(people=decode(People, entry.content["people"]))


def _way(county: County, entry: Entry) -> County:
    return county._replace(ways={**county.ways, entry.content["plan"]: entry.content["way"]})


def _month(county: County, entry: Entry) -> County:
    content = entry.content
    month = Month(content["month"], date.fromisoformat(content["day"]), content["counts"], content["lights"])
    return county._replace(months=(*county.months, month))


def _seal(county: County, entry: Entry) -> County:
    seal = Seal(entry.content["code"], entry.at, entry.seq, entry.content)
    return county._replace(seals=(*county.seals, seal))


def _view(county: County, entry: Entry) -> County:
    name, query = entry.content["name"], entry.content["query"]
    views = {**county.views, name: query}
    if not query:
        del views[name]
    return county._replace(views=views)


def _reorganisation(county: County, entry: Entry) -> County:
    """A body goes on under another name, and with it whoever speaks for it and whoever is sent its calendar."""
    old, new = entry.content["from"], entry.content["body"]
    same = _taken(county.same, old, new) if entry.content["how"] == "renamed" else county.same
    persons = tuple(
        person._replace(body=new) if person.body == old else person for person in county.people.persons
    )
    return county._replace(
        renamed=_taken(county.renamed, old, new), same=same, people=county.people._replace(persons=persons),
        subscriptions=subscriptions.handed_over(county.subscriptions, old, new),
    )


def _demo(county: County, entry: Entry) -> County:
    return county._replace(demo={"on": entry.content["on"], "by": entry.content["by"]})


def _taken(names: dict[str, str], old: str, new: str) -> dict[str, str]:
    return {**{name: new if body == old else body for name, body in names.items()}, old: new}


def _subscription(county: County, entry: Entry) -> County:
    return county._replace(subscriptions=subscriptions.after(county.subscriptions, entry.content, entry.at))


def _scoring(county: County, entry: Entry) -> County:
    return county._replace(scoring=entry.content["rules"])


def _ladder(county: County, entry: Entry) -> County:
    return county._replace(ladder=entry.content["rules"])


_CHANGES: dict[str, Callable[[County, Entry], County]] = {
    kinds.PEOPLE: _people,
    kinds.WAY: _way,
    kinds.MONTH: _month,
    kinds.SEAL: _seal,
    kinds.VIEW: _view,
    kinds.SCORING: _scoring,
    kinds.LADDER: _ladder,
    kinds.DEMO: _demo,
    kinds.REORGANISATION: _reorganisation,
    kinds.SUBSCRIPTION: _subscription,
}
