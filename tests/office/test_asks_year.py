"""A year of the demo: it is lived through day by day with its reports, all that is asked is drafted, papers are issued
at once and some answered. What may go and what is held back is each day what has to be said, reckoned the long way over
every task there is; nothing is said on a day of rest, twice, or never."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from tests.domain.reckoned import Reckoning, to_say
from tests.ledgers import TODAY, demo
from tests.office.noticing import made
from xiaxian_tasks import assemble, bundled
from xiaxian_tasks.domain import escalation
from xiaxian_tasks.domain.causes import Day
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.messages import DIGEST, Line
from xiaxian_tasks.domain.register import Letter
from xiaxian_tasks.office import adopt, asked_of, asks, county, notices, outbox
from xiaxian_tasks.office.asks import Asked, Grouped
from xiaxian_tasks.office.demo import building
from xiaxian_tasks.office.demo.reporting import ON
from xiaxian_tasks.office.demo.voices import Voices
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.notices import Matter, Wish
from xiaxian_tasks.office.outbox import Draft
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.ports import Query, Writing
from xiaxian_tasks.store.open import open_store

DAY = timedelta(days=1)
FIRST, DAYS = building.BEGUN, 366
SHORT = 125
"""Days the suite lives through: from July to the middle of November, with the autumn holiday in them."""

Told = tuple[str, str, str, str, str, date, int]
"""Task, duty, body, rung, cause, since, time."""


class Figures(NamedTuple):
    """What a year comes to. `alone` are the messages if each matter went by itself; `daily` the messages and `nagged`
    the matters if all that stands were said again each working day; `rest` the messages on days of rest; `left` what
    was held back on the last day, by reason."""

    digests: int
    papers: int
    alone: int
    daily: int
    nagged: int
    rest: int
    rungs: Counter[str]
    left: Counter[str]


class Year:
    """The demo as it is lived through, with its outbox."""

    def __init__(self, path: Path) -> None:
        self.store = open_store(str(path), today=TODAY)
        papers = assemble.bundled_papers()._replace(people=(("people.toml", bundled.demo_people()),))
        first = building._desk(self.store, FIRST, building.AUTHOR)
        adopt.load(first, papers._replace(plans=()))
        self.issued = dict(building._by_issue(papers))
        scratch = open_store(str(demo(path.parent)), today=TODAY)
        self.voices = Voices(county.state(first).people, scratch.bodies())
        deeds = sorted(_deeds(scratch, self.voices), key=building._order)
        self.deeds = {on: list(group) for on, group in groupby(deeds, key=lambda deed: deed.on)}
        self.answers: dict[date, list[str]] = {}
        self.reckonings: dict[str, tuple[object, Reckoning]] = {}
        scratch.close()

    def desk(self, on: date) -> Office:
        return building._desk(self.store, on, self.voices.director)

    def live(self, on: date) -> None:
        """What happens on a day before anything is said."""
        if papers := self.issued.get(on):
            adopt.load(building._desk(self.store, on, building.AUTHOR), papers)
        self._do(on, range(9))
        for letter in self.answers.pop(on, ()):
            notices.reply(self.desk(on), letter, "已采取措施，见附表")

    def close(self, on: date) -> None:
        """Close the books of the month before, after which nothing more is entered that day."""
        self._do(on, range(9, 10))

    def _do(self, on: date, ranks: range) -> None:
        deeds = [deed for deed in self.deeds.get(on, ()) if deed.rank in ranks]
        for (_on, _rank, by), group in groupby(deeds, key=building._order):
            building._do(building._desk(self.store, on, by), list(group))

    def say(self, desk: Office, found: Asked) -> None:
        """Draft what may go; a paper is issued at once, and every third one answered before its day."""
        for group in found.due:
            lines = tuple(
                Line(each.ask.key, each.ask.task, each.ask.duty, each.ask.rung, each.ask.cause, each.ask.since,
                     each.ask.n, each.ask.due) for each in group.matters
            )
            drafts = [Draft(group.kind, group.body, lines, group.paper, approved=group.kind == DIGEST)]
            (message,) = outbox.draft(desk, drafts)
            if group.paper:
                self._issue(desk, group, message)

    def _issue(self, desk: Office, group: Grouped, message: str) -> None:
        def approved(letter: Letter) -> Writing:
            return Writing(messages=(outbox.letter_approved(
                desk, message, letter=letter.id, number=letter.number, evidence=(letter.docx,)
            ),))

        keys: dict[str, list[str]] = {}
        for each in group.matters:
            keys.setdefault(each.ask.task, []).append(each.ask.key)
        matters = tuple(Matter(task, tuple(own)) for task, own in keys.items())
        letter = notices.issue(desk, Wish(group.paper, (group.body,), matters), made(), also=approved)
        if letter["due"] and int(letter["letter"].rpartition("/")[2]) % 3 == 0:
            due = date.fromisoformat(letter["due"])
            self.answers.setdefault(desk.workdays.before(due, 1), []).append(letter["letter"])

    def reckoned(self, desk: Office) -> set[Told]:
        """What has to be said of every task there is."""
        ladder, day = asks.ladder_of(desk), asked_of.day_of(desk)
        states = {row.id: newest_state(row) for row in self.store.tasks(Query(desk.on, sort="plan"))}
        said = asked_of.said_of(desk, ladder, states)
        return {
            (task, *line) for task, state in states.items()
            for line in to_say(
                state, ladder, said[task], desk.on, day.workdays, reckoning=self._reckoning(state, day)
            )
        }

    def _reckoning(self, state: TaskState, day: Day) -> Reckoning:
        known = (state.head, day.workdays.known_until, day.members)
        before = self.reckonings.get(state.task.id)
        if before is None or before[0] != known:
            before = self.reckonings[state.task.id] = (known, Reckoning(state, day.workdays, day.members))
        return before[1]


def _deeds(scratch: object, voices: Voices) -> Iterator[building._Deed]:
    """What is done in the demo, by an office that knows all plans."""
    return building._deeds(building._desk(scratch, ON, voices.director), voices)  # type: ignore[arg-type]


def _told(found: Asked) -> tuple[set[Told], set[Told]]:
    """What may go, and what is held back by the office; what only cools down or waits is none of today's."""
    going = {_line(matter.ask) for group in found.due for matter in group.matters}
    stopped = {
        _line(each.matter.ask) for each in found.held if each.reason not in {"cool-down", "approval", "paused"}
    }
    return going, stopped


