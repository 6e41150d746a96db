"""The page /tinh-han/: a question in the address, the due date and its count as the answer."""

import datetime
import gzip
import html
import re
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from laocai_ict.deadlines.models import DeadlineRule, OfficeHours
from laocai_ict.reference.models import CalendarDay
from tests.deadlines.rule_builders import make_hours, make_rule

pytestmark = pytest.mark.django_db
PAGE = "/tinh-han/"
SINCE_2000 = {"valid_from": datetime.date(2000, 1, 1), "valid_until": None}
NUMBER, DAYS = "5", "ngay-lam-viec"


def text(response) -> str:
    words = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"\s+", " ", words)


def heading(response) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    return html.unescape(found[1]).replace("\xa0", " ")


def ask(client, **parameters):
    return client.get(PAGE, {name.replace("_", "-"): value for name, value in parameters.items()})


# --- Answers ----------------------------------------------------------------------------------

VECTORS = [
    ("27/04/2018", "5", "ngay-lam-viec", "Hết ngày thứ Ba 08/05/2018"),
    ("05/02/2018", "15", "ngay-lam-viec", "Hết ngày thứ Hai 05/03/2018"),
    ("30/08/2018", "3", "ngay-lam-viec", "Hết ngày thứ Tư 05/09/2018"),
    ("10/04/2018", "20", "ngay", "Hết ngày thứ Tư 02/05/2018"),
    ("2026-11-20", "3", "ngay-lam-viec", "Hết ngày thứ Năm 26/11/2026"),
    ("31/01/2024", "1", "thang", "Hết ngày thứ Năm 29/02/2024"),
]


@pytest.mark.parametrize(("start", "amount", "unit", "due"), VECTORS)
def test_a_day_and_a_number_lead_to_the_due_date(client, start, amount, unit, due):
    response = ask(client, tu=start, so=amount, don_vi=unit)
    assert response.status_code == 200
    assert heading(response) == due


@pytest.mark.parametrize(
    "start",
    [
        {"tu": "27/04/2018", "gio": "15:30"},
        {"tu": "27/04/2018", "gio": "15h30"},
        {"tu": "27/04/2018 15:30"},
        {"tu": "2018-04-27T15:30"},
        {"tu": "2018-04-27T15:30+07:00"},
        {"tu": "2018-04-27T08:30:00Z"},
        {"tu": " 27/4/2018 ", "gio": "15:30"},
    ],
)
def test_a_moment_may_be_written_in_several_ways(client, start):
    response = ask(client, so="24", don_vi="gio", **start)
    assert heading(response) == "15:30 thứ Bảy 28/04/2018, giờ Việt Nam"
    assert "24 giờ sau 15:30 thứ Sáu 27/04/2018, giờ Việt Nam" in text(response)


def test_a_moment_without_zone_at_the_edge_of_a_day_is_vietnamese_and_the_page_says_so(client):
    for moment, day in (
        ("2018-04-27T00:00", "thứ Sáu 27/04/2018"),
        ("2018-04-26T17:00:00Z", "thứ Sáu 27/04/2018"),
        ("2018-04-26T23:59", "thứ Năm 26/04/2018"),
    ):
        response = ask(client, tu=moment, so=NUMBER, don_vi=DAYS)
        assert f"{day}, giờ Việt Nam" in text(response)


def test_backwards_from_an_event(client):
    response = ask(client, tu="02/05/2018", so="1", don_vi="ngay-lam-viec", huong="truoc")
    assert heading(response) == "Hết ngày thứ Sáu 27/04/2018"
    assert "ít nhất 1 ngày làm việc trước thứ Tư 02/05/2018" in text(response)


def test_the_calendar_has_a_mark_in_words_for_each_day_of_the_count(client):
    body = ask(client, tu="27/04/2018", so=NUMBER, don_vi=DAYS).content.decode()
    april, may = re.findall(r"<caption>(Tháng \d/2018)</caption>", body)
    assert (april, may) == ("Tháng 4/2018", "Tháng 5/2018")
    assert '<td class="ev"><b>27</b> <span>mốc</span></td>' in body
    assert '<td class="we"><b>28</b> <span>nghỉ</span></td>' in body
    assert '<td class="off"><b>1</b> <span>lễ</span></td>' in body
    assert '<td class="on"><b>2</b> <span>thứ 1</span></td>' in body
    assert '<td class="due"><b>8</b> <span>thứ 5</span> <span>hạn</span></td>' in body
    assert "30/04/2018 Ngày Chiến thắng" in body


