"""The days off of every year: the page, the data, the calendar file."""

import datetime
import html
import json
import re

import pytest
import time_machine
from icalendar import Calendar

from laocai_ict.reference.models import CalendarDay

pytestmark = pytest.mark.django_db
PAGE, FILE = "/ngay-nghi/", "/ngay-nghi/lich.ics"


def text(response) -> str:
    words = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"\s+", " ", words)


def events(response) -> dict:
    """Return the events of a calendar file by their first day."""
    parsed = Calendar.from_ical(response.content)
    return {event["dtstart"].dt: event for event in parsed.walk("VEVENT")}


def test_every_year_held_is_listed_with_an_anchor_and_a_jump_to_it(client):
    page = client.get(PAGE).content.decode()
    years = sorted(set(CalendarDay.objects.values_list("date__year", flat=True)), reverse=True)
    assert re.findall(r'<h2 id="nam-(\d+)"', page) == [str(year) for year in years]
    assert re.findall(r'href="#nam-(\d+)"', page) == [str(year) for year in years]
    assert page.count('<th scope="row">') == CalendarDay.objects.count()


def test_a_year_that_is_long_past_or_far_ahead_is_listed_too(client):
    pattern = CalendarDay.objects.latest("date")
    for year in (1995, 2040):
        CalendarDay.objects.create(
            date=datetime.date(year, 1, 1), kind="holiday", name="Tết xa", source=pattern.source
        )
    page = client.get(PAGE).content.decode()
    assert 'id="nam-1995"' in page
    assert 'id="nam-2040"' in page


def test_a_year_that_is_only_begun_says_what_it_lacks(client):
    words = "Có thể chưa nhập đủ. So với luật còn thiếu:"
    assert words not in text(client.get(PAGE))
    source = CalendarDay.objects.latest("date").source
    CalendarDay.objects.create(
        date=datetime.date(2040, 1, 1), kind="holiday", name="Tết Dương lịch", source=source
    )
    assert text(client.get(PAGE)).count(words) == 1
    newest, *others = client.get(PAGE, {"dinh-dang": "json"}).json()["years"]
    assert newest["year"] == 2040
    assert "Quốc khánh 02/09" in newest["lacks"]
    assert not any(year["lacks"] for year in others)


def test_a_day_says_name_kind_basis_and_status(client):
    CalendarDay.objects.filter(date="2026-01-02").update(legal_basis="Công văn 1/VP-THU")
    page = text(client.get(PAGE))
    assert (
        "thứ Sáu 02/01/2026 Ngày nghỉ (thay cho ngày 10/01/2026) nghỉ hoán đổi "
        "Công văn 1/VP-THU đã có thông báo" in page
    )
    assert "thứ Bảy 10/01/2026 Ngày làm bù (thay cho ngày 02/01/2026) làm bù" in page
    assert re.search(r"thứ Sáu 01/01/2027 Tết Dương lịch ngày lễ, tết .{1,80} mới tính theo", page)


def test_the_next_day_off_is_told_first(client):
    with time_machine.travel("2026-11-25T10:00:00+07:00", tick=False):
        page = text(client.get(PAGE))
    assert "Ngày nghỉ sắp tới: thứ Sáu 01/01/2027, Tết Dương lịch (mới tính theo luật" in page
    with time_machine.travel("2018-09-01T10:00:00+07:00", tick=False):  # 2 September is a Sunday
        page = text(client.get(PAGE))
    assert "Ngày nghỉ sắp tới: thứ Hai 03/09/2018, Quốc khánh (nghỉ bù) ." in page


def test_no_days_at_all_leave_a_page_that_says_so(client):
    CalendarDay.objects.all().delete()
    assert "Chưa có năm nào." in text(client.get(PAGE))
    assert client.get(FILE).status_code == 200
    assert client.get(PAGE, {"dinh-dang": "json"}).json()["years"] == []


