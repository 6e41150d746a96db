"""What tests ask of the index."""

from laocai_ict.search import checking
from laocai_ict.search.models import Entry


def is_right():
    """Say whether the index is as the records make it, within the transaction of the test."""
    faults, findings = checking.check("default")
    assert faults == []
    assert [str(finding) for finding in findings] == []
    return True


def open_keys(kind, moment):
    entries = Entry.objects.open(moment).filter(kind=kind)
    return sorted(entries.values_list("key", flat=True))


def titles(kind, moment=None, **fields):
    entries = Entry.objects.open(moment).filter(kind=kind, **fields)
    return [entry.title for entry in entries.sorted()]


def entry_of(record, moment=None):
    """Return the one entry that is open of a record."""
    return Entry.objects.open(moment).get(kind=record._meta.label_lower, key=record.pk)
