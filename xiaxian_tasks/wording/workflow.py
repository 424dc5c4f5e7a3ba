"""The workflow's table in words: who may take a step, when, past which guards, and what it does."""

from collections.abc import Iterable, Iterator

from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.terms import FULL, PERSON_ROLES, STATES
from xiaxian_tasks.domain.workflow import Rule
from xiaxian_tasks.language import N_, _, spoken
from xiaxian_tasks.wording import words

GUARDS = {
    "is_in_time": N_("no day to come, none before the newest entry, none of a closed month"),
    "holds_no_secret": N_("no word that marks a state secret, no endless text"),
    "says_why": N_("a reason is given"),
    "says_something": N_("there is a text"),
    "names_a_cause": N_("the cause stands in the list"),
    "says_how": N_("it says how it was checked"),
    "says_what_was_found": N_("it says what the look back found"),
    "has_document": N_("the deciding paper is named"),
    "sets_a_later_day": N_("a day that is set lies ahead"),
    "sets_a_day_to_come": N_("a new due day, where one is set, lies after the day of the entry"),
    "moves_later_if_at_all": N_("a new due day, where one is set, lies after the one before"),
    "is_not_an_author": N_("whoever entered the figures or the request is somebody else"),
    "did_not_accept": N_("whoever accepted is somebody else"),
    "did_not_ask": N_("whoever asked is somebody else"),
    "is_asked": N_("a body answers what it was asked; the office answers for any"),
    "is_own_or_directs": N_("the entry is one's own, or the director takes it back"),
    "may_grant": N_("a director only once and within the plan's limit; beyond it a county leader"),
    "is_met_or_says_why": N_("a lead has reached its targets and milestones, or says why not"),
    "has_evidence": N_("some evidence came in this round"),
    "relapsed_or_says_why": N_("a look back found a relapse, or a reason is given"),
    "is_another_task": N_("the other task is another one"),
    "asks_before_due": N_("the day has not passed, and a reason is given"),
    "somebody_is_bound": N_("somebody is bound by the task"),
    "assignment_changes_something": N_("whom it releases is bound, whom it binds is not bound so already"),
    "nothing_is_asked": N_("no other request waits for an answer"),
    "something_is_asked": N_("a request waits for an answer"),
    "moves_later": N_("the new day lies after the old one, of a day the task has"),
    "moves_what_was_asked": N_("it moves what was asked for, nothing else"),
    "moves_as_long_as_it_stood": N_("days that had not passed move by as long as it stood still"),
    "stood_until_today": N_("it stood still from the suspension to today"),
    "a_question_is_open": N_("the remark or letter it answers is open"),
    "is_numbered": N_("the letter has a number, and has not spoken of the task before"),
}
"""Guard -> what it asks, by the name of its function."""

ALWAYS = ("is_in_time", "holds_no_secret")
"""Guards that every step passes."""

DOES = {
    "way": N_("The plan is supervised simply (reports alone) or fully (every step)."),
    "registration": N_("Gives the task the year's next running number, which is never given again."),
    "assignment": N_("Binds a body, releases one, or hands over; the one who takes over has to sign."),
    "dispatch": N_("Sends the task to its bodies; the days for signing count from the next working day."),
    "receipt": N_("The body has taken the task on; after the last day for it the receipt is marked late."),
    "refusal": N_("The body says it is the wrong one; the office assigns another or insists. No clock stops."),
    "report": N_("A value, a milestone or occurrence done, or a note; the body is at work."),
    "request": N_("The body holds its part for done; when all leads do, the task is under review."),
    "return": N_("The part goes back with a cause and a new day; returns are counted."),
    "check": N_("What was found stands beside what was reported."),
    "acceptance": N_("The part is accepted; with the last part the task is completed."),
    "closure": N_("Closes the completed task and sets the day to look back."),
    "recheck": N_("Says whether the result holds; a figure that was found moves the light."),
    "reopening": N_("A new round begins, counted; the task is yellow at best until the next report."),
    "suspension": N_("The clock stands still; the light is grey."),
    "resumption": N_("The task goes on; days that had not passed move by as long as it stood still."),
    "termination": N_("Ends the task for good."),
    "merger": N_("Ends the task; another one goes on for it."),
    "extension-request": N_("Asks for a later day; silence is no consent."),
    "extension-grant": N_("Sets the later day; the first day is kept for assessment, and extensions are counted."),
    "extension-refusal": N_("The day stays; refusals are counted."),
    "remark": N_("Puts a leader's words on the task; with a day it asks for an answer."),
    "reply": N_("Answers a remark or a letter."),
    "notice": N_("A letter that was issued speaks of the task; with a day it asks for an answer. It is taken back with"
                 " the whole letter."),
    "reorganisation": N_("A body was renamed, merged or abolished: its duties go on under the other name."),
    "withdrawal": N_("Takes an entry back by one more entry; what came later must hold without it."),
}
"""Kind of entry -> what it does."""

