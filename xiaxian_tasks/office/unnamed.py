"""Names that may not go abroad (脱敏): all bodies and persons the ledger knows, under whatever name it knows them."""

from xiaxian_tasks.office import county
from xiaxian_tasks.office.desk import Office


def unnamed(office: Office) -> frozenset[str]:
    """Every name and alias of a body or a person, former ones too, as known on the day; groups are bodies too."""
    bodies, known = office.store.bodies(), county.as_known(office)
    persons = known.people.persons
    return frozenset((
        *known.renamed,
        *(name for body in bodies for name in (body.name, *body.aliases, *body.members)),
        *(name for person in persons for name in (person.name, *person.aliases)),
    ))
