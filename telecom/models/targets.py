from django.db import models

from laocai_ict.publishing.constraints import day, number, unique_among_items

from .figures import Figure


class Target(Figure):
    """A figure that a plan promises for a day; never mixed with what was counted."""

    due_on = models.DateField("hạn")

    class Meta(Figure.Meta):
        abstract = False
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        ordering = ["indicator_id", "due_on", "item_id"]
        constraints = [
            *Figure.Meta.constraints,
            unique_among_items(
                "telecom_target_once_a_source",
                *map(number, ("indicator", "area", "source")),
                day("due_on"),
                message="Mục tiêu này của nguồn này đã được nhập.",
            ),
        ]

    def get_absolute_url(self):
        return f"{self.indicator.get_absolute_url()}#muc-tieu"
