import csv
import random
from pathlib import Path

import pytest

from laocai_ict.reference import sorting
from laocai_ict.reference.models import AdministrativeUnit, Agency, Source
from tests.reference.builders import day

with (Path(__file__).parent / "orders.csv").open(encoding="utf-8", newline="") as file:
    ORDERS = list(csv.DictReader(file))


@pytest.mark.parametrize("order", ORDERS, ids=[order["id"] for order in ORDERS])
def test_vietnamese_order(order):
    given = order["given"].split("|")
    random.Random(1).shuffle(given)  # noqa: S311 (a fixed shuffle, not a secret)
    assert sorted(given, key=sorting.key) == order["expected"].split("|")


def test_all_fifteen_orders_are_here():
    assert len(ORDERS) == 15


def test_composed_and_decomposed_text_sort_alike():
    assert sorting.key("Bản Khoang") == sorting.key("Ba\u0309n Khoang")


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS, ids=[order["id"] for order in ORDERS])
def test_a_query_sorts_as_the_key_does(order):
    given = order["given"].split("|")
    Source.objects.bulk_create(Source(key=f"order-{at}", title=one) for at, one in enumerate(given))
    sources = Source.objects.filter(key__startswith="order-").order_by(sorting.SortKey("title"))
    assert [source.title for source in sources] == order["expected"].split("|")


@pytest.mark.django_db
def test_the_database_sorts_as_the_key_does():
    names = [u.name for u in AdministrativeUnit.objects.on(day("2018-06-30")).districts().sorted()]
    assert names == [
        "Bảo Thắng", "Bảo Yên", "Bát Xát", "Bắc Hà", "Lào Cai", "Mường Khương", "Sa Pa",
        "Si Ma Cai", "Văn Bàn",
    ]  # fmt: skip
    all_names = [u.name for u in AdministrativeUnit.objects.sorted()]
    assert all_names == sorted(all_names, key=sorting.key)


NAMES = ["Sở An", "Sở Ăn", "Sở Ấn", "Sở Em", "Sở Đào", "Sở Dân", "Sở Ông"]
IN_ORDER = ["Sở An", "Sở Ăn", "Sở Ấn", "Sở Dân", "Sở Đào", "Sở Em", "Sở Ông"]


@pytest.mark.django_db
def test_lists_and_choices_of_staff_are_in_vietnamese_order(admin_client):
    source = Source.objects.create(key="thu-tu", title="Nguồn")
    Agency.objects.bulk_create(Agency(name=name, source=source) for name in NAMES)
    assert [agency.name for agency in Agency.objects.filter(source=source)] == IN_ORDER
    for clicked, expected in (("", IN_ORDER), ("&o=1", IN_ORDER), ("&o=-1", IN_ORDER[::-1])):
        page = admin_client.get(f"/quan-tri/reference/agency/?q=Sở{clicked}")
        shown = [one.name for one in page.context["cl"].result_list if one.source_id == source.pk]
        assert shown == expected
    found = admin_client.get(
        "/quan-tri/autocomplete/",
        {"term": "Sở ", "app_label": "press", "model_name": "topic", "field_name": "agency"},
    ).json()
    texts = [one["text"] for one in found["results"]]
    assert texts == sorted(texts, key=sorting.key)
