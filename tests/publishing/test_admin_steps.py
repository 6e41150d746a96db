"""Staff write, submit, approve, schedule and withdraw in the admin, each by their own right."""

import pytest
from django.urls import reverse

from egov.models import CooperationAgreement
from laocai_ict.publishing.models import Version
from tests.admin.forms import as_sent
from tests.egov.builders import make_source

from .builders import account

pytestmark = pytest.mark.django_db

KIND = "cooperationagreement"


def agreement(partner="Đối tác", **values):
    usual = {"statement": "Đã ký.", "source": make_source()}
    return CooperationAgreement.objects.create(partner=partner, **usual | values)


def author(**values):
    return account(f"egov.add_{KIND}", f"egov.change_{KIND}", **values)


def approver(**values):
    return account(f"egov.publish_{KIND}", **values)


def page_of(record, step=None):
    if step is None:
        return reverse(f"admin:egov_{KIND}_change", args=[record.pk])
    return reverse(f"admin:egov_{KIND}_step", args=[record.pk, step])


def test_from_the_first_word_to_the_public(client):
    client.force_login(author())
    add = reverse(f"admin:egov_{KIND}_add")
    sent = as_sent(client.get(add)) | {
        "partner": "Đối tác mới", "statement": "Đã ký.", "source": make_source().pk,
    }  # fmt: skip
    assert client.post(add, sent).status_code == 302
    record = CooperationAgreement.objects.get(partner="Đối tác mới")
    client.post(page_of(record, "gui-duyet"), as_sent(client.get(page_of(record, "gui-duyet"))))
    assert Version.objects.get(pk=record.version_id).state == "submitted"

    client.force_login(approver())
    shown = client.get(page_of(record, "duyet"))
    assert "Đối tác mới" in shown.content.decode()
    client.post(page_of(record, "duyet"), as_sent(shown) | {"viec": "ngay"})
    assert record in CooperationAgreement.objects.published()
