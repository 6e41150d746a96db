"""Rows that hold for a span of time, and what they were read from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from laocai_ict.display import dates
from laocai_ict.reference.models import Source


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """Return what is in force on `day`; an unknown start counts as already begun."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gt=day),
            has_ended=False,
        )


class Dated(models.Model):
    """A half-open span [from, until); NULL is an unknown start, or no known end.

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

    def is_on(self, day):
        """Say whether the row is in force on `day`; the same rule as the query set's `on`."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and not self.is_over_on(day)

    def is_over_on(self, day):
        return self.has_ended or (self.valid_until is not None and self.valid_until <= day)

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
        models.CheckConstraint(
            name=f"{name}_starts_before_it_ends",
            condition=Q(valid_until__gt=F("valid_from")) | Q(valid_from=None) | Q(valid_until=None),
            violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
        ),
        models.CheckConstraint(
            name=f"{name}_end_known_or_not",
            condition=Q(has_ended=False) | Q(valid_until=None),
            violation_error_message="Đã ghi ngày hết hiệu lực thì không chọn “không rõ ngày”.",
        ),
    ]