def test_a_worked_saturday_and_a_rolled_end_are_told(client):
    body = ask(client, tu="29/04/2024", so="5", don_vi=DAYS).content.decode()
    assert re.search(r'<td class="on"><b>4</b> <span>thứ \d</span> <span>làm bù</span></td>', body)
    rolled = text(ask(client, tu="10/04/2018", so="20", don_vi="ngay"))
    assert "Thứ Hai 30/04/2018 (Ngày Chiến thắng)" in rolled.replace("( ", "(").replace(" )", ")")


def test_days_not_announced_yet_are_told_in_words_and_on_the_calendar(client):
    CalendarDay.objects.filter(date="2026-11-24").update(is_confirmed=False)
    response = ask(client, tu="2026-11-20", so="3", don_vi=DAYS)
    assert '<td class="off"><b>24</b> <span>lễ?</span></td>' in response.content.decode()
    assert "24/11/2026" in re.search(r'<div class="call gold">(.*?)</div>', text_of(response))[1]
    data = ask(client, tu="2026-11-20", so="3", don_vi=DAYS, dinh_dang="json").json()
    assert data["reckoning"]["unconfirmed"] == ["2026-11-24"]


def test_a_year_that_is_only_begun_is_told(client):
    asked = {"tu": "27/12/2027", "so": NUMBER, "don_vi": DAYS}
    assert ask(client, **asked).status_code == 400
    one = CalendarDay.objects.get(date="2027-01-01")
    one.pk, one.date = None, datetime.date(2028, 1, 1)
    one.save()
    said = text(ask(client, **asked))
    assert "Lịch nghỉ năm 2028 có thể chưa nhập đủ nên hạn có thể đổi." in said
    assert "Ngày Chiến thắng 30/04; " in said
    assert "Lịch nghỉ năm 2027 có thể" not in said
    data = ask(client, **asked, dinh_dang="json").json()
    assert list(data["calendar_lacks"]) == ["2028"]
    assert "đủ 5 ngày Tết Âm lịch" in data["calendar_lacks"]["2028"]
    hours = {"tu": "31/12/2027", "gio": "12:00", "so": "24", "don_vi": "gio", "dinh_dang": "json"}
    assert ask(client, **hours).json()["calendar_lacks"] == {}


def test_years_that_the_portal_comes_with_lack_nothing(client):
    for start in ("03/01/2017", "03/01/2018"):
        data = ask(client, tu=start, so="119", don_vi="thang", dinh_dang="json").json()
        assert data["calendar_lacks"] == {}


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_office_hours_show_what_was_counted_of_each_day(client):
    OfficeHours.objects.all().delete()
    make_hours(valid_from=None, valid_until=None, morning_from=datetime.time(7, 30),
               morning_until=datetime.time(11, 30), afternoon_from=datetime.time(13, 30),
               afternoon_until=datetime.time(17))  # fmt: skip
    response = ask(client, tu="27/04/2018", gio="15:30", so="3", don_vi="gio-lam-viec")
    assert heading(response) == "09:00 thứ Tư 02/05/2018, giờ Việt Nam"
    assert "27/04/2018 15:30–17:00; 02/05/2018 07:30–09:00" in text(response)


def test_a_count_of_years_draws_its_ends_and_says_what_is_left_out(client):
    response = ask(client, tu="02/01/2018", so="100", don_vi="thang")
    assert response.content.decode().count('<table class="month">') == 12
    assert "tháng ở giữa không vẽ" in text(response)


def test_a_page_with_thirty_days_is_light(client):
    response = ask(client, tu="27/04/2018", so="30", don_vi=DAYS)
    assert len(gzip.compress(response.content, 6)) <= 15_000


# --- Rules ------------------------------------------------------------------------------------


def test_the_rule_in_force_on_the_day_is_used_and_named(client):
    change = datetime.date(2026, 7, 1)
    make_rule(name="Việc thời cũ", amount=30, unit="calendar_days", legal_basis="Luật cũ",
              valid_from=datetime.date(2017, 1, 1), valid_until=change)  # fmt: skip
    make_rule(name="Việc thời nay", amount=15, legal_basis="Nghị định mới",
              valid_from=change, valid_until=None)  # fmt: skip
    then = ask(client, tu="27/08/2018", quy_tac="viec-thu")
    assert heading(then) == "Hết ngày thứ Tư 26/09/2018"
    assert "Việc thời cũ" in text(then)
    assert "Điều 1, Luật cũ" in text(then)
    now = ask(client, tu="26/11/2026", quy_tac="viec-thu")
    assert heading(now) == "Hết ngày thứ Năm 17/12/2026"
    assert "Điều 1, Nghị định mới" in text(now)
    assert "Vào thời khác" in text(now)


