"""Versions of figures and of what they lead to: each view shows what is public at its minute."""

import datetime
import re

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from laocai_ict.publishing import registry, services
from laocai_ict.publishing.blockers import blockers
from laocai_ict.publishing.models import Versioned, showing
from laocai_ict.publishing.refusal import Refused
from telecom.models import HeadlineFigure, Indicator, Observation, Operator
from tests.publishing.builders import account, published, revised, withdrawn
from tests.telecom.builders import (
    make_headline,
    make_indicator,
    make_observation,
    make_operator,
    make_target,
)

pytestmark = pytest.mark.django_db
MINUTE = datetime.datetime(2026, 11, 30, 16, 0, tzinfo=timezone.get_default_timezone())
SECOND = datetime.timedelta(seconds=1)
STATIONS = "/vien-thong/tram-thong-tin-di-dong/"
OF_VNPT = "/vien-thong/dien-tich-co-song-3g/"
EVERYWHERE = [
    "/", "/vien-thong/", STATIONS, "/so-do-trang/", "/sitemap.xml",
    "/en/", "/en/vien-thong/", f"/en{STATIONS}", "/en/so-do-trang/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def day(time_machine):
    """A day before the minute that tests schedule for."""
    time_machine.move_to(MINUTE - datetime.timedelta(days=1), tick=False)


def text(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def stations():
    return Indicator.objects.published().get(code="bts_total")


def first_headline():
    item = HeadlineFigure.objects.published().get(anchor="tram").observation.item_id
    return Observation.objects.published().get(item=item)


# --- Each view at its minute ------------------------------------------------------------------


def test_a_scheduled_name_of_an_indicator_changes_in_every_view_at_its_minute(client, time_machine):
    revised(stations(), at=MINUTE, name="Trạm gốc")
    shows_it = ["/vien-thong/", STATIONS, "/so-do-trang/", f"/en{STATIONS}", "/en/vien-thong/"]
    time_machine.move_to(MINUTE - SECOND, tick=False)
    assert not any("Trạm gốc" in text(client, address) for address in EVERYWHERE)
    time_machine.move_to(MINUTE, tick=False)
    assert [address for address in shows_it if "Trạm gốc" not in text(client, address)] == []


def test_a_scheduled_figure_changes_in_every_view_at_its_minute(client, time_machine):
    revised(first_headline(), at=MINUTE, value=1765, as_written="1.765")
    shows_it = {"/": "1.765", "/vien-thong/": "1.765", STATIONS: "1.765", f"/en{STATIONS}": "1,765"}
    time_machine.move_to(MINUTE - SECOND, tick=False)
    assert [at for at, number in shows_it.items() if number in text(client, at)] == []
    time_machine.move_to(MINUTE, tick=False)
    assert [at for at, number in shows_it.items() if number not in text(client, at)] == []
    assert "1.764" not in text(client, "/")


def test_a_scheduled_headline_changes_at_its_minute(client, time_machine):
    headline = HeadlineFigure.objects.published().get(anchor="tram")
    revised(headline, at=MINUTE, label="trạm phát sóng")
    time_machine.move_to(MINUTE - SECOND, tick=False)
    assert "trạm phát sóng" not in text(client, "/") + text(client, "/vien-thong/")
    time_machine.move_to(MINUTE, tick=False)
    assert "trạm phát sóng" in text(client, "/")
    assert "trạm phát sóng" in text(client, "/vien-thong/")


def drafted(record, **values):
    """Begin another version of a record, as a draft beside the public one."""
    fresh = services.open_for_source(record)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()
    return fresh


def test_a_draft_version_beside_a_live_one_shows_nowhere(client):
    drafted(stations(), name="TÊN NHÁP", slug="dia-chi-nhap")
    drafted(first_headline(), value=987654, note="GHI CHÚ NHÁP")
    drafted(Operator.objects.get(key="vnpt"), name="HÃNG NHÁP", short_name="HÃNG NHÁP")
    drafted(HeadlineFigure.objects.get(anchor="tram"), label="NHÃN NHÁP")
    for address in [*EVERYWHERE, OF_VNPT, "/dinh-chinh/"]:
        assert not re.search("NHÁP|987.654|dia-chi-nhap", text(client, address)), address
    text(client, "/vien-thong/dia-chi-nhap/", 404)


def test_a_preview_shows_a_draft_in_every_view(client):
    for draft, marked, shows_it in (
        (drafted(stations(), name="TÊN NHÁP"), "TÊN NHÁP", ["/vien-thong/", STATIONS]),
        (drafted(first_headline(), value=987654), "987.654", ["/", "/vien-thong/", STATIONS]),
        (drafted(Operator.objects.get(key="vnpt"), short_name="HÃNG NHÁP"), "HÃNG NHÁP", [OF_VNPT]),
        (
            drafted(HeadlineFigure.objects.get(anchor="tram"), label="NHÃN NHÁP"),
            "NHÃN NHÁP",
            ["/", "/vien-thong/"],
        ),
    ):
        with showing(draft.version):
            missing = [address for address in shows_it if marked not in text(client, address)]
        assert missing == [], marked


def test_a_withdrawn_indicator_takes_its_figures_with_it(client, time_machine):
    name, value = stations().name, "1.764"
    withdrawn(stations(), at=MINUTE, reason="Đếm trùng với chỉ tiêu khác.")
    time_machine.move_to(MINUTE - SECOND, tick=False)
    for address in ("/", "/vien-thong/"):
        assert value in text(client, address)
    assert STATIONS in text(client, "/sitemap.xml")
    time_machine.move_to(MINUTE, tick=False)
    for address in ("/", "/vien-thong/", "/so-do-trang/", "/sitemap.xml", "/en/vien-thong/"):
        page = text(client, address)
        assert not re.search(rf"{name}|{value}|1,764|4\.017|{STATIONS}", page), address
    notice = text(client, STATIONS, 410)
    assert "Đếm trùng với chỉ tiêu khác." in notice
    assert not re.search(rf"{name}|{value}|4\.017", notice)


def test_a_withdrawn_figure_leaves_every_view_and_its_indicator_stays(client):
    figure = first_headline()
    withdrawn(figure)
    assert "1.764" not in text(client, "/") + text(client, "/vien-thong/")
    page = text(client, STATIONS)
    assert figure.anchor not in page
    assert figure.quote not in page
    assert "4.017" in page


def test_a_withdrawn_operator_takes_its_own_figures_with_it(client):
    assert "VNPT" in text(client, OF_VNPT)
    withdrawn(Operator.objects.get(key="vnpt"))
    assert "VNPT" not in text(client, OF_VNPT)
    assert "98,5%" not in text(client, OF_VNPT)


def test_a_new_address_of_an_indicator_comes_at_its_minute_and_the_former_leads_on(
    client, time_machine
):
    revised(stations(), at=MINUTE, slug="tram-goc")
    new = "/vien-thong/tram-goc/"
    time_machine.move_to(MINUTE - SECOND, tick=False)
    text(client, new, 404)
    assert STATIONS in text(client, "/vien-thong/")
    time_machine.move_to(MINUTE, tick=False)
    assert "4.017" in text(client, new)
    assert client.get(STATIONS).headers["Location"] == new
    assert client.get(f"/en{STATIONS}").headers["Location"] == f"/en{new}"
    for address in ("/", "/vien-thong/", "/so-do-trang/", "/sitemap.xml"):
        assert STATIONS not in text(client, address)
        assert new in text(client, address)


# --- Keys lead to items -----------------------------------------------------------------------


def test_pages_tell_indicator_and_operator_as_they_are_called_now(client):
    operator = make_operator("hang", short_name="HÃNG CŨ")
    indicator = make_indicator(name="TÊN CŨ", unit="đơn vị cũ")
    figure = make_observation(indicator, operator=operator)
    make_headline(figure)
    revised(operator, short_name="HÃNG MỚI")
    revised(indicator, name="TÊN MỚI", unit="đơn vị mới")
    for address in ("/vien-thong/", indicator.get_absolute_url()):
        page = text(client, address)
        assert "TÊN MỚI" in page
        assert "HÃNG MỚI" in page
        assert "đơn vị mới" in page
        assert "TÊN CŨ" not in page.partition('id="lich-su"')[0]
        assert "HÃNG CŨ" not in page


def test_keys_lead_to_the_first_row_whichever_version_was_chosen():
    first = make_indicator()
    operator = make_operator("hang")
    figure = make_observation(revised(first, name="B"), operator=revised(operator, name="B"))
    assert (figure.indicator_id, figure.operator_id) == (first.pk, operator.pk)
    other = make_observation(first, 2019)
    assert set(Observation.objects.of_indicator(first)) == {figure, other}
    headline = make_headline(revised(figure, value=3))
    assert headline.observation_id == figure.pk


def test_one_figure_of_a_source_cannot_be_entered_twice_by_way_of_two_versions():
    first = make_indicator()
    make_observation(first)
    make_target(first)
    second = revised(first, name="B")
    for make, rule in (
        (make_observation, "telecom_observation_once_a_source"),
        (make_target, "telecom_target_once_a_source"),
    ):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            make(second)


def test_a_figure_is_titled_by_the_public_name_of_its_indicator():
    indicator = make_indicator(name="TÊN CŨ")
    figure = make_observation(revised(indicator, name="TÊN MỚI"))
    drafted(indicator, name="TÊN NHÁP")
    assert figure.version.title == "TÊN MỚI: 100"


@pytest.mark.parametrize(
    ("make", "again", "rule"),
    [
        (make_indicator, {"slug": "khac", "code": "cot_ang_ten"}, "telecom_indicator_code_once"),
        (make_indicator, {"slug": "cot-ang-ten", "code": "khac"}, "telecom_indicator_slug_once"),
        (lambda **fields: make_operator(fields.pop("key", "x")), {}, "telecom_operator_key_once"),
    ],
)
def test_database_refuses_to_two_items_what_versions_of_one_may_share(make, again, rule):
    record = make()
    revised(record, name="Tên khác")
    with pytest.raises(IntegrityError, match=rule):
        make(**again)


def test_database_refuses_a_second_headline_of_one_figure_or_at_one_anchor():
    figure, other = make_observation(), make_observation(make_indicator("khac"))
    revised(make_headline(figure, "mot"), label="chữ khác")
    with (
        pytest.raises(IntegrityError, match="telecom_headline_figure_once"),
        transaction.atomic(),
    ):
        make_headline(revised(figure, value=7), "hai")
    with pytest.raises(IntegrityError, match="telecom_headline_anchor_once"), transaction.atomic():
        make_headline(other, "mot")


# --- What stands in the way -------------------------------------------------------------------


def reasons(record, at=None):
    return " ".join(blockers(record, at))


def test_a_figure_waits_for_its_indicator_and_its_operator():
    indicator, operator = make_indicator(at=None), make_operator("hang", at=None)
    figure = make_observation(indicator, operator=operator, at=None)
    assert "Chỉ tiêu “Cột ăng ten” chưa công khai vào lúc ấy" in reasons(figure)
    assert "Doanh nghiệp “hang” chưa công khai vào lúc ấy" in reasons(figure)
    published(indicator, MINUTE)
    published(operator, MINUTE)
    assert "chưa công khai" in reasons(figure, MINUTE - SECOND)
    assert reasons(figure, MINUTE) == ""


def test_a_figure_of_a_day_that_has_not_ended_by_then_is_no_figure():
    figure = make_observation(as_of=datetime.date(2026, 12, 31), at=None)
    assert "chưa đến ngày ấy thì chưa đếm được" in reasons(figure)
    assert reasons(figure, MINUTE + datetime.timedelta(days=40)) == ""


def test_a_target_waits_for_its_indicator():
    assert "Chỉ tiêu" in reasons(make_target(make_indicator(at=None), at=None))


def test_a_headline_waits_for_its_figure():
    headline = make_headline(make_observation(at=None), at=None)
    assert "con số nổi bật cần nó" in reasons(headline)


def test_a_small_edit_may_not_change_the_figure():
    figure = make_observation()
    fresh = drafted(figure, value=101)
    services.explain(
        fresh.version, by=account("telecom.change_observation"), change="minor", note="Lỗi gõ."
    )
    fresh = Observation.objects.get(pk=fresh.pk)
    assert "Sửa nhỏ không được đổi con số" in reasons(fresh)
    fresh.value = 100
    fresh.note = "Ghi chú mới."
    fresh.save()
    assert reasons(fresh) == ""


def test_a_figure_may_not_contradict_what_its_source_wrote():
    figure = make_observation(value=4017, as_written="4,017", at=None)
    assert reasons(figure) == ""
    figure.value = 4071
    figure.save()
    told = "Giá trị 4.071 không khớp với “4,017” mà nguồn viết: sửa một trong hai, hoặc để trống"
    assert told in reasons(figure)
    with pytest.raises(Refused, match="không khớp"):
        revised(make_observation(make_indicator("khac"), as_written="100"), value=101)
    figure.as_written = ""
    figure.save()
    assert reasons(figure) == ""


def test_a_share_is_held_to_a_hundred_by_the_unit_of_today():
    indicator = make_indicator(unit="thôn")
    figure = make_observation(indicator, value=120, at=None)
    assert reasons(figure) == ""
    revised(indicator, unit="%")
    assert "Tỷ lệ không thể lớn hơn 100%" in reasons(Observation.objects.get(pk=figure.pk))


def test_every_kind_of_this_app_is_registered():
    versioned = {
        model
        for model in apps.get_app_config("telecom").get_models()
        if issubclass(model, Versioned)
    }
    assert versioned
    assert versioned <= {kind.model for kind in registry.kinds()}


def test_side_views_of_every_record_show_it(client):
    marks = {
        "telecom.indicator": lambda record: record.slug,
        "telecom.observation": lambda record: f"#{record.anchor}",
        "telecom.target": lambda record: record.indicator.slug,
        "telecom.operator": lambda record: record.short_name,
        "telecom.headlinefigure": lambda record: record.label,
    }
    for record in (
        stations(), first_headline(), Operator.objects.get(key="vnpt"),
        HeadlineFigure.objects.get(anchor="tram"), make_target(make_indicator()),
    ):  # fmt: skip
        kind = registry.kind_of(record)
        views = list(kind.side_views(record))
        assert views
        for _, address in views:
            page = text(client, address).replace("\u00a0", " ")
            assert marks[kind.label](record) in page, (kind.label, address)


def test_an_indicator_in_use_is_not_given_up_and_says_what_uses_it():
    writer = account("telecom.change_indicator")
    figure = make_observation(make_indicator("dang-dung", at=None), at=None)
    with pytest.raises(Refused, match="số liệu"):
        services.discard(figure.indicator.version, by=writer)
    assert Indicator.objects.filter(pk=figure.indicator_id).exists()
