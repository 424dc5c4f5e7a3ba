"""Random walks at the office's desk over a store: what is recorded stands in the ledger, what is refused is nowhere."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tests.ledgers import TODAY
from tests.office.everything import WELLS_PLAN
from tests.office.noticing import made, wish
from xiaxian_tasks import assemble
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import guards, workflow
from xiaxian_tasks.domain.chain import first_break
from xiaxian_tasks.domain.history import fold
from xiaxian_tasks.domain.life import is_full
from xiaxian_tasks.domain.lights import light_of, state_of_task
from xiaxian_tasks.domain.terms import WAITS
from xiaxian_tasks.domain.waits import waits_of
from xiaxian_tasks.errors import Misused, NotFound, Refused
from xiaxian_tasks.office import acting, months, notices, proof, record, seals, sight, steps, ways
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Checked, Words
from xiaxian_tasks.ports import Sought
from xiaxian_tasks.store.ledger import Ledger

T = TypeVar("T")

ROLES = {
    "王敏": "director", "李强": "director", "赵刚": "director", "周平": "supervisor", "吴琳": "supervisor",
    "孙岩": "leader", "水局长": "head 县水利局", "水联络": "liaison 县水利局", "住局长": "head 县住建局",
    "公联络": "liaison 县公安局", "阅览": "reader",
}
PEOPLE = "".join(
    f'[[people]]\nname = "{name}"\nrole = "{role.split()[0]}"\n'
    + (f'body = "{role.split()[1]}"\n' if " " in role else "")
    for name, role in ROLES.items()
)
NAMES = (*ROLES, "路人")
TASKS = tuple(f"wells-23/{number}" for number in "1234")
BODIES = ("县水利局", "县住建局", "县公安局", "县农业农村局")


class Dice(Protocol):
    """Whoever decides."""

    def pick(self, of: Sequence[T]) -> T:
        """One of several."""


def sit(ledger: Ledger, on: date, by: str) -> Office:
    """An office at a ledger on a day; its clock stands at nine of the true day."""
    moment = datetime.fromisoformat(f"{TODAY}T09:00:00+08:00")
    return Office(ledger, on=on, today=TODAY, by=by, now=lambda: moment)


def prepared(ledger: Ledger, folder: Path) -> None:
    """Adopt the plan and the people, and supervise it fully."""
    for name, text in (("wells-23", WELLS_PLAN), ("people", PEOPLE)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        assemble.load(sit(ledger, date(2023, 10, 9), "王敏"), [str(folder / f"{name}.toml")])
    ways.set_way(sit(ledger, date(2023, 10, 9), "王敏"), "wells-23", "full")


class DeskWalk:
    """A ledger walked at random."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.day = max(entry.at for entry in ledger.entries())
        self.written = sum(1 for _ in ledger.entries())

    def sit(self, on: date, by: str) -> Office:
        """Where somebody sits who takes a step on a day."""
        return sit(self.ledger, on, by)

    def attempt(self, dice: Dice) -> str:
        """One step by somebody on some task; what became of it."""
        self.day += timedelta(days=dice.pick((0, 0, 0, 0, 1, 5)))
        on = self.day - timedelta(days=dice.pick((0,) * 9 + (3,)))
        task = dice.pick((*TASKS[:1] * 6, *TASKS))
        name, by = self._sensible(dice, task) if dice.pick(range(5)) else (dice.pick(sorted(STEPS)), dice.pick(NAMES))
        desk = self.sit(on, by)
        before = self.ledger.history(task)
        row = self.ledger.task(task, on)
        try:
            done = STEPS[name](dice, desk, task)
        except (Refused, Misused, NotFound) as error:
            assert self.ledger.history(task) == before
            assert self.ledger.task(task, on) == row
            assert sum(1 for _ in self.ledger.entries()) == self.written
            return f"{name}: {error.code}"
        self.written = sum(1 for _ in self.ledger.entries())
        if isinstance(done, acting.Done | record.Recorded):
            assert self.ledger.history(task) == [*before, done.entry]
            assert done.sheet == sight.sheet_of(desk, fold(self.ledger.history(task), desk.lay_out))
        self.holds(task)
        return name

    def _sensible(self, dice: Dice, task: str) -> tuple[str, str]:
        """A step that is open on a task, and somebody of a right role."""
        row = self.ledger.task(task, self.day)
        assert row is not None
        state = sight.newest_state(row)
        open_now = [*workflow.allowed(state), kinds.WITHDRAWAL, kinds.NOTICE]
        open_now += [] if is_full(state.life) else [kinds.WAY]
        likely = [kind for kind in open_now for _ in range(RARELY.get(kind, 30))]
        kind = dice.pick(likely)
        able = [name for name, role in ROLES.items() if role.split()[0] in workflow.WORKFLOW[kind].roles]
        return next(name for name, of in NAMED.items() if of == kind), dice.pick(able)

    def holds(self, task: str) -> None:
        """The row of a task and what it waits for, today and later, are what its history says."""
        history, desk = self.ledger.history(task), sit(self.ledger, self.day, "王敏")
        assert first_break(task, history) is None
        state = fold(history, desk.lay_out)
        for on in (self.day, self.day + timedelta(days=40), date(2025, 1, 1)):
            row = self.ledger.task(task, on)
            assert row is not None
            lit = light_of(state, on, desk.calendars.on(on))
            assert (row.light, row.reason, row.stage) == (lit.light, lit.reason, state_of_task(state, lit.light))
            assert (row.seq, row.head, row.at) == (state.seq, state.head, state.at)
            wanted = sorted(
                (wait.what, wait.key, wait.body, wait.due)
                for wait in waits_of(state, desk.calendars.on(state.at))
                if wait.since <= on and (wait.until is None or on < wait.until)
            )
            kept = [each.wait for what in WAITS for each in self.ledger.waiting(what, Sought(on)) if each.task == task]
            assert sorted((wait.what, wait.key, wait.body, wait.due) for wait in kept) == wanted

    def verified(self) -> None:
        """The whole ledger proves itself, numbers and evidence included."""
        found = proof.verify(sit(self.ledger, self.day, "王敏"))
        assert found["faults"] == []
        assert found["entries"] == self.written
        given = [(number.kind, number.year, number.number) for number in self.ledger.numbers_given()]
        assert len(given) == len(set(given))


