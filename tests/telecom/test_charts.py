import datetime
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laocai_ict.display.numbers import format_number
from telecom.charts import Cut, Mark, Point, Segment, axis, draw

SVG = "{http://www.w3.org/2000/svg}"


def point(year, value, mark=Mark.EXACT, label=None):
    return Point(datetime.date(year, 12, 31), Decimal(value), mark, label or format_number(value))


def chart(*segments, cuts=(), **options):
    usual = {"uid": "bd", "title": "Trạm", "description": "Hai số.", "number": format_number}
    return draw(tuple(segments), tuple(cuts), **usual | options)


def parse(svg):
    return ElementTree.fromstring(  # noqa: S314 (drawn by ourselves)
        svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )


def lines(svg):
    return re.findall(r'<path class="l1" d="([^"]+)"', svg)


def test_nothing_to_draw_draws_nothing():
    assert draw((), (), uid="a", title="", description="", number=str) == ""


def test_a_lone_point_is_a_point_on_a_stem():
    svg = chart(Segment((point(2018, 1764),)))
    assert svg.count('class="p1"') == svg.count('class="stem"') == 1
    assert not lines(svg)


def test_comparable_points_are_joined_and_have_no_stem():
    svg = chart(Segment((point(2023, 1525), point(2024, 1562)), (True,)))
    assert len(lines(svg)) == 1
    assert 'class="stem"' not in svg


def test_points_that_are_not_joined_get_no_line():
    assert not lines(chart(Segment((point(2008, 192), point(2018, 1764)), (False,))))


def test_runs_of_joined_points_begin_anew_after_a_gap():
    row = Segment(tuple(point(2010 + i, 5 + i) for i in range(5)), (True, False, True, True))
    (path,) = lines(chart(row))
    assert path.count("M") == 2
    assert path.count("L") == 3


def test_no_line_crosses_a_cut():
    svg = chart(
        Segment((point(2018, 1764), point(2019, 1800)), (True,)),
        Segment((point(2025, 4017), point(2026, 4100)), (True,)),
        cuts=[Cut(1)],
    )
    (path,) = lines(svg)
    assert path.count("M") == 2
    cut = float(re.search(r'class="cut" x1="([\d.]+)%', svg).group(1))
    runs = [
        [float(x) for x in re.findall(r"[ML]([\d.]+) ", f"M{run}")] for run in path.split("M")[1:]
    ]
    assert max(runs[0]) < cut < min(runs[1])


def test_bounds_have_open_marks_with_an_arrow():
    svg = chart(Segment((point(2018, 10, Mark.AT_LEAST), point(2019, 9, Mark.AT_MOST)), (False,)))
    assert svg.count('class="po"') == svg.count('class="bd"') == 2
    assert 'class="p1"' not in svg


def test_approximate_figures_have_a_dashed_ring():
    assert 'class="po ab"' in chart(Segment((point(2008, 248, Mark.ABOUT),)))


def test_drawing_is_named_and_described_and_carries_no_style():
    svg = chart(Segment((point(2018, 1764),)), title="Trạm & sóng", description="1 < 2")
    root = parse(svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "bd-t bd-d"
    assert root.find(f"{SVG}title").text == "Trạm & sóng"
    assert root.find(f"{SVG}desc").text == "1 < 2"
    assert not re.search(r'style=|<script|\son\w+=|fill="|stroke="', svg)


def test_labels_are_escaped():
    assert "&lt;b&gt;" in chart(Segment((point(2018, 1, label="<b>"),)))


def test_axis_begins_at_zero_and_covers_the_highest():
    assert axis(Decimal(4017)) == [0, 2000, 4000, 6000]
    assert axis(Decimal("464.6")) == [0, 200, 400, 600]
    assert axis(Decimal(5)) == [0, 2, 4, 6]
    assert axis(Decimal(1)) == [0, 1]
    assert axis(Decimal("2.7")) == [0, 1, 2, 3]


def test_axis_of_shares_ends_at_a_hundred():
    assert axis(Decimal("98.5"), share=True) == [0, 25, 50, 75, 100]


@given(st.decimals("0.0001", "100000000000", places=4))
def test_axis_is_short_whatever_the_figures(highest):
    ticks = axis(highest)
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert 2 <= len(ticks) <= 6


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_every_mark_lies_within_the_drawing(values):
    row = tuple(point(1980 + i, value) for i, value in enumerate(values))
    svg = chart(Segment(row, (True,) * (len(row) - 1)))
    parse(svg)
    for x, y in re.findall(r'<svg x="([\d.]+)%" y="([\d.]+)%"', svg):
        assert 0 <= float(x) <= 100
        assert 10 <= float(y) <= 91


@pytest.mark.parametrize(("count", "labels"), [(5, 5), (12, 3)])
def test_long_series_name_only_first_last_and_highest(count, labels):
    values = [*range(1, count), 1]
    row = Segment(tuple(point(2000 + i, v) for i, v in enumerate(values)), (True,) * (count - 1))
    assert chart(row).count('class="k"') == labels
