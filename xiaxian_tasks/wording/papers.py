"""What is wrong with a paper, by code: plans and the files beside them, official documents, and doubts."""

from collections.abc import Mapping

from xiaxian_tasks.language import N_
from xiaxian_tasks.wording import importing

PAPERS: Mapping[str, str | tuple[str, ...]] = {
    "unit-missing": N_("`{key}` is missing: a value needs its unit."),
    "missing": N_("`{key}` is missing."),
    "blank": N_("`{key}` is blank."),
    "unknown-key": N_("The key `{key}` is unknown.{near}"),
    "unknown-value": N_("`{key}` cannot be “{value}”; it is one of {expected}.{near}"),
    "unknown-body": N_("The body “{name}” is neither in the ledger nor in this plan.{near}"),
    "not-a-mail-address": N_("`{key}` is “{value}”, which is no mail address."),
    "unknown-person": N_("Nobody else in this file is called “{name}”.{near}"),
    "wrong-type": (
        N_("`{key}` should be {expected}, but is {found}. Write {key} = {example}"),
        N_("`{key}` should be {expected}, but is {found}."),
    ),
    "day-said": N_("`{key}` is “{value}”. Write the day as {key} = {instead}"),
    "number-said": (
        N_("`{key}` is “{value}”. Write {key} = {number} and unit = \"{unit}\""),
        N_("`{key}` is “{value}”. Write {key} = {number}"),
    ),
    "several-bodies": N_("“{name}” names several bodies. Put each in quotes of its own: {instead}"),
    "single-bracket": N_("[{name}] stands in single brackets, but there may be several. Write [[{name}]]"),
    "control-character": N_("`{key}` holds a control character or a line break."),
    "bad-label": N_("`{key}` is “{value}”; blanks and slashes cannot stand in it."),
    "impossible-day": N_("`{key}` is “{value}”, which is no day."),
    "not-finite": N_("`{key}` is not a finite number."),
    "too-many-digits": N_("`{key}` has more than {most} digits."),
    "bad-rule": N_("`{key}` is “{value}”, which is no RFC 5545 rule by days."),
    "bad-curve": N_("`{key}` needs pairs of day and share, both rising, shares from 0 to 1."),
    "bad-spans": N_("`{key}` needs pairs of span and working days, spans rising."),
    "bad-thresholds": N_("`yellow` may not be larger than `red`."),
    "not-utf8": N_("The file is not UTF-8. Save it as UTF-8 and try again."),
    "bad-toml": N_("This is not TOML: {reason}."),
    "toml-too-deep": N_("Brackets are nested too deeply."),
    "toml-fullwidth": N_("Full-width signs ( {found} ) stand here where TOML needs half-width ones. Write {instead}"),
    "toml-open-quote": N_("A quotation mark is not closed here: {found}"),
    "toml-inner-quote": N_("The text of `{key}` holds straight quotation marks. Write “ ” inside the text, and straight"
                           " ones only around it."),
    "toml-open-bracket": N_("In {found} a closing bracket or a comma is missing."),
    "toml-bare-key": (
        N_("“{key}” cannot stand here as a key. Write {instead}"),
        N_("“{key}” cannot stand here as a key. Keys are English words, such as title, lead and due."),
    ),
    "toml-bare-text": N_("“{found}” is a text and needs quotation marks. Write {instead}"),
    "toml-key-twice": N_("`{key}` is there twice in one table. Perhaps a heading such as [[tasks]] is missing before"
                         " it."),
    "toml-no-equals": N_("The equals sign is missing. Write {key} = …"),
    "toml-no-value": N_("Nothing stands behind `{key} =`."),
    "toml-day": N_("“{found}” is not written as a day. Write {key} = {instead}"),
    "toml-number": (
        N_("“{found}” is not a plain number. Write {key} = {instead} and on a line of its own unit = \"{unit}\""),
        N_("“{found}” is not a plain number. Write {key} = {instead}"),
    ),
    "toml-flag": N_("“{found}” is neither true nor false. Write {key} = {instead}"),
    "name-twice": (
        N_("The body “{name}” is there twice, first on line {other}."),
        N_("The body “{name}” is there twice."),
    ),
    "alias-twice": N_("“{name}” is a spelling of two bodies."),
    "paper-twice": N_("There is another file of the same sort: {other}. The county has one."),
    "bad-steps": N_("Write [[n-th time, points], …], beginning with the first and rising: [[1, -0.5], [2, -1]]."),
    "secret-written-down": N_("`{key}` is a secret, which others could read here. Put it into a file and write"
                              " {instead} = \"FILE\""),
    "keyring-entry": N_("`{key}` is “{value}”. Write the service and the user, with a blank between them."),
    "bad-web-address": N_("`{key}` is no address of the web. Write https://server/path, without name and password."),
    "smtp-address": N_("`{key}` is no address of a mail server. Write smtp://USER@HOST:PORT, smtps://USER@HOST, or"
                       " without encryption smtp://HOST?tls=none."),
    "smtp-password": N_("`{key}` holds a password, which others could read here. Put it into a file and name that in"
                        " `password_file`."),
    "bad-hours": N_("`{key}` needs two times of the day, such as [\"18:00\", \"08:00\"]."),
    "rung-unknown": N_("No rung above is called “{name}”.{near}"),
    "rung-without-cause": N_("A rung needs `when`, its cause, or `unmet`, the rungs it follows."),
    "line-twice": (
        N_("“{cause}” has two lines, first on line {other}."),
        N_("“{cause}” has two lines."),
    ),
    "person-twice": (
        N_("“{name}” means two persons, first on line {other}."),
        N_("“{name}” means two persons."),
    ),
    "number-twice": (
        N_("The number {number} is there twice, first on line {other}."),
        N_("The number {number} is there twice."),
    ),
    "id-twice": (
        N_("The id {id} is there twice, first on line {other}."),
        N_("The id {id} is there twice."),
    ),
    "part-twice": N_("“{name}” has two rows of one target."),
    "plan-twice": N_("The plan {id} is in {other} already."),
    "no-tasks": N_("The plan has no tasks."),
    "due-too-early": N_("{due} lies before {earliest}, when the plan's year begins."),
    "near-and-spans": N_("`near` and `spans` say the same thing in two ways. Leave one out."),
    "unknown-rule": N_("No rule is called “{name}”. Load its file along with the plan.{near}"),
    "rule-twice": N_("The rule {name} is in {other} already. Give this one a name of its own."),
    "rule-and-anchor": N_("A recurrence has a rule or an anchor, not both."),
    "period-inverted": N_("The last day lies before the first."),
    "no-such-step": N_("There is no step {step}."),
    "unused-anchor": N_("No recurrence waits for “{name}”.{near}"),
    "not-weekend": N_("{day} is no weekend day: only weekend days are made up."),
    "day-twice": N_("{day} is there twice."),
    "other-year": N_("{day} belongs to another year."),
    # Exports.
    "not-an-export": N_("This is no export of a ledger."),
    "newer-export": N_("The export is of version {found}; this program knows {known}. Please upgrade."),
    "truncated-export": N_("The export ends too early."),
    "bad-export-line": N_("This is no line of an export, or it is in the wrong place."),
    "export-order": N_("The entries of {task} stand in two places."),
    "export-chain": N_("The history of {task} does not hold from entry {seq} on."),
    "export-history": N_("The history of {task} cannot be followed."),
    "export-evidence": N_("The paper {hash} is not what its hash says."),
    "export-differs": N_("The lines are not those that were written: something was changed, added or left out."),
    # What is chosen for the screen (screen.toml).
    "unknown-choice": N_("`{key}` cannot be “{value}”; it is one of {known}.{near}"),
    "unknown-act": N_("“{key}” names nothing that can be done on the screen.{near}"),
    "no-such-key": N_("`{key}`: “{value}” is no key. Keys are written so: p, ctrl+p, f2, ?, Enter, PgDn."),
    "key-not-ours": N_("`{key}`: “{value}” belongs to input methods or to the terminal. Choose another key."),
    "key-types": N_("`{key}`: “{value}” would be typed into the field there. Choose a key that types nothing."),
    "no-key": N_("`{key}` has no key. Give it at least one."),
    "keys-clash": N_("`{key}`: “{value}” means “{other}” already ({title})."),
    "no-table": N_("`{key}` is a table: write [{key}] and its lines below."),
    "no-texts": N_("`{key}` is a text or a list of texts, each in quotation marks."),
    "no-width": N_("`{key}` is “{value}”; a width is a whole number from {least} to {most}."),
    "column-missing": N_("`{key}` needs the column “{value}”."),
    # Official documents.
    "suffix-unknown": N_("This kind of file cannot be read. Known are {known}."),
    "pdf-extra-missing": N_("Reading PDF needs one more library: pip install 'xiaxian-tasks[{extra}]'."),
    "pdf-damaged": N_("The PDF is damaged."),
    "pdf-locked": N_("The PDF is locked with a password."),
    "no-text": N_("There is no text in the file; a scan must be recognised first."),
    "not-text": N_("This is no text file, or in an unknown encoding."),
    "word-old-or-locked": N_("This is an old .doc or a locked file. Save it as .docx without a password."),
    "word-too-large": N_("The document is larger than {most} bytes."),
    "word-damaged": N_("The .docx is damaged."),
    "template-damaged": N_("The template is no .docx, or damaged."),
    "template-field": N_("The template asks for {field}, which this paper has not. Known are {known}. A question"
                         " mark behind the name leaves the place empty where there is none."),
    "template-columns": N_("The template repeats a row for {field}, but this paper has no table. A question mark"
                           " behind the name leaves the row empty."),
    "template-open": N_("Braces do not match in the template: {text}"),
    "template-place": N_("{field} needs a paragraph of its own in the text of the template."),
    "template-row": N_("{field} stands in no row of a table."),
    "template-empty": N_("The template has no place for what the paper says: write {field} into a paragraph of"
                         " its own."),
    "picture-unreadable": N_("The picture “{title}” is neither PNG nor JPEG, or damaged."),
    **importing.PAPERS,
    # Doubts: declared in the plan, or computed.
    "sum": (
        N_("The rows of “{metric}” add up to {computed}; the paper prints {printed}."),
        N_("{clause}: printed “{printed}”, the sum is “{right}”."),
        N_("{clause}: the printed “{printed}” is not the sum."),
    ),
    "reference": (
        N_("{clause}: refers to “{printed}”, where “{right}” is meant."),
        N_("{clause}: the reference “{printed}” leads nowhere."),
    ),
    "misprint": (
        N_("{clause}: printed “{printed}”, right is “{right}”."),
        N_("{clause}: “{printed}” is a misprint."),
    ),
    "conflict": (
        N_("{clause}: “{printed}” stands against “{right}”."),
        N_("{clause}: “{printed}” contradicts another place."),
    ),
    "unexpanded": (
        N_("{clause}: “{printed}” does not say who; taken as “{right}”."),
        N_("{clause}: “{printed}” does not say who."),
    ),
    "unclear": (
        N_("{clause}: “{printed}” is unclear; taken as “{right}”."),
        N_("{clause}: “{printed}” is unclear."),
    ),
}
