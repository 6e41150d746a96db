"""What was set for a minute happens at it, in every view, with nothing running.

With finished pages kept in memory (whose key holds the minute) and without.
"""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from laocai_ict.publishing.models import old_address
from laocai_ict.publishing.pagecache import PageCacheMiddleware
from tests.egov.builders import make_procedure

from .builders import revised, withdrawn

pytestmark = pytest.mark.django_db(transaction=True)

OWN, LIST, MAP, XML = "/thu-tuc/dau/", "/thu-tuc/?cap=tinh", "/so-do-trang/", "/sitemap.xml"
CORRECTIONS, FEED = "/dinh-chinh/", "/dinh-chinh/atom.xml"
MICROSECOND = datetime.timedelta(microseconds=1)


@pytest.fixture(params=[8_000_000, 0], ids=["kept", "afresh"])
def reader(request, monkeypatch, settings):
    """A reader of a portal whose database stands still, so that only the clock changes pages."""
    settings.PAGE_CACHE_BYTES = request.param
    if request.param:
        monkeypatch.setattr(PageCacheMiddleware, "_token", lambda self, asked: "the same state")
    return Client()


@pytest.fixture
def minute():
    return timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(hours=5)


@pytest.fixture
def procedure():
    return make_procedure(slug="dau", name="Tên lúc đầu")


def text(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def seen(reader, words):
    """Return which views show the words, each asked twice: made, then maybe from memory."""
    found = set()
    for address in (LIST, MAP, XML, CORRECTIONS, FEED):
        made, again = reader.get(address), reader.get(address)
        assert text(made) == text(again), address
        assert ("ETag" in again.headers) is bool(settings.PAGE_CACHE_BYTES), address
        if words in text(made):
            found.add(address)
    return found


def just_before_and_at(time_machine, minute):
    for moment in (minute - MICROSECOND, minute):
        time_machine.move_to(moment, tick=False)
        yield moment == minute


def test_a_new_record_appears_at_its_minute(reader, procedure, minute, time_machine):
    coming = make_procedure(941, published_at=minute, slug="sau", name="Tên đến sau")
    for come in just_before_and_at(time_machine, minute):
        assert reader.get(coming.get_absolute_url()).status_code == (200 if come else 404)
        assert seen(reader, "Tên đến sau") == ({LIST, MAP} if come else set())
        assert seen(reader, "/thu-tuc/sau/") == ({LIST, MAP, XML} if come else set())


def test_a_replacement_changes_every_view_at_its_minute(reader, procedure, minute, time_machine):
    correction = {"note": "Sửa tên.", "was_wrong": "a", "is_right": "b", "decided_by": "c"}
    revised(procedure, at=minute, name="Tên đã sửa", change="correction", **correction)
    for come in just_before_and_at(time_machine, minute):
        now, other = ("Tên đã sửa", "Tên lúc đầu") if come else ("Tên lúc đầu", "Tên đã sửa")
        page = text(reader.get(OWN))
        assert now in page
        assert (f'href="{old_address(procedure.item_id, 1)}"' in page) is come
        told = {LIST, MAP, CORRECTIONS, FEED} if come else {LIST, MAP}
        assert seen(reader, now) == told
        assert seen(reader, other) == set()
        assert reader.get(old_address(procedure.item_id, 1)).status_code == (200 if come else 302)
        assert reader.get(old_address(procedure.item_id, 2)).status_code == (302 if come else 404)


def test_a_withdrawal_takes_it_from_every_view_at_its_minute(
    reader, procedure, minute, time_machine
):
    withdrawn(procedure, at=minute, reason="Hết hiệu lực.")
    for come in just_before_and_at(time_machine, minute):
        response = reader.get(OWN)
        assert response.status_code == (410 if come else 200)
        assert ("Hết hiệu lực." in text(response)) is come
        assert ("Tên lúc đầu" in text(response)) is not come
        assert seen(reader, "Tên lúc đầu") == (set() if come else {LIST, MAP})


def test_an_address_changes_at_its_minute(reader, procedure, minute, time_machine):
    revised(procedure, at=minute, slug="moi")
    for come in just_before_and_at(time_machine, minute):
        old, new = reader.get(OWN), reader.get("/thu-tuc/moi/")
        assert (old.status_code, new.status_code) == ((301, 200) if come else (200, 404))
        if come:
            assert old.headers["Location"] == "/thu-tuc/moi/"
        assert seen(reader, "/thu-tuc/moi/") == ({LIST, MAP, XML} if come else set())
        assert seen(reader, OWN) == (set() if come else {LIST, MAP, XML})
