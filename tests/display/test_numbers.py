"""Numbers typed the Vietnamese way arrive right, and what cannot be meant is refused."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from laocai_ict.display.forms import (
    VietnameseDecimalField,
    VietnameseIntegerField,
    VietnameseYearField,
)
from laocai_ict.display.numbers import format_number, parse_number

NBSP, THIN = "\u00a0", "\u202f"


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.764", "1764"),
        ("1764", "1764"),
        ("710.000", "710000"),
        ("1.234.567", "1234567"),
        ("464,6", "464.6"),
        ("1.234,56", "1234.56"),
        ("1,764", "1.764"),  # the comma is the decimal sign, whoever types it
        ("0,125", "0.125"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("- 12", "-12"),
        ("+7", "7"),
        ("  95,9 ", "95.9"),
        ("1 764", "1764"),
        (f"1{NBSP}764,5", "1764.5"),
        (f"710{THIN}000", "710000"),
        ("１.７６４", "1764"),
        ("0", "0"),
        ("007", "7"),
    ],
)
def test_what_was_meant_is_what_is_read(typed, number):
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "0.125",
        "12.5",
        "1.76",
        "1764.000",
        "1.7640",
        "01.764",
        ".5",
        "1.",
        "1..764",
        "1.764.5",
        "1.764,5,6",
    ],
)
def test_a_point_that_cannot_separate_thousands_is_refused(typed):
    with pytest.raises(ValueError, match="chỉ dùng để tách từng nhóm ba chữ số"):
        parse_number(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "trên 710",
        "1e5",
        "NaN",
        "Infinity",
        "--5",
        "1 76",
        "2018 2019",
        "12%",
        "₫5",
        "1,",
        ",5",
        "٣",
        "½",
    ],
)
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match=r"Viết như 1\.764 hoặc 464,6"):
        parse_number(typed)


def test_a_number_longer_than_any_figure_is_refused_and_not_repeated():
    with pytest.raises(ValueError, match="dài quá") as refusal:
        parse_number("9" * 5000)
    assert len(str(refusal.value)) < 150


def test_under_english_point_and_comma_change_places():
    with translation.override("en"):
        assert parse_number("1,764") == 1764
        assert parse_number("464.6") == Decimal("464.6")
        with pytest.raises(ValueError, match="12,5"):
            parse_number("12,5")
        assert format_number(Decimal("1764.50")) == "1,764.5"


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6
    )
)
def test_what_is_shown_can_be_typed_again(number):
    with translation.override("vi"):
        assert parse_number(format_number(number)) == number


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_a_number_or_a_sentence(typed):
    with translation.override("vi"):
        try:
            outcome = parse_number(typed).is_finite()
        except ValueError as refusal:
            outcome = str(refusal).startswith("“")
        assert outcome


# --- The form fields


def test_an_integer_field_says_what_to_write_instead_of_a_fraction():
    field = VietnameseIntegerField()

    assert field.clean("1.764") == 1764
    assert field.clean("5,0") == 5
    with pytest.raises(Exception, match=r"“1,764” có phần lẻ.*Hàng nghìn viết như 1\.764"):
        field.clean("1,764")


def test_a_decimal_field_keeps_every_digit():
    assert VietnameseDecimalField().clean("710.000,125") == Decimal("710000.125")


@pytest.mark.parametrize(
    "field", [VietnameseDecimalField, VietnameseIntegerField, VietnameseYearField]
)
def test_limits_and_emptiness_are_still_checked(field):
    assert field(required=False).clean("  ") is None
    with pytest.raises(Exception, match="cần được điền"):
        field().clean("")
    with pytest.raises(Exception, match="ít nhất là 0"):
        field(min_value=0).clean("-1")


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (VietnameseIntegerField, 1764, "1.764"),
        (VietnameseDecimalField, Decimal("464.600000"), "464,6"),
        (VietnameseDecimalField, Decimal("-1234.5"), "-1.234,5"),
        (VietnameseYearField, 2018, "2018"),
        (VietnameseDecimalField, "12.5", "12.5"),  # typed and refused: given back as typed
    ],
)
def test_the_box_shows_numbers_as_people_write_them(field, value, shown):
    html = field().widget.render("n", value, {})

    assert f'value="{shown}"' in html
    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html


def test_the_same_number_written_otherwise_is_no_change():
    field = VietnameseDecimalField()

    assert not field.has_changed(Decimal("1764.000"), "1.764")
    assert field.has_changed(Decimal("1764"), "1.765")
    assert field.has_changed(Decimal("1764"), "12.5")
