"""Persons and their names, and that they survive the ledger."""

from xiaxian_tasks.domain.codec import canonical, decode, encode
from xiaxian_tasks.domain.people import People, Person

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
