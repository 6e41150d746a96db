from django.urls import path

from . import health, views

app_name = "department"
urlpatterns = [
    path("gioi-thieu/", views.About.as_view(), name="about"),
    path("kha-nang-tiep-can/", views.Accessibility.as_view(), name="accessibility"),
    path("so-do-trang/", views.SiteMap.as_view(), name="sitemap"),
    path("suc-khoe/", health.HealthPage.as_view(), name="health"),
]
