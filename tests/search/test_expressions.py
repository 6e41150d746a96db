"""What is said to the database: words, their meanings, and never what was typed as it is."""

import pytest
from django.db import connection

from laocai_ict.search.expressions import express, plain_words
from laocai_ict.search.query import parse
from laocai_ict.search.synonyms import Alternative, Understood

pytestmark = pytest.mark.django_db

NASTY = [
    "a'b", "a\\", "'\\'", "a:*b", "!a", "a|b&c", "(a", "a)b(", "<->", "a <-> b", "'; DROP TABLE x",
    "$1 %s %(all)s {0}", "a\0b", "x" * 10_000, "từ " * 500, '"a b', '-"a b" c', "日本語",
]  # fmt: skip


def said(typed, *alternatives, fillers=()):
    return express(parse(typed), Understood(alternatives, frozenset(fillers)))


def accepted(expression):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsquery::text", [expression])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("typed", NASTY)
def test_whatever_is_typed_is_words_to_the_database(typed):
    if not parse(typed).wanted:
        return
    asked = said(typed)
    for expression in (asked.all, asked.exact, asked.row, asked.title, asked.some, asked.none):
        if expression:
            assert accepted(expression)


def test_every_word_must_be_there_the_last_perhaps_longer():
    assert accepted(said("viễn thông").all) == "'vien' & 'thong':*"
    assert accepted(said("viễn thông").exact) == "'vie6n4' & 'tho6ng':*"


def test_beginning_is_sought_as_it_was_typed_whole_words_as_they_are_folded():
    assert accepted(said("quy").all) == "'qui' | 'quy':*"


def test_phrase_stands_side_by_side():
    assert accepted(said('"viễn thông"').all) == "'vien' <-> 'thong'"


def test_exclusion_keeps_its_marks_if_it_has_any():
    asked = said("sóng -mật -ma")
    assert accepted(asked.none_exact) == "'ma6t5'"
    assert accepted(asked.none) == "'ma'"


def test_number_typed_in_one_is_also_sought_in_parts():
    parts = ["'766qdttg'", "'766' & 'qdttg'", "'766' & 'qd' <-> 'ttg'", "'766' & 'qdt' <-> 'tg'"]
    assert accepted(said("766qdttg -x").all) == " | ".join(parts)


def test_what_words_also_mean_may_stand_in_their_place():
    tthc = Alternative(0, 1, ("thủ tục hành chính",))
    assert accepted(said("TTHC ai", tthc).all) == (
        "( 'tthc' | 'thu' <-> 'tuc' <-> 'hanh' <-> 'chinh' ) & 'ai':*"
    )


def test_of_meanings_that_overlap_the_longest_counts():
    shorter, longer = Alternative(0, 1, ("một",)), Alternative(0, 2, ("hai",))
    assert accepted(said("a b c", shorter, longer).all) == "( 'a' & 'b' | 'hai' ) & 'c'"


def test_fillers_may_be_missing_where_not_everything_is_found():
    asked = said("mở quán ở đâu", fillers=(2, 3))
    assert [accepted(unit) for unit in asked.units] == ["'mo'", "'quan'"]
    assert accepted(asked.some) == "'mo' | 'quan'"
    assert "'o'" in asked.all


def test_half_of_many_words_is_enough_where_not_everything_is_found():
    assert accepted(said("a b c").some) == "'a' & 'b' | 'a' & 'c' | 'b' & 'c'"
    assert said("a").some == ""


def test_words_in_quotes_mean_nothing_else():
    assert [word.folded for word in plain_words(parse('a "b c" d -e'))] == ["a", "d"]
