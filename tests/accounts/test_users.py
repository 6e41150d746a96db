"""Our own user: one name in one spelling, nobody without a name."""

import unicodedata

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError
from django.urls import reverse

from laocai_ict.accounts.models import User
from tests.admin.forms import send

from .builders import PASSWORD, make_superuser, make_user

pytestmark = pytest.mark.django_db


def test_a_name_is_kept_in_lower_case_and_in_one_unicode_form():
    user = make_user(unicodedata.normalize("NFD", " Đặng.Vân "), display_name="Va\u0302n ")

    user.refresh_from_db()
    assert user.username == "đặng.vân"
    assert user.display_name == "Vân"


@pytest.mark.parametrize("typed", ["an", "An", "AN", " an "])
def test_one_enters_however_a_phone_writes_the_name(typed):
    user = make_user("an")

    assert authenticate(username=typed, password=PASSWORD) == user


def test_database_refuses_an_account_without_a_name():
    with pytest.raises(IntegrityError, match="accounts_user_name_not_blank"):
        User.objects.create(username="")


def test_database_refuses_a_name_in_capitals():
    user = make_user("an")
    with pytest.raises(IntegrityError, match="accounts_user_name_in_lower_case"):
        User.objects.filter(pk=user.pk).update(username="AN")


def test_database_refuses_the_same_name_twice():
    make_user("an")
    with pytest.raises(IntegrityError, match="username"):
        User.objects.create(username="An")


def test_an_administrator_makes_an_account_that_can_enter(client):
    client.force_login(make_superuser())
    answer = send(
        client,
        reverse("admin:accounts_user_add"),
        {
            "username": "Binh",
            "password1": "suoi-thau-9x",
            "password2": "suoi-thau-9x",
            "is_staff": "on",
        },
    )

    assert answer.status_code == 302
    user = User.objects.get(username="binh")
    assert user.is_staff
    assert user.check_password("suoi-thau-9x")


def test_a_taken_name_is_refused_with_a_sentence_whatever_its_case(client):
    make_user("binh")
    client.force_login(make_superuser())
    answer = send(
        client,
        reverse("admin:accounts_user_add"),
        {"username": "BINH", "password1": "suoi-thau-9x", "password2": "suoi-thau-9x"},
    )

    assert "Tên đăng nhập này đã có người dùng." in answer.content.decode()


def test_an_administrator_does_not_shut_himself_out_by_a_wrong_tick(client):
    admin = make_superuser()
    client.force_login(admin)
    send(
        client,
        reverse("admin:accounts_user_change", args=[admin.pk]),
        {"username": admin.username, "display_name": "Mới"},  # neither active nor superuser ticked
    )

    admin.refresh_from_db()
    assert admin.display_name == "Mới"
    assert (admin.is_active, admin.is_staff, admin.is_superuser) == (True, True, True)


def test_an_account_that_has_entered_is_not_deleted(client):
    user = make_user("an")
    client.force_login(make_superuser())
    address = reverse("admin:accounts_user_delete", args=[user.pk])

    assert client.get(address).status_code == 200
    user.last_login = user.date_joined
    user.save()
    assert client.get(address).status_code == 403


def test_no_hash_is_shown(client):
    user = make_user("an")
    client.force_login(make_superuser())
    page = client.get(reverse("admin:accounts_user_change", args=[user.pk])).content.decode()

    assert user.password.split("$")[-1][:6] not in page
    assert "Đặt lại mật khẩu" in page


def test_argon2_is_what_the_portal_hashes_with():
    from laocai_ict import settings

    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
