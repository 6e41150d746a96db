"""The index holds what the public may read, at every moment, whatever way it was changed."""

import pytest

from laocai_ict.history.roles import OWNER
from laocai_ict.publishing import registry as publishing
from laocai_ict.search import checking, registry
from laocai_ict.search.models import Entry

pytestmark = pytest.mark.django_db(databases=["default", OWNER])


def is_right():
    return checking.check("default") == ([], [])


def test_every_public_kind_has_a_source():
    kinds = {kind.label for kind in publishing.kinds()}
    assert len(kinds) == 14
    assert kinds | {"reference.unit", "page"} == {source.kind for source in registry.sources()}


def test_the_data_that_the_portal_brings_is_found():
    assert is_right()
    kinds = set(Entry.objects.open().values_list("kind", flat=True))
    assert kinds >= {"egov.procedure", "telecom.observation", "reference.unit", "page"}


def test_each_entry_stands_where_its_record_is_read():
    for kind in publishing.kinds():
        rows = kind.model._default_manager.select_related(*kind.address_needs).in_bulk()
        for key, address in Entry.objects.filter(kind=kind.label).values_list("key", "address"):
            assert address == publishing.address_of(rows[key])
