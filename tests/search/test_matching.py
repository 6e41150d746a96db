"""What is found for a question, and in which order."""

import csv
import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from laocai_ict.search import matching, synonyms
from laocai_ict.search.expressions import express, plain_words
from laocai_ict.search.query import parse
from tests.department.builders import make_milestone
from tests.egov.builders import make_procedure

pytestmark = pytest.mark.django_db

with (Path(__file__).parent / "vietnamese-text-cases.csv").open(encoding="utf-8") as file:
    PAIRS = [case for case in csv.DictReader(file) if case["kind"] == "pair"]

ANYWHERE = matching.Filters()
APART = {"T34"}
"""pairs of which one must not be found by the other"""


def asked(typed):
    question = parse(typed)
    return express(question, synonyms.understand(plain_words(question)))


def find(typed, filters=ANYWHERE, **options):
    return matching.find(asked(typed), filters, at=timezone.now(), **options)


def titles(typed, *among):
    """Return the titles found in their order; those of `among` where any are named."""
    found = [hit.title for hit in find(typed).hits]
    return [title for title in found if title in among] if among else found


def addresses(typed):
    return [hit.address for hit in find(typed).hits]


# --- Marks -------------------------------------------------------------------------------------


def test_exact_marks_come_first_and_all_others_are_found_too():
    one, other = "Qua mã zephir", "Qua má zephir"
    make_procedure(901, name=one)
    make_procedure(902, name=other)
    assert titles("mã zephir") == [one, other]
    assert titles("má zephir") == [other, one]
    assert set(titles("ma zephir")) == {one, other}


def test_exact_marks_in_the_text_come_before_other_marks_in_the_title():
    make_procedure(901, name="Zephir một", conditions="Nói về mã zephir.")
    make_procedure(902, name="Zephir má hai")
    assert titles("mã zephir") == ["Zephir một", "Zephir má hai"]


@pytest.mark.parametrize("case", PAIRS, ids=[case["id"] for case in PAIRS])
def test_other_form_of_a_text_is_found(case):
    title = f"{case['a']} zephir"
    make_procedure(901, name=title)
    found = titles(f"{case['b']} zephir")
    assert found == ([] if case["id"] in APART else [title])


# --- Words, phrases, exclusions ----------------------------------------------------------------


def test_every_word_must_be_there_wherever_it_stands():
    make_procedure(901, name="Zephir hồ sơ", conditions="Có kestrel.")
    assert titles("zephir kestrel") == ["Zephir hồ sơ"]
    assert titles("zephir vắngmặt") == []


def test_last_word_may_be_the_beginning_of_a_longer_one():
    make_procedure(901, name="Zephirus mới")
    assert titles("zephi") == ["Zephirus mới"]
    assert titles("zephi mới") == []
    assert titles("zephi* mới") == ["Zephirus mới"]
    assert titles('"zephi"') == []


def test_phrase_stands_side_by_side():
    make_procedure(901, name="Zephir kestrel")
    make_procedure(902, name="Kestrel và zephir")
    assert titles('"zephir kestrel"') == ["Zephir kestrel"]
    assert titles("zephir kestrel") == ["Zephir kestrel", "Kestrel và zephir"]


def test_minus_leaves_out_what_has_the_word_with_these_marks():
    make_procedure(901, name="Zephir mật")
    make_procedure(902, name="Zephir mất")
    assert titles("zephir -mật") == ["Zephir mất"]
    assert titles("zephir -mat") == []
    assert titles('zephir -"zephir mật"') == ["Zephir mất"]


def test_dash_between_words_is_no_exclusion():
    make_procedure(901, name="Đường Zephir - Kestrel")
    assert titles("Zephir - Kestrel") == ["Đường Zephir - Kestrel"]
    assert titles("zephir-kestrel") == ["Đường Zephir - Kestrel"]
    assert titles("zephir/kestrel") == ["Đường Zephir - Kestrel"]


@pytest.mark.parametrize(
    "typed",
    ["715/2005/QĐ-UBND", "715/2005/qd-ubnd", "715 2005", "715 QĐ UBND", "QĐ715", "715qdubnd"],
)
def test_number_of_a_document_is_found_in_any_spelling(typed):
    assert any(address.startswith("/gioi-thieu/") for address in addresses(typed))


# --- Order -------------------------------------------------------------------------------------


def test_title_that_is_the_question_comes_first_then_titles_then_texts():
    make_procedure(901, name="Ba điều", conditions="Nói về zephir.")
    make_procedure(902, name="Zephir và điều khác")
    make_procedure(903, name="Zephir")
    assert titles("zephir") == ["Zephir", "Zephir và điều khác", "Ba điều"]


def test_name_of_a_place_that_is_no_more_comes_before_texts():
    make_procedure(901, name="Việc khác", conditions="Làm ở khoang bên trái.")
    assert titles("khoang", "Xã Bản Khoang", "Việc khác") == ["Xã Bản Khoang", "Việc khác"]


