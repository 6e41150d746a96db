"""Followed deadlines in the admin: entered by hand, taken through their steps, decided on."""

import datetime

import pytest
from django.urls import reverse

from laocai_ict.deadlines import services
from laocai_ict.deadlines.models import Deadline, Decision, Notice
from tests.admin.forms import as_sent
from tests.publishing.builders import account

from .following_builders import (
    DUE_DAY,
    NEW_DAY,
    START,
    day_off,
    decided,
    decider,
    fresh,
    opened,
    rule,
    tracker,
)

pytestmark = pytest.mark.django_db

ADD = reverse("admin:deadlines_deadline_add")
LIST = reverse("admin:deadlines_deadline_changelist")
DEVIATING = reverse("admin:deadlines_deviating")
NOTICES = reverse("admin:deadlines_notices")
DAY = datetime.timedelta(days=1)


def text(answer):
    return answer.content.decode()


def as_user(client, user):
    client.force_login(user)
    return client


def page_of(deadline):
    return reverse("admin:deadlines_deadline_change", args=[deadline.pk])


def step_of(deadline, slug):
    return reverse("admin:deadlines_deadline_step", args=[deadline.pk, slug])


def take(client, deadline, slug, **typed):
    page = step_of(deadline, slug)
    return client.post(page, as_sent(client.get(page)) | typed)


# --- Entered by hand --------------------------------------------------------------------------


def letter(**values):
    usual = {"title": "Trả lời Báo Lào Cai", "started_at_0": "17/04/2026", "started_at_1": "09:00"}
    return usual | {"rule": str(rule().pk)} | values


def test_a_letter_is_entered_its_end_proposed_day_by_day_then_kept(client):
    by = tracker()
    as_user(client, by)
    answer = client.post(ADD, as_sent(client.get(ADD)) | letter(people=[str(by.pk)]))
    page = text(answer)
    assert "Chưa lưu: thời hạn hết ngày 06/05/2026" in page
    assert "thứ Năm 30/04/2026</b>: nghỉ" in page.replace("ngày nghỉ", "nghỉ")
    assert "Ngày Chiến thắng" in page
    assert not Deadline.objects.exists()
    assert client.post(ADD, as_sent(answer)).status_code == 302
    made = Deadline.objects.get()
    assert (made.title, made.due_day, list(made.people.all())) == (
        "Trả lời Báo Lào Cai",
        DUE_DAY,
        [by],
    )


def test_a_year_without_a_calendar_is_said_and_what_was_typed_stays(client):
    as_user(client, tracker())
    page = text(client.post(ADD, as_sent(client.get(ADD)) | letter(started_at_0="17/04/2040")))
    assert "lịch nghỉ năm 2040 chưa được nhập" in page
    assert 'value="Trả lời Báo Lào Cai"' in page
    assert not Deadline.objects.exists()


@pytest.mark.parametrize("day", ["30/02/2026", "", "hôm qua", "01/01/0001", "31/12/9999"])
def test_a_day_that_cannot_be_is_said(client, day):
    as_user(client, tracker())
    answer = client.post(ADD, as_sent(client.get(ADD)) | letter(started_at_0=day))
    assert answer.status_code == 200
    assert "errornote" in text(answer)
    assert not Deadline.objects.exists()


def test_what_the_end_was_reckoned_from_is_not_changed_afterwards(client):
    deadline = opened()
    as_user(client, tracker())
    page = page_of(deadline)
    sent = as_sent(client.get(page)) | {"title": "Tên mới", "started_at_0": "01/01/2026"}
    assert client.post(page, sent).status_code == 302
    assert fresh(deadline).title == "Tên mới"
    assert fresh(deadline).started_at == START


def test_its_page_tells_everything_and_leads_to_the_steps(client):
    deadline = opened()
    as_user(client, tracker())
    page = text(client.get(page_of(deadline)))
    assert "Thời hạn hết ngày 06/05/2026" in page
    assert "Điều 1, Luật thử" in page
    assert "Cách tính, từng ngày" in page
    for words in ("Ghi là đã xong", "Tạm dừng", "Gia hạn"):
        assert words in page


