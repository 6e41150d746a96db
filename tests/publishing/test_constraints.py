"""What the database itself refuses of versions, links and steps, whoever asks and however."""

import datetime

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from egov.models import CooperationAgreement
from laocai_ict.history.roles import OWNER, application_role
from laocai_ict.publishing import triggers
from laocai_ict.publishing.models import Item, Move, PreviewLink, Version, Writer
from tests.egov.builders import make_source

from .builders import account, published

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
APPROVED = {
    "state": "approved",
    "public_from": NOW,
    "approved_at": NOW,
    "approved_by_name": "Người duyệt",
}


def refused(rule, action, *args, **values):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        action(*args, **values)
    assert caught.value.__cause__.diag.constraint_name == rule


def new_item():
    return Item.objects.create(kind="egov.cooperationagreement")


def make_version(item=None, number=1, **values):
    return Version.objects.create(item=item or new_item(), number=number, **values)


def agreement(**values):
    return CooperationAgreement.objects.create(
        partner="Đối tác", statement="Đã ký.", source=make_source(), **values
    )


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("publishing_version_public_when_approved", {"public_from": NOW}),
        ("publishing_version_public_when_approved", {"state": "approved", "is_from_source": True}),
        ("publishing_version_ends_after_it_begins", APPROVED | {"public_until": NOW}),
        ("publishing_version_submitted_has_moment", {"state": "submitted"}),
        (
            "publishing_version_change_explained",
            {"state": "submitted", "submitted_at": NOW, "change": "update"},
        ),
        (
            "publishing_version_correction_complete",
            APPROVED | {"change": "correction", "change_note": "x", "was_wrong": "a"},
        ),
        ("publishing_version_somebody_approved", APPROVED | {"approved_by_name": ""}),
        ("publishing_version_somebody_approved", APPROVED | {"approved_at": None}),
        ("publishing_version_forced_with_reason", {"is_forced": True}),
        ("publishing_version_reviewed_by_another", {"reviewed_at": NOW}),
        ("publishing_version_withdrawal_has_moment", APPROVED | {"withdrawal_reason": "Sai."}),
        (
            "publishing_version_closed_by_two",
            APPROVED | {"public_until": NOW + HOUR, "closed_at": NOW + HOUR},
        ),
    ],
)
def test_a_version_that_does_not_add_up_is_refused(rule, values):
    refused(rule, make_version, **values)


def test_whoever_published_alone_does_not_review_it():
    by = account()
    forced = {"is_forced": True, "force_reason": "Gấp.", "approved_by": by}
    reviewed = {"reviewed_at": NOW, "reviewed_by_name": "x", "reviewed_by": by}
    refused("publishing_version_reviewed_by_another", make_version, **APPROVED | forced | reviewed)
    assert make_version(**APPROVED | forced | reviewed | {"reviewed_by": account()}).pk


def test_whoever_asks_to_close_an_old_version_does_not_close_it():
    by = account()
    closing = {
        "public_until": NOW + HOUR,
        "close_ground": "Điều 10",
        "close_asked_at": NOW + HOUR,
        "close_asked_by": by,
        "closed_at": NOW + HOUR,
        "closed_by_name": "x",
        "closed_by": by,
    }
    refused("publishing_version_closed_by_two", make_version, **APPROVED | closing)
    assert make_version(**APPROVED | closing | {"closed_by": account()}).pk


def test_an_item_has_each_number_once():
    version = make_version(**APPROVED)
    refused("publishing_version_number_once", make_version, version.item, 1)


def test_an_item_has_one_version_in_work():
    version = make_version()
    refused("publishing_version_one_in_work", make_version, version.item, 2, state="returned")


def test_an_item_has_one_version_in_public_at_a_time():
    version = make_version(**APPROVED, public_until=NOW + HOUR)
    early = APPROVED | {"public_from": NOW + HOUR / 2}
    refused("publishing_version_one_in_public", make_version, version.item, 2, **early)
    assert make_version(version.item, 2, **APPROVED | {"public_from": NOW + HOUR}).pk


def test_an_item_says_what_it_is():
    refused("publishing_item_has_kind", Item.objects.create, kind="")


@pytest.mark.parametrize("values", [{"verb": "", "by_name": "x"}, {"verb": "x", "by_name": ""}])
def test_a_step_says_who_did_what(values):
    refused(
        "publishing_move_says_who_and_what", Move.objects.create, version=make_version(), **values
    )


def test_a_writer_is_noted_once():
    writer = Writer.objects.create(version=make_version(), user=account(), user_name="x")
    again = {"version": writer.version, "user": writer.user, "user_name": "x"}
    refused("publishing_writer_once", Writer.objects.create, **again)


def test_a_preview_link_expires_after_it_is_made():
    values = {"digest": "x", "made_by_name": "x", "made_at": NOW, "expires_at": NOW}
    refused(
        "publishing_link_expires_later",
        PreviewLink.objects.create,
        version=make_version(),
        **values,
    )


def test_content_of_an_approved_version_stands_still():
    record = published(agreement())
    rows = CooperationAgreement.objects.filter(pk=record.pk)
    refused("publishing_record_approved_stands_still", rows.update, statement="Khác.")
    refused("publishing_record_approved_stands_still", rows.delete)


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_a_table_of_the_session_does_not_stand_in_for_the_versions():
    record = published(agreement())
    rows = CooperationAgreement.objects.filter(pk=record.pk)
    with connections[OWNER].cursor() as owner:  # which has to own the database to forbid it
        database = connection.settings_dict["NAME"]
        owner.execute(f'GRANT TEMPORARY ON DATABASE "{database}" TO "{application_role()}"')
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE publishing_version ON COMMIT DROP"
            " AS SELECT * FROM publishing_version WHERE false"
        )
        refused("publishing_record_approved_stands_still", rows.update, statement="Khác.")


def test_an_approved_version_stays():
    row = Version.objects.filter(pk=make_version(**APPROVED).pk)
    refused("publishing_version_approved_stays", row.delete)


@pytest.mark.parametrize(
    "values",
    [
        {"public_from": timezone.now() + HOUR},
        {"public_until": timezone.now() + HOUR},
        {"number": 7},
    ],
)
def test_what_was_public_is_past(values):
    version = make_version(**APPROVED, public_until=NOW + HOUR / 60)
    assert version.is_over()
    row = Version.objects.filter(pk=version.pk)
    refused("publishing_version_past_is_past", row.update, **values)


def test_nobody_approves_what_they_wrote_however_they_try():
    version, by = make_version(), account()
    Writer.objects.create(version=version, user=by, user_name="x")
    row = Version.objects.filter(pk=version.pk)
    refused("publishing_version_four_eyes", row.update, **APPROVED, approved_by=by)
    assert row.update(**APPROVED, approved_by=account()) == 1


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_triggers_of_another_version_of_the_software_are_replaced_at_the_next_start():
    with connections[OWNER].cursor() as cursor, CaptureQueriesContext(connections[OWNER]) as asked:
        triggers.sync_if_new(OWNER)
        assert not [query for query in asked if "CREATE" in query["sql"]]
        cursor.execute(
            "CREATE OR REPLACE FUNCTION publishing_touch(version bigint, what text) RETURNS void"
            " LANGUAGE plpgsql AS 'BEGIN END'; COMMENT ON FUNCTION publishing_touch IS 'former'"
        )
        triggers.sync_if_new(OWNER)
    test_content_of_an_approved_version_stands_still()
