"""The database refuses deadlines, pauses and decisions that cannot be, and what must not move."""

import datetime
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from laocai_ict.deadlines import services
from laocai_ict.deadlines.models import Deadline, DeadlinePause, Decision, Notice, Shift
from laocai_ict.display.refusals import sentence_of

from .following_builders import START, day_off, decided, decider, fresh, opened, tracker

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@contextmanager
def refuses(name):
    with pytest.raises(IntegrityError) as error:
        yield error
    assert error.value.__cause__.diag.constraint_name == name


def check_now():
    """Ask what the database asks at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def changed(deadline, **values):
    with transaction.atomic():
        Deadline.objects.filter(pk=deadline.pk).update(**values)
        check_now()


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("says_what", {"title": ""}),
        ("day_goes_with_moment", {"due_day": None}),
        ("closed_with_outcome", {"closed_at": START}),
        ("closed_with_outcome", {"outcome": "Đã trả lời."}),
        ("extension_is_whole", {"extension_amount": 5}),
        ("extension_is_whole", {"extension_ground": "phức tạp"}),
        ("addresses_are_ours", {"work_address": "https://example.org/"}),
        ("addresses_are_ours", {"public_address": "example.org"}),
        ("end_or_pause", {"due_at": None, "due_day": None}),
    ],
)
def test_a_deadline_that_cannot_be(rule, values):
    deadline = opened()
    with refuses(f"deadlines_deadline_{rule}"):
        changed(deadline, **values)


def pause(deadline, start=START, end=None, **values):
    usual = {"ground": "chờ", "by_name": "An"}
    with transaction.atomic():
        made = DeadlinePause.objects.create(
            deadline=deadline, started_at=start, ended_at=end, **usual | values
        )
        check_now()
    return made


@pytest.mark.parametrize("empty", ["ground", "by_name"])
def test_a_pause_without_a_name_or_a_ground(empty):
    deadline = opened()
    with refuses("deadlines_pause_says_who_and_why"):
        pause(deadline, **{empty: ""})


@pytest.mark.parametrize("end", [START, START - DAY])
def test_a_pause_that_ends_before_or_when_it_begins(end):
    deadline = opened()
    with refuses("deadlines_pause_ends_after_start"):
        pause(deadline, end=end)


def test_two_pauses_at_a_time():
    deadline = opened()
    pause(deadline, START, START + 2 * DAY)
    pause(deadline, START + 2 * DAY, START + 3 * DAY)  # half-open: they touch
    with refuses("deadlines_pause_one_at_a_time"):
        pause(deadline, START + DAY, START + 4 * DAY)


def test_an_open_pause_and_an_end_at_once():
    deadline = opened()
    with refuses("deadlines_deadline_end_or_pause"):
        pause(deadline)


def test_an_open_pause_of_what_is_closed():
    deadline = opened()
    services.close(deadline, by=tracker(), outcome="Đã trả lời.")
    with refuses("deadlines_deadline_end_or_pause"):
        pause(deadline)


def shifted():
    deadline = opened()
    day_off()
    decided(deadline)
    return Shift.objects.get()


@pytest.mark.parametrize("empty", ["by_name", "reason"])
def test_a_decision_without_a_name_or_a_reason(empty):
    usual = {"by_name": "An", "reason": "Nghỉ bù."}
    with refuses("deadlines_decision_says_who_and_why"):
        Decision.objects.create(**usual | {empty: ""})


def test_a_decision_moves_a_deadline_once():
    shift = shifted()
    shift.pk = None
    with refuses("deadlines_shift_once_a_decision"):
        shift.save(force_insert=True)


def test_a_shift_to_the_same_moment():
    shift = shifted()
    other = Decision.objects.create(by_name="An", reason="Nghỉ bù.")
    with refuses("deadlines_shift_moves"):
        Shift.objects.create(
            decision=other,
            deadline=shift.deadline,
            old_due_at=shift.old_due_at,
            old_due_day=shift.old_due_day,
            new_due_at=shift.old_due_at,
            new_due_day=shift.old_due_day,
        )


def test_nobody_is_told_twice_of_one_shift():
    shift, user = shifted(), tracker()
    Notice.objects.filter(shift=shift, user=user).delete()
    Notice.objects.create(shift=shift, user=user)
    with refuses("deadlines_notice_once_each"):
        Notice.objects.create(shift=shift, user=user)


@pytest.mark.parametrize(
    "act",
    [
        lambda: Decision.objects.update(reason="Lý do khác."),
        lambda: Decision.objects.update(by_name="Người khác"),
        lambda: Shift.objects.update(new_due_day=START.date()),
        lambda: Shift.objects.all()._raw_delete("default"),
    ],
)
def test_what_was_decided_stands(act):
    shifted()
    with refuses("deadlines_decided_stands_still") as error:
        act()
    assert "hãy ra một quyết định khác" in sentence_of(error.value)


def test_who_decided_may_lose_the_account_and_keeps_the_name():
    by = decider(display_name="Trần Bình")
    deadline = opened()
    day_off()
    decision = decided(deadline, by=by)
    Decision.objects.filter(pk=decision.pk).update(by=None)
    assert Decision.objects.get().by_name == "Trần Bình"


@pytest.mark.parametrize(
    "values",
    [
        {"due_at": START, "due_day": START.date()},
        {"started_at": START - DAY},
        {"due_at": None, "due_day": None},
    ],
)
def test_what_is_closed_never_moves(values):
    deadline = opened()
    services.close(deadline, by=tracker(), outcome="Đã trả lời.")
    before = fresh(deadline).due_at
    with refuses("deadlines_deadline_closed_never_moves"):
        changed(deadline, **values)
    assert fresh(deadline).due_at == before


def test_names_of_the_rules_that_triggers_keep():
    """Each has a sentence: deadlines_decided_stands_still, deadlines_deadline_closed_never_moves,
    deadlines_deadline_end_or_pause."""
    from laocai_ict.deadlines.sentences import SENTENCES
    from laocai_ict.display import refusals

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(prosrc, '') FROM pg_proc WHERE proname LIKE 'deadlines_%'"
        )
        [code] = cursor.fetchone()
    for name, sentence in SENTENCES.items():
        assert f"'{name}'" in code
        assert refusals._sentences[name] == sentence
