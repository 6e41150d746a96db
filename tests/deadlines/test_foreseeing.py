"""Who enters, changes or deletes a day sees first which open deadlines it would move."""

import datetime

import pytest
from django.urls import reverse

from laocai_ict.deadlines import services
from laocai_ict.deadlines.models import OfficeHours
from laocai_ict.history.models import Entry
from laocai_ict.reference.models import CalendarDay
from tests.accounts.builders import make_user
from tests.admin.forms import as_sent
from tests.publishing.builders import account
from tests.reference.builders import make_source

from .following_builders import DUE_DAY, day_off, fresh, opened, rule, tracker

pytestmark = pytest.mark.django_db

ADD = reverse("admin:reference_calendarday_add")
LIST = reverse("admin:reference_calendarday_changelist")
HEAD = "Chưa lưu: 1 thời hạn đang mở sẽ lệch với lịch"
APRIL_29 = datetime.date(2026, 4, 29)


@pytest.fixture
def keeper(client):
    client.force_login(make_user("giu-lich", group="Dữ liệu tham chiếu"))
    return client


def text(answer):
    return answer.content.decode()


def typed(**fields):
    usual = {
        "date": "29/04/2026",
        "kind": "swapped",
        "name": "Nghỉ hoán đổi",
        "is_confirmed": "on",
        "source": str(make_source().pk),
    }
    return usual | fields


def enter(client, **fields):
    return client.post(ADD, as_sent(client.get(ADD)) | typed(**fields))


def change_page(day):
    return reverse("admin:reference_calendarday_change", args=[day.pk])


def delete_page(day):
    return reverse("admin:reference_calendarday_delete", args=[day.pk])


def test_a_day_that_would_move_deadlines_is_not_saved_at_the_first_press(keeper):
    deadline = opened("Trả lời báo", people=[account(name="theo-doi", display_name="Lý Dung")])
    answer = enter(keeper)
    assert answer.status_code == 200
    page = text(answer)
    assert HEAD in page
    assert "Trả lời báo</bdi></b>: 06/05/2026 → 07/05/2026" in page
    assert "Lý Dung" in page
    assert 'value="Nghỉ hoán đổi"' in page  # what was typed is still there
    assert "errornote" not in page
    assert not CalendarDay.objects.filter(date=APRIL_29).exists()
    assert not Entry.objects.filter(table="reference_calendarday", after__date="2026-04-29")
    assert fresh(deadline).due_day == DUE_DAY


def test_the_second_press_saves_the_day_and_moves_nothing(keeper):
    deadline = opened()
    answer = keeper.post(ADD, as_sent(enter(keeper)))
    assert answer.status_code == 302
    assert CalendarDay.objects.filter(date=APRIL_29).exists()
    assert fresh(deadline).due_day == DUE_DAY


def test_a_day_that_moves_nothing_is_saved_at_once(keeper):
    closed = opened("Đã xong")
    services.close(closed, by=tracker(), outcome="Đã trả lời.")
    opened("Chạy vào lúc khác", started_at=datetime.datetime(2026, 9, 7, tzinfo=datetime.UTC))
    assert enter(keeper).status_code == 302


def test_what_became_different_between_the_presses_is_shown_again(keeper):
    opened("Một")
    shown = as_sent(enter(keeper))
    opened("Hai")
    answer = keeper.post(ADD, shown)
    page = text(answer)
    assert "nay khác lúc bạn xem" in page
    assert "Hai</bdi>" in page
    assert not CalendarDay.objects.filter(date=APRIL_29).exists()
    assert keeper.post(ADD, as_sent(answer)).status_code == 302


def test_a_token_from_elsewhere_does_not_save(keeper):
    opened()
    assert enter(keeper, _da_thay="0" * 32).status_code == 200
    assert not CalendarDay.objects.filter(date=APRIL_29).exists()


def test_what_is_wrong_in_the_form_is_said_first(keeper):
    opened()
    page = text(enter(keeper, date="31/02/2026"))
    assert HEAD not in page
    assert "errornote" in page
    assert HEAD not in text(enter(keeper, kind="working"))  # refused by the constraint


def test_a_day_that_is_there_already_is_refused_as_ever(keeper):
    day_off()
    opened()
    page = text(enter(keeper))
    assert HEAD not in page
    assert "errornote" in page


def test_a_change_of_kind_is_foreseen_and_one_of_words_is_not(keeper):
    day = day_off(datetime.date(2026, 5, 2), kind="working", name="Làm bù")
    opened()
    page = change_page(day)
    sent = as_sent(keeper.get(page))
    assert keeper.post(page, sent | {"name": "Làm bù 29/4"}).status_code == 302
    answer = keeper.post(page, as_sent(keeper.get(page)) | {"kind": "holiday"})
    assert "05/05/2026 → 06/05/2026" in text(answer)
    day.refresh_from_db()
    assert day.kind == "working"
    assert keeper.post(page, as_sent(answer)).status_code == 302
    day.refresh_from_db()
    assert day.kind == "holiday"


