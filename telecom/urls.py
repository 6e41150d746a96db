from django.urls import path

from . import views

app_name = "telecom"
urlpatterns = [
    path("", views.Overview.as_view(), name="overview"),
    path("<slug:slug>/", views.IndicatorDetail.as_view(), name="indicator-detail"),
]