def test_no_rule_on_that_day_is_an_answer_in_a_sentence(client):
    make_rule(**SINCE_2000 | {"valid_from": datetime.date(2020, 1, 1)})
    response = ask(client, tu="27/04/2018", quy_tac="viec-thu")
    assert response.status_code == 200
    assert "Cổng chưa ghi quy định nào về việc này có hiệu lực ngày 27/04/2018" in text(response)
    assert "có thể có quy định mà cổng chưa nhập" in text(response)
    assert "từ 01/01/2020" in text(response)
    data = ask(client, tu="27/04/2018", quy_tac="viec-thu", dinh_dang="json").json()
    assert (data["due_day"], data["rule"], data["reckoning"]) == (None, None, None)


def test_a_rule_without_a_number_says_its_words(client):
    make_rule(**SINCE_2000, amount=None, unit="", words="ngay khi có sự thay đổi")
    response = ask(client, tu="27/04/2018", quy_tac="viec-thu")
    assert response.status_code == 200
    assert heading(response) == "Ngay khi có sự thay đổi"
    english = client.get(f"/en{PAGE}?tu=27/04/2018&quy-tac=viec-thu").content.decode()
    assert '<h1 lang="vi">Ngay khi' in english
    assert '<table class="month">' not in response.content.decode()


def test_a_rule_of_the_province_says_that_it_is_no_law(client):
    make_rule(**SINCE_2000, is_law=False)
    said = "Thời hạn do tỉnh quy định, không phải thời hạn luật định."
    assert said in text(ask(client, tu="27/04/2018", quy_tac="viec-thu"))
    DeadlineRule.objects.filter(code="viec-thu").update(is_law=True)
    assert said not in text(ask(client, tu="27/04/2018", quy_tac="viec-thu"))


def test_a_rule_in_hours_asks_for_the_hour(client):
    make_rule(**SINCE_2000, amount=24, unit="clock_hours")
    assert "ghi cả giờ bắt đầu" in text(ask(client, tu="27/04/2018", quy_tac="viec-thu"))
    response = ask(client, tu="27/04/2018", gio="08:00", quy_tac="viec-thu")
    assert heading(response) == "08:00 thứ Bảy 28/04/2018, giờ Việt Nam"


def test_without_an_hour_the_page_says_what_a_late_receipt_would_be(client):
    make_rule(**SINCE_2000, next_day_after_15=True)
    response = ask(client, tu="23/04/2018", quy_tac="viec-thu")
    assert heading(response) == "Hết ngày thứ Năm 03/05/2018"  # 25, 30 April, 1 May
    assert "Nếu nhận sau 15:00" in text(response)
    late = re.search(r'<a href="([^"]+)">Nếu nhận sau 15:00', response.content.decode())[1]
    assert heading(client.get(html.unescape(late))) == "Hết ngày thứ Sáu 04/05/2018"


def test_a_late_receipt_that_changes_nothing_is_not_spoken_of(client):
    make_rule(**SINCE_2000, next_day_after_15=True)
    response = ask(client, tu="22/04/2018", quy_tac="viec-thu")  # a Sunday: late in any case
    assert heading(response) == "Hết ngày thứ Năm 03/05/2018"
    assert "Nếu nhận sau 15:00" not in text(response)


def test_an_extension_that_the_rule_knows_is_counted_beside(client):
    make_rule(**SINCE_2000, extension_ground="vì phức tạp", extension_amount=5)
    page = text(ask(client, tu="07/05/2018", quy_tac="viec-thu"))
    assert "vì phức tạp Nếu gia hạn một lần: Hết ngày thứ Hai 21/05/2018" in page


def test_rules_are_offered_by_field_each_duty_once(client):
    for number, amount in enumerate((3, 7)):
        make_rule(amount=amount, valid_from=datetime.date(2000 + number, 1, 1),
                  valid_until=datetime.date(2001 + number, 1, 1))  # fmt: skip
    body = client.get(PAGE).content.decode()
    assert body.count('<option value="viec-thu"') == 1
    assert '<optgroup label="Báo chí">' in body


# --- Addresses --------------------------------------------------------------------------------