def test_the_deadline_of_a_record_is_shown_and_not_changed_here(client):
    by = account("press.change_briefing")
    deadline = opened(by=by, kind="press.briefing", work_address="/quan-tri/press/briefing/")
    as_user(client, tracker())
    page = text(client.get(page_of(deadline)))
    assert 'name="title"' not in page
    assert "Ghi là đã xong" not in page
    assert 'href="/quan-tri/press/briefing/"' in page
    assert client.get(step_of(deadline, "xong")).status_code == 403


def test_the_list_is_filtered_by_what_is_asked_most(client):
    opened("Thư cũ")
    services.close(opened("Thư xong"), by=tracker(), outcome="Đã trả lời.")
    as_user(client, tracker())
    assert "Thư cũ" in text(client.get(LIST, {"tinh_trang": "qua-han"}))
    assert "Thư xong" not in text(client.get(LIST, {"tinh_trang": "dang-mo"}))
    assert "Thư xong" in text(client.get(LIST, {"tinh_trang": "xong"}))
    for state in ("hom-nay", "tam-dung"):
        assert "Thư cũ" not in text(client.get(LIST, {"tinh_trang": state}))


# --- Steps ------------------------------------------------------------------------------------


def test_each_step_has_a_page_and_is_taken_there(client):
    deadline = opened()
    as_user(client, tracker())
    typed = {"day": "20/04/2026", "hour": "10:00"}
    assert take(client, deadline, "tam-dung", **typed).status_code == 302
    assert fresh(deadline).is_paused
    assert "Chưa có ngày hết hạn" in text(client.get(page_of(deadline)))
    assert take(client, deadline, "chay-tiep", day="22/04/2026", hour="10:00").status_code == 302
    assert fresh(deadline).due_day == DUE_DAY + 2 * DAY
    assert take(client, deadline, "xong", outcome="Đã trả lời.").status_code == 302
    assert fresh(deadline).was_in_time is False
    assert "xong trễ hạn" in text(client.get(page_of(deadline)))
    assert take(client, deadline, "mo-lai", reason="Ghi nhầm.").status_code == 302
    assert fresh(deadline).is_open


def test_an_extension_is_taken_on_its_page(client):
    deadline = opened(started_at=_lately())
    as_user(client, tracker())
    before = fresh(deadline).due_day
    assert take(client, deadline, "gia-han").status_code == 302
    assert fresh(deadline).due_day > before
    assert "Gia hạn một lần" in text(client.get(page_of(deadline)))


def _lately():
    from django.utils import timezone

    return timezone.now() - DAY


def test_a_refusal_is_shown_with_what_was_typed(client):
    deadline = opened()
    as_user(client, tracker())
    page = text(take(client, deadline, "tam-dung", ground="chờ giấy tờ gốc"))
    assert "Đã hết hạn ngày 06/05/2026: không tạm dừng được nữa." in page
    assert 'value="chờ giấy tờ gốc"' in page


def test_half_a_moment_is_asked_for_whole(client):
    deadline = opened()
    as_user(client, tracker())
    assert "Ghi giờ" in text(take(client, deadline, "tam-dung", day="20/04/2026"))
    assert "Ghi ngày" in text(take(client, deadline, "tam-dung", hour="10:00"))


def test_a_step_that_does_not_fit_leads_back(client):
    deadline = opened()
    as_user(client, tracker())
    answer = client.get(step_of(deadline, "chay-tiep"), follow=True)
    assert "không làm được việc “Cho chạy tiếp”" in text(answer)
    assert client.get(step_of(deadline, "khong-co")).status_code == 404


# --- Deciding ---------------------------------------------------------------------------------


