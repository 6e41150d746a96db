"""Public pages of the administrative units."""

import datetime

from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from laocai_ict.display.pages import Page, PublicPage

from .models import AdministrativeUnit


class PlaceList(PublicPage, ListView):
    template_name = "reference/place_list.html"
    queryset = AdministrativeUnit.objects.communes().in_force().sorted()

    def get_page(self):
        return Page(
            title=_("Địa phương"),
            description=_("Các đơn vị hành chính của tỉnh Lào Cai từ 2018 tới nay."),
            date=datetime.date(2025, 7, 1),
            section="places",
        )


class PlaceDetail(PublicPage, DetailView):
    template_name = "reference/place_detail.html"
    model = AdministrativeUnit

    def get_page(self):
        return Page(
            title=self.object.full_name,
            description=self.object.full_name,
            date=self.object.start,
            section="places",
            lang="vi",
        )
