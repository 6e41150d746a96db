"""What the admin pages of deadlines ask of the database does not grow with their number."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laocai_ict.deadlines.models import Decision
from tests.accounts.builders import make_superuser

from .following_builders import day_off, decided, opened

pytestmark = pytest.mark.django_db

MOST = 12


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("page", ["list", "form", "deviating", "notices", "decisions", "decision"])
def test_a_page_costs_the_same_with_ten_times_as_many(client, page):
    user = make_superuser()
    client.force_login(user)
    counts = []
    for count in (2, 20):
        made = [opened(f"Thư {number}", by=user, people=[user]) for number in range(count)]
        day = day_off(datetime.date(2026, 4, 28))
        decision = decided(*made, by=user)
        day.delete()  # so that all of them deviate again
        address = {
            "list": reverse("admin:deadlines_deadline_changelist"),
            "form": reverse("admin:deadlines_deadline_change", args=[made[0].pk]),
            "deviating": reverse("admin:deadlines_deviating"),
            "notices": reverse("admin:deadlines_notices"),
            "decisions": reverse("admin:deadlines_decision_changelist"),
            "decision": reverse("admin:deadlines_decision_change", args=[decision.pk]),
        }[page]
        counts.append(asked(client, address))
    assert Decision.objects.count() == 2
    assert counts[0] == counts[1] <= MOST


def test_saving_a_day_costs_the_same_however_many_deadlines_run(client):
    from tests.admin.forms import as_sent
    from tests.reference.builders import make_source

    user = make_superuser()
    client.force_login(user)
    add = reverse("admin:reference_calendarday_add")
    typed = {"date": "29/04/2026", "kind": "swapped", "name": "Nghỉ", "source": make_source().pk}
    counts = []
    for count in (2, 20):
        for number in range(count):
            opened(f"Thư {number}", by=user, people=[user])
        sent = as_sent(client.get(add)) | typed
        with CaptureQueriesContext(connection) as caught:
            assert b"thay-truoc" in client.post(add, sent).content
        counts.append(len(caught))
    assert counts[0] == counts[1]
