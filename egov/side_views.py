"""The pages on which records are shown beside their own: for previews, and to look for leaks."""

from collections.abc import Iterable

from django.urls import reverse

from .filters import LEVELS
from .models import CooperationAgreement, Procedure, SharedSystem, SystemFact


def of_procedure(procedure: Procedure) -> Iterable[tuple[str, str]]:
    """Yield every list that has a line for the procedure: all, its field, its level, both."""
    every = reverse("egov:procedure-list")
    field = f"linh-vuc={procedure.field.slug}"
    level = f"cap={next(word for word, level in LEVELS.items() if level == procedure.level)}"
    yield "Danh sách thủ tục", every
    yield "Danh sách theo lĩnh vực", f"{every}?{field}"
    yield "Danh sách theo cấp", f"{every}?{level}"
    yield "Danh sách theo lĩnh vực và cấp", f"{every}?{field}&{level}"
    yield "Sơ đồ trang", reverse("department:sitemap")


def of_system(system: SharedSystem) -> Iterable[tuple[str, str]]:
    yield "Chính quyền điện tử", reverse("egov:system-list")
    yield "Trang chủ", reverse("home")


def of_fact(fact: SystemFact) -> Iterable[tuple[str, str]]:
    yield "Chính quyền điện tử", reverse("egov:system-list")


def of_agreement(agreement: CooperationAgreement) -> Iterable[tuple[str, str]]:
    yield "Chính quyền điện tử", reverse("egov:system-list")
    yield "Trang chủ", reverse("home")
