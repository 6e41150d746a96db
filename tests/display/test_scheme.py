"""The reader's choice of background and size of type, kept in a cookie, without JavaScript."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from laocai_ict.display.scheme import COOKIE, Scheme, chosen


def choose(client, **posted):
    return client.post(reverse("display-choose"), posted)


def test_a_choice_is_kept_and_leads_back(client):
    answer = choose(client, nen="toi", ve="/vien-thong/?nam=2018")

    assert (answer.status_code, answer["Location"]) == (302, "/vien-thong/?nam=2018")
    assert client.cookies[COOKIE].value == "toi.thuong"


def test_one_choice_leaves_the_other(client):
    choose(client, nen="sang")
    choose(client, chu="lon")

    assert client.cookies[COOKIE].value == "sang.lon"


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "xa"]
)
def test_it_leads_nowhere_else(client, back):
    assert choose(client, nen="toi", ve=back)["Location"] == "/"


def test_an_unknown_choice_changes_nothing(client):
    choose(client, nen="hong")

    assert COOKIE not in client.cookies


@pytest.mark.parametrize("cookie", ["", "x", "toi", "toi.", "hong.lon", '"><script>.lon'])
def test_a_broken_cookie_counts_as_far_as_it_is_known(cookie):
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = cookie
    scheme = chosen(request)

    assert scheme.background in {"may", "toi"}
    assert isinstance(scheme, Scheme)
    assert scheme.data_scheme in {"", "dark"}


@pytest.mark.django_db
def test_looking_does_not_choose(client):
    assert client.get(reverse("display-choose")).status_code == 405
