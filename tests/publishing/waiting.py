"""Records that wait for somebody, on the plainest kind there is."""

import datetime

from django.utils import timezone

from egov.models import CooperationAgreement
from laocai_ict.publishing import services
from laocai_ict.publishing.models import Item, Version, Writer
from tests.accounts.builders import make_user
from tests.egov.builders import make_source

NOON = datetime.datetime(2026, 11, 30, 12, tzinfo=timezone.get_default_timezone())
HOUR = datetime.timedelta(hours=1)


def author(name="an"):
    return make_user(name, group="Chính quyền điện tử: soạn", display_name="Nguyễn An")


def approver(name="binh"):
    return make_user(name, group="Chính quyền điện tử: duyệt", display_name="Trần Bình")


def draft(by, partner="Đối tác"):
    record = CooperationAgreement.objects.create(
        partner=partner, statement="Đã ký.", source=make_source()
    )
    services.written(record.version, by=by)
    return record


def submitted(by, partner="Đối tác", at=NOON):
    record = draft(by, partner)
    services.submit(record.version, by=by, at=at)
    return record


def seen(record):
    return Version.objects.get(pk=record.version_id).edits


def many(count, by):
    """Make so many drafts, submitted, returned and scheduled versions, all of `by`."""
    source = make_source()
    states = ["draft", "submitted", "returned", "draft"]
    items = Item.objects.bulk_create(
        Item(kind="egov.cooperationagreement") for _ in range(count * len(states))
    )
    versions = Version.objects.bulk_create(
        Version(item=item, number=1, title=f"Bản {number}", state=state, submitted_at=NOON)
        for number, (item, state) in enumerate(zip(items, states * count, strict=True))
    )
    CooperationAgreement.objects.bulk_create(
        CooperationAgreement(
            item_id=version.item_id,
            version=version,
            partner=f"Đối tác {version.item_id}",
            statement="x",
            source=source,
        )
        for version in versions
    )
    Writer.objects.bulk_create(Writer(version=v, user=by, user_name="An") for v in versions)
    Version.objects.filter(pk__in=[version.pk for version in versions[3::4]]).update(
        state="approved",
        public_from=timezone.now() + HOUR,
        approved_at=NOON,
        approved_by_name="Bình",
    )
