"""The figures loaded are those of the original file, cell by cell, and of the article."""

import csv
import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from laocai_ict.publishing.blockers import blockers
from laocai_ict.reference import loading
from laocai_ict.reference.models import LoadedRow
from telecom.loading import load
from telecom.models import HeadlineFigure, Indicator, Observation, SeriesBreak, Target
from telecom.words import Bound
from tests.publishing.builders import revised

pytestmark = pytest.mark.django_db
ORIGINAL = Path(__file__).parent / "data" / "telecom-facts.csv"

WAITING = {
    *range(5, 12), *range(24, 30), *range(34, 56), 72, 73, 83, 84, 92, 98, 99, 103,
}  # fmt: skip
"""rankings, service figures, and facts that press, e-government and the department tell"""

BOUNDS = {"exact": Bound.EXACT, "at_least": Bound.AT_LEAST, "approx": Bound.ABOUT}
CONFIDENCE = {"high": "high", "medium": "medium", "low": "low"}
AREAS = {
    "Tỉnh Lào Cai (cũ, mã 10)": ("10", "Tỉnh Lào Cai", datetime.date(2025, 7, 1)),
    "Tỉnh Lào Cai (mới, mã 15)": ("15", "Tỉnh Lào Cai", None),
    "Huyện Bát Xát (082)": ("082", "Huyện Bát Xát", datetime.date(2025, 7, 1)),
}
WORDS = {
    1: "trên", 2: "đạt trên", 3: "đạt trên", 4: "đạt", 13: "ước đạt", 23: "gần", 86: "gần",
    91: "hơn",
}  # fmt: skip
"""as the article, the column value_verbatim and the column note give them"""
ARTICLE = "Bài của Giám đốc Sở TT&TT, 8/2018"


def original():
    with ORIGINAL.open(encoding="utf-8", newline="") as file:
        return {int(row["id"]): row for row in csv.DictReader(file)}


def loaded(model):
    """Return {row of the original file: record}, by what the loader remembers."""
    prefix = f"{model._meta.label_lower}:"
    rows = LoadedRow.objects.filter(loader="telecom", key__startswith=prefix)
    records = (
        model.objects.select_related("indicator", "area", "source", "operator")
        if model is Observation
        else model.objects.select_related("indicator", "area", "source")
    )
    records = records.in_bulk([row.object_pk for row in rows])
    return {int(row.key.removeprefix(prefix)): records[row.object_pk] for row in rows}


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def test_every_row_is_either_loaded_or_waits():
    ids = set(original())
    observations, targets = set(loaded(Observation)), set(loaded(Target))
    assert observations | targets | WAITING == ids == set(range(1, 106))
    assert not (observations & targets)
    assert not ((observations | targets) & WAITING)
    assert targets == {i for i, row in original().items() if row["kind"] == "target"} - {103}


def test_shared_columns_hold_what_the_file_holds():
    rows = original()
    for number, record in (loaded(Observation) | loaded(Target)).items():
        row = rows[number]
        code, name, until = AREAS[row["area"]]
        assert record.indicator.code == row["indicator_code"], number
        assert record.name_in_source == row["indicator"], number
        assert record.value == Decimal(row["value"]), number
        assert record.as_written == row["value_verbatim"], number
        assert record.indicator.unit == row["unit"], number
        assert record.period_text == row["period"], number
        assert (record.area.code, record.area.full_name) == (code, name), number
        assert record.area.valid_until == until, number
        assert record.confidence == CONFIDENCE[row["confidence"]], number
        assert bool(record.note) >= bool(row["note"]), number
        if row["source"] != ARTICLE:
            assert record.source.url == row["source"], number


def test_observations_hold_bound_dates_and_totals_of_the_file():
    rows = original()
    for number, record in loaded(Observation).items():
        row = rows[number]
        assert record.bound == BOUNDS[row["qualifier"]], number
        assert record.period_from == day(row["period_start"]), number
        assert record.as_of == day(row["period_end"]), number
        if "/" in row["value_verbatim"]:
            parts = [Decimal(p.replace(".", "")) for p in row["value_verbatim"].split("/")]
            assert [record.numerator, record.total] == parts, number
            assert record.value == record.numerator, number
        else:
            assert record.numerator is record.total is None, number
        assert (str(record.operator) == "VNPT") == row["indicator_code"].startswith("vnpt"), number


def test_targets_hold_the_day_they_fall_due():
    rows = original()
    for number, record in loaded(Target).items():
        assert rows[number]["kind"] == "target"
        assert record.due_on == day(rows[number]["period_end"]), number


def test_words_are_the_sources_own_or_said_to_be_unknown():
    rows = original()
    for number, record in loaded(Observation).items():
        assert record.words == WORDS.get(number, ""), number
        known = number in WORDS or rows[number]["qualifier"] == "exact"
        assert record.words_recorded is known, number


@pytest.mark.parametrize(
    ("anchor", "sentence", "shown"),
    [
        ("tram", "với trên 1.764 trạm", "trên 1.764\u00a0trạm"),
        ("thue-bao", "đạt trên 710.000 thuê bao", "đạt trên 710.000\u00a0thuê bao"),
        ("bang-rong", "đạt trên 215.561 thuê bao", "đạt trên 215.561\u00a0thuê bao"),
        ("doanh-thu", "đạt 464,6 tỷ đồng", "đạt 464,6\u00a0tỷ đồng"),
    ],
)
def test_headlines_are_the_articles_letter_by_letter(anchor, sentence, shown):
    figure = HeadlineFigure.objects.get(anchor=anchor).observation
    assert f"{figure.prefix} {figure.amount}" == shown
    assert figure.quote.endswith(sentence)
    assert figure.as_of == datetime.date(2018, 6, 30)
    assert figure.area.code == "10"


def test_revenue_is_of_the_half_year():
    figure = HeadlineFigure.objects.get(anchor="doanh-thu").observation
    assert (figure.period_from, figure.period_until) == (
        datetime.date(2018, 1, 1),
        datetime.date(2018, 7, 1),
    )
    assert figure.bound == Bound.EXACT


def test_breaks_stand_where_territory_and_method_change():
    stations = SeriesBreak.objects.filter(indicator__code="bts_total")
    assert [(entry.date.isoformat(), entry.reason) for entry in stations] == [
        ("2024-01-01", "method"),
        ("2025-07-01", "territory"),
    ]
    assert SeriesBreak.objects.filter(indicator__code="mobile_broadband_subs").count() == 1


def test_readme_names_every_row():
    text = (Path(loading.__file__).parents[2] / "telecom/data/README.md").read_text("utf-8")
    assert f"Đã nạp: {len(loaded(Observation)) + len(loaded(Target))} dòng" in text
    assert f"Còn chờ: {len(WAITING)} dòng" in text


@pytest.mark.parametrize("model", [Observation, Target])
def test_no_figure_loaded_contradicts_what_its_source_wrote(model):
    figures = list(model.objects.exclude(as_written=""))
    assert len(figures) >= 5
    blocked = [figure for figure in figures if "nguồn viết" in " ".join(blockers(figure))]
    assert blocked == []


def run_again():
    loader = loading.Loader("telecom")
    load(loader)
    loader.finish()
    return loader


def test_loading_again_changes_nothing():
    loader = run_again()
    assert (loader.created, loader.updated, loader.kept) == (0, 0, [])


def test_loading_again_leaves_what_staff_changed():
    indicator = Indicator.objects.get(code="bts_total")
    revised(indicator, name="Trạm BTS")
    run_again()
    assert Indicator.objects.published().get(code="bts_total").name == "Trạm BTS"