def test_an_address_is_the_same_question_in_the_other_language(client):
    query = urlencode({"tu": "27/04/2018", "so": NUMBER, "don-vi": DAYS})
    body = client.get(f"{PAGE}?{query}").content.decode()
    assert f'href="/en{PAGE}?{html.escape(query)}" lang="en"' in body
    english = client.get(f"/en{PAGE}?{query}")
    assert heading(english) == "End of Tuesday 8 May 2018"
    assert "5 working days after Friday 27 April 2018" in text(english)


def test_every_way_of_asking_leads_to_one_canonical_address(client):
    canonical = f"{PAGE}?tu=2018-04-27&so=5&don-vi=ngay-lam-viec"
    for query in (
        {"tu": "27/4/2018", "gio": "", "so": "05", "don-vi": DAYS, "huong": "sau"},
        {"so": NUMBER, "don-vi": DAYS, "tu": "2018-04-27", "quy-tac": ""},
    ):
        assert client.get(PAGE, query).context["page"].canonical == canonical
    assert client.get(canonical).context["page"].canonical == canonical


def test_the_first_visit_has_an_empty_form_and_examples_of_both_times(client):
    make_rule(code="viec-doi", name="Việc đã đổi", amount=30, unit="calendar_days", field="press",
              valid_from=datetime.date(2017, 1, 1),
              valid_until=datetime.date(2026, 7, 1))  # fmt: skip
    make_rule(code="viec-doi", name="Việc đã đổi", amount=15,
              valid_from=datetime.date(2026, 7, 1), valid_until=None)  # fmt: skip
    DeadlineRule.objects.exclude(code="viec-doi").delete()
    with time_machine.travel("2026-11-26T10:00:00+07:00", tick=False):
        response = client.get(PAGE)
    assert response.status_code == 200
    page = text(response)
    assert "30 ngày sau thứ Hai 27/08/2018 : Hết ngày thứ Tư 26/09/2018" in page
    assert "15 ngày làm việc sau thứ Năm 26/11/2026 : Hết ngày thứ Năm 17/12/2026" in page
    assert 'value="26/11/2026"' in response.content.decode()


def test_without_rules_and_days_the_form_stands_all_the_same(client):
    DeadlineRule.objects.all().delete()
    CalendarDay.objects.all().delete()
    assert "Chưa có quy định nào được nhập." in text(client.get(PAGE))
    assert "lịch nghỉ năm 2018" in text(ask(client, tu="27/04/2018", so=NUMBER, don_vi=DAYS))


def test_a_link_without_a_day_is_a_form_already_filled_in(client):
    response = ask(client, so="15", don_vi=DAYS)
    assert response.status_code == 200
    assert 'name="so" inputmode="numeric" autocomplete="off" value="15"' in text_of(response)


# --- What cannot be answered ------------------------------------------------------------------

