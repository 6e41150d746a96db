"""The results page: what it shows, what it says where nothing was found, what it refuses."""

import datetime
import html
import os
import re
from urllib.parse import quote

import pytest
from django.db import connection, connections

from laocai_ict.history.roles import OWNER
from laocai_ict.search import matching
from tests.department.builders import make_milestone
from tests.egov.builders import make_procedure

pytestmark = pytest.mark.django_db

NONSENSE = [
    "\0", "a\0b", "\x01\x1f\x7f", "\ud83d", "x" * 10_000, "từ " * 500, '"' * 500, '"', "- -", "-",
    "*", "&|!()<->:*'\\", "a' | b", "'; DROP TABLE search_entry; --", "%s %(all)s {{ q }}", "a",
    "y", "-chỉ -loại", '"mở', "<script>alert(1)</script>", "日本語", "🙂", "\u202eabc", "a:*b",
    "1" * 400, "1a" * 200, "-" * 900, '-"' * 300, "a*" * 300,
]  # fmt: skip


def get(client, query, prefix=""):
    return client.get(f"{prefix}/tim-kiem/?{query}")


def page(client, typed, more="", prefix=""):
    return get(client, f"q={quote(typed)}{more}", prefix).content.decode()


def main(text):
    return text[text.index("<main") : text.index("</main>")]


# --- The question ------------------------------------------------------------------------------


def test_without_a_question_there_is_the_form_with_examples(client):
    text = main(client.get("/tim-kiem/").content.decode())
    assert 'name="q"' in text
    assert 'href="?q=' in text
    assert "Tìm như thế nào" in text


def test_examples_find_something(client):
    text = main(client.get("/tim-kiem/").content.decode())
    examples = re.findall(r'href="(\?q=[^"]+)"', text)
    assert len(examples) >= 3
    for example in examples:
        found = client.get(f"/tim-kiem/{html.unescape(example)}").content.decode()
        assert 'class="hit"' in found, example
        assert "Không có mục nào" not in found, example


def test_page_says_the_question_in_title_and_box_and_is_not_for_other_search_engines(client):
    text = page(client, 'zephir "<b>"')
    assert "<title>Tìm “zephir &quot;&lt;b&gt;&quot;” – " in text
    assert 'value="zephir &quot;&lt;b&gt;&quot;"' in text
    assert '<meta name="robots" content="noindex">' in text
    assert f'rel="canonical" href="http://testserver/tim-kiem/?q={quote("zephir ")[:-3]}+' in text


@pytest.mark.parametrize("typed", NONSENSE)
def test_whatever_is_typed_is_answered_with_a_page(client, typed):
    sent = typed.encode("utf-8", "surrogatepass")
    for prefix in ("", "/en"):
        response = client.get(f"{prefix}/tim-kiem/", {"q": sent})
        assert response.status_code == 200
        text = response.content.decode()
        assert "<script>alert" not in text
        assert re.search(r"<h2[^>]*>", main(text))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-chỉ -loại", "Hãy viết thêm ít nhất một từ cần tìm."),
        ('""', "không có chữ hay số nào để tìm"),
        ("từ " * 500, "chỉ tìm 20 từ đầu"),
        ("x" * 10_000, "trong 500 ký tự đầu"),
    ],
)
def test_what_cannot_be_looked_for_is_said(client, typed, sentence):
    assert sentence in page(client, typed)


def test_broken_bytes_are_answered_with_a_page(client):
    assert client.get("/tim-kiem/?q=%FF%FE%80abc").status_code == 200


# --- Results -----------------------------------------------------------------------------------


def test_result_shows_kind_title_text_and_what_was_found(client):
    make_procedure(901, name="Cấp <phép> zephir", conditions="Phải có kestrel & giấy.")
    text = main(page(client, "zephir kestrel"))
    assert "1 kết quả cho “zephir kestrel”" in text
    assert "Cấp &lt;phép&gt; <mark>zephir</mark>" in text
    assert "<mark>kestrel</mark> &amp; giấy" in text
    assert 'href="/thu-tuc/thu-tuc-thu-901/"' in text
    assert '<p class="meta">Thủ tục' in text


def test_former_place_says_what_it_is_now(client):
    text = main(page(client, "ban khoang"))
    assert "<mark>Bản Khoang</mark>" in text
    assert "nay thuộc" in text


