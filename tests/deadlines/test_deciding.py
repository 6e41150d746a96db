"""Open deadlines move by one decision that is logged and told; closed ones never do."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laocai_ict.deadlines import deviations, services, telling
from laocai_ict.deadlines.keeping import from_json
from laocai_ict.deadlines.models import Deadline, DeadlineRule, Decision, Notice, Shift
from laocai_ict.display.refusals import Refused
from laocai_ict.reference.models import Agency, CalendarDay
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

DAY = datetime.timedelta(days=1)


def deviating():
    return [one.deadline.title for one in deviations.deviating()]


def refusal(sentence):
    return pytest.raises(Refused, match=sentence)


# --- What deviates ----------------------------------------------------------------------------


def test_a_day_entered_moves_nothing_and_makes_open_deadlines_deviate():
    deadline, done = opened("Mở"), opened("Xong")
    services.close(done, by=tracker(), outcome="Đã trả lời.")
    assert deviating() == []
    day_off()
    [found] = deviations.deviating()
    assert (found.deadline, found.told) == (deadline, "06/05/2026 → 07/05/2026")
    assert fresh(deadline).due_day == fresh(done).due_day == DUE_DAY


def test_a_day_taken_back_makes_them_agree_again():
    opened()
    day_off().delete()
    assert deviating() == []


def test_a_day_that_no_deadline_runs_over_makes_none_deviate():
    opened()
    day_off(datetime.date(2026, 6, 17))
    assert deviating() == []


def test_a_rule_that_was_corrected_makes_its_deadlines_deviate():
    deadline = opened()
    DeadlineRule.objects.filter(pk=deadline.rule_id).update(amount=11)
    assert [one.told for one in deviations.deviating()] == ["06/05/2026 → 07/05/2026"]


def test_what_can_no_longer_be_reckoned_is_told_with_the_reason():
    deadline = opened()
    CalendarDay.objects.filter(date__year=2026).delete()
    [found] = deviations.deviating()
    assert found.reckoning is None
    assert "2026" in found.told
    with refusal("chưa có ngày mới"):
        decided(deadline)


def test_a_paused_deadline_has_no_end_that_could_deviate():
    deadline = opened()
    services.pause(deadline, by=tracker(), ground="chờ", at=START + DAY)
    day_off()
    assert deviating() == []
    services.resume(deadline, by=tracker(), at=START + 2 * DAY)
    assert deviating() == []  # its end was reckoned with the new day


def test_many_are_found_with_three_queries():
    by = tracker()
    counts = []
    for count in (1, 20):
        for number in range(count):
            opened(f"Thư {number}", by=by)
        with CaptureQueriesContext(connection) as caught:
            deviations.deviating()
        counts.append([query["sql"] for query in caught])
    # the open deadlines with their rules, their pauses, the calendar
    assert [len(queries) for queries in counts] == [3, 3]
    assert sum("reference_calendarday" in sql for sql in counts[1]) == 1


# --- The decision -----------------------------------------------------------------------------


def test_one_decision_moves_all_that_were_chosen_and_is_logged():
    first, second, third = (opened(title) for title in ("Một", "Hai", "Ba"))
    day_off()
    by = decider(display_name="Trần Bình")
    decision = decided(first, second, by=by, document="Công điện 12/CĐ-TTg")
    assert fresh(first).due_day == fresh(second).due_day == NEW_DAY
    assert fresh(third).due_day == DUE_DAY
    assert (decision.by, decision.by_name) == (by, "Trần Bình")
    assert decision.document == "Công điện 12/CĐ-TTg"
    shifts = Shift.objects.filter(decision=decision).order_by("pk")
    assert [(one.deadline, one.old_due_day, one.new_due_day) for one in shifts] == [
        (first, DUE_DAY, NEW_DAY),
        (second, DUE_DAY, NEW_DAY),
    ]
    days = {day.date: day.name for day in from_json(shifts[0].explanation).days}
    assert days[datetime.date(2026, 4, 29)] == "Nghỉ hoán đổi"
    assert deviating() == ["Ba"]


def test_a_decision_needs_its_right_its_reason_and_something_chosen():
    deadline = opened()
    day_off()
    with refusal("không có quyền quyết định"):
        decided(deadline, by=tracker())
    with refusal("Ghi lý do"):
        decided(deadline, reason=" ")
    with refusal("Chọn ít nhất"):
        decided()
    assert not Decision.objects.exists()


def test_what_was_closed_after_the_list_was_shown_is_refused_and_nothing_moves():
    first, second = opened("Một"), opened("Hai")
    day_off()
    seen = deviations.shown(deviations.deviating())
    services.close(second, by=tracker(), outcome="Đã trả lời.")
    with refusal("“Hai” vừa xong"):
        decided(first, second, seen=seen)
    assert fresh(first).due_day == fresh(second).due_day == DUE_DAY
    assert not Decision.objects.exists()


def test_what_was_paused_after_the_list_was_shown_is_refused():
    deadline = opened()
    day = day_off()
    seen = deviations.shown(deviations.deviating())
    day.delete()
    services.pause(deadline, by=tracker(), ground="chờ", at=START + DAY)
    with refusal("vừa tạm dừng"):
        decided(deadline, seen=seen)


def test_a_calendar_that_changed_after_the_list_was_shown_is_refused():
    deadline = opened()
    day_off()
    seen = deviations.shown(deviations.deviating())
    day_off(datetime.date(2026, 4, 28))
    with refusal("nay khác lúc bạn xem .06/05/2026 → 08/05/2026."):
        decided(deadline, seen=seen)
    CalendarDay.objects.filter(date__in=["2026-04-28", "2026-04-29"]).delete()
    with refusal("không còn lệch"):
        decided(deadline, seen=seen)


@pytest.mark.parametrize("seen", ["", "bịa", "a:b:c"])
def test_a_list_that_was_never_shown_is_refused(seen):
    deadline = opened()
    day_off()
    with refusal("nay khác lúc bạn xem"):
        decided(deadline, seen=seen)


def test_what_is_not_on_the_list_or_not_there_at_all_is_refused():
    deadline = opened()
    day_off()
    seen = deviations.shown(deviations.deviating())
    other = opened("Khác", rule=rule(code="khac"))
    with refusal("“Khác” không còn lệch"):
        decided(deadline, other, seen=seen)
    Deadline.objects.filter(pk=other.pk).delete()
    with refusal("Có thời hạn không còn"):
        decided(deadline, other, seen=seen)
    assert fresh(deadline).due_day == DUE_DAY


# --- Told -------------------------------------------------------------------------------------


def told():
    return sorted(notice.user.username for notice in Notice.objects.select_related("user"))


def test_those_who_follow_it_and_the_staff_of_its_agency_are_told():
    agency = Agency.objects.order_by("pk")[0]
    follower = account(name="theo-doi")
    account(name="nguoi-co-quan", agency=agency)
    account(name="da-nghi", agency=agency, is_active=False)
    account(name="nguoi-khac")
    deadline = opened(people=[follower], agency=agency)
    day_off()
    decided(deadline)
    assert told() == ["nguoi-co-quan", "theo-doi"]


def test_where_nobody_is_named_all_who_follow_deadlines_are_told():
    by = tracker(name="theo-doi")
    account(name="nguoi-khac")
    deadline = opened(by=by)
    day_off()
    decided(deadline)
    assert told() == ["theo-doi"]


def test_each_says_that_they_know_for_themselves_alone():
    one, two = account(name="mot"), account(name="hai")
    deadline = opened(people=[one, two])
    day_off()
    decided(deadline)
    keys = list(Notice.objects.values_list("pk", flat=True))
    assert services.acknowledge(keys, by=one) == 1
    assert list(Notice.objects.unseen().values_list("user__username", flat=True)) == ["hai"]


def test_a_listener_joins_in_the_same_transaction():
    deadline = opened()
    day_off()
    heard = []

    def listen(decision, shifts):
        heard.append((decision.reason, [shift.deadline.title for shift in shifts]))

    telling.on_shift(listen)
    try:
        decided(deadline, reason="Nghỉ hoán đổi.")
    finally:
        telling.forget(listen)
    assert heard == [("Nghỉ hoán đổi.", ["Trả lời thư"])]


def test_what_a_listener_cannot_do_undoes_the_decision():
    deadline = opened()
    day_off()

    def fail(decision, shifts):
        raise RuntimeError("hộp thư hỏng")

    telling.on_shift(fail)
    try:
        with pytest.raises(RuntimeError):
            decided(deadline)
    finally:
        telling.forget(fail)
    assert fresh(deadline).due_day == DUE_DAY
    assert not Decision.objects.exists()
