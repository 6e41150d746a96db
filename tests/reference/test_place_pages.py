"""The public pages of the places."""

import re

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import strip_tags

from laocai_ict.reference.models import AdministrativeUnit, UnitOutline
from tests.reference.builders import day, make_commune, unit_on

pytestmark = pytest.mark.django_db
LIST = "/dia-phuong/"


def text(response) -> str:
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()).replace("\xa0", " "))


def sentence(client, reference: str, **extra) -> str:
    """Return the story of a unit as its page tells it."""
    body = client.get(unit_on(reference).get_absolute_url(), **extra).content.decode()
    lede = re.search(r'<p class="lede">(.*?)</p>', body, re.DOTALL)
    return re.sub(r"\s+", " ", strip_tags(lede[1])).strip()


# --- The list ---------------------------------------------------------------------------------


def test_today_lists_communes_without_districts(client):
    page = client.get(LIST)
    assert "99 xã và phường." in text(page)
    assert "Huyện Bát Xát" not in text(page)
    assert len(re.findall(r'<th scope="row"><a href="/dia-phuong/', page.content.decode())) == 99


@pytest.mark.parametrize("asked", ["30/06/2018", "2018-06-30"])
def test_any_day_by_either_way_of_writing_it(client, asked):
    page = client.get(LIST, {"ngay": asked})
    assert "9 đơn vị cấp huyện, 164 đơn vị cấp xã." in text(page)
    assert "Huyện Bát Xát" in text(page)
    assert page.context["page"].title == "Địa phương ngày 30/06/2018"


@pytest.mark.parametrize("asked", ["", "32/13/2018", "hôm qua", "2018-13-45", "30.06"])
def test_a_day_that_cannot_be_read_is_400_with_a_sentence(client, asked):
    page = client.get(LIST, {"ngay": asked})
    assert page.status_code == 400
    assert "như 30/06/2018" in text(page)
    assert "Lỗi:" in text(page)


def test_before_the_oldest_list_the_page_says_that_nothing_is_known(client):
    page = client.get(LIST, {"ngay": "14/10/2017"})
    assert page.status_code == 200
    assert "Danh sách cũ nhất có ở đây là của ngày 15/10/2017" in text(page)
    assert "<table" not in page.content.decode()


def test_the_page_says_what_the_data_lacks(client):
    before = text(client.get(LIST, {"ngay": "2018-06-30"}))
    assert "Yên Bái cũ chỉ biết vào ngày 30/06/2025" in before
    assert "Xuân Giao sang Tằng Loỏng" not in before
    after = text(client.get(LIST, {"ngay": "2021-01-01"}))
    assert "Xuân Giao sang Tằng Loỏng" in after
    assert "Để trống 20 đơn vị" not in after  # one of the twenty is a district
    assert "Để trống 19 đơn vị lập năm 2020" in after


def test_yen_bai_is_listed_on_the_one_day_it_is_known(client):
    page = text(client.get(LIST, {"ngay": "30/06/2025"}))
    assert "18 đơn vị cấp huyện, 319 đơn vị cấp xã." in page
    assert "Huyện Mù Căng Chải" in page


def test_a_day_to_come_shows_what_is_in_force_and_says_so(client):
    with time_machine.travel("2026-11-25", tick=False):
        assert "Ngày này chưa tới" in text(client.get(LIST, {"ngay": "01/01/2030"}))


def test_eras_are_linked_and_the_current_one_is_marked(client):
    page = client.get(LIST, {"ngay": "2020-06-01"}).content.decode()
    for start in ("2017-10-15", "2020-01-01", "2020-03-01", "2024-11-01"):
        assert f'href="/dia-phuong/?ngay={start}"' in page
    assert 'href="/dia-phuong/?ngay=2020-03-01" aria-current="true"' in page


def test_days_of_one_era_share_one_canonical_address(client):
    page = client.get(LIST, {"ngay": "15/06/2020"}).context["page"]
    assert page.canonical == "/dia-phuong/?ngay=2020-03-01"
    assert client.get(LIST).context["page"].canonical == LIST


