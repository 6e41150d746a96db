"""The index holds what the public may read, at every moment."""

import contextlib
import datetime
import random

import pytest
from django.db import connection, transaction
from django.utils import timezone

from laocai_ict.display.refusals import Refused
from laocai_ict.publishing import registry as publishing
from laocai_ict.publishing.models import Version, VersionedQuerySet
from laocai_ict.reference import sorting
from laocai_ict.search import compiling, registry
from laocai_ict.search.models import Entry
from press import sample
from tests.publishing.builders import published, revised, withdrawn
from tests.publishing.secret_rows import ROWS
from tests.search.entries import is_right, open_keys, titles
from tests.telecom.builders import (
    make_headline,
    make_indicator,
    make_observation,
    make_operator,
    make_target,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_every_public_kind_has_a_source():
    kinds = {kind.label for kind in publishing.kinds()}
    assert len(kinds) == 14
    assert kinds | {"reference.unit", "page"} == {source.kind for source in registry.sources()}


def test_every_table_that_an_entry_is_made_of_is_watched():
    for source in registry.sources():
        if source.select:
            continue
        watched = {touch.table for touch in source.touches()} | {"publishing_item"}
        rows = source.rows().annotate(
            **{f"made_{name}": value for name, value in source.columns().items()}
        )
        sql = compiling.compiled(rows, connection)
        used = {word for word in sql.replace('"', " ").split() if "_" in word}
        tables = {kind.model._meta.db_table for kind in publishing.kinds()} | {
            touch.table for other in registry.sources() for touch in other.touches()
        }
        assert used & tables <= watched, source.kind


def test_the_data_that_the_portal_brings_is_found():
    sample.load()
    assert is_right()
    kinds = set(Entry.objects.open().values_list("kind", flat=True))
    assert kinds == {source.kind for source in registry.sources()}


def test_each_entry_stands_where_its_record_is_read():
    sample.load()
    for kind in publishing.kinds():
        rows = kind.model._default_manager.select_related(*kind.address_needs).in_bulk()
        for key, address in Entry.objects.filter(kind=kind.label).values_list("key", "address"):
            assert address == publishing.address_of(rows[key])


def test_pages_and_places_stand_where_they_are_read(client):
    places = Entry.objects.open().filter(kind="reference.unit").order_by("pk")
    addresses = [entry.address for entry in Entry.objects.open().filter(kind="page")]
    addresses += [entry.address for entry in places[::60]]
    assert "/" in addresses
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_entries_are_in_vietnamese_order():
    names = [entry.title for entry in Entry.objects.open().sorted()]
    assert names == sorted(names, key=sorting.key)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_open_at_a_moment_is_what_is_published_then(seed):
    """Over scheduled, replaced, forced and withdrawn versions, their first and last moments too."""
    chance = random.Random(seed)  # noqa: S311 (the same each time)
    for number, (model, row) in enumerate(ROWS.items()):
        for turn in range(3 if row.make else 0):
            live(row.make(f"bản {model._meta.model_name} {turn}", 10 + turn), chance)
        for record in list(model.objects.published()[:2]) if number % 2 else []:
            with contextlib.suppress(Refused), transaction.atomic():
                chance.choice((withdraw, replace))(record, chance)
    moments = {timezone.now() + DAY * chance.uniform(-3000, 60) for _ in range(15)}
    for first, last in Version.objects.values_list("public_from", "public_until"):
        moments |= {moment for moment in (first, last) if moment and moment.year > 2018}
    for moment in chance.sample(sorted(moments), 40):
        for kind in publishing.kinds():
            public = kind.model.objects.published(moment).values_list("pk", flat=True)
            assert open_keys(kind.label, moment) == sorted(public), (kind.label, moment)
    assert is_right()


def live(record, chance):
    """Have a draft go one of the ways that a record can go."""
    now = timezone.now()
    if chance.random() < 0.2:
        return
    published(record, now + DAY * chance.choice((-2000, -30, 1, 20)))
    if record.version.is_public() or chance.random() < 0.5:
        chance.choice((replace, withdraw, lambda *_: None))(record, chance)


def replace(record, chance):
    if may_change(record):
        revised(record, at=chance.choice((None, timezone.now() + DAY * chance.uniform(25, 40))))


def withdraw(record, chance):
    if may_change(record):
        withdrawn(record, at=chance.choice((None, timezone.now() + DAY * chance.uniform(1, 30))))


def may_change(record):
    record.version.refresh_from_db()
    return record.version.is_public() and record.version.public_until is None


def test_a_figure_leaves_with_its_indicator_and_its_operator():
    indicator, operator = make_indicator(name="Số cột"), make_operator("mang-thu")
    figure = make_observation(indicator, operator=operator)
    target, headline = make_target(indicator), make_headline(figure)
    soon, later = timezone.now() + DAY, timezone.now() + 3 * DAY
    withdrawn(indicator, at=later)
    withdrawn(operator, at=soon)

    def found(moment):
        every = (("telecom.observation", figure), ("telecom.target", target),
                 ("telecom.headlinefigure", headline))  # fmt: skip
        return [kind for kind, row in every if row.pk in open_keys(kind, moment)]

    assert found(soon - DAY / 2) == [
        "telecom.observation", "telecom.target", "telecom.headlinefigure",
    ]  # fmt: skip
    assert found(soon) == ["telecom.target"]
    assert found(later) == []
    assert is_right()


def test_a_figure_is_called_as_its_indicator_is_at_that_minute():
    indicator = make_indicator(name="Số cột")
    figure = make_observation(indicator, value=12)
    soon = timezone.now() + DAY
    revised(indicator, at=soon, name="Số trụ ăng ten")

    def called(moment):
        return titles("telecom.observation", moment, key=figure.pk)

    assert called(soon - DAY / 2) == ["Số cột: 12 cột"]
    assert called(soon) == ["Số trụ ăng ten: 12 cột"]
    assert is_right()


def test_only_what_was_approved_is_in_the_index():
    before = Entry.objects.count()
    for row in ROWS.values():
        if row.make:
            draft = row.make("Tuyệt mật", 1)
            row.write(draft, "Tuyệt mật hai")
            draft.save()
    assert Entry.objects.count() == before
    assert not Entry.objects.filter(title__contains="Tuyệt mật").exists()


def test_kinds_that_leave_with_another_are_those_tried_here():
    """Whoever overrides `published` depends on something: a new one needs a test of its own."""
    depending = {
        kind.label
        for kind in publishing.kinds()
        if type(kind.model.objects.all()).published is not VersionedQuerySet.published
    }
    assert depending == {
        "telecom.observation", "telecom.target", "telecom.headlinefigure", "egov.systemfact",
    }  # fmt: skip
