"""A calendar as objects for a calendar server: one component each, and what they say is what the feed says."""

from datetime import date

from icalendar import Calendar

from tests.documents.feeds import GOLDEN, WELLS, dated
from xiaxian_tasks.documents import calendar, objects
from xiaxian_tasks.domain.feed import Feed, Shape
from xiaxian_tasks.office.objects import marks


def test_each_object_holds_one_component_as_the_feed_writes_it() -> None:
    for name, feed in GOLDEN.items():
        for shape in (Shape(), Shape(twins=True), Shape(redacted=True), Shape(working=True, method="PUBLISH")):
            shaped = feed._replace(shape=shape)
            written = list(objects.write(shaped))
            whole = calendar.write(shaped)
            assert len({each.uid for each in written}) == len(written) == len(feed.dates) * (1 + shape.twins), name
            for each in written:
                inside = Calendar.from_ical(each.content)
                (component,) = inside.subcomponents
                assert (str(component["UID"]), inside["PRODID"]) == (each.uid, objects.WRITER)
                assert "METHOD" not in inside
                assert each.content.partition(b"CALSCALE:GREGORIAN\r\n")[2].removesuffix(b"END:VCALENDAR\r\n") in whole
                assert marks(each.content).uid == each.uid


def test_all_events_are_written_however_many() -> None:
    many = tuple(dated(WELLS._replace(uid=f"wells.{n},{n}@xiaxian-tasks", on=date(2023, 1, 1))) for n in range(1_000))
    written = list(objects.write(Feed("夏县督查", date(2023, 11, 1), many)))
    assert len(written) == 1_000
    assert written[0].uid == marks(written[0].content).uid == "wells.0,0@xiaxian-tasks"
    assert objects.WRITER.encode() not in calendar.write(Feed("夏县督查", date(2023, 11, 1), many[:2]))
