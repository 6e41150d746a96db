"""Rows that hold for a span of time, and what they were read from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from laocai_ict.display import dates
from laocai_ict.reference.models import Source
from laocai_ict.reference.models.spans import Span, SpanQuerySet, ends_after_start
from laocai_ict.reference.models.text import NormalizedText


class DatedQuerySet(SpanQuerySet):
    def on(self, day):
        return super().on(day).filter(has_ended=False)


class Dated(NormalizedText, Span):
    """What holds for a span of time, and what it was read from.

    `has_ended` is for rows known to be over without the day on which they ended.
    """

    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    valid_until = models.DateField("hết hiệu lực từ", null=True, blank=True)
    has_ended = models.BooleanField("đã hết hiệu lực, không rõ ngày", default=False)
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="+"
    )
    source_detail = models.CharField("chỗ trong nguồn", max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_over_on(self, day):
        return self.has_ended or super().is_over_on(day)

    @property
    def span_text(self):
        """Return the span in words, "" where neither end is known."""
        start, end = dates.day(self.valid_from), dates.day(self.valid_until)
        if start and end:
            return _("từ %(start)s đến trước %(end)s") % {"start": start, "end": end}
        if end:
            return _("đến trước %(end)s") % {"end": end}
        if self.has_ended:
            return _("đã hết, không rõ ngày")
        return _("từ %(start)s") % {"start": start} if start else ""


def span_constraints(name):
    """Return the two constraints on the span of the model whose constraint names begin `name`."""
    return [
        ends_after_start(f"{name}_starts_before_it_ends"),
        models.CheckConstraint(
            name=f"{name}_end_known_or_not",
            condition=Q(has_ended=False) | Q(valid_until=None),
            violation_error_message="Đã ghi ngày hết hiệu lực thì không chọn “không rõ ngày”.",
        ),
    ]
