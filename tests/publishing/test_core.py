"""The database's own rules of publishing, and the verbs, on the plainest kind of record."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from egov.models import CooperationAgreement
from laocai_ict.publishing import services
from laocai_ict.publishing.models import Item, Version, showing
from laocai_ict.publishing.refusal import Refused, Stale
from tests.egov.builders import make_source

from .builders import LONG_AGO, account, published

pytestmark = pytest.mark.django_db


def agreement(partner="Đối tác", **values):
    return CooperationAgreement.objects.create(
        partner=partner, statement="Đã ký.", source=make_source(), **values
    )


def author():
    return account("egov.change_cooperationagreement")


def approver():
    return account("egov.publish_cooperationagreement")


def test_a_new_record_is_a_draft_that_nobody_sees():
    record = agreement()
    assert record.version.state == Version.State.DRAFT
    assert record not in CooperationAgreement.objects.published()


def test_what_is_approved_appears_and_stands_still():
    record = agreement()
    by, other = author(), approver()
    services.written(record.version, by=by)
    services.submit(record.version, by=by)
    seen = Version.objects.get(pk=record.version_id).edits
    services.approve(record.version, by=other, seen=seen)
    assert record in CooperationAgreement.objects.published()
    with pytest.raises(IntegrityError), transaction.atomic():
        CooperationAgreement.objects.filter(pk=record.pk).update(statement="Khác.")
    with pytest.raises(IntegrityError), transaction.atomic():
        record.delete()


def test_nobody_approves_what_they_wrote():
    record = agreement()
    both = account("egov.change_cooperationagreement", "egov.publish_cooperationagreement")
    services.written(record.version, by=both)
    services.submit(record.version, by=both)
    version = Version.objects.get(pk=record.version_id)
    with pytest.raises(Refused):
        services.approve(version, by=both, seen=version.edits)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(
            state="approved", approved_by=both, approved_by_name="x",
            approved_at=timezone.now(), public_from=timezone.now(),
        )  # fmt: skip


def test_a_version_changed_after_the_look_is_not_approved():
    record = agreement()
    by, other = author(), approver()
    services.submit(record.version, by=by)
    seen = Version.objects.get(pk=record.version_id).edits
    CooperationAgreement.objects.filter(pk=record.pk).update(statement="Sửa sau.")
    with pytest.raises(Stale):
        services.approve(record.version, by=other, seen=seen)


def test_a_scheduled_replacement_changes_at_its_minute():
    record = published(agreement())
    by, other = author(), approver()
    fresh = services.open_version(record, by=by)
    fresh.statement = "Đã ký lại."
    fresh.save()
    services.explain(fresh.version, by=by, change="update", note="Ký lại.")
    services.submit(fresh.version, by=by)
    minute = (timezone.now() + datetime.timedelta(hours=2)).replace(second=0, microsecond=0)
    seen = Version.objects.get(pk=fresh.version_id).edits
    services.approve(fresh.version, by=other, seen=seen, minute=minute)
    before = minute - datetime.timedelta(microseconds=1)
    everything = CooperationAgreement.objects
    assert everything.published(before).get(item=record.item).statement == "Đã ký."
    assert everything.published(minute).get(item=record.item).statement == "Đã ký lại."
    assert everything.published(LONG_AGO).get(item=record.item) == record
    services.take_back(fresh.version, by=other)
    assert everything.published(minute).get(item=record.item) == record


def test_a_preview_shows_the_version_in_place_of_the_public_one():
    record = published(agreement())
    fresh = services.open_version(record, by=author())
    with showing(fresh.version):
        assert fresh in CooperationAgreement.objects.published()
        assert record not in CooperationAgreement.objects.published()
    assert fresh not in CooperationAgreement.objects.published()


def test_versions_of_one_item_may_share_what_no_other_item_may_have():
    record = published(agreement(first_year=2012))
    services.open_version(record, by=author())
    with pytest.raises(IntegrityError), transaction.atomic():
        agreement(first_year=2012)


def test_with_a_draft_its_version_and_item_go():
    record = agreement()
    item, version = record.item_id, record.version_id
    CooperationAgreement.objects.filter(pk=record.pk).delete()
    assert not Version.objects.filter(pk=version).exists()
    assert not Item.objects.filter(pk=item).exists()


def test_with_a_discarded_version_the_public_one_stays():
    record = published(agreement())
    by = author()
    fresh = services.open_version(record, by=by)
    services.discard(fresh.version, by=by)
    assert list(record.item.versions.all()) == [record.version]
    assert record in CooperationAgreement.objects.published()


def test_a_record_that_could_not_be_saved_leaves_nothing_behind():
    agreement(first_year=2012)
    items = Item.objects.count()
    second = CooperationAgreement(
        partner="Đối tác", first_year=2012, statement="Đã ký.", source=make_source()
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    assert Item.objects.count() == items
    assert second.version_id is None
