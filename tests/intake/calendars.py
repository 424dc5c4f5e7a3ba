"""Calendar files as other programs write them, made by hand after theirs."""

OUTLOOK_ZONE = """BEGIN:VTIMEZONE
TZID:China Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
"""

NEW_YORK = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""


def event(*lines: str) -> str:
    """One event of these lines."""
    return "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def file(*parts: str, method: str = "") -> bytes:
    """A calendar file with the line ends RFC 5545 asks for."""
    head = "BEGIN:VCALENDAR\nPRODID:-//Other//Program//EN\nVERSION:2.0\n" + (f"METHOD:{method}\n" if method else "")
    return (head + "".join(parts) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


OUTLOOK = file(
    OUTLOOK_ZONE,
    event(
        "CLASS:PUBLIC", "CREATED:20231008T010203Z", "DESCRIPTION:请带台账。\\n \\n",
        "DTEND;TZID=\"China Standard Time\":20231020T163000",
        "DTSTAMP:20231008T010203Z", "DTSTART;TZID=\"China Standard Time\":20231020T143000", "LOCATION:县政府三楼会议室",
        "PRIORITY:5", "SEQUENCE:1", "SUMMARY;LANGUAGE=zh-cn:改造旧房现场检查", "TRANSP:OPAQUE",
        "UID:040000008200E00074C5B7101A82E00800000000C0A5",
        "X-ALT-DESC;FMTTYPE=text/html:<html>\\n<body>x</body></html>",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "BEGIN:VALARM", "TRIGGER:-PT15M", "ACTION:DISPLAY", "DESCRIPTION:Reminder",
        "END:VALARM",
    ),
    NEW_YORK,
    event(
        "DTSTART;TZID=Customized Time Zone:20231101T213000", "DTEND;TZID=Customized Time Zone:20231101T223000",
        "SUMMARY:视频会商", "UID:040000008200E00074C5B7101A82E008000000000002", "SEQUENCE:0",
    ),
    method="PUBLISH",
)
"""Windows' names of zones, quoted and not, one that only its VTIMEZONE describes, an alarm with words of its own."""

GOOGLE = file(
    event(
        "DTSTART:20231020T063000Z", "DTEND:20231020T083000Z", "DTSTAMP:20231009T000000Z",
        "UID:3ab0c@google.com", "CREATED:20231008T010203Z", "DESCRIPTION:trial-23/1 现场核对\\, 请准时",
        "LAST-MODIFIED:20231008T010203Z", "LOCATION:", "SEQUENCE:2", "STATUS:CONFIRMED", "SUMMARY:工作会议",
        "TRANSP:OPAQUE",
    ),
    event(
        "DTSTART;VALUE=DATE:20231023", "DTEND;VALUE=DATE:20231026", "UID:all@google.com", "SEQUENCE:0",
        "SUMMARY:集中检查", "STATUS:CONFIRMED",
    ),
    event("DTSTART;VALUE=DATE:20231024", "UID:gone@google.com", "STATUS:CANCELLED", "SUMMARY:改造旧房观摩"),
)
"""Moments in UTC, whole days with the day after as their end, one that was cancelled."""

THUNDERBIRD = file(
    "BEGIN:VTIMEZONE\nTZID:Asia/Shanghai\nX-TZINFO:Asia/Shanghai[2023c]\nBEGIN:STANDARD\nTZOFFSETTO:+080000\n"
    "TZOFFSETFROM:+080543\nTZNAME:Asia/Shanghai(STD)\nDTSTART:19010101T000000\nEND:STANDARD\nEND:VTIMEZONE\n",
    event(
        "CREATED:20231008T010203Z", "LAST-MODIFIED:20231008T010203Z", "DTSTAMP:20231008T010203Z", "UID:2f1c-weekly",
        "SUMMARY:旧房改造例会", "RRULE:FREQ=WEEKLY;UNTIL=20231124T010000Z;BYDAY=FR", "EXDATE:20231103T010000Z",
        "DTSTART;TZID=Asia/Shanghai:20231020T090000", "DTEND;TZID=Asia/Shanghai:20231020T100000", "X-MOZ-GENERATION:4",
    ),
    event(
        "UID:2f1c-weekly", "SUMMARY:旧房改造例会（改到周四）", "RECURRENCE-ID;TZID=Asia/Shanghai:20231110T090000",
        "DTSTART;TZID=Asia/Shanghai:20231109T150000", "DTEND;TZID=Asia/Shanghai:20231109T160000", "SEQUENCE:1",
    ),
    "BEGIN:VTODO\nUID:t1\nSUMMARY:买票\nEND:VTODO\n",
)
"""A weekly meeting with one left out and one moved, and a task of its own."""
