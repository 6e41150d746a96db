"""Staff see how far the days off of a year are known, and confirm them in one act."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from laocai_ict.display.refusals import Refused
from laocai_ict.history.models import Act, Entry
from laocai_ict.publishing import desk
from laocai_ict.reference import loading, services, years
from laocai_ict.reference.models import CalendarDay
from tests.accounts.builders import make_superuser, make_user
from tests.admin.forms import send
from tests.reference.builders import make_source

pytestmark = pytest.mark.django_db

NOTICE = "Thông báo 1/TB-BNV ngày 15/10/2026"


def moment(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


def year_of(number):
    [year] = years.read([number])
    return year


def address(number):
    return reverse("admin:reference_calendarday_year", args=[number])


def keeper(name="giu-lich"):
    return make_user(name, group="Dữ liệu tham chiếu")


def waiting(user, at):
    """Return the lines of the section on days off; None where it is not this person's."""
    batch = years_section().find(user, moment(at), 0, 5)
    return None if batch is None else [line.title for line in batch.lines]


def years_section():
    return desk.section("lich-nghi")


def make_day(date, kind="holiday", **fields):
    usual = {"name": "Ngày thử", "source": make_source(), "is_confirmed": False}
    day = datetime.date.fromisoformat(date)
    return CalendarDay.objects.create(date=day, kind=kind, **usual | fields)


# --- What a year lacks ------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(2017, 2028))
def test_every_year_that_comes_with_the_portal_has_what_the_law_names(number):
    assert year_of(number).missing == []


@pytest.mark.parametrize(
    ("date", "lacking"),
    [
        ("2026-01-01", "Tết Dương lịch 01/01"),
        ("2026-02-18", "đủ 5 ngày Tết Âm lịch"),
        ("2026-04-26", "Ngày Giỗ Tổ Hùng Vương (10/3 âm lịch)"),
        ("2026-04-27", "1 ngày nghỉ bù cho ngày lễ trùng cuối tuần"),
        ("2026-09-01", "ngày Quốc khánh thứ hai (01/09 hoặc 03/09)"),
        ("2026-09-02", "Quốc khánh 02/09"),
        ("2026-11-24", "Ngày Văn hóa Việt Nam 24/11"),
    ],
)
def test_a_day_of_the_law_that_is_not_entered_is_named(date, lacking):
    CalendarDay.objects.filter(date=date).delete()
    assert year_of(2026).missing == [lacking]


def test_the_law_of_2018_knew_one_national_day_and_no_culture_day():
    assert {(9, 1), (11, 24)}.isdisjoint(
        CalendarDay.objects.filter(date__year=2018).values_list("date__month", "date__day")
    )
    assert year_of(2018).missing == []


def test_culture_day_on_a_weekend_gets_no_day_in_lieu():
    make_day("2029-11-24")  # a Saturday
    assert not any("nghỉ bù" in lacking for lacking in year_of(2029).missing)


def test_a_year_without_entries_is_not_confirmed_and_lacks_nothing_in_particular():
    year = year_of(2031)
    assert (year.is_confirmed, year.missing, year.state) == (False, [], "chưa có ngày nào")


# --- Who is warned, and when ------------------------------------------------------------------


def test_from_october_on_next_year_is_asked_for():
    user = keeper()
    assert waiting(user, "2026-09-30T23:59") == []
    assert waiting(user, "2026-10-01T00:00") == [
        "Lịch nghỉ năm 2027: 15 trong 15 ngày chưa có thông báo"
    ]


def test_a_year_that_has_begun_stays_until_it_is_confirmed():
    user = keeper()
    assert waiting(user, "2027-02-01T08:00") == [
        "Lịch nghỉ năm 2027: 15 trong 15 ngày chưa có thông báo"
    ]
    services.confirm_year(2027, decision=NOTICE, by=user)
    assert waiting(user, "2027-02-01T08:00") == []
    assert waiting(user, "2027-10-01T08:00") == ["Lịch nghỉ năm 2028: chưa có ngày nào"]


def test_the_warning_says_what_is_lacking_and_leads_to_where_it_is_done(client):
    CalendarDay.objects.filter(date="2027-09-03").delete()
    user = keeper()
    [line] = years_section().find(user, moment("2026-10-01T08:00"), 0, 5).lines
    assert line.comment == "So với luật còn thiếu: ngày Quốc khánh thứ hai (01/09 hoặc 03/09)."
    client.force_login(user)
    assert "Xác nhận cả năm" in client.get(line.address).content.decode()


def test_only_those_who_may_change_days_are_warned():
    assert waiting(make_user("xem", group="Chỉ xem"), "2026-10-01T08:00") is None
    assert waiting(make_user("soan", group="Báo chí: soạn"), "2026-10-01T08:00") is None
    assert waiting(make_superuser(), "2026-10-01T08:00") is not None


