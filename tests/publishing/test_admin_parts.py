"""The parts of a version in its form: an empty row is offered, and left alone it is nothing."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from laocai_ict.accounts.models import User
from laocai_ict.publishing.admin import VersionedAdmin
from press.models import Briefing
from tests.admin.forms import as_sent
from tests.egov.builders import make_procedure, make_system
from tests.press.builders import make_briefing
from tests.telecom.builders import make_indicator

pytestmark = pytest.mark.django_db

DRAFTS = {
    "press.briefing": lambda: make_briefing(published_at=None),
    "telecom.indicator": lambda: make_indicator(at=None),
    "egov.procedure": lambda: make_procedure(published_at=None),
    "egov.sharedsystem": lambda: make_system(published_at=None),
}


@pytest.fixture
def writer(client):
    by = User.objects.create_superuser("nguoi-soan")
    client.force_login(by)
    return by


def change(record):
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk])


def parts_of(record):
    return [part.pk for name in record.parts for part in getattr(record, name).all()]


def test_every_kind_with_parts_is_tried_here():
    kinds = {
        model._meta.label_lower
        for model, model_admin in site._registry.items()
        if isinstance(model_admin, VersionedAdmin) and model_admin.inlines
    }
    assert kinds == set(DRAFTS)


@pytest.mark.parametrize("kind", DRAFTS)
def test_an_empty_row_left_alone_is_not_saved_and_makes_nobody_a_writer(client, writer, kind):
    record = DRAFTS[kind]()
    record.version.refresh_from_db()
    edits = record.version.edits
    page = client.get(change(record))
    sent = as_sent(page)
    inlines = [one.formset for one in page.context["inline_admin_formsets"]]
    assert [sent[f"{one.prefix}-TOTAL_FORMS"] for one in inlines] == [["1"]] * len(inlines)
    assert client.post(change(record), sent).status_code == 302
    record.version.refresh_from_db()
    assert parts_of(record) == []
    assert record.version.edits == edits
    assert not record.version.writers.exists()


def test_a_topic_is_added_without_a_script(client, writer):
    add = reverse("admin:press_briefing_add")
    typed = {
        "title": "Thêm trạm ở thôn xa",
        "speaker_post": "Người phát ngôn của UBND tỉnh",
        "topics-0-heading": "Sóng ở thôn xa",
    }
    assert client.post(add, as_sent(client.get(add)) | typed).status_code == 302
    briefing = Briefing.objects.get(title="Thêm trạm ở thôn xa")
    assert [topic.heading for topic in briefing.topics.all()] == ["Sóng ở thôn xa"]
    again = client.get(change(briefing))
    typed = {"topics-1-heading": "Nộp phí trực tuyến"}
    assert client.post(change(briefing), as_sent(again) | typed).status_code == 302
    assert [topic.heading for topic in briefing.topics.all()] == [
        "Sóng ở thôn xa",
        "Nộp phí trực tuyến",
    ]


def test_an_empty_row_is_no_change_when_another_saved_meanwhile(client, writer):
    record = make_briefing(published_at=None, topics=["Sóng ở thôn xa"])
    mine, theirs = as_sent(client.get(change(record))), as_sent(client.get(change(record)))
    added = theirs | {"topics-1-heading": "Nộp phí trực tuyến"}
    assert client.post(change(record), added).status_code == 302
    client.post(change(record), mine)
    assert [topic.heading for topic in record.topics.all()] == [
        "Sóng ở thôn xa",
        "Nộp phí trực tuyến",
    ]


def test_a_version_that_stands_has_no_empty_row(client, writer):
    shown = client.get(change(make_briefing()))
    [topics] = [one.formset for one in shown.context["inline_admin_formsets"]]
    assert topics.total_form_count() == topics.initial_form_count()
