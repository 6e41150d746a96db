"""What the database refuses of search."""

import pytest
from django.db import IntegrityError, connections

from laocai_ict.history.roles import OWNER
from laocai_ict.search.models import Entry, SitePage

pytestmark = pytest.mark.django_db(databases=["default", OWNER])


def test_search_entry_once():
    """Two entries of one row would both be found."""
    Entry.objects.using(OWNER).create(**entry())
    with pytest.raises(IntegrityError, match="search_entry_once"):
        Entry.objects.using(OWNER).create(**entry())


def test_search_sitepage_has_title():
    with pytest.raises(IntegrityError, match="search_sitepage_has_title"):
        SitePage.objects.using(OWNER).create(url_name="x", title="", address="/")


@pytest.mark.parametrize("table", ["search_entry", "search_sitepage"])
@pytest.mark.parametrize(
    "write",
    ["DELETE FROM {}", "UPDATE {} SET title = ''", "TRUNCATE {}", "INSERT INTO {} DEFAULT VALUES"],
)
def test_the_application_only_reads_the_index(table, write):
    with connections["default"].cursor() as cursor, pytest.raises(Exception, match="denied"):
        cursor.execute(write.format(table))


def entry():
    return {
        "kind": "x", "key": 1, "app": "x", "title": "Sa Pa", "address": "/", "sort_key": "",
        "open_during": "{}", "named": "", "words": "", "exact": "",
    }  # fmt: skip
