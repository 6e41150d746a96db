"""History in the admin: in Vietnamese, for whoever may see the records, whatever its length."""

import datetime

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.urls import reverse

from laocai_ict import history
from laocai_ict.history.differences import Part, differences
from laocai_ict.history.models import Act, Entry
from laocai_ict.history.reading import Reader
from laocai_ict.history.recorded import asks_reason
from laocai_ict.reference.models import Agency, CalendarDay, Source
from tests.accounts.builders import make_superuser, make_user
from tests.admin.forms import as_sent
from tests.press.builders import make_briefing

from .builders import entries

pytestmark = pytest.mark.django_db

ACTS = "/quan-tri/history/act/"


@pytest.fixture
def office(client):
    client.force_login(make_superuser())
    return client


@pytest.fixture
def source():
    return Source.objects.create(key="thu", title="Nguồn thử", note="cũ")


def said(record):
    """Return what the newest entry of a record says, by label."""
    row = Reader(entries(record)[-1:]).rows[0]
    return {change.label: (change.before, change.after) for change in row.changes}


def record_page(client, record):
    meta = record._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[record.pk])
    return client.get(address)


def test_values_are_said_in_the_words_of_the_admin(source):
    other = Source.objects.create(key="khác", title="Nguồn khác")
    agency = Agency.objects.create(name="Sở thử", source=source)
    agency.source, agency.valid_from = other, datetime.date(2018, 3, 4)
    agency.valid_from_precision = "day"
    agency.save()
    found = said(agency)
    assert found["nguồn"] == ("Nguồn thử", "Nguồn khác")
    assert found["có từ ngày"] == ("–", "04/03/2018")
    user = make_user()
    user.is_active = False
    user.save()
    assert list(said(user).values()) == [("có", "không")]


def test_choices_are_said_by_their_labels():
    unit = Agency.objects.exclude(valid_from_precision="").first()
    labels = dict(Agency._meta.get_field("valid_from_precision").flatchoices)
    row = Reader([Entry(table="reference_agency", row_key=str(unit.pk), operation="update",
                        before={"valid_from_precision": unit.valid_from_precision},
                        after={"valid_from_precision": None})]).rows[0]  # fmt: skip
    assert row.changes[0].before == labels[unit.valid_from_precision]


def test_what_a_deleted_record_was_called_is_still_said(source):
    agency = Agency.objects.create(name="Sở thử", source=source)
    other = Source.objects.create(key="khác", title="Nguồn khác")
    Agency.objects.filter(pk=agency.pk).update(source=other)
    source.delete()
    assert said(agency)["nguồn"] == ("Nguồn thử (đã xóa)", "Nguồn khác")


def test_texts_are_shown_as_a_difference():
    assert list(differences("ngày họp là thứ Hai", "ngày họp là thứ Ba")) == [
        Part("same", "ngày họp là thứ "),
        Part("del", "Hai"),
        Part("ins", "Ba"),
    ]
    long = " ".join(f"chữ{n}" for n in range(200))
    kinds = [part.kind for part in differences(long, f"{long} thêm")]
    assert kinds == ["gap", "same", "ins"]


def test_personal_columns_are_named_and_not_shown(office):
    user = make_user("an", email="an@example.vn")
    page = record_page(office, user).content.decode()
    assert "riêng tư nên không giữ nội dung" in page
    assert "an@example.vn" not in page


@pytest.mark.django_db(transaction=True)
def test_one_save_over_several_tables_is_one_entry(office):
    with history.acting(reason="đợt rà soát"), transaction.atomic():
        user = make_user("an", group="Chỉ xem")
    page = record_page(office, user)
    (read,) = page.context["acts"]
    assert {row.entry.table for row in read.rows} == {"accounts_user", "accounts_user_groups"}
    assert "Thêm tài khoản <b>An</b>" in page.content.decode()
    assert "đợt rà soát" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_history_of_a_record_in_versions_holds_its_versions(office):
    page = record_page(office, make_briefing())
    tables = {row.entry.table for read in page.context["acts"] for row in read.rows}
    assert {"press_briefing", "publishing_item", "publishing_version"} <= tables


def test_a_deleted_record_keeps_its_page(office, source):
    address = reverse("admin:reference_source_history", args=[source.pk])
    source.delete()
    page = office.get(address)
    assert "đã bị xóa" in page.content.decode()
    assert "Nguồn thử" in page.content.decode()


def test_a_record_that_never_was_is_said_to_be_missing(office):
    address = reverse("admin:reference_source_history", args=[99999999])
    assert office.get(address).status_code == 302


def test_the_list_finds_deleted_records_by_name(office, source):
    source.delete()
    page = office.get(ACTS, {"q": "Nguồn thử", "thao-tac": "delete"})
    assert "Nguồn thử" in page.content.decode()
    assert "Nguồn thử" not in office.get(ACTS, {"q": "Không có"}).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"kind__exact": "load"},
        {"bang": "reference_source"},
        {"moment__year": "2026"},
        {"thao-tac": "insert"},
    ],
)
def test_the_list_is_filtered(office, source, asked):
    assert office.get(ACTS, asked).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_list_is_filtered_by_account(office):
    user = make_user("an")
    with history.acting(by=user):
        Source.objects.create(key="của-an", title="Của An")
    page = office.get(ACTS, {"nguoi": str(user.pk)})
    assert {act.account for act in page.context["cl"].result_list} == {user.pk}


