"""Staff keep rules and office hours in the admin: ended, not deleted."""

import datetime

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from laocai_ict.deadlines.models import DeadlineRule, OfficeHours
from tests.accounts.builders import make_user
from tests.admin.forms import as_sent, send
from tests.deadlines.rule_builders import make_hours, make_rule
from tests.reference.builders import make_source

pytestmark = pytest.mark.django_db


def address(model, page, *args):
    return reverse(f"admin:deadlines_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def keeper(client):
    client.force_login(make_user("giu-quy-dinh", group="Dữ liệu tham chiếu"))
    return client


def typed(**fields):
    usual = {
        "field": "press", "name": "Việc mới", "code": "viec-moi", "start_event": "nhận được đơn",
        "amount": "3", "unit": "working_days", "words": "", "direction": "after", "is_law": "on",
        "legal_basis": "Luật thử", "article": "Điều 1", "valid_from": "01/01/2031",
        "valid_until": "", "pause_ground": "", "extension_ground": "", "extension_amount": "",
        "source": make_source().pk, "note": "",
    }  # fmt: skip
    return usual | fields


def test_a_rule_is_entered_by_who_keeps_the_reference_data(keeper):
    answer = send(keeper, address(DeadlineRule, "add"), typed())
    assert answer.status_code == 302, answer.context["errors"]
    rule = DeadlineRule.objects.get(code="viec-moi")
    assert (rule.length, rule.basis) == ("3 ngày làm việc", "Điều 1, Luật thử")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amount": ""}, "Ghi số lượng lớn hơn 0 kèm đơn vị"),
        ({"amount": "0"}, "Ghi số lượng lớn hơn 0 kèm đơn vị"),
        ({"amount": "-1"}, "Số này ít nhất là 0."),
        ({"words": "ba ngày"}, "Ghi số lượng lớn hơn 0 kèm đơn vị"),
        ({"article": ""}, "phải ghi văn bản và điều, khoản"),
        ({"extension_amount": "2"}, "phải có căn cứ"),
        ({"unit": "clock_hours", "next_day_after_15": "on"}, "Nhận sau 15 giờ"),
        ({"valid_until": "31/12/2030"}, "Ngày kết thúc phải sau ngày bắt đầu."),
        ({"valid_from": "", "valid_until": "01/01/0001"}, "Ngày kết thúc phải sau ngày bắt đầu."),
    ],
)
def test_the_form_says_what_cannot_be(keeper, fields, sentence):
    answer = send(keeper, address(DeadlineRule, "add"), typed(**fields))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not DeadlineRule.objects.filter(code="viec-moi").exists()


def test_the_form_says_that_the_duty_already_has_a_rule(keeper):
    make_rule(code="viec-moi", valid_from=datetime.date(2030, 1, 1), valid_until=None)
    answer = send(keeper, address(DeadlineRule, "add"), typed())
    assert "Mã này đã có quy định trong cùng thời gian" in answer.content.decode()


def test_a_rule_that_changes_is_ended_and_followed_by_another(keeper):
    old = make_rule(code="viec-moi", valid_from=datetime.date(2030, 1, 1), valid_until=None)
    page = address(DeadlineRule, "change", old.pk)
    ended = as_sent(keeper.get(page)) | {"valid_until": "01/01/2031"}
    assert send(keeper, page, ended).status_code == 302
    assert send(keeper, address(DeadlineRule, "add"), typed()).status_code == 302
    assert DeadlineRule.objects.on(datetime.date(2030, 12, 31)).get(code="viec-moi").amount == 5
    assert DeadlineRule.objects.on(datetime.date(2031, 1, 1)).get(code="viec-moi").amount == 3


@pytest.mark.parametrize("model", [DeadlineRule, OfficeHours])
def test_what_has_begun_is_not_deleted_and_what_is_to_come_is(keeper, model):
    make = {DeadlineRule: make_rule, OfficeHours: make_hours}[model]
    model.objects.filter(valid_until=None).update(valid_until=localdate())
    begun = make(valid_from=localdate(), valid_until=None)
    assert keeper.get(address(model, "delete", begun.pk)).status_code == 403
    begun.delete()
    tomorrow = localdate() + datetime.timedelta(days=1)
    coming = make(valid_from=tomorrow, valid_until=None)
    assert send(keeper, address(model, "delete", coming.pk), {"post": "yes"}).status_code == 302
    assert not model.objects.filter(pk=coming.pk).exists()


def test_several_are_not_deleted_at_once(keeper):
    rule = make_rule()
    bulk = {"action": "delete_selected", "_selected_action": [rule.pk], "post": "yes"}
    keeper.post(address(DeadlineRule, "changelist"), bulk)
    assert DeadlineRule.objects.filter(pk=rule.pk).exists()


@pytest.mark.parametrize(
    ("year", "amounts"), [("2018", {12}), ("2026", {12, 24}), ("2027", {24}), ("x", {12, 24})]
)
def test_the_list_shows_what_held_in_a_year(keeper, year, amounts):
    asked = {"nam": year, "code__exact": "cong-bo-nguoi-phat-ngon"}
    page = keeper.get(address(DeadlineRule, "changelist"), asked)
    assert {rule.amount for rule in page.context["cl"].result_list} == amounts


def test_the_form_shows_an_example_from_today(keeper):
    page = keeper.get(address(DeadlineRule, "change", make_rule().pk)).content.decode()
    assert "Tính từ" in page
    assert "hạn là hết ngày" in page
    before = make_rule(code="truoc", direction="before", unit="clock_hours")
    page = keeper.get(address(DeadlineRule, "change", before.pk)).content.decode()
    assert "chậm nhất" in page


def test_the_form_leads_to_the_other_times_of_the_duty(keeper):
    rule = DeadlineRule.objects.filter(code="cong-bo-nguoi-phat-ngon").first()
    page = keeper.get(address(DeadlineRule, "change", rule.pk)).content.decode()
    others = f"{address(DeadlineRule, 'changelist')}?code__exact={rule.code}"
    assert f'href="{others}"' in page
    assert keeper.get(others).context["cl"].result_count == 2


def test_a_rule_without_number_has_no_example(keeper):
    rule = make_rule(amount=None, unit="", words="ngay")
    page = keeper.get(address(DeadlineRule, "change", rule.pk)).content.decode()
    assert "Không có con số để tính." in page


def test_an_example_beyond_the_calendar_says_why_it_cannot_be_counted(keeper):
    rule = make_rule(amount=900)
    page = keeper.get(address(DeadlineRule, "change", rule.pk)).content.decode()
    assert "chưa được nhập" in page
