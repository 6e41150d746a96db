"""What search finds of the department: milestones, duties, leaders, contacts, and its pages."""

from typing import Any

from django.db.models import F, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laocai_ict.search import making as made
from laocai_ict.search import pages, registry

from .models import Contact, Duty, Leader, Milestone


def about() -> Value:
    return Value(reverse("department:about"))


def of_milestone() -> dict[str, Any]:
    return {
        "title": F("title"),
        "names": made.names("title_en"),
        "body": made.said("text", "text_en", by="\n"),
        "address": about(),
        "year": made.year("happened_on"),
        "date": F("happened_on"),
    }


def of_duty() -> dict[str, Any]:
    return {
        "title": F("title"),
        "names": made.names("title_en"),
        "note": made.label("kind", Duty.Kind),
        "body": made.said("text", "text_en", by="\n"),
        "address": about(),
    }


def of_leader() -> dict[str, Any]:
    return {
        "title": made.said("post", "name", by=": "),
        "names": made.names("post_en"),
        "body": made.said("biography", "duties", "phone", "email", by="\n"),
        "address": about(),
        "year": made.year("as_of"),
        "date": made.else_published("as_of"),
    }


def of_contact() -> dict[str, Any]:
    return {
        "title": made.said(made.label("kind", Contact.Kind), "value", by=": "),
        "address": about(),
    }


def register() -> None:
    for model, called, columns in (
        (Milestone, _("Mốc thời gian"), of_milestone),
        (Duty, _("Chức năng, nhiệm vụ"), of_duty),
        (Leader, _("Lãnh đạo"), of_leader),
        (Contact, _("Liên hệ"), of_contact),
    ):
        registry.register(made.published(model, called, columns))
    pages.add("department:about", _("Giới thiệu"), "Giới thiệu Sở Thông tin và Truyền thông")
    pages.add("department:accessibility", _("Khả năng tiếp cận"))
    pages.add("department:sitemap", _("Sơ đồ trang"))
    pages.add("department:health", _("Tình trạng hệ thống"), "Sức khỏe của cổng")
