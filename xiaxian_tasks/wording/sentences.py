"""Codes -> sentences: what happened, where, and what to do next. One table for refusals, one for papers, one for proof.

A code that is used with different figures has several sentences: the first whose fields are all given is said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import islice
from typing import Any

from xiaxian_tasks.errors import Fault, Faulty, NotFound, XiaxianError
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import importing, messages, notices, printing, publishing, serving, subscriptions, words
from xiaxian_tasks.wording.columns import COLUMNS
from xiaxian_tasks.wording.papers import PAPERS
from xiaxian_tasks.wording.post import POST
from xiaxian_tasks.wording.refused import FIGURES, REFUSED

Sentences = Mapping[str, str | tuple[str, ...]]

REFUSALS: Sentences = {
    # An argument is no such thing (2).
    "no-such-theme": N_("There is no theme “{text}”; XIAXIAN_THEME is one of {known}."),
    "no-such-language": N_("There is no language “{text}”; known are {known}."),
    "not-a-day": N_("“{text}” is not a day. Write it as YYYY-MM-DD, for example 2023-09-30."),
    "not-a-number": N_("“{text}” is not a number. Write a plain decimal, with its unit if it has one: 1300, 97.5%."),
    "too-many-digits": N_("The number has more than {most} digits. Please check it."),
    "plus-sign": N_("{text}: leave out the plus sign. A plain number is the total so far; to add to it use --add."),
    "plan-taken": N_("The id {id} belongs to “{title}”, and this file is “{other}”. Give the file an id of its own."),
    "negative": (
        N_("“{metric}” counts something and cannot be negative."),
        N_("`{key}` is {value}, but it may not be negative."),
        N_("{value} may not be negative."),
    ),
    "nothing-to-report": N_("There is nothing to report: give a value, --milestone, --occurrence, --note or"
                            " --evidence."),
    "note-too-long": N_("The note is longer than {most} characters. Shorten it and hand the rest in as --evidence."),
    "add-without-value": N_("--add needs a value to add."),
    "which-target": N_("The task has several targets. Say which one with --target."),
    "ambiguous-target": N_("Several targets of the task answer to “{name}”. Say more:"),
    "which-occurrence": N_("Several recurrences could be meant. Say which one: --occurrence ID@DATE."),
    "missing-name": N_("The case needs a name: --name."),
    "missing-task": N_("The task is missing."),
    "bad-json-line": N_("This line is not a JSON object. Each line holds one report."),
    "unknown-column": N_("The column “{name}” is unknown.{near} Known are task, value, target, milestone, occurrence,"
                         " add, correct, as_of, body and note."),
    "missing-column": N_("The column “{name}” is missing. The first line names the columns, such as"
                         " task,value,as_of,body,note."),
    "column-twice": N_("The column “{name}” is there twice."),
    "extra-field": N_("This line has {given} fields, the heading only {wanted}. A comma inside a text needs the text"
                      " in quotes; a number may be written without commas."),
    "bad-view-name": N_("“{text}” cannot name a view: it needs a name of at most {most} characters in one line."),
    "empty-view": N_("The query asks nothing."),
    "empty-file": N_("The file is empty. Its first line names the columns, such as task,value,as_of,body,note."),
    "not-plain": N_("`{name}` is {text}, which is neither a text nor a number."),
    "not-a-flag": N_("“{text}” is neither yes nor no. Write true or false."),
    "bad-csv": N_("The CSV cannot be read: {why}."),
    "report-needs-task": N_("Say which task: xiaxian report TASK VALUE, or --from FILE for many."),
    "report-from-alone": N_("--from takes everything from the file; leave out the task and the other options."),
    "dry-run-needs-from": N_("--dry-run goes with --from."),
    "not-a-file": N_("“{file}” is no file of a disk. Please name a file."),
    "seal-empty": N_("No seal was given. Leave --seal out, or type the code that is printed."),
    "unreadable-file": (
        N_("“{file}” cannot be read: {why}."),
        N_("The file cannot be read: {why}."),
    ),
    "file-exists": (
        N_("“{file}” is there already and was left as it is. Name another file, or remove that one first."),
        N_("“{place}” is there already and was left as it is. Name another file, or remove that one first."),
    ),
    "from-after-to": N_("--from {first} lies after --to {last}."),
    "compare-not-before": N_("A bulletin of {day} is compared with an earlier day, not with {compare}."),
    "body-and-person": N_("Take --body or --person, not both."),
    "no-such-place": N_("“{place}” is neither a folder that exists nor a name ending in .ics."),
    "unwritable-output": N_("The output could not be written: {why}."),
    "unwritable-file": N_("“{file}” cannot be written: {why}. Choose another place."),
    "not-utf8-argument": N_("An argument is not UTF-8. Set the terminal to UTF-8 and type it again."),
    "expires-or-days": N_("Give --expires or --days, not both."),
    "month-or-days": N_("Give a month, or --from and --to, not both."),
    "target-alone": N_("--target ranks the rows of one task as they stand; leave out the other options."),
    "remind-alone": N_("Put the options behind “{command}”: xiaxian remind {command} …"),
    "burden-alone": N_("Put the options behind “{command}”: xiaxian burden {command} …"),
    "not-a-month": N_("“{text}” is not a month. Write it as YYYY-MM, for example 2023-10."),
    "not-a-seal": N_("“{text}” is no seal. A code has six groups of four characters, such as 1GNF-K15P-…"),
    "seal-slip": N_("“{text}” holds a slip: no seal has this code. Compare it with the paper."),
    "short-key": N_("The key in “{file}” is shorter than {least} bytes."),
    # The rules say no (4).
    "nothing-to-seal": N_("The ledger is empty; there is nothing to seal."),
    "ledger-exists": N_("There is a ledger at {place} already. To keep it beside and take the backup: --replace"),
    "ledger-not-empty": N_("The ledger {place} is not empty. Name a new one: xiaxian --db FILE import …"),
    "not-a-demo": N_("{place} is no demo and was left as it is. Name another file with --out."),
    "month-not-over": N_("{month} is not over: its last day is {last}. Close it on that day or later."),
    "month-is-closed": N_("{month} was closed on {day}. What it shows stays."),
    "month-gap": N_("Months are closed one after the other: next is {next}, not {month}."),
    "future-day": N_("{at} lies in the future (today is {today}). Only what has happened is recorded."),
    "as-of-in-future": N_("The figure is of {as_of}, after {at}. --as-of may not lie after the day of the report."),
    "before-last-entry": N_("The task has an entry of {last} already; one of {at} would stand before it. Take that"
                            " day or a later one."),
    "turn-not-come": N_("{on} is too far ahead to be reported done. Report it when its day is near."),
    "renumbered": N_("“{title}” was number {old} and is {new} in this file; a history hangs on its number. Keep the"
                     " numbers and give new measures new ones."),
    "before-period": N_("{as_of} lies before {start}, where the period of this target begins."),
    "owes-nothing": N_("{body} owes nothing in this task. It is owed by {bodies}."),
    "no-target": N_("{task} has no number to report. Use --milestone, --occurrence or --note."),
    "split-total": N_("This total is the sum of its rows. Report a row: --body or --target."),
    "falling": N_("{value}{unit} is less than the {other}{unit} of {as_of}, and this figure only grows. If it is"
                  " right, add --correct."),
    "above-later": N_("{value}{unit} is more than the later {other}{unit} of {as_of}, and this figure only grows. If"
                      " it is right, add --correct."),
    "already-done": N_("“{what}” was done on {on} already. To correct the day, add --correct."),
    "unit": N_("“{given}” cannot be converted to “{wanted}”. Give the value in “{wanted}”."),
    "withdrawn": N_("{task} was withdrawn from its plan; nothing can be recorded."),
    "step-outside-case": N_("{on} lies outside the case, which runs from {start} to {end}."),
    "case-ended": N_("{case} was ended on {on}."),
    "no-rows": N_("{task} has no target that is split over bodies."),
    # No such thing (5).
    "task-not-yet": N_("{name} was not in its plan yet on {on}."),
    "month": N_("{name} has not begun yet."),
    "task": N_("No task answers to “{name}”."),
    "ambiguous-task": N_("Several tasks answer to “{name}”. Say more:"),
    "body": N_("No body answers to “{name}”."),
    "ambiguous-body": N_("Several bodies answer to “{name}”. Say more:"),
    "plan": N_("No plan answers to “{name}”."),
    "ambiguous-plan": N_("Several plans answer to “{name}”. Say more:"),
    "target": N_("The task has no target “{name}”."),
    "milestone": N_("The task has no milestone “{name}”."),
    "ambiguous-milestone": N_("Several milestones of the task answer to “{name}”. Say more:"),
    "occurrence": N_("The task has nothing due on “{name}”."),
    "procedure": N_("No procedure answers to “{name}”."),
    "ambiguous-procedure": N_("Several procedures answer to “{name}”. Say more:"),
    "view": N_("There is no view “{name}”."),
    "case": N_("No case answers to “{name}”."),
    "ambiguous-case": N_("Several cases answer to “{name}”. Say more:"),
    "step": N_("The procedure has no step “{name}”."),
    "anchor": N_("The procedure waits for no day called “{name}”."),
    # Someone was first (6).
    "number-taken": N_("The number {year}-{number} was given to another task meanwhile. Nothing was recorded; please"
                       " try again."),
    "stale-history": N_("Others kept writing to {task} at the same time. Nothing was recorded; please try again."),
    **POST,
    **REFUSED,
    **importing.SENTENCES,
    **messages.SENTENCES,
    **notices.SENTENCES,
    **printing.SENTENCES,
    **publishing.SENTENCES,
    **serving.SENTENCES,
    **subscriptions.SENTENCES,
}

LEDGER: Sentences = {
    "read-only": N_("The ledger {place} cannot be written. Check the rights of the file and its folder."),
    "reads-only": N_("Nothing is recorded: the program was opened to read only (--read-only)."),
    "not-ours": N_("{place} is not a ledger of this program; it was left as it is. Choose another place with --db."),
    "altered-row": N_("The ledger holds what no entry wrote ({detail}). Run xiaxian verify, and bring back a backup."),
    "corrupt": N_("The ledger {place} is damaged ({detail}). Bring back a backup; do not write to it."),
    "network-share": N_("{place} lies on a network share ({kind}), where SQLite can lose entries. Use a local disk,"
                        " or PostgreSQL."),
    "is-folder": N_("{place} is a folder. Name a file in it with --db."),
    "no-folder": N_("The folder {place} cannot be made ({detail})."),
    "no-permission": (
        N_("{place} may not be opened ({detail}). Check its rights."),
        N_("{place} may not be opened. Check its rights."),
    ),
    "cannot-open": N_("{place} cannot be opened ({detail})."),
    "locked": N_("The ledger {place} is being written by someone else. Try again in a moment."),
    "ledger-gone": N_("The ledger {place} was moved, replaced or deleted while it was open. Nothing was recorded; leave"
                      " the program and open it again."),
    "disk-fault": N_("The disk under {place} failed ({detail}). Nothing was recorded."),
    "full-disk": N_("The disk of {place} is full. Nothing was recorded; make room and try again."),
    "newer-schema": N_("The ledger {place} was written by a newer version of this program. Please upgrade."),
    "pg-driver-missing": N_("PostgreSQL needs psycopg: pip install 'xiaxian-tasks[pg]'."),
    "pg-unreachable": N_("The server of {place} cannot be reached. Check that it runs, and its address and port."),
    "pg-address": N_("{place} is no address of a database. Write postgresql://USER@HOST:PORT/DATABASE."),
    "unstorable": N_("A character in the text cannot be kept in {place}. Take it out and try again."),
    "pg-encoding": N_("The database {place} is kept in {detail}. The ledger needs UTF8."),
    "pg-password": N_("The server of {place} does not accept this user or password."),
    "pg-no-database": N_("The server knows no database {place}. Create it first."),
    "pg-overloaded": N_("The server of {place} takes no more connections. Try again later."),
    "pg-backup": N_("A server's ledger is copied with pg_dump, or with: xiaxian export"),
    "broken-chain": N_("The history of {task} does not hold from entry {seq} on. Run xiaxian verify, and bring back a"
                       " backup."),
    "backup-faulty": N_("“{file}” does not hold: {task}, entry {seq}. The ledger was left as it is."),
    "unknown-engine": N_("Ledgers in “{name}” are not known. Name a file or a postgresql:// address."),
    "no-place": N_("The address of the ledger names no file."),
}

PROOF: Sentences = {
    "missing-history": N_("the history is gone"),
    "altered-file": N_("the kept plan file is not the one that was adopted"),
    "missing-file": N_("a plan file that was adopted is gone"),
    "plan-differs": N_("what is kept of the plan is not what its file says"),
    "missing-projection": N_("the task's present state is gone"),
    "cut-tail": N_("entries are missing at the end"),
    "head-differs": N_("the last entry is not the one noted"),
    "no-beginning": N_("the first entry is no adoption"),
    "unreadable-entry": N_("an entry cannot be read"),
    "projection-differs": N_("the present state does not follow from the history"),
    "lights-differ": N_("the lights do not follow from the history"),
    "foreign-entry": N_("an entry belongs to another history"),
    "missing-entry": N_("an entry is missing or out of place"),
    "altered-entry": N_("the entry was altered"),
    "waits-differ": N_("what is waited for does not follow from the history"),
    "asked-differs": N_("what was asked of bodies does not follow from the history"),
    "number-missing": N_("its number does not stand in the register"),
    "number-untaken": N_("the register holds a number that no entry took"),
    "evidence-missing": N_("a paper it names is gone"),
    "evidence-altered": N_("a paper it names was altered"),
    "evidence-unnamed": N_("a paper is kept that no entry names"),
    "month-differs": N_("the lights of the closed month do not follow from the histories"),
    "seal-gone": N_("the history was sealed and is gone"),
    "seal-cut": N_("entries that were sealed are missing at the end"),
    "seal-rewritten": N_("the history was rewritten after it was sealed"),
    "seal-differs": N_("the seal does not hold, and does not say where"),
    "seal-false": N_("this is no true seal"),
    "seal-forged": N_("the seal's signature does not hold"),
    "seal-lost": N_("this seal is gone; what it sealed is still there"),
    "seal-unknown": N_("this seal is not in the ledger: entries were cut or rewritten, or it is another ledger's"),
    # Doubts: what may be right.
    "group-unlisted": N_("A group of a plan is not among the bodies; it may have been dissolved since."),
    "file-unread": N_("A plan file is too large to be read again; its groups and procedures were not compared."),
    "calendar-differs": N_("Working days of an announced year differ from the notice that ships with the program."),
}

_FIELD = re.compile(r"\{(\w+)\}")


def fields(msgid: str) -> set[str]:
    """The figures a sentence names."""
    return set(_FIELD.findall(msgid))


def alternatives(table: Sentences, code: str) -> tuple[str, ...]:
    """The sentences of a code; none where it is unknown."""
    found = table.get(code, ())
    return (found,) if isinstance(found, str) else found


def of_error(error: XiaxianError) -> Iterator[str]:
    """An error as lines: its sentence, then its candidates one a line; a faulty paper gives a line for each fault."""
    if isinstance(error, Faulty):
        yield from (of_fault(fault) for fault in error.faults)
        return
    if error.code == "bad-query":
        from xiaxian_tasks.wording import queries

        yield from queries.lines(error.figures)
        return
    candidates = error.candidates if isinstance(error, NotFound) else error.figures.get("candidates") or []
    code = _told_apart(error.code, str(error.figures.get("name", "")), candidates)
    yield _said(code, error.figures, (REFUSALS, LEDGER, PAPERS))
    if candidates and not code.startswith(("which", "split", "ambiguous")):
        yield _("Near it are:")
    yield from (f"  {candidate}" for candidate in candidates)


def in_short(error: XiaxianError) -> Iterator[str]:
    """An error where there is one line for it: of a query the sentence alone."""
    lines = of_error(error)
    return islice(lines, 1) if error.code == "bad-query" else lines


def _told_apart(code: str, name: str, candidates: Sequence[str]) -> str:
    """The code, as that of an ambiguous name where several of the candidates do answer to it."""
    if code not in APART or not name:
        return code
    said = [each.partition(" ")[2] or each for each in candidates] if code == "milestone" else candidates
    return APART[code] if sum(name in each for each in said) > 1 else code


APART = {
    "milestone": "ambiguous-milestone", "procedure": "ambiguous-procedure", "case": "ambiguous-case",
    "letter": "ambiguous-letter",
}
"""Codes raised alike where nothing answers and where several things do -> what the second is said by."""


def of_fault(fault: Fault) -> str:
    """A fault or doubt of a paper as one line: FILE:LINE: sentence, without a line where none is known."""
    place = f"{fault.file}:{fault.line}" if fault.line else fault.file
    return f"{place}: {message(fault)}"


def message(fault: Fault) -> str:
    """The sentence of a fault or doubt, with a declared doubt's note and the names near behind it."""
    figures = fault.figures
    near = figures.get("near") or figures.get("candidates") or ""
    code = _told_apart(fault.code, figures.get("name", ""), near.split("、"))
    tables = (COLUMNS, PAPERS, REFUSALS, LEDGER)
    text = _said(code, figures, tables)
    if near and "near" not in fields(_chosen(code, figures.keys(), tables) or ""):
        text += _names_behind(code).format(names=_(", ").join(near.split("、")))
    note = figures.get("note", "")
    return " ".join(f"{text} {note}".split()) if note else text


