"""One deadline from its beginning to its end: the verbs, and what they refuse in words."""

import datetime

import pytest
from django.utils import timezone

from laocai_ict.deadlines import deviations, services
from laocai_ict.deadlines.keeping import from_json
from laocai_ict.deadlines.models import Deadline
from laocai_ict.deadlines.services import following
from laocai_ict.display.refusals import Refused
from laocai_ict.reference.models import CalendarDay
from tests.publishing.builders import account

from .following_builders import DUE_DAY, START, day_off, fresh, opened, rule, tracker

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def local(day, hour=0):
    return datetime.datetime(2026, *day, hour, tzinfo=timezone.get_default_timezone())


def refusal(sentence):
    return pytest.raises(Refused, match=sentence)


def test_a_deadline_begins_with_its_end_and_the_explanation_of_each_day():
    deadline = opened()
    assert (deadline.due_day, deadline.due_at) == (DUE_DAY, local((5, 7)))
    days = {day.date: day for day in from_json(fresh(deadline).explanation).days}
    assert days[datetime.date(2026, 4, 30)].name == "Ngày Chiến thắng"
    assert days[DUE_DAY].number == 10


def test_the_explanation_is_kept_as_it_was_reckoned():
    deadline = opened()
    kept = fresh(deadline).explanation
    day_off()
    CalendarDay.objects.filter(date=datetime.date(2026, 4, 30)).update(name="Tên khác")
    assert fresh(deadline).explanation == kept


def test_hours_are_kept_in_the_explanation_with_what_was_counted_of_each_day():
    deadline = opened(rule=rule(amount=24, unit="clock_hours", extension_amount=None))
    friday, saturday = from_json(fresh(deadline).explanation).days
    assert deadline.due_at == START + DAY
    assert friday.spans == ((START, local((4, 18))),)
    assert saturday.spans == ((local((4, 18)), START + DAY),)


def test_a_rule_without_a_number_opens_no_deadline():
    spoken = rule(
        amount=None, unit="", words="tỉnh chưa quy định", extension_amount=None, is_law=False
    )
    with refusal("không có con số .tỉnh chưa quy định."):
        opened(rule=spoken)
    assert not Deadline.objects.exists()


def test_a_year_without_a_calendar_opens_no_deadline():
    with refusal("2040"):
        opened(started_at=START.replace(year=2040))


def test_a_rule_of_another_time_opens_no_deadline():
    day = datetime.date(2026, 7, 1)
    old = rule(valid_until=day)
    new = rule(valid_from=day, amount=3)
    with refusal("Ngày 01/07/2026 quy định “.*10 ngày làm việc.*” không có hiệu lực"):
        opened(rule=old, started_at=local((7, 1)))
    with refusal("Ngày 30/06/2026 quy định “.*3 ngày làm việc.*” không có hiệu lực"):
        opened(rule=new, started_at=local((6, 30), 23))
    assert opened(rule=old, started_at=local((6, 30), 23)).due_at
    assert opened(rule=new, started_at=local((7, 1))).due_at


def test_who_may_not_is_refused_by_each_verb():
    deadline, nobody = opened(), account()
    with refusal("không có quyền"):
        opened(by=nobody)
    for name, given in {
        "pause": {"ground": "x"},
        "resume": {},
        "extend": {"ground": "x"},
        "close": {"outcome": "x"},
        "reopen": {"reason": "x"},
    }.items():
        with refusal("không có quyền"):
            services.VERBS[name](deadline, by=nobody, **given)
    assert fresh(deadline).due_at == deadline.due_at


def test_a_right_taken_since_the_page_was_opened_counts_no_more():
    by = tracker()
    deadline = opened(by=by)
    by.user_permissions.clear()
    with refusal("không có quyền"):
        services.close(deadline, by=by, outcome="Đã trả lời.")


