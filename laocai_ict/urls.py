"""Addresses of the portal: Vietnamese words without marks, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from laocai_ict.department.views import robots, site_map_xml
from laocai_ict.display.scheme import choose
from laocai_ict.publishing.admin.desk import section_page
from laocai_ict.publishing.urls import previewed

from . import views

urlpatterns = [
    path(
        "quan-tri/viec-cua-toi/<slug:key>/",
        admin.site.admin_view(section_page),
        name="desk-section",
    ),
    path("quan-tri/", admin.site.urls),
    path("hien-thi/", choose, name="display-choose"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", site_map_xml, name="sitemap-xml"),
    previewed,
]
urlpatterns += i18n_patterns(
    path("", views.Home.as_view(), name="home"),
    path("bao-chi/", include("press.urls")),
    path("vien-thong/", include("telecom.urls")),
    path("", include("egov.urls")),  # /thu-tuc/ and /chinh-quyen-dien-tu/
    path("dia-phuong/", include("laocai_ict.reference.urls")),
    path("", include("laocai_ict.publishing.urls")),  # corrections, old versions, previews
    path("", include("laocai_ict.deadlines.urls")),  # /tinh-han/ and /ngay-nghi/
    path("", include("laocai_ict.search.urls")),  # /tim-kiem/
    path("", include("laocai_ict.department.urls")),  # /gioi-thieu/ and the pages about the site
    prefix_default_language=False,
)

handler400 = "laocai_ict.department.errors.bad_request"
handler403 = "laocai_ict.department.errors.permission_denied"
handler404 = "laocai_ict.department.errors.page_not_found"
handler500 = "laocai_ict.department.errors.server_error"
