"""The introduction, the site map, robots, health, and the legal block of every page."""

import datetime
import io
import json

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from laocai_ict.department import maintenance
from laocai_ict.department.context import read_identity
from laocai_ict.department.models import DepartmentName
from laocai_ict.history.roles import OWNER, application_role, are_separate
from tests.department.builders import make_milestone, make_source, set_contact
from tests.history.builders import session
from tests.publishing.builders import LONG_AGO

pytestmark = pytest.mark.django_db

VIETNAM = timezone.get_default_timezone()


@pytest.fixture
def no_database(monkeypatch):
    """Point the connection at a socket where nothing listens."""

    def refuse(*args, **kwargs):
        from django.db import OperationalError

        raise OperationalError("nothing listens there")

    connection.close()
    monkeypatch.setattr(connection, "cursor", refuse)
    monkeypatch.setattr(connection, "connect", refuse)


def test_introduction_says_what_the_department_is_and_was(client):
    page = client.get("/gioi-thieu/").content.decode()
    for fact in (
        "28/08/1945",
        "258/QĐ-TTg",
        "14/11/2005",
        "715/2005/QĐ-UBND",
        "tháng 4/2008",
        "Sở Khoa học và Công nghệ",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Hồ Khánh Quang",
        "chưa cập nhật",
    ):
        assert fact in page, fact


def test_introduction_is_there_in_english(client):
    page = client.get("/en/gioi-thieu/").content.decode()
    assert "Lào Cai Department of Information and Communications" in page
    assert "April 2008" in page
    assert "Decision 258/QĐ-TTg" in page


def test_introduction_is_there_before_anything_is_loaded(client):
    DepartmentName.objects.all().delete()
    with time_machine.travel(LONG_AGO - datetime.timedelta(days=365)):
        page = client.get("/gioi-thieu/")
    assert page.status_code == 200
    assert "Chưa cập nhật" in page.content.decode()
    assert "258/QĐ-TTg" not in page.content.decode()


def test_introduction_costs_six_queries_however_long(client, django_assert_num_queries):
    source = make_source()
    for year in range(1950, 2000):
        make_milestone(happened_on=datetime.date(year, 1, 1), precision="year", source=source)
    # names, milestones, duties, leaders, contacts; the legal block
    with django_assert_num_queries(6):
        client.get("/gioi-thieu/")


