"""What is said where something cannot be done to a message: the rule, why, and what to do next."""

from collections.abc import Mapping

from xiaxian_tasks.language import N_

SENTENCES: Mapping[str, str | tuple[str, ...]] = {
    # An argument is no such thing (2).
    "nothing-to-change": N_("Nothing is to be changed: give --subject, --text, --person, --channel, --address or"
                            " --without."),
    "not-one-line": N_("“{text}” has to be one line of at most {most} characters."),
    "text-too-long": N_("The text is longer than {most} characters. Shorten it, and hand the rest in as a paper."),
    # The rules say no (4).
    "message-state": N_("“{kind}” is not open for {message}: {stands}."),
    "letter-issued": N_("{message} carries {number}, which is issued; its words and matters stand. Who gets it can"
                        " still be changed."),
    "line-said": N_("“{key}” stands in {message} already; nothing is said twice."),
    "message-drafted": N_("There is a message “{key}” already: {message}."),
    "last-line": N_("Nothing would be left of {message}. Withdraw it instead."),
    "notice-unissued": N_("{message} is a letter without a number; it is issued when the director approves it."),
    "postponed-back": N_("{until} is not after {on}. Postpone it to a day to come."),
    "merge-itself": N_("Name another message to put into {message}."),
    "merge-differs": N_("{message} is not of one sort with {into}: only messages of one kind, to one body, that stand"
                        " alike can be put together."),
    # No such thing (5).
    "message": N_("There is no message “{name}”."),
    "line": N_("The message has no line “{name}”. It has:"),
    # Someone was first (6).
    "message-taken": N_("Another message “{key}” was drafted meanwhile. Nothing was recorded; please try again."),
    "already-said": N_("One of {keys} lines was said by another message meanwhile. Nothing was recorded; please try"
                       " again."),
    "other-runner": N_("Another run is sending out of {place} right now. Let it finish."),
}
