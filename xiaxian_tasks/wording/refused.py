"""What the workflow says when it refuses a step: the rule, why, and what to do next."""

from xiaxian_tasks.language import N_
from xiaxian_tasks.wording import words
from xiaxian_tasks.wording.outbox import PAPERS, STATES

REFUSED: dict[str, str | tuple[str, ...]] = {
    # A step cannot be understood (2).
    "text-needed": N_("“{kind}” needs a text."),
    "unknown-cause": N_("A return has one of these causes: {causes}."),
    "unknown-how": N_("Say how it was checked: {hows}."),
    "unknown-found": N_("A look back finds that it held, or that it relapsed."),
    "which-body": N_("Several bodies could be meant. Say which one with --body."),
    "which-question": N_("Several remarks or letters wait for an answer. Say which one with --to."),
    "no-such-folder": N_("“{place}” is no folder that exists, or only a link to one. Make it first."),
    "evidence": N_("No copy of evidence is kept for “{name}”."),
    "evidence-missing": N_("The copy of “{name}” ({task}, entry {seq}) is gone. Run xiaxian evidence verify."),
    "evidence-altered": N_("The copy of “{name}” ({task}, entry {seq}) is not what was handed in. Run xiaxian evidence"
                           " verify."),
    "evidence-empty": N_("“{name}” is empty. Hand in the file itself."),
    "nothing-to-step": N_("Name tasks, or a plan with --plan."),
    "each-of-alone": N_("--each-of names the group; leave out the body, --instead-of and --release."),
    "nobody-to-assign": N_("Name a body to assign, or one to release with --release."),
    # The order of steps (4).
    "out-of-order": N_("“{kind}” is not open while the task is “{stage}”. Open now: {allowed}. (out-of-order)"),
    "body-out-of-order": N_("“{kind}” is not open for {body}, which is at “{state}”. Open for it now: {allowed}."
                            " (body-out-of-order)"),
    "nobody-left": N_("No body is waiting for “{kind}”. Open now: {allowed}. (nobody-left)"),
    "simple-way": N_("{plan} is under simple supervision, where there is no “{kind}”. To take every step: xiaxian plan"
                     " way {plan} full"),
    "headline-way": N_("{plan}/0 holds the headline targets of the plan and stays under simple supervision, where there"
                       " is no “{kind}”. Report its figures."),
    "way-already": N_("{plan} is under {way} supervision already."),
    "later-needs-it": N_("Entry {later} (“{kind}”) rests on entry {seq}. Take {later} back first:"
                        " xiaxian undo TASK --entry {later}"),
    "cannot-withdraw": N_("“{kind}” is not taken back like this: load an edited plan, change the way again,"
                          " reorganise again, or take the whole letter back."),
    "already-withdrawn": N_("Entry {seq} was taken back already."),
    "nothing-to-withdraw": N_("{task} has no entry that could be taken back."),
    "nothing-to-undo": N_("{by} has recorded nothing that could be taken back."),
    "nothing-to-redo": N_("{by} has taken nothing back that could be brought back, or has recorded something since."),
    # Who (4).
    "role": N_("“{kind}” is for: {roles}. You are: {role}. Let one of them record it."),
    "foreign-body": N_("You speak for {own}, not for {body}. The supervision office may record it for any body."),
    "foreign-entry": N_("This entry is {author}'s, not {by}'s. Its author or the director takes it back."),
    "not-a-leader": N_("{name} is no county leader but: {role}. A remark entered for somebody is a county leader's."),
    "no-people": N_("Full supervision asks who acts, and the ledger knows no people yet. Load them: xiaxian load"
                    " people.toml"),
    "author-cannot-accept": N_("{by} entered what is to be judged here. Let somebody else judge it; an office of one"
                               " person writes separation = false into its file of people."
                               " (author-cannot-accept)"),
    "acceptor-cannot-close": N_("{by} accepted it. Let somebody else close it; an office of one person writes"
                                " separation = false into its file of people. (acceptor-cannot-close)"),
    "asker-cannot-answer": N_("{by} asked for it. Let somebody else answer; an office of one person writes separation ="
                              " false into its file of people. (asker-cannot-answer)"),
    "leader-decides": N_("A director extends once, by at most {days} days. Let a county leader decide this one."),
    # What has to be said (4).
    "reason-needed": N_("“{kind}” needs its reason: --reason."),
    "document-needed": N_("“{kind}” needs the paper that decided it: --document."),
    "classified": N_("“{word}” marks a state secret. Such a text does not belong into this ledger; nothing was"
                     " recorded."),
    "over-burden": N_("This is request {count} to {body} this month, and the limit is {limit}. If it must be, say why"
                      " with --override."),
    "evidence-too-large": N_("“{name}” is larger than {most} MB. Hand in a smaller copy."),
    "no-evidence": N_("{body} has handed in no evidence in this round. Add some: --evidence FILE."),
    "not-met": N_("{task} has not reached all its targets and milestones. Report them first, or say why not with"
                  " --reason."),
    # Days (4).
    "month-closed": N_("The month is closed up to {closed}; nothing may count from {at} any more. Record it on a later"
                       " day."),
    "day-not-later": N_("{due} does not lie after {at}. Set a later day."),
    "asked-too-late": N_("{due} has passed on {at}: an extension is asked for before the day. Finish the work and ask"
                         " for completion."),
    "not-later": N_("{new} does not lie after {due}, the day it would replace."),
    "month-long-over": N_("{month} is long over: closed today it would keep lights of another month. Close it on a day"
                          " from {last} to {latest}: xiaxian --on {last} month close {month}"),
    "body-gone": N_("“{body}” has gone over to {into}; it cannot go over once more."),
    "group-successor": N_("{into} is a group; a body goes over to another body."),
    "nothing-dated": N_("{task} has no day that could be moved."),
    "moved-otherwise": N_("The days of {task} move by as long as it stood still, no more and no less."),
    "already-asked": N_("{by} asked for an extension on {at}, and it waits for an answer. Answer it first: xiaxian"
                        " extension grant, or refuse."),
    "nothing-asked": N_("Nobody has asked for an extension of {task}. It begins with: xiaxian extension ask {task}"
                        " --to DATE --reason TEXT"),
    # Bodies (4).
    "nobody-assigned": N_("Nobody is bound by {task}. Assign a body first: xiaxian assignment assign {task} BODY"),
    "not-assigned": N_("{body} is not bound by this task; bound are: {bodies}. To bind it: xiaxian assignment assign"
                       " TASK {body}"),
    "already-assigned": N_("{body} is bound in this way already."),
    "no-group": N_("{body} is no group: it has no members a part could be handed over to."),
    # Passed over, where a step is taken on a whole plan.
    "passed-nobody": N_("passed over, nobody is bound by it"),
    "passed-over": N_("passed over, the task is still at “{stage}”"),
    "passed-over-part": N_("passed over, a body's part is still at “{state}”"),
    "same-body": N_("{body} is that body already."),
    "name-taken": N_("“{name}” is a name of {body}. To put the two together: xiaxian body merge OLD {body}"),
    # Other tasks, remarks (4).
    "into-itself": N_("{task} cannot be merged into itself."),
    "into-ended": N_("{into} is at “{stage}” and takes nothing in any more. Merge into one that goes on."),
    "no-relapse": N_("No look back has found a relapse of {task}. Record one, or say why with --reason."),
    "no-question": N_("{task} has no such remark or letter waiting for an answer. xiaxian show {task} lists those that"
                      " wait."),
    # No such thing (5).
    "person": (
        N_("The county knows nobody called “{name}”. Registered are: {known}."),
        N_("The county knows nobody called “{name}”."),
    ),
    "plan-not-task": N_("“{name}” is a plan, not a task. For all of its tasks: --plan {name}"),
    "duty": N_("The task has no day of “{name}” that could be moved."),
    "entry": N_("There is no entry {name} that could be taken back."),
}

FIGURES = {
    "kind": words.ENTRIES, "allowed": words.ENTRIES, "stage": words.STATES, "state": words.ASSIGNMENT_STATES,
    "role": words.PERSON_ROLES, "roles": words.PERSON_ROLES, "causes": words.CAUSES, "hows": words.HOWS,
    "founds": words.FOUND,
    "way": words.WAYS, "stands": STATES, "form": words.PAPER_FORMS, "forms": words.PAPER_FORMS, "papers": PAPERS,
}
"""Figures of an error that are codes -> the table that names them."""