def _words(dice: Dice) -> Words:
    sound = Words(reason="缺水", document="纪要")
    return dice.pick((Words(), Words(reason="缺水"), *[sound] * 8, Words(note="机密")))


def _body(dice: Dice) -> str:
    return dice.pick(("", *BODIES[:2] * 2, *BODIES))


def _bodies(dice: Dice) -> tuple[str, ...]:
    return dice.pick(((), (), (dice.pick(BODIES),)))


def _checked(dice: Dice) -> Checked:
    return Checked(dice.pick((*guards.HOWS, "site")), dice.pick(("", "12眼", "15眼", "3户")))


def _files(dice: Dice) -> tuple[tuple[str, bytes], ...]:
    return dice.pick(((), (("照片.jpg", b"\xff\xd8 15"),), (("名单.csv", b"45"), ("空.txt", b"x"))))


def _later(dice: Dice, desk: Office) -> date:
    return desk.on + timedelta(days=dice.pick((0, 5, 40, 120)))


def _letter(dice: Dice, desk: Office) -> str:
    return dice.pick([each.id for each in notices.letters(desk)][-3:] or ["2023/reminder/9"])


NAMED = {
    "register": kinds.REGISTRATION, "assign": kinds.ASSIGNMENT, "dispatch": kinds.DISPATCH, "receive": kinds.RECEIPT,
    "refuse": kinds.REFUSAL, "report": kinds.REPORT, "request": kinds.REQUEST, "return": kinds.RETURN,
    "accept": kinds.ACCEPTANCE, "check": kinds.CHECK, "close": kinds.CLOSURE, "recheck": kinds.RECHECK,
    "reopen": kinds.REOPENING, "suspend": kinds.SUSPENSION, "resume": kinds.RESUMPTION, "terminate": kinds.TERMINATION,
    "merge": kinds.MERGER, "ask": kinds.EXTENSION_REQUEST, "grant": kinds.EXTENSION_GRANT,
    "deny": kinds.EXTENSION_REFUSAL, "remark": kinds.REMARK, "reply": kinds.REPLY, "withdraw": kinds.WITHDRAWAL,
    "way": kinds.WAY, "letter": kinds.NOTICE,
}
RARELY = {
    kinds.TERMINATION: 1, kinds.MERGER: 1, kinds.REMARK: 2, kinds.SUSPENSION: 2, kinds.ASSIGNMENT: 3, kinds.REFUSAL: 6,
    kinds.WITHDRAWAL: 5, kinds.CHECK: 8, kinds.REPLY: 10, kinds.NOTICE: 6,
}
"""How often what is open is tried, where the rest is tried thirty times: else nothing would come to its end."""

