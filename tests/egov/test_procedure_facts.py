"""The procedures that come with the portal say what the notes say, and nothing unverified."""

import datetime
import html
import re

import pytest
from django.urls import reverse

from egov.models import LegalBasis, Procedure
from egov.sheets import describe
from tests.egov import facts

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)
IN_2018 = datetime.date(2018, 8, 28)


def page_text(client, procedure):
    answer = client.get(procedure.get_absolute_url()).content.decode()
    main = answer[answer.index("<main") : answer.index("</main>")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main))).replace("\xa0", " ")


def test_there_is_one_record_for_each_procedure_and_three_for_row_39():
    assert list(Procedure.objects.values_list("number", flat=True)) == list(range(1, 43))
    row_39 = Procedure.objects.filter(number__in=[39, 40, 41])
    assert [name.split()[0] for name in row_39.values_list("name", flat=True)] == [
        "Sửa", "Gia", "Cấp",
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(1, 43))
def test_a_procedure_has_what_the_notes_found_and_nothing_else(number):
    field, level, code, times, fees, service_level = facts.ROWS[facts.row_of(number)]
    procedure = Procedure.objects.get(number=number)
    sheet = describe(procedure, TODAY)
    assert procedure.field.name == facts.FIELDS.get(field, field)
    assert procedure.level == level
    assert procedure.code == (code or "")
    assert [(time.amount, time.unit) for time in sheet.times] == (times or [])
    assert [fee.amount for fee in sheet.fees] == (fees or [])
    assert (sheet.service_level.level if sheet.service_level else None) == service_level


@pytest.mark.parametrize(("number", "expected"), facts.BEFORE_JULY_2026.items())
def test_what_held_under_the_law_of_2018_is_kept_with_its_law(number, expected):
    times = describe(Procedure.objects.get(number=number), IN_2018).times
    assert [(time.amount, time.unit) for time in times] == [row[:2] for row in expected]
    for time, (_amount, _unit, law) in zip(times, expected, strict=True):
        assert law in time.legal_basis


@pytest.mark.parametrize(("number", "values"), facts.UNVERIFIED.items())
def test_an_unverified_value_is_on_no_public_page(client, number, values):
    text = page_text(client, Procedure.objects.get(number=number))
    for value in values:
        assert not re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", text), value
    assert "Chưa xác minh" in text


def test_staff_notes_are_on_no_public_page(client):
    listed = client.get(reverse("egov:procedure-list")).content.decode()
    for procedure in Procedure.objects.exclude(staff_note=""):
        assert procedure.staff_note not in page_text(client, procedure)
        assert procedure.staff_note not in listed


@pytest.mark.parametrize("number", [9, 10])
def test_a_reduced_fee_is_past_and_never_the_fee_of_today(client, number):
    procedure = Procedure.objects.get(number=number)
    sheet = describe(procedure, TODAY)
    reduced = {9: 7_500, 10: 25_000}[number]
    assert reduced in [term.amount for term in sheet.past if hasattr(term, "per")]
    text = page_text(client, procedure)
    assert f"{reduced:,}".replace(",", ".") in text[text.index("Không còn áp dụng") :]


def test_a_press_conference_rests_on_the_law_of_the_day(client):
    procedure = Procedure.objects.get(number=3)
    assert [str(basis) for basis in describe(procedure, IN_2018).legal_bases] == [
        "Luật Báo chí số 103/2016/QH13, Điều 41"
    ]
    assert [str(basis) for basis in describe(procedure, TODAY).legal_bases] == [
        "Nghị định 237/2026/NĐ-CP, Điều 22"
    ]
    assert [
        str(basis) for basis in describe(Procedure.objects.get(number=4), TODAY).legal_bases
    ] == ["Nghị định 262/2026/NĐ-CP, Điều 20"]


def test_a_postal_licence_names_both_its_times_with_law_and_year(client):
    text = page_text(client, Procedure.objects.get(number=24))
    assert "Theo Nghị định 47/2011/NĐ-CP, Điều 8" in text
    assert "20 ngày làm việc. Thấy năm 2022 trong quyết định của tỉnh Thừa Thiên Huế" in text
    assert "10.750.000" in text
    assert "4.250.000 đồng: mua bán, sáp nhập doanh nghiệp" in text


def test_replaced_decrees_are_past_and_their_successor_stands():
    for procedure in Procedure.objects.filter(number__range=(31, 35)):
        sheet = describe(procedure, TODAY)
        assert [str(basis) for basis in sheet.legal_bases] == ["Nghị định 147/2024/NĐ-CP"]
        assert [str(term) for term in sheet.past] == [
            "Nghị định 72/2013/NĐ-CP",
            "Nghị định 27/2018/NĐ-CP",
        ]


@pytest.mark.parametrize(
    ("number", "in_2018", "now"),
    [
        (1, "Sở Thông tin và Truyền thông", "Sở Văn hóa, Thể thao và Du lịch"),
        (9, "Sở Thông tin và Truyền thông", "Sở Văn hóa, Thể thao và Du lịch"),
        (12, "Sở Thông tin và Truyền thông", "Sở Văn hóa, Thể thao và Du lịch"),
        (21, "Sở Thông tin và Truyền thông", "Sở Văn hóa, Thể thao và Du lịch"),
        (29, "Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"),
        (31, "Sở Thông tin và Truyền thông", None),
        (38, "Ủy ban nhân dân cấp huyện", None),
        (42, "Ủy ban nhân dân cấp huyện", None),
    ],
)
def test_who_is_competent_depends_on_the_day(number, in_2018, now):
    procedure = Procedure.objects.get(number=number)
    assert describe(procedure, IN_2018).competence.holder == in_2018
    competence = describe(procedure, TODAY).competence
    assert (competence.holder if competence else None) == now


def test_filing_is_at_the_national_portal_only_since_20_july_2026():
    procedure = Procedure.objects.get(number=1)
    assert [rule.is_exclusive for rule in describe(procedure, IN_2018).filing] == [False]
    assert describe(procedure, datetime.date(2026, 7, 19)).filing == []
    rule = describe(procedure, datetime.date(2026, 7, 20)).filing[0]
    assert (rule.is_exclusive, rule.url) == (True, "https://dichvucong.gov.vn")
    assert rule.legal_basis == "Quyết định 29/2026/QĐ-TTg"


def test_names_are_written_out_and_the_wording_of_the_notes_is_kept():
    short = re.compile(r"\b(GP|GCN|TTĐT|PTTH)\b")
    assert not [p.name for p in Procedure.objects.all() if short.search(p.name)]
    ninth = Procedure.objects.get(number=9)
    assert ninth.name == "Cấp giấy phép xuất bản tài liệu không kinh doanh (địa phương)"
    assert ninth.source_name == "Cấp GP xuất bản tài liệu không kinh doanh (địa phương)"


@pytest.mark.parametrize(("number", "expected"), facts.LEGAL_BASES_NOW.items())
def test_the_legal_basis_of_today_is_the_one_of_the_notes(number, expected):
    sheet = describe(Procedure.objects.get(number=number), TODAY)
    assert [str(basis) for basis in sheet.legal_bases] == expected
    assert ("căn cứ pháp lý hiện hành" in sheet.missing) == (not expected)


def test_every_legal_basis_names_its_source():
    assert not LegalBasis.objects.filter(source__title="").exists()