@pytest.mark.parametrize(("asked", "year", "drawn"), [("", 2025, 99), ("2018-06-30", 2018, 164)])
def test_the_map_draws_and_names_every_commune(client, asked, year, drawn):
    page = client.get(LIST, {"ngay": asked} if asked else {}).content.decode()
    assert len(re.findall(r'<path class="u m\d"', page)) == drawn
    assert f"Vẽ theo địa giới {year}." in page
    assert "không có giá trị pháp lý về địa giới" in page


def test_repaired_populations_are_marked_as_estimates(client):
    page = text(client.get(LIST))
    assert "ước 8.560" in page
    assert page.count("ước ") >= 13


@pytest.mark.parametrize("asked", ["", "2018-06-30", "2021-01-01", "2025-06-30"])
def test_the_list_costs_three_queries(client, django_assert_num_queries, asked):
    data = {"ngay": asked} if asked else {}
    with django_assert_num_queries(3):  # units with figures and outlines, eras, publisher
        client.get(LIST, data)


def test_ten_times_the_communes_cost_no_query_more(client, django_assert_num_queries):
    above = unit_on("15@2026-01-01")
    for number in range(10000, 10900):
        make_commune(code=str(number), parent=above, valid_from=day("2025-07-01"),
                     valid_until=None, name=f"Thử {number}")  # fmt: skip
    with django_assert_num_queries(3):
        page = client.get(LIST)
    assert "999 xã và phường." in text(page)


# --- One unit ---------------------------------------------------------------------------------

STORIES = {
    "03004@2018-06-30": (
        "Xã Bản Khoang, huyện Sa Pa, tỉnh Lào Cai; từ 01/01/2020 nhập với xã Tả Giàng Phình thành "
        "xã Ngũ Chỉ Sơn; nay thuộc xã Ngũ Chỉ Sơn, tỉnh Lào Cai."
    ),
    "03004@2026-01-01": (
        "Xã Ngũ Chỉ Sơn, tỉnh Lào Cai; từ 01/07/2025 tiếp nối xã Ngũ Chỉ Sơn, không đổi địa giới."
    ),
    "03019@2018-06-30": (
        "Xã San Sả Hồ, huyện Sa Pa, tỉnh Lào Cai; từ 01/01/2020 được chia vào phường Ô Quý "
        "Hồ, phường Phan Si Păng, xã Hoàng Liên và phường Cầu Mây; nay thuộc phường Sa Pa và xã Tả "
        "Van, tỉnh Lào Cai."
    ),
    "03013@2018-06-30": (
        "Xã Tả Phìn, huyện Sa Pa (từ 01/01/2020 là thị xã Sa Pa), tỉnh Lào Cai; từ 01/07/2025 nhập "
        "với xã Trung Chải thành xã Tả Phìn mới; nay thuộc xã Tả Phìn, tỉnh Lào Cai."
    ),
    "02692@2018-06-30": (
        "Xã A Lù, huyện Bát Xát, tỉnh Lào Cai; từ 01/03/2020 nhận thêm toàn bộ xã Ngải Thầu; từ "
        "01/07/2025 nhập với xã Y Tý thành xã Y Tý mới; nay thuộc xã Y Tý, tỉnh Lào Cai."
    ),
    "02923@2018-06-30": (
        "Xã Gia Phú, huyện Bảo Thắng, tỉnh Lào Cai; từ 01/03/2020 chuyển một phần về xã Thống "
        "Nhất; từ 01/07/2025 nhập với xã Thống Nhất và xã Xuân Giao thành xã Gia Phú mới; nay "
        "thuộc xã Gia Phú, tỉnh Lào Cai."
    ),
    "02659@2018-06-30": (
        "Phường Thống Nhất, thành phố Lào Cai, tỉnh Lào Cai; từ 01/03/2020 chuyển một phần thành "
        "xã Thống Nhất; phần ấy nay thuộc xã Gia Phú, tỉnh Lào Cai."
    ),
    "02746@2018-06-30": (
        "Xã Cốc San, huyện Bát Xát, tỉnh Lào Cai; từ 01/03/2020 chuyển về thành phố Lào Cai, vẫn "
        "là xã Cốc San; nay thuộc xã Cốc San, tỉnh Lào Cai."
    ),
    "04603@2026-01-01": (
        "Xã Tà Xi Láng, tỉnh Lào Cai; từ 01/07/2025 mang tên này, trước đó là xã Tà Si Láng."
    ),
    "04603@2025-06-30": (
        "Xã Tà Si Láng, huyện Trạm Tấu, tỉnh Yên Bái; từ 01/07/2025 đổi tên thành xã Tà Xi Láng; "
        "nay là xã Tà Xi Láng, tỉnh Lào Cai."
    ),
    "03004@2021-01-01": (
        "Xã Ngũ Chỉ Sơn, thị xã Sa Pa, tỉnh Lào Cai; từ 01/01/2020 được lập từ toàn bộ xã Bản "
        "Khoang và xã Tả Giàng Phình; từ 01/07/2025 giữ nguyên địa giới, trực thuộc tỉnh Lào Cai, "
        "vẫn là xã Ngũ Chỉ Sơn; nay là xã Ngũ Chỉ Sơn, tỉnh Lào Cai."
    ),
    "088@2018-06-30": (
        "Huyện Sa Pa, tỉnh Lào Cai; từ 01/01/2020 chuyển thành thị xã Sa Pa; từ 01/07/2025 thị xã "
        "Sa Pa kết thúc hoạt động, không có đơn vị kế tiếp."
    ),
    "082@2018-06-30": (
        "Huyện Bát Xát, tỉnh Lào Cai; từ 01/07/2025 kết thúc hoạt động, không có đơn vị kế tiếp."
    ),
    "02647@2018-06-30": (
        "Phường Kim Tân, thành phố Lào Cai, tỉnh Lào Cai; từ 01/07/2025 nhập với 5 đơn vị khác "
        "thành phường Lào Cai mới; nay thuộc phường Lào Cai, tỉnh Lào Cai."
    ),
    "02641@2021-01-01": (
        "Phường Lào Cai, thành phố Lào Cai, tỉnh Lào Cai; từ 01/03/2020 được lập từ toàn bộ phường "
        "Lào Cai và phường Phố Mới; từ 01/07/2025 nhập với 5 đơn vị khác thành phường Lào Cai "
        "mới; nay thuộc phường Lào Cai, tỉnh Lào Cai."
    ),
    "10@2018-06-30": (
        "Tỉnh Lào Cai; từ 01/07/2025 nhập với tỉnh Yên Bái thành tỉnh Lào Cai mới; nay thuộc tỉnh "
        "Lào Cai."
    ),
}


