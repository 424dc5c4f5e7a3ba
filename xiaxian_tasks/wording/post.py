"""What is said of mail: what keeps it from going, and how each recipient fared."""

from collections.abc import Mapping
from typing import Any

from xiaxian_tasks.language import N_, _, ngettext
from xiaxian_tasks.ports import letters
from xiaxian_tasks.ports.letters import Outcome
from xiaxian_tasks.wording import words

POST: Mapping[str, str] = {
    # An argument or a setting is no such thing (2).
    "not-a-mail-address": N_("“{text}” is no mail address. Write name@example.gov.cn, or Name <name@example.gov.cn>."),
    "smtp-address": N_("XIAXIAN_SMTP is no address of a mail server. Write smtp://USER@HOST:PORT, smtps://USER@HOST,"
                       " or without encryption smtp://HOST?tls=none."),
    "smtp-password": N_("XIAXIAN_SMTP holds a password, which others could read there. Put it into a file and name that"
                        " in XIAXIAN_SMTP_PASSWORD_FILE."),
    "smtp-in-the-clear": N_("With tls=none the password would cross the net to {host} for all to read. Leave the user"
                            " out, or encrypt."),
    "no-smtp": N_("No mail server is set. Set XIAXIAN_SMTP=smtp://USER@HOST:PORT, or write the mail to a file: --out"),
    "no-mail-from": N_("Nobody is set whom mail comes from. Set XIAXIAN_MAIL_FROM='Name <name@example.gov.cn>'."),
    "no-desktop": N_("There is no desktop to show messages on: the program {program} was not found."),
    "push-address": N_("What stands there is no address Apprise knows. Write it as Apprise does, such as wecombot://KEY"
                       " or dingtalk://SECRET@TOKEN."),
    "no-post": N_("No way is set up by which messages could go. Write it into {file}, such as [channels.folder]"
                  " and below it path = \"out\", or set XIAXIAN_SMTP and XIAXIAN_MAIL_FROM."),
    "no-keyring": N_("There is no keyring here, or it is locked. Install keyring, or put the secret into a file."),
    "not-in-keyring": N_("The keyring holds nothing for {service} and {user}."),
    "limit-or-plan": N_("--plan sends nothing; leave out --limit."),
    "no-recipient": N_("Nobody is named whom it goes to: --to ADDRESS"),
    "one-date-only": N_("Take --invite or --cancel, not both."),
    "dry-run-alone": N_("--dry-run says what would be sent to --to; name somebody."),
    # The rules say no (4).
    "still-stands": N_("“{name}” was not withdrawn; only what was withdrawn can be cancelled. When a day moved, send"
                       " --invite again."),
    "date-withdrawn": N_("“{name}” was withdrawn. Tell it with --cancel."),
    # No such thing (5).
    "event": N_("The calendar has no date of “{name}”."),
    "ambiguous-event": N_("Several dates of “{name}” could be meant. Name one by its UID:"),
    # Delivery (8).
    "post-waits": N_("Not everything went: {waiting} to be tried again, {refused} refused. What waits stays in the"
                     " outbox."),
    "letter-refused": N_("Refused for good: {refused} of {all}. Trying again does not help; see the answers above."),
    "letter-waits": N_("Not taken over: {waiting} of {all}. Try again later, with --to for these alone."),
}

CAUSES = {
    letters.RECIPIENT: N_("the server does not take this address"),
    letters.SENDER: N_("the server does not take this sender"),
    letters.CONTENT: N_("the server does not take this mail"),
    letters.CONNECTION: N_("no connection to the mail server"),
    letters.ENCRYPTION: N_("the mail server does not encrypt as set"),
    letters.CERTIFICATE: N_("the mail server's certificate proves nothing"),
    letters.LOGIN: N_("the mail server does not accept this user or password"),
    letters.UNANSWERED: N_("handed over, but the answer never came; it may arrive twice"),
    letters.BUSY: N_("more than the other end takes in so short a time"),
    letters.PLACE: N_("the place it goes to cannot be written or is not there"),
}

