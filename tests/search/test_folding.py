"""The keys of search, and that the database makes the same ones from the same texts."""

import csv
import random
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laocai_ict.reference import sorting
from laocai_ict.reference.models import AdministrativeUnit, Agency, UnitName
from laocai_ict.search import folding

with (Path(__file__).parent / "vietnamese-text-cases.csv").open(encoding="utf-8") as file:
    PAIRS = [case for case in csv.DictReader(file) if case["kind"] == "pair"]

TWINS = """
SELECT text, search_fold(text), search_tone_key(text), search_folded(search_words(text)),
    search_exact(search_words(text)), search_vector(search_folded(search_words(text)))::text,
    reference_sort_key(text)
FROM unnest(%s::text[]) AS given (text)
"""


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯQY0123456789  .-/–&,\u00a0\n"
ODD = (
    "\u0300\u0301\u0303\u0309\u0323\u0302\u031b\u0306\u0308\u0340"
    "ÐƉðɖ²\u200b\u200d\u00ad\u2009éüøßŁя中한µ́ªﬁ№½K\u212b\u1e9b\u0323😀\u3042"
)


def test_all_sixty_two_pairs_are_here():
    assert len(PAIRS) == 62


@pytest.mark.parametrize("case", PAIRS, ids=[case["id"] for case in PAIRS])
def test_a_pair_is_one_word_or_two_as_the_file_says(case):
    one, other = case["a"], case["b"]
    same = "true" if folding.tone_key(one) == folding.tone_key(other) else "false"
    assert same == case["expect_match_ignoring_tone_place"]
    same = "true" if folding.fold(one) == folding.fold(other) else "false"
    assert same == case["expect_match_ignoring_all_marks"]


@pytest.mark.parametrize("case", PAIRS, ids=[case["id"] for case in PAIRS])
def test_the_words_of_a_pair_are_found_where_its_keys_are_equal(case):
    if case["expect_match_ignoring_all_marks"] == "true":
        assert folded(case["a"]) == folded(case["b"])
    if case["expect_match_ignoring_tone_place"] == "true":
        assert exact(case["a"]) == exact(case["b"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đồng Tuyển", "Ðồng Tuyển"),
        ("Đồng Tuyển", "Ɖồng Tuyển"),
        ("đồng", "ðồng"),
        ("Lào Cai", "Lào\u200bCai"),
        ("Lào Cai", "L\u200dào C\u00adai"),
        ("công ty", "công ti"),
        ("kỹ thuật", "kĩ thuật"),
        ("Lý", "Lí"),
        ("quý", "quí"),
        ("km²", "km2"),
    ],
)
def test_other_ways_to_type_the_same_words_find_them(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("766/QĐ-TTg", "766 qd ttg"),
        ("3G/4G", "3g 4g"),
        ("Nội Bài - Lào Cai", "noi bai lao cai"),
        ("huyện/thị xã", "huyen thi xa"),
        ("N.T Phong Hải", "n t phong hai"),
        ("“Sa Pa”, (Y Tý)…", "sa pa y ti"),
        ("TT&TT", "tt tt"),
        ("thuỷ lợi", "thuy loi"),
        ("中国 Lào", "中国 lao"),
        ("- / & | !", ""),
        ("\u0301 \u0300a", "a"),
    ],
)
def test_whatever_is_no_letter_or_figure_parts_words(text, cut):
    assert " ".join(folded(text)) == cut


def test_a_word_says_where_it_stands_in_the_text_as_written():
    text = "“Lao\u0300 Cai”, Ðồng\u00a0Tuyển 766/QĐ-TTg"
    cut = [text[word.start : word.stop] for word in folding.words(text)]
    assert cut == ["Lao\u0300", "Cai", "Ðồng", "Tuyển", "766", "QĐ", "TTg"]


def test_exact_words_have_the_tone_last_and_differ_by_every_mark():
    assert exact("hoà hòa đồng Đường quyết") == ["hoa2", "hoa2", "d9o6ng2", "d9u7o7ng2", "quye6t1"]
    assert len(set(exact("ma má mà mả mã mạ mă mâ"))) == 8


@pytest.mark.django_db
def test_the_database_makes_the_same_keys_of_all_names_and_texts_of_the_data():
    names = [unit.full_name for unit in AdministrativeUnit.objects.all()]
    names += UnitName.objects.values_list("name", flat=True)
    names += Agency.objects.values_list("name", flat=True)
    assert len(names) > 300
    same_in_database(names + all_texts())


ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cn"), exclude_characters="\0"))


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ANY_TEXT | st.text(LETTERS + ODD), min_size=20, max_size=60))
def test_the_database_makes_the_same_keys_of_any_text(texts):
    same_in_database(texts)


@pytest.mark.django_db
def test_the_database_makes_the_same_keys_of_random_strings():
    chance = random.Random(5)  # noqa: S311 (the same strings in each run)
    same_in_database([random_text(chance) for _ in range(3000)])


def folded(text):
    return [word.folded for word in folding.words(text)]


def exact(text):
    return [word.exact for word in folding.words(text)]


def all_texts():
    """Return every text in every table of the portal, as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            " AND data_type IN ('text', 'character varying') AND table_name !~ '^(django|auth)_'"
        )
        texts = set()
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT DISTINCT "{column}" FROM "{table}"')  # noqa: S608 (our own)
            texts.update(text for (text,) in cursor.fetchall())
    return sorted(texts)


def random_text(chance):
    pool = LETTERS if chance.random() < 0.5 else LETTERS + ODD * 2
    if chance.random() < 0.1:
        pool = "0123456789e.-x "
    text = "".join(chance.choice(pool) for _ in range(chance.randrange(60)))
    if chance.random() < 0.1:
        text += "".join(chr(chance.randrange(0x21, 0x3000)) for _ in range(10))
    return text


def same_in_database(texts):
    with connection.cursor() as cursor:
        cursor.execute(TWINS, [texts])
        rows = cursor.fetchall()
    assert len(rows) == len(texts)
    for text, fold, tone_key, folded_words, exact_words, vector, sort_key in rows:
        assert fold == folding.fold(text), ascii(text)
        assert tone_key == folding.tone_key(text), ascii(text)
        assert folded_words == " ".join(folded(text)), ascii(text)
        assert exact_words == " ".join(exact(text)), ascii(text)
        assert sort_key == sorting.key(text), ascii(text)
        assert vector_of(folded(text)) == places_of(vector), ascii(text)


def vector_of(cut):
    places = {}
    for place, word in enumerate(cut, 1):
        places.setdefault(word, []).append(min(place, 16383))
    return {word: list(dict.fromkeys(found))[:255] for word, found in places.items()}


def places_of(vector):
    """Return the words of a tsvector as PostgreSQL writes it, with their places."""
    pairs = (part.rpartition(":") for part in vector.split(" ") if part)
    return {word.strip("'"): [int(one) for one in places.split(",")] for word, _, places in pairs}
