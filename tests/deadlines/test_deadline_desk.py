"""What deadlines leave on people's desks."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from laocai_ict.deadlines import services
from laocai_ict.deadlines.models import Notice
from laocai_ict.publishing import desk
from laocai_ict.reference.models import Agency
from tests.accounts.builders import make_user
from tests.publishing.builders import account
from tests.publishing.test_desk import queries_of_the_first_page, text_of

from .following_builders import START, day_off, decided, decider, opened, tracker

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
EARLY = datetime.datetime(2026, 4, 20, 9, tzinfo=timezone.get_default_timezone())
LATE = datetime.datetime(2026, 5, 8, 9, tzinfo=timezone.get_default_timezone())


def lines(user, at=EARLY):
    """Return title and what is due of each line of deadlines, by section."""
    return {
        section.key: [(line.title, line.due) for line in batch.lines]
        for section, batch in desk.of(user, at).full
    }


def test_what_was_moved_is_told_until_it_is_known(client):
    follower = account(name="theo-doi")
    deadline = opened(people=[follower])
    day_off()
    decided(deadline, by=decider(display_name="Trần Bình"))
    told = [("Trả lời thư", "Hết ngày 06/05/2026 → hết ngày 07/05/2026")]
    assert lines(follower) == {"thoi-han-da-doi": told}
    page = text_of(client, follower)
    assert "Thời hạn của bạn đã dời" in page
    assert "Chính phủ cho nghỉ hoán đổi." in page
    assert "<bdi>Trần Bình</bdi> dời <time" in page
    assert reverse("admin:deadlines_notices") in page
    services.acknowledge(Notice.objects.values_list("pk", flat=True), by=follower)
    assert lines(follower) == {}


def test_ones_own_are_told_when_they_end_soon_and_when_they_are_over():
    agency = Agency.objects.order_by("pk")[0]
    follower, colleague = account(name="mot"), account(name="hai", agency=agency)
    opened(people=[follower], agency=agency)
    opened("Của người khác", people=[account()])
    soon = {"thoi-han": [("Trả lời thư", "Hết ngày 06/05/2026")]}
    assert lines(follower, LATE - 4 * DAY) == lines(colleague, LATE - 4 * DAY) == soon
    over = {"thoi-han": [("Trả lời thư", "Quá hạn từ hết ngày 06/05/2026")]}
    assert lines(follower, LATE) == lines(colleague, LATE) == over
    assert lines(follower, EARLY) == {}


def test_the_deadline_of_a_record_leads_to_where_it_is_worked_on():
    follower = account()
    opened(people=[follower], work_address="/quan-tri/press/briefing/")
    [(_, batch)] = desk.of(follower, LATE).full
    assert batch.lines[0].address == "/quan-tri/press/briefing/"


def test_what_is_paused_or_closed_presses_nobody():
    follower, by = account(), tracker()
    services.pause(opened("Dừng", people=[follower]), by=by, ground="chờ", at=START + DAY)
    services.close(opened("Xong", people=[follower]), by=by, outcome="Đã trả lời.")
    assert lines(follower, LATE) == {}


def test_what_deviates_is_told_to_those_who_may_decide(client):
    opened("Một")
    opened("Hai")
    day_off()
    deviates = [("Một", "06/05/2026 → 07/05/2026"), ("Hai", "06/05/2026 → 07/05/2026")]
    assert lines(decider()) == {"thoi-han-lech": deviates}
    assert lines(tracker()) == {}
    page = text_of(client, decider(name="binh"))
    assert 'Thời hạn lệch với lịch, chờ quyết định <span class="dem">(2)</span>' in page


def test_the_whole_list_of_a_section_is_a_page_of_its_own(client):
    by, follower = tracker(), account(name="theo-doi")
    for number in range(7):
        opened(f"Thư {number}", by=by, people=[follower])
    client.force_login(follower)
    page = client.get(reverse("desk-section", args=["thoi-han"])).content.decode()
    assert all(f"Thư {number}" in page for number in range(7))


def test_the_first_page_costs_the_same_however_many_there_are(client):
    user = make_user("sa", is_superuser=True)
    counts = []
    for count in (1, 15):
        for number in range(count):
            deadline = opened(f"Thư {number}", by=user, people=[user])
        day = day_off()
        decided(deadline)
        day.delete()
        counts.append(len(queries_of_the_first_page(client, user)))
    assert counts[0] == counts[1] <= 12


def test_its_sections_are_asked_with_one_query_each_and_the_deviations_with_three():
    user = make_user("sa", is_superuser=True)
    opened(by=user, people=[user])
    day_off()
    with CaptureQueriesContext(connection) as caught:
        desk.of(user, LATE)
    asked = [query["sql"] for query in caught if "deadlines_" in query["sql"]]
    # notices, one's own deadlines, those that run with their rules, their pauses, the calendar
    assert len(asked) == 5
