"""Loading again changes nothing, and never what staff changed."""

import pytest

from egov.loading import load
from egov.models import Procedure, ProcessingTime
from laocai_ict.reference.loading import Loader

pytestmark = pytest.mark.django_db


def load_again():
    loader = Loader("egov")
    load(loader)
    loader.finish()
    return loader


def test_a_second_load_makes_and_changes_nothing():
    loader = load_again()
    assert (loader.created, loader.updated, loader.kept) == (0, 0, [])


def test_what_staff_changed_stays():
    Procedure.objects.filter(number=1).update(notice="Cán bộ sửa")
    load_again()
    assert Procedure.objects.get(number=1).notice == "Cán bộ sửa"


def test_what_staff_deleted_stays_deleted_with_its_terms():
    Procedure.objects.get(number=12).delete()
    load_again()
    assert not Procedure.objects.filter(number=12).exists()
    assert not ProcessingTime.objects.filter(procedure__number=12).exists()
