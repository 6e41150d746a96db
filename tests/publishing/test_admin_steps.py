"""Staff write, submit, approve, schedule and withdraw in the admin, each by their own right."""

import datetime

import pytest
from django.urls import reverse

from egov.models import CooperationAgreement
from laocai_ict.display.dates import moment
from laocai_ict.publishing import services
from laocai_ict.publishing.admin.steps import STEPS
from laocai_ict.publishing.models import Move, Version
from tests.admin.forms import as_sent
from tests.egov.builders import make_source

from .builders import account
from .people import (
    KIND,
    agreement,
    approver,
    author,
    both,
    form_page,
    in_public,
    other_page,
    page,
    press,
    replacing,
    scheduled,
    submitted,
    text,
    tomorrow,
    version_of,
)

pytestmark = pytest.mark.django_db


def test_from_the_first_word_to_the_public(client):
    client.force_login(author())
    add = reverse(f"admin:egov_{KIND}_add")
    sent = as_sent(client.get(add)) | {
        "partner": "Đối tác mới", "statement": "Đã ký.", "source": make_source().pk,
    }  # fmt: skip
    assert client.post(add, sent).status_code == 302
    record = CooperationAgreement.objects.get(partner="Đối tác mới")
    press(client, record, "gui-duyet", note="Nhờ xem giúp.")
    assert version_of(record).state == "submitted"

    client.force_login(approver())
    assert "Đối tác mới" in text(client.get(page(record, "duyet")))
    press(client, record, "duyet", viec="ngay")
    assert record in CooperationAgreement.objects.published()
    told = list(Move.objects.filter(version=record.version).values_list("verb", "reason"))
    assert told == [("submit", "Nhờ xem giúp."), ("approve", "")]


def test_the_approver_sees_the_difference_to_the_live_version(client):
    record = in_public(statement="Ký giai đoạn 2016 đến 2020.")
    by = author()
    after = replacing(record, by, "Ký giai đoạn 2021 đến 2025.")
    services.explain(after.version, by=by, change="update", note="Giai đoạn mới.")
    services.submit(after.version, by=by)
    client.force_login(approver())
    shown = text(client.get(page(after, "duyet")))
    assert "<del>2016</del><ins>2021</ins> đến <del>2020</del><ins>2025</ins>." in shown
    assert "Khác với phiên bản 1, bản đang đăng" in shown
    assert "Giai đoạn mới." in shown


def test_one_button_names_day_and_hour_without_a_script(client):
    record, minute = submitted(), tomorrow()
    client.force_login(approver())
    typed = {"day": minute.strftime("%d/%m/%Y"), "hour": "16:00", "note": "Được."}
    named = client.post(page(record, "duyet"), as_sent(client.get(page(record, "duyet"))) | typed)
    assert f">Hẹn đăng {moment(minute)}</button>" in text(named)
    assert moment(minute).endswith(", giờ Việt Nam")
    assert version_of(record).state == "submitted"
    client.post(page(record, "duyet"), as_sent(named) | {"viec": "hen"})
    version = version_of(record)
    assert (version.state, version.public_from) == ("approved", minute)
    just_before = minute - datetime.timedelta(microseconds=1)
    assert record not in CooperationAgreement.objects.published(just_before)
    assert record in CooperationAgreement.objects.published(minute)


def test_a_button_that_names_another_minute_than_the_fields_does_nothing(client):
    record, minute = submitted(), tomorrow()
    client.force_login(approver())
    typed = {"day": minute.strftime("%d/%m/%Y"), "hour": "17:30", "viec": "hen",
             "phut": minute.strftime("%Y-%m-%dT%H:%M")}  # fmt: skip
    answer = press(client, record, "duyet", **typed)
    assert f"Hẹn đăng 17:30 {moment(minute)[6:]}</button>" in text(answer)
    assert version_of(record).state == "submitted"


def test_a_schedule_in_the_past_is_refused_and_nothing_typed_is_lost(client):
    record = submitted()
    client.force_login(approver())
    typed = {"day": "30/11/2020", "hour": "16:00", "note": "Đã đọc kỹ.", "viec": "gio"}
    answer = press(client, record, "duyet", **typed)
    assert "16:00 thứ Hai 30/11/2020, giờ Việt Nam đã qua" in text(answer)
    assert 'value="30/11/2020"' in text(answer)
    assert 'value="16:00"' in text(answer)
    assert "Đã đọc kỹ.</textarea>" in text(answer)
    assert version_of(record).state == "submitted"


