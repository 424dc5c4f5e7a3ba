"""The people of the county (人员) as a document."""

from xiaxian_tasks.domain.terms import PERSON_ROLES
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet


def people(office: Office) -> Sheet:
    """All persons known on the office's day, those of the county first, and the rules of the office."""
    known = office_county.as_known(office).people
    persons = sorted(known.persons, key=lambda person: (PERSON_ROLES.index(person.role), person.body))
    return {
        "separation": known.separation, "requests": known.requests,
        "people": [
            {
                "name": person.name, "role": person.role, "body": person.body or None, "aliases": list(person.aliases),
                "phone": person.phone or None, "mail": person.mail or None, "channel": person.channel or None,
                "deputy": person.deputy or None,
                "away": [[first.isoformat(), last.isoformat()] for first, last in person.away],
                "is_away": person.is_away(office.on),
            }
            for person in persons
        ],
    }
