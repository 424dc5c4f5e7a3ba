"""Messages for tests: what is to be said of wells, who sits at the ledger, one try to send."""

from datetime import date
from typing import Any

from tests.ledgers import office_at
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.domain.messages import Line, MessageState
from xiaxian_tasks.office import outbox, proof
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.outbox import Draft, Settled, Start
from xiaxian_tasks.ports.letters import ACCEPTED

MONDAY = "2023-10-16"
WATER, HOUSING = "县水利局", "县住建局"
DIRECTOR, OFFICER, READER, HEAD = "王敏", "周平", "何静", "赵芳"


def line(key: str, task: str = "wells-23/1") -> Line:
    """What is said of a task under a key."""
    return Line(key, task, "t1", "near", "near", date(2023, 10, 16), text=f"事项{key}")


def digest(*keys: str, body: str = WATER, **more: Any) -> Draft:
    """A digest that goes by itself."""
    lines = tuple(line(key, f"wells-23/{place}") for place, key in enumerate(keys, 1))
    given: dict[str, Any] = {"subject": "今日提醒", "text": "请办理", "approved": True, **more}
    return Draft(m.DIGEST, body, lines, **given)


def notice(*keys: str, body: str = WATER) -> Draft:
    """A letter that waits for the director."""
    return Draft(m.NOTICE, body, tuple(map(line, keys)), "reminder", "赵芳", "mail", "zhao@example.org")


def by(desk: Office, name: str, day: str = MONDAY) -> Office:
    """The same ledger with somebody else at it."""
    return office_at(desk.store.place, day, name)


def holds(desk: Office) -> None:
    """The ledger proves itself."""
    told = proof.verify(desk)
    assert (told["ok"], told["faults"]) == (True, [])


def sent(desk: Office, message: str, verdict: str = ACCEPTED, **more: Any) -> MessageState:
    """One try to send a message."""
    outbox.begin(desk, [Start(message, f"<{message}@x>")])
    return outbox.settle(desk, [Settled(message, verdict, **more)])[0]
