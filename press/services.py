"""What is decided about a briefing when it is made."""

import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from laocai_ict.reference.models import CalendarDay

from .models import WEEKLY, Briefing, BriefingSeries


def proposed_briefing(at: datetime.datetime | None = None) -> dict[str, Any]:
    """Return the values of the next weekly briefing by the habit of the series.

    The day is the first usual one that is no day off and has no briefing yet. Empty without the
    series.
    """
    series = BriefingSeries.objects.filter(slug=WEEKLY).first()
    if series is None:
        return {}
    today = timezone.localdate(at)
    weeks = [(today + datetime.timedelta(weeks=n)).isocalendar()[:2] for n in range(12)]
    days = [day for week in weeks if (day := series.regular_day(*week)) >= today]
    busy = set(CalendarDay.objects.days_off().filter(date__in=days).values_list("date", flat=True))
    planned = Briefing.objects.weekly().filter(iso_year__in={year for year, _week in weeks})
    taken = set(planned.values_list("iso_year", "iso_week"))
    free = [day for day in days if day not in busy and day.isocalendar()[:2] not in taken]
    values = {"series": series.pk, "speaker_post": series.speaker_post, "place": series.place}
    if free:
        values["planned_start"], values["planned_end"] = series.regular_span(free[0])
    return values


def give_sequence(briefing: Briefing) -> None:
    """Give a new briefing its place in the week; call it in the transaction that saves it."""
    # Two people adding at once wait for one another here.
    BriefingSeries.objects.select_for_update(of=("self",)).get(pk=briefing.series_id)
    same_week = Briefing.objects.filter(
        series=briefing.series_id, iso_year=briefing.iso_year, iso_week=briefing.iso_week
    )
    briefing.sequence = (same_week.aggregate(last=Max("sequence"))["last"] or 0) + 1