@pytest.mark.django_db(transaction=True)
def test_whoever_may_not_see_a_record_does_not_see_its_history(client):
    secret = make_user("bi-mat")
    client.force_login(make_user("xem", group="Báo chí: soạn"))
    assert record_page(client, secret).status_code == 403
    act = entries(secret)[0].act
    assert not act.entries.exclude(table__startswith="accounts_")
    assert client.get(f"{ACTS}{act.pk}/change/").status_code == 404
    assert client.get(ACTS).status_code == 200
    assert "Bi-Mat" not in client.get(ACTS).content.decode()


def test_whoever_sees_nothing_has_no_history(client):
    client.force_login(make_user("khong"))
    assert client.get(ACTS).status_code == 403


def test_ten_thousand_entries_are_paged_within_few_queries(
    office, source, django_assert_max_num_queries
):
    with connection.cursor() as cursor:
        cursor.execute(
            "DO $$ BEGIN FOR n IN 1..10000 LOOP UPDATE reference_source SET note = n::text"
            " WHERE key = 'thu'; END LOOP; END $$"
        )
    assert Entry.objects.filter(row_key=str(source.pk), table="reference_source").count() == 10001
    act = entries(source)[-1].act
    with django_assert_max_num_queries(16):
        page = office.get(f"{ACTS}{act.pk}/change/")
    assert page.status_code == 200
    assert len(page.context["read"].rows) == 100
    with django_assert_max_num_queries(16):
        assert office.get(ACTS).status_code == 200


def test_pages_cost_the_same_however_many_rows(office, django_assert_max_num_queries):
    with transaction.atomic():
        day = CalendarDay.objects.first()
    CalendarDay.objects.update(name="Một")
    act = entries(day)[-1].act
    with django_assert_max_num_queries(16):
        office.get(f"{ACTS}{act.pk}/change/")


def test_nothing_can_be_written_in_the_admin(office, source):
    act = Act.objects.first()
    assert office.get(f"{ACTS}add/").status_code == 403
    assert office.post(f"{ACTS}{act.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_django_writes_no_log_of_its_own(office, source):
    address = reverse("admin:reference_source_change", args=[source.pk])
    office.post(address, as_sent(office.get(address)) | {"title": "Nguồn mới"})
    source.refresh_from_db()
    assert source.title == "Nguồn mới"
    assert not LogEntry.objects.exists()
    index = office.get(reverse("admin:index")).content.decode()
    assert "Nguồn mới" in index.split("Bạn vừa làm")[1]


# --- Reasons ----------------------------------------------------------------------------------


def test_deleting_several_asks_why(office, source):
    address = reverse("admin:reference_source_changelist")
    typed = {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"}
    page = office.post(address, typed)
    assert "Hãy ghi lý do xóa." in page.content.decode()
    assert Source.objects.filter(key="thu").exists()
    office.post(address, typed | {"ly_do": "nhập trùng"})
    assert not Source.objects.filter(key="thu").exists()
    act = Entry.objects.filter(table="reference_source", operation="delete").latest("id").act
    assert (act.reason, act.kind) == ("nhập trùng", Act.Kind.BULK)


def test_an_action_that_asks_names_what_it_touches(rf, source):
    touched = []

    @asks_reason("Đổi các nguồn đã chọn")
    def change(model_admin, request, queryset):
        touched.extend(queryset)
        queryset.update(note="đổi")

    model_admin = admin.site.get_model_admin(Source)
    request = rf.post("/", {"action": "change", "_selected_action": [source.pk]})
    request.user = make_superuser()
    page = change(model_admin, request, Source.objects.filter(pk=source.pk))
    page.render()
    words = page.content.decode()
    assert "1 bản ghi" in words
    assert "Nguồn thử" in words
    assert touched == []
    request = rf.post("/", {"da_xac_nhan": "1", "ly_do": " "})
    request.user = make_superuser("hai")
    assert (
        "Hãy ghi lý do."
        in change(model_admin, request, Source.objects.all()).render().content.decode()
    )
    request = rf.post("/", {"da_xac_nhan": "1", "ly_do": "rà soát"})
    change(model_admin, request, Source.objects.filter(pk=source.pk))
    assert touched == [source]


# --- Taking back ------------------------------------------------------------------------------


def act_by(user, source):
    with history.acting(by=user, kind="form"), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(note="mới")
    return entries(source)[-1].act


@pytest.mark.django_db(transaction=True)
def test_the_button_takes_an_act_back(office, source):
    act = act_by(make_user("an"), source)
    assert "Hoàn tác lần này" in office.get(f"{ACTS}{act.pk}/change/").content.decode()
    address = f"{ACTS}{act.pk}/hoan-tac/"
    assert "trở lại như trước" in office.get(address).content.decode()
    assert "Hãy ghi lý do hoàn tác." in office.post(address, {}).content.decode()
    answer = office.post(address, {"ly_do": "nhầm"}, follow=True)
    assert "Đã hoàn tác." in answer.content.decode()
    source.refresh_from_db()
    assert source.note == "cũ"
    assert "đã được hoàn tác rồi" in office.get(address).content.decode()


@pytest.mark.django_db(transaction=True)
def test_only_who_may_change_the_record_may_take_its_change_back(client, source):
    act = act_by(make_user("an"), source)
    client.force_login(make_user("xem", group="Chỉ xem"))
    page = client.get(f"{ACTS}{act.pk}/change/")
    assert page.status_code == 200
    assert "Hoàn tác lần này" not in page.content.decode()
    assert client.post(f"{ACTS}{act.pk}/hoan-tac/", {"ly_do": "x"}).status_code == 403
