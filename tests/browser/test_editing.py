"""What is typed survives in a real Chromium: an ended session, another editor, a crash, leaving."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from laocai_ict.reference.models import Source
from tests.accounts.builders import PASSWORD, make_user
from tests.browser.audit import audit, listed
from tests.editing.builders import form_of, make_name
from tests.reference.builders import make_province, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFER = "Có bản đang gõ dở"


@pytest.fixture
def at_desk(open_page):
    """A function that logs a person in and opens an address."""

    def at_desk(name, address):
        make_user(name, group="Dữ liệu tham chiếu")
        page = open_page(f"{reverse('admin:login')}?next={address}")
        log_in(page, name)
        return page

    return at_desk


def log_in(page, name):
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("#login-form input[type=submit]")


def save(page):
    page.click("input[name=_save]")


def wait_for_draft(page, count=1):
    page.wait_for_function(
        "count => Object.keys(localStorage).filter(k => k.startsWith('nhap:')).length === count",
        arg=count,
    )


def test_a_session_that_ended_while_typing_gives_everything_back(at_desk):
    source = make_source()
    page = at_desk("an", form_of(source))
    page.fill("#id_note", "Gõ cả buổi sáng")
    Session.objects.all().delete()
    save(page)
    page.wait_for_selector("text=được giữ lại 24 giờ")
    assert not (found := audit(page)), listed(found)
    log_in(page, "an")
    page.wait_for_selector("text=Chưa có gì được lưu")
    assert page.input_value("#id_note") == "Gõ cả buổi sáng"
    assert page.console == []
    save(page)
    page.wait_for_selector(".success")
    source.refresh_from_db()
    assert source.note == "Gõ cả buổi sáng"


def test_two_editors_see_both_versions_side_by_side(at_desk):
    unit = make_province()
    row = make_name(unit, "Tỉnh Một")
    page = at_desk("an", form_of(unit))
    page.fill("#id_name", "Tên An gõ")
    page.fill("#id_names-0-note", "Ghi chú của An")
    type(unit).objects.filter(pk=unit.pk).update(name="Tên người khác lưu", code="98")
    type(row).objects.filter(pk=row.pk).update(note="Ghi chú của người khác")
    save(page)
    page.wait_for_selector("text=Hai bản cạnh nhau")
    assert page.locator(".doi-chieu td.ban").first.inner_text() != ""
    assert page.input_value("#id_name") == "Tên An gõ"
    assert page.console == []
    assert not (found := audit(page)), listed(found)
    save(page)
    page.wait_for_selector(".success")
    unit.refresh_from_db()
    row.refresh_from_db()
    assert (unit.name, unit.code) == ("Tên An gõ", "98")
    assert row.note == "Ghi chú của An"


def test_a_draft_is_offered_after_a_crash_and_taken_back_with_its_rows(at_desk):
    unit = make_province()
    page = at_desk("an", form_of(unit))
    page.fill("#id_name", "Tên gõ dở")
    page.click("#names-group .add-row a")
    page.fill("#id_names-0-name", "Tỉnh gõ dở")
    wait_for_draft(page)
    page.wait_for_timeout(900)
    again = page.context.new_page()  # the first page is gone without a word, as after a crash
    again.goto(form_of(unit))
    again.wait_for_selector(f"text={OFFER}")
    assert not (found := audit(again)), listed(found)
    again.click("text=Lấy lại")
    assert again.input_value("#id_name") == "Tên gõ dở"
    assert again.input_value("#id_names-0-name") == "Tỉnh gõ dở"


def test_a_draft_is_dropped_once_the_server_has_saved_it(at_desk):
    source = make_source()
    page = at_desk("an", form_of(source))
    page.fill("#id_note", "Xong rồi")
    wait_for_draft(page)
    save(page)
    page.wait_for_selector(".success")
    wait_for_draft(page, 0)
    page.goto(form_of(source))
    assert OFFER not in page.content()


def test_what_was_typed_before_the_script_came_is_kept_too(at_desk):
    source = make_source()
    page = at_desk("an", form_of(source))
    page.wait_for_selector("#id_note")
    script = "**/drafts.js"
    page.route(script, lambda route: (page.fill("#id_note", "Gõ sớm"), route.continue_()))
    page.goto(form_of(source))
    wait_for_draft(page)


def test_a_draft_that_is_not_wanted_is_dropped(at_desk):
    source = make_source()
    page = at_desk("an", form_of(source))
    page.fill("#id_note", "Thôi")
    wait_for_draft(page)
    again = page.context.new_page()
    page.close()
    again.goto(form_of(source))
    again.get_by_role("button", name="Bỏ", exact=True).click()
    wait_for_draft(again, 0)


def test_nothing_readable_stays_for_the_next_person_at_the_computer(at_desk):
    source = make_source()
    page = at_desk("an", form_of(source))
    page.fill("#id_note", "Chuyện riêng của An")
    wait_for_draft(page)
    assert "riêng" not in page.evaluate("JSON.stringify(localStorage)")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#logout-form button")
    page.wait_for_selector("text=Bạn đã thoát")
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('nhap:'))") == []


def test_leaving_with_unsaved_words_asks_first_and_saving_does_not(at_desk):
    source = make_source()
    page = at_desk("an", form_of(source))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.click("#id_note")
    page.keyboard.type("Chưa lưu")
    page.goto(reverse("admin:index"))
    assert asked == ["beforeunload"]
    page.goto(form_of(source))
    page.fill("#id_note", "Lưu đây")
    save(page)
    page.wait_for_selector(".success")
    assert asked == ["beforeunload"]


def test_going_back_shows_what_was_typed_without_javascript(open_page):
    make_user("an", group="Dữ liệu tham chiếu")
    source = make_source()
    page = open_page(f"{reverse('admin:login')}?next={form_of(source)}", javascript=False)
    log_in(page, "an")
    page.fill("#id_note", "Chưa lưu")
    page.goto(reverse("admin:index"))
    page.go_back()
    assert page.input_value("#id_note") == "Chưa lưu"
    assert not Source.objects.filter(note="Chưa lưu").exists()
