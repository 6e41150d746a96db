"""The three shared systems, the videoconference, and how far each reaches."""

import datetime

import pytest
from django.template.loader import render_to_string

from egov import home
from egov.models import SharedSystem, SystemCoverage, SystemFact
from laocai_ict.publishing import services
from laocai_ict.reference.models import AdministrativeUnit
from tests.egov import builders as make
from tests.publishing.builders import account

pytestmark = pytest.mark.django_db
PAGE = "/chinh-quyen-dien-tu/"
SERVICES = "dich-vu-cong-mot-cua"


def test_there_are_three_shared_systems_and_the_videoconference_apart():
    assert list(SharedSystem.objects.values_list("name", "kind")) == [
        ("Hệ thống Cổng Thông tin điện tử", "shared"),
        ("Phần mềm quản lý văn bản điều hành có tích hợp chữ ký số", "shared"),
        ("Hệ thống dịch vụ công trực tuyến tích hợp một cửa điện tử", "shared"),
        ("Hệ thống hội nghị truyền hình trực tuyến", "conference"),
    ]


def test_counts_stand_only_where_a_source_counted():
    counted = SystemCoverage.objects.exclude(total=None).order_by("pk")
    assert [(row.system.slug, row.level, row.covered, row.total, row.as_of) for row in counted] == [
        (SERVICES, "province", 18, 18, None),
        (SERVICES, "district", 9, 9, None),
        (SERVICES, "commune", 164, 164, None),
    ]


def test_the_totals_are_the_units_of_that_day():
    units = AdministrativeUnit.objects.on(datetime.date(2018, 6, 30))
    assert (units.districts().count(), units.communes().count()) == (9, 164)
    rows = SystemCoverage.objects.with_units_then().exclude(units_on=None)
    assert {(row.level, row.total, row.units_then) for row in rows} == {
        ("district", 9, 9),
        ("commune", 164, 164),
    }


def test_the_article_says_of_every_system_that_it_reaches_three_levels():
    rows = SystemCoverage.objects.filter(source__key="bai-viet-2018")
    assert rows.count() == 12
    assert {(row.covered, row.as_of_text) for row in rows} == {(None, "tháng 8/2018")}


def test_the_page_shows_matrix_facts_and_agreements(client):
    text = client.get(PAGE).content.decode()
    for count in ("18/18", "9/9", "164/164"):
        assert count in text
    assert "Đang triển khai thanh toán phí, lệ phí trực tuyến." in text.replace("\xa0", " ")
    assert "Tập đoàn VNPT, 2014–2020" in text
    assert "Nguồn không ghi ngày." in text
    assert "164 xã, phường, thị trấn đúng bằng số đơn vị của tỉnh ngày 30/06/2018." in text


def test_the_page_costs_four_queries_however_much_there_is(client, django_assert_num_queries):
    for systems in (0, 36):
        for number in range(systems):
            levels = SystemCoverage.Level.values
            system = make.make_system(f"he-thong-{number}", levels=levels)
            for order in range(4):
                make.make_fact(system=system, statement=str(order))
            make.make_agreement(partner=str(number))
        with django_assert_num_queries(4):  # coverage; facts; agreements; the publisher
            assert client.get(PAGE).status_code == 200


def test_home_gets_the_matrix_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):  # coverage with systems and partners
        matrix = home.systems_by_level()
        assert [row.system.short_name for row in matrix.rows] == [
            "Cổng thông tin điện tử",
            "Văn bản và điều hành, có chữ ký số",
            "Dịch vụ công và một cửa điện tử",
            "Hội nghị truyền hình",
        ]
        assert all(all(row.cells.values()) for row in matrix.rows)
    assert matrix.partners == [
        "Tập đoàn VNPT",
        "Tập đoàn Viettel",
        "Tổng công ty Bưu điện Việt Nam",
    ]


def test_the_home_fragment_leads_to_both_pages():
    text = render_to_string("egov/_home.html", {"systems": home.systems_by_level()})
    assert 'href="/chinh-quyen-dien-tu/"' in text
    assert 'href="/thu-tuc/"' in text
    assert "18/18" not in text


def test_a_level_nothing_is_known_of_is_not_drawn_as_reached(client):
    assert "chưa rõ" not in client.get(PAGE).content.decode()
    make.make_system(levels=["province", "district"])
    assert "chưa rõ" in client.get(PAGE).content.decode()


def test_a_draft_system_and_what_is_said_of_it_are_on_no_page(client):
    draft = make.make_system(published_at=None, levels=["province"])
    make.make_fact(system=draft, statement="Điều mật của hệ thống nháp")
    make.make_fact(published_at=None, statement="Điều mật")
    make.make_agreement(published_at=None, partner="Đối tác mật")
    text = client.get(PAGE).content.decode()
    assert draft.short_name not in text
    assert "mật" not in text
    assert draft not in [row.system for row in home.systems_by_level().rows]


def test_without_any_system_the_page_says_so(client):
    publisher = account("egov.publish_sharedsystem")
    for system in SharedSystem.objects.published():
        services.withdraw(system.version, by=publisher, reason="Gỡ thử.")
    assert "Chưa có hệ thống nào được công bố." in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("precision", "text"), [("day", "05/08/2018"), ("month", "tháng 8/2018"), ("year", "năm 2018")]
)
def test_a_day_is_told_as_exactly_as_its_source_gives_it(precision, text):
    fact = SystemFact(as_of=datetime.date(2018, 8, 5), as_of_precision=precision)
    assert fact.as_of_text == text
