from django.urls import path, re_path
from django.views.decorators.http import require_safe

from .feeds import CorrectionsFeed
from .views.corrections import Corrections
from .views.old import OldVersion
from .views.preview import Preview, PreviewPage

app_name = "publishing"
urlpatterns = [
    path("dinh-chinh/", Corrections.as_view(), name="corrections"),
    path("dinh-chinh/atom.xml", require_safe(CorrectionsFeed()), name="corrections-feed"),
    path("phien-ban/<int:item>/<int:number>/", OldVersion.as_view(), name="old-version"),
    path("xem-truoc/<str:secret>/", Preview.as_view(), name="preview"),
]

previewed = re_path(
    r"^xem-truoc/(?P<secret>[^/]+)/trang/(?P<path>.*)$", PreviewPage.as_view(), name="preview-page"
)
"""pages seen through a link: in one place, the language is that of the page behind it"""
