"""What the home page tells of the press: this week, the newest briefing, the next one."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from . import wording
from .models import Briefing, BriefingSeries


@dataclass(frozen=True)
class Day:
    date: datetime.date
    is_today: bool
    has_briefing: bool

    @property
    def name(self) -> str:
        return gettext(wording.SHORT_WEEKDAYS[self.date.weekday()])


@dataclass(frozen=True)
class Front:
    """`latest` was held, `coming` is announced; either may be None."""

    iso_week: int
    week: list[Day]
    latest: Briefing | None
    coming: Briefing | None

    @property
    def series(self) -> BriefingSeries | None:
        told = self.latest or self.coming
        return told.series if told else None

    @property
    def latest_week(self) -> str:
        return wording.week(self.latest) if self.latest else ""

    @property
    def latest_topics(self) -> str:
        count = self.latest.topic_count if self.latest else 0
        return wording.topics_in_words(count) if count else ""


def latest(at: datetime.datetime | None = None) -> Front:
    """Return what the home page shows at the moment `at`, in one query."""
    at = at or timezone.now()
    published = Briefing.objects.weekly().published(at)
    held = published.filter(state=Briefing.State.HELD).newest_first()
    planned = published.filter(state=Briefing.State.PLANNED, planned_end__gt=at).in_order()
    both = published.filter(Q(pk__in=held.values("pk")[:1]) | Q(pk__in=planned.values("pk")[:1]))
    both = both.select_related("series").with_topic_count()
    found = {briefing.state: briefing for briefing in both}
    today = timezone.localdate(at)
    days = {briefing.day for briefing in found.values()}
    monday = today - datetime.timedelta(days=today.weekday())
    week = [monday + datetime.timedelta(days=n) for n in range(7)]
    return Front(
        iso_week=today.isocalendar().week,
        week=[Day(day, day == today, day in days) for day in week],
        latest=found.get(Briefing.State.HELD),
        coming=found.get(Briefing.State.PLANNED),
    )