def _line(ask: escalation.Ask) -> Told:
    return ask.task, ask.duty, ask.body, ask.rung, ask.cause, ask.since, ask.n


def again(desk: Office) -> set[Told]:
    """All that would be said if nothing had been said before."""
    ladder, day = asks.ladder_of(desk), asked_of.day_of(desk)
    grounds = asked_of.grounds(desk, ladder)
    return {_line(ask) for ground in grounds for ask in escalation.asks(ground.state, ladder, [], day)}


def _same(desk: Office, lines: set[Told]) -> set[Told]:
    """Without the lines of a duty that is to have a paper."""
    papers = {rung.id for rung in asks.ladder_of(desk).rungs if rung.paper}
    has_paper = {each[:3] for each in lines if each[3] in papers}
    return {each for each in lines if each[3] in papers or each[:3] not in has_paper}


def lived(days: int) -> Figures:
    """Live through so many days, and count."""
    year = Year(Path(mkdtemp()) / "year.sqlite3")
    counts, rungs, left = Counter[str](), Counter[str](), Counter[str]()
    said = set[Told]()
    for ahead in range(days):
        on = FIRST + ahead * DAY
        year.live(on)
        desk = year.desk(on)
        found = asks.asked(desk, clock="09:00")
        going, stopped = _told(found)
        assert _same(desk, going | stopped) == year.reckoned(desk), on
        assert not going & said, on
        said |= going
        if desk.workdays.is_working(on):
            everything = again(desk)
            papers = {rung.id: rung.paper for rung in asks.ladder_of(desk).rungs}
            counts["daily"] += len({(body, papers[rung]) for _task, _duty, body, rung, *_ in everything})
            counts["nagged"] += len(everything)
        else:
            counts["rest"] += len(found.due)
        year.say(desk, found)
        year.close(on)
        counts.update(group.kind for group in found.due)
        rungs.update(each[3] for each in going)
        left = Counter(each.reason for each in found.held)
    return Figures(
        counts["digest"], counts["notice"], len(said), counts["daily"], counts["nagged"], counts["rest"], rungs, left
    )


@cache
def half_a_year() -> Figures:
    return lived(SHORT)


def test_each_day_says_what_has_to_be_said_and_never_on_a_day_of_rest() -> None:
    figures = half_a_year()
    assert figures.rest == 0
    rungs = {"near", "due", "slightly-behind", "unsigned", "blue-overdue", "blue-behind", "yellow-far", "yellow", "red"}
    assert rungs - set(figures.rungs) == set()


def test_a_digest_and_a_cool_down_spare_most_messages() -> None:
    figures = half_a_year()
    messages = figures.digests + figures.papers
    assert messages < figures.alone < figures.nagged
    assert messages < figures.daily


if __name__ == "__main__":
    print(lived(DAYS))
