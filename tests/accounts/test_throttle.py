"""Wrong passwords are slowed down by name and address together, and nobody locks another out."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from laocai_ict.accounts import throttle
from laocai_ict.accounts.models import WrongPasswords

from .builders import PASSWORD, make_user

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.20"
NOW = datetime.datetime(2026, 11, 25, 8, tzinfo=datetime.UTC)


@pytest.fixture
def enter(client, db):
    def try_to(name="an", password=PASSWORD, address=HERE, **headers):
        answer = client.post(
            reverse("admin:login"),
            {"username": name, "password": password, "next": "/quan-tri/"},
            REMOTE_ADDR=address,
            **headers,
        )
        entered = answer.status_code == 302
        if entered:
            client.logout()
        return answer.status_code

    return try_to


def wrong(enter, times, **how):
    return [enter(password="sai", **how) for _ in range(times)]


def test_five_wrong_passwords_make_the_name_wait_at_that_address(enter):
    make_user("an")

    assert wrong(enter, 5) == [200, 200, 200, 200, 429]
    assert enter() == 429  # even the right one: the answer must not tell which it was


def test_the_same_name_still_enters_from_another_address(enter):
    make_user("an")
    wrong(enter, 6)

    assert enter(address=ELSEWHERE) == 302


def test_another_name_still_enters_from_the_same_address(enter):
    make_user("an")
    make_user("binh")
    wrong(enter, 6)

    assert enter("binh") == 302


@pytest.mark.parametrize("spelling", ["AN", "An", " an ", "ａｎ"])
def test_another_spelling_of_the_name_does_not_evade(enter, spelling):
    make_user("an")
    wrong(enter, 5)

    assert enter(spelling) == 429


def test_a_name_nobody_has_is_slowed_down_just_the_same(enter):
    assert wrong(enter, 5, name="khong-co") == [200, 200, 200, 200, 429]


def test_a_right_password_forgives_the_wrong_ones_before(enter):
    make_user("an")
    wrong(enter, 4)

    assert enter() == 302
    assert wrong(enter, 4) == [200, 200, 200, 200]


def test_the_page_says_in_vietnamese_when_to_try_again(client, db):
    for _ in range(5):
        answer = client.post(reverse("admin:login"), {"username": "an", "password": "sai"})
    page = answer.content.decode()

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) in range(1, 61)
    assert "Hãy đợi một lát" in page
    assert "khoảng 1 phút nữa" in page


def test_the_wait_grows_and_ends(db):
    key = throttle.key_of("an", HERE)
    at, waits = NOW, []
    for _ in range(10):
        allowed, until = throttle.count_try(key, at=at)
        assert allowed
        waits.append(until and round((until - at).total_seconds() / 60))
        at = until or at

    assert waits == [None, None, None, None, 1, 2, 4, 8, 15, 15]


def test_trying_while_waiting_does_not_make_the_wait_longer(db):
    key = throttle.key_of("an", HERE)
    for _ in range(5):
        _, until = throttle.count_try(key, at=NOW)
    for second in range(1, 50):
        allowed, still = throttle.count_try(key, at=NOW + datetime.timedelta(seconds=second))
        assert (allowed, still) == (False, until)

    assert throttle.count_try(key, at=until)[0]


def test_an_hour_without_a_try_forgets_and_deletes(db):
    throttle.count_try(throttle.key_of("an", HERE), at=NOW)
    throttle.count_try(throttle.key_of("binh", HERE), at=NOW + datetime.timedelta(hours=1))

    assert [row.key for row in WrongPasswords.objects.all()] == [throttle.key_of("binh", HERE)]


def test_neither_name_nor_address_nor_password_is_kept_or_logged(enter, caplog, capfd):
    make_user("nguyen.van.a")
    with caplog.at_level("DEBUG"):
        wrong(enter, 6, name="nguyen.van.a")
        enter("nguyen.van.a", address=ELSEWHERE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT w::text FROM accounts_wrongpasswords w")
        rows = str(cursor.fetchall())
    # The database's own debug log of statements is for developers and off everywhere.
    logged = "".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    logged += "".join(capfd.readouterr())

    for secret in ("nguyen.van.a", HERE, ELSEWHERE, "sai"):
        assert secret not in rows
        assert secret not in logged


@pytest.mark.django_db(transaction=True)
def test_thirty_tries_sent_at_once_are_not_all_let_through():
    key = throttle.key_of("an", HERE)

    def attempt(_):
        try:
            return throttle.count_try(key)[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        allowed = list(pool.map(attempt, range(30)))

    assert allowed.count(True) == throttle.FREE


# --- Whose address it is


def asked(forwarded=None, remote="10.0.0.1"):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


def test_without_a_proxy_of_ours_nobody_names_his_own_address(settings):
    settings.TRUSTED_PROXIES = 0
    assert throttle.client_address(asked("1.2.3.4", remote=HERE)) == HERE


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, HERE, HERE),
        (1, f"1.2.3.4, {HERE}", HERE),  # the first is the client's own claim
        (2, f"1.2.3.4, {HERE}, 10.0.0.2", HERE),
        (2, HERE, "10.0.0.1"),  # fewer entries than proxies: somebody came past them
        (1, None, "10.0.0.1"),
        (1, "khong phai dia chi", ""),
    ],
)
def test_behind_proxies_only_what_ours_wrote_counts(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    assert throttle.client_address(asked(forwarded)) == address


def test_an_ipv6_subscriber_is_one_address(settings):
    settings.TRUSTED_PROXIES = 0
    a, b = (
        throttle.client_address(asked(remote=r))
        for r in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")
    )
    assert a == b == "2001:db8:1:2::/64"
    assert throttle.client_address(asked(remote="::ffff:203.0.113.7")) == HERE


def test_a_forged_header_does_not_evade(enter):
    make_user("an")
    answers = [enter(password="sai", HTTP_X_FORWARDED_FOR=f"1.2.3.{n}") for n in range(5)]

    assert answers[-1] == 429


def test_the_clock_of_the_page_is_the_one_of_the_wait(db):
    key = throttle.key_of("an", HERE)
    for _ in range(5):
        _, until = throttle.count_try(key)
    assert datetime.timedelta(seconds=55) < until - timezone.now() <= datetime.timedelta(minutes=1)