def test_the_deadline_of_a_record_follows_the_right_to_change_the_record():
    press = account("press.change_briefing")
    deadline = opened(by=press, kind="press.briefing")
    with refusal("không có quyền"):
        services.close(deadline, by=tracker(), outcome="Đã trả lời.")
    services.close(deadline, by=press, outcome="Đã trả lời.")
    assert services.open_(
        title="Theo quy định", rule=deadline.rule, started_at=START, by=None, kind="press.briefing"
    ).pk
    with refusal("Không rõ ai"):
        services.open_(title="Tay", rule=deadline.rule, started_at=START, by=None)


# --- Pause, resume, extend --------------------------------------------------------------------


def test_a_pause_takes_the_end_away_and_adds_its_working_days():
    deadline, by = opened(), tracker()
    services.pause(deadline, by=by, ground="chờ bổ sung", at=local((4, 20), 10))
    assert (fresh(deadline).due_at, fresh(deadline).due_day) == (None, None)
    assert fresh(deadline).is_paused
    services.resume(deadline, by=by, at=local((4, 22), 10))
    assert fresh(deadline).due_day == DUE_DAY + 2 * DAY


def test_a_rule_that_knows_no_pause_and_no_extension_keeps_its_date():
    strict = rule(pause_ground="", extension_ground="", extension_amount=None)
    deadline, by = opened(rule=strict), tracker()
    with refusal("không có trường hợp tạm dừng"):
        services.pause(deadline, by=by, ground="chờ", at=START + DAY)
    with refusal("không có trường hợp gia hạn"):
        services.extend(deadline, by=by, ground="phức tạp", amount=5, at=START + DAY)
    assert fresh(deadline).due_day == DUE_DAY


def test_an_extension_takes_in_no_day_that_is_entered_meanwhile(monkeypatch):
    deadline, check = opened(), following._refuse_deviating

    def check_before_somebody_enters_a_day(*given):
        check(*given)
        day_off()

    monkeypatch.setattr(following, "_refuse_deviating", check_before_somebody_enters_a_day)
    services.extend(deadline, by=tracker(), ground="Vụ việc phức tạp", at=START)
    assert deviations.deviation_of(fresh(deadline)) is not None  # waits for a decision


def test_an_extension_goes_on_from_the_end_once():
    deadline, by = opened(), tracker()
    services.extend(deadline, by=by, ground="phức tạp", at=START + DAY)
    assert fresh(deadline).due_day == datetime.date(2026, 5, 13)
    with refusal("đã gia hạn một lần"):
        services.extend(deadline, by=by, ground="phức tạp", at=START + DAY)


@pytest.mark.parametrize("amount", [6, 0, -1])
def test_an_extension_is_no_longer_than_the_rule_allows(amount):
    deadline = opened()
    if amount == 0:
        deadline.rule.__class__.objects.update(extension_amount=None)
    with refusal("chỉ cho gia hạn thêm 5|Ghi gia hạn thêm bao nhiêu"):
        services.extend(deadline, by=tracker(), ground="x", amount=amount, at=START + DAY)


def test_what_is_over_is_neither_paused_nor_extended():
    deadline, by = opened(), tracker()
    with refusal("Đã hết hạn ngày 06/05/2026"):
        services.pause(deadline, by=by, ground="chờ", at=local((5, 8)))
    with refusal("Đã hết hạn ngày 06/05/2026"):
        services.extend(deadline, by=by, ground="chờ", at=local((5, 8)))


def test_steps_that_make_no_sense_are_refused_in_words():
    deadline, by = opened(), tracker()
    with refusal("không tạm dừng"):
        services.resume(deadline, by=by)
    with refusal("chưa xong"):
        services.reopen(deadline, by=by, reason="nhầm")
    with refusal("chưa tới"):
        services.close(deadline, by=by, outcome="x", at=timezone.now() + DAY)
    with refusal("Ghi kết quả"):
        services.close(deadline, by=by, outcome="  ")
    with refusal("chỉ bắt đầu"):
        services.pause(deadline, by=by, ground="x", at=START - DAY)
    services.pause(deadline, by=by, ground="x", at=START + DAY)
    with refusal("đang tạm dừng rồi"):
        services.pause(deadline, by=by, ground="x", at=START + DAY)
    with refusal("đang tạm dừng"):
        services.extend(deadline, by=by, ground="x")
    with refusal("sau lúc tạm dừng"):
        services.resume(deadline, by=by, at=START + DAY)


