"""`doctor` (体检): what this installation has, what it lacks, and what would help."""

import os
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from xiaxian_tasks import __version__, assemble, terminal
from xiaxian_tasks.cli import outlet, tables
from xiaxian_tasks.cli.helptext import wrapped
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.wording import post as posted
from xiaxian_tasks.wording import sentences, words

LIBRARIES = ("click", "tabulate", "wcwidth", "sqlmodel", "alembic", "textual", "icalendar", "holidays")
EXTRAS = {
    "pg": ("psycopg",), "pdf-in": ("pypdfium2",), "serve": ("waitress", "werkzeug", "limits", "jinja2"),
    "caldav": ("requests", "defusedxml"), "push": ("apprise",),
}
"""Extra -> the distributions it brings, the one whose version is told in front."""

NAMES_WIDE = 20
"""Cells kept for the names in front, in either language."""

Sheet = dict[str, Any]


@click.command(help=_("What this installation has and lacks, and what would help."))
@as_json
@click.pass_obj
def doctor(seat: Seat, is_json: bool) -> None:
    """Print the findings; leave with 7 when the ledger cannot be used."""
    found = findings(seat)
    if is_json:
        outlet.put_json(found)
    else:
        _put(found)
    if found["ledger"]["error"]:
        click.get_current_context().exit(StoreFault.exit_code)


def findings(seat: Seat) -> Sheet:
    """Everything found, with the advice that follows."""
    settings = seat.settings
    ledger, looks = _ledger(seat), seat.looks()
    asked = looks.pop("ambiguous", None)
    found: Sheet = {
        "program": __version__,
        "python": assemble.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "extras": {extra: _version_of_all(names) for extra, names in EXTRAS.items()},
        "encoding": sys.stdout.encoding,
        "ambiguous_width": terminal.said_width() or asked,
        "ambiguous_taken": terminal.ambiguous_taken(),
        "lang": settings.lang,
        "by": settings.by or assemble.login(),
        "on": (settings.on or assemble.today()).isoformat(),
        "ledger": ledger,
        "holidays_known_until": ledger.pop("known_until", None),
        "calendars": ledger.pop("calendars", None),
        "post": _post(ledger.pop("post", None)),
        "screen": looks,
        "papers": _papers(),
    }
    return {**found, "advice": list(_advice(found, assemble.today()))}


def _ledger(seat: Seat) -> Sheet:
    """What the ledger tells of itself; nothing is made that was not there."""
    place = assemble.ledger_place(seat.settings)
    if not assemble.has_ledger(seat.settings):
        return {"place": place, "exists": False, "error": None}
    from xiaxian_tasks.office import lists, subscriptions

    try:
        desk = assemble.office(seat.settings)
        try:
            told = {
                **desk.store.facts(), "calendars": subscriptions.summary(desk),
                **{key: value for key, value in lists.board(desk).items() if key in {"unreachable", "post"}},
            }
        finally:
            desk.store.close()
    except StoreFault as error:
        return {"place": place, "exists": True, "error": "\n".join(sentences.of_error(error))}
    known = told.get("known_until")
    return {**told, "exists": True, "error": None, "known_until": known.isoformat() if known else None}


def _papers() -> Sheet:
    """The program that makes PDFs, and the faces of the standard that are missing (null: this cannot be asked)."""
    from xiaxian_tasks.assemble import pdf

    return {"pdf": pdf.program(), "missing_faces": pdf.missing_faces()}


def _post(outbox: Sheet | None) -> Sheet:
    """The ways messages go by here, what is wrong with them, and how the outbox stands."""
    from xiaxian_tasks.assemble import post

    found = post.looked_at()
    faults = [line for error in found["faults"] for line in sentences.of_error(error)]
    return {**found, "faults": faults, "outbox": outbox}


