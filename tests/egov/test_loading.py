"""Loading again changes nothing; what a file says anew stands beside the old, never over staff's.

Changed files are copies of the real ones with one line written differently.
"""

import datetime
import shutil

import pytest

from egov import loading
from egov.models import CooperationAgreement, Procedure, SystemFact
from laocai_ict.publishing import services
from laocai_ict.publishing.models import Version
from laocai_ict.reference.loading import Loader
from tests.publishing.builders import account

pytestmark = pytest.mark.django_db
POSTAL_LICENCE = 24


@pytest.fixture
def files(monkeypatch, tmp_path):
    """A copy of the data files that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(loading.DATA, folder)
    monkeypatch.setattr(loading, "DATA", folder)
    return folder


def rewrite(file, old, new):
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def load_again():
    loader = Loader("egov")
    loading.load(loader)
    loader.finish()
    return loader


def procedure(number=POSTAL_LICENCE):
    return Procedure.objects.published().get(number=number)


def versions():
    return Version.objects.count()


def by_staff(record, publish=True, **values):
    """Have staff write `values` into a new version of `record`; publish it, or leave a draft."""
    kind = record._meta.model_name
    writer = account(f"egov.change_{kind}", first_name="Hoa")
    fresh = services.open_version(record, by=writer)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()
    if publish:
        publish_now(fresh, writer, account(f"egov.publish_{kind}"))
    return fresh


def publish_now(fresh, writer, approver, minute=None):
    services.explain(fresh.version, by=writer, change="update", note="Sửa thử.")
    services.submit(fresh.version, by=writer)
    seen = Version.objects.get(pk=fresh.version_id).edits
    services.approve(fresh.version, by=approver, seen=seen, minute=minute)


def test_a_second_load_makes_and_changes_nothing():
    before = versions()
    loader = load_again()
    assert (loader.created, loader.updated, loader.kept, loader.doubts) == (0, 0, [], [])
    assert versions() == before


def test_what_was_loaded_is_public_from_the_day_of_the_article_and_marked():
    for record in (procedure(), SystemFact.objects.first(), CooperationAgreement.objects.first()):
        assert record.version.is_from_source
        assert record.published_at == loading.FIRST_PUBLIC_DAY


def test_a_row_that_changed_is_a_new_version_beside_the_old_one(files):
    old, before = procedure(), versions()
    rewrite(
        files / "procedures.csv",
        f"{old.number},{old.slug},{old.name}",
        f"{old.number},{old.slug},Tên mới",
    )
    loader = load_again()
    assert (loader.updated, loader.kept, versions()) == (1, [], before + 1)
    fresh = procedure()
    assert (fresh.name, fresh.item, fresh.version.number) == ("Tên mới", old.item, 2)
    assert fresh.version.is_from_source
    just_before = fresh.published_at - datetime.timedelta(seconds=1)
    assert Procedure.objects.published(just_before).get(item=old.item) == old
    assert fresh.fees.count() == old.fees.count() > 0
    assert load_again().updated == 0
    assert versions() == before + 1
