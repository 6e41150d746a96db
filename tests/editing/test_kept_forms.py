"""A form sent after its session has ended is kept for a day and given back to its owner alone."""

import datetime

import pytest
import time_machine
from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from laocai_ict import history
from laocai_ict.editing import kept
from laocai_ict.editing.models import KeptForm
from laocai_ict.history.models import Act
from laocai_ict.reference.models import Source
from tests.accounts.builders import PASSWORD, make_superuser, make_user
from tests.admin.forms import as_sent
from tests.publishing import people
from tests.reference.builders import make_province, make_source

from .builders import desk, form_of, make_name

pytestmark = pytest.mark.django_db

LOGIN = reverse("admin:login")
LONG = "Gõ suốt cả buổi sáng. " * 50


def end_session(client):
    client.session.flush()


def log_in(client, name, address):
    return client.post(address, {"username": name, "password": PASSWORD, "next": next_of(address)})


def next_of(address):
    from urllib.parse import parse_qs, urlsplit

    return parse_qs(urlsplit(address).query)["next"][0]


def kept_at_login(client, address, typed):
    """Send the form after the session has ended; return the login address it leads to."""
    sent = as_sent(client.get(address)) | typed
    end_session(client)
    answer = client.post(address, sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)
    return answer["Location"]


def test_what_was_sent_comes_back_after_login_and_is_saved_only_then():
    source, an = make_source(), desk("an")
    login = kept_at_login(an, form_of(source), {"note": LONG})
    assert "được giữ lại 24 giờ" in an.get(login).content.decode()
    back = log_in(an, "an", login)
    page = an.get(back["Location"])
    assert "Chưa có gì được lưu" in page.content.decode()
    assert as_sent(page)["note"] == [LONG]
    source.refresh_from_db()
    assert source.note == ""

    assert an.post(back["Location"], as_sent(page)).status_code == 302
    source.refresh_from_db()
    assert source.note == LONG.strip()
    assert not KeptForm.objects.exists()


def test_rows_of_inline_tables_come_back_too():
    unit, an = make_province(), desk("an")
    make_name(unit, "Tỉnh Một")
    added = {
        "names-TOTAL_FORMS": "2", "names-0-note": "Sửa dòng cũ", "names-1-name": "Tỉnh Hai",
        "names-1-kind": "variant", "names-1-source": str(unit.source_id),
        "names-1-unit": str(unit.pk),
    }  # fmt: skip
    login = kept_at_login(an, form_of(unit), added)
    back = log_in(an, "an", login)["Location"]
    assert an.post(back, as_sent(an.get(back))).status_code == 302
    assert dict(unit.names.values_list("name", "note")) == {
        "Tỉnh Một": "Sửa dòng cũ",
        "Tỉnh Hai": "",
    }


def test_a_new_record_comes_back_as_a_new_record():
    an = desk("an")
    address = form_of(model=Source)
    login = kept_at_login(an, address, {"key": "moi", "title": "Nguồn mới"})
    back = log_in(an, "an", login)["Location"]
    an.post(back, as_sent(an.get(back)))
    assert Source.objects.filter(key="moi").count() == 1


def test_given_back_after_somebody_else_saved_it_shows_both_versions():
    source, an = make_source(), desk("an")
    login = kept_at_login(an, form_of(source), {"title": "Tên của An"})
    Source.objects.filter(pk=source.pk).update(title="Tên của người khác")
    page = an.get(log_in(an, "an", login)["Location"]).content.decode()
    assert "Tên của người khác" in page
    assert 'value="Tên của An"' in page


def test_stored_values_chosen_while_comparing_stay_chosen():
    source, an = make_source(), desk("an")
    opened = as_sent(an.get(form_of(source)))
    Source.objects.filter(pk=source.pk).update(title="Tên của người khác")
    compared = as_sent(an.post(form_of(source), opened | {"note": "Của An"}))
    assert compared["_lay-lai"] == ["title"]
    end_session(an)
    login = an.post(form_of(source), compared)["Location"]
    back = log_in(an, "an", login)["Location"]
    an.post(back, as_sent(an.get(back)))
    source.refresh_from_db()
    assert (source.title, source.note) == ("Tên của người khác", "Của An")


