"""The list of corrections as an Atom feed."""

import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .corrections import Entry, entries, listed

MOST = 50
BEGAN = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
"""what a feed without entries is as of"""


class SteadyAtom(Atom1Feed):
    """An Atom feed whose moment is that of its content, never that of the visit."""

    def latest_post_date(self) -> datetime.datetime:
        return max((item["updateddate"] for item in self.items), default=BEGAN)


class CorrectionsFeed(Feed):
    """The newest entries of /dinh-chinh/, each under an identifier that never changes."""

    feed_type = SteadyAtom

    def title(self) -> str:
        return _("Đính chính và sửa nhỏ")

    def subtitle(self) -> str:
        return _("Những gì đã đăng mà sau đó được đính chính hoặc sửa nhỏ.")

    def author_name(self) -> str:
        return _("Sở Thông tin và Truyền thông tỉnh Lào Cai")

    def link(self) -> str:
        return reverse("publishing:corrections")

    def feed_url(self) -> str:
        return reverse("publishing:corrections-feed")

    def items(self) -> list[Entry]:
        now = timezone.now()
        return entries(listed(now)[:MOST], now)

    def item_title(self, item: Entry) -> str:
        label = item.version.get_change_display().capitalize()
        return f"{label}: {item.title}" if item.is_told else label

    def item_description(self, item: Entry) -> str:
        if not item.is_told:
            return _("Nội dung này không đọc được nữa; địa chỉ của nó cho biết vì sao.")
        version = item.version
        if not item.is_correction:
            return format_html("<p>{}</p>", version.change_note)
        return format_html(
            "<p>{}</p><p>{} {}</p><p>{} {}</p><p>{} {}</p>",
            *(version.change_note, _("Điều sai:"), version.was_wrong),
            *(_("Điều đúng:"), version.is_right),
            *(_("Người quyết định:"), version.decided_by),
        )

    def item_link(self, item: Entry) -> str:
        return item.address

    def item_guid(self, item: Entry) -> str:
        return item.identifier

    def item_pubdate(self, item: Entry) -> datetime.datetime:
        return item.moment

    def item_updateddate(self, item: Entry) -> datetime.datetime:
        return item.changed_at
