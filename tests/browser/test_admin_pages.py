"""The pages of the admin site in a real Chromium: every type in both widths and schemes."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from laocai_ict.publishing import services
from press import sample
from tests.browser.audit import audit, listed, look, sideways, violations
from tests.publishing.waiting import approver, author, many, seen, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def model_admins():
    return sorted(
        (registered for registered in admin.site._registry.values()),
        key=lambda registered: registered.model._meta.label,
    )


def address_of(registered, page: str, *args) -> str:
    options = registered.model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=args)


def with_inlines() -> tuple:
    """Return an admin whose form has inlines, and a record of it: press briefings if there."""
    found = [
        (registered, registered.model._default_manager.order_by("pk").first())
        for registered in model_admins()
        if registered.inlines
    ]
    found = [pair for pair in found if pair[1] is not None]
    return max(found, key=lambda pair: pair[0].model._meta.label == "press.Briefing")


@pytest.fixture
def open_admin(open_page, live_server):
    """A function that opens an admin page as an administrator."""
    user = get_user_model().objects.create_superuser("quan-tri-thu", password="x")
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value

    def open_(path):
        page = open_page("/quan-tri/login/")
        page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": live_server.url, "httpOnly": True}]
        )
        page.goto(path)
        return page

    return open_


def test_login_page(open_page):
    page = open_page("/quan-tri/login/")
    assert not (found := audit(page)), listed(found)
    assert page.console == []


@pytest.mark.parametrize("kind", ["index", "changelist", "add", "change", "delete", "history"])
def test_admin_page_is_accessible(open_admin, live_server, kind):
    sample.load()
    registered, record = with_inlines()
    if kind == "index":
        address = reverse("admin:index")
    elif kind in ("changelist", "add"):
        address = address_of(registered, kind)
    else:
        address = address_of(registered, kind, record.pk)
    page = open_admin(address)
    assert page.locator("h1").count() >= 1
    # Before the audit: axe writes styles into the page, which the page's policy rightly refuses.
    assert page.console == []
    assert not (found := audit(page)), listed(found)
    assert [url for url in page.requested if not url.startswith(live_server.url)] == []


def test_the_list_of_briefings_shows_all_its_columns_beside_the_filter(open_admin):
    sample.load()
    page = open_admin("/quan-tri/press/briefing/")
    wide = "frame => [frame.scrollWidth, frame.clientWidth]"
    needed, given = page.locator("#changelist-form .results").evaluate(wide)
    assert page.locator("#changelist-filter").is_visible()
    assert needed <= given


def test_every_list_and_every_form_with_inlines_is_accessible(open_admin):
    page = open_admin(reverse("admin:index"))
    wrong = []
    for registered in model_admins():
        for kind in ("changelist", "add") if registered.inlines else ("changelist",):
            address = address_of(registered, kind)
            page.goto(address)
            look(page, 1280, 900, "light")
            if found := violations(page) + sideways(page):
                wrong += [f"{address}: {line}" for line in found]
    assert not wrong, listed(wrong)


def test_a_full_desk_and_its_lists_are_accessible(open_admin):
    by = author()
    many(60, by)
    services.return_(submitted(by).version, by=approver(), reason="Thiếu năm ký.")
    forced = submitted(by, "X" * 190)
    services.force(forced.version, by=approver("dung"), reason="Khẩn.", seen=seen(forced))
    page = open_admin(reverse("admin:index"))
    assert page.locator(".viec").count() >= 3
    assert page.console == []
    assert not (found := audit(page)), listed(found)
    page.goto(reverse("desk-section", args=["cho-duyet"]))
    assert not (found := audit(page)), listed(found)