COMMANDS = {
    "way": "plan way", "registration": "task register", "assignment": "assignment assign", "dispatch": "task dispatch",
    "receipt": "assignment receive", "refusal": "assignment refuse", "report": "report",
    "request": "assignment request", "return": "assignment return", "check": "assignment check",
    "acceptance": "assignment accept", "closure": "task close", "recheck": "task recheck", "reopening": "task reopen",
    "suspension": "task suspend", "resumption": "task resume", "termination": "task terminate", "merger": "task merge",
    "extension-request": "extension ask", "extension-grant": "extension grant", "extension-refusal": "extension refuse",
    "remark": "task remark", "reply": "task reply", "notice": "notice issue",
    "reorganisation": "body rename", "withdrawal": "task undo",
}
"""Kind of entry -> the command that records it."""


COUNTY_DOES = {
    "way": DOES["way"],
    "people": N_("Says who supervises, in which role, and how the office works."),
    "month": N_("Closes the books of a month: no entry counts from it any more."),
    "scoring": N_("Sets the rules by which bodies are ranked."),
    "ladder": N_("Sets what is said to a body for which cause, and when."),
    "reorganisation": DOES["reorganisation"],
    "seal": N_("Fixes all histories in a code for paper."),
    "view": N_("Keeps a query under a name, or drops it."),
    "demo": N_("Marks the ledger as made up, for practice; only of an empty one."),
    "subscription": N_("Gives a calendar out to a person, gives it out anew, ends it or calls it back."),
    "letter": N_("Issues a letter under the next number of the register, or takes one back; no number is given again."),
}
"""Kind of entry of the county's own history -> what it does."""

COUNTY_COMMANDS = {
    "way": COMMANDS["way"], "people": "load people.toml", "month": "month close", "scoring": "load standing.toml",
    "ladder": "load ladder.toml",
    "reorganisation": COMMANDS["reorganisation"], "seal": "seal", "view": "view save",
    "demo": "demo", "subscription": "calendar token add", "letter": "notice issue",
}
"""Kind of entry of the county's own history -> the command that records it."""


def who(rule: Rule) -> str:
    """The roles that may."""
    return words.joined([words.word(words.PERSON_ROLES, role) for role in PERSON_ROLES if role in rule.roles])


def states(rule: Rule) -> str:
    """The states of the task in which it is open."""
    if rule.stages == STATES:
        return _("any")
    return words.joined([words.word(words.STATES, stage) for stage in STATES if stage in rule.stages])


def assigned(rule: Rule) -> str:
    """The states of a body's part in which it is open; empty where it is of the whole task."""
    named = [words.word(words.ASSIGNMENT_STATES, state) for state in words.ASSIGNMENT_STATES if state in rule.assigned]
    return words.joined(named) if named else ""


def guards(rule: Rule) -> Iterator[str]:
    """What it has to pass beside those that every step does."""
    return (_(GUARDS[name]) for name in names(rule))


def names(rule: Rule) -> Iterable[str]:
    """The names of the guards of a row."""
    return (*(guard.__name__ for guard in rule.guards), *(fitting.__name__ for fitting in rule.fitting))


def helped(kind: str, about: str) -> str:
    """The help of a step's command: what it does, then who may and when, from the table."""
    rule = workflow.WORKFLOW[kind]
    lines = [_("Who: {roles}.").format(roles=who(rule))]
    if rule.stages != STATES:
        lines.append(_("While the task is: {states}.").format(states=states(rule)))
    if rule.assigned:
        lines.append(_("While the body's part is: {states}.").format(states=assigned(rule)))
    if asked := list(guards(rule)):
        lines.append(_("Only if: {guards}.").format(guards=_("; ").join(asked)))
    if rule.ways == (FULL,):
        lines.append(_("Under full supervision."))
    return about + "\n\n" + ("" if spoken() == "zh" else " ").join(lines)
