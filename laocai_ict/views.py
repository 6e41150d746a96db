"""Pages that tie the apps together."""

import datetime

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from laocai_ict.display.pages import Page, PublicPage


class Home(PublicPage, TemplateView):
    template_name = "home.html"

    def get_page(self):
        return Page(
            title=_("Sở Thông tin và Truyền thông Lào Cai"),
            description=_("Báo chí, viễn thông và thủ tục hành chính của tỉnh Lào Cai."),
            date=datetime.date(2018, 8, 27),
        )