def test_the_section_costs_one_query(django_assert_num_queries):
    user = keeper()
    user.has_perm("reference.change_calendarday")
    with django_assert_num_queries(1):
        years_section().find(user, moment("2026-10-01T08:00"), 0, 5)


# --- Confirming a year ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_year_is_confirmed_in_one_act_with_its_notice():
    make_day("2031-05-01", legal_basis="Khoản 1 Điều 112 Bộ luật Lao động 2019")
    make_day("2031-09-02")
    before = make_day("2031-01-01", is_confirmed=True, legal_basis="Đã có")
    user = keeper()
    assert services.confirm_year(2031, decision=f" {NOTICE} ", by=user) == 2
    basis = dict(CalendarDay.objects.filter(date__year=2031).values_list("date", "legal_basis"))
    assert basis == {
        datetime.date(2031, 5, 1): f"Khoản 1 Điều 112 Bộ luật Lao động 2019; {NOTICE}",
        datetime.date(2031, 9, 2): NOTICE,
        before.date: "Đã có",
    }
    assert year_of(2031).is_confirmed
    act = Act.objects.latest("pk")
    assert (act.account, act.reason) == (user.pk, NOTICE)
    assert Entry.objects.filter(act=act).count() == 2


@pytest.mark.parametrize(
    ("number", "decision", "sentence"),
    [
        (2027, "  ", "Ghi thông báo hoặc quyết định"),
        (2031, NOTICE, "Năm 2031 chưa có ngày nào"),
        (2018, NOTICE, "đã được xác nhận"),
        (2027, "x" * 290, "Căn cứ dài quá 300 ký tự"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_with_a_sentence(number, decision, sentence):
    before = list(CalendarDay.objects.values_list("is_confirmed", "legal_basis"))
    with pytest.raises(Refused, match=sentence):
        services.confirm_year(number, decision=decision, by=keeper())
    assert list(CalendarDay.objects.values_list("is_confirmed", "legal_basis")) == before


def test_a_confirmed_year_survives_the_next_load():
    services.confirm_year(2027, decision=NOTICE, by=keeper())
    entry = next(one for one in loading.registered() if one.name == "reference")
    loading.run(entry, force=True)
    assert year_of(2027).is_confirmed
    assert all(day.legal_basis.endswith(NOTICE) for day in year_of(2027).days)


# --- The page ---------------------------------------------------------------------------------


def test_staff_confirm_a_year_on_its_page(client):
    client.force_login(keeper())
    page = client.get(address(2027)).content.decode()
    assert "15 trong 15 ngày chưa có thông báo" in page
    answer = send(client, address(2027), {"quyet_dinh": NOTICE}, follow=True)
    assert "Đã xác nhận 15 ngày của năm 2027." in answer.content.decode()
    assert "Xác nhận cả năm" not in answer.content.decode()


def test_the_page_says_what_was_refused_and_keeps_what_was_typed(client):
    client.force_login(keeper())
    answer = send(client, address(2027), {"quyet_dinh": "y" * 299})
    page = answer.content.decode()
    assert "Căn cứ dài quá 300 ký tự" in page
    assert "y" * 299 in page


def test_who_only_reads_sees_the_year_and_confirms_nothing(client):
    client.force_login(make_user("xem", group="Chỉ xem"))
    assert "Xác nhận cả năm" not in client.get(address(2027)).content.decode()
    assert client.post(address(2027), {"quyet_dinh": NOTICE}).status_code == 403
    assert year_of(2027).unconfirmed


def test_who_may_not_see_days_off_does_not_see_their_year(client):
    user = make_user("khong")
    user.user_permissions.set(Permission.objects.none())
    client.force_login(user)
    assert client.get(address(2027)).status_code == 403


@pytest.mark.parametrize("number", [0, 1899, 2201, 99999999999999999999])
def test_a_year_that_no_calendar_holds_is_not_found(client, number):
    client.force_login(keeper())
    assert client.get(f"{address(2027)[:-5]}{number}/").status_code == 404


def test_an_empty_year_says_that_nothing_can_be_counted(client):
    client.force_login(keeper())
    page = client.get(address(2031)).content.decode()
    assert "Chưa nhập thì không tính được thời hạn nào chạm tới năm này." in page


def test_the_list_of_days_leads_to_the_year_and_filters_by_it(client):
    client.force_login(keeper())
    today = timezone.localdate()
    changelist = reverse("admin:reference_calendarday_changelist")
    page = client.get(changelist, {"date__year": "2018"})
    assert f'href="{address(today.year)}"' in page.content.decode()
    assert {day.date.year for day in page.context["cl"].result_list} == {2018}
