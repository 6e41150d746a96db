"""A revised figure stands beside the one it replaces, with its reason."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from laocai_ict.publishing import services
from telecom.models import Observation
from tests.publishing.builders import account, revised, withdrawn
from tests.telecom.builders import make_indicator, make_observation, make_target

pytestmark = pytest.mark.django_db
MINUTE = datetime.datetime(2026, 12, 1, 9, 0, tzinfo=timezone.get_default_timezone())
RIGHT = {
    "change": "correction", "note": "Nguồn đính chính.", "was_wrong": "100 cột",
    "is_right": "101 cột", "decided_by": "Giám đốc Sở",
}  # fmt: skip


@pytest.fixture(autouse=True)
def day(time_machine):
    """A day before the minute that tests schedule for; the clock goes on."""
    time_machine.move_to(MINUTE - datetime.timedelta(days=1))


def page_of(figure, language=""):
    """Return the page of the figure's indicator, as text with its markup."""
    address = figure.get_absolute_url().partition("#")[0]
    response = Client().get(language + address)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def row_of(figure, language=""):
    """Return what the row of a figure says: no marks, single spaces."""
    page = page_of(figure, language)
    row = re.search(rf'<tr id="{figure.anchor}">.*?</tr>', page, re.S).group()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", row))


def test_the_replaced_value_stands_beside_the_new_one_from_its_minute(time_machine):
    figure = make_observation(words="trên", bound="at_least", value=1764)
    revised(figure, at=MINUTE, value=1765, **RIGHT)
    assert "Đã thay" not in row_of(figure)
    assert "1.765" not in row_of(figure)
    time_machine.move_to(MINUTE, tick=False)
    told = "Đã thay trên 1.764 cột vào ngày 01/12/2026: Nguồn đính chính. Đọc bản 1"
    assert told in row_of(figure)
    assert "trên 1.765 cột" in row_of(figure)
    assert "(at least) 1,764 cột on 1 December 2026: Nguồn đính chính." in row_of(figure, "/en")


def test_the_address_beside_it_leads_to_the_old_version(time_machine):
    figure = make_observation()
    revised(figure, value=101)
    old = re.search(r'<del>.*?href="([^"]+)"', page_of(figure), re.S).group(1)
    assert f"/{figure.item_id}/1/" in old
    then = Client().get(old).content.decode()
    assert '<b lang="vi">101' not in then
    assert "100\u00a0cột" in then


def test_the_page_is_as_of_the_day_of_the_revision(time_machine):
    figure = make_observation()
    assert '<meta name="DC.date" content="2018-12-31">' in page_of(figure)
    revised(figure, at=MINUTE, value=101)
    time_machine.move_to(MINUTE, tick=False)
    assert '<meta name="DC.date" content="2026-12-01">' in page_of(figure)


def test_each_replaced_value_has_its_own_reason():
    figure = make_observation()
    for value, reason in ((101, "Lần đầu."), (102, "Lần sau.")):
        revised(Observation.objects.published().get(item=figure.item), value=value, note=reason)
    row = row_of(figure)
    assert "102 cột" in row
    first, last = row.index("Đã thay 100 cột"), row.index("Đã thay 101 cột")
    assert last < row.index("Lần sau.") < first < row.index("Lần đầu.")


def test_a_version_that_says_the_same_replaces_nothing():
    figure = make_observation()
    revised(figure, note="Thêm ghi chú.", change="minor", quote="Nguyên văn.")
    row = row_of(figure)
    assert "Nguyên văn." in row
    assert "Đã thay" not in row


def test_a_value_put_back_is_told_as_often_as_it_changed():
    figure = make_observation()
    for value in (101, 100):
        revised(Observation.objects.published().get(item=figure.item), value=value)
    assert "Đã thay 101 cột" in row_of(figure)
    assert "Đã thay 100 cột" in row_of(figure)


def test_a_figure_published_again_after_a_withdrawal_tells_what_it_said_before():
    figure = make_observation()
    withdrawn(figure)
    revised(figure, value=101, note="Đăng lại.")
    assert "Đã thay 100 cột vào ngày 30/11/2026: Đăng lại." in row_of(figure)


def test_a_closed_version_shows_no_value():
    figure = make_observation(value=98765)
    revised(figure, value=101)
    old = Observation.objects.get(pk=figure.pk).version
    publish = "telecom.publish_observation"
    services.ask_closing(old, by=account(publish), ground="Luật X, Điều 1")
    services.close(old, by=account(publish))
    page = page_of(figure)
    assert "98.765" not in page
    assert "Đã thay một số ở bản cũ đã đóng vào ngày 30/11/2026: Nguồn sửa số." in row_of(figure)


def test_a_draft_beside_it_replaces_nothing():
    figure = make_observation()
    fresh = services.open_for_source(figure)
    fresh.value = 98765
    fresh.save()
    assert "Đã thay" not in row_of(figure)
    assert "98.765" not in page_of(figure)


def test_a_revised_target_stands_beside_the_one_it_replaces():
    target = make_target(make_indicator())
    revised(target, value=120, note="Kế hoạch điều chỉnh.")
    page = re.sub(r"<[^>]+>", "", page_of(target))
    assert "120 cột" in page
    assert "Đã thay  100 cột vào ngày 30/11/2026: Kế hoạch điều chỉnh." in page


def test_the_history_of_an_indicator_stands_on_its_page():
    figure = make_observation()
    indicator = figure.indicator
    revised(indicator, name="Cột anten", **RIGHT)
    page = page_of(figure)
    assert 'id="lich-su"' in page
    assert "Đã đính chính ngày 30/11/2026" in page
    assert f"/{indicator.item_id}/1/" in page


def corrections():
    return Client().get("/dinh-chinh/").content.decode().replace("\u00a0", " ")


def test_a_corrected_figure_is_listed_by_the_name_of_its_indicator():
    figure = make_observation()
    revised(figure, value=101, **RIGHT)
    page = corrections()
    assert "Cột ăng ten: 101" in page
    assert f'href="{figure.get_absolute_url()}"' in page
    assert "Nguồn đính chính." in page


def test_corrections_of_figures_leave_with_their_indicator():
    figure = make_observation()
    revised(figure, value=101, **RIGHT)
    withdrawn(figure.indicator)
    page = corrections()
    assert not re.search("ăng ten|101|Nguồn đính chính", page)
    assert "Nội dung này không đọc được nữa." in page


def test_the_list_of_corrections_costs_the_same_however_many_figures(django_assert_num_queries):
    for i in range(2):
        revised(make_observation(make_indicator(f"so-{i}")), value=101, **RIGHT)
    with CaptureQueriesContext(connection) as few:
        corrections()
    for i in range(2, 12):
        revised(make_observation(make_indicator(f"so-{i}")), value=101, **RIGHT)
    with django_assert_num_queries(len(few)):
        assert corrections().count("Nguồn đính chính.") == 12
