"""Who to push (联络): the persons of the bodies a cause of the queue names, and for whom whoever asks would act."""

from xiaxian_tasks.domain.people import OF_A_BODY, speaking
from xiaxian_tasks.domain.terms import UNASSIGNED
from xiaxian_tasks.office import county, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet


def name_persons(office: Office, lines: list[Sheet], body: str = "") -> None:
    """Add to every cause of some lines `contacts`, a body's liaison or else its head, and `acting`, the body to do it
    for: the one whose queue it is, else that of the person who asks where it concerns that body."""
    people = county.as_known(office).people
    of_body = speaking(people)
    asking = people.named(office.by)
    own = asking.body if asking is not None and asking.role in OF_A_BODY else ""
    speaks = {own, *names.groups_of(office, own)} if own else set()
    for line in lines:
        for cause in (line, *line["also"]):
            bodies = (cause["body"] or "").split("、")
            known = [of_body[each] for each in bodies if each in of_body]
            cause["contacts"] = [{"body": each.body, "name": each.name, "role": each.role} for each in known]
            if body:
                cause["acting"] = body if body != UNASSIGNED else None
            else:
                cause["acting"] = own if speaks.intersection((*bodies, *_owing(line["sheet"]))) else None


def _owing(sheet: Sheet | None) -> list[str]:
    """The bodies that have a row of a task's targets."""
    return [target["body"] for target in sheet["targets"] if target["body"]] if sheet else []