def test_now_with_a_minute_entered_is_not_guessed(client):
    record = submitted()
    client.force_login(approver())
    answer = press(client, record, "duyet", viec="ngay", day="30/11/2050", hour="16:00")
    assert "Bạn đã nhập ngày giờ hẹn" in text(answer)
    assert version_of(record).state == "submitted"


def test_what_changed_a_second_ago_is_shown_and_not_approved(client):
    record = submitted(statement="Đã ký.")
    client.force_login(approver())
    seen = as_sent(client.get(page(record, "duyet")))
    CooperationAgreement.objects.filter(pk=record.pk).update(statement="Vừa sửa xong.")
    answer = client.post(page(record, "duyet"), seen | {"viec": "ngay", "note": "Được."})
    assert "vừa được sửa sau khi bạn mở trang" in text(answer)
    assert "<li>Nguồn nói gì</li>" in text(answer)
    assert "Vừa sửa xong." in text(answer)
    assert "Được.</textarea>" in text(answer)
    assert version_of(record).state == "submitted"
    client.post(page(record, "duyet"), as_sent(answer) | {"viec": "ngay"})
    assert version_of(record).state == "approved"


@pytest.mark.parametrize("forged", ["", "sai", "WzEsIDIsIHt9XQ:1x:abc"])
def test_who_sends_no_proof_of_what_was_seen_approves_nothing(client, forged):
    record = submitted()
    client.force_login(approver())
    press(client, record, "duyet", viec="ngay", da_xem=forged)
    assert version_of(record).state == "submitted"


def test_the_proof_of_one_record_does_not_serve_for_another(client):
    record, other = submitted(), submitted(partner="Khác")
    client.force_login(approver())
    proof = as_sent(client.get(page(other, "duyet")))["da_xem"]
    press(client, record, "duyet", viec="ngay", da_xem=proof)
    assert version_of(record).state == "submitted"


def test_a_right_taken_while_the_page_was_open_is_missed_when_it_counts(client):
    record, by = submitted(), approver()
    client.force_login(by)
    seen = as_sent(client.get(page(record, "tra-lai")))
    by.user_permissions.clear()
    answer = client.post(page(record, "tra-lai"), seen | {"reason": "Thiếu năm ký."})
    assert answer.status_code == 403
    assert "không còn quyền" in text(answer)
    assert "Thiếu năm ký." in text(answer)
    assert version_of(record).state == "submitted"


def test_a_reader_who_lost_the_right_to_publish_keeps_the_page(client):
    record, by = submitted(), both()
    client.force_login(by)
    seen = as_sent(client.get(page(record, "tra-lai")))
    by.user_permissions.filter(codename=f"publish_{KIND}").get().user_set.remove(by)
    answer = client.post(page(record, "tra-lai"), seen | {"reason": "Thiếu năm ký."})
    assert answer.status_code == 403
    assert "không có quyền duyệt đăng" in text(answer)
    assert "Thiếu năm ký.</textarea>" in text(answer)


def test_a_version_given_up_meanwhile_is_told_and_the_comment_given_back(client):
    record, by = submitted(), approver()
    client.force_login(by)
    seen = as_sent(client.get(page(record, "tra-lai")))
    services.discard(record.version, by=author())
    answer = client.post(page(record, "tra-lai"), seen | {"reason": "Thiếu năm ký."})
    assert answer.status_code == 404
    assert "Bản này không còn" in text(answer)
    assert "Thiếu năm ký." in text(answer)


def test_returned_with_a_comment_that_the_author_reads(client):
    record = submitted()
    client.force_login(approver())
    assert "Ghi góp ý" in text(press(client, record, "tra-lai", reason="  "))
    press(client, record, "tra-lai", reason="Thiếu năm ký.")
    assert version_of(record).state == "returned"
    client.force_login(author())
    shown = text(client.get(form_page(record)))
    assert "Thiếu năm ký." in shown.partition("<details")[0]
    assert "trả lại" in shown


@pytest.mark.django_db(transaction=True)
def test_history_tells_each_step_in_the_words_of_staff(client):
    record = in_public()
    client.force_login(account(is_superuser=True))
    services.withdraw(record.version, by=approver(), reason="Hết hiệu lực.")
    told = text(client.get(other_page(record, "history")))
    assert "<dt>Việc</dt><dd>gỡ</dd>" in told
    assert "withdraw" not in told
    acts = text(client.get(reverse("admin:history_act_changelist")))
    assert "“”" not in acts


