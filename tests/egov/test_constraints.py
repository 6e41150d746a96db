"""The database itself refuses what cannot be true."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from egov.models import (
    Competence,
    CooperationAgreement,
    Fee,
    FilingRule,
    LegalBasis,
    Procedure,
    ProcessingTime,
    ServiceLevel,
    SharedSystem,
    SystemCoverage,
    SystemFact,
)
from laocai_ict.publishing import services
from laocai_ict.reference.models import Agency
from tests.egov import builders as make
from tests.publishing.builders import published

pytestmark = pytest.mark.django_db
DAY = datetime.date
DATED = [
    ("egov_time", lambda **span: make.make_time(make.draft_procedure(), **span)),
    ("egov_fee", lambda **span: make.make_fee(make.draft_procedure(), **span)),
    ("egov_service_level", lambda **span: make.make_service_level(make.draft_procedure(), **span)),
    ("egov_legal_basis", lambda **span: make.make_legal_basis(make.draft_procedure(), **span)),
    ("egov_competence", lambda **span: make.make_competence(**span)),
    ("egov_filing_rule", lambda **span: make.make_filing_rule(**span)),
]


@pytest.mark.parametrize(("name", "create"), DATED)
def test_a_span_that_ends_before_it_starts_is_refused(name, create):
    with pytest.raises(IntegrityError, match=f"{name}_starts_before_it_ends"):
        create(valid_from=DAY(2026, 7, 1), valid_until=DAY(2026, 7, 1))


@pytest.mark.parametrize(("name", "create"), DATED)
def test_an_end_cannot_be_both_known_and_unknown(name, create):
    with pytest.raises(IntegrityError, match=f"{name}_end_known_or_not"):
        create(valid_until=DAY(2026, 7, 1), has_ended=True)


@pytest.mark.parametrize(("_name", "create"), DATED)
def test_a_half_open_span_and_an_open_one_are_taken(_name, create):
    create(valid_from=DAY(2026, 6, 30), valid_until=DAY(2026, 7, 1))


def test_two_procedures_have_neither_number_nor_address_in_common():
    make.draft_procedure(901)
    with pytest.raises(IntegrityError, match="egov_procedure_number_once"), transaction.atomic():
        make.draft_procedure(901, slug="khac")
    with pytest.raises(IntegrityError, match="egov_procedure_slug_once"):
        make.draft_procedure(902, slug="thu-tuc-thu-901")


def test_a_form_is_told_in_vietnamese_whose_address_it_is():
    make.draft_procedure(901)
    second = Procedure(number=902, slug="thu-tuc-thu-901", field=make.make_field())
    with pytest.raises(ValidationError, match="Đường dẫn này đã thuộc thủ tục khác"):
        second.validate_constraints()


def test_an_address_that_one_procedure_has_left_goes_to_no_other():
    procedure = make.make_procedure(901)
    fresh = services.open_for_source(procedure)
    fresh.slug = "dia-chi-moi"
    fresh.save()
    published(fresh, timezone.now())
    with pytest.raises(IntegrityError, match="egov_procedure_slug_once"):
        make.draft_procedure(902, slug="thu-tuc-thu-901")


def test_two_systems_do_not_share_a_mark():
    make.draft_system("he-thong")
    with pytest.raises(IntegrityError, match="egov_system_slug_once"):
        make.draft_system("he-thong")


def test_two_procedures_cannot_bear_one_code_but_many_bear_none():
    source = make.make_source()
    make.draft_procedure(901)
    make.draft_procedure(902)
    make.draft_procedure(903, code="9.000001", code_source=source)
    with pytest.raises(IntegrityError, match="egov_procedure_code_once"):
        make.draft_procedure(904, code="9.000001", code_source=source)


@pytest.mark.parametrize("code", ["1003868", "1.00386", "1.003868.H38", "–"])
def test_a_code_of_another_form_is_refused(code):
    with pytest.raises(IntegrityError, match="egov_procedure_code_form"):
        make.draft_procedure(code=code, code_source=make.make_source())


def test_a_code_without_source_is_refused():
    with pytest.raises(IntegrityError, match="egov_procedure_code_has_source"):
        make.draft_procedure(code="9.000001")


def test_a_level_other_than_province_and_district_is_refused():
    with pytest.raises(IntegrityError, match="egov_procedure_level_known"):
        make.draft_procedure(level="commune")


def test_a_time_of_nothing_is_refused():
    with pytest.raises(IntegrityError, match="egov_time_amount_positive"):
        make.make_time(make.draft_procedure(), amount=0)


def test_a_free_procedure_is_free_of_units():
    with pytest.raises(IntegrityError, match="egov_fee_free_without_unit"):
        make.make_fee(make.draft_procedure(), amount=0, per="hồ sơ")


def test_a_fee_below_zero_is_refused():
    with pytest.raises(IntegrityError):
        make.make_fee(make.draft_procedure(), amount=-1)


def test_a_value_without_source_is_refused():
    with pytest.raises(IntegrityError):
        make.make_time(make.draft_procedure(), source=None)


def test_one_service_level_at_a_time():
    procedure = make.draft_procedure()
    make.make_service_level(procedure, level="partial", valid_until=DAY(2024, 1, 1))
    make.make_service_level(procedure, valid_from=DAY(2024, 1, 1))
    make.make_service_level(make.draft_procedure(901), valid_from=DAY(2024, 1, 1))
    with pytest.raises(IntegrityError, match="egov_service_level_one_at_a_time"):
        make.make_service_level(procedure, valid_from=DAY(2025, 1, 1))


def test_a_form_is_told_in_vietnamese_that_levels_overlap():
    procedure = make.draft_procedure()
    make.make_service_level(procedure)
    second = ServiceLevel(procedure=procedure, level="full", source=make.make_source())
    with pytest.raises(ValidationError, match="một mức dịch vụ công"):
        second.full_clean()


def test_one_legal_basis_is_named_once():
    procedure = make.draft_procedure()
    make.make_legal_basis(procedure, article="Điều 1")
    make.make_legal_basis(procedure, article="Điều 2")
    with pytest.raises(IntegrityError, match="egov_legal_basis_once"):
        make.make_legal_basis(procedure, article="Điều 1")


def test_competence_is_of_an_agency_or_of_a_kind_of_agency():
    agency = Agency.objects.create(name="Sở thử", source=make.make_source())
    with pytest.raises(IntegrityError, match="egov_competence_agency_or_body"):
        make.make_competence(agency=agency, body="Sở")


def test_competence_of_nobody_is_refused():
    with pytest.raises(IntegrityError, match="egov_competence_agency_or_body"):
        make.make_competence(body="")


@pytest.mark.parametrize("level", ["province", "district"])
def test_one_agency_at_a_time_for_a_field_at_a_level(level):
    make.make_competence(level=level, valid_until=DAY(2025, 3, 1))
    make.make_competence(level=level, valid_from=DAY(2025, 3, 1))
    with pytest.raises(IntegrityError, match=f"egov_competence_one_at_a_time_{level}"):
        make.make_competence(level=level, valid_from=DAY(2026, 1, 1))


def test_competence_of_the_two_levels_may_overlap():
    make.make_competence(level="province")
    make.make_competence(level="district")
    second = Competence(
        field=make.make_field(), level="province", body="Sở khác", source=make.make_source()
    )
    with pytest.raises(ValidationError, match="một cơ quan"):
        second.full_clean()


def test_a_filing_rule_without_legal_basis_is_refused():
    with pytest.raises(IntegrityError, match="egov_filing_rule_has_basis"):
        make.make_filing_rule(legal_basis="")


@pytest.mark.parametrize(("covered", "total"), [(1, None), (None, 1), (0, 0)])
def test_a_count_has_both_its_numbers(covered, total):
    with pytest.raises(IntegrityError, match="egov_coverage_count_whole"):
        make.make_coverage(make.draft_system(), covered=covered, total=total)


def test_no_more_units_than_there_are():
    with pytest.raises(IntegrityError, match="egov_coverage_not_more_than_all"):
        make.make_coverage(make.draft_system(), covered=10, total=9)


def test_a_source_speaks_once_of_a_system_at_a_level():
    system = make.draft_system()
    make.make_coverage(system)
    make.make_coverage(system, source=make.make_source("nguon-khac"))
    with pytest.raises(IntegrityError, match="egov_coverage_once_per_source"):
        make.make_coverage(system)


def test_a_fact_says_something():
    with pytest.raises(IntegrityError, match="egov_fact_says_something"):
        SystemFact.objects.create(statement="", source=make.make_source())


def test_a_day_known_to_its_month_is_written_as_the_first_of_it():
    half_known = {"as_of": DAY(2018, 8, 5), "as_of_precision": "month"}
    with pytest.raises(IntegrityError, match="egov_coverage_day_honest"), transaction.atomic():
        make.make_coverage(make.draft_system(), **half_known)
    with pytest.raises(IntegrityError, match="egov_fact_day_honest"):
        SystemFact.objects.create(statement="Có.", source=make.make_source(), **half_known)


def test_an_agreement_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError, match="egov_agreement_years_in_order"):
        CooperationAgreement.objects.create(
            partner="Đối tác", first_year=2020, last_year=2014, source=make.make_source()
        )


def test_an_agreement_is_recorded_once_even_without_years():
    CooperationAgreement.objects.create(partner="Đối tác", source=make.make_source())
    with pytest.raises(IntegrityError, match="egov_agreement_once"):
        CooperationAgreement.objects.create(partner="Đối tác", source=make.make_source())


def test_every_constraint_of_the_app_is_named_in_this_file():
    models = [
        Competence, CooperationAgreement, Fee, FilingRule, LegalBasis, Procedure, ProcessingTime,
        ServiceLevel, SharedSystem, SystemCoverage, SystemFact,
    ]  # fmt: skip
    with open(__file__, encoding="utf-8") as file:
        text = file.read()
    spans = {
        f"{name}_{rule}"
        for name, _ in DATED
        for rule in ("starts_before_it_ends", "end_known_or_not")
    }
    levels = {f"egov_competence_one_at_a_time_{level}" for level in ("province", "district")}
    names = {constraint.name for model in models for constraint in model._meta.constraints}
    assert not {name for name in names - spans - levels if f'"{name}"' not in text}
