"""Versions of procedures, systems, facts and agreements: what readers see, and from when."""

import datetime

import pytest
from django.utils import timezone

from egov import home
from egov.models import Procedure, SharedSystem, SystemFact
from laocai_ict.publishing import services
from laocai_ict.publishing.blockers import blockers
from laocai_ict.publishing.models import Version, showing
from laocai_ict.publishing.refusal import Refused
from tests.egov import builders as make
from tests.publishing.builders import account, published

pytestmark = pytest.mark.django_db
LIST, SYSTEMS = "/thu-tuc/", "/chinh-quyen-dien-tu/"
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def minute():
    """A minute in some hours, to which things are set."""
    return (timezone.now() + datetime.timedelta(hours=3)).replace(second=0, microsecond=0)


@pytest.fixture
def office():
    """An account for every step but approving, and one for that."""
    kinds = ("procedure", "sharedsystem", "systemfact")
    writer = account(*(f"egov.change_{kind}" for kind in kinds))
    return writer, account(*(f"egov.publish_{kind}" for kind in kinds))


def begin(record, office, **values):
    """Return a new version in work, with `values`."""
    fresh = services.open_version(record, by=office[0])
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()
    services.explain(fresh.version, by=office[0], change="update", note="Sửa thử.")
    return fresh


def approve(fresh, office, minute=None):
    services.submit(fresh.version, by=office[0])
    seen = Version.objects.get(pk=fresh.version_id).edits
    services.approve(fresh.version, by=office[1], seen=seen, minute=minute)


def text(client, address):
    return client.get(address, follow=True).content.decode()


def postal_licence():
    return Procedure.objects.published().get(number=24)


def found_by_field(client):
    choices = client.get(LIST).context["filter"].fields()
    return {choice.value: choice.count for choice in choices}


def test_a_scheduled_procedure_changes_list_counts_and_sheet_at_its_minute(
    client, office, minute, time_machine
):
    old = postal_licence()
    fresh = begin(old, office, name="Tên đổi lúc hẹn", field=make.make_field())
    fresh.fees.update(amount=123_000)
    fresh.save()
    approve(fresh, office, minute)
    time_machine.move_to(minute - SECOND, tick=False)
    assert "Tên đổi lúc hẹn" not in text(client, LIST) + text(client, old.get_absolute_url())
    assert found_by_field(client)["buu-chinh"] == 7
    time_machine.move_to(minute, tick=False)
    assert "Tên đổi lúc hẹn" in text(client, LIST)
    assert old.name not in text(client, LIST)
    assert "123.000" in text(client, LIST)
    assert found_by_field(client)["buu-chinh"] == 6
    assert (found_by_field(client)["linh-vuc-thu"], found_by_field(client)[""]) == (1, 42)
    sheet = text(client, old.get_absolute_url())
    assert "Tên đổi lúc hẹn" in sheet
    assert "123.000" in sheet
    assert "10.750.000" not in sheet


def test_a_new_address_takes_over_at_its_minute_and_the_former_leads_there(
    client, office, minute, time_machine
):
    old = postal_licence()
    approve(begin(old, office, slug="dia-chi-moi"), office, minute)
    time_machine.move_to(minute - SECOND, tick=False)
    assert client.get(old.get_absolute_url()).status_code == 200
    assert client.get("/thu-tuc/dia-chi-moi/").status_code == 404
    time_machine.move_to(minute, tick=False)
    assert client.get("/thu-tuc/dia-chi-moi/").status_code == 200
    moved = client.get(old.get_absolute_url())
    assert (moved.status_code, moved["Location"]) == (301, "/thu-tuc/dia-chi-moi/")
    assert client.get(f"/en{old.get_absolute_url()}")["Location"] == "/en/thu-tuc/dia-chi-moi/"
    site_map = text(client, "/sitemap.xml")
    assert "/thu-tuc/dia-chi-moi/" in site_map
    assert f"{old.get_absolute_url()}<" not in site_map


def test_a_version_in_work_beside_a_public_one_shows_nowhere(client, office):
    procedure = postal_licence()
    fresh = begin(procedure, office, name="Tên mật", slug="duong-mat", field=make.make_field())
    make.make_fee(fresh, amount=987_654_000)
    pages = (LIST, procedure.get_absolute_url(), "/so-do-trang/", "/sitemap.xml", "/")
    seen = "".join(text(client, address) for address in pages)
    for secret in ("mật", "duong-mat", "987.654.000", "linh-vuc-thu"):
        assert secret not in seen
    assert found_by_field(client)[""] == 42
    assert client.get(fresh.get_absolute_url()).status_code == 404


