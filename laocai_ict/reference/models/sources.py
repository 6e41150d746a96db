from django.db import models

from laocai_ict.display.ordering import SortKey

from .text import NormalizedText, filled


class Source(NormalizedText):
    """Where a fact was read: a document, a page, a statistical release.

    `published` is what the source says of its own date, in its own words, because many give only a
    month or nothing; `key` is the name data files use for it.
    """

    key = models.CharField("mã nguồn", max_length=200, unique=True)
    title = models.CharField("tên nguồn", max_length=500)
    url = models.URLField("địa chỉ", max_length=500, blank=True)
    published = models.CharField("ngày của nguồn", max_length=120, blank=True)
    licence = models.CharField("giấy phép", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "nguồn"
        verbose_name_plural = "nguồn"
        ordering = [SortKey("title"), "pk"]
        constraints = [filled("reference_source_has_title", "title", message="Nguồn phải có tên.")]

    def __str__(self):
        return self.title
