from decimal import Decimal

import pytest
from django.contrib import admin
from django.db.models import ForeignKey
from django.urls import reverse

from telecom import models
from telecom.models import Observation
from tests.accounts.builders import make_user
from tests.admin.forms import as_sent, send
from tests.telecom.builders import (
    make_definition,
    make_indicator,
    make_observation,
    make_source,
    old_province,
)

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/telecom/observation/add/"


@pytest.fixture
def office(client):
    """A browser of somebody of the group that keeps these figures."""
    client.force_login(make_user("thu", group="Viễn thông: quản trị"))
    return client


def typed(**fields):
    """Return what the form of an observation posts, numbers typed the Vietnamese way."""
    usual = {
        "indicator": make_indicator().pk,
        "area": old_province().pk,
        "source": make_source().pk,
        "value": "1.764",
        "words": "trên",
        "words_recorded": "on",
        "bound": "at_least",
        "confidence": "high",
        "as_of": "30/06/2018",
    }
    return usual | fields


def errors(response):
    assert response.status_code == 200
    return response.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.764", "1764"), ("710.000", "710000"), ("464,6", "464.6"), ("215.561", "215561")],
)
def test_numbers_typed_the_vietnamese_way_arrive_exactly(office, text, value):
    assert send(office, ADD, typed(value=text)).status_code == 302
    saved = Observation.objects.order_by("-pk").first()
    assert saved.value == Decimal(value)
    assert (saved.as_of.day, saved.as_of.month) == (30, 6)
    form = office.get(reverse("admin:telecom_observation_change", args=[saved.pk]))
    assert f'value="{text}"' in form.content.decode()


@pytest.mark.parametrize("text", ["12.5", "0.125", "1.76"])
def test_a_point_that_separates_no_thousands_is_refused(office, text):
    assert "tách từng nhóm ba" in str(errors(send(office, ADD, typed(value=text)))["value"])


def test_a_word_with_another_bound_is_refused_with_a_sentence(office):
    found = errors(send(office, ADD, typed(bound="exact")))
    assert "không khớp" in str(found["__all__"])


def test_half_a_period_is_refused_with_a_sentence(office):
    found = errors(send(office, ADD, typed(period_from="01/01/2018", as_of="")))
    assert "Kỳ phải có đủ hai ngày" in str(found["__all__"])


def test_two_definitions_at_a_time_are_refused_with_a_sentence(office):
    indicator = make_indicator(at=None)
    make_definition(indicator)
    address = reverse("admin:telecom_indicator_change", args=[indicator.pk])
    data = as_sent(office.get(address))
    rows = int(data["definitions-INITIAL_FORMS"][0])
    data |= {
        "definitions-TOTAL_FORMS": rows + 1,
        f"definitions-{rows}-text": "Một bản nữa",
        f"definitions-{rows}-indicator": indicator.pk,
    }
    response = office.post(address, data)
    assert response.status_code == 200
    assert "đã có định nghĩa trong khoảng thời gian này" in response.content.decode()


def test_list_tells_figures_as_the_public_reads_them(office):
    html = office.get("/quan-tri/telecom/observation/?q=Trạm thông tin").content.decode()
    assert "trên\u00a01.764\u00a0trạm" in html
    assert "4.017\u00a0trạm" in html
    assert "Tỉnh Lào Cai, mã 10" in html
    assert "Tỉnh Lào Cai, mã 15" in html


@pytest.mark.parametrize(
    "name", ["indicator", "observation", "target", "headlinefigure", "operator"]
)
def test_lists_are_searched(office, name):
    address = reverse(f"admin:telecom_{name}_changelist")
    assert office.get(address, {"q": "trạm"}).status_code == 200


def test_list_of_figures_costs_the_same_however_long(office, django_assert_max_num_queries):
    for i in range(45):
        make_observation(make_indicator(f"so-{i}"))
    with django_assert_max_num_queries(12):
        office.get("/quan-tri/telecom/observation/")


def test_every_foreign_key_is_chosen_by_search():
    for model in (models.Observation, models.Target, models.HeadlineFigure, models.Operator):
        registered = admin.site._registry[model]
        keys = {f.name for f in model._meta.fields if isinstance(f, ForeignKey) and f.editable}
        assert keys <= set(registered.autocomplete_fields)
