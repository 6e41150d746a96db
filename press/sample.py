"""Sample sessions: what the portal shows while no text of a real session is known.

Weeks of 2018 up to the article, and the twelve months up to the day of loading with the session
that comes next. What was made is kept in the loader's own ledger, so a later run adds the new
weeks and tells in a new version how an announced session went, leaves what staff changed or took
out, and `remove` takes out what was made and nothing else.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from laocai_ict.publishing import samples
from laocai_ict.publishing.models import VersionedQuerySet
from laocai_ict.reference.loading import Loader
from laocai_ict.reference.models import Agency, CalendarDay, LoadedRow

from .models import WEEKLY, Briefing, BriefingSeries, Topic
from .sample_topics import AGENCIES, SampleTopic, era_of, number, topics_of_week

LEDGER = "press.sample"
ARTICLE_WEEKS = (datetime.date(2018, 1, 1), datetime.date(2018, 8, 27))
ANNOUNCED_BEFORE = datetime.timedelta(days=6, hours=7)
TOLD_AFTER = datetime.timedelta(hours=1)
PLACE = "Phòng họp, trụ sở UBND tỉnh"
CANCELLED_BECAUSE = "Trùng ngày họp của Hội đồng nhân dân tỉnh."


@dataclass
class Report:
    created: int = 0
    updated: int = 0
    removed: int = 0
    kept: list[str] = field(default_factory=list)
    """records that staff changed and the command therefore left as they are"""


class NoSeries(LookupError):
    """The weekly series is not loaded yet."""


@transaction.atomic
def load(at: datetime.datetime | None = None) -> Report:
    """Make the sample sessions up to the moment `at`; raises NoSeries without the series."""
    at = at or timezone.now()
    try:
        series = BriefingSeries.objects.select_for_update(of=("self",)).get(slug=WEEKLY)
    except BriefingSeries.DoesNotExist as error:
        raise NoSeries from error
    loader = Loader(LEDGER, actor="load_sample")
    taken = _weeks_of_others()
    agencies = _Agencies()
    for day in _days(series, timezone.localdate(at)):
        if day.isocalendar()[:2] not in taken:
            _load_session(loader, series, day, agencies, at)
    loader.finish()
    return Report(loader.created, loader.updated, kept=loader.kept)


@transaction.atomic
def remove() -> Report:
    """Take out what `load` made. A session that staff made real, or wrote a version of, stays."""
    first_rows = _first_rows()
    sessions = Briefing.objects.filter(item__in=first_rows.values("item"))
    of_staff = sessions.filter(Q(version__is_from_source=False) | Q(is_sample=False))
    staying = sessions.filter(item__in=of_staff.values("item")).newest()
    report = Report(kept=[str(session) for session in staying])
    still_ours = {session.item_id for session in staying if session.is_sample}
    ours = [_key(session) for session in first_rows if session.item_id in still_ours]
    report.removed = samples.remove(sessions.exclude(item__in=of_staff.values("item")))
    for row in LoadedRow.objects.filter(loader=LEDGER):
        if row.key.partition(":")[2].partition("/")[0] not in ours:
            row.delete()
    return report


def _key(session: Briefing) -> str:
    return f"{session.iso_year}-W{session.iso_week:02}"


def _first_rows() -> VersionedQuerySet:
    """Return the first version of each session that the ledger holds."""
    rows = LoadedRow.objects.filter(loader=LEDGER, key__startswith=f"{Briefing._meta.label_lower}:")
    return Briefing.objects.filter(pk__in=list(rows.values_list("object_pk", flat=True)))


def _weeks_of_others() -> set[tuple[int, int]]:
    """Return the weeks that hold a session which is not, or no longer, a sample of ours."""
    newest = Briefing.objects.weekly().newest()
    ours = newest.filter(item__in=_first_rows().values("item"), is_sample=True)
    others = newest.exclude(item__in=ours.values("item"))
    return set(others.values_list("iso_year", "iso_week"))


def _days(series: BriefingSeries, today: datetime.date) -> list[datetime.date]:
    """Return the usual days of the series in both spans; days off are skipped."""
    year_ago = today.replace(day=min(today.day, 28), year=today.year - 1)
    days_off = set(CalendarDay.objects.days_off().values_list("date", flat=True))
    spans = [ARTICLE_WEEKS, (year_ago, today)]
    days = {day for span in spans for day in _weekly(series.weekday, *span)}
    open_days = sorted(days - days_off)
    coming = _weekly(series.weekday, today, today + datetime.timedelta(weeks=4))
    return open_days + [day for day in coming if day not in days_off and day > today][:1]


def _weekly(weekday: int, first: datetime.date, last: datetime.date) -> list[datetime.date]:
    start = first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7)
    return [start + datetime.timedelta(days=n) for n in range(0, (last - start).days + 1, 7)]


class _Agencies:
    """The agencies in charge, looked up once; a field without one known gives None."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Agency | None] = {}

    def of(self, topic: SampleTopic, day: datetime.date) -> Agency | None:
        key = (era_of(day), topic.field)
        if key not in self._found:
            name = AGENCIES[key[0]][topic.field]
            self._found[key] = Agency.objects.on(day).filter(name=name).first()
        return self._found[key]


def _load_session(loader: Loader, series, day, agencies: _Agencies, at) -> None:
    year, week, _weekday = day.isocalendar()
    key = _key(Briefing(iso_year=year, iso_week=week))
    values = _session_values(series, day, at)
    topics = [] if values["state"] == Briefing.State.CANCELLED else topics_of_week(day)
    title = ", ".join(topic.short for topic in topics)
    session = loader.upsert(
        Briefing,
        key,
        series=series,
        iso_year=year,
        iso_week=week,
        title=title[:1].upper() + title[1:],
        topics_made=len(topics),
        **values,
    )
    for order, topic in enumerate(topics, start=1):
        agency = agencies.of(topic, day)
        name = agency.name if agency else "Cơ quan phụ trách"
        loader.upsert(
            Topic,
            f"{key}/{order}",
            briefing=session,
            order=order,
            anchor=f"cd{order}",
            heading=topic.heading,
            text=topic.text.replace("{agency}", name),
            agency=agency,
            speaker_post=f"Đại diện {name}" if topic.department_speaks and agency else "",
        )


def _session_values(series: BriefingSeries, day: datetime.date, at) -> dict[str, Any]:
    """Return times and state of the session of `day` as they are at the moment `at`."""
    start, end = (moment.astimezone(datetime.UTC) for moment in series.regular_span(day))
    values: dict[str, Any] = {
        "planned_start": start,
        "planned_end": end,
        "real_start": None,
        "real_end": None,
        "place": PLACE,
        "speaker_post": series.speaker_post,
        "state": Briefing.State.PLANNED,
        "state_reason": "",
        "published_at": start - ANNOUNCED_BEFORE,
        "is_sample": True,
    }
    if number("cancelled", day) % 30 == 0 and day not in ARTICLE_WEEKS:
        values |= {"state": Briefing.State.CANCELLED, "state_reason": CANCELLED_BECAUSE}
    elif end + TOLD_AFTER <= at:
        real_start = start + datetime.timedelta(minutes=number("late", day) % 5)
        spread = series.longest_minutes - series.shortest_minutes + 1
        length = series.shortest_minutes + number("length", day) % spread
        values |= {
            "state": Briefing.State.HELD,
            "real_start": real_start,
            "real_end": real_start + datetime.timedelta(minutes=length),
            "published_at": end + TOLD_AFTER,
        }
    return values
