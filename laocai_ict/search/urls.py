"""Addresses of search."""

app_name = "search"

urlpatterns: list = []
