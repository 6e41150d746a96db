"""Addresses of search."""

from django.urls import path

from . import suggestion_view, views

app_name = "search"

urlpatterns = [
    path("tim-kiem/", views.Search.as_view(), name="results"),
    path("tim-kiem/goi-y/", suggestion_view.suggestions, name="suggestions"),
]
