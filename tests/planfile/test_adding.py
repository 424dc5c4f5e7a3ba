"""Milestones put into plan files: nothing else in the file moves."""

import tomllib
from datetime import date
from difflib import ndiff

import pytest

from tests.cli.programs import SMALL
from xiaxian_tasks import bundled
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.planfile import adding
from xiaxian_tasks.planfile.adding import Added

CHECK = Added("c1", "现场检查“\\\"”（14:30）", date(2023, 10, 20), "SEQUENCE 1, UID a")
STANDING = '[[tasks.milestones]]\nwhat = "开工"\ndue = 2023-06-30\n'
INLINE = '{ what = "开工", due = 2023-06-30 }'
BUNDLED = dict(bundled.plans())


def changed(before: bytes, after: bytes) -> list[str]:
    """The lines that went and came."""
    lines = ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line[:2] in {"- ", "+ "} and line.strip() not in {"+", "-"}]


def milestones(source: bytes, number: str) -> list[dict[str, object]]:
    (task,) = [task for task in tomllib.loads(source.decode())["tasks"] if str(task["number"]) == number]
    found: list[dict[str, object]] = task.get("milestones", task.get("milestone", []))
    return found


@pytest.mark.parametrize("name", sorted(BUNDLED))
def test_every_task_of_the_bundled_plans_takes_one(name: str) -> None:
    source = BUNDLED[name]
    for number in {str(task["number"]) for task in tomllib.loads(source.decode())["tasks"][::7]}:
        after = adding.with_milestones(source, {number: [CHECK]})
        assert milestones(after, number)[-1] == {"id": "c1", "what": CHECK.what, "due": CHECK.due}
        assert not [line for line in changed(source, after) if line.startswith("-")]
        assert adding.milestones_of(after)[number]["c1"] == (CHECK.what, CHECK.due, "# SEQUENCE 1, UID a")
        assert adding.sequence_in("# SEQUENCE 1, UID a") == 1


def test_one_that_stands_is_moved_in_its_place() -> None:
    once = adding.with_milestones(SMALL.encode(), {"3": [CHECK]})
    moved = CHECK._replace(due=date(2023, 10, 22), comment="SEQUENCE 2, UID a")
    again = adding.with_milestones(once, {"3": [moved]})
    assert changed(once, again) == [
        '- id = "c1" # SEQUENCE 1, UID a', '+ id = "c1" # SEQUENCE 2, UID a',
        "- due = 2023-10-20", "+ due = 2023-10-22",
    ]
    assert adding.with_milestones(again, {"3": [moved]}) == again


@pytest.mark.parametrize("source", [
    SMALL.replace("[[tasks.milestones]]", "[[tasks.milestone]]"),
    SMALL.replace("\n", "\r\n"),
    "\ufeff" + SMALL,
    SMALL.replace(STANDING, "").replace('title = "建好站点"', 'title = "建好站点" # 一\nnote = "二"'),
    SMALL.replace(STANDING, "").replace('"县交通局"]', f'"县交通局"]\nmilestones = [{INLINE}]'),
], ids=["singular", "CRLF", "BOM", "none yet", "inline"])
def test_however_the_file_is_written(source: str) -> None:
    after = adding.with_milestones(source.encode(), {"3": [CHECK]})
    assert milestones(after, "3")[-1]["due"] == CHECK.due
    assert len(milestones(after, "3")) in {1, 2}
    assert len(adding.milestones_of(after)["3"]) == 1


def test_what_cannot_be_edited_cleanly_is_refused() -> None:
    for source in (SMALL + "[broken", SMALL.replace('number = "3"', 'number = "9"')):
        with pytest.raises(Refused) as caught:
            adding.with_milestones(source.encode(), {"3": [CHECK]})
        assert caught.value.code == "plan-not-edited"


def test_a_uid_of_several_lines_stays_a_comment() -> None:
    comment = adding.comment_of(3, "a\nb = 1\r\x00" + "x" * 500)
    after = adding.with_milestones(SMALL.encode(), {"3": [CHECK._replace(comment=comment)]})
    assert milestones(after, "3")[-1]["id"] == "c1"
    assert adding.sequence_in(adding.milestones_of(after)["3"]["c1"].comment) == 3
