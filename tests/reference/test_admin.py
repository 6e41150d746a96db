"""Staff edit the reference data in the admin site."""

import pytest
from django.contrib import admin
from django.urls import reverse

from laocai_ict.reference.models import AdministrativeUnit, UnitFigure
from tests.admin.forms import send
from tests.reference.builders import make_source, unit_on

pytestmark = pytest.mark.django_db
MODELS = [model for model in admin.site._registry if model._meta.app_label == "reference"]


def address(model, view, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_lists_and_forms_open(admin_client, model):
    record = model.objects.first()
    pages = [address(model, "changelist"), address(model, "add")]
    pages += [address(model, view, record.pk) for view in ("change", "history", "delete")]
    for page in pages:
        assert admin_client.get(page).status_code == 200, page


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_reference_to_another_record_is_an_autocomplete(model):
    pages = [admin.site._registry[model]]
    pages += [inline(model, admin.site) for inline in pages[0].inlines]
    for page in pages:
        named = set(page.autocomplete_fields) | {getattr(page, "fk_name", None)}
        for column in page.model._meta.fields:
            if column.many_to_one and column.related_model is not model:
                assert column.name in named, f"{page.model.__name__}.{column.name}"


def test_a_unit_is_found_by_another_spelling_and_by_code(admin_client):
    for words in ("Nàn Sín", "02836"):
        page = admin_client.get(address(AdministrativeUnit, "changelist"), {"q": words})
        assert "Xã Nàn Xín" in page.content.decode()


def test_lists_filter_by_what_is_in_force(admin_client):
    page = admin_client.get(address(AdministrativeUnit, "changelist"), {"tinh_trang": "dang-co"})
    assert page.context["cl"].result_count == 100


def test_a_number_typed_the_vietnamese_way_arrives_right(admin_client):
    form = {
        "unit": unit_on("03004@2018-06-30").pk, "kind": "population", "value": "1.764",
        "as_of": "03/04/2019", "period": "", "value_in_source": "", "note": "",
        "source": make_source().pk,
    }  # fmt: skip
    answer = send(admin_client, address(UnitFigure, "add"), form)
    assert answer.status_code == 302, answer.context["errors"]
    figure = UnitFigure.objects.get(source__key="thu")
    assert (figure.value, f"{figure.as_of}") == (1764, "2019-04-03")


def test_a_taken_code_is_refused_with_a_sentence(admin_client):
    form = {
        "level": "commune", "kind": "commune", "code": "02647", "name": "Thử",
        "parent": unit_on("15@2026-01-01").pk, "valid_from": "01/08/2025", "seat": "",
        "source": make_source().pk,
        "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0,
        "figures-TOTAL_FORMS": 0, "figures-INITIAL_FORMS": 0,
    }  # fmt: skip
    page = send(admin_client, address(AdministrativeUnit, "add"), form)
    assert "Mã này đã thuộc một đơn vị khác trong cùng thời gian." in page.content.decode()