def _version(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _version_of_all(names: tuple[str, ...]) -> str | None:
    """The version of the first of some distributions; None where any is missing."""
    versions = [_version(name) for name in names]
    return versions[0] if all(versions) else None


def _advice(found: Sheet, today: date) -> list[str]:
    advice = []
    ledger = found["ledger"]
    if ledger["error"] is None and not ledger.get("plans"):
        advice.append(_("The ledger is empty. Adopt the bundled plans with: xiaxian load"))
    if ledger["error"] is None and ledger.get("writable") is False:
        advice.append(_("The ledger can be read but not written. Check the rights of the file and its folder."))
    known = found["holidays_known_until"]
    if ledger.get("plans") and (known is None or known < today.isoformat()):
        advice.append(_("Working days are provisional. Load this year's holiday notice: xiaxian load"
                        " {year}.toml").format(year=today.year))
    elif known is not None and known <= f"{today.year}-12-31" and today.month >= 11:
        advice.append(_("Working days are known until {day}. Load next year's notice as soon as it is out: xiaxian"
                        " load {year}.toml").format(
            day=known, year=today.year + 1
        ))
    if alone := ledger.get("unreachable"):
        told = _("{told} Write a person into the file of people: xiaxian people --template")
        advice.append(told.format(told=words.unreachable(alone)))
    advice += _advice_on_calendars(found["calendars"] or {})
    advice += _advice_on_post(found["post"])
    if found["ambiguous_width"] not in {None, found["ambiguous_taken"]}:
        advice.append(_("This terminal draws ambiguous characters {width} wide. Set XIAXIAN_AMBIGUOUS={width}").format(
            width=found["ambiguous_width"]
        ))
    if (found["encoding"] or "").lower().replace("-", "") != "utf8":
        advice.append(_("The terminal is not UTF-8, so some characters are written out. Set it to UTF-8."))
    if faces := found["papers"]["missing_faces"]:
        advice.append(_("Faces that official papers are set in are missing: {faces}. Papers ask for them by name; a PDF"
                        " made here shows others. Install those your office has a licence for.").format(
            faces=words.joined(faces)
        ))
    if found["papers"]["pdf"] is None:
        advice.append(_("For papers as PDF install LibreOffice; .docx and .txt need none."))
    advice += [
        _("For {use}: pip install 'xiaxian-tasks[{extra}]'").format(use=_use(extra), extra=extra)
        for extra, version in found["extras"].items()
        if version is None
    ]
    return advice


def _advice_on_calendars(given: Sheet) -> Iterator[str]:
    """What of the calendars given out wants somebody's eye."""
    if soon := given.get("expiring"):
        told = ngettext("{count} calendar given out expires within 30 days ({ids}). To give it out anew: xiaxian"
                        " calendar token rotate ID --expires DATE",
                        "{count} calendars given out expire within 30 days ({ids}). To give one out anew: xiaxian"
                        " calendar token rotate ID --expires DATE", len(soon))
        yield told.format(count=len(soon), ids=words.joined(soon))
    if left := given.get("unknown"):
        told = ngettext("{count} calendar is given out to somebody who is no longer registered ({ids}): xiaxian"
                        " calendar token revoke ID",
                        "{count} calendars are given out to persons who are no longer registered ({ids}): xiaxian"
                        " calendar token revoke ID", len(left))
        yield told.format(count=len(left), ids=words.joined(left))


def _advice_on_post(found: Sheet) -> Iterator[str]:
    """What is wrong with the ways of messages, and whether the post has fallen silent."""
    yield from found["faults"]
    if alarm := posted.of_alarm(found["outbox"]):
        yield alarm


def _use(extra: str) -> str:
    return {
        "pg": _("a ledger in PostgreSQL"), "pdf-in": _("reading PDF documents"), "serve": _("handing calendars out"),
        "caldav": _("calendars on CalDAV servers"), "push": _("messages by Apprise"),
    }[extra]


def _put(found: Sheet) -> None:
    ledger = found["ledger"]
    width = found["ambiguous_width"] or _("unknown")
    place = ledger["place"] if ledger["exists"] else _("{place} (not there yet)").format(place=ledger["place"])
    tables.pairs([
        (_("program"), found["program"]),
        ("Python", found["python"]),
        (_("libraries"), _listed(found["libraries"])),
        (_("extras"), _listed(found["extras"])),
        (_("encoding"), found["encoding"]),
        (_("ambiguous width"), _("{width} (taken as {taken})").format(width=width, taken=found["ambiguous_taken"])),
        (_("colours"), _("no, NO_COLOR is set") if os.environ.get("NO_COLOR") else _("on a terminal")),
        (_("screen"), _look(found["screen"])),
        (_("kept in"), found["screen"].get("state", "-")),
        (_("language"), found["lang"]),
        (_("acting"), found["by"]),
        (_("day"), found["on"]),
        (_("ledger"), place),
        (_("state"), ledger["error"] or _told(ledger)),
        (_("subscriptions"), _subscribed(found["calendars"])),
        (_("post"), _posts(found["post"])),
        (_("holidays"), _("known until {day}").format(day=found["holidays_known_until"] or "-")),
        (_("papers"), _told_of_papers(found["papers"])),
    ])
    for advice in found["advice"]:
        outlet.put(f"* {advice}")


def _told_of_papers(found: Sheet) -> str:
    """What makes PDFs, and how many faces there are to set them in."""
    made = _("PDF by {program}").format(program=found["pdf"]) if found["pdf"] else _("no PDF")
    missing = found["missing_faces"]
    if missing is None:
        return made
    return "\n".join([made, _("faces missing: {faces}").format(faces=words.joined(missing))]) if missing else made


def _subscribed(given: Sheet | None) -> str:
    """How many calendars are given out; nothing where there is no ledger to say so."""
    if given is None:
        return ""
    return ngettext("{count} calendar given out", "{count} calendars given out", given["open"]).format(
        count=given["open"])


def _posts(told: Sheet) -> str:
    """The ways messages go by, the office's own first said."""
    if not told["ways"]:
        return _("no way set up")
    own = _("{ways} (usually {own})").format(ways=words.joined(told["ways"]), own=told["default"] or "-")
    return f"{own}\n{told['file']}" if told["file"] else own


def _look(screen: Sheet) -> str:
    """The theme and where it comes from, and the file of choices or what is wrong with it."""
    if not screen:
        return "-"
    if screen["faults"]:
        return "\n".join(screen["faults"])
    ground = screen["ground"] or _("unknown")
    why = _("chosen") if screen["theme_chosen"] else _("by the terminal's ground, {ground}").format(ground=ground)
    file = screen["file"] if screen["exists"] else _("{place} (not there yet)").format(place=screen["file"])
    return _("theme {theme} ({why})").format(theme=screen["theme"], why=why) + "\n" + file


def _listed(versions: dict[str, str | None]) -> str:
    """Names with their versions, on a terminal in as many lines as they take."""
    missing = _("missing")
    text = words.joined([f"{name} {version or missing}" for name, version in versions.items()])
    cells = tables.room()
    return text if cells is None else "\n".join(wrapped(text, max(20, cells - NAMES_WIDE)))


def _told(ledger: Sheet) -> str:
    if not ledger["exists"]:
        return ""
    return _("{engine}, schema {schema}, {plans}, {tasks}, {entries}, {writable}").format(
        engine=ledger["engine"], schema=ledger["schema"], plans=words.plans(ledger["plans"]),
        tasks=words.tasks(ledger["tasks"]), entries=words.entries(ledger["entries"]),
        writable=_("writable") if ledger["writable"] else _("not writable"),
    )
