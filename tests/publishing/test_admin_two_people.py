"""Two people at one record at the same moment, each over a connection of their own."""

import threading
import time

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from laocai_ict.publishing import services
from laocai_ict.publishing.models import Item, Move
from tests.admin.forms import as_sent

from .people import approver, author, form_page, fresh, page, submitted, text, version_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(record, *requests):
    """Send all while the item is locked, let go when all wait for it; return their answers."""
    answers = [None] * len(requests)

    def send(place, request):
        try:
            answers[place] = request()
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=send, args=pair, daemon=True) for pair in enumerate(requests)
    ]
    with transaction.atomic():
        Item.objects.select_for_update().get(pk=record.item_id)
        for thread in threads:
            thread.start()
        wait_until_waiting(len(threads))
    for thread in threads:
        thread.join(30)
    return answers


def wait_until_waiting(count):
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.02)
    raise AssertionError("not all of them came to the lock")


def ready(user, record, slug=None, **typed):
    """Open a page as `user`; return the function that sends it."""
    client = Client()
    client.force_login(user)
    address = page(record, slug) if slug else form_page(record)
    sent = as_sent(client.get(address)) | typed
    return lambda: client.post(address, sent)


def test_two_approvers_who_press_at_once_approve_once():
    record = submitted()
    press = [ready(approver(), record, "duyet", viec="ngay", note=note) for note in ("Một", "Hai")]
    answers = at_once(record, *press)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    late = next(answer for answer in answers if answer.status_code == 200)
    assert "Bản này đang ở trạng thái “đã duyệt”" in text(late)
    assert any(f"{note}</textarea>" in text(late) for note in ("Một", "Hai"))
    assert Move.objects.filter(version=record.version_id, verb="approve").count() == 1


def test_approving_and_editing_at_once_never_publishes_what_was_not_seen():
    by = author()
    record = submitted(by=by)
    approve = ready(approver(), record, "duyet", viec="ngay")
    save = ready(by, record, statement="Chưa ai đọc.")
    answers = at_once(record, approve, save)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    is_public = version_of(record).state == "approved"
    assert is_public == (fresh(record).statement == "Đã ký.")
    late = next(answer for answer in answers if answer.status_code == 200)
    expected = "Chưa ai đọc.</textarea>" if is_public else "vừa được sửa sau khi bạn mở trang"
    assert expected in text(late)


def test_approving_what_is_given_up_at_that_moment():
    by = author()
    record = submitted(by=by)
    approve = ready(approver(), record, "duyet", viec="ngay", note="Được.")
    give_up = ready(by, record, "bo-ban-nhap")
    approved, given_up = at_once(record, approve, give_up)
    if approved.status_code == 302:
        assert version_of(record).state == "approved"
        assert given_up.status_code == 200
        assert "Chỉ bỏ được bản chưa duyệt" in text(given_up)
    else:
        assert given_up.status_code == 302
        assert approved.status_code == 404
        assert "Được." in text(approved)


def test_saving_and_giving_up_at_once_do_not_block_each_other():
    by = author()
    record = submitted(by=by)
    save = ready(by, record, statement="Vừa gõ xong.")
    give_up = ready(author(), record, "bo-ban-nhap")
    saved, given_up = at_once(record, save, give_up)
    assert given_up.status_code == 302
    assert saved.status_code == 302
    assert not Item.objects.filter(pk=record.item_id).exists()


def test_two_who_begin_a_new_version_at_once_begin_one():
    record = submitted()
    services.approve(record.version, by=approver(), seen=record.version.edits)
    begin = [ready(author(), record, "soan-ban-moi") for _ in range(2)]
    answers = at_once(record, *begin)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    late = next(answer for answer in answers if answer.status_code == 200)
    assert "Đã có phiên bản 2 đang soạn" in text(late)
    assert record.item.versions.count() == 2
