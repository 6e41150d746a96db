"""Two people publish in a real browser by keyboard alone; the pages they meet are accessible."""

import pytest
from django.test import Client

from egov.models import CooperationAgreement
from laocai_ict.display.dates import moment
from laocai_ict.publishing import services
from tests.browser.audit import audit, listed
from tests.publishing import people
from tests.publishing.builders import account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(open_page, live_server):
    """A function that opens an admin page as the account given."""

    def open_(user, path, **options):
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page = open_page("/quan-tri/login/", **options)
        page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": live_server.url, "httpOnly": True}]
        )
        page.goto(path)
        return page

    return open_


def go_to(page, target):
    """Press Tab until `target` has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {target}")


def write(page, target, words):
    go_to(page, target)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(words)


def push(page, target):
    go_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def button(page, name):
    return page.get_by_role("button", name=name)


def link(page, name):
    return page.locator("#content").get_by_role("link", name=name, exact=True)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_written_submitted_compared_and_scheduled_by_keyboard(enter, script):
    record, minute = people.in_public(statement="Ký giai đoạn 2016 đến 2020."), people.tomorrow()
    page = enter(people.author(), people.form_page(record), javascript=script)
    push(page, button(page, "Sửa trong phiên bản mới"))
    write(page, page.locator("[name=statement]"), "Ký giai đoạn 2021 đến 2025.")
    push(page, button(page, "Lưu rồi sửa tiếp"))
    push(page, link(page, "Gửi duyệt"))
    write(page, page.locator("[name=change_note]"), "Giai đoạn mới.")
    push(page, button(page, "Gửi duyệt"))
    assert "chờ duyệt" in page.locator(".bang-phien-ban").inner_text()
    after = CooperationAgreement.objects.of(record).first()

    page = enter(people.approver(), people.form_page(after), javascript=script)
    push(page, link(page, "Xem và duyệt"))
    assert page.locator("del").all_inner_texts() == ["2016", "2020"]
    assert page.locator("ins").all_inner_texts() == ["2021", "2025"]
    write(page, page.locator("[name=day]"), minute.strftime("%d/%m/%Y"))
    write(page, page.locator("[name=hour]"), "16:00")
    if not script:
        push(page, button(page, "Xem lại giờ hẹn"))
    push(page, button(page, f"Hẹn đăng {moment(minute)}"))
    assert f"hẹn đăng {moment(minute)}" in page.locator(".bang-phien-ban").inner_text()
    assert page.console == []

    agreements = CooperationAgreement.objects.filter(item=record.item_id)
    assert agreements.published().get() == record
    assert agreements.published(minute).get() == after


def test_enter_in_the_field_of_the_hour_names_the_minute_and_publishes_nothing(enter):
    record = people.submitted()
    page = enter(people.approver(), people.page(record, "duyet"))
    write(page, page.locator("[name=day]"), people.tomorrow().strftime("%d/%m/%Y"))
    write(page, page.locator("[name=hour]"), "16:00")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert people.version_of(record).state == "submitted"
    assert button(page, f"Hẹn đăng {moment(people.tomorrow())}").is_visible()


def test_words_typed_before_an_approval_can_still_be_read_and_copied(enter):
    by, record = people.author(), people.agreement()
    page = enter(by, people.form_page(record))
    page.fill("[name=statement]", "Gõ dở, chưa lưu.")
    page.wait_for_timeout(900)  # until the browser has kept it
    services.submit(record.version, by=by)
    seen = people.version_of(record).edits
    services.approve(record.version, by=people.approver(), seen=seen)
    again = page.context.new_page()
    for _ in range(2):  # reading it does not drop it
        again.goto(people.form_page(record))
        again.get_by_role("button", name="Xem để chép lại").click()
        assert "Gõ dở, chưa lưu." in again.locator(".luu-y dd").all_inner_texts()
        again.wait_for_timeout(900)
    assert not (found := audit(again)), listed(found)


def test_every_page_of_a_version_is_accessible(enter):
    by, other = people.author(display_name="Lý Thị Soạn"), people.approver()
    record = people.in_public(partner="Tập đoàn Bưu chính Viễn thông Việt Nam")
    after = people.replacing(record, by, "Ký lại thỏa thuận giai đoạn 2021 đến 2025.")
    said = {"was_wrong": "2016", "is_right": "2017", "decided_by": "Giám đốc"}
    services.explain(after.version, by=by, change="correction", note="Sửa năm.", **said)
    page = enter(account(is_superuser=True), people.LIST)
    wrong = check(page, people.LIST, people.form_page(record), people.page(record, "go"))
    wrong += check(page, *(people.page(after, slug) for slug in ("gui-duyet", "bo-ban-nhap")))
    wrong += check(page, people.other_page(after, "compare", 1), people.other_page(after, "links"))
    services.submit(after.version, by=by, note="Nhờ xem giúp.")
    services.return_(after.version, by=other, reason="Thiếu năm ký.")
    services.submit(after.version, by=by)
    wrong += check(page, people.form_page(after))
    wrong += check(page, *(people.page(after, slug) for slug in ("duyet", "tra-lai")))
    page.goto(people.page(after, "duyet"))
    page.get_by_role("button", name="Xem lại giờ hẹn").click()
    wrong += audit(page)
    page.goto(people.other_page(after, "links"))
    page.get_by_role("button", name="Tạo liên kết").click()
    wrong += audit(page)
    assert not wrong, listed(wrong)


def check(page, *addresses):
    wrong = []
    for address in addresses:
        page.goto(address)
        assert page.console == [], address
        wrong += [f"{address}: {line}" for line in audit(page)]
        page.console.clear()
    return wrong
