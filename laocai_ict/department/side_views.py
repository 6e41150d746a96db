"""The pages on which records of the department are shown: none has a page of its own."""

from collections.abc import Iterable

from django.urls import reverse

from .models import Contact, Record


def of_record(record: Record) -> Iterable[tuple[str, str]]:
    yield "Giới thiệu", reverse("department:about")


def of_contact(contact: Contact) -> Iterable[tuple[str, str]]:
    """Yield the introduction, and one page for all: the legal block stands on every page."""
    yield "Giới thiệu", reverse("department:about")
    yield "Chân mọi trang", reverse("home")
