"""Addresses of the admin pages of versioned records."""

from typing import Any

from django.urls import reverse


def address(model: Any, page: str, *args: Any) -> str:
    """Return the address of one of the admin pages of a model."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def change_address(record: Any) -> str:
    return address(record, "change", record.pk)
