"""What is suggested to who is still typing: titles and names, the exact first, no error ever."""

import json

import pytest
from django.urls import reverse

from laocai_ict.reference.models import AdministrativeUnit
from tests.search.words import make_synonym

pytestmark = pytest.mark.django_db


def suggested(client, typed, language=""):
    answer = client.get(f"{language}{reverse('search:suggestions')}", {"q": typed})
    assert answer.status_code == 200
    return json.loads(answer.content)["suggestions"]


def titles(client, typed):
    return [one["title"] for one in suggested(client, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bản kho", "Xã Bản Khoang"),
        ("ban khoang", "Xã Bản Khoang"),
        ("BAN  KHO", "Xã Bản Khoang"),
        ("xã bản kh", "Xã Bản Khoang"),
        ("sa pa", "Phường Sa Pa"),
        ("cốc lếu", "Phường Cốc Lếu"),
        ("huyện bát", "Huyện Bát Xát"),
        ("huyen bat", "Huyện Bát Xát"),
        ("sapa", "Phường Sa Pa"),
        ("nàn sín", "Xã Nàn Xín"),
        ("cấp giấy phép bưu", "Cấp giấy phép bưu chính (nội tỉnh)"),
        ("cho phep hop bao t", "Cho phép họp báo (trong nước)"),
        ("thuê bao băng r", "Thuê bao băng rộng"),
        ("lao cai", "Tỉnh Lào Cai"),
    ],
)
def test_what_is_meant_comes_first(client, typed, first):
    assert titles(client, typed)[0] == first


def test_exact_marks_come_first(client):
    assert {title[-5:] for title in titles(client, "sa pả")[:2]} == {"Sa Pả"}


def test_a_former_place_says_what_it_is_now(client):
    [first, *_] = suggested(client, "bản khoang")
    assert "nay thuộc xã Ngũ Chỉ Sơn" in first["note"]
    assert first["address"] == "/dia-phuong/ban-khoang-03004/"
    assert first["kind"]


def test_the_words_people_use_are_known_here_too(client):
    make_synonym("bàn giấy một cửa", "Phường Cốc Lếu")
    assert titles(client, "bàn giấy một cửa") == ["Phường Cốc Lếu"]


def test_at_most_eight_are_shown(client):
    assert len(suggested(client, "xã")) == 8
    assert len(suggested(client, "c")) == 8


def test_texts_are_not_searched(client):
    """A word of the body alone is a matter of the results page."""
    assert suggested(client, "đồng hành cùng sự phát triển") == []


def test_addresses_keep_the_language(client):
    [first, *_] = suggested(client, "bản khoang", "/en")
    assert first["address"] == "/en/dia-phuong/ban-khoang-03004/"


def test_two_queries(client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the words people use; the index
        suggested(client, "giấy phép")


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "-", '"', "\0", "\x1b[0m", "a" * 10_000, "một " * 500, "'&|!():*<->", "\\", "%",
        "_", "-không", "∞", "đ", "1", "\U0010ffff", "\ud83d", '"sa pa', "sa*", "x:*",
    ],
)  # fmt: skip
def test_bad_input_is_answered_with_a_list(client, typed):
    assert isinstance(suggested(client, typed.encode("utf-8", "replace").decode()), list)


def test_bytes_that_are_no_text_are_answered_too(client):
    assert client.get(reverse("search:suggestions") + "?q=%ff%fe%00&q=&x").status_code == 200


def test_only_the_browser_keeps_the_answer(client):
    answer = client.get(reverse("search:suggestions"), {"q": "sa pa"})
    assert answer["Cache-Control"] == "private, max-age=60"
    assert answer["X-Robots-Tag"] == "noindex"
    assert client.post(reverse("search:suggestions"), {"q": "sa pa"}).status_code == 405


def test_a_place_that_is_deleted_is_suggested_no_more(client):
    """The index follows in the same transaction; nothing is kept between two requests."""
    unit = AdministrativeUnit.objects.get(slug="ban-khoang-03004")
    before = titles(client, "bản khoang")
    AdministrativeUnit.objects.filter(pk=unit.pk).update(name="Bản Đổi Tên")
    assert "Xã Bản Khoang" in before
    assert "Xã Bản Khoang" not in titles(client, "bản khoang")
