"""Taking acts back: a day goes back and moves nothing, decisions stand, closed ones never move."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from laocai_ict import history
from laocai_ict.deadlines import deviations, services
from laocai_ict.deadlines.models import Decision, Notice
from laocai_ict.display.refusals import Refused
from laocai_ict.history import undo
from laocai_ict.reference.models import CalendarDay
from tests.accounts.builders import make_user
from tests.admin.forms import as_sent
from tests.history.builders import last_act
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
    tracker,
)

pytestmark = pytest.mark.django_db(transaction=True)

DAY = datetime.timedelta(days=1)


def by_form(user, work):
    """Let `user` do something as a form of the admin does; return the act and what it gave."""
    with history.acting(by=user, where="/quan-tri/", kind="form"), transaction.atomic():
        given = work()
    return last_act(), given


@pytest.fixture
def keeper():
    return make_user("giu-lich", group="Dữ liệu tham chiếu")


def test_a_day_that_is_taken_back_moves_nothing_and_makes_what_was_decided_deviate(keeper):
    deadline, closed = opened("Mở"), opened("Xong")
    act, _ = by_form(keeper, day_off)
    decided(deadline, closed)
    services.close(closed, by=tracker(), outcome="Đã trả lời.")
    undo.take_back(act, by=keeper, reason="Nhập nhầm.")
    assert not CalendarDay.objects.filter(date=datetime.date(2026, 4, 29)).exists()
    assert fresh(deadline).due_day == fresh(closed).due_day == NEW_DAY
    [found] = deviations.deviating()
    assert (found.deadline, found.told) == (deadline, "07/05/2026 → 06/05/2026")


def test_a_day_that_nothing_follows_yet_is_taken_back_at_once(client, keeper):
    opened()
    act, _ = by_form(keeper, day_off)
    client.force_login(keeper)
    page = reverse("admin:history_act_undo", args=[act.pk])
    assert client.post(page, as_sent(client.get(page)) | {"ly_do": "Nhầm."}).status_code == 302
    assert deviations.deviating() == []


def test_what_follows_the_day_is_shown_before_the_day_is_taken_back(client, keeper):
    deadline = opened()
    act, _ = by_form(keeper, day_off)
    decided(deadline)
    client.force_login(keeper)
    page = reverse("admin:history_act_undo", args=[act.pk])
    answer = client.post(page, as_sent(client.get(page)) | {"ly_do": "Nhập nhầm."})
    shown = answer.content.decode()
    assert "07/05/2026 → 06/05/2026" in shown
    assert "Nhập nhầm." in shown
    assert CalendarDay.objects.filter(date=datetime.date(2026, 4, 29)).exists()
    assert client.post(page, as_sent(answer)).status_code == 302
    assert not CalendarDay.objects.filter(date=datetime.date(2026, 4, 29)).exists()
    assert fresh(deadline).due_day == NEW_DAY


def test_a_decision_is_not_taken_back_and_neither_is_being_told():
    follower, by = account(name="theo-doi"), decider(is_superuser=True)
    deadline = opened(people=[follower])
    day_off()
    act, _ = by_form(by, lambda: decided(deadline, by=by))
    [sentence] = undo.blockers(act)
    assert "hãy ra một quyết định khác" in sentence
    with pytest.raises(Refused, match="hãy ra một quyết định khác"):
        undo.take_back(act, by=by, reason="nhầm")
    keys = [Notice.objects.get(user=follower).pk]
    act, _ = by_form(follower, lambda: services.acknowledge(keys, by=follower))
    with pytest.raises(Refused):
        undo.take_back(act, by=by, reason="nhầm")
    assert fresh(deadline).due_day == NEW_DAY
    assert Decision.objects.count() == 1


def test_the_database_refuses_what_no_handler_stopped(monkeypatch):
    by = decider(is_superuser=True)
    deadline = opened()
    day_off()
    act, _ = by_form(by, lambda: decided(deadline, by=by))
    monkeypatch.setattr(undo, "handlers", [])
    with pytest.raises(Refused, match="hãy ra một quyết định khác"):
        undo.take_back(act, by=by, reason="nhầm")
    assert Decision.objects.count() == 1


def test_a_closing_that_is_taken_back_opens_again_where_it_was():
    by, deadline = tracker(), opened()
    services.pause(deadline, by=by, ground="chờ", at=START + DAY)
    act, _ = by_form(by, lambda: services.close(deadline, by=by, outcome="Nhầm."))
    undo.take_back(act, by=by, reason="Ghi nhầm thư.")
    assert fresh(deadline).is_paused
    assert deadline.pauses.get().ended_at is None


def test_a_step_before_the_closing_is_not_taken_back():
    by, deadline = tracker(), opened()
    act, _ = by_form(
        by, lambda: services.extend(deadline, by=by, ground="phức tạp", at=START + DAY)
    )
    extended = fresh(deadline).due_day
    services.close(deadline, by=by, outcome="Đã trả lời.")
    with pytest.raises(Refused, match="sau lần này"):
        undo.take_back(act, by=by, reason="nhầm")
    assert fresh(deadline).due_day == extended


def test_a_pause_that_is_taken_back_gives_the_old_end():
    by, deadline = tracker(), opened()
    act, _ = by_form(by, lambda: services.pause(deadline, by=by, ground="chờ", at=START + DAY))
    undo.take_back(act, by=by, reason="nhầm")
    assert fresh(deadline).due_day == DUE_DAY
    assert not deadline.pauses.exists()
