"""What search finds of procedures and of the shared systems."""

from typing import Any

from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laocai_ict.reference.models import Agency
from laocai_ict.search import making as made
from laocai_ict.search import near, pages, registry

from .models import (
    Competence,
    CooperationAgreement,
    Fee,
    LegalBasis,
    Procedure,
    ProcedureField,
    ProcessingTime,
    ServiceLevel,
    SharedSystem,
    SystemCoverage,
    SystemFact,
)


def of_procedure() -> dict[str, Any]:
    """Return a procedure with all its terms, those of before too: its page shows them."""
    time = made.said(
        made.label("kind", ProcessingTime.Kind), "amount", made.label("unit", ProcessingTime.Unit)
    )
    fee = Case(
        When(amount=0, then=Value("không thu phí")),
        default=made.said(made.written("amount"), Value("đồng"), "per"),
        output_field=made.TEXT,
    )
    ordered = ("order", "pk")
    document = made.said("document", "article", by=", ")
    return {
        "title": F("name"),
        "names": made.names(made.unless("source_name", F("name"), "source_name"), "code"),
        "number": made.said("code", made.lines(LegalBasis.objects.all(), "procedure", "document",
                            order=ordered, between="; "), by="; "),
        "note": made.said("field__name", made.label("level", Procedure.Level), by=", "),
        "body": made.said(
            "conditions",
            "notice",
            made.lines(ProcessingTime.objects.all(), "procedure", time, "context", "legal_basis",
                       order=ordered),
            made.lines(Fee.objects.all(), "procedure", fee, "case", "context", "legal_basis",
                       order=ordered),
            made.lines(ServiceLevel.objects.all(), "procedure",
                       made.label("level", ServiceLevel.Level), "context"),
            made.lines(LegalBasis.objects.all(), "procedure", document, order=ordered),
            by="\n",
        ),
        "address": made.glued(Value(reverse("egov:procedure-list")), "slug", Value("/")),
        "agency": competent(),
        "date": F("checked_on"),
    }  # fmt: skip


def competent() -> Any:
    """Return who settles a procedure by the newest rule that has no end."""
    holders = Competence.objects.filter(
        field=OuterRef("field"), level=OuterRef("level"), has_ended=False, valid_until=None
    ).order_by(F("valid_from").desc(nulls_last=True), "-pk")
    holder = Coalesce("agency__name", "body", output_field=made.TEXT)
    return Coalesce(
        Subquery(holders.annotate(holder=holder).values("holder")[:1]),
        Value(""),
        output_field=made.TEXT,
    )


def of_system() -> dict[str, Any]:
    share = made.said(made.written("covered"), made.written("total"), by="/")
    return {
        "title": F("name"),
        "names": made.names("short_name"),
        "body": made.said(
            made.label("kind", SharedSystem.Kind),
            made.lines(
                SystemCoverage.objects.all(),
                "system",
                made.label("level", SystemCoverage.Level),
                share,
                "counted",
            ),
            by="\n",
        ),
        "address": Value(reverse("egov:system-list")),
    }


def of_fact() -> dict[str, Any]:
    """Return a statement; it is not read while the system that it is about is not."""
    about = made.item_in_public("system__item")
    return {
        "title": made.shortened("statement"),
        "body": F("statement"),
        "address": Value(reverse("egov:system-list")),
        "year": made.year("as_of"),
        "date": made.else_published("as_of"),
        "open_during": Case(
            When(system=None, then=made.in_public()),
            default=made.both(made.in_public(), about),
        ),
    }


def of_agreement() -> dict[str, Any]:
    return {
        "title": F("partner"),
        "note": made.said("first_year", "last_year", by="–"),
        "body": F("statement"),
        "address": Value(reverse("egov:system-list")),
        "year": F("first_year"),
    }


def register() -> None:
    """Register the four kinds, with what each stands on besides its own rows."""
    near.consider("egov.procedure")
    of_field = "SELECT id FROM egov_procedure WHERE field_id = ANY (changed)"
    registry.register(
        made.published(
            Procedure,
            _("Thủ tục hành chính"),
            of_procedure,
            needs=(
                made.reference(ProcedureField, "field"),
                registry.Touch(Competence, "field_id", keys=of_field),
                made.reference(Agency, "field__competences__agency"),
            ),
        )
    )
    registry.register(made.published(SharedSystem, _("Hệ thống dùng chung"), of_system))
    registry.register(
        made.published(
            SystemFact,
            _("Điều đã biết về hệ thống"),
            of_fact,
            needs=made.versions_of(SharedSystem, "system__item"),
        )
    )
    registry.register(made.published(CooperationAgreement, _("Thỏa thuận hợp tác"), of_agreement))
    pages.add("egov:procedure-list", _("Thủ tục hành chính"), "Danh sách thủ tục")
    pages.add("egov:system-list", _("Chính quyền điện tử"))
