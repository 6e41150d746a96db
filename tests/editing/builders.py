"""Two members of staff with the same form open."""

from django.test import Client
from django.urls import reverse

from laocai_ict.reference.models import UnitName
from tests.accounts.builders import make_user
from tests.reference.builders import make_source


def desk(name: str, *, group="Dữ liệu tham chiếu", **options) -> Client:
    """Return a browser at which that person has logged in."""
    client = Client(**options)
    client.account = make_user(name, group=group)
    client.force_login(client.account)
    return client


def form_of(record=None, *, model=None, page="change") -> str:
    """Return the address of the form of a record, or of a new one of that model."""
    meta = (model or record)._meta
    if record is None:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_add")
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[record.pk])


def make_name(unit, name: str, **fields) -> UnitName:
    return UnitName.objects.create(unit=unit, name=name, source=make_source(), **fields)
