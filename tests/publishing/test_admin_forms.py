"""The form of a version: what may be edited, who counts as a writer, nothing typed is lost."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from egov.models import CooperationAgreement
from laocai_ict.publishing import services
from tests.admin.forms import as_sent

from .builders import account
from .people import (
    KIND,
    agreement,
    approver,
    author,
    both,
    form_page,
    fresh,
    in_public,
    other_page,
    page,
    press,
    replacing,
    submitted,
    text,
    version_of,
)

pytestmark = pytest.mark.django_db


def save(client, record, **typed):
    return client.post(form_page(record), as_sent(client.get(form_page(record))) | typed)


def writers(record):
    return set(record.version.writers.values_list("user", flat=True))


def test_who_adds_a_record_and_who_changes_it_are_its_writers(client):
    one, two = author(), author()
    client.force_login(one)
    add = reverse(f"admin:egov_{KIND}_add")
    client.post(
        add, as_sent(client.get(add)) | {"partner": "A", "statement": "B", "source": _source()}
    )
    record = CooperationAgreement.objects.get(partner="A")
    client.force_login(two)
    assert save(client, record, statement="C").status_code == 302
    assert writers(record) == {one.pk, two.pk}
    assert version_of(record).written_by == one


def _source():
    return agreement("nguồn").source_id


def test_a_form_saved_untouched_makes_nobody_a_writer(client):
    record, by = submitted(), both()
    client.force_login(by)
    assert save(client, record).status_code == 302
    assert by.pk not in writers(record)
    assert page(record, "duyet") in text(client.get(form_page(record)))


def test_what_is_public_is_shown_and_edited_in_a_version_beside_it(client):
    record = in_public(statement="Đã ký.")
    client.force_login(author())
    shown = text(client.get(form_page(record)))
    assert 'name="statement"' not in shown
    assert "Sửa trong phiên bản mới" in shown
    answer = press(client, record, "soan-ban-moi")
    after = CooperationAgreement.objects.of(record).first()
    assert answer["Location"] == form_page(after)
    assert save(client, after, statement="Đã ký lại.").status_code == 302
    assert fresh(record).statement == "Đã ký."
    assert fresh(after).statement == "Đã ký lại."
    assert page(record, "soan-ban-moi") not in text(client.get(form_page(record)))


def test_what_was_approved_while_somebody_typed_is_not_saved_and_comes_back(client):
    by = author()
    record = submitted(by=by)
    client.force_login(by)
    typed = as_sent(client.get(form_page(record))) | {"statement": "Vừa gõ xong."}
    services.approve(record.version, by=approver(), seen=record.version.edits)
    answer = client.post(form_page(record), typed)
    assert answer.status_code == 200
    assert "không sửa tại chỗ được nữa" in text(answer)
    assert "Vừa gõ xong.</textarea>" in text(answer)
    assert fresh(record).statement == "Đã ký."


def test_what_was_kept_at_the_end_of_a_session_comes_back_though_it_was_approved(client):
    by = author()
    record = submitted(by=by)
    client.force_login(by)
    typed = as_sent(client.get(form_page(record))) | {"statement": "Gõ lúc hết phiên."}
    client.session.flush()
    login = client.post(form_page(record), typed)["Location"]
    services.approve(record.version, by=approver(), seen=record.version.edits)
    client.force_login(by)
    answer = client.get(parse_qs(urlsplit(login).query)["next"][0])
    assert answer.status_code == 200
    assert "Gõ lúc hết phiên.</textarea>" in text(answer)
    assert "không sửa tại chỗ được nữa" in text(answer)
    assert fresh(record).statement == "Đã ký."


def test_what_was_given_up_while_somebody_typed_comes_back(client):
    by = author()
    record = agreement()
    client.force_login(by)
    typed = as_sent(client.get(form_page(record))) | {"statement": "Vừa gõ xong."}
    services.discard(record.version, by=by)
    answer = client.post(form_page(record), typed, follow=True)
    assert "Vừa gõ xong." in text(answer)
    assert not CooperationAgreement.objects.filter(statement="Vừa gõ xong.").exists()


def test_a_right_taken_while_somebody_typed_saves_nothing(client):
    by = author()
    record = agreement()
    client.force_login(by)
    typed = as_sent(client.get(form_page(record))) | {"statement": "Vừa gõ xong."}
    by.user_permissions.filter(codename=f"change_{KIND}").get().user_set.remove(by)
    assert client.post(form_page(record), typed).status_code == 403
    assert fresh(record).statement == "Đã ký."


def test_a_title_of_five_thousand_characters_is_refused_and_comes_back(client):
    record = agreement("Đối tác")
    client.force_login(author())
    answer = save(client, record, partner="dài " * 1250)
    assert answer.status_code == 200
    assert "dài dài dài" in text(answer)
    assert fresh(record).partner == "Đối tác"


def test_an_approver_reads_the_form_and_changes_nothing(client):
    record = submitted()
    client.force_login(approver())
    assert 'name="statement"' not in text(client.get(form_page(record)))
    assert client.post(form_page(record), {"statement": "Khác"}).status_code == 403
    assert client.get(reverse(f"admin:egov_{KIND}_add")).status_code == 403
    assert fresh(record).statement == "Đã ký."


def test_who_has_no_right_sees_no_page_of_a_version(client):
    record = submitted()
    client.force_login(account("egov.view_procedure"))
    for address in (
        form_page(record),
        page(record, "duyet"),
        other_page(record, "compare", 1),
        other_page(record, "links"),
    ):
        assert client.get(address).status_code == 403


def test_deleting_leads_to_giving_up_with_a_reason(client):
    record = agreement()
    client.force_login(author())
    address = reverse(f"admin:egov_{KIND}_delete", args=[record.pk])
    assert client.get(address)["Location"] == page(record, "bo-ban-nhap")
    assert client.post(address, {"post": "yes"})["Location"] == page(record, "bo-ban-nhap")
    press(client, record, "bo-ban-nhap", reason="Gõ nhầm.")
    assert not CooperationAgreement.objects.filter(pk=record.pk).exists()


def test_what_was_public_is_never_deleted(client):
    record = in_public()
    client.force_login(both(is_superuser=True))
    address = reverse(f"admin:egov_{KIND}_delete", args=[record.pk])
    assert client.post(address, {"post": "yes"})["Location"] == form_page(record)
    assert CooperationAgreement.objects.filter(pk=record.pk).exists()


# --- Beside the form --------------------------------------------------------------------------


def test_any_two_versions_are_compared_the_older_first(client):
    record = in_public(statement="Cũ.")
    after = replacing(record, author(), "Mới.")
    client.force_login(approver())
    for one, other in ((record, 2), (after, 1)):
        shown = text(client.get(other_page(one, "compare", other)))
        assert "Phiên bản 2 so với phiên bản 1" in shown
        assert "<del>Cũ</del><ins>Mới</ins>." in shown
    assert client.get(other_page(record, "compare", 9)).status_code == 404


def test_a_preview_link_is_shown_once_listed_and_revoked(client):
    record = submitted()
    client.force_login(author())
    address = other_page(record, "links")
    made = client.post(address, {"tao": "1", "days": "7"})
    opened = made.context["made"]["address"]
    assert "/xem-truoc/" in opened
    assert opened in text(made)
    assert opened not in text(client.get(address))
    link = record.version.links.get()
    assert (link.expires_at - link.made_at).days == 7
    secret = opened.rstrip("/").rpartition("/")[2]
    assert link.digest == services.digest_of(secret)
    assert client.get(opened, follow=True).status_code == 200
    client.post(address, {"thu_hoi": str(link.pk)})
    assert "thu hồi" in text(client.get(address))
    assert client.get(opened, follow=True).status_code >= 400


@pytest.mark.parametrize("days", ["", "31", "0", "-1", "x"])
def test_a_preview_link_lasts_no_longer_than_allowed(client, days):
    record = submitted()
    client.force_login(author())
    answer = client.post(other_page(record, "links"), {"tao": "1", "days": days})
    assert "Chọn thời hạn." in text(answer)
    assert not record.version.links.exists()


@pytest.mark.parametrize("key", ["", "x", "0", "999999"])
def test_only_links_of_this_version_are_revoked(client, key):
    record = submitted()
    other = submitted(partner="Khác")
    services.share_preview(other.version, by=author(), lasts=datetime.timedelta(hours=1))
    client.force_login(author())
    assert client.post(other_page(record, "links"), {"thu_hoi": key}).status_code == 404


def test_what_is_public_needs_no_preview_link(client):
    record = in_public()
    client.force_login(both())
    assert other_page(record, "links") not in text(client.get(form_page(record)))
    answer = client.post(other_page(record, "links"), {"tao": "1", "days": "1"})
    assert "Chỉ bản chưa công khai mới cần liên kết xem trước." in text(answer)
