"""Addresses of the pages on terms and days off."""

app_name = "deadlines"

urlpatterns: list = []
