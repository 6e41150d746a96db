import re

import pytest
from django.urls import reverse
from django.utils import timezone

from laocai_ict.publishing import services
from telecom.home import headline_figures
from telecom.models import HeadlineFigure, Indicator, Observation, Operator
from telecom.sitemaps import TelecomSitemap, branch
from tests.publishing.builders import published, revised, withdrawn
from tests.telecom.builders import (
    make_break,
    make_definition,
    make_indicator,
    make_observation,
    make_operator,
    make_source,
    make_target,
)

pytestmark = pytest.mark.django_db
STATIONS = "/vien-thong/tram-thong-tin-di-dong/"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    """Return the text of a page as it is read: no marks, single spaces."""
    html = re.sub(r"<(title|desc)\b.*?</\1>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def test_addresses_are_the_agreed_ones():
    assert reverse("telecom:overview") == "/vien-thong/"
    assert reverse("telecom:indicator-detail", args=["cap-ngam"]) == "/vien-thong/cap-ngam/"


def test_overview_tells_the_four_figures_in_the_sources_words(client):
    html = read(client, "/vien-thong/")
    stairs = words(re.search(r'<dl class="nums stair">.*?</dl>', html, re.S).group())
    for told in (
        "trạm thông tin di động trên 1.764 ",
        "thuê bao điện thoại đạt trên 710.000 ",
        "thuê bao băng thông rộng internet đạt trên 215.561 ",
        "tỷ đồng doanh thu dịch vụ bưu chính - viễn thông đạt 464,6 ",
    ):
        assert told in stairs
    assert stairs.count("Tính đến 30/06/2018.") == 4
    for anchor in ("tram", "thue-bao", "bang-rong", "doanh-thu"):
        assert f'<div id="{anchor}">' in html


def test_each_headline_links_to_its_row(client):
    headlines = headline_figures()
    assert len(headlines) == 4
    for headline in headlines:
        page, _, anchor = headline.observation.get_absolute_url().partition("#")
        assert headline.observation.get_absolute_url() in read(client, "/vien-thong/")
        assert f'<tr id="{anchor}">' in read(client, page)


def test_overview_lists_every_indicator_under_its_subject(client):
    html = read(client, "/vien-thong/")
    for indicator in Indicator.objects.all():
        assert f'href="{indicator.get_absolute_url()}"' in html
    text = words(html)
    assert "Chưa có số liệu; mục tiêu 40% đến 31/12/2025." in text
    assert "Chưa có số liệu; mục tiêu ≥ 75% đến 31/12/2025." in text
    assert "1.562/1.568 thôn, tổ" in text


def test_parts_of_a_whole_are_drawn_and_bounds_left_open(client):
    html = read(client, "/vien-thong/")
    assert '<rect class="part-own" width="98.5%"' in html
    assert '<rect class="part-own open" width="97%"' in html


def test_indicator_page_tells_each_figure_with_its_source(client):
    text = words(read(client, STATIONS))
    for told in (
        "trên 1.764 trạm",
        "“4,017”",
        "số lượng trạm thông tin di động được các doanh nghiệp triển khai mạnh mẽ với trên 1.764",
        "trước 01/07/2025",
        "từ 01/07/2025",
        "độ tin cậy: cao",
        "(ngày suy ra)",
        "6 tháng đầu năm 2018",
    ):
        assert told in text
    html = read(client, STATIONS)
    assert 'href="https://baolaocai.vn/tao-dot-pha-ve-ha-tang-so-post389600.html"' in html


def test_stations_of_2018_2024_and_2025_stand_apart(client):
    html = read(client, STATIONS)
    assert 'class="l1"' not in html
    assert html.count('class="cut"') == 2 + 1  # two in the drawing, one in its key
    assert html.count('class="stem"') == 4
    text = words(html)
    assert "30/06/2018 – 31/12/2024 Không tính: đổi cách đếm." in text
    assert "31/12/2024 – 30/07/2025 Không tính: đổi địa giới." in text
    assert not re.search(r"[+−]\d+(,\d)?%", text)


def test_the_sim_clean_up_breaks_the_line(client):
    html = read(client, "/vien-thong/thue-bao-bang-rong-di-dong/")
    assert 'class="l1"' not in html
    assert "thu hồi SIM trả trước" in html


def test_comparable_exact_figures_are_joined(client):
    html = read(client, "/vien-thong/thon-co-3g-4g/")
    assert html.count('class="l1"') == 1
    text = words(html)
    assert "08/05/2023 – 31/12/2024 +2,4%" in text
    assert "1.533/1.562 = 98,1%" in text
    assert "1 số không ghi ngày chỉ có trong bảng." in text


def test_undated_figures_are_in_the_table_only(client):
    html = read(client, "/vien-thong/tuyen-truyen-dan/")
    assert "không ghi ngày" in html
    assert 'id="theo-thoi-gian"' not in html
    drawing = re.search(
        r'<div class="chart.*?</div>', read(client, "/vien-thong/thue-bao-dien-thoai/"), re.S
    ).group()
    assert "800.000" not in re.sub(r'<text x="0".*?</text>', "", drawing)
    assert "710.000" in drawing


def test_a_word_that_was_not_recorded_is_said_to_be_unknown(client):
    text = words(read(client, "/vien-thong/thue-bao-dien-thoai/"))
    assert "≥ 273.000 thuê bao chữ của nguồn chưa ghi lại" in text
    assert "nguồn viết “273 nghìn”" in text


def test_targets_stand_apart_from_figures(client):
    html = read(client, "/vien-thong/phu-song-5g/")
    assert 'id="muc-tieu"' in html
    assert "≥ 90%" in words(html)
    assert "Chưa có số liệu, mới có mục tiêu." in html
    assert 'id="theo-thoi-gian"' not in html


def test_a_year_is_not_grouped(client):
    assert "năm 2020" in words(read(client, "/vien-thong/so-hoa-truyen-hinh-mat-dat/"))


def test_figure_of_one_operator_says_whose_it_is(client):
    assert "riêng của VNPT" in read(client, "/vien-thong/dien-tich-co-song-3g/")


def test_definition_in_force_comes_first_and_older_ones_after(client):
    text = words(read(client, "/vien-thong/thue-bao-dien-thoai/"))
    now, former = text.index("chỉ tiêu 1304"), text.index("Bản không còn hiệu lực")
    assert now < former < text.index("bị khóa một chiều")


def test_indicator_without_definition_says_so(client):
    assert "Chưa có định nghĩa được kiểm chứng." in read(client, "/vien-thong/cap-ngam/")


def test_unknown_indicator_is_not_found(client):
    assert client.get("/vien-thong/khong-co/").status_code == 404


def test_drafts_leak_nowhere(client):
    draft = make_indicator("ban-nhap", name="Chỉ tiêu nháp", at=None)
    make_observation(draft, value=99999)
    shown = make_indicator("da-dang", name="Chỉ tiêu đã đăng")
    make_observation(shown, value=88888, at=None)
    make_target(shown, value=77777, at=None)
    future = timezone.now() + timezone.timedelta(days=1)
    make_observation(shown, 2020, value=66666, at=future)
    assert client.get(draft.get_absolute_url()).status_code == 404
    for address in ("/vien-thong/", shown.get_absolute_url(), "/en/vien-thong/"):
        html = read(client, address)
        for leak in ("Chỉ tiêu nháp", "99.999", "88.888", "77.777", "66.666", "66,666"):
            assert leak not in html
    assert draft not in TelecomSitemap().items()
    assert "Chỉ tiêu nháp" not in str(branch())


def test_a_headline_leaves_with_the_indicator_of_its_figure(client):
    withdrawn(Indicator.objects.get(code="bts_total"))
    assert "1.764" not in read(client, "/vien-thong/")
    assert HeadlineFigure.objects.published().count() == 3


def test_english_pages_write_english_numbers_and_mark_vietnamese_data(client):
    html = read(client, f"/en{STATIONS}")
    assert '<span lang="vi">trên</span> (' in html
    assert "1,764" in html
    assert '<h1 lang="vi">' in html


def test_pages_carry_no_inline_style_or_script(client):
    for address in ("/vien-thong/", STATIONS, "/vien-thong/thue-bao-dien-thoai/"):
        assert not re.search(r"\sstyle=|<script(?! src=)|\son\w+=", read(client, address))


def test_site_map_holds_overview_and_every_indicator():
    assert len(TelecomSitemap().items()) == 1 + Indicator.objects.published().count()
    assert len(branch().children) == Indicator.objects.published().count()


def ten_times_the_rows():
    real = Indicator.objects.get(code="bts_total")
    for i in range(40):
        make_observation(real, 1960 + i, source=make_source(f"cu-{i}"))
        make_target(real, 2030 + i)
    for figure in Observation.objects.of_indicator(real).filter(value=100):
        revised(figure, value=101)
    for i in range(Indicator.objects.count() * 9):
        extra = make_indicator(f"them-{i}", name=f"Thêm {i}", subject="post")
        make_observation(extra)
    for i in range(Operator.objects.count() * 9):
        make_operator(f"x{i}")
    fresh = services.open_for_source(real)
    for i in range(40):
        make_break(fresh, 1930 + i)
    fresh.definitions.all().delete()
    for year in range(1990, 2020):
        make_definition(
            fresh, valid_from=timezone.datetime(year, 1, 1).date(),
            valid_until=timezone.datetime(year + 1, 1, 1).date(), source=make_source(),
        )  # fmt: skip
    published(fresh, at=timezone.now())


@pytest.mark.parametrize("rows", ["real", "ten times"])
def test_overview_costs_four_queries_however_many_rows(client, django_assert_num_queries, rows):
    if rows == "ten times":
        ten_times_the_rows()
    with django_assert_num_queries(4):  # indicators, figures, operators; the publisher's name
        client.get("/vien-thong/")


@pytest.mark.parametrize("rows", ["real", "ten times"])
def test_indicator_page_costs_six_queries_however_many_rows(
    client, django_assert_num_queries, rows
):
    if rows == "ten times":
        ten_times_the_rows()
    # the indicator, its figures, breaks, targets, definitions; the publisher's name
    with django_assert_num_queries(6):
        client.get(STATIONS)


def test_home_figures_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        shown = [
            (h.observation.prefix, h.observation.number, h.observation.get_absolute_url())
            for h in headline_figures()
        ]
    assert [number for _, number, _ in shown] == ["1.764", "710.000", "215.561", "464,6"]


def test_overview_draws_the_stations_and_joins_nothing_across_breaks(client):
    html = read(client, "/vien-thong/")
    section = re.search(
        r'<section class="sec" aria-labelledby="qua-cac-nam">.*?</section>', html, re.S
    )
    drawing = section.group()
    for label in ("192", "trên 1.764", "2.915", "4.017"):
        assert f">{label}</text>" in drawing
    assert 'class="l1"' not in drawing
    assert drawing.count('class="cut"') == 3  # two cuts, and one in the key
    assert "không phải vì mạng tăng chừng ấy" in words(drawing)
    assert f'href="{STATIONS}"' in drawing


def test_the_key_holds_only_the_marks_that_are_drawn(client):
    alone = words(read(client, "/vien-thong/tram-5g/"))
    assert "đúng con số nguồn ghi" in alone
    assert "mức tối thiểu (trên, hơn)" not in alone
    assert "xấp xỉ" not in alone.partition("Từng số liệu")[0]
    assert "Đường nối" not in alone
    assert "mức tối thiểu (trên, hơn)" in words(read(client, STATIONS))


def test_a_target_that_is_a_year_is_told_once(client):
    assert "Chưa có số liệu; mục tiêu năm 2020." in words(read(client, "/vien-thong/"))


def test_the_words_of_a_chart_write_shares_without_a_space(client):
    html = read(client, "/vien-thong/dien-tich-co-song-3g/")
    assert "31/03/2024: 98,5% diện tích." in re.search(r"<desc.*?</desc>", html, re.S).group()
