"""What search finds of the weekly sessions."""

from typing import Any

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laocai_ict.reference.models import Agency
from laocai_ict.search import making as made
from laocai_ict.search import pages, registry

from .models import Briefing, BriefingSeries, Topic


def columns() -> dict[str, Any]:
    """Return a session as its page tells of it, its topics with it."""
    week = made.glued("iso_week", Value("/"), "iso_year")
    start = Coalesce("real_start", "planned_start")
    return {
        "title": Coalesce(
            NullIf("title", Value("")),
            made.glued(Value("Thông tin cho báo chí tuần "), week),
            output_field=made.TEXT,
        ),
        "names": made.names(made.glued(Value("Tuần "), week), "series__name"),
        "note": made.said(
            made.glued(Value("Tuần "), week),
            made.day_of(made.local_day(start)),
            made.label("state", Briefing.State),
            by=", ",
        ),
        "body": made.said(
            made.lines(
                Topic.objects.all(),
                "briefing",
                "heading",
                "text",
                "agency__name",
                "speaker_post",
                order=("order", "pk"),
            ),
            "place",
            "speaker_post",
            "speaker_name",
            "state_reason",
            by="\n",
        ),
        "address": made.glued(
            Value(reverse("press:briefing-list")),
            "iso_year",
            Value("/"),
            "iso_week",
            Value("/"),
            made.unless("sequence", 1, "sequence", Value("/")),
        ),
        "year": F("iso_year"),
        "agency": Coalesce(
            Subquery(
                Topic.objects.filter(briefing=OuterRef("pk"), agency__isnull=False)
                .order_by("order", "pk")
                .values("agency__name")[:1]
            ),
            Cast(Value(""), CharField()),
            output_field=made.TEXT,
        ),
        "date": made.local_day(start),
    }


def register() -> None:
    registry.register(
        made.published(
            Briefing,
            _("Buổi cung cấp thông tin"),
            columns,
            needs=(
                made.reference(BriefingSeries, "series"),
                made.reference(Agency, "topics__agency"),
            ),
        )
    )
    pages.add(
        "press:briefing-list",
        _("Thông tin cho báo chí hằng tuần"),
        "Báo chí",
        text="Lịch và nội dung các buổi cung cấp thông tin cho báo chí.",
    )
