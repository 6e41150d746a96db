"""The index: one row for each version of a record, each place and each page that can be found."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone

from laocai_ict import history
from laocai_ict.search.spans import SpansField


class EntryQuerySet(models.QuerySet):
    def open(self, at: datetime.datetime | None = None):
        """Return what the public may find at the moment `at` (aware; now by default)."""
        return self.filter(open_during__covers=at or timezone.now())

    def sorted(self):
        """Order by title as the Vietnamese alphabet has it."""
        return self.order_by("sort_key", "pk")


class Entry(models.Model):
    """One thing that can be found, written by the database's triggers alone (see `triggers.py`).

    A published record has one entry for each approved version; where what it is called changes by
    itself (a figure with the name of its indicator) one for each such span, told apart by `beside`.
    `open_during` says when an entry is the one the public reads: of one `key` at most one is at a
    time. The application's role may read this table and nothing else.
    """

    kind = models.CharField("loại", max_length=100)
    """"egov.procedure", "reference.unit", "page" …: the name of its source in the registry"""
    key = models.BigIntegerField("khóa")
    """key of the row it was made from"""
    beside = models.BigIntegerField("cùng với", default=0)
    """tells entries of one row apart: what it stands with, or the how-manieth span it is"""
    item = models.BigIntegerField("mục đăng tải", null=True)
    app = models.CharField("mảng", max_length=50)
    title = models.TextField("tên")
    names = ArrayField(models.TextField(), verbose_name="tên khác", default=list)
    """other, former and variant names, and codes"""
    number = models.TextField("số hiệu", default="")
    """numbers of documents and procedures as written, several parted by "; " """
    note = models.TextField("ghi chú", default="")
    """one line said beside the title: "nay thuộc xã …" """
    body = models.TextField("nội dung", default="")
    address = models.TextField("địa chỉ")
    """path without the prefix of a language"""
    year = models.SmallIntegerField("năm", null=True)
    agency = models.TextField("cơ quan", default="")
    date = models.DateField("ngày", null=True)
    open_during = SpansField("công khai trong")
    sort_key = models.TextField("khóa xếp", db_collation="C")
    """of the title; see `reference.sorting`"""
    named = SearchVectorField("từ trong tên và số")
    """folded words of title (A), names and number (B)"""
    words = SearchVectorField("từ")
    """folded words of title (A), names and number (B), note (C) and body (D)"""
    exact = SearchVectorField("từ có dấu")
    """the same words with every mark, see `folding.Word.exact`"""

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "mục tìm kiếm"
        verbose_name_plural = "mục tìm kiếm"
        ordering = ["sort_key", "pk"]
        default_permissions = ()
        indexes = [
            # Without the list of what is still to be indexed: a search never pays for a save.
            GinIndex(fields=["named"], name="search_entry_named", fastupdate=False),
            GinIndex(fields=["words"], name="search_entry_words", fastupdate=False),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "beside"],
                name="search_entry_once",
                violation_error_message="Bản ghi này đã có trong chỉ mục tìm kiếm.",
            )
        ]

    def __str__(self):
        return self.title


history.outside("search.Entry", "chép lại từ các bản ghi khác, dựng lại được bằng rebuild_search")
history.only_read("search.Entry")