@pytest.mark.parametrize("other", ["binh", "quan-tri-vien"])
def test_nobody_else_gets_it_not_even_a_superuser(other):
    source, an = make_source(), desk("an")
    make_user("binh", group="Dữ liệu tham chiếu")
    make_superuser()
    login = kept_at_login(an, form_of(source), {"note": LONG})
    thief = Client()
    back = log_in(thief, other, login)["Location"]
    page = thief.get(back).content.decode()
    listed = thief.get(reverse("admin:kept_forms")).content.decode()
    key = KeptForm.objects.get().key
    assert "Gõ suốt cả buổi sáng" not in page + listed
    assert thief.post(reverse("admin:kept_form_drop", args=[key])).status_code == 404
    assert KeptForm.objects.filter(account=an.account).exists()
    assert KeptForm not in admin.site._registry


def test_after_a_day_it_is_gone():
    source, an = make_source(), desk("an")
    login = kept_at_login(an, form_of(source), {"note": LONG})
    key = KeptForm.objects.get().key
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=24, minutes=1)):
        back = log_in(an, "an", login)["Location"]
        assert LONG not in an.get(back).content.decode()
        assert not KeptForm.objects.filter(key=key).exists()


def test_the_command_erases_what_is_outdated(capsys):
    source, an = make_source(), desk("an")
    kept_at_login(an, form_of(source), {"note": LONG})
    call_command("forget_kept_forms")
    assert KeptForm.objects.count() == 1
    KeptForm.objects.update(kept_at=timezone.now() - datetime.timedelta(hours=25))
    call_command("forget_kept_forms")
    assert KeptForm.objects.count() == 0


def test_erased_with_the_account():
    source, an = make_source(), desk("an")
    kept_at_login(an, form_of(source), {"note": LONG})
    an.account.delete()
    assert not KeptForm.objects.exists()


def test_passwords_and_tokens_are_never_kept():
    admin_ = make_superuser()
    client = Client()
    client.force_login(admin_)
    address = reverse("admin:accounts_user_add")
    typed = {"username": "moi", "password1": "rat-bi-mat-9x", "password2": "rat-bi-mat-9x"}
    kept_at_login(client, address, typed | {"csrfmiddlewaretoken": "chu-ky"})
    content = KeptForm.objects.get().content
    assert "moi" in content
    assert "rat-bi-mat" not in content
    assert "chu-ky" not in content


def test_at_most_twenty_are_kept_for_an_account_the_newest():
    source, an = make_source(), desk("an")
    sent = as_sent(an.get(form_of(source)))
    end_session(an)
    for number in range(kept.MOST_FORMS + 3):
        an.post(form_of(source), sent | {"note": f"Lần {number}"})
    contents = list(KeptForm.objects.order_by("kept_at").values_list("content", flat=True))
    assert len(contents) == kept.MOST_FORMS
    assert "Lần 3" in contents[0]
    assert f"Lần {kept.MOST_FORMS + 2}" in contents[-1]


def test_more_than_a_megabyte_is_refused_with_what_to_do():
    source, an = make_source(), desk("an")
    sent = as_sent(an.get(form_of(source))) | {"note": "x" * 1_000_001}
    end_session(an)
    answer = an.post(form_of(source), sent)
    assert answer.status_code == 413
    assert "nút quay lại của trình duyệt" in answer.content.decode()
    assert not KeptForm.objects.exists()


def test_far_too_much_is_refused_with_what_to_do():
    an = desk("an", enforce_csrf_checks=True, raise_request_exception=False)
    answer = an.post(form_of(model=Source), {"note": "x" * 3_000_000})
    assert answer.status_code == 400
    assert "quá dài" in answer.content.decode()


def test_a_form_without_our_ticket_is_not_kept():
    source = make_source()
    answer = Client().post(form_of(source), {"title": "Kẻ lạ", "_phieu": "bịa"})
    assert answer.status_code == 302
    assert not KeptForm.objects.exists()


def test_an_outdated_token_of_the_form_leads_back_to_what_was_typed():
    """The session goes on, the form's own token does not: as after a login in another window."""
    source, an = make_source(), desk("an", enforce_csrf_checks=True)
    sent = as_sent(an.get(form_of(source))) | {"note": LONG, "csrfmiddlewaretoken": "x" * 64}
    answer = an.post(form_of(source), sent)
    assert answer.status_code == 403
    link = KeptForm.objects.get().get_absolute_url()
    assert f'href="{link}"' in answer.content.decode()
    assert as_sent(an.get(link))["note"] == [LONG]