TERM = f"so={NUMBER}&don-vi={DAYS}"
TODAY = "tu=27/04/2018"
WRONG = [
    (f"{TODAY}&so=1000000&don-vi=ngay", "Số lượng phải từ 1 đến"),
    (f"{TODAY}&so={'9' * 90}&don-vi=ngay", "Số lượng phải từ 1 đến"),
    (f"{TODAY}&so=0&don-vi=ngay", "Số lượng phải từ 1 đến"),
    (f"{TODAY}&so=-3&don-vi=ngay", "Ghi số nguyên từ 1 trở lên"),
    (f"{TODAY}&so=1,5&don-vi=ngay", "Ghi số nguyên từ 1 trở lên"),
    (f"{TODAY}&so=%D9%A5&don-vi=ngay", "Ghi số nguyên từ 1 trở lên"),  # an Arabic five
    (f"{TODAY}&so=%EF%BC%95&don-vi=ngay", "Ghi số nguyên từ 1 trở lên"),  # a wide five
    (f"{TODAY}&so=5", "Chọn đơn vị"),
    (f"{TODAY}&don-vi=ngay", "Ghi bao nhiêu"),
    (f"{TODAY}&so=5&don-vi=tuan", "Không có đơn vị “tuan”."),
    (f"{TODAY}&{TERM}&huong=len", "Không có chiều “len”"),
    (f"{TODAY}&{TERM}&quy-tac=viec-thu", "không cả hai trong một câu hỏi"),
    (f"{TODAY}&quy-tac=khong-co", "Không có quy định “khong-co”."),
    (TODAY, "Ghi số và chọn đơn vị, hoặc chọn một quy định."),
    (f"tu=&{TERM}", "Ghi ngày bắt đầu"),
    (f"tu=30/02/2026&{TERM}", "Không có ngày 30 tháng 2 năm 2026 trong lịch."),
    (f"tu=2026-02-30&{TERM}", "Không có ngày 30 tháng 2 năm 2026 trong lịch."),
    (f"tu=02-05-2018&{TERM}", "không phải là ngày"),
    (f"tu=27/04/18&{TERM}", "không phải là ngày"),
    (f"tu=hôm nay&{TERM}", "không phải là ngày"),
    (f"tu=%D9%A2%D9%A7/04/2018&{TERM}", "không phải là ngày"),
    (f"tu=01/01/1900&{TERM}", "Ngày phải nằm trong các năm từ 1990 đến 2200."),
    (f"tu=31/12/9999&{TERM}", "Ngày phải nằm trong các năm từ 1990 đến 2200."),
    (f"tu=0000-00-00&{TERM}", "Ngày phải nằm trong các năm từ 1990 đến 2200."),
    (f"tu=2200-12-31T23:59-14:00&{TERM}", "chưa được nhập"),
    (f"tu=30/12/2015&{TERM}", "lịch nghỉ năm 2015 chưa được nhập"),
    (f"tu=30/12/2027&{TERM}", "lịch nghỉ năm 2028 chưa được nhập"),
    (f"tu=2018-04-27T24:00&{TERM}", "Không có giờ ấy trong ngày"),
    (f"tu=2018-04-27T15:30%2B15:00&{TERM}", "Không có múi giờ “+15:00”."),
    (f"tu=2018-04-27T15:30+07:00&{TERM}", "phải viết là %2B"),
    (f"{TODAY}&gio=25:00&{TERM}", "Không có giờ ấy trong ngày"),
    (f"{TODAY}&gio=chiều&{TERM}", "không phải là giờ"),
    (f"tu=2018-04-27T15:30&gio=15:30&{TERM}", "chỉ ghi giờ một lần"),
    (f"{TODAY}&so=24&don-vi=gio", "Tính theo giờ thì ghi cả giờ bắt đầu"),
    (f"{TODAY}&{TERM}&mau=do", "Trang này không có tham số “mau”."),
    (f"{TODAY}&{TERM}&tu=28/04/2018", "“tu” có hơn một lần trong địa chỉ."),
    (f"tu=%00&{TERM}", "“tu” có ký tự không đọc được."),
    (f"tu=27/04/2018%00&{TERM}", "“tu” có ký tự không đọc được."),
    (f"tu={'1' * 10_000}&{TERM}", "“tu” dài quá."),
    (f"{TODAY}&{TERM}&dinh-dang=xml", "Không có dạng “xml”"),
    ("so=x&don-vi=ngay", "Ghi số nguyên từ 1 trở lên"),
]


@pytest.mark.parametrize(("query", "sentence"), WRONG)
def test_what_cannot_be_answered_is_400_with_a_sentence_as_page_and_as_data(
    client, query, sentence
):
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert sentence in text(response)
    assert "<title>Lỗi: Tính thời hạn" in response.content.decode()
    assert '<table class="month">' not in response.content.decode()
    if "dinh-dang" not in query:
        data = client.get(f"{PAGE}?{query}&dinh-dang=json")
        assert data.status_code == 400
        assert data.headers["Content-Type"] == "application/json"
        assert any(sentence in error["sentence"] for error in data.json()["errors"])
    english = client.get(f"/en{PAGE}?{query}")
    assert english.status_code == 400
    assert sentence not in text(english)


def test_what_was_typed_stays_in_the_form_and_is_escaped(client):
    body = ask(client, tu='"><script>', so="x1", don_vi="ngay", huong="truoc").content.decode()
    assert "<script>" not in body
    assert 'value="&quot;&gt;&lt;script&gt;"' in body
    assert 'value="x1" aria-invalid="true"' in body
    assert '<option value="ngay" selected>' in body
    assert '<option value="truoc" selected>' in body


def test_the_sentence_leads_to_the_form_that_was_sent(client):
    make_rule(**SINCE_2000)
    assert 'href="#id_tu"' in ask(client, tu="x", so="1", don_vi="ngay").content.decode()
    assert 'href="#qd_tu"' in ask(client, tu="x", quy_tac="viec-thu").content.decode()


# --- Data, price, headers ---------------------------------------------------------------------


