"""The list of corrections and small edits, and its feed."""

import datetime
from xml.etree import ElementTree

import pytest
from django.test.utils import override_settings
from django.utils import timezone

from laocai_ict.publishing import services
from laocai_ict.publishing.models import old_address
from tests.egov.builders import make_agreement, make_procedure
from tests.press.builders import make_briefing
from tests.telecom.builders import make_indicator, make_observation

from .builders import account, revised, withdrawn

pytestmark = pytest.mark.django_db

LIST = "/dinh-chinh/"
FEED = "/dinh-chinh/atom.xml"
ATOM = "{http://www.w3.org/2005/Atom}"
TOPIC = {"heading": "Sóng", "text": "Đã có sóng."}
WRONG, RIGHT, WHO = "Phí là năm mươi nghìn.", "Phí là sáu mươi nghìn.", "Giám đốc Sở"
CORRECTION = {
    "change": "correction",
    "note": "Sửa mức phí.",
    "was_wrong": WRONG,
    "is_right": RIGHT,
    "decided_by": WHO,
}


def page(client, address=LIST, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def feed(client, address=FEED):
    return ElementTree.fromstring(client.get(address).content)  # noqa: S314 (our own)


def soon():
    return timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(days=1)


@pytest.fixture
def procedure():
    return make_procedure(name="Cấp phép thử", slug="cap-phep-thu")


def test_an_empty_list_says_so(client):
    assert "Chưa có đính chính hay sửa nhỏ nào." in page(client)
    assert feed(client).findall(f"{ATOM}entry") == []


def test_a_correction_says_what_was_wrong_what_is_right_and_who_decided(client, procedure):
    fresh = revised(procedure, name="Cấp phép thử nghiệm", **CORRECTION)
    told = page(client)
    for words in (WRONG, RIGHT, WHO, "Sửa mức phí.", "Cấp phép thử nghiệm", "Đính chính"):
        assert words in told
    assert f'href="{fresh.get_absolute_url()}"' in told
    assert f'href="{old_address(procedure.item_id, 1)}"' in told
    assert "1 thay đổi" in told


def test_small_edits_are_listed_and_new_content_is_not(client, procedure):
    edited = revised(procedure, change="minor", note="Sửa lỗi chính tả.")
    revised(edited, change="update", note="Thêm căn cứ mới.")
    told = page(client)
    assert "Sửa lỗi chính tả." in told
    assert "Thêm căn cứ mới." not in told


def test_the_newest_come_first_over_all_kinds(client, procedure, time_machine):
    figure = make_observation(make_indicator("chi-so-thu"), value=1)
    time_machine.move_to(datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC))
    revised(figure, value=2, **CORRECTION | {"note": "Thứ nhất"})
    time_machine.move_to(datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC))
    revised(make_briefing(title="Buổi thử", topics=[TOPIC]), change="minor", note="Thứ hai")
    time_machine.move_to(datetime.datetime(2026, 11, 28, tzinfo=datetime.UTC))
    revised(make_agreement(), change="minor", note="Thứ ba")
    told = page(client)
    assert told.index("Thứ ba") < told.index("Thứ hai") < told.index("Thứ nhất")


def test_what_is_to_be_corrected_later_is_not_listed_yet(client, procedure, time_machine):
    minute = soon()
    revised(procedure, at=minute, **CORRECTION)
    assert WRONG not in page(client)
    assert "0 thay đổi" in page(client)
    assert feed(client).findall(f"{ATOM}entry") == []
    time_machine.move_to(minute, tick=False)
    assert WRONG in page(client)


def test_filters_count_and_find(client, procedure):
    revised(procedure, **CORRECTION)
    revised(make_briefing(title="Buổi thử", topics=[TOPIC]), change="minor", note="Sửa nhỏ ở buổi.")
    year = timezone.localdate().year
    assert "1 thay đổi" in page(client, f"{LIST}?loai=dinh-chinh")
    assert "Sửa nhỏ ở buổi." not in page(client, f"{LIST}?loai=dinh-chinh")
    assert WRONG not in page(client, f"{LIST}?mang=bao-chi")
    both = page(client, f"{LIST}?loai=sua-nho&mang=bao-chi&nam={year}")
    assert "Sửa nhỏ ở buổi." in both
    none = page(client, f"{LIST}?loai=sua-nho&mang=chinh-quyen-dien-tu")
    assert "Không có thay đổi nào khớp điều kiện đã chọn." in none
    assert "(2)" in page(client)


@pytest.mark.parametrize("query", ["loai=xoa", "mang=x", "nam=1999", "nam=x", "loai=<b>"])
def test_a_filter_nobody_knows_is_answered_with_a_sentence(client, procedure, query):
    revised(procedure, **CORRECTION)
    told = page(client, f"{LIST}?{query}", 400)
    assert "Không hiểu địa chỉ này" in told
    assert WRONG not in told
    assert "<b>”" not in told


