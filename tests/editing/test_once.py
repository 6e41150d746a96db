"""The same form sent twice makes one record; another content is never swallowed."""

import threading

import pytest
from django.db import IntegrityError, connections, transaction

from laocai_ict.editing.models import SavedForm
from laocai_ict.reference.models import Agency, Source
from tests.admin.forms import as_sent

from .builders import desk, form_of, make_source

pytestmark = pytest.mark.django_db

ADD = form_of(model=Source)
AGENCIES = form_of(model=Agency)


def filled_in(client, **fields):
    return as_sent(client.get(ADD)) | {"key": "moi", "title": "Nguồn mới"} | fields


def test_a_form_sent_again_is_answered_with_the_record_already_made():
    an = desk("an")
    sent = filled_in(an)
    first, second = an.post(ADD, sent), an.post(ADD, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Source.objects.filter(key="moi").count() == 1


def test_other_content_in_the_same_form_is_shown_and_not_swallowed():
    an = desk("an")
    sent = filled_in(an)
    an.post(ADD, sent)
    answer = an.post(ADD, sent | {"key": "khac", "title": "Nguồn khác"})
    assert "Biểu mẫu này đã được lưu một lần: Nguồn mới" in answer.content.decode()
    assert as_sent(answer)["title"] == ["Nguồn khác"]
    assert an.post(ADD, as_sent(answer)).status_code == 302
    assert Source.objects.filter(key__in=["moi", "khac"]).count() == 2


def test_a_form_with_an_error_can_be_sent_again():
    an = desk("an")
    wrong = an.post(ADD, filled_in(an, title=""))
    assert an.post(ADD, as_sent(wrong) | {"title": "Nguồn mới"}).status_code == 302
    assert Source.objects.get(key="moi").title == "Nguồn mới"


def test_a_change_sent_twice_is_saved_once_and_no_conflict_with_oneself():
    an = desk("an")
    an.post(ADD, filled_in(an))
    address = form_of(Source.objects.get(key="moi"))
    sent = as_sent(an.get(address)) | {"note": "Thêm"}
    assert [an.post(address, sent).status_code for _ in range(2)] == [302, 302]


def test_a_form_of_an_account_cannot_be_claimed_by_another():
    an, binh = desk("an"), desk("binh")
    answer = binh.post(ADD, filled_in(an))
    assert answer.status_code == 403
    assert not Source.objects.filter(key="moi").exists()


def test_the_database_takes_a_key_once():
    an = desk("an")
    SavedForm.objects.create(key="k", account=an.account, fingerprint="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedForm.objects.create(key="k", account=an.account, fingerprint="y")


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_record_over_two_connections():
    an = desk("an")
    typed = {"name": "Trung tâm thử", "source": str(make_source().pk)}
    sent = as_sent(an.get(AGENCIES)) | typed
    together, answers = threading.Barrier(3), []

    def send_it():
        together.wait()
        answers.append(an.post(AGENCIES, sent).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send_it) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302, 302]
    assert Agency.objects.filter(name="Trung tâm thử").count() == 1
