"""Loads the figures that come with the portal (telecom/data/, described in its README.md)."""

import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils import timezone

from laocai_ict.reference.loading import Loader, day, read_csv
from laocai_ict.reference.models import AdministrativeUnit, Source

from .models import (
    HeadlineFigure,
    Indicator,
    IndicatorDefinition,
    Observation,
    Operator,
    SeriesBreak,
    Target,
)
from .words import Bound

DATA = Path(__file__).parent / "data"
FILES = tuple(
    DATA / f"{name}.csv"
    for name in (
        "sources", "operators", "indicators", "definitions", "series-breaks",
        "observations", "targets", "headlines",
    )
)  # fmt: skip

SUBJECTS = {
    "mang": Indicator.Subject.NETWORK,
    "thue-bao": Indicator.Subject.SUBSCRIBERS,
    "thon": Indicator.Subject.COVERAGE,
    "tuyen": Indicator.Subject.LINES,
    "doanh-thu": Indicator.Subject.BUSINESS,
    "buu-chinh": Indicator.Subject.POST,
    "truyen-hinh": Indicator.Subject.BROADCASTING,
}
FIELDS = {"vien-thong": Operator.Field.TELECOM, "buu-chinh": Operator.Field.POST}
BOUNDS = {
    "đúng": Bound.EXACT,
    "ít nhất": Bound.AT_LEAST,
    "khoảng": Bound.ABOUT,
    "nhiều nhất": Bound.AT_MOST,
}
CONFIDENCE = {
    "cao": Observation.Confidence.HIGH,
    "vừa": Observation.Confidence.MEDIUM,
    "thấp": Observation.Confidence.LOW,
}
REASONS = {
    "dia-gioi": SeriesBreak.Reason.TERRITORY,
    "cach-dem": SeriesBreak.Reason.METHOD,
}
YES = {"có": True, "không": False}


def load(loader: Loader) -> None:
    """Write every row of the data files; KeyError names a word the files may not use."""
    sources = {row["khoa"]: _source(loader, row) for row in _rows("sources")}
    operators = {row["khoa"]: _operator(loader, row, sources) for row in _rows("operators")}
    indicators = {row["dia_chi"]: _indicator(loader, row) for row in _rows("indicators")}
    for row in _rows("definitions"):
        _definition(loader, row, indicators, sources)
    for row in _rows("series-breaks"):
        loader.upsert(
            SeriesBreak,
            f"{row['chi_tieu']}@{row['ngay']}",
            indicator=indicators[row["chi_tieu"]],
            date=day(row["ngay"]),
            reason=REASONS[row["loai"]],
            text=row["noi_dung"],
        )
    _load_figures(loader, indicators, sources, operators)


def _load_figures(loader: Loader, indicators: dict, sources: dict, operators: dict) -> None:
    @cache
    def area(said: str) -> AdministrativeUnit:
        return loader.find(AdministrativeUnit.objects.known_as, said)

    observations, public_from = {}, {}
    for row in _rows("observations"):
        shared = _figure(row, indicators, sources, area)
        observations[row["dong_goc"]] = _observation(loader, row, shared, operators)
        public_from[row["dong_goc"]] = shared["published_at"]
    for row in _rows("targets"):
        shared = _figure(row, indicators, sources, area)
        loader.upsert(Target, row["dong_goc"], due_on=day(row["han"]), **shared)
    for row in _rows("headlines"):
        loader.upsert(
            HeadlineFigure,
            row["dong_goc"],
            observation=observations[row["dong_goc"]],
            anchor=row["neo"],
            order=int(row["thu_tu"]),
            label=row["nhan"],
            meaning=row["y_nghia"],
            published_at=public_from[row["dong_goc"]],
        )


def _rows(name: str):
    return read_csv(DATA / f"{name}.csv")


def _moment(text: str) -> datetime.datetime:
    """Return the first moment of a day in Vietnam."""
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _source(loader: Loader, row: dict[str, str]) -> Source:
    return loader.source(
        row["khoa"],
        title=row["ten"],
        url=row["dia_chi"],
        published=row["ngay_cua_nguon"],
        note=row["ghi_chu"],
    )


def _operator(loader: Loader, row: dict[str, str], sources: dict[str, Source]):
    return loader.upsert(
        Operator,
        row["khoa"],
        key=row["khoa"],
        name=row["ten"],
        short_name=row["ten_ngan"],
        field=FIELDS[row["linh_vuc"]],
        known_active=row["hoat_dong_luc"],
        source=sources[row["nguon"]],
        note=row["ghi_chu"],
        order=int(row["thu_tu"]),
        published_at=_moment(row["cong_khai"]),
    )


def _indicator(loader: Loader, row: dict[str, str]):
    return loader.upsert(
        Indicator,
        row["ma"],
        code=row["ma"],
        slug=row["dia_chi"],
        name=row["ten"],
        subject=SUBJECTS[row["nhom"]],
        unit=row["don_vi"],
        scope=row["pham_vi"],
        order=int(row["thu_tu"]),
        published_at=_moment(row["cong_khai"]),
    )


def _definition(loader: Loader, row: dict[str, str], indicators, sources) -> None:
    loader.upsert(
        IndicatorDefinition,
        f"{row['chi_tieu']}@{row['tu_ngay']}",
        indicator=indicators[row["chi_tieu"]],
        valid_from=day(row["tu_ngay"]),
        valid_until=day(row["truoc_ngay"]),
        text=row["noi_dung"],
        counted_how=row["cach_dem"],
        legal_basis=row["can_cu"],
        is_verified=YES[row["da_kiem_chung"]],
        source=sources[row["nguon"]] if row["nguon"] else None,
    )


def _figure(row: dict[str, str], indicators, sources, area) -> dict:
    """Return the columns that observations and targets have in common."""
    return {
        "indicator": indicators[row["chi_tieu"]],
        "name_in_source": row["ten_trong_nguon"],
        "value": Decimal(row["gia_tri"]),
        "as_written": row["nguyen_van"],
        "words": row["chu_cua_nguon"],
        "words_recorded": YES[row["co_giu_chu"]],
        "bound": BOUNDS[row["muc"]],
        "period_text": row["ky"],
        "area": area(row["dia_ban"]),
        "source": sources[row["nguon"]],
        "confidence": CONFIDENCE[row["tin_cay"]],
        "note": row["ghi_chu"],
        "published_at": _moment(row["cong_khai"]),
    }


def _observation(loader: Loader, row: dict[str, str], shared: dict, operators):
    return loader.upsert(
        Observation,
        row["dong_goc"],
        numerator=_number(row["tu_so"]),
        total=_number(row["mau_so"]),
        period_from=day(row["ky_tu"]),
        as_of=day(row["ky_den_het"]),
        as_of_inferred=YES[row["ngay_suy_ra"]],
        operator=operators[row["doanh_nghiep"]] if row["doanh_nghiep"] else None,
        quote=row["trich_dan"],
        **shared,
    )
