"""What a later load of the data files does to records that are public, or in somebody's hands."""

import datetime

import pytest
from django.utils import timezone

from laocai_ict.publishing import services
from laocai_ict.reference import loading
from laocai_ict.reference.models import LoadedRow
from telecom.loading import load
from telecom.models import HeadlineFigure, Indicator, IndicatorDefinition, Observation, SeriesBreak
from tests.publishing.builders import account, revised, withdrawn

pytestmark = pytest.mark.django_db


def run_again():
    loader = loading.Loader("telecom")
    load(loader)
    loader.finish()
    return loader


def said_before(record, **values):
    """Make the last load have read something else of a record: the file has changed since."""
    prefix = f"{record._meta.label_lower}:"
    row = LoadedRow.objects.get(loader="telecom", key__startswith=prefix, object_pk=record.pk)
    row.values |= values
    row.save()


def loaded_then(record, **values):
    """Have a public record be as an earlier file said; return its version number."""
    fresh = services.open_for_source(record)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()
    said_before(record, **{name: str(value) for name, value in values.items()})
    return services.release(fresh, actor="nạp dữ liệu nguồn").number


def stations():
    return Indicator.objects.published().get(code="bts_total")


def headline_figure():
    item = HeadlineFigure.objects.get(anchor="tram").observation.item_id
    return Observation.objects.published().get(item=item)


def test_a_changed_row_is_a_new_version_beside_the_old_one_by_its_source():
    first = headline_figure()
    number = loaded_then(first, value="1700.0000")
    loader = run_again()
    assert (loader.updated, loader.created, loader.kept, loader.doubts) == (1, 0, [], [])
    now = Observation.objects.published().get(item=first.item)
    assert (now.value, now.version.number) == (1764, number + 1)
    assert now.version.is_from_source
    assert now.version.change == "update"
    assert now.version.change_note
    values = [row.value for row in Observation.objects.of(first)]
    assert values == [1764, 1700, 1764]
    assert run_again().updated == 0


def test_the_load_after_names_its_actor_in_the_log_of_steps():
    first = headline_figure()
    loaded_then(first, value="1700.0000")
    run_again()
    last = Observation.objects.of(first)[0].version.moves.get()
    assert (last.verb, last.by, last.by_name) == ("release", None, "nạp dữ liệu nguồn")


def test_what_staff_have_in_work_is_not_touched_and_the_load_says_so():
    figure = headline_figure()
    by = account("telecom.change_observation", name="lan")
    draft = services.open_version(figure, by=by)
    said_before(figure, value="1700.0000")
    draft.value = "1700.0000"
    draft.note = "Đang sửa."
    draft.save()
    loader = run_again()
    assert loader.updated == 0
    assert any("đang có bản soạn của lan" in kept for kept in loader.kept)
    draft.refresh_from_db()
    assert (draft.value, draft.note) == (1700, "Đang sửa.")
    assert Observation.objects.of(figure).count() == 2


def test_what_staff_published_differently_stays():
    figure = headline_figure()
    said_before(figure, note="Ghi chú của tệp cũ.")
    revised(figure, note="Cán bộ sửa ghi chú.")
    now = Observation.objects.published().get(item=figure.item)
    loader = run_again()
    assert loader.updated == 0
    assert Observation.objects.published().get(item=figure.item) == now


def test_a_field_that_staff_left_alone_is_refreshed_beside_what_they_changed():
    indicator = stations()
    loaded_then(indicator, scope="Phạm vi của tệp cũ.")
    revised(Indicator.objects.published().get(item=indicator.item), name="Tên của cán bộ")
    loader = run_again()
    now = Indicator.objects.published().get(item=indicator.item)
    assert loader.updated == 1
    assert now.name == "Tên của cán bộ"
    assert now.scope == indicator.scope
    assert now.version.is_from_source


def test_what_staff_have_scheduled_goes_first():
    figure = headline_figure()
    minute = timezone.now() + datetime.timedelta(days=1)
    revised(figure, at=minute, value=1700, as_written="1.700")
    said_before(figure, value="1700.0000")
    loader = run_again()
    assert (loader.updated, len(loader.kept)) == (0, 1)
    assert Observation.objects.published(minute).get(item=figure.item).value == 1700


def test_what_staff_withdrew_is_not_published_again():
    figure = headline_figure()
    loaded_then(figure, value="1700.0000")
    withdrawn(Observation.objects.published().get(item=figure.item))
    loader = run_again()
    assert loader.updated == 0
    assert any("đã gỡ" in kept for kept in loader.kept)
    assert not Observation.objects.published().filter(item=figure.item).exists()


def test_changed_parts_come_in_a_new_version_of_their_indicator():
    indicator = stations()
    entry = indicator.breaks.earliest("date")
    wording = entry.text
    fresh = services.open_for_source(indicator)
    SeriesBreak.objects.filter(indicator=fresh, origin=entry.pk).update(text="Lời cũ.")
    services.release(fresh, actor="nạp dữ liệu nguồn")
    said_before(entry, text="Lời cũ.")
    loader = run_again()
    assert (loader.updated, loader.kept, loader.doubts) == (1, [], [])
    versions = list(Indicator.objects.of(indicator))
    assert [version.breaks.earliest("date").text for version in versions] == [
        wording, "Lời cũ.", wording,
    ]  # fmt: skip
    assert [version.breaks.count() for version in versions] == [2, 2, 2]
    assert versions[0].is_published()


def test_record_and_parts_that_change_together_make_one_version():
    indicator = Indicator.objects.get(code="phone_subs_total")
    definitions = list(indicator.definitions.all())
    assert len(definitions) > 1
    fresh = services.open_for_source(indicator)
    fresh.scope = "Phạm vi của tệp cũ."
    fresh.save()
    for entry in definitions:
        IndicatorDefinition.objects.filter(indicator=fresh, origin=entry.pk).update(text="Cũ.")
        said_before(entry, text="Cũ.")
    said_before(indicator, scope="Phạm vi của tệp cũ.")
    services.release(fresh, actor="nạp dữ liệu nguồn")
    loader = run_again()
    assert (loader.updated, loader.kept, loader.doubts) == (1 + len(definitions), [], [])
    assert [row.version.number for row in Indicator.objects.of(indicator)] == [3, 2, 1]
    now = Indicator.objects.published().get(item=indicator.item)
    assert now.scope == indicator.scope
    assert [entry.text for entry in now.definitions.all()] == [entry.text for entry in definitions]


def test_figures_stay_with_their_indicator_when_it_gets_a_new_version():
    indicator = stations()
    figures = Observation.objects.published().of_indicator(indicator).count()
    loaded_then(indicator, scope="Phạm vi của tệp cũ.")
    loader = run_again()
    assert (loader.updated, loader.kept, loader.doubts) == (1, [], [])
    assert Observation.objects.published().of_indicator(stations()).count() == figures
