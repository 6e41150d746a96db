"""Plain builders of records; every value a test does not name is fixed here."""

import datetime

from django.utils import timezone

from egov.models import (
    Competence,
    CooperationAgreement,
    Fee,
    FilingRule,
    LegalBasis,
    Procedure,
    ProcedureField,
    ProcessingTime,
    ServiceLevel,
    SharedSystem,
    SystemCoverage,
    SystemFact,
)
from laocai_ict.reference.models import Source
from tests.publishing.builders import LONG_AGO, published


def make_source(key="nguon-thu"):
    return Source.objects.get_or_create(key=key, defaults={"title": f"Nguồn {key}"})[0]


def make_field(slug="linh-vuc-thu"):
    return ProcedureField.objects.get_or_create(slug=slug, defaults={"name": slug, "order": 99})[0]


def make_procedure(number=900, published_at=LONG_AGO, **fields):
    """Return a procedure that is public from `published_at`; None leaves a draft, for terms."""
    return published(draft_procedure(number, **fields), published_at)


def draft_procedure(number=900, **fields):
    usual = {
        "number": number,
        "slug": f"thu-tuc-thu-{number}",
        "name": f"Thủ tục thử {number}",
        "source_name": "Thủ tục thử",
        "level": Procedure.Level.PROVINCE,
        "checked_on": datetime.date(2026, 11, 23),
    }
    usual["field"] = fields.pop("field", None) or make_field()
    usual["source"] = fields.pop("source", None) or make_source()
    return Procedure.objects.create(**usual | fields)


def make_time(procedure, **fields):
    usual = {"amount": 5, "unit": ProcessingTime.Unit.WORKING_DAY, "source": make_source()}
    return ProcessingTime.objects.create(procedure=procedure, **usual | fields)


def make_fee(procedure, **fields):
    return Fee.objects.create(
        procedure=procedure, **{"amount": 50_000, "source": make_source()} | fields
    )


def make_service_level(procedure, **fields):
    usual = {"level": ServiceLevel.Level.FULL, "source": make_source()}
    return ServiceLevel.objects.create(procedure=procedure, **usual | fields)


def make_legal_basis(procedure, **fields):
    usual = {"document": "Nghị định thử", "source": make_source()}
    return LegalBasis.objects.create(procedure=procedure, **usual | fields)


def make_competence(**fields):
    usual = {"level": Procedure.Level.PROVINCE, "body": "Sở thử", "source": make_source()}
    usual["field"] = fields.pop("field", None) or make_field()
    return Competence.objects.create(**usual | fields)


def make_filing_rule(**fields):
    usual = {"title": "Nơi nộp thử", "legal_basis": "Nghị định thử", "source": make_source()}
    return FilingRule.objects.create(**usual | fields)


def draft_system(slug="he-thong-thu", **fields):
    usual = {"name": slug, "short_name": slug, "order": 90}
    return SharedSystem.objects.create(slug=slug, **usual | fields)


def make_system(slug="he-thong-thu", published_at=LONG_AGO, levels=(), **fields):
    """Return a system that reaches `levels`, public from `published_at`; None leaves a draft."""
    system = draft_system(slug, **fields)
    for level in levels:
        make_coverage(system, level=level)
    return published(system, published_at)


def make_fact(published_at=LONG_AGO, **fields):
    usual = {"statement": "Điều thử", "source": make_source()}
    return published(SystemFact.objects.create(**usual | fields), published_at)


def make_agreement(published_at=LONG_AGO, **fields):
    usual = {"partner": "Đối tác thử", "statement": "Đã ký.", "source": make_source()}
    return published(CooperationAgreement.objects.create(**usual | fields), published_at)


def make_coverage(system, **fields):
    usual = {"level": SystemCoverage.Level.PROVINCE, "source": make_source()}
    return SystemCoverage.objects.create(system=system, **usual | fields)


def today():
    return timezone.localdate()
