from decimal import Decimal

import pytest

from telecom.verbatim import contradicts


@pytest.mark.parametrize(
    ("as_written", "value"),
    [
        ("1.764", "1764"),
        ("4,017", "4017"),
        ("4,017", "4.017"),
        ("464,6", "464.6"),
        ("99.3", "99.3"),
        ("1.234.567,5", "1234567.5"),
        ("1,234,567.5", "1234567.5"),
        ("06", "6"),
        ("2020", "2020"),
        (" 248 ", "248.0000"),
    ],
)
def test_one_number_under_either_grouping_agrees(as_written, value):
    assert not contradicts(as_written, Decimal(value))


@pytest.mark.parametrize(
    ("as_written", "value"),
    [("4,017", "4071"), ("1.764", "1746"), ("464,6", "4646"), ("99.3", "993"), ("06", "60")],
)
def test_another_number_contradicts(as_written, value):
    assert contradicts(as_written, Decimal(value))


@pytest.mark.parametrize(
    "as_written",
    ["", "126/144", "273 nghìn", "gần 15 nghìn", "48, 25", "hơn 70", "1.2.3", "1.76.4", "−5", "5%"],
)
def test_what_is_not_one_plain_number_is_left_to_people(as_written):
    assert not contradicts(as_written, Decimal(1))