def test_an_approver_reads_the_note_of_who_submitted(client):
    by, record = author(), agreement()
    services.submit(record.version, by=by, note="Nhờ xem kỹ năm ký.")
    client.force_login(approver())
    assert "Nhờ xem kỹ năm ký." in text(client.get(page(record, "duyet")))


def test_published_without_a_second_person_until_one_has_looked(client):
    record, by = agreement(), both()
    client.force_login(by)
    assert "phải ghi lý do" in text(
        press(client, record, "dang-khong-qua-nguoi-thu-hai", viec="ngay")
    )
    press(client, record, "dang-khong-qua-nguoi-thu-hai", viec="ngay", reason="Bão số 5.")
    assert record in CooperationAgreement.objects.published()
    assert "chờ xem lại" in text(client.get(form_page(record)))
    assert "Ghi là đã xem lại" not in text(client.get(form_page(record)))
    client.force_login(approver())
    press(client, record, "xem-lai")
    assert version_of(record).reviewed_at is not None


def test_who_forces_a_next_version_is_led_to_where_its_change_is_told(client):
    by, record = both(), in_public()
    ended = services.withdraw(record.version, by=approver(), reason="Sai năm.")
    after = replacing(record, by)
    forced, told = page(after, "dang-khong-qua-nguoi-thu-hai"), page(after, "ghi-thay-doi")
    client.force_login(by)
    shown = text(client.get(forced))
    assert ended.is_over()
    assert "Chưa ghi phiên bản này thay đổi gì so với bản trước." in shown
    assert "so với bản đang đăng" not in shown
    assert f'href="{told}"' in shown
    press(client, after, "ghi-thay-doi", change="update", change_note="Sửa năm ký.")
    assert f'href="{told}"' not in text(client.get(forced))
    press(client, after, "dang-khong-qua-nguoi-thu-hai", viec="ngay", reason="Bão số 5.")
    assert after in CooperationAgreement.objects.published()


def test_who_may_not_tell_the_change_is_told_who_may(client):
    after = replacing(in_public(), author())
    client.force_login(approver())
    shown = text(client.get(page(after, "dang-khong-qua-nguoi-thu-hai")))
    assert "Người có quyền sửa bản này ghi điều ấy" in shown
    assert f'href="{page(after, "ghi-thay-doi")}"' not in shown


def test_withdrawn_with_a_public_reason_and_called_off_before_its_minute(client):
    record, minute = in_public(), tomorrow()
    client.force_login(approver())
    typed = {"day": minute.strftime("%d/%m/%Y"), "hour": "16:00", "reason": "Hết hiệu lực."}
    named = press(client, record, "go", **typed, viec="gio")
    client.post(page(record, "go"), as_sent(named) | {"viec": "hen"})
    assert version_of(record).public_until == minute
    press(client, record, "bo-hen-go")
    assert version_of(record).public_until is None
    press(client, record, "go", reason="Hết hiệu lực.", viec="ngay")
    assert record not in CooperationAgreement.objects.published()
    assert "đã gỡ" in text(client.get(form_page(record)))


def test_a_correction_says_what_was_wrong_before_it_is_submitted(client):
    by = author()
    after = replacing(in_public(), by)
    client.force_login(by)
    said = {"change": "correction", "change_note": "Sửa năm.", "was_wrong": "2016"}
    answer = press(client, after, "gui-duyet", **said)
    assert "Đính chính phải ghi điều đúng." in text(answer)
    assert "Đính chính phải ghi người quyết định đính chính." in text(answer)
    assert "2016</textarea>" in text(answer)
    assert version_of(after).state == "draft"
    press(client, after, "gui-duyet", **said, is_right="2017", decided_by="Giám đốc")
    version = version_of(after)
    assert (version.state, version.change, version.is_right) == ("submitted", "correction", "2017")


def test_everything_in_the_way_is_told_at_once(client):
    record = submitted()
    CooperationAgreement.objects.filter(pk=record.pk).update(partner="", statement="")
    client.force_login(approver())
    shown = client.get(page(record, "duyet"))
    assert "Chưa đăng được" in text(shown)
    assert "<li>Đối tác: " in text(shown)
    assert "<li>Nguồn nói gì: " in text(shown)
    assert 'value="ngay"' not in text(shown)
    press(client, record, "duyet", viec="ngay")
    assert version_of(record).state == "submitted"