def test_the_answer_as_data_is_the_same_day_by_day(client):
    data = ask(client, tu="27/04/2018", so=NUMBER, don_vi=DAYS, dinh_dang="json").json()
    assert data["url"] == "http://testserver/tinh-han/?tu=2018-04-27&so=5&don-vi=ngay-lam-viec"
    assert data["question"] == {"tu": "2018-04-27", "so": "5", "don-vi": "ngay-lam-viec"}
    assert (data["due_at"], data["due_day"]) == ("2018-05-09T00:00:00+07:00", "2018-05-08")
    assert data["legal_basis"] == ["Bộ luật Dân sự 2015, Điều 147 và Điều 148"]
    days = data["reckoning"]["days"]
    assert [day["date"] for day in days][:3] == ["2018-04-27", "2018-04-28", "2018-04-29"]
    assert [day.get("number") for day in days if day.get("number")] == [1, 2, 3, 4, 5]
    assert days[3]["in_words"] == "ngày nghỉ: Ngày Chiến thắng"
    assert all("<" not in sentence for sentence in data["sentences"])


@pytest.mark.parametrize(("unit", "link"), [("gio", False), ("gio-lam-viec", True)])
def test_terms_in_hours_name_their_law_too(client, unit, link):
    asked = {"tu": "27/04/2018", "gio": "15:30", "so": "2", "don_vi": unit}
    page = ask(client, **asked)
    assert "Bộ luật Dân sự 2015, khoản 1 Điều 147" in text(page)
    assert "24 giờ của ngày cuối" not in text(page)
    assert ('href="/ngay-nghi/#gio"' in page.content.decode()) == link
    data = ask(client, **asked, dinh_dang="json").json()
    assert data["legal_basis"] == ["Bộ luật Dân sự 2015, khoản 1 Điều 147"]


def test_what_else_the_page_tells_of_a_rule_is_in_the_data(client):
    day = datetime.date(2020, 1, 1)
    make_rule(valid_from=None, valid_until=day, amount=7)
    more = {"extension_ground": "Gia hạn một lần", "extension_amount": 3}
    make_rule(valid_from=day, valid_until=None, amount=5, next_day_after_15=True, **more)
    data = ask(client, tu="09/11/2026", quy_tac="viec-thu", dinh_dang="json").json()
    assert data["due_day"] == "2026-11-16"
    assert data["extended"]["due_day"] == "2026-11-19"
    assert data["received_after_15"]["due_day"] == "2026-11-17"
    [other] = data["other_times"]
    assert (other["length"], other["until"]) == ("7 ngày làm việc", "2020-01-01")
    plain = ask(client, tu="09/11/2026", so=NUMBER, don_vi=DAYS, dinh_dang="json").json()
    assert (plain["extended"], plain["received_after_15"], plain["other_times"]) == (None, None, [])


def test_without_a_question_the_data_say_what_can_be_asked(client):
    make_rule(**SINCE_2000)
    data = client.get(PAGE, {"dinh-dang": "json"}).json()
    assert data["parameters"] == ["tu", "gio", "so", "don-vi", "huong", "quy-tac"]
    assert {"code": "viec-thu", "name": "Việc thử"} in data["rules"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        (f"{TODAY}&{TERM}", 3),
        (f"{TODAY}&quy-tac=viec-thu", 3),
        (f"tu=x&{TERM}", 2),
        (f"{TODAY}&{TERM}&dinh-dang=json", 2),
    ],
)
def test_a_question_costs_three_queries_however_many_rules(
    client, django_assert_num_queries, query, count
):
    for rules in (1, 40):
        for number in range(rules - 1):
            make_rule(**SINCE_2000, code=f"viec-{number}")
        if rules == 1:
            make_rule(**SINCE_2000)
        # rules with their sources; days and office hours (where something is counted); publisher
        with django_assert_num_queries(count):
            assert client.get(f"{PAGE}?{query}").status_code in (200, 400)


@pytest.mark.django_db(transaction=True)
def test_questions_do_not_fill_the_memory_for_pages():
    middleware_limit = settings.PAGE_CACHE_BYTES
    assert middleware_limit
    client = Client()
    response = client.get(f"{PAGE}?{TODAY}&{TERM}")
    assert "ETag" not in response.headers  # what is kept is answered with a tag
    assert response.headers["Cache-Control"] == "no-cache"
    assert "ETag" in client.get(PAGE).headers
    assert "ETag" in client.get("/ngay-nghi/").headers


def test_head_is_answered_like_get(client):
    for query, status in ((f"{TODAY}&{TERM}", 200), (f"tu=x&{TERM}", 400), ("", 200)):
        response = client.head(f"{PAGE}?{query}")
        assert (response.status_code, response.content) == (status, b"")
