"""The shipped bodies: every body once, one owner for each spelling, the county's own spellings resolved."""

import pytest

from tests.planfile.good import PLANS, county, line_of
from xiaxian_tasks.domain.terms import BODY_KINDS
from xiaxian_tasks.planfile import Known, kind_of, read_bodies

TOWNSHIPS = ("瑶峰镇", "水头镇", "裴介镇", "庙前镇", "禹王镇", "胡张乡", "尉郭乡", "南大里乡", "埝掌镇", "泗交镇",
    "祁家河乡")

SPELLINGS = {
    "县发改局": ("县发展改革局", "县发展和改革局", "县发展和改革委员会"),
    "县工信科局": ("县工业和信息化和科技局", "县工信科局（商务局）"),
    "县住建局": ("县住房和城乡建设管理局",),
    "县卫体局": ("卫体局", "县卫健体局", "县卫健局"),
    "市生态环境局夏县分局": ("生态环境夏县分局", "生态环境局夏县分局", "运城市生态环境局夏县分局"),
    "县人民法院": ("县法院",),
    "县人民检察院": ("县检察院",),
    "县应急管理局": ("县应急局",),
    "县行政审批服务管理局": ("县审批服务管理局",),
    "县农业农村局": ("农业农村局",),
    "县水利局": ("水利局",),
    "县能源局": ("能源局",),
    "县消防救援大队": ("消防救援大队",),
    "县委宣传部": ("县委宣传部（网信办）",),
    "县人民政府办公室": ("县政府办", "县政府办公室", "县政府办公机构"),
    "埝掌镇": ("埽掌镇",),
    "泗交镇": ("涸交镇",),
    "社区": ("社区服务中心",),
}
"""The table of the gazette's reading conventions."""

SMALL = """\
[[bodies]]
name = "甲局"
aliases = ["甲"]

[[bodies]]
name = "乙局"
kind = "department"

[[bodies]]
name = "各局"
kind = "group"
members = ["甲", "乙局"]
"""


@pytest.mark.parametrize("name", SPELLINGS)
def test_printed_spellings_resolve(name: str) -> None:
    assert {county().name_of(printed) for printed in (name, *SPELLINGS[name])} == {name}


def test_the_townships_are_the_members_of_their_group_alone() -> None:
    bodies = {body.name: body for body in county().bodies}
    assert bodies["各乡镇人民政府"].members == TOWNSHIPS
    assert all(bodies[name].kind == "township" for name in TOWNSHIPS)
    assert bodies["各镇人民政府"].members == bodies["各相关乡镇人民政府"].members == ()
    assert {body.kind for body in bodies.values()} == set(BODY_KINDS)


def test_no_spelling_has_two_owners() -> None:
    spellings = [spelling for body in county().bodies for spelling in (body.name, *body.aliases)]
    assert len(spellings) == len(set(spellings))


def test_members_resolve() -> None:
    assert read_bodies(SMALL.encode(), "b.toml").bodies[2].members == ("甲局", "乙局")


@pytest.mark.parametrize(("old", "new", "code", "mark"), [
    ('"乙局"\nkind', '"甲局" #\nkind', "name-twice", "#"),
    ('kind = "department"', 'aliases = ["甲"] #', "alias-twice", "#"),
    ('kind = "department"', 'kind = "bureau"', "unknown-value", "bureau"),
    ('["甲", "乙局"]', '["甲", "丙局"]', "unknown-body", "丙局"),
    ('aliases = ["甲"]', 'alias = ["甲局"]', "unknown-key", "alias"),
    ('aliases = ["甲"]', 'aliases = ["甲"', "bad-toml", "aliases"),
])
def test_faults_of_a_bodies_file(old: str, new: str, code: str, mark: str) -> None:
    damaged = SMALL.replace(old, new, 1)
    reading = read_bodies(damaged.encode(), "b.toml")
    assert reading.bodies == ()
    assert (code, "b.toml") in {(fault.code, fault.file) for fault in reading.faults}
    if code != "bad-toml":
        assert line_of(damaged, mark) in {fault.line for fault in reading.faults}


def test_a_name_goes_before_an_alias() -> None:
    both = read_bodies(SMALL.replace('"甲"]\n\n', '"乙"]\n\n').replace('["甲", "乙局"]', '["甲局"]').encode(),
        "b.toml").bodies
    assert Known(both).name_of("乙") == "甲局"
    assert Known(both).near("乙居") == "乙"
    assert Known().near("乙局") == ""
    assert (PLANS / "bodies.toml").exists()


@pytest.mark.parametrize(("text", "kind"), [
    (SMALL, "bodies"), ("year = 2024\n[[off]]\n", "holidays"), ('id = "x"\n', "plan"), ("[[task]]\n", "plan"),
    ("[[bodies]]\n[[tasks]]\n", "plan"), ("x = [", "plan"), ("", "plan"), ("x = " + "9" * 5000, "plan"),
    ("x = " + "[" * 4000, "plan"),
])
def test_files_are_told_apart_by_what_they_hold(text: str, kind: str) -> None:
    assert kind_of(text.encode()) == kind
    assert kind_of(b"\xff" + text.encode()) == "plan"
