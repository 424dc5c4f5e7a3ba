"""Dates of other programs -> words: what becomes of each, and how to go on."""

from collections.abc import Iterator, Mapping
from typing import Any

from xiaxian_tasks.language import N_, _, ngettext

SENTENCES: dict[str, str | tuple[str, ...]] = {
    "out-needs-milestones": N_("--out writes a plan with milestones in it: give --as milestone too."),
    "several-plans": N_("The dates are in several plans ({plans}). Name a folder that exists instead of “{place}”."),
    "plan-not-edited": N_("The plan file, as the ledger has kept it, cannot be edited without touching anything else."
                          " Put the milestones in by hand and load it."),
}

PAPERS: dict[str, str | tuple[str, ...]] = {
    "not-a-calendar": N_("This is no calendar file: it does not begin with BEGIN:VCALENDAR."),
    "calendar-too-large": N_("The file is larger than {most} MB. Export fewer days."),
    "calendar-unended": N_("{name} begins here and never ends: the file is cut off."),
    "calendar-crossed": N_("{name} ends here and did not begin."),
    "event-without-day": N_("The event has no day (DTSTART)."),
    "event-day-unreadable": N_("“{text}” is no day (DTSTART)."),
    "zone-unknown": N_("Nobody knows the time zone “{name}”; its times are taken for the county's."),
    "no-event": N_("Left out: {name}, {count}."),
    "rule-unreadable": N_("Left out: “{title}”. Its rule of repeating cannot be read."),
    "rule-not-followed": N_("Left out: “{title}”. It repeats in a way that is not followed here."),
    "too-many-rules": N_("Left out: “{title}”. Too many events of the file repeat and never come."),
}

_BY = {
    "option": N_("by --task"), "uid": N_("by its UID"), "id": N_("by its number"), "title": N_("by its title"),
    "words": N_("by its words"),
}


def outcome(row: Mapping[str, Any], *, is_written: bool) -> str:
    """What becomes, or has become, of one date."""
    by = _(_BY[row["by"]]) if row["by"] else ""
    day = row["known_on"] or ""
    told = {
        "new": _("recorded ({by})") if is_written else _("to record ({by})"),
        "moved": _("recorded, was {day} ({by})") if is_written else _("to record, was {day} ({by})"),
        "known": _("known already"),
        "older": _("older than what is known"),
        "ours": _("from our own calendar"),
        "cancelled": _("cancelled; taken in before for {day}") if day else _("cancelled"),
        "unmatched": _("of no task that is found; --task names one"),
    }[row["standing"]]
    return told.format(by=by, day=day)


def ending(count: int, *, is_written: bool, leaves_plans: bool) -> Iterator[str]:
    """How many there are to record, and what to do next; `leaves_plans` where plan files outside know nothing of it."""
    if not count:
        yield _("Nothing to record.")
        return
    if not is_written:
        yield ngettext(
            "{count} date would be recorded; nothing is yet. To record: --write",
            "{count} dates would be recorded; nothing is yet. To record: --write", count,
        ).format(count=count)
        return
    yield ngettext("{count} date recorded.", "{count} dates recorded.", count).format(count=count)
    if leaves_plans:
        yield _("The plan file outside the ledger knows nothing of this: the next load of it would take the milestones"
                " out again. Take the ledger's with you: --out PLAN.toml")
