"""`people` (人员): who acts, how they are reached, and whether the second person is asked."""

from typing import Any

import click

from xiaxian_tasks.cli import outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import people as office_people
from xiaxian_tasks.wording import words
from xiaxian_tasks.wording.county import template


@click.command(help=_("The people of the county by role, from the file of people last adopted. To begin: people"
                      " --template > people.toml, write your own names over it, then load people.toml."))
@click.option("--template", "is_template", is_flag=True, help=_("Print a file of people to fill in, and nothing else."))
@as_json
@click.pass_obj
@click.pass_context
def people(ctx: click.Context, seat: Seat, *, is_template: bool, is_json: bool) -> None:
    """Print the people, or a file of people to write over."""
    if is_template:
        outlet.put(template())
        return
    found = office_people.people(seat.desk(ctx))
    if is_json:
        outlet.put_json(found)
        return
    if not found["people"]:
        outlet.say(_("Nobody is known yet. Write a file of people (xiaxian people --template > people.toml) and"
                     " adopt it: xiaxian load people.toml"))
    _put(found["people"])
    if not found["separation"]:
        outlet.put(_("The second person is switched off: whoever enters a value may accept it, whoever accepts may"
                     " close."))
    if (most := found["requests"]) is not None:
        told = ngettext("A body may be asked {count} time a month.", "A body may be asked {count} times a month.", most)
        outlet.put(told.format(count=most))


def _put(persons: list[dict[str, Any]]) -> None:
    """The persons; a column stands only where somebody has something in it."""
    columns = [
        (tables.Column(_("role")), [words.word(words.PERSON_ROLES, each["role"]) for each in persons]),
        (tables.Column(_("body"), least=8), [each["body"] or "-" for each in persons]),
        (tables.Column(_("name")), [each["name"] for each in persons]),
        (tables.Column(_("telephone"), least=12), [each["phone"] or "" for each in persons]),
        (tables.Column(_("mail"), least=12), [each["mail"] or "" for each in persons]),
        (tables.Column(_("deputy"), least=6), [_stand_in(each) for each in persons]),
        (tables.Column(_("also"), least=4), [words.joined(each["aliases"]) for each in persons]),
    ]
    shown = [(column, cells) for column, cells in columns if any(cells)]
    rows = [list(row) for row in zip(*(cells for _column, cells in shown), strict=True)]
    tables.show([column for column, _cells in shown], rows)


def _stand_in(person: dict[str, Any]) -> str:
    """Who stands in, with a word where that is now."""
    if person["is_away"]:
        return _("away, {deputy}").format(deputy=person["deputy"]) if person["deputy"] else _("away")
    return person["deputy"] or ""