def test_the_form_says_that_something_of_it_is_kept():
    source, an = make_source(), desk("an")
    kept_at_login(an, form_of(source), {"note": LONG})
    an.force_login(an.account)
    page = an.get(form_of(source)).content.decode()
    assert KeptForm.objects.get().get_absolute_url() in page
    assert source.title in an.get(reverse("admin:kept_forms")).content.decode()


def test_the_owner_drops_what_is_kept():
    source, an = make_source(), desk("an")
    kept_at_login(an, form_of(source), {"note": LONG})
    an.force_login(an.account)
    an.post(reverse("admin:kept_form_drop", args=[KeptForm.objects.get().key]))
    assert not KeptForm.objects.exists()


def test_a_form_opened_by_another_account_is_kept_for_that_one():
    source, an, binh = make_source(), desk("an"), desk("binh")
    sent = as_sent(an.get(form_of(source))) | {"note": LONG}
    answer = binh.post(form_of(source), sent)
    assert "giữ 24 giờ cho đúng tài khoản ấy" in answer.content.decode()
    assert KeptForm.objects.get().account == an.account
    source.refresh_from_db()
    assert source.note == ""


def test_the_back_button_may_show_a_form_and_leaving_wipes_it():
    source, an = make_source(), desk("an")
    assert "no-store" not in an.get(form_of(source))["Cache-Control"]
    assert "private" in an.get(form_of(source))["Cache-Control"]
    assert "no-store" in an.get(reverse("admin:index"))["Cache-Control"]
    left = an.post(reverse("admin:logout"))
    assert left["Clear-Site-Data"] == '"cache", "storage"'


# --- Pages that ask for words and are not the form of a record --------------------------------


def undo_page_of(user):
    with history.acting(by=user, kind="form"):
        make_source(note="mới")
    return reverse("admin:history_act_undo", args=[Act.objects.order_by("-id")[0].pk])


def step_page_of(user):
    return people.page(people.submitted(), "tra-lai")


@pytest.mark.django_db(transaction=True)  # an act is what one transaction changed
@pytest.mark.parametrize(("page_of", "words"), [(step_page_of, "reason"), (undo_page_of, "ly_do")])
def test_words_typed_for_a_step_come_back_after_login_and_are_taken_only_then(page_of, words):
    user, client = make_superuser("an"), Client()
    client.force_login(user)
    login = kept_at_login(client, page_of(user), {words: LONG})
    back = log_in(client, "an", login)
    page = client.get(back["Location"])
    assert "Chưa có gì được làm" in page.content.decode()
    sent = as_sent(page)
    assert sent[words] == [LONG]
    assert client.post(back["Location"], sent).status_code == 302
    assert not KeptForm.objects.exists()


def test_words_typed_for_a_step_are_not_sent_by_another_account():
    user, client = make_superuser("an"), Client()
    client.force_login(user)
    record = people.submitted()
    address = people.page(record, "tra-lai")
    sent = as_sent(client.get(address)) | {"reason": LONG}
    client.force_login(make_superuser("binh"))
    answer = client.post(address, sent)
    assert answer.status_code == 403
    assert LONG[:30] not in answer.content.decode()
    assert people.version_of(record).state == "submitted"
    assert KeptForm.objects.get().account == user


def chosen_drafts():
    record = people.agreement()
    return reverse("admin:egov_cooperationagreement_changelist"), "submit_chosen", record


def chosen_sources():
    return reverse("admin:reference_source_changelist"), "delete_selected", make_source()


@pytest.mark.parametrize("chosen", [chosen_drafts, chosen_sources])
def test_the_reason_of_a_bulk_action_comes_back_after_login_and_nothing_is_done_before(chosen):
    address, action, record = chosen()
    user, client = make_superuser("an"), Client()
    client.force_login(user)
    asked = client.post(
        address, {"action": action, "_selected_action": [str(record.pk)], "index": "0"}
    )
    sent = as_sent(asked) | {"ly_do": LONG}
    end_session(client)
    login = client.post(address, sent)["Location"]
    back = log_in(client, "an", login)
    again = client.get(back["Location"])
    assert "Chưa có gì được làm" in again.content.decode()
    assert as_sent(again)["ly_do"][0].strip() == LONG.strip()
    record.refresh_from_db()
    if action == "submit_chosen":
        assert people.version_of(record).state == "draft"
    done = client.post(back["Location"], as_sent(again))
    assert done.status_code == 302
    assert not KeptForm.objects.exists()
    if action == "submit_chosen":
        assert people.version_of(record).state == "submitted"
    else:
        assert not type(record).objects.filter(pk=record.pk).exists()
