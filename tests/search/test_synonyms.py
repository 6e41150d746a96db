"""What a word also means: abbreviations, spellings, former names; and the fillers of questions."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from laocai_ict.reference.loading import registered, run
from laocai_ict.search import folding, synonyms
from laocai_ict.search.models import Synonym
from tests.admin.forms import send
from tests.search.words import make_synonym

pytestmark = pytest.mark.django_db


def also(question, day=None):
    """Return what each part of the question also means: {"tthc": {"thủ tục hành chính"}}."""
    words = folding.words(question)
    return {
        question[words[one.start].start : words[one.stop - 1].stop]: set(one.phrases)
        for one in synonyms.alternatives(words, day)
    }


def left_out(question):
    words = folding.words(question)
    places = sorted(synonyms.understand(words).fillers)
    return [question[words[place].start : words[place].stop] for place in places]


# --- What the rows that come with the portal mean ---------------------------------------------


@pytest.mark.parametrize(
    ("typed", "part", "meant"),
    [
        ("TTHC", "TTHC", "thủ tục hành chính"),
        ("tthc bưu chính", "tthc", "thủ tục hành chính"),
        ("thủ tục hành chính", "thủ tục hành chính", "TTHC"),
        ("uy ban nhan dan", "uy ban nhan dan", "UBND"),
        ("Uỷ ban nhân dân", "Uỷ ban nhân dân", "UBND"),
        ("số trạm BTS", "BTS", "trạm thông tin di động"),
        ("Sở TT&TT", "TT&TT", "thông tin và truyền thông"),
        ("Sở TTTT", "TTTT", "TT&TT"),
        ("CQĐT", "CQĐT", "chính quyền điện tử"),
        ("DVCTT", "DVCTT", "dịch vụ công trực tuyến"),
        ("60/2014/NĐ-CP", "NĐ", "nghị định"),
        ("Sapa", "Sapa", "Sa Pa"),
        ("du lịch sa pa", "sa pa", "Sapa"),
        ("Fansipan", "Fansipan", "Phan Xi Păng"),
        ("Phan Xi Păng", "Phan Xi Păng", "Phan Si Păng"),
        ("Tà Si Láng", "Tà Si Láng", "Tà Xi Láng"),
        ("Nàn Sín", "Nàn Sín", "Nàn Xín"),
        ("Nậm Dạng", "Nậm Dạng", "Nậm Rạng"),
        ("nông trường Phong Hải", "nông trường", "N.T"),
        ("thị trấn N.T Phong Hải", "N.T", "nông trường"),
        (
            "sở bưu chính viễn thông",
            "sở bưu chính viễn thông",
            "Sở Thông tin và Truyền thông",
        ),
    ],
)
def test_words_of_the_field_are_known_in_both_directions(typed, part, meant):
    assert meant in also(typed)[part]


def test_an_abbreviation_of_many_meanings_opens_and_is_not_sought_by_them():
    assert also("TT 41/2020")["TT"] == {"thông tư", "thị trấn"}
    assert "thông tư" not in also("thông tư 41/2020")


def test_a_word_typed_with_marks_stands_for_itself_alone():
    assert "xuất bản phẩm" in also("sách")["sách"]
    assert "xuất bản phẩm" in also("sach")["sach"]
    assert also("nước sạch") == {}


def test_two_agencies_that_became_one_do_not_mean_each_other():
    found = also("Sở Tài nguyên và Môi trường", datetime.date(2026, 1, 1))
    assert found["Sở Tài nguyên và Môi trường"] == {"Sở Nông nghiệp và Môi trường"}


def test_a_former_name_is_one_from_its_day_on():
    before, after = datetime.date(2025, 2, 28), datetime.date(2025, 3, 1)
    name = "Ban Dân tộc tỉnh"
    assert also(name, before) == {}
    assert also(name, after) == {name: {"Sở Dân tộc và Tôn giáo"}}


def test_a_row_that_ended_is_not_used_any_more():
    make_synonym(valid_until=datetime.date(2026, 1, 1))
    assert also("sóng khỏe", datetime.date(2025, 12, 31))
    assert also("sóng khỏe", datetime.date(2026, 1, 1)) == {}


def test_parts_of_a_question_may_overlap():
    make_synonym("chữ ký", "ký tên")
    found = also("chữ ký số")
    assert found == {"chữ ký": {"ký tên"}, "chữ ký số": {"CKS"}}


# --- Fillers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "fillers"),
    [
        ("mở tiệm photocopy cần thủ tục gì", ["mở", "cần", "thủ", "tục", "gì"]),
        ("nop ho so o dau", ["ho", "so", "o", "dau"]),
        ("Mường La", []),
        ("muong la", ["la"]),
        ("bao nhiêu trạm BTS", ["bao", "nhiêu"]),
        ("thủ tục là gì", []),  # nothing else was asked
        ("bưu chính", []),
    ],
)
def test_words_that_only_make_a_question_are_told(question, fillers):
    assert left_out(question) == fillers


# --- Cost and bad input ------------------------------------------------------------------------


def test_one_query_however_long_the_question(django_assert_num_queries):
    for words in (1, 20, 500):
        with django_assert_num_queries(1):  # the rows that the words touch
            synonyms.understand(folding.words("thủ tục " * words))


def test_nothing_is_asked_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert synonyms.alternatives(folding.words("?! \0")) == []


# --- The table ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("search_synonym_has_words", {"phrase": "?!"}),
        ("search_synonym_means_something", {"means": ""}),
        ("search_synonym_means_something", {"kind": "filler"}),
        ("search_synonym_means_something_else", {"phrase": "Vùng phủ  SÓNG tốt"}),
        ("search_synonym_is_no_sentence", {"phrase": "một hai ba bốn năm sáu bảy tám chín"}),
        (
            "search_synonym_ends_after_its_start",
            {"valid_from": datetime.date(2026, 1, 1), "valid_until": datetime.date(2026, 1, 1)},
        ),
    ],
)
def test_the_database_refuses_a_row_that_says_nothing(rule, fields):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make_synonym(**fields)


def test_the_database_refuses_the_same_pair_twice():
    make_synonym()
    with pytest.raises(IntegrityError, match="search_synonym_once"), transaction.atomic():
        make_synonym("SÓNG KHOẺ")


def test_the_database_refuses_words_changed_without_their_key():
    pair = make_synonym()
    with (
        pytest.raises(IntegrityError, match="search_synonym_keys_are_of_its_words"),
        transaction.atomic(),
    ):
        Synonym.objects.filter(pk=pair.pk).update(phrase="chữ khác")


def test_key_is_the_same_in_python_and_in_the_database():
    with connection.cursor() as cursor:
        for text in ("TT&TT", "Tà Xi Láng", "kỹ thuật", "N.T", "Đồng\u00a0Tuyển", "wi-fi"):
            cursor.execute("SELECT search_folded(search_words(%s))", [text])
            assert cursor.fetchone()[0] == Synonym(phrase=text).keys()[0]


# --- Loading and the admin ---------------------------------------------------------------------


def test_loading_again_leaves_what_staff_changed_and_deleted():
    Synonym.objects.filter(phrase="Sapa").update(note="theo bảng chỉ đường")
    Synonym.objects.get(phrase="Simacai").delete()
    [entry] = [entry for entry in registered() if entry.name == "search"]
    loader = run(entry, force=True)
    assert loader.doubts == []
    assert Synonym.objects.get(phrase="Sapa").note == "theo bảng chỉ đường"
    assert not Synonym.objects.filter(phrase="Simacai").exists()


def send_pair(client, phrase, means, kind):
    form = {"phrase": phrase, "means": means, "kind": kind}
    return send(client, reverse("admin:search_synonym_add"), form)


def test_staff_add_a_word_and_search_knows_it_at_once(admin_client):
    send_pair(admin_client, "loa kẹo kéo", "loa truyền thanh", "everyday")
    assert also("loa kẹo kéo") == {"loa kẹo kéo": {"loa truyền thanh"}}


def test_the_admin_says_why_a_pair_is_refused(admin_client):
    page = send_pair(admin_client, "Hoà Mạc", "Hòa Mạc", "spelling").content.decode()
    assert "tìm kiếm đã coi là một" in page
