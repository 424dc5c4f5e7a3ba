"""Calendars on other servers: what is done with an object, why one was left, and what may stop a run."""

from collections.abc import Mapping

from xiaxian_tasks.language import N_, _, ngettext
from xiaxian_tasks.wording import words

ACTS = {
    "put": N_("to be put"), "replace": N_("to be replaced"), "remove": N_("to be removed"),
    "leave": N_("to be left: something else stands there"),
}
WHYS = {
    "foreign": N_("left: something stands there that was not put there from here"),
    "busy": N_("left: somebody kept changing it"),
    "refused": N_("refused by the server"),
    "unproven": N_("taken by the server, but not found there as it was put"),
}

SENTENCES: dict[str, str | tuple[str, ...]] = {
    "not-a-web-address": N_("“{text}” is no address of a calendar. Write it as https://server/path."),
    "secret-in-address": N_("A name or password does not belong into the address. Give --user and --password-file."),
    "empty-secret": N_("The first line of “{file}” holds no password."),
    "no-secret": N_("{name} needs a password: --password-file FILE, or XIAXIAN_CALDAV_PASSWORD_FILE."),
    "which-calendar": N_("There are several calendars at {place}. Name one of them:"),
    "dav-away": N_("The server of {place} cannot be reached. Run the same again later."),
    "dav-slow": N_("The server of {place} did not answer in time. Run the same again later."),
    "dav-certificate": N_("The certificate of {place} is not trusted. Have the server's certificate put in order, or"
                          " name your own authority in SSL_CERT_FILE."),
    "dav-sign-in": N_("{place} does not accept this user or password."),
    "dav-forbidden": N_("{place} may not be written by this user."),
    "dav-full": N_("The server of {place} has no more room."),
    "dav-fault": N_("The server of {place} fails at the moment ({status}). Run the same again later."),
    "dav-moved": N_("{place} points to {other}. If that is right, name that address instead."),
    "dav-not-a-calendar": N_("At {place} there is no calendar that takes events."),
    "dav-left": N_("{count} of the dates do not stand as they should in {place}."),
}


def act_line(act: str, uid: str, on: str, what: str) -> str:
    """One thing to be done, of which the day and the words are known only where it is still wanted."""
    told = _(", ").join(word for word in (on, what) if word)
    return _("{what}: {uid}").format(what=words.word(ACTS, act), uid=f"{uid}  {told}".rstrip())


def left_line(why: str, uid: str, reply: str) -> str:
    """One thing that could not be brought about."""
    said = words.word(WHYS, why)
    return _("{what}: {uid}").format(what=f"{said} ({reply})" if reply else said, uid=uid)


def plan_line(counts: Mapping[str, int]) -> str:
    """What would be done, in numbers."""
    return _("To be put {put}, replaced {replace}, removed {remove}; {keep} stand as they should.").format(**counts)


def done_line(counts: Mapping[str, int], place: str) -> str:
    """What was done, in numbers."""
    return _("Put {put}, replaced {replace}, removed {remove}; {keep} stood as they should. {place}").format(
        **counts, place=place
    )


def unfinished_line(count: int) -> str:
    """That a run was stopped, and what becomes of the rest."""
    return ngettext(
        "Stopped before the end: {count} is still to be done, which the next run does.",
        "Stopped before the end: {count} are still to be done, which the next run does.", count,
    ).format(count=count)
