from django.db import models
from django.urls import reverse

from laocai_ict.publishing.constraints import number, text, unique_among_items
from laocai_ict.publishing.models import Versioned, VersionedQuerySet
from laocai_ict.publishing.pointing import point_at_first
from laocai_ict.reference.models.text import NormalizedText, filled

from .observations import Observation


class HeadlineFigureQuerySet(VersionedQuerySet):
    def published(self, at=None):
        """Return headlines that are public, of figures that are public too."""
        figures = Observation.objects.published(at)
        return super().published(at).filter(observation__item__in=figures.values("item"))


class HeadlineFigure(NormalizedText, Versioned):
    """One of the few figures the home page and the overview begin with, and what it means.

    It is a statement to the public, so it is published like any other; it leaves with its figure.
    """

    observation = models.ForeignKey(
        Observation, verbose_name="số liệu", on_delete=models.PROTECT, related_name="+"
    )
    anchor = models.SlugField("neo trên trang", max_length=40)
    order = models.PositiveSmallIntegerField("thứ tự")
    label = models.CharField("chữ dưới số", max_length=120)
    meaning = models.TextField("nghĩa là gì")

    objects = HeadlineFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "con số nổi bật"
        verbose_name_plural = "con số nổi bật"
        ordering = ["order", "item_id"]
        constraints = [
            filled(
                "telecom_headline_says_what_it_means",
                "label",
                "meaning",
                message="Con số nổi bật phải nói nó đếm gì và nghĩa là gì.",
            ),
            unique_among_items(
                "telecom_headline_figure_once",
                number("observation"),
                message="Số liệu này đã là một con số nổi bật.",
            ),
            unique_among_items(
                "telecom_headline_anchor_once",
                text("anchor"),
                message="Neo này đã có con số nổi bật khác.",
            ),
        ]

    def __str__(self):
        return f"{self.observation.prefix} {self.observation.number} {self.label}".strip()

    def save(self, *args, **kwargs):
        point_at_first(self)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        point_at_first(self)

    def get_absolute_url(self):
        return f"{reverse('telecom:overview')}#{self.anchor}"

    @property
    def version_title(self):
        """Lists name it by its words: the figure it leads to may change on its own."""
        return self.label

    def publication_blockers(self, at):
        found = super().publication_blockers(at)
        if not Observation.objects.published(at).filter(item=self.observation.item_id).exists():
            found.append(
                f"Số liệu “{self.observation}” không công khai vào lúc ấy: con số nổi bật cần nó."
            )
        return found
