"""Files of people: what they say, and every fault with its line."""

from datetime import date

from xiaxian_tasks import planfile
from xiaxian_tasks.domain.people import People, Person
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.planfile import Known

BODIES = Known((Body("县水利局", aliases=("水利局",)), Body("县民政局")))

GOOD = """
[office]
separation = false
requests = 30

[[people]]
name = "王敏"
role = "督查室主任"

[[people]]
name = "李强"
role = "head"
body = "水利局"
aliases = ["li"]
"""


def read(text: str) -> planfile.PeopleReading:
    return planfile.read_people(text.encode(), "people.toml", bodies=BODIES)


def faults(text: str) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.code, fault.figures.get("near", "")) for fault in read(text).faults]


def test_a_file_of_people() -> None:
    assert read(GOOD).people == People(
        (Person("王敏", "director"), Person("李强", "head", "县水利局", ("li",))), separation=False, requests=30
    )
    assert planfile.kind_of(GOOD.encode()) == "people"
    assert planfile.kind_of(b"[office]\nseparation = false\n") == "people"
    assert read("[office]\n").people == People()


def test_every_fault_has_its_line() -> None:
    text = """
[[people]]
name = "王敏"
role = "督察员"

[[people]]
name = "李强"
role = "联络员"

[[people]]
name = "赵芳"
role = "head"
body = "县水力局"
aliases = ["王敏"]

[[people]]
name = "赵芳"
role = "主任"
rank = 3

[office]
requests = -1
"""
    assert faults(text) == [
        (4, "unknown-value", "督查员"), (6, "missing", ""), (13, "unknown-body", "县水利局"), (14, "person-twice", ""),
        (17, "person-twice", ""), (19, "unknown-key", ""), (22, "negative", ""),
    ]
    assert read(text).people is None
    assert read(text).faults[4].figures["other"] == "11"


def test_contacts_are_read_and_their_faults_have_lines() -> None:
    good = GOOD + '''phone = "0359-8530000"
mail = "李强 <li@Xiaxian.gov.cn>"
channel = "folder"
deputy = "王敏"
away = [["2026-12-10", "2026-12-10"], [2026-12-01, 2026-12-05]]
'''
    people = read(good).people
    assert people is not None
    assert people.persons[1][4:] == (
        "0359-8530000", "li@xiaxian.gov.cn", "folder", "王敏",
        ((date(2026, 12, 1), date(2026, 12, 5)), (date(2026, 12, 10), date(2026, 12, 10))),
    )
    bad = GOOD + '''mail = "li@"
deputy = "li"
away = [["2026-12-05", "2026-12-01"]]
电 = "1"
'''.replace('电 = "1"', '"电话" = "1"')
    assert faults(bad) == [
        (15, "not-a-mail-address", ""), (16, "unknown-person", ""), (17, "period-inverted", ""),
        (18, "unknown-key", "phone"),
    ]
    assert faults(GOOD + 'deputy = "王明"\n') == [(15, "unknown-person", "王敏")]


def test_a_name_twice_with_itself_is_no_fault() -> None:
    assert not faults('[[people]]\nname = "王敏"\nrole = "只读"\naliases = ["王敏"]\n')


def test_chinese_headings_are_told_the_key() -> None:
    assert faults('[[people]]\n姓名 = "王敏"\nrole = "只读"\n')[0][1] == "toml-bare-key"
    assert faults('[[people]]\n"姓名" = "王敏"\nrole = "只读"\n')[-1] == (2, "unknown-key", "name")


def test_differences_are_lines() -> None:
    old = People((Person("王敏", "director"), Person("李强", "head", "县水利局")))
    new = People((Person("王敏", "supervisor"), Person("赵芳", "liaison", "县民政局")), separation=False, requests=20)
    assert [tuple(line) for line in planfile.people_differences(old, new)] == [
        ("people", "赵芳", "", "liaison 县民政局"),
        ("people", "王敏.role", "director", "supervisor"),
        ("people", "李强", "head 县水利局", ""),
        ("people", "office.separation", "true", "false"),
        ("people", "office.requests", "", "20"),
    ]
    assert planfile.people_differences(new, new) == []