def test_what_deviates_is_decided_on_before_it_is_paused_or_extended():
    """Or else a step for another reason would take the change of the calendar in unseen."""
    deadline, by = opened(), tracker()
    day_off()
    with refusal("06/05/2026 → 07/05/2026.*quyết định dời"):
        services.extend(deadline, by=by, ground="x", at=START + DAY)
    with refusal("lệch với lịch"):
        services.pause(deadline, by=by, ground="x", at=START + DAY)


# --- The end ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "in_time"), [(local((5, 7)), True), (local((5, 7), 1), False), (START + DAY, True)]
)
def test_whether_it_was_in_time_is_told_by_its_two_moments(at, in_time):
    deadline = services.close(opened(), by=tracker(), outcome="Đã trả lời.", at=at)
    assert deadline.was_in_time is in_time
    assert fresh(deadline).outcome == "Đã trả lời."


def test_closing_ends_an_open_pause():
    deadline, by = opened(), tracker()
    services.pause(deadline, by=by, ground="chờ", at=START + DAY)
    services.close(deadline, by=by, outcome="Người hỏi rút.", at=START + 3 * DAY)
    assert deadline.pauses.get().ended_at == START + 3 * DAY
    assert fresh(deadline).was_in_time


def test_what_is_closed_takes_no_further_step():
    deadline, by = opened(), tracker()
    services.close(deadline, by=by, outcome="Đã trả lời.")
    for name, given in {
        "pause": {"ground": "x"}, "resume": {}, "extend": {"ground": "x"}, "close": {"outcome": "y"}
    }.items():  # fmt: skip
        with refusal("đã xong"):
            services.VERBS[name](deadline, by=by, **given)


def test_a_closing_by_mistake_is_taken_back_and_the_end_stays():
    deadline, by = opened(), tracker()
    services.close(deadline, by=by, outcome="Nhầm.")
    day_off()
    services.reopen(deadline, by=by, reason="Ghi nhầm thư.")
    again = fresh(deadline)
    assert (again.closed_at, again.outcome, again.due_day) == (None, "", DUE_DAY)


def test_one_that_was_closed_in_a_pause_gets_its_end_when_it_is_reopened():
    deadline, by = opened(), tracker()
    services.pause(deadline, by=by, ground="chờ", at=local((4, 20), 10))
    services.close(deadline, by=by, outcome="Nhầm.", at=local((4, 22), 10))
    services.reopen(deadline, by=by, reason="Ghi nhầm.")
    assert fresh(deadline).due_day == DUE_DAY + 2 * DAY


# --- What is asked of them --------------------------------------------------------------------


def test_overdue_is_asked_with_the_moment_and_stored_nowhere():
    deadline = opened()
    overdue = Deadline.objects.overdue
    assert list(overdue(local((5, 7)))) == []
    assert list(overdue(local((5, 7), 1))) == [deadline]
    assert fresh(deadline).is_overdue(local((5, 7), 1))
    assert list(Deadline.objects.due_on(DUE_DAY)) == [deadline]
    assert list(Deadline.objects.due_within(DAY, local((5, 6), 9))) == [deadline]
    services.close(deadline, by=tracker(), outcome="Đã trả lời.")
    assert list(overdue(local((5, 7), 1))) == list(Deadline.objects.open()) == []
    assert list(Deadline.objects.closed()) == [deadline]


def test_a_paused_deadline_is_never_overdue():
    deadline = opened()
    services.pause(deadline, by=tracker(), ground="chờ", at=START + DAY)
    assert list(Deadline.objects.overdue(local((12, 1)))) == []
    assert not fresh(deadline).is_overdue(local((12, 1)))
