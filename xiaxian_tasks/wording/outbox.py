"""The post of reminders in words: papers, causes, what holds something back, the states of a message and its steps."""

from xiaxian_tasks.domain import ladder, letters, messages
from xiaxian_tasks.language import N_

PAPERS = {
    letters.DISPATCH: N_("dispatch notice"), letters.REMINDER: N_("letter of reminder"),
    letters.SUPERVISION: N_("letter of supervision"), letters.RED: N_("red sheet"),
    letters.EXTENSION: N_("answer on an extension"), letters.RETURN: N_("notice of return"),
    letters.BULLETIN: N_("bulletin"), letters.REPORT: N_("special report"), letters.CONCLUSION: N_("conclusion"),
    letters.CLOSING: N_("closing sheet"), letters.TALK: N_("summons to talk"),
}
"""Kinds of paper; a message without one is a digest."""

KINDS = {messages.DIGEST: N_("digest"), messages.NOTICE: N_("notice")}

CAUSES = {
    ladder.NEAR: N_("due soon"), ladder.DUE: N_("due today"), ladder.OVERDUE: N_("overdue"),
    ladder.SLIGHTLY: N_("slightly behind"), ladder.BEHIND: N_("behind"), ladder.FAR: N_("far behind"),
    ladder.SILENT: N_("long silent"), ladder.UNSIGNED: N_("not signed for"), ladder.UNANSWERED: N_("not answered"),
    "": N_("no answer to the paper before"),
}
"""What something is said for."""

REASONS = {
    "classified": N_("bears a mark of state secrecy"),
    "paused": N_("paused"), "cool-down": N_("said a short while ago"), "quiet-day": N_("a day on which nothing goes"),
    "quiet-hours": N_("an hour in which nothing goes"), "no-contact": N_("nobody to say it to"),
    "told-today": N_("told today already"), "apart": N_("too soon after the last paper"),
    "per-day": N_("enough papers today"), "per-month": N_("enough asked this month"),
    "approval": N_("waits for approval"),
}
"""Why something is held back."""

STATES = {
    messages.DUE: N_("to approve"), messages.APPROVED: N_("to send"), messages.SENDING: N_("on its way"),
    messages.SENT: N_("sent"), messages.CONFIRMED: N_("received"), messages.FAILED: N_("not sent"),
    messages.CANCELLED: N_("withdrawn"),
}
"""What a message is in, in as few cells as can be."""

STEPS = {
    messages.DRAFTED: N_("drafted"), messages.EDITED: N_("reworded"), messages.APPROVED: N_("agreed to"),
    messages.POSTPONED: N_("put off"), messages.MERGED: N_("joined"), messages.SENDING: N_("being sent"),
    messages.SENT: N_("handed over"), messages.CONFIRMED: N_("receipt confirmed"), messages.FAILED: N_("tried in vain"),
    messages.CANCELLED: N_("taken out"),
}
"""What happens to a message."""