def test_words_side_by_side_come_before_words_apart():
    make_procedure(901, name="Một", conditions="Zephir ở đây, rất xa mới tới kestrel.")
    make_procedure(902, name="Hai", conditions="Có zephir kestrel ở đây, chữ khác ở kia.")
    assert titles("zephir kestrel") == ["Hai", "Một"]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Lào Cai", "/dia-phuong/lao-cai-15-2025/"),
        ("lao cai", "/dia-phuong/lao-cai-15-2025/"),
        ("Sa Pa", "/dia-phuong/sa-pa-03006-2025/"),
        ("Bát Xát", "/dia-phuong/bat-xat-02683-2025/"),
        ("huyện Bát Xát", "/dia-phuong/bat-xat-082/"),
        ("ban khoang", "/dia-phuong/ban-khoang-03004/"),
    ],
)
def test_place_leads_where_its_name_is_asked_for(typed, address):
    for number in range(901, 904):
        make_procedure(number, name=f"{typed} {number}", conditions=f"{typed}. " * 20)
    assert addresses(typed)[0] == address


def test_place_with_the_very_marks_comes_before_its_namesake():
    found = titles("Sa Pả")
    assert found[0] == "Xã Sa Pả"
    assert found.index("Xã Sa Pả") < found.index("Phường Sa Pa")


def test_place_that_is_no_more_says_what_it_is_now():
    (hit,) = [hit for hit in find("ban khoang").hits if hit.title == "Xã Bản Khoang"]
    assert "nay thuộc" in hit.note


def test_the_same_question_is_answered_in_the_same_order():
    for number in range(901, 912):
        make_procedure(number, name="Zephir như nhau")
    assert [hit.address for hit in find("zephir").hits] == addresses("zephir")
    assert len(set(addresses("zephir"))) == 11


# --- How much ----------------------------------------------------------------------------------


def test_of_too_many_those_named_so_then_the_newest_are_ranked():
    for day in range(1, 5):
        make_milestone(
            title=f"Mốc {day}", text="Nói về zephir.", happened_on=datetime.date(2020, 1, day)
        )
    make_milestone(title="Zephir xưa", happened_on=datetime.date(1991, 1, 1))
    results = find("zephir", most=3)
    assert results.total == 5
    assert results.is_capped
    assert results.ranked == 3
    assert [hit.title for hit in results.hits] == ["Zephir xưa", "Mốc 4", "Mốc 3"]


def test_filters_are_counted_each_as_if_it_were_not_set():
    make_milestone(title="Zephir một", happened_on=datetime.date(2020, 1, 1))
    make_milestone(title="Zephir hai", happened_on=datetime.date(2021, 1, 1))
    make_procedure(901, name="Zephir ba")
    results = find("zephir", matching.Filters(year="2020"))
    assert results.total == 1
    assert results.unfiltered == 3
    assert dict(results.counts["year"]) == {"2020": 1, "2021": 1}
    assert dict(results.counts["kind"]) == {"department.milestone": 1}
    results = find("zephir", matching.Filters(kind="egov.procedure", year="2020"))
    assert results.total == 0
    assert dict(results.counts["kind"]) == {"department.milestone": 1}


def test_pages_go_on_where_the_last_one_ended():
    for number in range(901, 926):
        make_procedure(number, name=f"Zephir {number}")
    first, second = find("zephir"), find("zephir", start=20)
    found = [hit.address for hit in [*first.hits, *second.hits]]
    assert len(first.hits) == 20
    assert len(set(found)) == first.total == 25


# --- Not everything ----------------------------------------------------------------------------


def some(typed):
    return matching.find_some(asked(typed), ANYWHERE, at=timezone.now())


def test_where_nothing_has_every_word_what_has_the_rarest_comes_first():
    make_procedure(901, name="Zephir kestrel")
    make_procedure(902, name="Kestrel thường")
    make_procedure(903, name="Kestrel khác")
    results = some("zephir kestrel vắngmặt")
    assert results.is_partial
    assert results.hits[0].title == "Zephir kestrel"


def test_half_of_the_words_must_be_there():
    make_procedure(901, name="Zephir kestrel")
    assert some("zephir vắngmặt luônnha nữanha").total == 0
    assert some("zephir kestrel luônnha nữanha").total == 1
    assert some("zephir").total == 0  # of one word there is no half


def test_words_that_only_make_a_question_need_not_be_there():
    make_procedure(901, name="Zephir kestrel")
    expressions = asked("zephir kestrel ở đâu")
    assert matching.find(expressions, ANYWHERE, at=timezone.now()).total == 0
    assert matching.find_telling(expressions, ANYWHERE, at=timezone.now()).total == 1


def test_words_in_a_name_or_side_by_side_are_a_sure_answer_scattered_ones_are_not():
    make_procedure(901, name="Một", conditions="Có zephir ở đây, kestrel ở kia.")
    assert not find("zephir kestrel").is_sure
    make_procedure(902, name="Hai", conditions="Có zephir kestrel.")
    assert find("zephir kestrel").is_sure
    assert find("zephir kestrel", matching.Filters(year="1990")).is_sure


def test_words_that_stand_scattered_in_a_long_title_are_no_sure_answer():
    make_procedure(901, name="Zephir ở bản xa, xin hai ba điều rồi mới tới kestrel")
    assert not find("kestrel zephir").is_sure
    make_procedure(902, name="Zephir và kestrel")
    assert find("kestrel zephir").is_sure


def test_only_what_is_open_now_is_found():
    make_procedure(901, name="Zephir nháp", published_at=None)
    make_procedure(902, name="Zephir mai", published_at=timezone.now() + datetime.timedelta(days=1))
    assert titles("zephir") == []