@pytest.mark.parametrize("reference", STORIES)
def test_the_story_in_one_sentence(client, reference):
    assert sentence(client, reference) == STORIES[reference]


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("02647@2018-06-30", "02647 từ 01/07/2025 là mã của phường Lào Cai"),
        ("02647@2026-01-01", "02647 tới hết 30/06/2025 là mã của phường Kim Tân"),
        ("15@2026-01-01", "15 tới hết 30/06/2025 là mã của tỉnh Yên Bái"),
        ("15@2025-06-30", "15 từ 01/07/2025 là mã của tỉnh Lào Cai"),
        ("03004@2018-06-30", "03004 từ 01/01/2020 tới hết 30/06/2025 là mã của xã Ngũ Chỉ Sơn"),
    ],
)
def test_a_code_that_was_used_again_is_told_with_the_other_unit(client, reference, told):
    assert told in text(client.get(unit_on(reference).get_absolute_url()))


@pytest.mark.parametrize("reference", ["10@2018-06-30", "03013@2018-06-30", "082@2018-06-30"])
def test_a_code_that_no_other_name_bore_is_told_alone(client, reference):
    assert "là mã của" not in text(client.get(unit_on(reference).get_absolute_url()))


def test_predecessors_and_successors_link_both_ways(client):
    old, new = unit_on("03004@2018-06-30"), unit_on("03004@2021-01-01")
    assert f'href="{new.get_absolute_url()}"' in client.get(old.get_absolute_url()).content.decode()
    assert f'href="{old.get_absolute_url()}"' in client.get(new.get_absolute_url()).content.decode()


def test_a_page_gives_figures_with_their_sources_and_the_legal_basis(client):
    page = text(client.get(unit_on("03004@2018-06-30").get_absolute_url()))
    for said in (
        "2.911", "56,51", "578", "Tổng điều tra dân số và nhà ở 01/04/2019",
        "Nghị quyết 767/NQ-UBTVQH14, 11/09/2019", "chưa rõ; có trong danh sách ngày 15/10/2017",
    ):  # fmt: skip
        assert said in page


