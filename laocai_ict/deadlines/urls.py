"""Addresses of the pages on terms and days off."""

from django.urls import path

from . import views

app_name = "deadlines"
urlpatterns = [
    path("tinh-han/", views.Reckon.as_view(), name="reckon"),
    path("ngay-nghi/", views.DaysOff.as_view(), name="days-off"),
    path("ngay-nghi/lich.ics", views.days_off_file, name="days-off-file"),
]
