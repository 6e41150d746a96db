"""What is looked for in vain is counted by day, with nothing of who looked for it."""

import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from laocai_ict import history
from laocai_ict.search import unfound
from laocai_ict.search.models import Unfound
from tests.search.words import make_unfound

TODAY = datetime.date(2026, 11, 25)


def counts():
    return dict(Unfound.objects.values_list("text", "count"))


def days_before(number, day=TODAY):
    return day - datetime.timedelta(days=number)


@pytest.mark.django_db
def test_one_thing_is_one_row_a_day_however_it_is_typed():
    for text in ("Kênh truyền hình", "kenh  truyen hinh", "KÊNH TRUYỀN HÌNH"):
        unfound.count(text, TODAY)
    unfound.count("Kênh truyền hình", days_before(1))
    assert list(Unfound.objects.values_list("day", "text", "count")) == [
        (TODAY, "Kênh truyền hình", 3),
        (days_before(1), "Kênh truyền hình", 1),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nguyen.van.a@example.com giấy phép", "giấy phép"),
        ("số máy 0912 345 678", "số máy"),
        ("0912.345.678", ""),
        ("+84 (912) 345-678 wifi", "wifi"),
        ("căn cước 010203040506", "căn cước"),
        ("sinh 12/03/1990", "sinh"),
        ("sinh 5-4-89 ở Sa Pa", "sinh ở Sa Pa"),
        ("https://example.com/?ten=an cấp phép", "cấp phép"),
        ("1.003868", "1.003868"),
        ("766/QĐ-TTg", "766/QĐ-TTg"),
        ("715/2005/QĐ-UBND", "715/2005/QĐ-UBND"),
        ("thuê bao 12345", "thuê bao 12345"),
        ("a\x00b\x1f\u2028c", "a b c"),
        ("sóng " * 50, ("sóng " * 16).strip()),
        ("?!  ", "?!"),
    ],
)
def test_nothing_that_may_be_a_persons_is_kept(typed, kept):
    assert unfound.impersonal(typed) == kept


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "0912345678", "?!", "\0", "\ud800", " @ "])
def test_what_has_no_word_left_is_not_counted(typed, django_assert_num_queries):
    with django_assert_num_queries(0):
        unfound.count(typed, TODAY)


@pytest.mark.django_db
def test_nobody_fills_the_table(monkeypatch):
    monkeypatch.setattr(unfound, "MOST_A_DAY", 3)
    for number in range(10):
        unfound.count(f"điều {number}", TODAY)
    unfound.count("điều 2", TODAY)
    assert counts() == {"điều 0": 1, "điều 1": 1, "điều 2": 2}
    unfound.count("điều 9", TODAY + datetime.timedelta(days=1))
    assert counts()["điều 9"] == 1


@pytest.mark.django_db
def test_what_was_asked_once_is_forgotten_after_a_week_and_all_after_a_month():
    rows = [
        ("mot lan", 8, 1), ("vua moi", 7, 1), ("hai ngay", 20, 1), ("hai ngay", 8, 1),
        ("cu lam", 31, 9), ("hai lan", 9, 2),
    ]  # fmt: skip
    for key, age, count in rows:
        make_unfound(key, days_before(age), count=count)
    unfound.count("hôm nay", TODAY)
    assert set(Unfound.objects.values_list("key", flat=True)) == {
        "vua moi", "hai ngay", "hai lan", "hom nay",
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_are_both_counted():
    together = threading.Barrier(2, timeout=20)

    def look():
        try:
            connection.ensure_connection()
            together.wait()
            for _ in range(20):
                unfound.count("sóng vệ tinh", TODAY)
        finally:
            connection.close()

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert counts() == {"sóng vệ tinh": 40}


@pytest.mark.django_db
def test_counting_is_in_no_history():
    assert history.coverage.is_outside(Unfound)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("search_unfound_once_a_day", {}),
        ("search_unfound_was_looked_for", {"key": "khac", "count": 0}),
    ],
)
def test_the_database_refuses(rule, fields):
    make_unfound()
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make_unfound(**fields)


@pytest.mark.django_db
def test_staff_see_the_most_wanted_first_and_nothing_that_was_asked_once(admin_client):
    today = localdate()
    for text, times in (("gửi tiền", 2), ("mạng yếu", 3), ("chỉ một lần", 1)):
        for _ in range(times):
            unfound.count(text, today)
    unfound.count("mạng yếu", today - datetime.timedelta(days=3))
    unfound.count("gửi tiền", today - datetime.timedelta(days=31))
    page = admin_client.get(reverse("admin:search_unfound_changelist")).content.decode()
    assert page.index("mạng yếu") < page.index("gửi tiền")
    assert "chỉ một lần" not in page
    assert page.count("mạng yếu") == 1
    assert 'phrase=m%E1%BA%A1ng+y%E1%BA%BFu&amp;kind=everyday">Thêm từ đồng nghĩa' in page


@pytest.mark.django_db
def test_the_button_fills_in_the_word(admin_client):
    address = reverse("admin:search_synonym_add") + "?phrase=m%E1%BA%A1ng+y%E1%BA%BFu&kind=everyday"
    page = admin_client.get(address).content.decode()
    assert 'name="phrase" value="mạng yếu"' in page
