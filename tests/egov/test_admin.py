"""Staff of the e-government group find, check and correct the records in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from egov.models import Fee, Procedure, ProcessingTime
from laocai_ict.publishing import services
from tests.admin.forms import send
from tests.egov import builders as make

pytestmark = pytest.mark.django_db
MODELS = [
    "procedure", "procedurefield", "competence", "filingrule", "sharedsystem", "systemfact",
    "cooperationagreement",
]  # fmt: skip


@pytest.fixture
def staff(client):
    client.force_login(
        get_user_model().objects.create_superuser("quan-tri-thu", password="mat-khau-thu")
    )
    return client


@pytest.mark.parametrize("model", MODELS)
def test_each_list_opens_and_can_be_searched(staff, model):
    url = reverse(f"admin:egov_{model}_changelist")
    assert staff.get(url).status_code == 200
    assert staff.get(url, {"q": "điện tử"}).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_each_form_opens_empty_and_filled(staff, model):
    assert staff.get(reverse(f"admin:egov_{model}_add")).status_code == 200
    changelist = staff.get(reverse(f"admin:egov_{model}_changelist")).context["cl"]
    first = changelist.result_list[0]
    assert staff.get(reverse(f"admin:egov_{model}_change", args=[first.pk])).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_no_more_with_more_rows(staff, django_assert_max_num_queries, model):
    url = reverse(f"admin:egov_{model}_changelist")
    staff.get(url)
    with django_assert_max_num_queries(8):
        staff.get(url)


@pytest.mark.parametrize(
    ("missing", "count"), [("ma", 31), ("han", 7), ("phi", 5), ("muc", 39), ("luat", 5)]
)
def test_what_is_still_to_be_verified_can_be_listed(staff, missing, count):
    response = staff.get(reverse("admin:egov_procedure_changelist"), {"thieu": missing})
    assert response.context["cl"].result_count == count


def test_an_amount_typed_the_vietnamese_way_is_stored_in_whole_dong(staff):
    procedure = make.draft_procedure()
    source = make.make_source()
    page = staff.get(reverse("admin:egov_procedure_change", args=[procedure.pk]))
    data = dict(page.context["adminform"].form.initial)
    data["checked_on"] = "23/11/2026"
    for formset in page.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    data |= {
        "fees-TOTAL_FORMS": 1, "fees-0-amount": "10.750.000", "fees-0-source": source.pk,
        "fees-0-order": "0", "times-TOTAL_FORMS": 1, "times-0-amount": "30",
        "times-0-kind": "within", "times-0-unit": "day", "times-0-order": "0",
        "times-0-source": source.pk, "times-0-valid_from": "03/04/2026",
    }  # fmt: skip
    data = {name: "" if value is None else value for name, value in data.items()}
    response = send(staff, page.request["PATH_INFO"], data)
    assert response.status_code == 302, response.context["errors"]
    assert Fee.objects.get(procedure=procedure).amount == 10_750_000
    time = ProcessingTime.objects.get(procedure=procedure)
    assert (time.amount, time.valid_from.isoformat()) == (30, "2026-04-03")


def test_an_address_once_public_is_not_made_again_from_the_name(staff):
    procedure = Procedure.objects.get(number=1)
    page = staff.get(reverse("admin:egov_procedure_change", args=[procedure.pk]))
    assert page.context["adminform"].prepopulated_fields == []


def test_facts_are_filtered_by_systems_not_by_their_versions(staff):
    system = make.make_system(levels=["province"])
    make.make_fact(system=system)
    services.release(services.open_for_source(system), actor="kiểm thử")
    page = staff.get(reverse("admin:egov_systemfact_changelist"))
    assert page.content.decode().count(f">{system.short_name}</a>") == 1