def test_accessibility_statement_costs_the_legal_block_alone(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get(reverse("department:accessibility")).status_code == 200


def test_site_map_costs_one_query_a_branch(client, django_assert_num_queries):
    # years of briefings, indicators, procedures, places; the legal block
    with django_assert_num_queries(5):
        assert client.get(reverse("department:sitemap")).status_code == 200


def test_legal_block_names_the_publisher_and_says_what_is_missing(client):
    page = client.get("/kha-nang-tiep-can/").content.decode()
    block = page[page.index("<footer") :]
    assert "Sở Thông tin và Truyền thông tỉnh Lào Cai" in block
    assert "Từ tháng 3/2025, việc của Sở thuộc Sở Khoa học và Công nghệ" in block
    assert block.count("chưa cập nhật") == 4


def test_legal_block_shows_what_staff_entered(client):
    set_contact("phone", "0214 000 000")
    set_contact("email", "so@laocai.gov.vn")
    page = client.get("/kha-nang-tiep-can/").content.decode()
    block = page[page.index("<footer") :]
    assert "0214 000 000" in block
    assert "so@laocai.gov.vn" in block
    assert block.count("chưa cập nhật") == 2


def test_no_line_on_successors_while_the_name_is_in_use(client):
    DepartmentName.objects.filter(valid_until__year=2025).update(successors="", valid_until=None)
    page = client.get("/kha-nang-tiep-can/").content.decode()
    assert "Từ tháng 3/2025" not in page


def test_site_map_shows_the_tree_of_every_part(client):
    page = client.get("/so-do-trang/").content.decode()
    assert 'href="/gioi-thieu/"' in page
    assert 'href="/kha-nang-tiep-can/"' in page
    assert 'href="/sitemap.xml"' in page


def test_xml_site_map_names_both_languages(client):
    response = client.get("/sitemap.xml")
    text = response.content.decode()
    assert response.headers["Content-Type"].startswith("application/xml")
    assert "<loc>http://testserver/gioi-thieu/</loc>" in text
    assert "<loc>http://testserver/en/gioi-thieu/</loc>" in text
    assert 'hreflang="en"' in text


def test_robots_keep_out_of_the_admin_and_find_the_site_map(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert "Disallow: /quan-tri/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_health_in_words_and_for_programs(client):
    assert "Cổng đang chạy bình thường." in client.get("/suc-khoe/").content.decode()
    response = client.get("/suc-khoe/?dinh-dang=json")
    found = json.loads(response.content)
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("max-age=0")
    assert found["status"] == "ok"
    assert found["database"] is True
    assert found["migrations_applied"] is True
    assert datetime.datetime.fromisoformat(found["last_load"]) <= timezone.now()


def test_health_tells_nothing_about_the_machine(client):
    assert set(json.loads(client.get("/suc-khoe/?dinh-dang=json").content)) == {
        "status",
        "database",
        "migrations_applied",
        "history_protected",
        "last_load",
        "maintenance",
    }


@pytest.mark.django_db(transaction=True)
def test_health_sees_a_missing_migration(client):
    with session(OWNER) as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'department'")
    response = client.get("/suc-khoe/")
    assert response.status_code == 503
    assert "Chưa cập nhật đủ" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_health_sees_a_role_that_could_touch_history(client):
    if not are_separate():
        pytest.skip("one role only")
    assert json.loads(client.get("/suc-khoe/?dinh-dang=json").content)["history_protected"] is True
    assert "Được bảo vệ" in client.get("/suc-khoe/").content.decode()
    with session(OWNER) as owner, session() as cursor:
        owner.execute(f'GRANT CREATE ON SCHEMA public TO "{application_role()}"')
        cursor.execute("CREATE TABLE own_table (id int)")
    response = client.get("/suc-khoe/")
    assert response.status_code == 200
    assert "dùng chung vai trò" in response.content.decode()
    machine = json.loads(client.get("/suc-khoe/?dinh-dang=json").content)
    assert machine["history_protected"] is False


def test_health_answers_503_without_the_database(client, no_database):
    response = client.get("/suc-khoe/")
    assert response.status_code == 503
    assert "Không trả lời" in response.content.decode()
    assert "nothing listens there" not in response.content.decode()
    machine = client.get("/suc-khoe/?dinh-dang=json")
    assert machine.status_code == 503
    assert json.loads(machine.content)["database"] is False


def test_error_pages_need_no_database(no_database):
    client = Client(raise_request_exception=False)
    assert client.get("/khong-co/").status_code == 404
    broken = client.get("/gioi-thieu/")
    assert broken.status_code == 500
    assert "Trang đang gặp lỗi" in broken.content.decode()


def test_missing_page_speaks_the_language_of_its_address(client):
    for address, language, other in (
        ("/khong-co/", "vi", "/en/khong-co/"),
        ("/en/khong-co/", "en", "/khong-co/"),
    ):
        page = client.get(address)
        assert page.status_code == 404
        assert f'<html lang="{language}"' in page.content.decode()
        assert f'href="{other}"' in page.content.decode()
        assert page.headers["Content-Language"] == language


def test_unknown_host_gets_the_page_for_bad_requests(client):
    page = client.get("/", headers={"host": "khong-quen.example"})
    assert page.status_code == 400
    assert "<h1>Địa chỉ máy chủ không đúng</h1>" in page.content.decode()
    assert "khong-quen.example" not in page.content.decode()
    assert "default-src" in page.headers["Content-Security-Policy"]


def test_unknown_host_gets_the_same_page_in_production(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    page = client.get("/en/", headers={"host": "khong-quen.example"})
    assert page.status_code == 400
    assert '<html lang="en"' in page.content.decode()


def test_form_without_its_token_gets_a_page_that_says_what_to_do():
    page = Client(enforce_csrf_checks=True).post("/quan-tri/login/", {"username": "x"})
    assert page.status_code == 403
    assert "Quay lại trang trước" in page.content.decode()


def test_forbidden_page_in_both_languages(rf):
    from laocai_ict.department.errors import permission_denied

    for address, language in (("/quan-tri/x/", "vi"), ("/en/x/", "en")):
        with translation.override("vi"):
            page = permission_denied(rf.get(address), PermissionError())
        assert page.status_code == 403
        assert f'<html lang="{language}"' in page.content.decode()


def test_plain_words_where_even_the_error_page_breaks(rf, monkeypatch, caplog):
    from laocai_ict.department import errors

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(errors.loader, "render_to_string", broken)
    page = errors.server_error(rf.get("/"))
    assert page.status_code == 500
    assert page.content.decode() == "Trang đang gặp lỗi\n"


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_maintenance_closes_every_page_and_says_until_when(client, data_folder, no_database):
    end = timezone.localtime(timezone.now() + datetime.timedelta(hours=2))
    call_command("maintenance", "on", f"--until={end:%H:%M %d/%m/%Y}", stdout=io.StringIO())
    page = client.get("/gioi-thieu/")
    assert page.status_code == 503
    assert 7000 < int(page.headers["Retry-After"]) <= 7200
    assert f"Dự kiến xong lúc {end:%H:%M} ngày {end:%d/%m/%Y}." in page.content.decode()
    assert '<html lang="en"' in client.get("/en/").content.decode()


def test_maintenance_ends(client, data_folder):
    (data_folder / maintenance.FILE).write_text("")
    page = client.get("/gioi-thieu/")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "3600")
    assert client.get("/suc-khoe/").status_code == 200
    call_command("maintenance", "off", stdout=io.StringIO())
    assert client.get("/gioi-thieu/").status_code == 200


@pytest.mark.parametrize("said", ["1", "2026-11-25T18:00", "31/02/2026"])
def test_maintenance_by_setting(client, settings, data_folder, said):
    settings.MAINTENANCE = said
    assert client.get("/").status_code == 503


def test_command_refuses_a_time_it_cannot_read(data_folder):
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="Giờ phải viết"):
        call_command("maintenance", "on", "--until=mai")


@pytest.mark.django_db(transaction=True)
def test_a_corrected_contact_is_in_the_legal_block_of_the_very_next_page(client):
    assert "0214 111 222" not in client.get("/kha-nang-tiep-can/").content.decode()
    set_contact("phone", "0214 111 222")
    assert "0214 111 222" in client.get("/gioi-thieu/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_successors_are_named_from_the_very_day_though_nothing_is_written(time_machine):
    name = DepartmentName.objects.get(valid_until="2025-03-01")
    time_machine.move_to(datetime.datetime(2025, 2, 28, 9, 0, tzinfo=VIETNAM), tick=False)
    assert not read_identity().successors
    time_machine.move_to(datetime.datetime(2025, 3, 1, 0, 1, tzinfo=VIETNAM), tick=False)
    assert str(read_identity().successors) == name.successors
