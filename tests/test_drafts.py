"""A draft leaks nowhere: not by a list, a neighbour, a count, a site map, another record's page."""

import pytest
from django.apps import apps
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, Mod

from egov.models import Procedure, SharedSystem
from laocai_ict.publishing.models import Publishable
from press import sample
from press.models import Briefing
from telecom.models import Indicator, Observation, Operator, Target
from tests.crawl import Asker, listed_addresses

pytestmark = pytest.mark.django_db

SHOWN = {
    Indicator: "name",
    Observation: "note",
    Operator: "short_name",
    Procedure: "name",
    SharedSystem: "short_name",
    Target: "note",
}
"""what the public pages print of each kind of record"""
MARK = "BẢN NHÁP CHƯA ĐĂNG"
ALSO = ["/", "/bao-chi/", "/so-do-trang/", "/thu-tuc/?cap=tinh", "/thu-tuc/?trang=1"]


def test_every_publishable_model_is_tried_here():
    assert set(SHOWN) == {model for model in apps.get_models() if issubclass(model, Publishable)}


def test_half_of_all_records_as_drafts_are_on_no_page():
    sample.load()
    withdrawn = []
    for model, column in SHOWN.items():
        drafts = model.objects.annotate(half=Mod(F("pk"), 2)).filter(half=0)
        assert drafts.exists(), model
        if hasattr(model, "get_absolute_url") and model is not Observation:
            withdrawn += [draft.get_absolute_url() for draft in drafts]
        drafts.update(
            **{column: Concat(Value(f"{MARK} "), Cast("pk", CharField()))}, published_at=None
        )
    asker = Asker()
    listed = {address for address in listed_addresses(asker) if "/dia-phuong/" not in address}
    real = {briefing.get_absolute_url() for briefing in Briefing.objects.published()}
    seen = sorted(listed | real | set(ALSO) | {f"/en{address}" for address in ALSO})
    pages = {address: asker.get(address) for address in seen}
    assert [address for address, page in pages.items() if page.status_code != 200] == []
    assert [address for address, page in pages.items() if MARK in page.content.decode()] == []
    assert not listed & set(withdrawn)
    linked = [
        f"{address} -> {draft}"
        for address, page in pages.items()
        for draft in withdrawn
        if f'"{draft}"' in page.content.decode()
    ]
    assert linked == []
    assert {asker.get(address).status_code for address in withdrawn} == {404}
