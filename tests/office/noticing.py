"""Letters for tests: a paper of a few words that says its number and day, as whoever words papers would make it."""

import json
from datetime import date

from xiaxian_tasks.office.notices import Made, Make, Matter, Wish

WATER, HOUSING = "县水利局", "县住建局"


def made(title: str = "关于封填自备井的提醒函", calls: list[str] | None = None) -> Make:
    """What makes a paper; `calls` is told each number a paper was made with."""

    def make(number: str, on: date) -> Made:
        if calls is not None:
            calls.append(number)
        words = json.dumps({"title": title, "number": number, "on": on.isoformat()}, ensure_ascii=False)
        return Made(words.encode(), f"PK {words}".encode(), title)

    return make


def wish(*tasks: str, kind: str = "reminder", body: str = WATER, due: date | None = None) -> Wish:
    """A letter about some tasks."""
    return Wish(kind, (body,), tuple(Matter(task, (f"{task} - {body} blue 1",)) for task in tasks), due=due)
