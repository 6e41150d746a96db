from django.db import models


class LoadRun(models.Model):
    """The last run of one loader: what its data files looked like then."""

    loader = models.CharField("bộ nạp", max_length=60, unique=True)
    fingerprint = models.CharField("dấu tệp dữ liệu", max_length=64)
    finished_at = models.DateTimeField("nạp xong lúc", auto_now=True)

    class Meta:
        verbose_name = "lần nạp dữ liệu"
        verbose_name_plural = "lần nạp dữ liệu"
        ordering = ["loader"]

    def __str__(self):
        return self.loader


class LoadedRow(models.Model):
    """What a loader last wrote for one row of a data file.

    Telling "the file changed" from "staff changed it" needs the value the file had last time; it
    is kept here, so that a new load never overwrites a hand-made correction.
    """

    loader = models.CharField("bộ nạp", max_length=60)
    key = models.CharField("khóa", max_length=300)
    object_pk = models.BigIntegerField("bản ghi")
    values = models.JSONField("giá trị đã nạp")

    class Meta:
        verbose_name = "dòng dữ liệu đã nạp"
        verbose_name_plural = "dòng dữ liệu đã nạp"
        constraints = [
            models.UniqueConstraint(
                fields=["loader", "key"],
                name="reference_loaded_row_once_per_key",
                violation_error_message="Dòng dữ liệu này đã được nạp.",
            )
        ]

    def __str__(self):
        return f"{self.loader}: {self.key}"
