"""The admin site as a whole: order, language, safety of its pages."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.accounts.builders import PASSWORD, make_superuser, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(make_superuser())
    return client


def some_pages():
    yield reverse("admin:index")
    yield reverse("admin:password_change")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        record = model.objects.order_by("pk").first()
        yield reverse(f"{name}_changelist")
        if record is not None:
            yield reverse(f"{name}_change", args=[record.pk])
            yield reverse(f"{name}_history", args=[record.pk])


def test_the_index_has_apps_first_then_the_ground_and_people_last(office):
    page = office.get(reverse("admin:index")).content.decode()
    main = page.split('id="content-main"')[1]

    assert re.findall(r'<h2 class="tang">(.*?)</h2>', main) == [
        "Nghiệp vụ", "Dữ liệu dùng chung", "Người dùng",
    ]  # fmt: skip
    captions = re.findall(r'class="section">(.*?)</a>', main)
    assert captions[0] == "Báo chí"
    assert captions[-1] == "Tài khoản"
    assert captions.index("Báo chí") < captions.index("Dữ liệu tham chiếu")


def test_no_page_has_script_or_style_in_it_or_asks_another_host(office):
    for address in some_pages():
        answer = office.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, address
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page), address
        assert not re.search(r"<script(?![^>]*\ssrc=)", page), address
        assert not re.search(r'(src|<link[^>]*href)="(https?:)?//', page), address


def test_yes_and_no_are_said_in_words(office):
    page = office.get(reverse("admin:accounts_user_changelist")).content.decode()

    assert '<span class="dau co">có</span>' in page
    assert 'alt="True"' not in page


def test_the_choice_of_background_holds_for_both_sites(client):
    client.post(reverse("display-choose"), {"nen": "toi", "chu": "lon", "ve": "/"})
    client.post(reverse("display-choose"), {"chu": "lon", "ve": "/"})

    assert (
        '<body class="nen-dark chu-lon login"'
        in client.get(reverse("admin:login")).content.decode()
    )


@pytest.mark.parametrize(("trial", "told"), [(True, True), (False, False)])
def test_only_a_trial_run_says_where_its_passwords_lie(client, settings, trial, told):
    settings.TRIAL = trial
    page = client.get(reverse("admin:login")).content.decode()

    assert ("demo-accounts.txt" in page) == told


def test_a_password_is_changed_in_vietnamese(client):
    user = make_user("an")
    client.force_login(user)
    address = reverse("admin:password_change")
    page = client.get(address).content.decode()
    for words in ("Mật khẩu đang dùng", "Mật khẩu mới", "Nhập lại mật khẩu mới", "Đổi mật khẩu"):
        assert words in page

    typed = {
        "old_password": "sai",
        "new_password1": "suoi-thau-9x",
        "new_password2": "suoi-thau-9x",
    }
    assert "Mật khẩu đang dùng chưa đúng." in client.post(address, typed).content.decode()
    answer = client.post(address, typed | {"old_password": PASSWORD}, follow=True)
    assert "Mật khẩu của bạn đã được đổi." in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password("suoi-thau-9x")


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("ngan", "ngắn quá"),
        ("12345678901234", "chỉ toàn chữ số"),
        ("password1234", "quá nhiều người dùng"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(client, weak, why):
    client.force_login(make_user("an"))
    typed = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}

    assert why in client.post(reverse("admin:password_change"), typed).content.decode()


def test_whoever_leaves_is_told_so(office):
    page = office.post(reverse("admin:logout")).content.decode()

    assert "Bạn đã thoát khỏi trang nghiệp vụ." in page


def test_a_wrong_password_gets_one_sentence_whoever_is_meant(client):
    make_user("an")
    said = {
        re.search(r'errornote"[^>]*>(.*?)<', client.post(
            reverse("admin:login"), {"username": name, "password": "sai"}
        ).content.decode()).group(1)
        for name in ("an", "khong-co")
    }  # fmt: skip

    assert said == {
        "Tên đăng nhập hoặc mật khẩu không đúng. Mật khẩu phân biệt chữ hoa, chữ thường."
    }
