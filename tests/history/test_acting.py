"""Who, from where and why: told by the application, never left over for somebody else."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.urls import reverse

from laocai_ict import history
from laocai_ict.history.acting import of_command_line
from laocai_ict.history.models import Act
from laocai_ict.reference.models import Source
from tests.accounts.builders import make_superuser, make_user
from tests.admin.forms import as_sent

from .builders import entries

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def source():
    return Source.objects.create(key="thu", title="Nguồn thử")


def change(source, note):
    source.note = note
    source.save()
    return entries(source)[-1].act


def test_an_act_says_who_where_and_why(source):
    user = make_user()
    with history.acting(by=user, where="/quan-tri/", reason="gõ nhầm", kind="bulk"):
        act = change(source, "một")
    assert (act.account, act.account_name) == (user.pk, "An")
    assert (act.place, act.reason, act.kind) == ("/quan-tri/", "gõ nhầm", Act.Kind.BULK)


@pytest.mark.parametrize("reason", ["gõ \\u0000 vào lý do", "c:\\thư mục", "'", '"', "100 %s"])
def test_no_reason_hides_who_acts(source, reason):
    user = make_user()
    with history.acting(by=user, where="/quan-tri/", reason=reason, kind="form"):
        act = change(source, "một")
    assert (act.account, act.reason, act.place) == (user.pk, reason, "/quan-tri/")


def test_a_sign_that_no_text_may_hold_hides_nobody(source):
    user = make_user()
    with history.acting(by=user, reason="trước\0sau"):
        act = change(source, "một")
    assert (act.account, act.reason) == (user.pk, "trướcsau")


def test_nothing_is_left_over_on_the_connection(source):
    with history.acting(by=make_user(), where="/a/", reason="x", kind="form"):
        change(source, "một")
    act = change(source, "hai")
    assert (act.account, act.account_name, act.place, act.reason) == (None, "", "", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('laocai_ict.told', true)")
        assert not cursor.fetchone()[0]


def test_nothing_is_left_over_after_a_failure(source):
    user = make_user()
    with suppress(ZeroDivisionError), history.acting(by=user, where="/a/"), transaction.atomic():
        change(source, "một")
        raise ZeroDivisionError
    assert change(source, "hai").account is None


def test_an_inner_block_overrides_what_it_gives_alone(source):
    one, two = make_user("mot"), make_user("hai")
    with history.acting(by=one, where="/a/", reason="ngoài", kind="form"):
        with history.acting(by=two, kind="bulk"):
            act = change(source, "trong")
        outside = change(source, "ngoài")
    assert (act.account, act.place, act.reason, act.kind) == (two.pk, "/a/", "ngoài", "bulk")
    assert (outside.account, outside.kind) == (one.pk, "form")


def test_a_savepoint_rolled_back_takes_no_name_along(source):
    with transaction.atomic(), history.acting(by=make_user(), where="/a/"):
        with transaction.atomic():
            change(source, "bỏ")
            transaction.set_rollback(True)
        act = change(source, "giữ")
    act.refresh_from_db()
    assert (act.account_name, act.place) == ("An", "/a/")


def test_a_reason_given_later_counts_for_the_whole_transaction(source):
    with history.acting(by=make_user(), where="/a/"), transaction.atomic():
        act = change(source, "một")
        history.give_reason("theo công văn")
        change(source, "hai")
    act.refresh_from_db()
    assert act.reason == "theo công văn"
    assert act.entries.count() == 2


def test_a_reason_given_before_the_transaction_counts_too(source):
    with history.acting(by=make_user()):
        history.give_reason("biết trước")
        assert change(source, "một").reason == "biết trước"
    assert change(source, "hai").reason == ""


def test_leaving_the_block_before_the_end_of_the_transaction_loses_nothing(source):
    with transaction.atomic():
        with history.acting(by=make_user(), reason="bên trong", kind="import"):
            act = change(source, "một")
        source.note = "hai"
        source.save()
    act.refresh_from_db()
    assert (act.account_name, act.reason, act.kind) == ("An", "bên trong", "import")


def test_signs_of_every_kind_arrive_as_they_are(source):
    said = "100% 'nháy' \"kép\" \\ %s ; -- Đà Lạt \N{RIGHT-TO-LEFT OVERRIDE}"
    with history.acting(reason=said, where="/%(x)s/"):
        assert change(source, "một").reason == said
        with connection.cursor() as cursor:
            cursor.execute("UPDATE reference_source SET note = '5%' WHERE key = 'thu'")
    assert entries(source)[-1].act.reason == said
    assert entries(source)[-1].after == {"note": "5%"}


def test_telling_costs_no_round_trip(source, django_assert_num_queries):
    with history.acting(by=make_user(), reason="x"), django_assert_num_queries(1):
        source.note = "một"
        source.save()
    with history.acting(reason="x"), django_assert_num_queries(1) as queries:
        Source.objects.count()
    assert "told" not in queries.captured_queries[0]["sql"]


def test_a_page_of_the_admin_says_who_and_from_where(client, source):
    user = make_superuser()
    client.force_login(user)
    address = reverse("admin:reference_source_change", args=[source.pk])
    fields = as_sent(client.get(address)) | {"title": "Nguồn khác"}
    response = client.post(f"{address}?q=Nguyen+Van+A", fields)
    assert response.status_code == 302
    act = entries(source)[-1].act
    assert (act.account, act.account_name) == (user.pk, str(user))
    assert (act.place, act.kind) == (address, Act.Kind.FORM)


def test_two_requests_on_one_connection_do_not_mix(client, source):
    for name in ("mot", "hai"):
        client.force_login(make_superuser(name))
        address = reverse("admin:reference_source_change", args=[source.pk])
        client.post(address, as_sent(client.get(address)) | {"title": f"Nguồn {name}"})
        assert entries(source)[-1].act.account_name == name.title()


def test_commands_say_their_name_and_nothing_typed_after_it():
    command = of_command_line(["/srv/manage.py", "changepassword", "an"])
    assert (command.kind, command.where) == ("command", "manage.py changepassword")
    assert of_command_line(["/venv/bin/gunicorn", "-c", "x"]).told() == ""
    assert of_command_line(["/venv/lib/pytest/__main__.py", "tests"]).told() == ""
    assert of_command_line([]).told() == ""


def test_loads_say_which():
    kinds = Act.objects.filter(kind=Act.Kind.LOAD).values_list("place", flat=True)
    assert {"nạp reference", "nạp press", "nạp telecom"} <= set(kinds)


def test_a_new_version_of_an_account_keeps_the_name_of_then(source):
    user = make_user()
    with history.acting(by=user):
        act = change(source, "một")
    user.delete()
    act.refresh_from_db()
    assert act.account_name == "An"
