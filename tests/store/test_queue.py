"""What today's queue asks of a ledger: lights and waits of a day, the newest or soonest first; on both engines."""

from datetime import date

from tests.store.ledgers import Told, adoption, task
from xiaxian_tasks.domain.waits import Wait
from xiaxian_tasks.ports import Sought
from xiaxian_tasks.store.ledger import Ledger

OCTOBER, NOVEMBER = date(2023, 10, 31), date(2023, 11, 30)
LATER = date(2023, 12, 5)


def wait(body: str, due: date | None, *, began: date = OCTOBER, until: date | None = None) -> Wait:
    return Wait("receipt", body, body, began, due, began, until)


def test_the_newest_lit_come_first_and_are_counted_up_to_a_bound(ledger: Ledger) -> None:
    old, new, other = (
        Told(task(number, lead=(body,))) for number, body in (("1", "县民政局"), ("2", "县民政局"), ("3", "县水利局"))
    )
    told = (old, new, other)
    ledger.adopt(adoption(*(each.task for each in told), entries=[each.adopted() for each in told]))
    ledger.append_many([
        old.reported("20", at=OCTOBER), new.reported("20", at=NOVEMBER), other.reported("21", at=NOVEMBER)
    ])

    def lit(sought: Sought, limit: int | None = None) -> list[str]:
        found = [row.id for row in ledger.lit("red", "far-behind", sought, limit=limit)]
        assert limit is not None or ledger.lit_count("red", "far-behind", sought, most=2) == min(2, len(found))
        return found

    services = [f"services-23/{number}" for number in (2, 3, 1)]
    assert lit(Sought(LATER)) == services
    assert lit(Sought(LATER), limit=1) == services[:1]
    assert lit(Sought(LATER, longest=True)) == [services[2], *services[:2]]
    assert lit(Sought(LATER, longest=True), limit=2) == [services[2], services[0]]
    assert lit(Sought(OCTOBER)) == services[2:]  # the others were silent then
    assert lit(Sought(LATER, ("县民政局", "各乡镇人民政府"))) == [services[0], services[2]]
    assert lit(Sought(LATER, first=NOVEMBER)) == services[:2]
    assert lit(Sought(LATER, last=OCTOBER)) == services[2:]
    assert lit(Sought(LATER, ("无此单位",))) == []
    assert ledger.lit("red", "overdue", Sought(LATER)) == []


def test_what_is_due_soonest_is_waited_for_first(ledger: Ledger) -> None:
    one, two = Told(task("1")), Told(task("2"))
    ledger.adopt(adoption(one.task, two.task, entries=[one.adopted(), two.adopted()]))
    first, second = date(2023, 11, 1), date(2023, 11, 3)
    ledger.append_many([
        one.reported("1", at=OCTOBER, waits=(wait("县民政局", second), wait("县水利局", None))),
        two.reported("1", at=OCTOBER, waits=(wait("县民政局", first), wait("县教育局", first, until=NOVEMBER))),
    ])

    def waiting(sought: Sought, limit: int | None = None) -> list[tuple[str, str]]:
        found = [(row.task[-1], row.wait.body) for row in ledger.waiting("receipt", sought, limit=limit)]
        assert limit is not None or ledger.waiting_count("receipt", sought, most=3) == min(3, len(found))
        return found

    assert ledger.waiting_by_plan("receipt", Sought(OCTOBER), most=9) == [("services-23", 4, OCTOBER)]
    assert ledger.waiting_by_plan("receipt", Sought(OCTOBER), most=3) == [("services-23", 3, OCTOBER)]
    assert ledger.waiting_by_plan("receipt", Sought(date(2023, 10, 30)), most=9) == []
    ending, soon, late, undated = ("2", "县教育局"), ("2", "县民政局"), ("1", "县民政局"), ("1", "县水利局")
    assert waiting(Sought(OCTOBER)) == [ending, soon, late, undated]
    assert waiting(Sought(OCTOBER), limit=2) == [ending, soon]
    assert waiting(Sought(NOVEMBER)) == [soon, late, undated]
    assert waiting(Sought(date(2023, 10, 30))) == []
    assert waiting(Sought(OCTOBER, ("县民政局",))) == [soon, late]
    assert waiting(Sought(OCTOBER, first=second)) == [late, undated]
    assert waiting(Sought(OCTOBER, last=first)) == [ending, soon]
    assert ledger.waiting("review", Sought(OCTOBER)) == []