def _names_behind(code: str) -> str:
    """How names follow a sentence in its line: those meant after a colon, those to choose from, those that are near."""
    if code.startswith("ambiguous"):
        return _(" {names}")
    return _(" They are: {names}.") if code.startswith(("which", "split")) else _(" Near it are: {names}.")


def of_difference(code: str) -> str:
    """What is wrong with a history, in a few words."""
    return words.word({key: value for key, value in PROOF.items() if isinstance(value, str)}, code)


def of_fault_found(task: str, seq: int, code: str) -> str:
    """One thing `verify` found, as a line: of an entry, or of a history or paper as a whole."""
    said = of_difference(code)
    if not seq:
        return _("{task}: {what}").format(task=task, what=said)
    return _("{task}, entry {seq}: {what}").format(task=task, seq=seq, what=said)


def _said(code: str, figures: Mapping[str, Any], tables: tuple[Sentences, ...]) -> str:
    spoken = {key: _figure(key, value) for key, value in figures.items()}
    fitting = _chosen(code, spoken.keys(), tables)
    if fitting is not None:
        return _(fitting).format_map(spoken)
    told = ", ".join(f"{key}={value}" for key, value in spoken.items())
    return f"{code} ({told})" if told else code


def _chosen(code: str, given: Set[str], tables: tuple[Sentences, ...]) -> str | None:
    """The first sentence of a code whose figures are all given."""
    known = [msgid for table in tables for msgid in alternatives(table, code)]
    return next((msgid for msgid in known if fields(msgid) <= given), None)


def _figure(key: str, value: Any) -> str:
    if key == "near":
        return _(" Did you mean “{name}”?").format(name=value) if value else ""
    if key in {"expected", "found"}:
        return words.word(words.VALUE_SORTS, str(value))
    if key in {"why", "detail"}:
        return words.word(words.SYSTEM, str(value))
    table = subscriptions.STATES if key == "standing" else FIGURES.get(key, {})
    if isinstance(value, list | tuple):
        return words.joined([words.word(table, str(member)) for member in value])
    return value.isoformat() if isinstance(value, date) else words.word(table, str(value))
