"""Who waited for another's decision decides by the moment after it, not by when they pressed."""

import threading
import time

import pytest
from django.db import connections, transaction

from laocai_ict.publishing import services
from laocai_ict.publishing.models import Version
from laocai_ict.publishing.refusal import Refused
from tests.history.builders import session

from .builders import account
from .test_undoing import agreement

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


def wait_until_somebody_waits():
    """Ask from a connection of its own: within a transaction the answer would stay the first."""
    deadline = time.monotonic() + 20
    with session() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("nobody waits")


def test_taking_back_what_is_approved_meanwhile_is_refused_in_words():
    writer = account("egov.change_cooperationagreement", name="soan")
    chief = account("egov.publish_cooperationagreement", name="duyet")
    version = agreement().version
    services.submit(version, by=writer)
    said = []

    def take_back():
        try:
            services.take_back(version, by=writer)
        except Refused as refusal:
            said.extend(refusal.reasons)
        finally:
            connections.close_all()

    other = threading.Thread(target=take_back)
    with transaction.atomic():
        services.hold(version)
        other.start()
        wait_until_somebody_waits()
        services.approve(version, by=chief, seen=Version.objects.get(pk=version.pk).edits)
    other.join()
    assert said == ["Bản này không chờ duyệt và không hẹn giờ: không có gì để rút lại."]
    assert Version.objects.get(pk=version.pk).is_public()
