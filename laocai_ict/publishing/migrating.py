"""For the migrations that give versions to records which were public without them."""

import datetime
from collections.abc import Callable
from typing import Any

BEFORE = "trước khi có quy trình duyệt"


def _as_recorded(row: Any) -> datetime.datetime | None:
    return row.published_at


def _without(row: Any) -> str:
    return ""


def give_versions(
    label: str,
    public_from: Callable[[Any], datetime.datetime | None] = _as_recorded,
    title: Callable[[Any], str] = _without,
):
    """Return the function for `RunPython` that makes item and version of every row of `label`.

    A row with a moment becomes an approved version 1 that is public from then on; what a loader
    wrote is marked as from its source. `public_from(row)` tells the moment of records that were
    public without one; None leaves a draft.
    """
    app, _, name = label.partition(".")

    def fill(apps: Any, schema_editor: Any) -> None:
        model = apps.get_model(app, name)
        item_of = apps.get_model("publishing", "Item")
        version_of = apps.get_model("publishing", "Version")
        loaded = set(
            apps.get_model("reference", "LoadedRow")
            .objects.filter(key__startswith=f"{label}:")
            .values_list("object_pk", flat=True)
        )
        for row in model.objects.filter(version=None).order_by("pk"):
            item = item_of.objects.create(kind=label)
            version = version_of(item=item, number=1, title=title(row)[:500])
            moment = public_from(row)
            if moment is not None:
                version.state = "approved"
                version.public_from = version.approved_at = moment
                version.approved_by_name = BEFORE
                version.is_from_source = row.pk in loaded
            version.save()
            model.objects.filter(pk=row.pk).update(item=item, version=version)

    return fill
