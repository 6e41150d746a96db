"""Plain builders: briefings of the weekly series, by ISO year and week."""

import datetime
from zoneinfo import ZoneInfo

from laocai_ict.publishing import services
from press.models import WEEKLY, Briefing, BriefingSeries, Topic
from tests.publishing.builders import account, published

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LONG_AGO = datetime.datetime(2016, 1, 1, tzinfo=datetime.UTC)


def weekly_series():
    """The series that the reference data brings."""
    return BriefingSeries.objects.get(slug=WEEKLY)


def at(day, hour=15, minute=0):
    """A moment on the clock in Vietnam."""
    return datetime.datetime.combine(day, datetime.time(hour, minute), VIETNAM)


def make_briefing(
    year=2018, week=35, *, day=None, sequence=1, topics=(), published_at=LONG_AGO, **fields
):
    """A published briefing that was held; `day` is the Monday of the week unless given.

    `topics` are headings, or values of a topic; `published_at` None leaves it a draft.
    """
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
    }
    values = usual | fields
    if values["state"] == "held":
        values = {"real_start": at(day), "real_end": at(day, 15, 38)} | values
    briefing = Briefing.objects.create(**values)
    for topic in topics:
        make_topic(briefing, **({"heading": topic} if isinstance(topic, str) else topic))
    return published(briefing, published_at)


def make_topic(briefing, heading="Sóng ở thôn xa", **fields):
    """A topic of a draft: what is published stands still."""
    return Topic.objects.create(briefing=briefing, heading=heading, **fields)


def draft_of(briefing, **values):
    """A version in work beside the one that is there, as an author begins it."""
    author = account("press.change_briefing")
    draft = services.open_version(briefing, by=author)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save()
    services.explain(draft.version, by=author, change="update", note="Sửa nội dung.")
    return draft


def approved(draft, minute=None):
    """Let the author submit a draft and an approver publish it, now or at `minute`; return it."""
    version = services.submit(draft.version, by=draft.version.written_by)
    approver = account("press.publish_briefing")
    services.approve(version, by=approver, seen=version.edits, minute=minute)
    return type(draft).objects.get(pk=draft.pk)


def make_weeks(year, weeks):
    """A briefing with two topics in each of `weeks`."""
    for week in weeks:
        make_briefing(year, week, topics=[f"Việc một của tuần {week}", f"Việc hai của tuần {week}"])
