"""What has been published is taken back by the minute, a new version or a withdrawal."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from egov.models import CooperationAgreement
from laocai_ict.history import acting, undo
from laocai_ict.history.models import Act
from laocai_ict.publishing import services
from laocai_ict.publishing.models import PreviewLink, Version
from laocai_ict.publishing.refusal import Refused, Stale
from tests.egov.builders import make_source
from tests.history.builders import last_act

from .builders import account, published

pytestmark = pytest.mark.django_db(transaction=True)
State = Version.State


@pytest.fixture
def writer():
    return account("egov.change_cooperationagreement", name="nguoi-soan")


@pytest.fixture
def chief():
    rights = ("egov.change_cooperationagreement", "egov.publish_cooperationagreement")
    return account(*rights, name="nguoi-duyet")


def agreement(statement="Đã ký."):
    return CooperationAgreement.objects.create(
        partner="Đối tác", statement=statement, source=make_source()
    )


def act_of(user, deed) -> Act:
    with acting(by=user, kind=Act.Kind.FORM), transaction.atomic():
        deed()
    return last_act()


def newest(record):
    return CooperationAgreement.objects.newest().select_related("version").get(item=record.item)


def replace(record, writer, statement):
    """Write a version beside `record` and submit it; return its row."""
    fresh = services.open_version(record, by=writer)
    fresh.statement = statement
    fresh.save()
    services.explain(fresh.version, by=writer, change="update", note="Ký lại.")
    services.submit(fresh.version, by=writer)
    return fresh


def write(record, writer, statement):
    services.written(record.version, by=writer)
    record.statement = statement
    record.save()


def approve(record, chief, minute=None):
    version = Version.objects.get(pk=record.version_id)
    return act_of(
        chief, lambda: services.approve(version, by=chief, seen=version.edits, minute=minute)
    )


def public_statement(record):
    return CooperationAgreement.objects.published().get(item=record.item).statement


def test_an_approved_replacement_is_taken_back_by_a_version_with_what_was_before(writer, chief):
    record = published(agreement())
    act = approve(replace(record, writer, "Đã ký lại."), chief)
    assert undo.blockers(act) == []
    undo.take_back(act, by=chief, reason="Chưa ký thật")
    fresh = newest(record)
    assert (fresh.statement, fresh.version.state) == ("Đã ký.", State.SUBMITTED)
    assert fresh.version.change_note == "Hoàn tác: Chưa ký thật"
    assert public_statement(record) == "Đã ký lại."  # until a second person approves


def test_a_scheduled_approval_is_taken_back_before_its_minute(writer, chief):
    record = published(agreement())
    minute = timezone.now() + datetime.timedelta(hours=3)
    fresh = replace(record, writer, "Đã ký lại.")
    act = approve(fresh, chief, minute)
    undo.take_back(act, by=chief, reason="Sớm quá")
    assert Version.objects.get(pk=fresh.version_id).state == State.SUBMITTED
    later = CooperationAgreement.objects.published(minute + datetime.timedelta(days=1))
    assert later.get(item=record.item).statement == "Đã ký."


def test_a_first_publication_is_taken_back_by_a_withdrawal(writer, chief):
    record = agreement()
    services.submit(record.version, by=writer)
    act = approve(record, chief)
    undo.take_back(act, by=chief, reason="Đăng nhầm")
    version = Version.objects.get(pk=record.version_id)
    assert version.withdrawal_reason == "Đăng nhầm"
    assert not CooperationAgreement.objects.published().filter(item=record.item).exists()


def test_a_withdrawal_is_taken_back_by_a_new_version(writer, chief):
    record = published(agreement())
    act = act_of(chief, lambda: services.withdraw(record.version, by=chief, reason="Nhầm"))
    undo.take_back(act, by=chief, reason="Gỡ nhầm bản")
    fresh = newest(record)
    assert (fresh.statement, fresh.version.state) == ("Đã ký.", State.SUBMITTED)


def test_a_withdrawal_that_waits_for_its_minute_is_called_off(chief):
    record = published(agreement())
    minute = timezone.now() + datetime.timedelta(hours=3)
    act = act_of(
        chief, lambda: services.withdraw(record.version, by=chief, reason="Hết hạn", minute=minute)
    )
    undo.take_back(act, by=chief, reason="Còn hạn")
    assert Version.objects.get(pk=record.version_id).public_until is None


def test_an_edit_that_has_been_published_since_is_taken_back_by_a_new_version(writer, chief):
    record = published(agreement())
    fresh = replace(record, writer, "Đã ký lại.")
    act = act_of(writer, lambda: write(fresh, writer, "Đã ký lại, sửa sai."))
    approve(fresh, chief)
    undo.take_back(act, by=writer, reason="Câu trước đúng")
    again = newest(record)
    assert (again.statement, again.version.number) == ("Đã ký lại.", 3)
    assert public_statement(record) == "Đã ký lại, sửa sai."


def test_what_has_a_later_version_is_not_taken_back_and_says_which(writer, chief):
    record = published(agreement())
    fresh = replace(record, writer, "Hai.")
    act = approve(fresh, chief)
    services.open_version(newest(record), by=writer)
    (said,) = undo.blockers(act)
    assert "đã có phiên bản 3 (bản thảo)" in said
    with pytest.raises(Refused):
        undo.take_back(act, by=chief, reason="Nhầm")


def test_who_may_not_publish_cannot_unpublish_by_taking_back(writer, chief):
    record = agreement()
    services.submit(record.version, by=writer)
    act = approve(record, chief)
    with pytest.raises(Refused, match="quyền"):
        undo.take_back(act, by=writer, reason="Nhầm")
    assert public_statement(record) == "Đã ký."


def test_a_draft_is_taken_back_in_place(writer):
    record = agreement()
    act = act_of(writer, lambda: write(record, writer, "Khác."))
    undo.take_back(act, by=writer, reason="Nhầm")
    record.refresh_from_db()
    assert record.statement == "Đã ký."


def test_what_an_approver_saw_is_not_mistaken_for_what_was_written_after_an_undoing(writer, chief):
    record = agreement()
    services.submit(record.version, by=writer)
    edit = act_of(writer, lambda: write(record, writer, "Điều người duyệt đã xem."))
    seen = Version.objects.get(pk=record.version_id).edits
    undo.take_back(edit, by=writer, reason="Nhầm")
    write(record, writer, "Điều không ai xem.")
    with pytest.raises(Stale):
        services.approve(record.version, by=chief, seen=seen)


def test_a_change_of_the_explanation_taken_back_is_not_what_was_seen_either(writer, chief):
    record = published(agreement())
    fresh = replace(record, writer, "Đã ký lại.")
    told = {"by": writer, "change": "minor", "note": "Lỗi gõ."}
    explained = act_of(writer, lambda: services.explain(fresh.version, **told))
    seen = Version.objects.get(pk=fresh.version_id).edits
    undo.take_back(explained, by=writer, reason="Nhầm")
    with pytest.raises(Stale):
        services.approve(fresh.version, by=chief, seen=seen)


def test_taking_back_never_approves_what_was_unscheduled(writer, chief):
    record = agreement()
    services.submit(record.version, by=writer)
    approve(record, chief, timezone.now() + datetime.timedelta(hours=3))
    called_off = act_of(chief, lambda: services.take_back(record.version, by=chief))
    assert undo.blockers(called_off) == ["Việc bỏ hẹn đăng: hãy duyệt lại ở chính bản ấy."]
    with pytest.raises(Refused):
        undo.take_back(called_off, by=chief, reason="Nhầm")
    assert Version.objects.get(pk=record.version_id).state == State.SUBMITTED


def test_an_edit_that_a_later_one_stands_on_is_not_taken_back_once_published_either(writer, chief):
    record = agreement()
    first = act_of(writer, lambda: write(record, writer, "Hai."))
    second = act_of(writer, lambda: write(record, writer, "Ba."))
    services.submit(record.version, by=writer)
    approve(record, chief)
    (said,) = undo.blockers(first)
    assert "đã sửa thỏa thuận hợp tác" in said
    assert undo.blockers(second) == []


def test_a_draft_given_up_comes_back_with_links_that_open_nothing(writer):
    record = agreement()
    day = datetime.timedelta(days=1)
    secrets = [services.share_preview(record.version, by=writer, lasts=day)[1] for _ in range(2)]
    given_up = act_of(writer, lambda: services.discard(record.version, by=writer))
    undo.take_back(given_up, by=writer, reason="Nhầm")
    record.refresh_from_db()
    assert record.version.links.count() == 2
    opened = PreviewLink.objects.filter(digest__in=map(services.digest_of, secrets))
    assert not opened.exists()


# --- In the admin -----------------------------------------------------------------------------


def page_of(act, name="change"):
    return reverse(f"admin:history_act_{name}", args=[act.pk])


def test_whoever_may_publish_takes_a_withdrawal_back_in_the_admin(client, chief):
    record = published(agreement())
    act = act_of(chief, lambda: services.withdraw(record.version, by=chief, reason="Nhầm"))
    client.force_login(chief)
    page = client.get(page_of(act)).content.decode()
    assert "Hoàn tác lần này" in page
    assert "Lý do gỡ" in page
    answer = client.post(page_of(act, "undo"), {"ly_do": "Gỡ nhầm bản"})
    assert answer.status_code == 302
    assert newest(record).version.state == State.SUBMITTED


def test_whoever_sees_a_record_sees_what_was_decided_of_it_and_takes_nothing_back(client, chief):
    record = published(agreement())
    act = act_of(chief, lambda: services.withdraw(record.version, by=chief, reason="Nhầm"))
    client.force_login(account("egov.view_cooperationagreement"))
    assert "Hoàn tác lần này" not in client.get(page_of(act)).content.decode()
    assert client.post(page_of(act, "undo"), {"ly_do": "Nhầm"}).status_code == 403
    client.force_login(account("press.view_briefing"))
    assert client.get(page_of(act)).status_code == 404
    assert client.post(page_of(act, "undo"), {"ly_do": "Nhầm"}).status_code == 404


def test_who_takes_anothers_edit_back_has_changed_the_draft_and_does_not_approve_it(writer, chief):
    record = agreement()

    def edit():
        services.written(record.version, by=writer)
        record.statement = "Khác."
        record.save()

    act = act_of(writer, edit)
    undo.take_back(act, by=chief, reason="Câu trước đúng")
    services.submit(record.version, by=writer)
    version = Version.objects.get(pk=record.version_id)
    with pytest.raises(Refused, match="không tự duyệt"):
        services.approve(version, by=chief, seen=version.edits)
