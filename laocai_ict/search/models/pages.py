from django.contrib.postgres.fields import ArrayField
from django.db import models

from laocai_ict import history
from laocai_ict.reference.models.text import filled


class SitePage(models.Model):
    """A page of the site that shows no single record: written after each `migrate`.

    What it says comes from the registry (`search.pages`), so nobody edits it here.
    """

    url_name = models.CharField("tên địa chỉ", max_length=100, unique=True)
    title = models.TextField("tên trang")
    names = ArrayField(models.TextField(), verbose_name="tên khác", default=list)
    text = models.TextField("nói gì", default="")
    address = models.TextField("địa chỉ")

    class Meta:
        verbose_name = "trang của cổng"
        verbose_name_plural = "trang của cổng"
        ordering = ["url_name"]
        default_permissions = ()
        constraints = [
            filled("search_sitepage_has_title", "title", message="Trang phải có tên.")
        ]  # fmt: skip

    def __str__(self):
        return self.title


history.outside("search.SitePage", "chép từ mã nguồn mỗi khi migrate")
history.only_read("search.SitePage")
