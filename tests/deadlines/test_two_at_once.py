"""Two people at once: each step waits for the other's and then says what has become of it."""

import datetime
import threading

import pytest
from django.db import connections, transaction

from laocai_ict.deadlines import deviations, services
from laocai_ict.deadlines.models import Deadline, Decision, Shift
from laocai_ict.display.refusals import Refused
from tests.history.builders import entries
from tests.publishing.test_waiting import wait_until_somebody_waits

from .following_builders import (
    DUE_DAY,
    NEW_DAY,
    START,
    day_off,
    decided,
    decider,
    fresh,
    opened,
    tracker,
)

pytestmark = pytest.mark.django_db(transaction=True)

DAY = datetime.timedelta(days=1)


class Other(threading.Thread):
    """Somebody else, with a connection of their own; `said` is what they were refused with."""

    def __init__(self, act):
        super().__init__()
        self.act, self.said = act, []

    def run(self):
        try:
            self.act()
        except Refused as refusal:
            self.said = list(refusal.reasons)
        finally:
            connections.close_all()


def while_held(deadline, first, second):
    """Do `first` while `second` already waits for the same deadline; return what it was told."""
    other = Other(second)
    with transaction.atomic():
        Deadline.objects.select_for_update().get(pk=deadline.pk)
        other.start()
        wait_until_somebody_waits()
        first()
    other.join()
    return other.said


def decision_on(*chosen, by=None):
    """Return a decision that is ready to be taken on what was just shown."""
    seen, by = deviations.shown(deviations.deviating()), by or decider()
    return lambda: services.decide_shift(
        [one.pk for one in chosen], by=by, seen=seen, reason="Nghỉ hoán đổi."
    )


def test_of_two_who_decide_at_once_one_moves_it_and_the_other_is_told():
    deadline = opened()
    day_off()
    one, two = decision_on(deadline), decision_on(deadline)
    said = while_held(deadline, one, two)
    assert said == ["“Trả lời thư” không còn lệch với lịch: có người vừa dời hoặc lịch vừa đổi."]
    assert Decision.objects.count() == Shift.objects.count() == 1
    assert fresh(deadline).due_day == NEW_DAY


def test_what_is_closed_while_a_decision_waits_never_moves():
    deadline, other = opened("Một"), opened("Hai")
    day_off()
    by = tracker()
    said = while_held(
        deadline,
        lambda: services.close(deadline, by=by, outcome="Đã trả lời."),
        decision_on(deadline, other),
    )
    assert len(said) == 1
    assert said[0].startswith("“Một” vừa xong")
    assert (fresh(deadline).due_day, fresh(other).due_day) == (DUE_DAY, DUE_DAY)
    assert not Decision.objects.exists()


def test_a_closing_that_waits_for_a_decision_closes_what_was_moved():
    deadline = opened()
    day_off()
    by = tracker()
    said = while_held(
        deadline,
        decision_on(deadline),
        lambda: services.close(deadline, by=by, outcome="Đã trả lời."),
    )
    assert said == []
    closed = fresh(deadline)
    assert (closed.due_day, closed.outcome) == (NEW_DAY, "Đã trả lời.")


def test_of_two_who_extend_at_once_one_does():
    deadline, one, two = opened(), tracker(), tracker()

    def extend(by):
        return lambda: services.extend(deadline, by=by, ground="phức tạp", at=START + DAY)

    assert while_held(deadline, extend(one), extend(two)) == [
        "Thời hạn này đã gia hạn một lần: không gia hạn thêm được."
    ]
    assert fresh(deadline).due_day == datetime.date(2026, 5, 13)


def test_of_two_who_pause_at_once_one_does():
    deadline, one, two = opened(), tracker(), tracker()

    def pause(by):
        return lambda: services.pause(deadline, by=by, ground="chờ", at=START + DAY)

    assert while_held(deadline, pause(one), pause(two)) == ["Thời hạn này đang tạm dừng rồi."]
    assert deadline.pauses.count() == 1


def test_decisions_on_the_same_deadlines_in_another_order_do_not_block_each_other():
    """Both lock in the order of the keys, whatever was chosen first."""
    first, second = opened("Một"), opened("Hai")
    day_off()
    said = while_held(first, decision_on(first, second), decision_on(second, first))
    assert len(said) == 2
    assert Decision.objects.count() == 1


def test_history_says_who_took_each_step_and_why():
    deadline, by = opened(), tracker(display_name="Nguyễn An")
    services.pause(deadline, by=by, ground="chờ bổ sung giấy tờ", at=START + DAY)
    act = entries(fresh(deadline))[-1].act
    assert (act.account, act.account_name) == (by.pk, "Nguyễn An")
    assert act.reason == "chờ bổ sung giấy tờ"
    services.resume(deadline, by=by, at=START + 2 * DAY)
    day_off()
    decided(deadline, by=decider(display_name="Trần Bình"), reason="Chính phủ cho nghỉ.")
    act = entries(fresh(deadline))[-1].act
    assert (act.account_name, act.reason) == ("Trần Bình", "Chính phủ cho nghỉ.")
