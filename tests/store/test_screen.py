"""What a screen asks beside the lists: the texts it looks through by itself, and whether somebody else wrote."""

from collections.abc import Callable
from datetime import date

from tests.store.ledgers import Told, adoption, task
from xiaxian_tasks.ports import Query
from xiaxian_tasks.store.ledger import Ledger

ON = date(2023, 10, 10)


def test_search_texts_stand_in_the_order_of_the_list(ledger: Ledger) -> None:
    ledger.adopt(adoption(task("2", due=date(2023, 11, 1)), task("1", due=date(2023, 12, 1)), task("3")))
    for sort in ("due", "plan", "light", "title"):
        query = Query(ON, sort=sort)
        assert [key for key, _ in ledger.search_texts(query)] == [row.id for row in ledger.tasks(query)]
    texts = dict(ledger.search_texts(Query(ON)))
    (key, _), *rest = texts.items()
    assert rest
    for found, text in texts.items():
        word = text.split()[0]
        assert (found in [row.id for row in ledger.tasks(Query(ON, words=(word,)))]) == (word in text)
    assert [found for found, _ in ledger.search_texts(Query(ON, limit=1))] == [key]


def test_the_mark_moves_when_another_connection_commits(open_ledger: Callable[[], Ledger]) -> None:
    one, other = open_ledger(), open_ledger()
    told = Told(task("1"))
    one.adopt(adoption(told.task, entries=[told.adopted()]))
    before = other.change_mark()
    assert other.change_mark() == before
    one.append(*told.reported("5", at=ON))
    after = other.change_mark()
    assert after != before
    assert other.change_mark() == after


def test_tasks_are_asked_for_on_either_side_of_a_day(ledger: Ledger) -> None:
    days = {"1": date(2023, 9, 30), "2": date(2023, 10, 10), "3": date(2023, 10, 9), "4": None, "5": date(2023, 11, 1)}
    ledger.adopt(adoption(*(task(number, due=due) for number, due in days.items())))

    def numbers(query: Query) -> list[str]:
        return [row.number for row in ledger.tasks(query)]

    assert numbers(Query(ON, due_from=ON)) == ["2", "5", "4"]
    assert numbers(Query(ON, due_before=ON)) == ["1", "3"]
    assert numbers(Query(ON, due_from=date(2023, 10, 9), due_before=date(2023, 11, 1))) == ["3", "2"]