def test_what_deviates_is_listed_and_the_chosen_moved_by_one_press(client):
    first, second = opened("Một"), opened("Hai")
    day_off()
    as_user(client, decider(display_name="Trần Bình"))
    page = client.get(DEVIATING)
    assert "Hết ngày 06/05/2026 → <b>hết ngày 07/05/2026</b>" in text(page)
    assert "Nghỉ hoán đổi" in text(page)  # the explanation
    sent = as_sent(page) | {"chon": [str(first.pk)], "reason": "Nghỉ hoán đổi.", "document": "12"}
    answer = client.post(DEVIATING, sent, follow=True)
    assert "Đã dời 1 thời hạn" in text(answer)
    assert (fresh(first).due_day, fresh(second).due_day) == (NEW_DAY, DUE_DAY)
    decision = Decision.objects.get()
    assert answer.redirect_chain[-1][0].endswith(f"/decision/{decision.pk}/change/")
    log = text(answer)
    assert "Nghỉ hoán đổi." in log
    assert "Trần Bình" in log
    assert "Một</bdi>" in log


def test_without_a_reason_or_a_choice_nothing_moves_and_the_choice_stays(client):
    first, second = opened("Một"), opened("Hai")
    day_off()
    as_user(client, decider())
    sent = as_sent(client.get(DEVIATING))
    page = text(client.post(DEVIATING, sent | {"chon": [str(second.pk)], "reason": ""}))
    assert "Ghi lý do dời thời hạn." in page
    assert f'value="{second.pk}" checked' in page
    assert f'value="{first.pk}" checked' not in page
    assert "Chọn ít nhất" in text(client.post(DEVIATING, sent | {"chon": [], "reason": "x"}))
    hostile = {"chon": ["x", "-1", "9" * 30], "reason": "x"}
    assert "Chọn ít nhất" in text(client.post(DEVIATING, sent | hostile))
    assert fresh(first).due_day == DUE_DAY


def test_what_changed_since_is_said_and_shown_as_it_is_now(client):
    deadline = opened()
    day_off()
    as_user(client, decider())
    sent = as_sent(client.get(DEVIATING)) | {"reason": "Nghỉ hoán đổi."}
    day_off(datetime.date(2026, 4, 28))
    page = text(client.post(DEVIATING, sent))
    assert "nay khác lúc bạn xem" in page
    assert "hết ngày 08/05/2026" in page
    assert fresh(deadline).due_day == DUE_DAY


def test_who_may_not_decide_sees_the_list_and_no_button(client):
    opened()
    day_off()
    as_user(client, tracker())
    page = client.get(DEVIATING)
    assert "Trả lời thư" in text(page)
    assert "Dời các thời hạn đã chọn" not in text(page)
    assert client.post(DEVIATING, {"reason": "x"}).status_code == 403
    as_user(client, account())
    assert client.get(DEVIATING).status_code == 403


def test_the_log_can_be_read_and_not_written(client):
    deadline = opened()
    day_off()
    decision = decided(deadline)
    as_user(client, decider())
    page = reverse("admin:deadlines_decision_change", args=[decision.pk])
    assert "Chính phủ cho nghỉ hoán đổi." in text(client.get(page))
    assert client.post(page, {"reason": "khác"}).status_code == 403
    assert client.get(reverse("admin:deadlines_decision_add")).status_code == 403
    assert client.get(page.replace("change", "delete")).status_code == 403


# --- Told -------------------------------------------------------------------------------------


def test_who_is_told_sees_it_until_they_say_that_they_know(client):
    follower = account(name="theo-doi")
    deadline = opened(people=[follower])
    day_off()
    decided(deadline)
    as_user(client, follower)  # without any right over deadlines
    page = client.get(NOTICES)
    assert "Hết ngày 06/05/2026 → <b>hết ngày 07/05/2026</b>" in text(page)
    answer = client.post(NOTICES, as_sent(page), follow=True)
    assert "bạn đã biết 1 thời hạn" in text(answer)
    assert "Không có thời hạn nào của bạn vừa dời." in text(answer)
    assert Notice.objects.get().seen_at is not None


def test_nobody_says_it_for_somebody_else(client):
    deadline = opened(people=[account(name="theo-doi")])
    day_off()
    decided(deadline)
    as_user(client, tracker())
    client.post(NOTICES, {"chon": [str(Notice.objects.get().pk), "x"]})
    assert Notice.objects.get().seen_at is None
