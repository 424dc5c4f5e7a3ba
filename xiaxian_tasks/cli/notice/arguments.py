"""What the commands of letters take in common."""

import click

from xiaxian_tasks.cli import completing
from xiaxian_tasks.cli.typed import Choice
from xiaxian_tasks.domain.letter_facts import FORMS_OF
from xiaxian_tasks.domain.letters import FORMS, KINDS
from xiaxian_tasks.language import _

_CALLED = {
    "交办通知": "dispatch", "提醒函": "reminder", "督办函": "supervision", "红色督办单": "red", "延期批复": "extension",
    "退办通知": "return", "督查通报": "bulletin", "督查专报": "report", "督查结论": "conclusion", "销号单": "closing",
    "约谈通知": "talk",
}
KIND = Choice(tuple(FORMS_OF), {name: kind for name, kind in _CALLED.items() if kind in FORMS_OF})
NUMBERED = Choice(KINDS, _CALLED)
FORM = Choice(FORMS, {"公文": "official", "信函": "letter", "工作单": "sheet"})

kind_argument = click.argument("kind", type=KIND)
tasks_argument = click.argument("tasks", nargs=-1, required=True, shell_complete=completing.tasks, metavar=_("TASK..."))
letter_argument = click.argument("letter", metavar=_("LETTER"))
form_option = click.option("--form", type=FORM,
                           help=_("The form of a letter; the usual one of its kind is the default."))
