"""`people` (人员): who acts, and whether the second person is asked."""

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
    columns = [
        tables.Column(_("role")), tables.Column(_("body"), least=8), tables.Column(_("name")),
        tables.Column(_("also"), least=6),
    ]
    tables.show(columns, [
        [words.word(words.PERSON_ROLES, each["role"]), each["body"] or "-", each["name"], words.joined(each["aliases"])]
        for each in found["people"]
    ])
    if not found["separation"]:
        outlet.put(_("The second person is switched off: whoever enters a value may accept it, whoever accepts may"
                     " close."))
    if (most := found["requests"]) is not None:
        told = ngettext("A body may be asked {count} time a month.", "A body may be asked {count} times a month.", most)
        outlet.put(told.format(count=most))
