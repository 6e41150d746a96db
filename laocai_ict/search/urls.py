"""Addresses of search."""

from django.urls import path

from . import views

app_name = "search"

urlpatterns = [path("tim-kiem/", views.Search.as_view(), name="results")]
