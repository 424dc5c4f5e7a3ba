"""What every feed must keep to whatever it says, read from the bytes alone, without the library that wrote them."""

import re
from collections import Counter
from datetime import date, timedelta

_WANTED = ("UID", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "TRANSP")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_HEAD = {
    "VERSION": "2.0", "PRODID": None, "CALSCALE": "GREGORIAN", "NAME": None, "X-WR-CALNAME": None,
    "X-WR-TIMEZONE": "Asia/Shanghai", "REFRESH-INTERVAL;VALUE=DURATION": "PT1H", "X-PUBLISHED-TTL": "PT1H",
}


def faults(raw: bytes, *, method: str = "") -> list[str]:
    """What is wrong with a feed, one short line each; what is inside is read only where the bytes are sound.

    `method` is that of a file; a feed has none.
    """
    try:
        raw.decode()
    except UnicodeDecodeError:
        return ["not UTF-8, or folded inside a character"]
    wrong = _bytes_faults(raw)
    if wrong:
        return wrong
    events, twins = events_of(raw), events_of(raw, "VTODO")
    return [
        *_head_faults(raw, method), *(fault for event in events for fault in _event_faults(event)),
        *(fault for twin in twins for fault in _twin_faults(twin)),
        *(f"uid twice: {uid}" for uid, count in Counter(map(uid_of, (*events, *twins))).items() if count > 1),
        *([] if events else ["no event"]),
    ]


def events_of(raw: bytes, kind: str = "VEVENT") -> list[list[str]]:
    """The unfolded lines of each event, its alarms included; or of each twin, a VTODO."""
    text = "\n".join(_unfolded(raw))
    bodies = re.findall(rf"^BEGIN:{kind}\n(.*?)\nEND:{kind}$", text, re.DOTALL | re.MULTILINE)
    return [body.split("\n") for body in bodies]


def uid_of(event: list[str]) -> str:
    """The UID of an event's lines, "" without one."""
    return next((line[4:] for line in event if line.startswith("UID:")), "")


def _unfolded(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").split("\r\n")


def _bytes_faults(raw: bytes) -> list[str]:
    lines = raw.split(b"\r\n")
    found = {
        "BOM": raw.startswith(b"\xef\xbb\xbf"), "bare LF or CR": any(b"\n" in line or b"\r" in line for line in lines),
        "a line over 75 octets": any(len(line) > 75 for line in lines),
        "no end": not raw.endswith(b"END:VCALENDAR\r\n"), "over 900,000 bytes": len(raw) > 900_000,
        "control characters": any(_CONTROLS.search(line) for line in _unfolded(raw)),
        "a rule": any(re.match("RRULE|RDATE|EXDATE|RECURRENCE-ID", line) for line in _unfolded(raw)),
        "over 900 events": len(re.findall(rb"\r\nBEGIN:(?:VEVENT|VTODO)\r\n", raw)) > 900,
    }
    return [name for name, wrong in found.items() if wrong]


def _head_faults(raw: bytes, method: str) -> list[str]:
    lines = _unfolded(raw)
    head = lines[1:next((n for n, line in enumerate(lines[1:], 1) if line.startswith(("BEGIN:", "END:"))), 1)]
    given = dict(line.split(":", 1) for line in head)
    wanted = _HEAD | ({"METHOD": method} if method else {})
    wrong = [f"head {name}" for name in given.keys() ^ wanted.keys()]
    wrong += [f"value of {name}" for name, value in wanted.items() if value and given.get(name) != value]
    inside = [line for line in re.split("END:(?:VEVENT|VTODO)\n", "\n".join(lines))[-1].split("\n") if line]
    return wrong + (["lines after the events"] if inside != ["END:VCALENDAR"] and b"BEGIN:VEVENT" in raw else [])


def _own(event: list[str]) -> list[str]:
    """The lines of a component without those of its alarm."""
    if "BEGIN:VALARM" not in event:
        return event
    return event[:event.index("BEGIN:VALARM")] + event[len(event) - event[::-1].index("END:VALARM"):]


def _twin_faults(twin: list[str]) -> list[str]:
    own = _own(twin)
    value = {line.split(":")[0]: line.split(":", 1)[1] for line in own}
    triggers = [line for line in twin if line.startswith("TRIGGER")]
    status, done = value.get("STATUS"), value.get("STATUS") in {"COMPLETED", "CANCELLED"}
    checks = {
        "a line twice": len(value) != len(own),
        "no whole day": not re.fullmatch(r"\d{8}", value.get("DUE;VALUE=DATE", "")) or "DTSTART" in value,
        "twin's uid": not value.get("UID", "").endswith("@twin.xiaxian-tasks"),
        "status": status not in {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"},
        "completed": (status == "COMPLETED") != (value.get("PERCENT-COMPLETE") == "100") and status != "CANCELLED",
        "stamps": value.get("DTSTAMP") != value.get("LAST-MODIFIED") or "SEQUENCE" not in value,
        "alarm": len(triggers) > (not done) or any(not line.startswith("TRIGGER;RELATED=END:-P") for line in triggers),
    }
    return [f"{uid_of(twin)}: {name}" for name, wrong in checks.items() if wrong]


def _event_faults(event: list[str]) -> list[str]:
    own = _own(event)
    counted = Counter(re.split("[;:]", line)[0] for line in own)
    wrong = [name for name in _WANTED if counted[name] != 1]
    if wrong:
        return [f"{uid_of(event)}: {name} missing or twice" for name in wrong]
    value = {line.split(":")[0]: line.split(":", 1)[1] for line in own}
    first, last = value.get("DTSTART;VALUE=DATE", ""), value.get("DTEND;VALUE=DATE", "")
    title = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value["SUMMARY"])
    triggers = [line for line in event if line.startswith("TRIGGER")]
    closed = value.get("STATUS") == "CANCELLED" or title.startswith(("【已办结】", "【已撤销】"))
    checks = {
        "not one whole day": not first or not last or _day(first) + timedelta(days=1) != _day(last),
        "title": not 0 < len(title) <= 60 or "\n" in title or title != title.strip(),
        "backslash": "\\\\" in "".join(event),
        "stamps": value["DTSTAMP"] != value["LAST-MODIFIED"] or not re.fullmatch(r"\d{8}T\d{6}Z", value["DTSTAMP"]),
        "sequence": not value["SEQUENCE"].isdigit(),
        "alarm": len(triggers) > (0 if closed else 1) or any(not line.startswith("TRIGGER:-P") for line in triggers),
        "not transparent": value["TRANSP"] != "TRANSPARENT",
        "description": len(value.get("DESCRIPTION", "").replace("\\", "")) > 1_000,
    }
    return [f"{uid_of(event)}: {name}" for name, wrong in checks.items() if wrong]


def _day(text: str) -> date:
    return date.fromisoformat(text)