def test_the_list_is_paged_and_its_filter_goes_along(client):
    agreement = make_agreement()
    for number in range(32):
        agreement = revised(agreement, change="minor", note=f"Lần thứ {number}.")
    first = page(client, f"{LIST}?loai=sua-nho")
    assert "?loai=sua-nho&amp;trang=2" in first
    assert "Lần thứ 31." in first
    assert "Lần thứ 0." in page(client, f"{LIST}?loai=sua-nho&trang=2")
    assert client.get(f"{LIST}?trang=9").status_code == 404


@pytest.mark.parametrize("size", [1, 20])
def test_the_list_costs_four_queries_however_long(client, size, django_assert_num_queries):
    figure = make_observation(make_indicator("chi-so-thu"), value=1)
    revised(figure, value=2, **CORRECTION)
    for number in range(size):
        revised(make_procedure(910 + number), **CORRECTION)
        revised(make_briefing(week=10 + number, topics=[TOPIC]), change="minor", note="Sửa nhỏ.")
    # how many of each kind; the entries; the public rows of their records; the legal block
    with django_assert_num_queries(4):
        page(client)


def test_of_what_was_withdrawn_there_is_only_that_there_was_a_change(client, procedure):
    fresh = revised(procedure, slug="cap-phep-moi", **CORRECTION)
    withdrawn(fresh, reason="Không đúng thẩm quyền.")
    for told in (page(client), page(client, FEED)):
        for words in (WRONG, RIGHT, WHO, "Sửa mức phí.", procedure.name, "cap-phep"):
            assert words not in told
        assert old_address(procedure.item_id, 2) in told
    assert "1 thay đổi" in page(client)
    back = revised(fresh, note="Đăng lại.")
    assert WRONG in page(client)
    assert back.name in page(client)


def test_of_a_correction_that_was_closed_there_is_only_its_note(client, procedure):
    fresh = revised(procedure, **CORRECTION)
    revised(fresh, note="Bản sau.")
    publisher = [account("egov.publish_procedure") for _ in range(2)]
    services.ask_closing(fresh.version, by=publisher[0], ground="Điều 38 Bộ luật Dân sự")
    services.close(fresh.version, by=publisher[1])
    told = page(client)
    assert WRONG not in told
    assert f'href="{old_address(procedure.item_id, 2)}"' in told


# --- Atom --------------------------------------------------------------------------------------


def test_the_feed_is_atom_with_steady_identifiers(client, procedure):
    fresh = revised(procedure, **CORRECTION)
    response = client.get(FEED)
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    read = feed(client)
    links = {link.get("rel"): link.get("href") for link in read.findall(f"{ATOM}link")}
    assert links["self"] == f"http://testserver{FEED}"
    assert links["alternate"] == f"http://testserver{LIST}"
    [entry] = read.findall(f"{ATOM}entry")
    assert read.findtext(f"{ATOM}author/{ATOM}name")
    identifier = entry.findtext(f"{ATOM}id")
    assert identifier.startswith("urn:uuid:")
    updated = datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
    assert updated == fresh.version.public_from
    assert read.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")
    assert RIGHT in entry.findtext(f"{ATOM}summary")
    assert procedure.name in entry.findtext(f"{ATOM}title")
    revised(fresh, slug="dia-chi-moi", change="minor", note="Đổi địa chỉ.")
    with override_settings(ALLOWED_HOSTS=["khac.example"]):
        elsewhere = ElementTree.fromstring(  # noqa: S314 (our own)
            client.get(FEED, headers={"host": "khac.example"}).content
        )
    identifiers = [entry.findtext(f"{ATOM}id") for entry in elsewhere.findall(f"{ATOM}entry")]
    assert len(identifiers) == 2
    assert identifiers[1] == identifier


def test_an_empty_feed_does_not_change_with_each_visit(client, time_machine):
    first = client.get(FEED).content
    time_machine.move_to(timezone.now() + datetime.timedelta(days=3))
    assert client.get(FEED).content == first


def test_the_english_feed_is_english(client, procedure):
    revised(procedure, **CORRECTION)
    read = feed(client, f"/en{FEED}")
    assert read.findtext(f"{ATOM}title") == "Corrections and small edits"
    assert read.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert "/en/thu-tuc/" in read.find(f"{ATOM}entry/{ATOM}link").get("href")


def test_marks_in_titles_do_not_break_page_or_feed(client):
    nasty = "<script>alert(1)</script> & “ấy”"
    revised(make_procedure(name=nasty), **CORRECTION | {"was_wrong": "]]> <b>"})
    assert "<script>alert" not in page(client)
    [entry] = feed(client).findall(f"{ATOM}entry")
    assert nasty in entry.findtext(f"{ATOM}title")


def test_page_and_site_maps_lead_to_the_list(client):
    assert f'href="{LIST}"' in page(client, "/")
    assert f'href="{LIST}"' in page(client, "/so-do-trang/")
    assert f"{LIST}</loc>" in client.get("/sitemap.xml").content.decode()
    assert f'href="{FEED}"' in page(client)
