"""A verb is done whole or not at all, wherever it is struck; and refused, it changes nothing."""

import pytest
from django.db import connection, transaction

from laocai_ict.management.stress.stage import SITUATIONS, People, calls
from laocai_ict.publishing.refusal import Refused
from laocai_ict.publishing.services import VERBS

pytestmark = pytest.mark.django_db


class Struck(Exception):
    """The fault that is raised in place of a statement."""


class Fault:
    """Raises in place of the n-th statement, and counts the statements."""

    def __init__(self, number=None):
        self.number, self.seen = number, 0

    def __call__(self, execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.seen += 1
            if self.seen == self.number:
                raise Struck
        return execute(sql, params, many, context)


def statements_of(call):
    """Return how many statements a call takes; None where it is refused in this situation."""
    counter = Fault()
    try:
        with transaction.atomic():
            with connection.execute_wrapper(counter):
                call()
            transaction.set_rollback(True)
    except Refused:
        return None
    return counter.seen


def test_every_verb_has_a_call_here():
    with transaction.atomic():
        assert set(calls(SITUATIONS[0](People.make()))) == set(VERBS)
        transaction.set_rollback(True)


@pytest.mark.parametrize("verb", VERBS)
def test_a_fault_at_any_statement_leaves_the_state_before(verb):
    people, tried = People.make(), 0
    for situation in SITUATIONS:
        stage = situation(people)
        count = statements_of(calls(stage)[verb])
        if count is None:
            continue
        before = stage.state()
        for number in range(1, count + 1):
            call = calls(stage)[verb]  # afresh: nothing remembered of an earlier try
            with (
                pytest.raises(Struck),
                transaction.atomic(),
                connection.execute_wrapper(Fault(number)),
            ):
                call()
            assert stage.state() == before, (situation.__name__, number)
        calls(stage)[verb]()
        assert stage.state() != before or verb == "written"
        tried += 1
    assert tried, f"{verb} succeeds in no situation"


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: one.__name__)
def test_what_is_refused_changes_nothing(situation):
    stage = situation(People.make())
    before = stage.state()
    refused = 0
    for call in calls(stage).values():
        try:
            with transaction.atomic():
                call()
                transaction.set_rollback(True)
        except Refused:
            refused += 1
        assert stage.state() == before
    assert refused
