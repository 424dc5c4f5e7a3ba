"""A calendar written the plain way, by icalendar's own components: what our quicker way must give byte for byte."""

from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, Todo, vText

from xiaxian_tasks.documents import _components
from xiaxian_tasks.documents._components import Dating, Done


def head(name: str, prodid: str, method: str) -> bytes:
    """The beginning of a calendar."""
    calendar = Calendar()
    for key, value in (("PRODID", prodid), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN")):
        calendar.add(key, value)
    if method:
        calendar.add("METHOD", method)
    calendar.add("NAME", vText(name))
    calendar.add("X-WR-CALNAME", vText(name))
    calendar.add("X-WR-TIMEZONE", "Asia/Shanghai")
    calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    raw: bytes = calendar.to_ical()
    return raw.removesuffix(b"END:VCALENDAR\r\n")


def event(dating: Dating) -> bytes:
    """One VEVENT."""
    found: Any = Event()
    found.add("DTSTART", dating.on)
    found.add("DTEND", dating.on + timedelta(days=1))
    found.add("TRANSP", "TRANSPARENT")
    if dating.cancelled:
        found.add("STATUS", "CANCELLED")
    return _whole(found, dating, "")


def twin(dating: Dating, done: Done) -> bytes:
    """One VTODO."""
    found: Any = Todo()
    found.add("DUE", dating.on)
    status = "CANCELLED" if dating.cancelled else "COMPLETED" if done.ended else (
        "IN-PROCESS" if done.percent else "NEEDS-ACTION")
    found.add("STATUS", status)
    percent = 100 if done.ended else done.percent
    if percent is not None:
        found.add("PERCENT-COMPLETE", percent)
    if done.completed:
        found.add("COMPLETED", _utc(done.completed))
    return _whole(found, dating, "END")


def _whole(found: Any, dating: Dating, related: str) -> bytes:
    found.add("UID", dating.uid)
    found.add("SUMMARY", dating.title)
    moment = _utc(dating.changed)
    found.add("DTSTAMP", moment)
    found.add("LAST-MODIFIED", moment)
    found.add("SEQUENCE", dating.sequence)
    if dating.category:
        found.add("CATEGORIES", [dating.category])
    if dating.private:
        found.add("CLASS", "PRIVATE")
    if dating.description:
        found.add("DESCRIPTION", dating.description)
    if dating.alarm:
        alarm = Alarm.new_display(description=dating.title, trigger=dating.alarm)
        if related:
            alarm.TRIGGER_RELATED = related
        found.add_component(alarm)
    return bytes(found.to_ical())


def _utc(moment: datetime) -> datetime:
    utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return utc.replace(microsecond=0)


WAYS = (_components.head, head), (_components.event, event), (_components.twin, twin)
"""Our way of each part beside the plain one."""
