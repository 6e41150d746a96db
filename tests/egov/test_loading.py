"""Loading again changes nothing; what a file says anew stands beside the old, never over staff's.

Changed files are copies of the real ones with one line written differently.
"""

import datetime
import shutil

import pytest
from django.utils import timezone

from egov import loading
from egov.models import CooperationAgreement, Procedure, SystemFact
from laocai_ict.publishing import services
from laocai_ict.publishing.models import Version
from laocai_ict.reference.loading import Loader, registered, run
from tests.publishing.builders import account

pytestmark = pytest.mark.django_db
POSTAL_LICENCE = 24
POSTAL_FEE = "cap-giay-phep-buu-chinh,cap-moi,10750000,"
POSTAL_TIME = "cap-giay-phep-buu-chinh,nghi-dinh,within,30,"


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


def by_staff(record, publish=True, minute=None, **values):
    """Have staff write `values` into a new version of `record`; publish it, or leave a draft."""
    writer = account("egov.change_procedure", display_name="Hoa")
    fresh = services.open_version(record, by=writer)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()
    if publish:
        publish_now(fresh, minute)
    return fresh


def publish_now(fresh, minute=None):
    writer = fresh.version.writers.get().user
    services.explain(fresh.version, by=writer, change="update", note="Sửa thử.")
    services.submit(fresh.version, by=writer)
    seen = Version.objects.get(pk=fresh.version_id).edits
    approver = account("egov.publish_procedure")
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
    line = f"{old.number},{old.slug},"
    rewrite(files / "procedures.csv", line + old.name, line + "Tên mới")
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


def change_fee(files):
    rewrite(files / "fees.csv", POSTAL_FEE, POSTAL_FEE.replace("10750000", "9000000"))


def fees(record):
    return [fee.amount for fee in record.fees.all()]


def test_a_fee_that_changed_is_in_a_new_version_of_its_procedure(files):
    old, before = procedure(), versions()
    change_fee(files)
    assert load_again().updated == 1
    fresh = procedure()
    assert (fees(old), fees(fresh)) == ([10_750_000, 4_250_000], [9_000_000, 4_250_000])
    assert [time.told for time in fresh.times.all()] == [time.told for time in old.times.all()]
    assert load_again().updated == 0
    assert versions() == before + 1


def test_a_row_and_its_parts_that_changed_are_one_version(files):
    old, before = procedure(), versions()
    change_fee(files)
    line = f"{old.number},{old.slug},"
    rewrite(files / "procedures.csv", line + old.name, line + "Tên mới")
    with (files / "fees.csv").open("a", encoding="utf-8") as file:
        file.write("cap-giay-phep-buu-chinh,them,5000,,cấp thêm,,,,,,quyet-dinh-1220-hue,,9\n")
    loader = load_again()
    assert (loader.created, loader.updated, versions()) == (1, 2, before + 1)
    assert (procedure().name, fees(procedure())) == ("Tên mới", [9_000_000, 4_250_000, 5_000])


def test_facts_stay_with_a_system_that_has_a_new_version(files, client):
    rewrite(files / "systems.csv", "cửa điện tử,Dịch vụ công và", "cửa điện tử,Dịch vụ mới và")
    assert load_again().updated == 1
    rows = client.get("/chinh-quyen-dien-tu/").context["matrix"].rows
    changed = next(row for row in rows if row.system.short_name.startswith("Dịch vụ mới"))
    assert "thanh toán phí" in " ".join(str(fact) for fact in changed.facts)
    assert [row.total for row in changed.counts] == [18, 9, 164]
    assert load_again().updated == 0


def test_what_staff_changed_stays():
    by_staff(procedure(1), notice="Cán bộ sửa")
    loader = load_again()
    assert (loader.updated, procedure(1).notice) == (0, "Cán bộ sửa")


def test_what_a_file_changed_beside_the_work_of_staff_joins_it_when_theirs_is_public(files):
    by_staff(procedure(), notice="Cán bộ sửa")
    change_fee(files)
    assert load_again().updated == 1
    fresh = procedure()
    assert (fresh.notice, fees(fresh)[0]) == ("Cán bộ sửa", 9_000_000)


def test_a_draft_of_staff_goes_first_and_the_load_says_so(files):
    draft = by_staff(procedure(), publish=False, notice="Đang soạn")
    change_fee(files)
    loader = load_again()
    assert (loader.updated, len(loader.kept)) == (0, 1)
    assert "Hoa" in loader.kept[0]
    assert loader.is_put_off
    assert (fees(procedure())[0], fees(draft)[0]) == (10_750_000, 10_750_000)
    services.discard(draft.version, by=account("egov.change_procedure"))
    loader = load_again()
    assert (loader.updated, loader.is_put_off) == (1, False)
    assert fees(procedure())[0] == 9_000_000


def test_a_scheduled_version_of_staff_goes_first_too(files):
    minute = timezone.now() + datetime.timedelta(hours=3)
    by_staff(procedure(), minute=minute, notice="Hẹn giờ")
    change_fee(files)
    loader = load_again()
    assert (loader.updated, len(loader.kept), loader.is_put_off) == (0, 1, True)
    later = Procedure.objects.published(minute).get(number=POSTAL_LICENCE)
    assert (later.notice, fees(later)[0]) == ("Hẹn giờ", 10_750_000)


def test_what_staff_withdrew_is_not_published_again(files):
    gone = procedure()
    services.withdraw(gone.version, by=account("egov.publish_procedure"), reason="Đã bãi bỏ.")
    change_fee(files)
    loader = load_again()
    assert (loader.updated, len(loader.kept)) == (0, 1)
    assert not Procedure.objects.published().filter(number=POSTAL_LICENCE).exists()


def test_a_term_that_staff_took_out_is_not_put_back():
    fresh = by_staff(procedure(), publish=False)
    fresh.fees.get(case="cấp mới").delete()
    publish_now(fresh)
    loader = load_again()
    assert (loader.created, loader.updated) == (0, 0)
    assert fees(procedure()) == [4_250_000]


def test_a_change_that_the_database_refuses_opens_no_version(files):
    before = versions()
    rewrite(files / "fees.csv", POSTAL_FEE, POSTAL_FEE.replace("10750000,", "0,mỗi hồ sơ"))
    rewrite(files / "times.csv", POSTAL_TIME, POSTAL_TIME.replace("within,30", "within,31"))
    loader = load_again()
    assert any("Không thu phí" in kept for kept in loader.kept)
    assert (loader.updated, versions()) == (1, before + 1)
    fresh = procedure()
    assert (fees(fresh)[0], fresh.times.first().amount) == (10_750_000, 31)


def test_only_a_change_that_the_database_refuses_makes_no_version(files):
    before = versions()
    rewrite(files / "fees.csv", POSTAL_FEE, POSTAL_FEE.replace("10750000,", "0,mỗi hồ sơ"))
    loader = load_again()
    assert (loader.updated, len(loader.kept), versions()) == (0, 1, before)


def test_a_load_that_was_put_off_is_tried_again_at_the_next_run(files):
    draft = by_staff(procedure(), publish=False)
    change_fee(files)
    entry = next(entry for entry in registered() if entry.name == "egov")
    run(entry, force=True)
    services.discard(draft.version, by=account("egov.change_procedure"))
    assert run(entry).updated == 1
    assert run(entry) is None
