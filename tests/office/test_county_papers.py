"""People and rules of standing adopted like plans: once, differences by line, nothing when unchanged."""

from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from xiaxian_tasks import assemble
from xiaxian_tasks.domain.entries import COUNTY
from xiaxian_tasks.errors import Faulty, Refused, XiaxianError
from xiaxian_tasks.office import county

PEOPLE = """
[[people]]
name = "王敏"
role = "督查室主任"

[[people]]
name = "赵芳"
role = "联络员"
body = "县水利局"
"""
RULES = 'base = 80\ncap = 100\n[[lines]]\ncause = "return"\npoints = -1\n'


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_people_are_one_entry_and_unchanged_none(tmp_path: Path) -> None:
    desk = office(bundled(tmp_path), "2026-11-24")
    people = write(tmp_path, "people.toml", PEOPLE)
    assert [tuple(line) for line in assemble.load(desk, [people]).differences] == [
        ("people", "王敏", "", "director"), ("people", "赵芳", "", "liaison 县水利局"),
    ]
    assert assemble.load(desk, [people]).differences == ()
    assert [entry.kind for entry in desk.store.history(COUNTY)] == ["people"]
    known = county.state(desk).people
    assert known.separation
    assert known.named("赵芳") is not None
    write(tmp_path, "people.toml", PEOPLE + "[office]\nseparation = false\nrequests = 30\n")
    seen = assemble.check(desk, [people])
    assert [line.key for line in seen.differences] == ["office.separation", "office.requests"]
    assert county.state(desk).people == known, "a check writes nothing"
    for stranger, code in (("张某", "person"), ("赵芳", "role")):
        desk.by = stranger
        with pytest.raises(XiaxianError, match=code):
            assemble.load(desk, [people])
    desk.by = "王敏"
    assemble.load(desk, [people])
    assert county.state(desk).people.requests == 30
    write(tmp_path, "people.toml", PEOPLE.replace("督查室主任", "督查员"))
    assemble.load(desk, [people])
    desk.by = "张某"
    write(tmp_path, "people.toml", "[office]\n")
    assemble.load(desk, [people])
    assert not county.state(desk).people.persons, "where nobody is right, anybody is"
    desk.store.close()


def test_a_past_day_knows_the_people_of_its_day(tmp_path: Path) -> None:
    path = bundled(tmp_path)
    for day, text in (("2026-10-01", PEOPLE), ("2026-11-01", PEOPLE.replace("王敏", "李强"))):
        desk = office(path, day, "王敏")
        assemble.load(desk, [write(tmp_path, "people.toml", text)])
        desk.store.close()
    desk = office(path, "2026-10-15", "李强")
    assert [person.name for person in county.as_known(desk).people.persons] == ["王敏", "赵芳"]
    with pytest.raises(Refused, match="before-last-entry"):
        assemble.load(desk, [write(tmp_path, "people.toml", "[office]\n")])
    desk.store.close()


def test_rules_of_standing_are_adopted_and_faults_hold_everything(tmp_path: Path) -> None:
    desk = office(bundled(tmp_path), "2026-11-24")
    rules = write(tmp_path, "standing.toml", RULES)
    wrong = write(tmp_path, "people.toml", PEOPLE.replace("县水利局", "县水力局"))
    with pytest.raises(Faulty) as faulty:
        assemble.load(desk, [rules, wrong])
    assert [fault.code for fault in faulty.value.faults] == ["unknown-body"]
    other = write(tmp_path, "other.toml", RULES)
    with pytest.raises(Faulty) as faulty:
        assemble.load(desk, [rules, other])
    assert [(fault.file, fault.code) for fault in faulty.value.faults] == [(other, "paper-twice")]
    assert desk.store.county() is None
    assemble.load(desk, [rules])
    assert county.state(desk).scoring["base"] == "80"
    assert assemble.load(desk, [rules]).differences == ()
    changed = assemble.load(desk, [write(tmp_path, "standing.toml", RULES.replace("cap = 100", "cap = 90"))])
    assert [tuple(line) for line in changed.differences] == [("standing", "cap", "100", "90")]
    desk.store.close()