POSTED = {
    **CAUSES,
    letters.RECIPIENT: N_("the address is missing or not taken"),
    letters.CONTENT: N_("the other end does not take this message"),
    letters.CONNECTION: N_("no connection"),
    letters.ENCRYPTION: N_("the other end does not encrypt as set"),
    letters.CERTIFICATE: N_("the other end's certificate proves nothing"),
    letters.LOGIN: N_("the other end does not accept what signs in"),
}
"""The same of whatever way a message goes by."""

VERDICTS = {
    letters.ACCEPTED: N_("taken over by the mail server"), letters.REFUSED: N_("refused for good"),
    letters.WAITS: N_("to be tried again"),
}


def of_plan(found: Mapping[str, Any]) -> str:
    """What was drafted and taken out, as a line."""
    told = _("{on}: {digests} digests and {notices} letters drafted, {cancelled} messages changed or withdrawn as no"
             " longer true")
    return told.format(**found)


def of_quiet(found: Mapping[str, Any]) -> str:
    """Why nothing goes now, and until when."""
    if found["quiet"] == "quiet-hours":
        return _("{on}: quiet hours; nothing goes before {until}").format(**found)
    return _("{on}: a day on which nothing goes; the next is {until}").format(**found)


def of_run(found: Mapping[str, Any]) -> str:
    """What came of a run, as a line."""
    told = _("{on}: {drafted} drafted, {cancelled} no longer true, {sent} sent, {waiting} to be tried again, {refused}"
             " refused").format(**found)
    if found["again"]:
        told += _("; {again} of them had been on their way").format(**found)
    return told


def of_unapproved(count: int) -> str:
    """How many messages wait for approval, and where they are seen."""
    return ngettext("{count} message waits for approval: xiaxian remind list --state due",
                    "{count} messages wait for approval: xiaxian remind list --state due", count).format(count=count)


def of_message(message: Mapping[str, Any]) -> str:
    """One message of a run and how it fared."""
    said = words.word({**VERDICTS, letters.ACCEPTED: N_("sent")}, message["verdict"])
    if message["cause"]:
        said = _("{verdict}: {cause}").format(verdict=said, cause=words.word(POSTED, message["cause"]))
    reply = f" ({message['reply']})" if message["reply"] else ""
    whom = " ".join(filter(None, (message["body"], message["person"], message["address"])))
    return f"{message['id']}  {whom}  {message['subject']}  {said}{reply}"


def of_alarm(found: Mapping[str, Any] | None) -> str:
    """What is amiss with the post, in one sentence that says what to do; "" where nothing is."""
    if not found or not found["alarm"]:
        return ""
    if found["alarm"] == "failed":
        told = ngettext("{failed} message could not be sent: xiaxian remind list --state failed",
                        "{failed} messages could not be sent: xiaxian remind list --state failed", found["failed"])
        return told.format(**found)
    if found["waiting"]:
        told = ngettext("{waiting} message waits to be sent since {since}: xiaxian remind run",
                        "{waiting} messages wait to be sent, the first since {since}: xiaxian remind run",
                        found["waiting"])
        return told.format(**found)
    return _("Something is to be said and nothing went since {since}. Run it, and look at its timer: xiaxian remind"
             " run").format(**found)


def of_shut(way: Mapping[str, Any]) -> str:
    """A way that was left alone for the rest of a run."""
    told = _("“{way}” was left alone after {count} failures: {cause}")
    said = told.format(way=way["way"], count=3, cause=words.word(POSTED, way["cause"]))
    return said + (f" ({way['reply']})" if way["reply"] else "")


def of_outcome(outcome: Outcome) -> str:
    """How one recipient fared, as a line, with the server's own words behind it."""
    said = words.word(VERDICTS, outcome.verdict)
    if outcome.cause:
        said = _("{verdict}: {cause}").format(verdict=said, cause=words.word(CAUSES, outcome.cause))
    reply = words.word(words.SYSTEM, outcome.reply)
    return f"{outcome.recipient}  {said}" + (f" ({reply})" if outcome.reply else "")
