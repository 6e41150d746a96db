"""What is typed, taken apart: words, phrases, exclusions, beginnings, numbers, and nonsense."""

import itertools
import unicodedata

import pytest

from laocai_ict.search.query import MOST_CHARACTERS, MOST_WORDS, parse


def said(typed):
    """Return the pieces in one line each: a quoted phrase in quotes, an exclusion with a minus."""
    return [
        ("-" if piece.is_excluded else "")
        + ('"{}"' if piece.is_quoted else "{}").format(" ".join(w.folded for w in piece.words))
        + ("*" if piece.may_go_on else "")
        for piece in parse(typed).pieces
    ]


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("viễn thông", ["vien", "thong*"]),
        ("ma", ["ma"]),  # two letters alone are a word, not the beginning of a thousand others
        ("sa pa", ["sa", "pa*"]),
        ("y", ["y"]),
        ("vien* thong", ["vien*", "thong*"]),
        ("v* thong", ["v", "thong*"]),
        ('"viễn thông"', ['"vien thong"']),
        ("“viễn thông” di động", ['"vien thong"', "di", "dong*"]),
        ("«viễn thông»", ['"vien thong"']),
        ("„viễn thông“", ['"vien thong"']),
        ("viễn thông -mật", ["vien", "thong", "-mat"]),
        ('viễn -"mật độ"', ["vien", '-"mat do"']),
        ("Nội Bài - Lào Cai", ["noi", "bai", "lao", "cai*"]),
        ("Nội Bài – Lào Cai", ["noi", "bai", "lao", "cai*"]),
        ("Nội Bài-Lào Cai", ["noi", "bai", "lao", "cai*"]),
        ("huyện/thị xã", ["huyen", "thi", "xa*"]),
        ("3G/4G", ["3g", "4g*"]),
        ("sóng -3G/4G", ["song", "-3g 4g"]),
        ("--mật", ["mat*"]),
        ("(-mật)", ["mat*"]),
        ('viễn "thông', ["vien", "thong*"]),
        ("Sa\u00a0Pa  cũ", ["sa", "pa", "cu*"]),
        ("Lào\u200bCai", ["lao", "cai*"]),
        ("Ðồng Ɖăng", ["dong", "dang*"]),
        ("766", ["766"]),
        ("766/qd-ttg", ["766", "qd", "ttg*"]),
        ("766 QĐ TTg", ["766", "qd", "ttg*"]),
    ],
)
def test_question_is_cut_into_what_was_meant(typed, pieces):
    assert said(typed) == pieces


@pytest.mark.parametrize("typed", ["QĐ766", "766qđ", "766qdttg", "qd766ttg"])
def test_number_typed_in_one_is_read_in_parts_too(typed):
    (piece,) = parse(typed).pieces
    readings = {frozenset(itertools.chain(*reading)) for reading in piece.cuts}
    wanted = {"766", "qd"} | ({"ttg"} if "t" in typed else set())
    assert wanted in readings


def test_number_of_letters_without_end_is_not_cut_without_end():
    (piece,) = parse("1" + "ab" * 60).pieces
    assert len(piece.cuts) == 1
    (piece,) = parse("1abcdefgh2abcdefgh3abcdefgh").pieces
    assert len(piece.cuts) <= 60


def test_decomposed_and_composed_input_are_one_question():
    composed = "Mường Khương, hoà Đồng"
    assert parse(unicodedata.normalize("NFD", composed)) == parse(composed)


@pytest.mark.parametrize(
    "typed", ["", " ", "\0", "\0\x01\x1f\x7f", '"', '""""', "- -- -", "&|!()<->:*", "'\\'", "« »"]
)
def test_what_has_no_word_asks_for_nothing(typed):
    assert parse(typed).pieces == ()


def test_only_exclusions_want_nothing():
    question = parse("-chỉ -loại")
    assert question.wanted == ()
    assert len(question.excluded) == 2


def test_control_characters_part_words_and_disappear():
    assert parse("viễn\0thông\x1bmới\ud800").text == "viễn thông mới"


@pytest.mark.parametrize(
    ("typed", "is_cut"),
    [
        ("từ " * MOST_WORDS, False),
        ("từ " * 500, True),
        ("x" * 10_000, True),
        ("từ" + " " * 9_000, False),
        ('"' + "từ " * 500 + '"', True),
    ],
)
def test_question_without_end_is_cut_and_says_so(typed, is_cut):
    question = parse(typed)
    assert question.is_cut is is_cut
    assert 1 <= sum(len(piece.words) for piece in question.pieces) <= MOST_WORDS
    assert len(question.text) <= MOST_CHARACTERS


def test_reading_a_question_of_ten_thousand_signs_takes_no_time():
    for sign in ['"', "-", "- ", '-"', "*", "a-", "“”", "1a"]:
        assert len(parse(sign * 10_000).pieces) <= MOST_WORDS