def test_somebody_elses_change_of_the_same_day_is_still_said_first(keeper):
    day = day_off()
    opened()
    page = change_page(day)
    sent = as_sent(keeper.get(page)) | {"date": "28/04/2026"}
    CalendarDay.objects.filter(pk=day.pk).update(name="Đổi trước")
    answer = text(keeper.post(page, sent))
    assert "Đổi trước" in answer
    assert HEAD not in answer


def test_deleting_a_day_is_foreseen(keeper):
    day = day_off()
    opened()
    page = delete_page(day)
    answer = keeper.post(page, as_sent(keeper.get(page)))
    assert answer.status_code == 200
    assert "07/05/2026 → 06/05/2026" in text(answer)
    assert "đã thay đổi từ lúc bạn mở" not in text(answer)
    assert CalendarDay.objects.filter(pk=day.pk).exists()
    assert keeper.post(page, as_sent(answer)).status_code == 302
    assert not CalendarDay.objects.filter(pk=day.pk).exists()


def test_deleting_several_is_foreseen_and_keeps_the_reason(keeper):
    days = [day_off(), day_off(datetime.date(2026, 4, 28))]
    opened()
    chosen = {"action": "delete_selected", "_selected_action": [str(day.pk) for day in days]}
    asked = as_sent(keeper.post(LIST, chosen)) | chosen | {"ly_do": "Thông báo đã rút."}
    answer = keeper.post(LIST, asked)
    page = text(answer)
    assert "08/05/2026 → 06/05/2026" in page
    assert "Thông báo đã rút." in page
    assert "Đã xóa" not in page
    assert CalendarDay.objects.filter(pk__in=[day.pk for day in days]).count() == 2
    done = keeper.post(LIST, as_sent(answer) | chosen, follow=True)
    assert done.redirect_chain
    assert not CalendarDay.objects.filter(pk__in=[day.pk for day in days]).exists()


def test_deleting_what_moves_nothing_asks_no_second_time(keeper):
    day = day_off()
    page = delete_page(day)
    assert keeper.post(page, as_sent(keeper.get(page))).status_code == 302


def test_a_year_that_would_be_without_a_calendar_is_foreseen(keeper):
    opened()
    chosen = CalendarDay.objects.filter(date__year=2026).values_list("pk", flat=True)
    sent = {"action": "delete_selected", "_selected_action": [str(key) for key in chosen]}
    asked = as_sent(keeper.post(LIST, sent)) | sent | {"ly_do": "Nhập lại."}
    answer = keeper.post(LIST, asked)
    assert "lịch nghỉ năm 2026 chưa được nhập" in text(answer)
    assert CalendarDay.objects.filter(date__year=2026).count() == len(chosen)


def test_the_form_of_an_ended_session_is_given_back_and_asks_again(keeper, client):
    opened()
    shown = as_sent(enter(keeper))
    user = keeper.session["_auth_user_id"]
    client.logout()
    kept = client.post(ADD, shown)
    assert kept.status_code == 302
    from laocai_ict.accounts.models import User
    from laocai_ict.editing.models import KeptForm

    client.force_login(User.objects.get(pk=user))
    back = client.get(KeptForm.objects.get().get_absolute_url())
    assert 'value="Nghỉ hoán đổi"' in text(back)
    assert not CalendarDay.objects.filter(date=APRIL_29).exists()
    answer = client.post(back.wsgi_request.get_full_path(), as_sent(back))
    assert HEAD in text(answer)
    assert client.post(ADD, as_sent(answer)).status_code == 302


# --- Office hours and rules -------------------------------------------------------------------


def change(client, record, **typed):
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    page = reverse(name, args=[record.pk])
    return page, client.post(page, as_sent(client.get(page)) | typed)


def test_a_rule_that_is_changed_is_foreseen(keeper):
    deadline = opened()
    page, answer = change(keeper, deadline.rule, amount="11")
    assert "06/05/2026 → 07/05/2026" in text(answer)
    deadline.rule.refresh_from_db()
    assert deadline.rule.amount == 10
    assert keeper.post(page, as_sent(answer)).status_code == 302
    deadline.rule.refresh_from_db()
    assert deadline.rule.amount == 11
    assert fresh(deadline).due_day == DUE_DAY


def test_a_rule_that_loses_its_number_is_foreseen(keeper):
    deadline = opened(rule=rule(extension_amount=None))
    typed = {"amount": "", "unit": "", "words": "ngay khi có thể"}
    _, answer = change(keeper, deadline.rule, **typed)
    assert "không có con số (ngay khi có thể)" in text(answer)


def test_words_of_a_rule_are_changed_at_once(keeper):
    _, answer = change(keeper, opened().rule, note="Đã xem lại.")
    assert answer.status_code == 302


def test_office_hours_that_are_changed_are_foreseen(keeper):
    hours = OfficeHours.objects.on(datetime.date(2026, 4, 17)).get()
    deadline = opened(rule=rule(amount=3, unit="office_hours", extension_amount=None))
    before = deadline.due_at
    _, answer = change(keeper, hours, morning_from="08:00", morning_until="11:00")
    assert HEAD in text(answer)
    assert fresh(deadline).due_at == before
    hours.refresh_from_db()
    assert hours.morning_until == datetime.time(11, 30)
