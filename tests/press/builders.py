"""Plain builders: briefings of the weekly series, by ISO year and week."""

import datetime
from zoneinfo import ZoneInfo

from press.models import WEEKLY, Briefing, BriefingSeries, Topic

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LONG_AGO = datetime.datetime(2016, 1, 1, tzinfo=datetime.UTC)


def weekly_series():
    """The series that the reference data brings."""
    return BriefingSeries.objects.get(slug=WEEKLY)


def at(day, hour=15, minute=0):
    """A moment on the clock in Vietnam."""
    return datetime.datetime.combine(day, datetime.time(hour, minute), VIETNAM)


def make_briefing(year=2018, week=35, *, day=None, sequence=1, **fields):
    """A published briefing that was held; `day` is the Monday of the week unless given."""
    day = day or datetime.date.fromisocalendar(year, week, 1)
    usual = {
        "series": weekly_series(),
        "iso_year": year,
        "iso_week": week,
        "sequence": sequence,
        "title": f"Việc của tuần {week}",
        "planned_start": at(day),
        "planned_end": at(day, 15, 45),
        "speaker_post": "Người phát ngôn của UBND tỉnh",
        "state": "held",
        "published_at": LONG_AGO,
    }
    values = usual | fields
    if values["state"] == "held":
        values = {"real_start": at(day), "real_end": at(day, 15, 38)} | values
    return Briefing.objects.create(**values)


def make_topic(briefing, heading="Sóng ở thôn xa", **fields):
    return Topic.objects.create(briefing=briefing, heading=heading, **fields)


def make_weeks(year, weeks):
    """A briefing with two topics in each of `weeks`."""
    for week in weeks:
        briefing = make_briefing(year, week)
        make_topic(briefing, f"Việc một của tuần {week}")
        make_topic(briefing, f"Việc hai của tuần {week}")
