"""The records of the department: what the database refuses, and what the sources say."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from laocai_ict.department.models import Contact, DepartmentName, Duty, Leader, Milestone
from laocai_ict.reference.partial_dates import written
from tests.department.builders import (
    make_duty,
    make_leader,
    make_milestone,
    make_name,
    make_source,
    set_contact,
)

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()


def refused(constraint):
    """Expect the database to refuse, and let the test go on afterwards."""
    return pytest.raises(IntegrityError, match=constraint)


def test_only_one_name_on_a_day():
    with refused("department_name_one_at_a_time"):
        make_name(valid_from=day("01/06/2010"), valid_until=day("01/07/2010"))


def test_a_name_may_begin_on_the_day_the_last_one_ended():
    make_name(valid_from=day("01/03/2025"))
    assert DepartmentName.objects.count() == 3


def test_a_name_ends_after_it_began():
    with refused("department_name_ends_after_start"):
        make_name(valid_until=day("01/01/2030"))


def test_a_name_is_not_empty():
    with refused("department_name_not_empty"):
        make_name(name="")


def test_successors_only_where_a_name_has_ended():
    with refused("department_name_successors_after_end"):
        make_name(successors="Sở khác")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        (
            "department_name_start_honest",
            {"valid_from": day("02/01/2030"), "from_precision": "month"},
        ),
        (
            "department_name_start_honest",
            {"valid_from": day("01/02/2030"), "from_precision": "year"},
        ),
        (
            "department_name_end_honest",
            {"valid_until": day("02/02/2031"), "until_precision": "month"},
        ),
    ],
)
def test_a_name_claims_no_more_of_its_dates_than_is_known(constraint, fields):
    with refused(constraint):
        make_name(**fields)


@pytest.mark.parametrize(
    ("happened_on", "precision"),
    [(day("02/05/2020"), "month"), (day("01/05/2020"), "year")],
)
def test_a_milestone_claims_no_more_of_its_date_than_is_known(happened_on, precision):
    with refused("department_milestone_date_honest"):
        make_milestone(happened_on=happened_on, precision=precision)


def test_a_milestone_has_a_title():
    with refused("department_milestone_has_title"):
        make_milestone(title="")


def test_a_milestone_has_a_source():
    with refused("department_milestone_has_source"):
        make_milestone(source=None)


def test_a_duty_has_a_source():
    with refused("department_duty_has_source"):
        make_duty(source=None)


def test_a_duty_says_something():
    with refused("department_duty_says_something"):
        make_duty(text="")


def test_of_two_duties_in_one_place_the_older_stands_first():
    first = Duty.objects.filter(kind="field").first()
    make_duty(order=first.order, title="Việc mới")
    assert [duty.title for duty in Duty.objects.filter(kind="field")[:2]] == [
        first.title,
        "Việc mới",
    ]


def test_a_named_leader_is_named_as_of_a_day_and_from_a_source():
    with refused("department_leader_named_as_of"), transaction.atomic():
        make_leader(name="Ai đó", source=make_source())
    with refused("department_leader_named_as_of"):
        make_leader(name="Ai đó", as_of=day("01/08/2018"))


def test_a_leader_without_a_name_is_allowed():
    assert str(make_leader()) == "Chánh Văn phòng"


def test_a_leader_has_a_post():
    with refused("department_leader_has_post"):
        make_leader(post="")


def test_a_leader_claims_no_more_of_the_date_than_is_known():
    with refused("department_leader_date_honest"):
        make_leader(as_of=day("02/08/2018"), as_of_precision="month")


def test_of_two_leaders_in_one_place_the_older_stands_first():
    first = Leader.objects.first()
    make_leader(order=first.order)
    assert Leader.objects.first() == first


def test_leaders_phone_and_email_look_like_such():
    with refused("department_leader_phone_is_phone"), transaction.atomic():
        make_leader(phone="gọi tổng đài")
    with refused("department_leader_email_is_email"):
        make_leader(email="khong-co-a-cong")


def test_phone_and_email_of_the_department_look_like_such():
    with refused("department_contact_phone_is_phone"), transaction.atomic():
        set_contact("phone", "không có")
    with refused("department_contact_email_is_email"):
        set_contact("email", "khong-co-a-cong")


def test_one_contact_of_a_kind():
    with refused("department_contact_kind_once"):
        Contact.objects.create(kind="phone")


def test_names_of_the_department_through_time():
    names = DepartmentName.objects
    assert not names.on(day("13/11/2005"))
    assert names.on(day("14/11/2005")).get().name == "Sở Bưu chính, Viễn thông tỉnh Lào Cai"
    assert names.on(day("27/08/2018")).get().name == "Sở Thông tin và Truyền thông tỉnh Lào Cai"
    assert not names.on(day("01/03/2025"))


def test_the_site_keeps_the_last_name_after_the_department_has_gone():
    name = DepartmentName.last_begun(DepartmentName.objects.all(), day("25/11/2026"))
    assert name.name == "Sở Thông tin và Truyền thông tỉnh Lào Cai"
    assert name.has_ended(day("25/11/2026"))
    assert not name.has_ended(day("27/08/2018"))
    assert "Sở Khoa học và Công nghệ" in name.successors


def test_milestones_are_those_of_the_sources():
    assert [milestone.when for milestone in Milestone.objects.all()] == [
        "28/08/1945",
        "14/11/2005",
        "10/01/2006",
        "tháng 4/2008",
        "19/02/2016",
        "năm 2017",
        "năm 2018",
        "tháng 3/2025",
    ]
    assert Milestone.objects.filter(source__isnull=True).count() == 0


def test_duties_are_the_five_fields_and_the_five_tasks():
    assert Duty.objects.filter(kind="field").count() == 5
    assert Duty.objects.filter(kind="task").count() == 5


def test_no_person_but_the_author_of_the_article_is_named():
    [named] = Leader.objects.exclude(name="")
    assert (named.name, named.post, named.known_when) == (
        "Hồ Khánh Quang",
        "Giám đốc Sở",
        "tháng 8/2018",
    )
    assert set(Contact.objects.values_list("value", flat=True)) == {""}


def test_loading_again_keeps_what_staff_wrote():
    set_contact("phone", "0214 000 000")
    call_command("load_reference", "--force", verbosity=0, stdout=io.StringIO())
    assert Contact.objects.published().get(kind="phone").value == "0214 000 000"
    assert Milestone.objects.count() == 8
    assert Contact.objects.filter(kind="phone").count() == 2


def test_dates_in_both_languages():
    assert written(day("14/11/2005"), "day") == "14/11/2005"
    assert written(day("01/01/2017"), "year") == "năm 2017"
    with translation.override("en"):
        assert written(day("01/04/2008"), "month") == "April 2008"


def test_texts_fall_back_to_vietnamese_and_say_so():
    milestone = make_milestone(title_en="")
    with translation.override("en"):
        assert (milestone.shown_title.text, milestone.shown_title.lang) == ("Việc thử", "vi")
    assert milestone.shown_title.lang == ""