def test_the_page_is_as_of_the_last_change_of_a_day(client):
    with time_machine.travel("2031-05-05T10:00:00+07:00", tick=False):
        page = client.get(PAGE)
    assert str(page.context["page"].date) <= str(datetime.date.today())


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?dinh-dang=json"])
def test_the_list_costs_three_queries_however_long(client, django_assert_num_queries, address):
    source = CalendarDay.objects.latest("date").source
    for years in (0, 60):
        CalendarDay.objects.bulk_create(
            CalendarDay(
                date=datetime.date(2030 + year, 1, month), kind="holiday", name="Thử", source=source
            )
            for year in range(years)
            for month in range(1, 13)
        )
        # days with source and last change; office hours; the publisher (page only)
        with django_assert_num_queries(2 if "json" in address else 3):
            assert client.get(address).status_code == 200


def test_the_file_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(FILE)


def test_the_same_as_data(client):
    response = client.get(PAGE, {"dinh-dang": "json"})
    assert response.headers["Content-Type"] == "application/json"
    data = response.json()
    assert sum(len(year["days"]) for year in data["years"]) == CalendarDay.objects.count()
    newest = data["years"][0]
    assert (newest["year"], newest["confirmed"]) == (2027, False)
    assert newest["days"][0] | {"note": "", "source": "", "legal_basis": ""} == {
        "date": "2027-01-01", "weekday": "thứ Sáu", "kind": "holiday",
        "kind_in_words": "ngày lễ, tết", "day_off": True, "name": "Tết Dương lịch",
        "confirmed": False, "note": "", "source": "", "legal_basis": "",
    }  # fmt: skip
    assert "Tết Dương lịch" in response.content.decode()  # letters as they are, not escaped


WRONG = [
    ("nam=2018", "Trang này không có tham số “nam”."),
    ("dinh-dang=xml", "Không có dạng “xml”; chỉ có json."),
    ("dinh-dang=&dinh-dang=", "“dinh-dang” có hơn một lần trong địa chỉ."),
    ("dinh-dang=%00", "“dinh-dang” có ký tự không đọc được."),
    (f"dinh-dang={'x' * 5000}", "“dinh-dang” dài quá."),
    ("%00=1", "Trang này không có tham số “\ufffd”."),
]


@pytest.mark.parametrize(("query", "sentence"), WRONG)
def test_what_the_page_does_not_know_is_400_with_a_sentence(client, query, sentence):
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert sentence in text(response)
    assert "Lỗi:" in text(response)
    data = client.get(f"{PAGE}?{query}&dinh-dang=json")
    assert data.status_code == 400
    told = [error["sentence"] for error in json.loads(data.content)["errors"]]
    assert sentence in told or "dinh-dang" in query


# --- The calendar file ------------------------------------------------------------------------


def test_the_file_holds_every_day_and_can_be_read_back(client):
    response = client.get(FILE)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(response)
    assert sorted(found) == list(CalendarDay.objects.values_list("date", flat=True))
    for each in CalendarDay.objects.all():
        event = found[each.date]
        assert event["summary"] == each.name
        assert event["dtend"].dt - event["dtstart"].dt == datetime.timedelta(days=1)
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event["status"] == ("CONFIRMED" if each.is_confirmed else "TENTATIVE")


def test_lines_of_the_file_are_short_and_no_letter_is_torn(client):
    body = client.get(FILE).content
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # a letter cut in two would not be readable


def test_an_event_keeps_its_name_and_its_moment_from_day_to_day(client):
    with time_machine.travel("2026-11-25T10:00:00+07:00", tick=False):
        first = client.get(FILE).content
    with time_machine.travel("2027-03-01T10:00:00+07:00", tick=False):
        assert client.get(FILE).content == first
    names = [str(event["uid"]) for event in events(client.get(FILE)).values()]
    assert len(set(names)) == len(names)
    assert {str(event["uid"]) for event in events(client.get(f"/en{FILE}")).values()} == set(names)


def test_what_is_announced_is_no_longer_tentative_under_the_same_name(client):
    day = CalendarDay.objects.get(date="2027-01-01")
    before = events(client.get(FILE))[day.date]
    day.is_confirmed = True
    day.save()
    after = events(client.get(FILE))[day.date]
    assert (before["uid"], before["status"]) == (after["uid"], "TENTATIVE")
    assert after["status"] == "CONFIRMED"


def test_the_english_file_describes_in_english(client):
    event = events(client.get(f"/en{FILE}"))[datetime.date(2027, 1, 1)]
    assert "Public holiday, reckoned from the law." in event["description"]
    assert event["url"].endswith("/en/ngay-nghi/#nam-2027")
