"""What only the database can refuse comes back as a sentence, with everything that was typed."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from laocai_ict.accounts.roles import MACHINERY
from laocai_ict.display.refusals import sentence_of
from tests.accounts.builders import make_superuser
from tests.telecom.builders import make_definition, make_indicator

from .forms import as_sent

pytestmark = pytest.mark.django_db


def test_a_row_that_collides_with_its_neighbours_is_refused_with_a_sentence(client):
    """Django checks rows of inline tables without their parent; the database sees it first."""
    client.force_login(make_superuser())
    definition = make_definition(make_indicator(at=None))
    address = reverse("admin:telecom_indicator_change", args=[definition.indicator_id])
    sent = as_sent(client.get(address))
    rows = int(sent["definitions-INITIAL_FORMS"][0])
    sent |= {
        "name": "Tên vừa sửa",
        "definitions-TOTAL_FORMS": rows + 1,
        f"definitions-{rows}-text": "Một định nghĩa nữa cho cùng thời gian",
        f"definitions-{rows}-indicator": definition.indicator_id,
    }
    answer = client.post(address, sent)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Chỉ tiêu đã có định nghĩa trong khoảng thời gian này." in page
    assert "Một định nghĩa nữa cho cùng thời gian" in page
    assert 'value="Tên vừa sửa"' in page
    definition.indicator.refresh_from_db()
    assert definition.indicator.name != "Tên vừa sửa"
    assert definition.indicator.definitions.count() == rows


def test_every_constraint_has_a_sentence_of_its_own():
    stock = {"Constraint “%(name)s” is violated.", "Trái ràng buộc “%(name)s”."}
    for model in apps.get_models():
        if model._meta.model_name in MACHINERY:
            continue  # loaders write there, nobody types
        if model._meta.app_label in {"press", "telecom", "egov", "accounts"} or (
            model.__module__.startswith("laocai_ict.")
        ):
            for constraint in model._meta.constraints:
                assert str(constraint.violation_error_message) not in stock, constraint.name


def test_what_no_constraint_of_ours_refused_stays_an_error():
    source = apps.get_model("reference.Source")
    key = source.objects.first().key
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        source.objects.create(key=key, title="hai lần")

    assert sentence_of(refusal.value) is None
