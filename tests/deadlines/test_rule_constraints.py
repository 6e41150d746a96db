"""The database refuses rules and office hours that cannot be."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from laocai_ict.deadlines.models import DeadlineRule
from tests.deadlines.rule_builders import make_hours, make_rule
from tests.reference.builders import make_source

pytestmark = pytest.mark.django_db


def refuses(name):
    return pytest.raises(IntegrityError, match=name)


def test_two_office_hours_in_one_time():
    make_hours()
    with refuses("deadlines_officehours_one_at_a_time"):
        make_hours(valid_from=datetime.date(1900, 12, 31), valid_until=datetime.date(1902, 1, 1))


def test_office_hours_that_follow_one_another():
    make_hours()
    assert make_hours(valid_from=datetime.date(1901, 1, 1), valid_until=datetime.date(1902, 1, 1))


def test_office_hours_that_end_before_they_begin():
    with refuses("deadlines_officehours_ends_after_start"):
        make_hours(valid_until=datetime.date(1900, 1, 1))


@pytest.mark.parametrize(
    "times",
    [
        {"morning_until": datetime.time(7)},
        {"afternoon_from": datetime.time(10, 59)},
        {"afternoon_until": datetime.time(12)},
    ],
)
def test_office_hours_out_of_order(times):
    with refuses("deadlines_officehours_in_order"):
        make_hours(**times)


def test_two_rows_of_one_duty_in_one_time():
    make_rule()
    with refuses("deadlines_rule_code_once_at_a_time"):
        make_rule(valid_from=datetime.date(1900, 12, 31), valid_until=None)


def test_rows_of_one_duty_that_follow_one_another_and_another_duty_beside_them():
    make_rule()
    make_rule(valid_from=datetime.date(1901, 1, 1), valid_until=datetime.date(1902, 1, 1))
    make_rule(code="viec-khac")
    of_1900 = DeadlineRule.objects.on(datetime.date(1900, 6, 1)).filter(source__key="thu")
    assert set(of_1900.values_list("code", flat=True)) == {"viec-thu", "viec-khac"}


def test_the_form_says_that_the_duty_has_a_rule_in_that_time():
    make_rule()
    second = DeadlineRule(
        field="press", code="viec-thu", name="Lại", start_event="nhận", amount=1, unit="months",
        legal_basis="Luật thử", article="Điều 2", valid_from=datetime.date(1900, 5, 1),
        source=make_source(),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Mã này đã có quy định trong cùng thời gian"):
        second.full_clean()


def test_a_rule_that_ends_before_it_begins():
    with refuses("deadlines_rule_ends_after_start"):
        make_rule(valid_until=datetime.date(1900, 1, 1))


@pytest.mark.parametrize("column", ["code", "name", "start_event"])
def test_a_rule_that_does_not_say_what(column):
    with refuses("deadlines_rule_says_what"):
        make_rule(**{column: ""})


def test_a_rule_of_an_unknown_field():
    with refuses("deadlines_rule_field_known"):
        make_rule(field="khac")


def test_a_rule_in_an_unknown_unit():
    with refuses("deadlines_rule_unit_known"):
        make_rule(unit="weeks")


def test_a_rule_in_an_unknown_direction():
    with refuses("deadlines_rule_direction_known"):
        make_rule(direction="aside")


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": 0},
        {"unit": ""},
        {"words": "năm ngày"},
        {"amount": None},
        {"amount": None, "unit": "", "words": ""},
        {"amount": None, "words": "ngay"},
    ],
)
def test_a_rule_says_its_length_in_one_way(fields):
    with refuses("deadlines_rule_amount_or_words"):
        make_rule(**fields)


def test_a_rule_without_number_says_so_in_words():
    rule = make_rule(amount=None, unit="", words="ngay khi có thay đổi")
    assert rule.length == "ngay khi có thay đổi"
    assert rule.term() is None


@pytest.mark.parametrize("column", ["legal_basis", "article"])
def test_a_term_of_the_law_without_its_article(column):
    with refuses("deadlines_rule_law_has_basis"):
        make_rule(**{column: ""})


def test_a_term_of_the_province_may_have_no_document_yet():
    assert make_rule(is_law=False, legal_basis="", article="").basis == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"extension_amount": 5},
        {"extension_amount": 0, "extension_ground": "việc phức tạp"},
        {
            "extension_amount": 5, "extension_ground": "việc phức tạp",
            "amount": None, "unit": "", "words": "ngay",
        },
    ],
)  # fmt: skip
def test_an_extension_without_ground_or_number(fields):
    with refuses("deadlines_rule_extension_has_ground"):
        make_rule(**fields)


@pytest.mark.parametrize(
    "fields", [{"unit": "clock_hours"}, {"unit": "office_hours"}, {"direction": "before"}]
)
def test_a_late_receipt_changes_only_terms_in_days_after_their_event(fields):
    with refuses("deadlines_rule_late_receipt_in_days"):
        make_rule(next_day_after_15=True, **fields)