def test_a_part_tells_how_much_went(client):
    page = text(client.get(unit_on("03019@2018-06-30").get_absolute_url()))
    assert "xã San Sả Hồ → phường Ô Quý Hồ: 7,78 km², 754 người" in page


def test_a_repaired_figure_says_how_it_was_repaired(client):
    page = text(client.get(unit_on("02725@2026-01-01").get_absolute_url()))
    assert "ước tính" in page
    assert "Nguồn in 856, mất số 0 ở cuối; nhân 10 thì hợp với tổng điều tra 2019." in page


def test_a_unit_without_outline_says_why(client):
    young = text(client.get(unit_on("03001@2021-01-01").get_absolute_url()))
    assert "không có tệp nào của những đơn vị lập trong khoảng 2020–2025" in young
    yen_bai = text(client.get(unit_on("04273@2025-06-30").get_absolute_url()))
    assert "Không có tệp ranh giới nào của Yên Bái trước 01/07/2025" in yen_bai
    assert "chỉ biết vào ngày 30/06/2025" in yen_bai


def test_an_outline_stands_among_its_neighbours_with_its_source(client):
    page = client.get(unit_on("03004@2018-06-30").get_absolute_url()).content.decode()
    assert 'class="own"' in page
    assert page.count('class="near"') >= 5
    assert "Vẽ theo địa giới 2018; không có giá trị pháp lý về địa giới." in page


def test_a_unit_that_grew_says_that_its_outline_did_not(client):
    page = text(client.get(unit_on("02692@2018-06-30").get_absolute_url()))
    assert "Hình chưa có phần nhận thêm từ 01/03/2020." in page


def test_a_district_page_lists_what_it_held(client):
    page = client.get(unit_on("088@2018-06-30").get_absolute_url())
    assert len(page.context["below"]) == 18
    assert "Xã Tả Phìn" in text(page)  # which had it as parent then, and thị xã Sa Pa later


def test_former_and_variant_names_are_shown(client):
    assert "Xã Nàn Sín" in text(client.get(unit_on("02836@2018-06-30").get_absolute_url()))
    renamed = text(client.get(unit_on("04603@2026-01-01").get_absolute_url()))
    assert "Tên trước đâyxã Tà Si Láng (tới hết 30/06/2025)" in renamed


def test_an_unknown_place_is_404(client):
    assert client.get("/dia-phuong/khong-co/").status_code == 404


@pytest.mark.parametrize(
    "reference",
    ["03004@2018-06-30", "03006@2026-01-01", "03028@2018-06-30", "04273@2025-06-30",
     "088@2018-06-30", "082@2025-06-30", "10@2018-06-30", "15@2026-01-01", "02746@2021-01-01"],
)  # fmt: skip
def test_every_kind_of_unit_costs_eight_queries(client, django_assert_num_queries, reference):
    address = unit_on(reference).get_absolute_url()
    # unit with names and those above, changes after, changes before, figures, units below,
    # outlines, name of the publisher
    with django_assert_num_queries(8):
        client.get(address)


def test_english_pages_keep_vietnamese_names_and_mark_them(client):
    page = client.get("/en" + unit_on("03004@2018-06-30").get_absolute_url()).content.decode()
    assert '<h1 lang="vi">Xã Bản Khoang</h1>' in page
    assert 'lang="vi">xã Ngũ Chỉ Sơn</a>' in page


def test_every_unit_is_in_the_site_map(client):
    body = client.get(reverse("sitemap-xml")).content.decode()
    for unit in AdministrativeUnit.objects.all():
        assert unit.get_absolute_url() in body


def test_pages_stay_light(client):
    for address in (LIST, f"{LIST}?ngay=2018-06-30", f"{LIST}?ngay=2025-06-30"):
        body = client.get(address, headers={"accept-encoding": "gzip"}).content
        assert len(body) < 26_000, address
    widest = UnitOutline.objects.get(unit=unit_on("15@2026-01-01"))
    assert len(widest.path) < 20_000
