import pytest
from django.db import IntegrityError, transaction

from telecom.words import WORDS, Bound, bound_of
from tests.telecom.builders import make_indicator, make_observation, make_target


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("", Bound.EXACT),
        ("đạt", Bound.EXACT),
        ("trên", Bound.AT_LEAST),
        ("hơn", Bound.AT_LEAST),
        ("đạt trên", Bound.AT_LEAST),
        ("ước đạt trên", Bound.AT_LEAST),
        ("gần", Bound.ABOUT),
        ("khoảng", Bound.ABOUT),
        ("ước", Bound.ABOUT),
        ("ước đạt", Bound.ABOUT),
        ("dưới", Bound.AT_MOST),
    ],
)
def test_words_mean_a_bound(words, bound):
    assert words in WORDS
    assert bound_of(words) == bound


@pytest.mark.django_db
def test_database_takes_every_word_with_its_own_bound_and_no_other():
    indicator = make_indicator()
    for year, words in enumerate(WORDS, start=1990):
        for bound in Bound:
            if bound == bound_of(words):
                make_observation(indicator, year, words=words, bound=bound)
                continue
            with (
                pytest.raises(IntegrityError, match="telecom_observation_words_mean_bound"),
                transaction.atomic(),
            ):
                make_observation(indicator, year, words=words, bound=bound)


@pytest.mark.django_db
def test_database_refuses_a_word_nobody_writes():
    with pytest.raises(IntegrityError, match="telecom_observation_words_mean_bound"):
        make_observation(words="cỡ", bound=Bound.ABOUT)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["trên", "đạt"])
def test_database_refuses_a_word_that_was_not_recorded(words):
    with pytest.raises(IntegrityError, match="telecom_observation_words_mean_bound"):
        make_observation(words=words, bound=bound_of(words), words_recorded=False)


@pytest.mark.django_db
def test_database_refuses_exact_where_the_word_is_unknown():
    with pytest.raises(IntegrityError, match="telecom_target_words_mean_bound"):
        make_target(bound=Bound.EXACT, words_recorded=False)


@pytest.mark.django_db
def test_without_the_word_the_sign_of_the_bound_is_shown():
    assert make_observation(bound=Bound.AT_LEAST, words_recorded=False).prefix == "≥"


@pytest.mark.django_db
def test_with_the_word_the_word_alone_is_shown():
    assert make_observation(words="đạt trên", bound=Bound.AT_LEAST).prefix == "đạt trên"
