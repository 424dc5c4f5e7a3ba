"""The keys of a plan file, table by table: what is checked, and what the JSON Schema and the page about the format say.

A key's `sort` says what may stand there:

    line     one line of text                      prose    text that may have several lines
    label    a number or id: text or whole number  day      an ISO day
    number   a finite decimal, at most 15 digits   figure   a number, or text where the paper prints words
    count    a whole number from 0                 year     a year
    flag     true or false                         choice   one of `choices`
    rule     an RFC 5545 rule by days              body     the name of a body
    bodies   a list of names of bodies             texts    a list of lines
    curve    [[day, share], …]                     spans    [[calendar days, working days left], …]
    anchors  event = [day, …]                      table    one table of the key's own name
    tables   an array of tables of the key's own name
    role     what a person is, in English or Chinese
    steps    a number, or [[n-th time, number], …]
    mail     a mail address                        away     [[first day, last day], …]
    hours    two times of the day, [from, to]      papers   a list of papers of the ladder
"""

from typing import NamedTuple

from xiaxian_tasks.domain import terms
from xiaxian_tasks.domain.ladder import CAUSES as LADDER_CAUSES
from xiaxian_tasks.domain.ladder import PAPERS, REGISTERED
from xiaxian_tasks.domain.scoring import CAUSES


class Key(NamedTuple):
    """One key: its name as in JSON, what may stand there, whether it must, and what it says.

    `singular` is another accepted spelling of an array of tables; `first` marks the keys of the format's first page.
    """

    name: str
    sort: str
    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    singular: str = ""
    first: bool = False


_CLAUSE = Key("clause", "line", "Place in the document, as a person would look it up.")
_LABEL = Key("label", "line", "Label of the sub-item that prints it, such as 一是.")
_HEDGED = Key("hedged", "flag", "The paper says 力争, 争取 or the like; for a limit, 一般.")
_DUE_BASIS = Key("due_basis", "choice",
    "`inferred` when the day in `due` is not printed.", choices=("explicit", "inferred"))
_NOTE = Key("note", "prose", "What a reader must know beside it.")

_FIGURES = (
    Key("near", "count", "Working days left at which a due day is near, however long the span."),
    Key("spans", "spans",
        "Working days left at which a due day is near, by span: [[7, 2], [15, 3], [0, 30]]; 0 means any longer."),
    Key("cycle", "choice", "How often a report is expected; a month usually.", choices=terms.CYCLES),
    Key("grace", "count", "Calendar days after a cycle before a report is stale; 10 usually."),
    Key("occurrence_grace", "count", "Calendar days before a recurrence counts as missed; 3 usually."),
    Key("shift", "choice",
        "When a turn falls due whose day is no working day: on the `next` or the `previous` one; `none`, on the day "
        "itself, usually.", choices=terms.SHIFTS),
    Key("receipt", "count", "Working days for signing what was dispatched; 1 usually."),
    Key("reply", "count", "Working days for answering; 5 usually."),
    Key("recheck", "count", "Calendar days from closing to looking back; 90 usually."),
    Key("extension", "count", "Calendar days by which a director may put off a day; 30 usually."),
)
"""The figures of a rule that a rule file may leave to the house's own, and a plan may set for itself."""

_OTHERWISE = (
    Key("off", "texts", "Rungs that do not count."),
    Key("per_day", "count", "Papers in one day at most."),
    Key("per_month", "count", "Papers in one month at most."),
)
"""What a ladder may say otherwise for one plan or one body."""