def test_an_old_version_is_closed_by_two_people_on_a_legal_ground(client):
    record, one, two = in_public(), both(), approver()
    after = replacing(record, one)
    services.explain(after.version, by=one, change="update", note="Ký lại.")
    services.submit(after.version, by=one)
    services.approve(after.version, by=two, seen=version_of(after).edits)
    client.force_login(one)
    press(client, record, "de-nghi-dong", ground="Điều 18 Luật A")
    assert "Đóng bản cũ</a>" not in text(client.get(form_page(record)))
    client.force_login(two)
    assert "Điều 18 Luật A" in text(client.get(page(record, "dong")))
    press(client, record, "dong")
    assert version_of(record).closed_by_name == str(two)


def test_scheduled_is_taken_back_to_edit(client):
    record = scheduled(tomorrow())
    by = author()
    client.force_login(by)
    assert "Bỏ hẹn để sửa" in text(client.get(form_page(record)))
    press(client, record, "bo-hen")
    assert version_of(record).state == "submitted"
    assert 'name="partner"' in text(client.get(form_page(record)))


def test_a_step_that_does_not_fit_leads_back_with_a_word(client):
    record = in_public()
    client.force_login(both())
    answer = client.get(page(record, "gui-duyet"), follow=True)
    assert answer.redirect_chain[0][0] == form_page(record)
    assert "không làm được việc “Gửi duyệt”" in text(answer)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
def test_no_step_opens_or_acts_for_who_may_only_read(client, step):
    record = submitted()
    client.force_login(account(f"egov.view_{KIND}"))
    before = Version.objects.filter(pk=record.version_id).values().get()
    assert client.get(page(record, step.slug)).status_code == 403
    answer = client.post(page(record, step.slug), {"viec": "ngay", "reason": "x", "ground": "x"})
    assert answer.status_code == 403
    assert Version.objects.filter(pk=record.version_id).values().get() == before
    assert page(record, step.slug) not in text(client.get(form_page(record)))


@pytest.mark.parametrize(
    ("state", "who", "offered"),
    [
        ("draft", author, {"gui-duyet", "bo-ban-nhap"}),
        ("draft", approver, {"dang-khong-qua-nguoi-thu-hai"}),
        ("submitted", author, {"rut-lai", "bo-ban-nhap"}),
        ("submitted", approver, {"duyet", "tra-lai", "dang-khong-qua-nguoi-thu-hai"}),
        ("scheduled", author, {"bo-hen"}),
        ("scheduled", approver, {"bo-hen"}),
        ("public", author, {"soan-ban-moi"}),
        ("public", approver, {"go"}),
    ],
)
def test_the_form_offers_what_this_person_may_do_in_this_state(client, state, who, offered):
    make = {
        "draft": agreement, "submitted": submitted, "public": in_public,
        "scheduled": lambda: scheduled(tomorrow()),
    }  # fmt: skip
    record = make[state]()
    client.force_login(who())
    shown = text(client.get(form_page(record)))
    assert {step.slug for step in STEPS if page(record, step.slug) in shown} == offered


def test_the_writer_with_the_right_to_approve_is_told_why_not(client):
    by = both()
    record = submitted(by=by)
    client.force_login(by)
    shown = text(client.get(form_page(record)))
    assert "Bạn đã soạn hoặc sửa bản này nên không tự duyệt được" in shown
    assert page(record, "duyet") not in shown
    press_directly = client.post(page(record, "duyet"), {"viec": "ngay", "da_xem": ""})
    assert press_directly.status_code == 200
    assert version_of(record).state == "submitted"


def test_dangerous_steps_stand_apart(client):
    record = submitted()
    client.force_login(both())
    harmless, _, dangerous = text(client.get(form_page(record))).partition("viec-nguy-hiem")
    assert page(record, "duyet") in harmless
    for slug in ("dang-khong-qua-nguoi-thu-hai", "bo-ban-nhap"):
        assert page(record, slug) not in harmless
        assert page(record, slug) in dangerous


def test_every_verb_of_people_has_a_page():
    elsewhere = {"written", "share_preview", "revoke_preview"}
    assert {step.verb for step in STEPS} == set(services.VERBS) - elsewhere


def test_a_comment_of_too_many_words_comes_back(client):
    record = submitted()
    client.force_login(approver())
    answer = press(client, record, "tra-lai", reason="dài " * 600)
    assert "dài dài" in text(answer)
    assert version_of(record).state == "submitted"
