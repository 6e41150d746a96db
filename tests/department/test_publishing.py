"""Versions of the introduction and of the legal block: what readers see, and from when."""

import datetime

import pytest
from django.utils import timezone

from laocai_ict.department import loading
from laocai_ict.department.models import Contact, Duty, Leader, Milestone
from laocai_ict.publishing import services
from laocai_ict.publishing.models import showing
from laocai_ict.reference.loading import Loader
from tests.department.builders import make_milestone, set_contact
from tests.publishing.builders import account, published

pytestmark = pytest.mark.django_db
ABOUT = "/gioi-thieu/"
PAGES = ("/", ABOUT, "/bao-chi/", "/vien-thong/", "/thu-tuc/", "/dia-phuong/", "/en/")
SECOND = datetime.timedelta(seconds=1)
PHONE = "0214 333 444"


def later():
    return (timezone.now() + datetime.timedelta(hours=2)).replace(second=0, microsecond=0)


def foot(client, address):
    text = client.get(address).content.decode()
    return text[text.index("<footer") :]


def test_a_contact_changes_at_its_minute_at_the_foot_of_every_page(client, time_machine):
    minute = later()
    set_contact("phone", PHONE, at=minute)
    time_machine.move_to(minute - SECOND, tick=False)
    assert [page for page in PAGES if PHONE in foot(client, page)] == []
    assert PHONE not in client.get(ABOUT).content.decode()
    time_machine.move_to(minute, tick=False)
    assert [page for page in PAGES if PHONE not in foot(client, page)] == []
    assert PHONE in client.get(ABOUT).content.decode()


@pytest.mark.django_db(transaction=True)
def test_kept_pages_change_their_foot_at_the_minute_too(client, time_machine):
    minute = later()
    set_contact("phone", PHONE, at=minute)
    time_machine.move_to(minute - SECOND, tick=False)
    assert PHONE not in foot(client, ABOUT)
    time_machine.move_to(minute, tick=False)
    assert PHONE in foot(client, ABOUT)


def test_a_contact_in_work_is_on_no_page(client):
    old = Contact.objects.published().get(kind="phone")
    fresh = services.open_version(old, by=account("department.change_contact"))
    fresh.value = PHONE
    fresh.save()
    assert [page for page in PAGES if PHONE in client.get(page).content.decode()] == []
    with showing(fresh.version):
        assert PHONE in foot(client, ABOUT)
    assert PHONE not in foot(client, ABOUT)


def test_a_withdrawn_contact_is_said_to_be_missing(client):
    fresh = set_contact("phone", PHONE)
    assert foot(client, "/").count("chưa cập nhật") == 3
    approver = account("department.publish_contact")
    services.withdraw(fresh.version, by=approver, reason="Số đã bỏ.")
    assert foot(client, "/").count("chưa cập nhật") == 4
    assert PHONE not in client.get(ABOUT).content.decode()


@pytest.mark.parametrize(
    ("model", "column"), [(Milestone, "title"), (Duty, "title"), (Leader, "post")]
)
def test_the_introduction_follows_the_versions_of_its_records(client, time_machine, model, column):
    old = model.objects.published().first()
    fresh = services.open_for_source(old)
    setattr(fresh, column, "Lời mới từ giờ hẹn")
    fresh.save()
    assert "Lời mới" not in client.get(ABOUT).content.decode()
    minute = later()
    published(fresh, minute)
    time_machine.move_to(minute - SECOND, tick=False)
    assert "Lời mới" not in client.get(ABOUT).content.decode()
    time_machine.move_to(minute, tick=False)
    page = client.get(ABOUT).content.decode()
    assert page.count("Lời mới từ giờ hẹn") == 1
    assert f'<meta name="DC.date" content="{timezone.localdate(minute)}">' in page


def test_a_withdrawn_milestone_leaves_the_introduction(client):
    milestone = make_milestone(title="Mốc bị gỡ")
    assert "Mốc bị gỡ" in client.get(ABOUT).content.decode()
    by = account("department.publish_milestone")
    services.withdraw(milestone.version, by=by, reason="Nguồn rút lại.")
    assert "Mốc bị gỡ" not in client.get(ABOUT).content.decode()


def test_what_was_loaded_is_public_since_the_article_or_since_it_happened():
    first = datetime.datetime(2018, 8, 28, tzinfo=timezone.get_default_timezone())
    assert {
        row.published_at
        for model in (Duty, Leader, Contact)
        for row in model.objects.select_related("version")
    } == {first}
    for milestone in Milestone.objects.select_related("version"):
        begun = timezone.localdate(milestone.published_at)
        assert begun == max(milestone.happened_on, first.date())
        assert milestone.version.is_from_source


def test_a_row_that_changed_is_a_new_version(monkeypatch, tmp_path):
    for file in loading.DATA.glob("*.csv"):
        text = file.read_text("utf-8")
        (tmp_path / file.name).write_text(text.replace("Báo chí", "Báo chí và tin"), "utf-8")
    monkeypatch.setattr(loading, "DATA", tmp_path)
    loader = Loader("department")
    loading.load(loader)
    loader.finish()
    assert loader.updated > 0
    [old, fresh] = Duty.objects.filter(item=Duty.objects.get(title="Báo chí và tin").item).order_by(
        "version__number"
    )
    assert (old.title, fresh.title) == ("Báo chí", "Báo chí và tin")
    assert list(Duty.objects.of(old).published()) == [fresh]