def test_a_withdrawn_procedure_leaves_lists_counts_and_site_map_and_says_why(client, office):
    procedure = postal_licence()
    services.withdraw(procedure.version, by=office[1], reason="Đã bị bãi bỏ.")
    assert (found_by_field(client)["buu-chinh"], found_by_field(client)[""]) == (6, 41)
    for address in (LIST, "/so-do-trang/", "/sitemap.xml"):
        assert procedure.get_absolute_url() not in text(client, address)
    notice = client.get(procedure.get_absolute_url())
    assert notice.status_code == 410
    assert "Đã bị bãi bỏ." in notice.content.decode()
    assert procedure.name not in notice.content.decode()


def test_a_preview_shows_list_counts_and_sheet_as_they_will_be(client, office):
    fresh = begin(postal_licence(), office, name="Tên xem trước", field=make.make_field())
    with showing(fresh.version):
        assert "Tên xem trước" in text(client, LIST)
        assert "Tên xem trước" in text(client, fresh.get_absolute_url())
        assert found_by_field(client)["buu-chinh"] == 6
    assert "Tên xem trước" not in text(client, LIST)


def test_a_scheduled_system_changes_matrix_counts_and_home_at_its_minute(
    client, office, minute, time_machine
):
    system = SharedSystem.objects.published().get(slug="dich-vu-cong-mot-cua")
    fresh = begin(system, office, short_name="Tên lúc hẹn")
    fresh.coverages.filter(total=164).update(covered=100)
    approve(fresh, office, minute)
    time_machine.move_to(minute - SECOND, tick=False)
    assert "164/164" in text(client, SYSTEMS)
    assert "Tên lúc hẹn" not in text(client, SYSTEMS) + text(client, "/")
    time_machine.move_to(minute, tick=False)
    assert "100/164" in text(client, SYSTEMS)
    assert "164/164" not in text(client, SYSTEMS)
    assert "Tên lúc hẹn" in text(client, SYSTEMS)
    assert "Tên lúc hẹn" in text(client, "/")
    assert len(home.systems_by_level().rows) == 4


def test_facts_follow_their_system_through_its_versions(client, office):
    system = make.make_system(levels=["province"])
    make.make_fact(system=system, statement="Điều thử của hệ thống")
    fresh = begin(system, office, short_name="Tên hai")
    about = make.make_fact(system=fresh, statement="Điều viết khi soạn bản hai")
    assert about.system == system
    approve(fresh, office)
    rows = client.get(SYSTEMS).context["matrix"].rows
    row = next(row for row in rows if row.system == fresh)
    assert [str(fact) for fact in row.facts] == [
        "Điều thử của hệ thống",
        "Điều viết khi soạn bản hai",
    ]


def test_a_draft_of_a_system_can_be_given_up_though_a_fact_names_it(office):
    fresh = begin(make.make_system(levels=["province"]), office)
    fact = make.make_fact(system=fresh)
    services.discard(fresh.version, by=office[0])
    assert SystemFact.objects.published().filter(pk=fact.pk).exists()


def test_facts_of_a_withdrawn_system_go_with_it(client, office):
    system = make.make_system(levels=["province"])
    make.make_fact(system=system, statement="Điều thử của hệ thống")
    services.withdraw(system.version, by=office[1], reason="Thôi dùng.")
    assert "Điều thử của hệ thống" not in text(client, SYSTEMS)


def test_a_fact_waits_for_its_system_and_says_so(office, minute):
    system = make.draft_system(short_name="Hệ thống nháp")
    fact = make.make_fact(system=system, published_at=None)
    assert any("Hệ thống nháp" in reason for reason in blockers(fact))
    services.submit(fact.version, by=office[0])
    with pytest.raises(Refused, match="Hệ thống nháp"):
        approve_as_is(fact, office[1])
    published(system, minute)
    assert any("Hệ thống nháp" in reason for reason in blockers(fact))
    assert blockers(fact, minute) == []


def approve_as_is(record, approver):
    seen = Version.objects.get(pk=record.version_id).edits
    services.approve(record.version, by=approver, seen=seen)


def test_a_system_that_reaches_nothing_is_not_published():
    system = make.draft_system()
    assert any("đến cấp nào" in reason for reason in blockers(system))
    make.make_coverage(system)
    assert blockers(system) == []


def test_a_procedure_checked_after_the_day_it_appears_is_not_published(minute):
    procedure = make.draft_procedure(checked_on=timezone.localdate(minute))
    yesterday = minute - datetime.timedelta(days=1)
    assert any("đối chiếu" in reason for reason in blockers(procedure, yesterday))
    assert blockers(procedure, minute) == []
