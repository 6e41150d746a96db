"""The admin's first page begins with what waits for the person who opened it."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from laocai_ict.publishing import desk, services
from laocai_ict.publishing.models import Version
from tests.accounts.builders import make_user

from .waiting import HOUR, NOON, approver, author, draft, many, seen, submitted

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
MOST_QUERIES = 12


def sections(user, at=None):
    """Return the titles of what waits for `user`, by section."""
    return {
        section.key: [line.title for line in batch.lines]
        for section, batch in desk.of(user, at).full
    }


def text_of(client, user, address=INDEX):
    client.force_login(user)
    page = client.get(address).content.decode()
    return page[page.index('id="content-main"') :]


# --- What is on it ----------------------------------------------------------------------------


def test_what_waits_for_approval_is_the_approvers_oldest_first():
    by, other = author(), approver()
    submitted(by, "Mới", at=NOON)
    submitted(by, "Cũ", at=NOON - HOUR)
    assert sections(other) == {"cho-duyet": ["Cũ", "Mới"]}
    assert sections(by) == {}


def test_nobody_is_asked_to_approve_what_they_wrote_or_changed():
    both = make_user("chi", group="Chính quyền điện tử: quản trị")
    submitted(both)
    record = submitted(author(), "Của An")
    services.written(record.version, by=both)
    assert "cho-duyet" not in sections(both)
    assert sections(approver())["cho-duyet"] == ["Đối tác", "Của An"]


def test_what_was_returned_comes_back_to_its_writers_with_the_comment(client):
    by, other, second = author(), approver(), author("dung")
    record = submitted(by)
    services.return_(record.version, by=other, reason="Thiếu năm ký.")
    assert sections(by) == {"tra-lai": ["Đối tác"]}
    assert sections(second) == sections(other) == {}
    page = text_of(client, by)
    assert "Thiếu năm ký." in page
    assert re.search(r"<bdi>Trần Bình</bdi> trả lại <time", page)


def test_the_last_comment_counts():
    by, other = author(), approver()
    record = submitted(by)
    for reason in ("Lần một.", "Lần hai."):
        services.return_(record.version, by=other, reason=reason)
        services.submit(record.version, by=by)
    services.return_(record.version, by=other, reason="Lần ba.")
    [(_, batch)] = desk.of(by).full
    assert [line.comment for line in batch.lines] == ["Lần ba."]


def test_a_forced_publication_waits_for_a_second_person():
    by = make_user("chi", group="Chính quyền điện tử: quản trị")
    record = submitted(author())
    services.force(record.version, by=by, reason="Khẩn.", seen=seen(record))
    other = approver()
    assert sections(other) == {"xem-lai": ["Đối tác"]}
    assert sections(by) == {}
    services.review(record.version, by=other)
    assert sections(other) == {}


def test_an_author_of_a_forced_publication_is_not_its_second_person():
    writer = make_user("chi", group="Chính quyền điện tử: quản trị")
    record = submitted(writer)
    services.force(record.version, by=approver(), reason="Khẩn.", seen=seen(record))
    assert "xem-lai" not in sections(writer)


def test_what_is_scheduled_names_its_hour_in_words(client):
    by, other = author(), approver()
    record = submitted(by)
    minute = datetime.datetime(2099, 11, 30, 16, tzinfo=timezone.get_default_timezone())
    services.approve(record.version, by=other, seen=seen(record), minute=minute)
    assert sections(by) == sections(other) == {"hen-gio": ["Đối tác"]}
    assert "Hẹn đăng 16:00 thứ Hai 30/11/2099, giờ Việt Nam" in text_of(client, by)
    assert sections(by, at=minute) == {}


def test_a_withdrawal_to_come_is_told_to_those_who_may_call_it_off():
    by, other = author(), approver()
    record = submitted(by)
    services.approve(record.version, by=other, seen=seen(record))
    minute = timezone.now() + 2 * HOUR
    services.withdraw(record.version, by=other, reason="Hết hiệu lực.", minute=minute)
    [(_, batch)] = desk.of(other).full
    assert batch.lines[0].due.startswith("Hẹn gỡ ")
    assert batch.lines[0].comment == "Hết hiệu lực."
    assert sections(by) == {}


def test_a_request_to_close_an_old_version_waits_for_another_person():
    by, other = author(), approver()
    record = submitted(by)
    services.approve(record.version, by=other, seen=seen(record))
    services.withdraw(record.version, by=other, reason="Sai.")
    services.ask_closing(record.version, by=other, ground="Điều 5 Nghị định 13/2023/NĐ-CP")
    assert sections(other) == {}
    assert sections(approver("dung")) == {"dong-ban-cu": ["Đối tác"]}


def test_drafts_are_their_writers_the_last_touched_first():
    by = author()
    first, second = draft(by, "Trước"), draft(by, "Sau")
    Version.objects.filter(pk=first.version_id).update(changed_at=NOON + HOUR)
    Version.objects.filter(pk=second.version_id).update(changed_at=NOON)
    assert sections(by) == {"ban-thao": ["Trước", "Sau"]}
    assert sections(author("dung")) == {}


def test_nobody_sees_work_of_another_app_or_of_a_right_that_was_taken():
    by, other = author(), make_user("tu", group="Báo chí: quản trị")
    submitted(by)
    draft(by, "Nháp")
    assert sections(other) == {}
    by.groups.clear()
    assert sections(type(by).objects.get(pk=by.pk)) == {}


# --- The page ---------------------------------------------------------------------------------


def test_the_first_page_begins_with_it_and_keeps_the_list_of_apps(client):
    record = submitted(author())
    page = text_of(client, approver())
    assert page.index("Việc của tôi hôm nay") < page.index("Đối tác") < page.index("Nghiệp vụ")
    address = reverse("admin:egov_cooperationagreement_change", args=[record.pk])
    assert f'<a href="{address}"><bdi>Đối tác</bdi></a>' in page
    assert client.get(address).status_code == 200
    assert "<bdi>Nguyễn An</bdi> gửi duyệt <time" in page


def test_whoever_is_done_is_told_so_kindly(client):
    page = text_of(client, approver())
    assert "Mọi việc đã xong, không có gì chờ bạn." in page
    assert "Không có bản nào chờ bạn duyệt." in page
    assert "bản thảo nào viết dở" not in page


def test_an_account_that_only_reads_is_not_told_of_work_it_cannot_do(client):
    page = text_of(client, make_user("xem", group="Chỉ xem"))
    assert "Tài khoản của bạn không có việc soạn hay duyệt nào." in page
    assert "chờ bạn duyệt" not in page


def test_a_hostile_title_is_written_as_text_and_kept_in_its_line(client):
    record = submitted(author())
    # Beneath the models, which refuse such text: rows may be older than the rule.
    hostile = "<script>\u202eđảo" + "x" * 185
    Version.objects.filter(pk=record.version_id).update(title=hostile)
    page = text_of(client, approver())
    assert "<script>\u202e" not in page
    assert "<bdi>&lt;script&gt;" in page
    assert "x" * 170 not in page


def queries_of_the_first_page(client, user):
    client.force_login(user)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(INDEX).status_code == 200
    assert all(float(query["time"]) < 1 for query in caught)  # also with outdated statistics
    return [query["sql"] for query in caught]


@pytest.mark.parametrize("group", ["Chính quyền điện tử: quản trị", "Chính quyền điện tử: soạn"])
def test_the_page_costs_the_same_with_10_and_with_1000(client, group):
    user, writer = make_user("chi", group=group), author()
    counts = []
    for count in (10, 990):
        many(count, user)
        many(count, writer)
        counts.append(len(queries_of_the_first_page(client, user)))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_superuser_of_everything_stays_within_the_same_number(client):
    user = make_user("sa", is_superuser=True)
    many(10, user)
    assert len(queries_of_the_first_page(client, user)) <= MOST_QUERIES


# --- The whole list ---------------------------------------------------------------------------


def address_of(key):
    return reverse("desk-section", args=[key])


def test_the_rest_of_a_section_is_a_list_page_by_page(client):
    user = author()
    many(60, user)
    first = text_of(client, user)
    assert f'<a href="{address_of("ban-thao")}">Xem tất cả 60' in first
    pages = [text_of(client, user, f"{address_of('ban-thao')}?trang={n}") for n in (1, 2)]
    titles = [re.findall(r"<bdi>(Bản \d+)</bdi>", page) for page in pages]
    assert [len(found) for found in titles] == [50, 10]
    assert len(set(titles[0] + titles[1])) == 60
    assert 'aria-current="page">2<' in pages[1]


def test_the_address_says_what_waits_even_when_nothing_does(client):
    assert "Không còn việc nào ở đây." in text_of(client, author(), address_of("ban-thao"))


def test_a_page_whose_work_was_done_leads_to_the_first(client):
    client.force_login(author())
    answer = client.get(f"{address_of('ban-thao')}?trang=9")
    assert (answer.status_code, answer["Location"]) == (302, address_of("ban-thao"))


@pytest.mark.parametrize("number", ["0", "-1", "٣", "x", "99999999999999999999", "1e3", ""])
def test_a_number_that_is_none_is_the_first_page(client, number):
    client.force_login(author())
    assert client.get(address_of("ban-thao"), {"trang": number}).status_code == 200


def test_a_section_that_is_none_or_not_theirs_is_not_found(client):
    client.force_login(author())
    assert client.get(address_of("khong-co")).status_code == 404
    assert client.get(address_of("cho-duyet")).status_code == 404
    client.logout()
    assert client.get(address_of("ban-thao")).status_code == 302


# --- The registry -----------------------------------------------------------------------------


@pytest.fixture
def questions():
    """A section that another app adds."""
    line = desk.Line("câu hỏi báo chí", "Vì sao mất sóng?", "/quan-tri/", due="Hạn trả lời hôm nay")
    section = desk.Section(
        "cau-hoi", 5, "Câu hỏi báo chí", "Không có câu hỏi.",
        lambda user, at, start, stop: desk.Batch([line], 1),
    )  # fmt: skip
    desk.add(section)
    yield section
    desk.remove(section)


def test_another_app_adds_its_own_section_in_its_order(client, questions):
    submitted(author())
    page = text_of(client, approver())
    assert page.index("Vì sao mất sóng?") < page.index("Chờ tôi duyệt")
    assert "Hạn trả lời hôm nay" in page
    assert client.get(address_of("cau-hoi")).status_code == 200