Step = Callable[[Dice, Office, str], Any]

STEPS: dict[str, Step] = {
    "register": lambda d, o, t: steps.register(o, t, _words(d)),
    "assign": lambda d, o, t: steps.assign(
        o, t, _body(d), role=d.pick(("lead", "support")), instead_of=d.pick(("", *BODIES)), words=_words(d)
    ),
    "dispatch": lambda d, o, t: steps.dispatch(o, t, _bodies(d), _words(d)),
    "receive": lambda d, o, t: steps.receive(o, t, _bodies(d)),
    "refuse": lambda d, o, t: steps.refuse(o, t, _body(d), _words(d)),
    "report": lambda d, o, t: record.report(o, Said(
        t, d.pick(("", "3眼", "12眼", "15眼", "15眼") if t == TASKS[0] else ("", "", "", "3眼")), body=_body(d),
        note=d.pick(("", "进展", "进展")), evidence=_files(d), correct=d.pick((True, True, False)),
    )),
    "request": lambda d, o, t: steps.request(o, t, _body(d), _words(d), _files(d)),
    "return": lambda d, o, t: steps.send_back(
        o, t, _body(d), cause=d.pick(guards.CAUSES), due=d.pick((None, _later(d, o))), words=_words(d)
    ),
    "accept": lambda d, o, t: steps.accept(o, t, _bodies(d), _checked(d)),
    "check": lambda d, o, t: steps.check(o, t, _checked(d), _words(d), _files(d)),
    "close": lambda d, o, t: steps.close(o, t, recheck=d.pick((None, 0, 10))),
    "recheck": lambda d, o, t: steps.recheck(
        o, t, found=d.pick(guards.FOUND), checked=_checked(d), next_one=d.pick((None, _later(d, o)))
    ),
    "reopen": lambda d, o, t: steps.reopen(o, t, due=d.pick((None, _later(d, o))), words=_words(d)),
    "suspend": lambda d, o, t: steps.suspend(o, t, _words(d)),
    "resume": lambda _d, o, t: steps.resume(o, t),
    "terminate": lambda d, o, t: steps.terminate(o, t, _words(d)),
    "merge": lambda d, o, t: steps.merge(o, t, d.pick(TASKS)),
    "ask": lambda d, o, t: steps.ask_extension(
        o, t, _later(d, o), body=_body(d), duty=d.pick(("", "", "封填", "m9")), words=_words(d)
    ),
    "grant": lambda d, o, t: steps.grant_extension(o, t, d.pick((None, _later(d, o)))),
    "deny": lambda d, o, t: steps.refuse_extension(o, t, _words(d)),
    "remark": lambda d, o, t: steps.remark(o, t, "抓紧", body=_body(d), due=d.pick((None, _later(d, o)))),
    "reply": lambda d, o, t: steps.reply(o, t, "已办", to=d.pick((None, None, 5))),
    "withdraw": lambda d, o, t: steps.withdraw(o, t, d.pick((None, 1, 3, 6)), _words(d)),
    "way": lambda d, o, _t: ways.set_way(o, "wells-23", d.pick(("full", "full", "simple"))),
    "month": lambda d, o, _t: months.close(o, f"{o.on - timedelta(days=d.pick((0, 31))):%Y-%m}"),
    "seal": lambda _d, o, _t: seals.seal(o),
    "letter": lambda d, o, t: notices.issue(
        o, wish(t, *d.pick(((), TASKS[:2])), kind=d.pick(("reminder", "supervision", "return")), body=d.pick(BODIES)),
        made(),
    ),
    "answer": lambda d, o, _t: notices.reply(o, _letter(d, o), "已办", body=d.pick(("", "", *BODIES)), files=_files(d)),
    "take back": lambda d, o, _t: notices.withdraw(o, _letter(d, o), d.pick(("发错", "发错", ""))),
    "reorganise": lambda d, o, _t: ways.reorganise(o, d.pick(BODIES), d.pick(BODIES), how="merged"),
}
