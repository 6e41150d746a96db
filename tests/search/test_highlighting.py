"""What was found is marked in the text as it is written, and the text stays text."""

import unicodedata

import pytest

from laocai_ict.search import folding
from laocai_ict.search.highlighting import EXCERPT, Marker, Words
from laocai_ict.search.query import parse


def marker(typed, phrases=()):
    return Marker.of(parse(typed).wanted, phrases)


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("phu song", "Vùng phủ sóng mới", "Vùng <mark>phủ sóng</mark> mới"),
        ("ban khoang", "BẢN KHOANG", "<mark>BẢN KHOANG</mark>"),
        ("mã", "má và mã", "má và <mark>mã</mark>"),  # the very marks that were typed
        ("mã", "má", "<mark>má</mark>"),  # none of them: whatever is the same without
        ("hoà", "hòa bình", "<mark>hòa</mark> bình"),
        ("kĩ thuật", "kỹ thuật", "<mark>kỹ thuật</mark>"),
        ("quy", "quyết định", "<mark>quyết</mark> định"),
        ("dong", "Ðồng, đồng", "<mark>Ðồng</mark>, <mark>đồng</mark>"),
        ('"sa pa"', "Sa Pa, pa sa, sa", "<mark>Sa Pa</mark>, pa sa, sa"),
        ("3g", "3G/4G", "<mark>3G</mark>/4G"),
        ("QĐ766", "số 766/QĐ-TTg", "số <mark>766</mark>/<mark>QĐ</mark>-TTg"),
        ("viễn -mật", "viễn mật", "<mark>viễn</mark> mật"),
        ("thong", "thông", "<mark>thông</mark>"),
        ("b", "<b> & b", "&lt;<mark>b</mark>&gt; &amp; <mark>b</mark>"),
        ("script", "<script>x()</script", "&lt;<mark>script</mark>&gt;x()&lt;/<mark>script</mark>"),
        ("xa", "nothing", "nothing"),
        ("xa", "", ""),
    ],
)  # fmt: skip
def test_words_are_marked_where_they_stand(typed, text, marked):
    assert marker(typed).mark(text) == marked


def test_decomposed_text_is_marked_whole_and_kept_as_it_is():
    text = unicodedata.normalize("NFD", "Vùng phủ sóng")
    found = unicodedata.normalize("NFD", "phủ sóng")
    assert marker("phu song").mark(text) == text.replace(found, f"<mark>{found}</mark>")


def test_what_an_abbreviation_stands_for_is_marked_as_one():
    assert (
        marker("TTHC", ("thủ tục hành chính",)).mark("Các thủ tục hành chính, thủ tục khác")
        == "Các <mark>thủ tục hành chính</mark>, thủ tục khác"
    )


def test_places_of_words_are_those_of_the_folding():
    text = "Sở TT&TT,  766/QĐ-TTg\u00a0và “hoà”\u200bmã\n³G – " + unicodedata.normalize(
        "NFD", "Đồng"
    )
    found = Words.of(text)
    assert [
        (found.start(at), found.stop(at), word.folded, word.exact)
        for at, word in enumerate(found.words)
    ] == [(word.start, word.stop, word.folded, word.exact) for word in folding.words(text)]


def test_excerpt_is_taken_where_most_was_found():
    text = "sóng " + "chữ " * 200 + "vùng phủ sóng mới " + "chữ " * 200
    excerpt = marker("phủ sóng").excerpt(text)
    assert "vùng <mark>phủ sóng</mark> mới" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(folding.words(excerpt.replace("mark", ""))) == EXCERPT


def test_excerpt_of_a_short_text_is_the_text():
    assert marker("song").excerpt("Có <sóng>.") == "Có &lt;<mark>sóng</mark>&gt;."


def test_text_without_what_was_found_has_no_excerpt_but_a_beginning():
    text = "chữ & " * 200
    assert marker("sóng").excerpt(text) == ""
    beginning = marker("sóng").beginning(text)
    assert beginning.startswith("chữ &amp; chữ")
    assert beginning.endswith("chữ …")
    assert marker("sóng").beginning("một <hai>") == "một &lt;hai&gt;"
