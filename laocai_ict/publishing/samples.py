"""Taking out records that were made up to show the portal: the one way to remove what is public."""

from django.db import connection, transaction

from .models import Item, VersionedQuerySet


@transaction.atomic
def remove(records: VersionedQuerySet) -> int:
    """Remove samples whole, in all their versions and with their parts; return how many rows.

    The database refuses it, with IntegrityError, where one of the rows is not marked as a sample.
    """
    items = list(records.values_list("item", flat=True).distinct())
    list(Item.objects.select_for_update().filter(pk__in=items).order_by("pk"))
    rows = records.model._default_manager.filter(item__in=items)
    _removing("on")
    removed, _by_model = rows.delete()
    _removing("off")
    return removed


def _removing(switch: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('publishing.removing_samples', %s, true)", [switch])
