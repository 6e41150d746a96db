from django.db import models


class Agency(models.Model):
    """A public body, press organ or operator; its lineage is told by succession rows."""

    name = models.CharField("tên cơ quan", max_length=300)
    short_name = models.CharField("tên ngắn", max_length=100, blank=True)

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name
