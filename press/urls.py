from django.urls import path, register_converter

from . import views


class YearConverter:
    """A year of four digits, so that an address has one spelling."""

    regex = "[12][0-9]{3}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)


class WeekConverter(YearConverter):
    regex = "[1-9]|[1-4][0-9]|5[0-3]"


class FurtherConverter(YearConverter):
    """The second briefing of a week and those after it; the first has no number."""

    regex = "[2-9]|[1-9][0-9]"


register_converter(YearConverter, "year")
register_converter(WeekConverter, "week")
register_converter(FurtherConverter, "further")

app_name = "press"
urlpatterns = [
    path("", views.BriefingList.as_view(), name="briefing-list"),
    path("<year:year>/", views.BriefingYear.as_view(), name="briefing-year"),
    path("<year:year>/<week:week>/", views.BriefingDetail.as_view(), name="briefing-detail"),
    path(
        "<year:year>/<week:week>/<further:sequence>/",
        views.BriefingDetail.as_view(),
        name="briefing-detail",
    ),
]
