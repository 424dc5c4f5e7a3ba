"""Refusals as they are said of a line in a file of reports: by its columns, where a command has options."""

from xiaxian_tasks.language import N_

COLUMNS: dict[str, str] = {
    "nothing-to-report": N_("There is nothing to report: fill in value, milestone, occurrence or note."),
    "note-too-long": N_("The note is longer than {most} characters. Shorten it."),
    "add-without-value": N_("The column add needs a value to add."),
    "plus-sign": N_("{text}: leave out the plus sign. A plain number is the total so far; to add to it write true in"
                    " the column add."),
    "which-target": N_("The task has several targets. Say which one in the column target."),
    "which-body": N_("Several bodies could be meant. Say which one in the column body."),
    "which-occurrence": N_("Several recurrences could be meant. Say which one in the column occurrence: ID@DATE."),
    "as-of-in-future": N_("The figure is of {as_of}, after {at}. The day in the column as_of may not lie after the day"
                          " of the report."),
    "before-last-entry": N_("The task has an entry of {last} already; one of {at} would stand before it. Record it"
                            " today, with its day in the column as_of."),
    "no-target": N_("{task} has no number to report. Use the column milestone, occurrence or note."),
    "split-total": N_("This total is the sum of its rows. Name a row in the column body or target."),
    "falling": N_("{value}{unit} is less than the {other}{unit} of {as_of}, and this figure only grows. If it is"
                  " right, write true in the column correct."),
    "above-later": N_("{value}{unit} is more than the later {other}{unit} of {as_of}, and this figure only grows. If"
                      " it is right, write true in the column correct."),
    "already-done": N_("“{what}” was done on {on} already. To correct the day, write true in the column correct."),
}
"""Code -> sentence; a code that is not here is said alike in both places."""