def test_other_name_that_was_found_is_shown(client):
    text = main(page(client, "03004"))
    assert "Xã Bản Khoang" in text
    assert "<mark>03004</mark>" in text


def test_note_and_number_that_were_found_are_marked(client):
    text = main(page(client, "Bản Khoang Ngũ Chỉ Sơn"))
    assert "nay thuộc xã <mark>Ngũ Chỉ Sơn</mark>" in text


def test_many_results_come_in_pages(client):
    for number in range(901, 926):
        make_procedure(number, name=f"Zephir {number}")
    first = main(page(client, "zephir"))
    assert "25 kết quả" in first
    assert first.count('class="hit"') == 20
    assert 'rel="next" href="?q=zephir&amp;trang=2"' in first
    second = main(page(client, "zephir", "&trang=2"))
    assert second.count('class="hit"') == 5
    assert 'rel="prev" href="?q=zephir"' in second
    assert 'rel="next"' not in second
    assert get(client, "q=zephir&trang=3").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "101", "9" * 400, "²", "1.5"])
def test_page_that_cannot_be_is_not_found(client, number):
    assert get(client, f"q=a&trang={quote(number)}").status_code == 404


def test_english_page_speaks_english_and_stays_there(client):
    make_procedure(901, name="Zephir")
    text = page(client, "zephir", prefix="/en")
    assert '1 result for “<span lang="vi">zephir</span>”' in text
    assert 'href="/en/thu-tuc/thu-tuc-thu-901/"' in text
    assert '<h3 lang="vi">' in text
    assert "kết quả" not in main(text)


# --- Filters -----------------------------------------------------------------------------------


def filters(text):
    """Return (address, number, whether chosen) of every value of every filter."""
    block = text[text.index('<nav class="facets"') :]
    link = r'<a class="tap" href="(\?[^"]+)"( aria-current="true")?>.*?\(([\d.]+)\)</span>'
    return [
        (html.unescape(address), int(number.replace(".", "")), bool(chosen))
        for address, chosen, number in re.findall(link, block)
    ]


def total(text):
    return int(re.search(r"([\d.]+) kết quả", main(text))[1].replace(".", ""))


def test_each_filter_leads_to_as_many_results_as_it_says(client):
    tried = 0
    for start in ("?q=giấy+phép", "?q=Lào+Cai", "?q=thuê+bao"):
        text = client.get(f"/tim-kiem/{start}").content.decode()
        for address, number, _ in filters(text):
            narrowed = client.get(f"/tim-kiem/{address}").content.decode()
            assert total(narrowed) == number, address
            assert [value for value in filters(narrowed) if value[2]] != []
            tried += 1
    assert tried >= 6


def test_chosen_filter_is_taken_away_by_its_own_link_and_others_are_kept(client):
    make_milestone(title="Zephir một", happened_on=datetime.date(2020, 1, 1))
    make_milestone(title="Zephir hai", happened_on=datetime.date(2021, 1, 1))
    make_procedure(901, name="Zephir ba")
    text = page(client, "zephir", "&nam=2020&loai=moc-thoi-gian")
    chosen = {address for address, _, is_chosen in filters(text) if is_chosen}
    assert chosen == {"?q=zephir&nam=2020", "?q=zephir&loai=moc-thoi-gian"}
    assert 'href="?q=zephir">Bỏ mọi điều kiện lọc' in text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("&loai=khong-co", "Không có loại “khong-co”."),
        ("&ung-dung=<b>", "Không có mảng “&lt;b&gt;”."),
        ("&nam=hai", "“hai” không phải là một năm."),
        ("&nam=20189", "“20189” không phải là một năm."),
        ("&co-quan=%00", "Không có cơ quan nào tên như vậy."),
        ("&co-quan=" + "x" * 400, "Không có cơ quan nào tên như vậy."),
    ],
)
def test_filter_that_nobody_knows_is_refused_with_a_sentence(client, more, sentence):
    response = get(client, f"q=a{more}")
    assert response.status_code == 400
    text = response.content.decode()
    assert sentence in text
    assert "<title>Lỗi: " in text
    assert 'class="hit"' not in text


