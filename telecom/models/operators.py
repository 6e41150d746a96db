from django.db import models
from django.urls import reverse

from laocai_ict.publishing.constraints import text, unique_among_items
from laocai_ict.publishing.models import Versioned, VersionedQuerySet
from laocai_ict.reference.models import Source
from laocai_ict.reference.models.text import NormalizedText


class Operator(NormalizedText, Versioned):
    """A postal, telecom or pay-TV company known to work in the province.

    `known_active` says in the source's words when it was named as active: sources give no dates
    of entry or exit, and none are made up.
    """

    class Field(models.TextChoices):
        TELECOM = "telecom", "viễn thông"
        POST = "post", "bưu chính"

    key = models.SlugField("mã", max_length=60)
    name = models.CharField("tên doanh nghiệp", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=60)
    field = models.CharField("lĩnh vực", max_length=10, choices=Field)
    known_active = models.CharField("được nêu là đang hoạt động lúc", max_length=60, blank=True)
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="operators"
    )
    note = models.TextField("ghi chú", blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=100)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "doanh nghiệp"
        verbose_name_plural = "doanh nghiệp"
        ordering = ["order", "item_id"]
        constraints = [
            unique_among_items(
                "telecom_operator_key_once",
                text("key"),
                message="Mã này đã có doanh nghiệp khác.",
            ),
        ]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return f"{reverse('telecom:overview')}#doanh-nghiep"
