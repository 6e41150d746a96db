"""What a phrase that people type also means, as dated rows that staff keep."""

from django.db import models
from django.db.models import F, Func, Q

from laocai_ict.reference.models.spans import Span, SpanQuerySet, ends_after_start
from laocai_ict.reference.models.text import NormalizedText, filled
from laocai_ict.search import folding

MOST_WORDS = 8
"""words of a phrase: longer ones are sentences, which nobody types twice"""


def key_of(text: str) -> str:
    """Return the words of `text` as search compares them: without marks, one space between."""
    return " ".join(word.folded for word in folding.words(text))


def key_in_database(column: str) -> Func:
    """Return the expression that gives the same in the database."""
    return Func(Func(column, function="search_words"), function="search_folded")


class SynonymQuerySet(SpanQuerySet):
    def touching(self, keys: list[str]):
        """Return the rows that begin from one of `keys`, on the side one may begin from.

        With them come the mutual rows that mean the same as a row reached by its phrase.
        """
        meant = self.model.objects.filter(phrase_key__in=keys, is_mutual=True)
        return self.filter(
            Q(phrase_key__in=keys)
            | Q(means_key__in=keys, is_mutual=True)
            | Q(means_key__in=meant.values("means_key"), is_mutual=True)
        )


class Synonym(NormalizedText, Span):
    """Whoever types `phrase` also finds `means`; the other way too where it is mutual.

    The span is that in which search uses the row; of a former name it begins on the day the name
    became one. A filler stands for nothing: a word of questions ("ở đâu") that search may pass
    over where nothing has it.
    """

    class Kind(models.TextChoices):
        ABBREVIATION = "abbreviation", "chữ viết tắt"
        SPELLING = "spelling", "cách viết khác"
        FORMER = "former", "tên cũ của cơ quan"
        EVERYDAY = "everyday", "từ thường dùng"
        FILLER = "filler", "từ đệm trong câu hỏi"

    phrase = models.CharField("chữ người ta gõ", max_length=100)
    means = models.CharField(
        "nghĩa là",
        max_length=150,
        blank=True,
        help_text="Như các trang của cổng viết. Để trống với từ đệm.",
    )
    kind = models.CharField("loại", max_length=12, choices=Kind)
    is_mutual = models.BooleanField(
        "hai chiều",
        default=True,
        help_text="Người gõ chữ ở ô “nghĩa là” cũng tìm thấy chữ ở ô đầu.",
    )
    valid_from = models.DateField(
        "dùng từ ngày", null=True, blank=True, help_text="Tên cũ: ngày tên ấy thành tên cũ."
    )
    valid_until = models.DateField(
        "đến trước ngày", null=True, blank=True, help_text="Để trống nếu đang dùng."
    )
    note = models.TextField("nguồn, ghi chú", blank=True)
    phrase_key = models.CharField(max_length=300, db_collation="C", editable=False)
    means_key = models.CharField(max_length=400, db_collation="C", editable=False, db_index=True)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = "từ đồng nghĩa"
        verbose_name_plural = "từ đồng nghĩa"
        ordering = ["phrase_key", "means_key", "pk"]
        constraints = [
            filled("search_synonym_has_words", "phrase_key", message="Ghi chữ hoặc số."),
            models.CheckConstraint(
                name="search_synonym_means_something",
                condition=Q(kind="filler", means_key="") | (~Q(kind="filler") & ~Q(means_key="")),
                violation_error_message=(
                    "Ghi nghĩa của chữ; chỉ từ đệm mới để trống ô “nghĩa là”."
                ),
            ),
            models.CheckConstraint(
                name="search_synonym_means_something_else",
                condition=~Q(phrase_key=F("means_key")),
                violation_error_message=(
                    "Hai cách viết này tìm kiếm đã coi là một: không cần ghi thêm."
                ),
            ),
            models.CheckConstraint(
                name="search_synonym_keys_are_of_its_words",
                condition=Q(phrase_key=key_in_database("phrase"))
                & Q(means_key=key_in_database("means")),
                violation_error_message="Khóa tìm kiếm không khớp với chữ: hãy lưu lại.",
            ),
            models.UniqueConstraint(
                fields=["phrase_key", "means_key", "valid_from"],
                nulls_distinct=False,
                name="search_synonym_once",
                violation_error_message="Cặp này đã ghi từ cùng ngày.",
            ),
            ends_after_start("search_synonym_ends_after_its_start"),
            models.CheckConstraint(
                name="search_synonym_is_no_sentence",
                condition=~Q(phrase_key__regex=rf"^(\S+ ){{{MOST_WORDS}}}"),
                violation_error_message=f"Chữ người ta gõ dài nhất {MOST_WORDS} tiếng.",
            ),
        ]

    def __str__(self):
        return f"{self.phrase} → {self.means}" if self.means else self.phrase

    def save(self, *args, update_fields=None, **kwargs):
        self.phrase_key, self.means_key = self.keys()
        if update_fields is not None:
            update_fields = {*update_fields, "phrase_key", "means_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def keys(self) -> tuple[str, str]:
        """Return phrase and meaning as search compares them."""
        return key_of(self.phrase), key_of(self.means)