def test_filter_that_leaves_nothing_says_so_and_can_be_taken_away(client):
    make_procedure(901, name="Zephir")
    text = main(page(client, "zephir", "&nam=1990"))
    assert "Không có kết quả nào cho “zephir” với điều kiện lọc này" in text
    assert 'href="?q=zephir"' in text


# --- Nothing found -----------------------------------------------------------------------------


def test_empty_result_helps(client):
    text = main(page(client, "vắngmặthoàntoàn"))
    assert "Không có mục nào có đủ “vắngmặthoàntoàn”" in text
    assert "Bạn có thể thử" in text
    assert 'href="/thu-tuc/"' in text


def test_name_that_is_nearly_right_is_suggested(client):
    text = main(page(client, "Bác Xát"))
    assert "Có phải bạn tìm:" in text
    assert "Bát Xát" in text


def test_name_is_suggested_where_a_long_title_has_its_words_by_chance(client):
    make_procedure(901, name="Sản vật của xã bán qua mạng, trẻ em học trực tuyến, cần hỗ trợ")
    text = main(page(client, "San Xả Hồ"))
    assert "Có phải bạn tìm:" in text
    assert "San Sả Hồ" in text


def test_links_repeat_a_question_without_end_only_as_far_as_it_was_read(client):
    make_procedure(901, name="Zephir")
    text = page(client, "zephir " * 1500)
    assert "Zephir" in text
    assert len(text) < 80_000


def test_without_every_word_what_has_most_of_them_is_shown_and_said(client):
    make_procedure(901, name="Zephir kestrel")
    text = main(page(client, "zephir kestrel vắngmặt"))
    assert "Không có mục nào có đủ" in text
    assert "1 mục có phần lớn các từ" in text
    assert "<mark>Zephir kestrel</mark>" in text


def test_what_words_also_mean_is_said(client):
    assert "Tìm cả:" in page(client, "danh sách TTHC")


# --- What it costs -----------------------------------------------------------------------------


def test_results_cost_three_queries_however_many_there_are(client, django_assert_num_queries):
    for number in range(901, 926):
        make_procedure(number, name=f"Zephir {number}")
    # what the words also mean; everything found, with its page and its filters; the legal block
    with django_assert_num_queries(3):
        client.get("/tim-kiem/?q=zephir")


def test_nothing_found_costs_eight_queries_at_most(client, django_assert_num_queries):
    client.get("/tim-kiem/?q=vắngmặt")  # the first of a day forgets what is too old
    # what the words also mean; everything; a savepoint, the count of what is not found, its
    # release; what has most of it; near names; the legal block
    with django_assert_num_queries(8):
        client.get("/tim-kiem/?q=vắngmặt+hoàntoàn")


def test_what_is_asked_is_kept_by_nobody(client):
    assert "private" in page_headers(client, "q=zephir")["Cache-Control"]
    assert "Cache-Control" not in page_headers(client, "")


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="an outside server has its own settings")
def test_what_is_asked_stands_in_no_log_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SHOW log_min_error_statement")
        assert cursor.fetchone() == ("panic",)


def page_headers(client, query):
    return get(client, query).headers


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_search_that_takes_too_long_is_a_sentence(client, monkeypatch):
    monkeypatch.setattr(matching, "LONGEST_MS", 100)
    with connections[OWNER].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE search_entry IN ACCESS EXCLUSIVE MODE")
        try:
            response = get(client, "q=zephir")
        finally:
            cursor.execute("ROLLBACK")
    assert response.status_code == 503
    assert "Tìm lâu quá" in response.content.decode()
    assert get(client, "q=zephir").status_code == 200  # the limit held for that search alone


# --- On every page -----------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/thu-tuc/", "/en/bao-chi/", "/khong-co-trang-nay/"])
def test_every_page_has_a_box_and_a_link_to_search(client, address):
    text = client.get(address).content.decode()
    prefix = "/en" if address.startswith("/en") else ""
    head = text[text.index("<header") : text.index("</header>")]
    assert f'action="{prefix}/tim-kiem/" role="search"' in head
    assert f'href="{prefix}/tim-kiem/"' in head


def test_home_page_has_one_box_and_a_link(client):
    text = client.get("/").content.decode()
    assert text.count('role="search"') == 1
    assert 'href="/tim-kiem/"' in text[: text.index("</header>")]
