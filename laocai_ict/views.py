"""Pages that tie the apps together."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

import egov.home
import press.home
import telecom.home
from laocai_ict.display.pages import Page, PublicPage


class Home(PublicPage, TemplateView):
    """The home page: one part of each app, each fetched by one query of that app."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            press=press.home.latest(),
            telecom=telecom.home.headline_figures(),
            egov=egov.home.systems_by_level(),
            **kwargs,
        )

    def get_page(self):
        latest = self.page_context["press"].latest
        return Page(
            title=_("Sở Thông tin và Truyền thông Lào Cai"),
            description=_(
                "Buổi thông tin báo chí hằng tuần, số liệu viễn thông kèm nguồn, hệ thống dùng "
                "chung, thủ tục hành chính và địa giới của tỉnh Lào Cai."
            ),
            date=latest.day if latest else localdate(),
        )
