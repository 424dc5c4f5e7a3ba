"""Persons and their names, and that they survive the ledger."""

from datetime import date

from xiaxian_tasks.domain.codec import canonical, decode, encode
from xiaxian_tasks.domain.people import People, Person, Reached, reached

PEOPLE = People((
    Person("王敏", "director"),
    Person("李强", "head", "县水利局", aliases=("李局长", "王敏")),
    Person("赵芳", "liaison", "县水利局"),
))


def test_a_person_answers_to_name_then_alias() -> None:
    assert PEOPLE.named("李局长") == PEOPLE.persons[1]
    assert PEOPLE.named("王敏") == PEOPLE.persons[0], "a name goes before an alias"
    assert PEOPLE.named("李") is None
    assert PEOPLE.named("") is None


def test_people_survive_the_ledger() -> None:
    people = PEOPLE._replace(separation=False, requests=30)
    document = encode(people)
    assert decode(People, document) == people
    assert document["persons"][0] == {"name": "王敏", "role": "director"}
    assert canonical(encode(People())) == "{}"
    assert decode(People, {}).separation, "the second person is asked unless switched off"


FIRST, LAST = date(2026, 12, 1), date(2026, 12, 5)
ZHAO = Person(
    "赵芳", "liaison", "县水利局", phone="0359-1", mail="zhao@example.com", deputy="孙立", away=((FIRST, LAST),)
)
SUN = Person("孙立", "head", "县水利局")
HE = Person("何静", "liaison", "县水利局")


def who(people: tuple[Person, ...], on: date, body: str = "县水利局") -> tuple[str, str] | None:
    found = reached(People(people), body, on)
    return (found.person.name, found.instead_of.name if found.instead_of else "") if found else None


def test_contacts_survive_the_ledger() -> None:
    document = encode(People((ZHAO,)))
    assert document["persons"][0]["away"] == [["2026-12-01", "2026-12-05"]]
    assert decode(People, document) == People((ZHAO,))
    assert decode(People, {"persons": [{"name": "王敏", "role": "director"}]}).persons[0] == Person("王敏", "director")


def test_the_liaison_is_reached_then_the_head() -> None:
    assert reached(People((SUN, ZHAO)), "县水利局", date(2026, 11, 30)) == Reached(ZHAO)
    assert who((SUN,), FIRST) == ("孙立", "")
    assert who((SUN, ZHAO), FIRST, "县民政局") is None
    assert who((Person("何静", "reader", "县水利局"),), FIRST) is None, "a reader speaks for nobody"


def test_a_deputy_stands_in_and_then_the_next() -> None:
    others = (ZHAO, HE, SUN)
    assert [who(others, day) for day in (FIRST, LAST, date(2026, 12, 6))] == [
        ("孙立", "赵芳"), ("孙立", "赵芳"), ("赵芳", "")], "both days inclusive"
    away = SUN._replace(away=((FIRST, FIRST),))
    assert who((ZHAO, HE, away), FIRST) == ("何静", "赵芳"), "the deputy is away too"
    assert who((ZHAO, away), FIRST) is None
    assert who((ZHAO._replace(deputy="谁"), SUN), FIRST) == ("孙立", "赵芳"), "a deputy nobody knows"