TABLES: dict[str, tuple[Key, ...]] = {
    "plan": (
        Key("id", "label",
            "Short name of the plan, without blanks and slashes; usually the name of the file.", required=True,
            first=True),
        Key("document", "line", "Number of the document as printed."),
        Key("title", "line", "Title of the document as printed.", required=True, first=True),
        Key("issuer", "line", "Who issued it."),
        Key("issued", "day", "Day of issue.", required=True, first=True),
        Key("year", "year",
            "The year the plan is for, where its title prints one: pace then runs from January to December."),
        Key("pace", "table", "Where the period is another than the year, or than from issue to due."),
        Key("rules", "label", "Name of the rule file this plan is lit by; the house's own when left out."),
        Key("thresholds", "table", "Single figures in which this plan differs from its rule."),
        Key("anchors", "anchors", "Days of events that recurrences wait for: event = [days]."),
        Key("bodies", "tables", "Bodies that only this plan knows.", singular="body"),
        Key("tasks", "tables",
            "The measures of the plan, in printed order.", required=True, singular="task", first=True),
        Key("groups", "tables", "Leading groups the document sets up.", singular="group"),
        Key("procedures", "tables", "Sets of steps with time limits.", singular="procedure"),
        Key("forms", "tables", "Forms the document prints.", singular="form"),
        Key("doubts", "tables", "Places where the paper is wrong or unclear.", singular="doubt"),
    ),
    "pace": (
        Key("from", "day", "First day pace is counted from."),
        Key("to", "day", "The plan's last day."),
        Key("basis", "choice", "What the share due grows by; `month` when left out, `curve` when a curve is given.",
            choices=terms.BASES),
        Key("curve", "curve",
            "Dated shares due, between 0 and 1, such as [[\"2024-03-31\", \"0.15\"], [\"2024-06-30\", \"0.5\"]]."),
    ),
    "thresholds": (
        Key("yellow", "number", "Percentage points behind from which a light is yellow; 0 as soon as it is behind."),
        Key("red", "number", "Percentage points behind beyond which it is red."),
        *_FIGURES,
    ),
    "rule file": (
        Key("rule", "label", "Short name of the rule, which plans say in `rules`.", required=True),
        Key("title", "line", "Title of the rule.", required=True),
        Key("source", "line", "The document it comes from, as printed.", required=True),
        Key("grade", "choice",
            "How sure the source is: `A` a government page or a system's own code, `B` a journal, vendor or forum, "
            "`C` a copy hosted elsewhere.", choices=("A", "B", "C")),
        Key("yellow", "number",
            "Percentage points behind from which a light is yellow; 0 as soon as it is behind.", required=True),
        Key("red", "number", "Percentage points behind beyond which it is red; left out, never by pace."),
        *_FIGURES,
    ),
    "bodies": (
        Key("name", "line", "Name to show.", required=True),
        Key("aliases", "texts", "Other printed spellings."),
        Key("kind", "choice", "`department` when left out.", choices=terms.BODY_KINDS),
        Key("members", "bodies", "Names of the bodies a group expands to."),
    ),
    "tasks": (
        Key("number", "label", "Number as printed, in Arabic digits: \"13\", \"4.2.3\".", required=True, first=True),
        Key("title", "line", "Heading as printed, without its number.", required=True, first=True),
        Key("section", "line", "The headings above it, in printed numbering: \"二（三）\"."),
        Key("lead", "bodies", "Bodies that lead; left out, the task waits for a body.", first=True),
        Key("support", "bodies", "Bodies that support."),
        Key("due", "day",
            "The task's own last day, where one is printed; its targets without a day of their own take "
            "it.", first=True),
        _DUE_BASIS,
        Key("value", "number", "Short for a first target of this value.", first=True),
        Key("unit", "line", "Unit of `value`: 户, 眼, 万方, %.", first=True),
        Key("kind", "choice", "Kind of that target; `reach` when left out.", choices=terms.KINDS),
        Key("summary", "prose", "One short sentence in your own words."),
        _NOTE,
        Key("clause", "line", "Place in the document; section and number when left out."),
        Key("fingerprint", "line", "Fingerprint of the clause's text."),
        Key("targets", "tables", "Numbers to reach or hold.", singular="target"),
        Key("milestones", "tables", "Things to be delivered once.", singular="milestone"),
        Key("recurrences", "tables", "Duties that return.", singular="recurrence"),
        Key("policy_figures", "tables", "Numbers that describe a policy and bind nobody.", singular="policy_figure"),
    ),
    "targets": (
        Key("id", "label", "Short name inside the task; t1, t2 … when left out."),
        Key("metric", "line", "What is counted; the task's title when left out."),
        Key("kind", "choice", "`reach` when left out.", choices=terms.KINDS),
        Key("value", "number", "Number to reach or hold; the sum of the parts when left out."),
        Key("unit", "line", "Unit: 户, 眼, 万方, %.", required=True),
        Key("due", "day", "Last day, when printed; else the task's own, else the plan's."),
        _DUE_BASIS,
        Key("from", "day", "First day of its own period, where it is another than its plan's."),
        Key("to", "day", "Last day of its own period, where it is another than its due day."),
        _HEDGED,
        Key("exclusive", "flag", "The number itself is not enough: 突破."),
        Key("accumulates", "flag", "A ceiling on what adds up over the period."),
        Key("baseline", "number", "Value it starts from, when printed."),
        Key("baseline_year", "year", "Year it is compared with, when printed."),
        _LABEL,
        _CLAUSE,
        Key("printed", "number", "Printed total of a split, beside the sum of its parts."),
        Key("parts", "tables", "Rows of a split: what each body owes of it.", singular="part"),
    ),
    "parts": (
        Key("id", "label", "Short name; the target's id and the row's number when left out."),
        Key("body", "body", "Who owes it.", required=True),
        Key("value", "number", "How much of it.", required=True),
    ),
    "milestones": (
        Key("id", "label", "Short name inside the task; m1, m2 … when left out."),
        Key("what", "line", "What is to be delivered.", required=True),
        Key("start", "day", "First day of the window it is delivered in, when printed: calendars show both ends."),
        Key("due", "day", "Last day, when printed."),
        _DUE_BASIS,
        Key("bodies", "bodies", "Bodies, where narrower than the task's lead."),
        _HEDGED,
        _LABEL,
        _CLAUSE,
    ),
    "recurrences": (
        Key("id", "label", "Short name inside the task; r1, r2 … when left out."),
        Key("what", "line", "What returns.", required=True),
        Key("bodies", "bodies", "Bodies, where not the task's lead."),
        Key("rule", "rule", "An RFC 5545 rule: FREQ=MONTHLY;BYMONTHDAY=-1."),
        Key("anchor", "line", "The event it waits for, where no rule can say when."),
        Key("after", "count", "How long after the event."),
        Key("after_unit", "choice",
            "`calendar_days` when left out.", choices=("calendar_days", "working_days", "months")),
        Key("around", "count", "Calendar days of 左右."),
        Key("start", "day", "First day it is owed from; the day of issue when left out."),
        Key("until", "day", "Last day it is owed."),
        Key("shift", "choice",
            "When a turn falls due whose day is no working day: on the `next` or the `previous` one, or with `none` on "
            "the day itself; as the plan's rule says when left out.", choices=terms.SHIFTS),
        _LABEL,
        _CLAUSE,
    ),
    "policy_figures": (
        Key("what", "line", "What the number is.", required=True),
        Key("value", "figure", "The number.", required=True),
        Key("unit", "line", "Its unit.", required=True),
        Key("rule", "line", "Name shared by figures that together make one rule."),
        Key("role", "choice", "What it is in that rule.", choices=terms.FIGURE_ROLES),
        Key("from", "figure", "Lower end of the range it holds for."),
        Key("to", "figure", "Upper end of the range it holds for."),
        Key("until", "day", "Last day the policy holds."),
        _CLAUSE,
    ),
    "groups": (
        Key("name", "line", "Name as printed.", required=True),
        Key("aliases", "texts", "Other spellings in this document."),
        Key("office", "body", "Body that houses its office."),
        Key("duty", "prose", "What it does, in your own words."),
        _CLAUSE,
        Key("members", "tables", "Its seats: posts, never persons.", singular="member"),
    ),
    "members": (
        Key("role", "choice", "Seat.", required=True, choices=terms.ROLES),
        Key("post", "line", "The post that fills it."),
        Key("body", "body", "The body the post belongs to."),
        Key("duty", "prose", "What the paper asks of this seat, in your own words."),
    ),
    "procedures": (
        Key("id", "label", "Short name inside the plan; p1, p2 … when left out."),
        Key("name", "line", "Name.", required=True),
        Key("trigger", "prose", "What starts it, in your own words."),
        _CLAUSE,
        Key("conditions", "tables", "Figures that start it.", singular="condition"),
        Key("steps", "tables", "Its steps, in order.", required=True, singular="step"),
    ),
    "conditions": (
        Key("any", "label",
            "Number of the condition; figures with the same number hold together, different numbers each suffice."),
        Key("what", "line", "What is measured.", required=True),
        Key("relation", "choice", "How it compares.", choices=terms.CONDITION_RELATIONS),
        Key("value", "figure", "The figure."),
        Key("unit", "line", "Its unit."),
    ),
    "steps": (
        Key("number", "label", "1, 2, 3 … in the order of the procedure; its place when left out."),
        Key("what", "line", "What is done.", required=True),
        Key("bodies", "bodies", "Who does it."),
        _CLAUSE,
        Key("when", "prose", "Condition, where the step is not always done."),
        Key("limit", "table", "Its time limit."),
    ),
    "limit": (
        Key("amount", "count", "How long; left out where the paper prints no number."),
        Key("unit", "choice", "Of `amount`.", choices=terms.LIMIT_UNITS),
        Key("relation", "choice", "How the limit binds.", required=True, choices=terms.LIMIT_RELATIONS),
        Key("anchor", "line",
            "What it counts from or to: `step:N` for a step of this procedure, else a short name of the event.",
            required=True),
        _HEDGED,
    ),
    "forms": (
        Key("name", "line", "Name.", required=True),
        _CLAUSE,
        Key("fields", "texts", "Its columns."),
        Key("signers", "texts", "Who signs it."),
    ),
    "doubts": (
        _CLAUSE,
        Key("code", "choice", "What is wrong.", required=True,
            choices=tuple(code for code in terms.DOUBT_CODES if code != "sum")),
        Key("printed", "line", "What stands there, short."),
        Key("right", "line", "What is right, where known."),
        _NOTE,
    ),
    "scoring file": (
        Key("title", "line", "Title of the rules."),
        Key("source", "line", "Where they come from."),
        Key("base", "number", "Points every body starts with.", required=True),
        Key("cap", "number", "The highest score.", required=True),
        Key("floor", "number", "The lowest score; 0 when left out."),
        Key("least", "count", "Who answers for fewer tasks has no rank; 3 when left out."),
        Key("lines", "tables", "What costs or earns points, one line each.", required=True, singular="line"),
    ),
    "lines": (
        Key("cause", "choice", "What happened.", required=True, choices=CAUSES),
        Key("points", "steps",
            "Points each time, or from the n-th time of a year on: [[1, -0.5], [2, -1]].", required=True),
        Key("days", "count", "For `ahead`: calendar days before the last day."),
        Key("title", "line", "Title of the line."),
        Key("source", "line", "Where it comes from."),
    ),
    "ladder file": (
        Key("title", "line", "Title of the ladder."),
        Key("source", "line", "Where it comes from."),
        Key("quiet", "hours", "Hours in which nothing goes: [\"18:00\", \"08:00\"]."),
        Key("rest", "flag", "Whether nothing goes on days that are not worked; `true` when left out."),
        Key("days", "away", "Other days on which nothing goes, both inclusive: [[2026-12-01, 2026-12-05]]."),
        Key("per_day", "count", "Papers to one body in one day at most; no bound when left out."),
        Key("per_month", "count", "Papers to one body in one month at most; no bound when left out."),
        Key("apart", "count", "Working days between two papers to one body on one task; 0 when left out."),
        Key("approval", "agreed", "What somebody agrees to before it goes; letters always wait for the director."),
        Key("bulletin", "papers", "Papers whose task the next bulletin names."),
        Key("alarm", "count",
            "Working days without anything sent, while something was due, before the office is told; 3 when left out."),
        Key("register", "table", "The word of each paper's number, such as 夏督提 in 夏督提〔2026〕3号."),
        Key("rungs", "tables", "What is said, from the mildest on.", required=True, singular="rung"),
        Key("by_plan", "tables", "What is otherwise for one plan."),
        Key("by_body", "tables", "What is otherwise for one body."),
    ),
    "register": tuple(Key(kind, "line", f"Word of the paper `{kind}`.") for kind in REGISTERED),
    "by_plan": (Key("name", "label", "Id of the plan.", required=True), *_OTHERWISE),
    "by_body": (Key("name", "line", "Name of the body, as shown.", required=True), *_OTHERWISE),
    "rungs": (
        Key("id", "label", "Short name.", required=True),
        Key("when", "choice", "The cause; whatever the rung before was said for when left out.", choices=LADDER_CAUSES),
        Key("paper", "choice", "The paper; a line of the body's digest when left out.", choices=PAPERS),
        Key("reply", "count", "Working days for an answer; none is asked when left out."),
        Key("after", "count", "Working days the cause has stood; 0 when left out."),
        Key("cooldown", "count", "Working days after which it is said again; never when left out."),
        Key("unmet", "texts", "Rungs above it, of which one was said and not met within its days for an answer."),
    ),
    "people file": (
        Key("people", "tables", "Every person, once.", singular="person"),
        Key("office", "table", "How the county's office works."),
    ),
    "people": (
        Key("name", "line", "Name, as given with `--by`.", required=True),
        Key("role", "role", "What the person is.", required=True, choices=terms.PERSON_ROLES),
        Key("body", "body", "The body a head or liaison speaks for; required for these."),
        Key("aliases", "texts", "Other spellings, such as a login name."),
        Key("phone", "line", "Telephone."),
        Key("mail", "mail", "Mail address, such as `shuili@xiaxian.gov.cn`."),
        Key("channel", "line", "The way messages go to this person; the office's own when left out."),
        Key("deputy", "line", "Name of who stands in, somebody of this file."),
        Key("away", "away", "When the person cannot be reached, both days inclusive: [[2026-12-01, 2026-12-05]]."),
    ),
    "office": (
        Key("separation", "flag",
            "`false` in an office of one person: who enters a value may then accept it, who accepts may close; `true` "
            "when left out."),
        Key("requests", "count", "Requests a body may get in one month without a reason; no limit when left out."),
        Key("government", "line",
            "The office that signs letters and official papers; 夏县人民政府办公室 when left out."),
        Key("office", "line", "The office that signs work sheets; 夏县人民政府督查室 when left out."),
        Key("phone", "line", "Its telephone, printed where nobody of the office has one of their own."),
    ),
    "bodies file": (Key("bodies", "tables", "Every body, once.", required=True, singular="body"),),
    "holidays file": (
        Key("year", "year", "The year the notice is for.", required=True),
        Key("document", "line", "Number of the notice."),
        Key("announced", "day", "Day of the notice."),
        Key("off", "tables", "Days off.", required=True),
        Key("worked", "tables", "Weekend days that are worked."),
    ),
    "off": (
        Key("name", "line", "Name of the holiday.", required=True),
        Key("from", "day", "First day off.", required=True),
        Key("to", "day", "Last day off; the first when left out."),
    ),
    "worked": (
        Key("on", "day", "The day that is worked.", required=True),
        Key("name", "line", "The holiday it makes up for."),
    ),
}

NAMES: dict[str, dict[str, Key]] = {
    table: {spelling: key for key in keys for spelling in (key.name, key.singular) if spelling}
    for table, keys in TABLES.items()
}
"""The keys of each table by every accepted spelling."""
