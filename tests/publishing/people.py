"""People and pages for the tests of the admin of versions, on the plainest kind of record."""

import datetime

from django.urls import reverse
from django.utils import timezone

from egov.models import CooperationAgreement
from laocai_ict.publishing import services
from laocai_ict.publishing.models import Version
from tests.admin.forms import as_sent
from tests.egov.builders import make_source

from .builders import account, published

KIND = "cooperationagreement"
LIST = f"/quan-tri/egov/{KIND}/"


def agreement(partner="Đối tác", **values):
    usual = {"statement": "Đã ký.", "source": make_source()}
    return CooperationAgreement.objects.create(partner=partner, **usual | values)


def author(*more, **values):
    rights = [f"egov.{action}_{KIND}" for action in ("view", "add", "change")]
    return account(*rights, *more, **values)


def approver(**values):
    return account(f"egov.publish_{KIND}", **values)


def both(**values):
    return author(f"egov.publish_{KIND}", **values)


def submitted(by=None, **values):
    """Return an agreement that `by` wrote and submitted."""
    record, by = agreement(**values), by or author()
    services.written(record.version, by=by)
    services.submit(record.version, by=by)
    return fresh(record)


def scheduled(minute, **values):
    record = submitted(**values)
    services.approve(record.version, by=approver(), seen=record.version.edits, minute=minute)
    return fresh(record)


def in_public(**values):
    return fresh(published(agreement(**values)))


def replacing(record, by, statement="Đã ký lại."):
    """Return the next version of a public record, written by `by`, a draft."""
    after = services.open_version(record, by=by)
    after.statement = statement
    after.save()
    return fresh(after)


def fresh(record):
    return CooperationAgreement.objects.select_related("version", "item").get(pk=record.pk)


def version_of(record):
    return Version.objects.get(pk=record.version_id)


def tomorrow():
    in_a_day = timezone.localtime() + datetime.timedelta(days=1)
    return in_a_day.replace(hour=16, minute=0, second=0, microsecond=0)


def form_page(record):
    return reverse(f"admin:egov_{KIND}_change", args=[record.pk])


def page(record, step):
    return reverse(f"admin:egov_{KIND}_step", args=[record.pk, step])


def other_page(record, name, *args):
    return reverse(f"admin:egov_{KIND}_{name}", args=[record.pk, *args])


def press(client, record, step, **typed):
    """Open the page of a step, fill in what is `typed` and send it; return the answer."""
    address = page(record, step)
    return client.post(address, as_sent(client.get(address)) | typed)


def text(answer):
    return answer.content.decode()
