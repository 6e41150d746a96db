"""What the home page shows of the shared systems."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery

from .models import CooperationAgreement, SharedSystem, SystemCoverage

LEVELS = tuple(SystemCoverage.Level.values)


@dataclass
class Row:
    """One system: for each of the three levels, what is known of it there, or None."""

    system: SharedSystem
    cells: dict[str, SystemCoverage | None] = field(default_factory=lambda: dict.fromkeys(LEVELS))


@dataclass
class Matrix:
    rows: list[Row]
    partners: list[str]
    """with whom the province signed agreements, each once"""


def systems_by_level() -> Matrix:
    """Return the systems with the levels they reach; one query."""
    agreements = (
        CooperationAgreement.objects.published().order_by("order", "item_id").values("partner")
    )
    coverages = (
        SystemCoverage.objects.published()
        .select_related("system")
        .annotate(partners=ArraySubquery(agreements))
        .order_by("system__order", "system__item_id", "covered")
    )
    return matrix(coverages)


def matrix(coverages) -> Matrix:
    """Arrange coverage rows (with `system`) by system; a row with a count beats one without."""
    rows: dict[int, Row] = {}
    partners: list[str] = []
    for coverage in coverages:
        row = rows.setdefault(coverage.system_id, Row(coverage.system))
        known = row.cells[coverage.level]
        if known is None or (known.covered is None and coverage.covered is not None):
            row.cells[coverage.level] = coverage
        partners = getattr(coverage, "partners", partners)
    return Matrix(list(rows.values()), list(dict.fromkeys(partners)))
