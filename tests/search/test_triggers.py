"""Whatever changes a record, and however, is in the index when its transaction is."""

import datetime
import io
import threading

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from egov.models import Competence, LegalBasis, Procedure, ProcedureField
from laocai_ict.accounts.models import User
from laocai_ict.history.roles import OWNER
from laocai_ict.publishing import samples, services
from laocai_ict.publishing.models import Item, Version
from laocai_ict.reference.models import AdministrativeUnit, Agency, Source, UnitName
from laocai_ict.search import checking
from laocai_ict.search.models import Entry
from press import sample
from press.models import Briefing
from telecom.models import Indicator, Observation
from tests.egov.builders import (
    draft_procedure,
    make_competence,
    make_field,
    make_legal_basis,
    make_procedure,
    make_source,
)
from tests.press.builders import make_briefing
from tests.publishing.builders import account, published, revised, withdrawn
from tests.search.entries import entry_of, is_right, titles
from tests.telecom.builders import make_indicator, make_observation

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


# --- Ways to change ---------------------------------------------------------------------------


def test_a_record_is_found_by_all_that_its_page_says():
    draft = draft_procedure(name="Cấp phép thử", conditions="Có đủ hồ sơ", code="1.234567",
                            code_source=make_source())  # fmt: skip
    make_legal_basis(draft, document="Quyết định 766/QĐ-TTg")
    make_competence(body="Sở thử")
    entry = entry_of(published(draft))
    assert entry.title == "Cấp phép thử"
    assert entry.number == "1.234567; Quyết định 766/QĐ-TTg"
    assert "Có đủ hồ sơ" in entry.body
    assert entry.agency == "Sở thử"
    assert entry.date == draft.checked_on
    assert "'cap':1A" in entry.named
    assert "'766'" in entry.words
    assert "d9" in entry.exact


def test_several_parts_are_told_one_behind_the_other():
    draft = draft_procedure(name="Cấp phép thử", conditions="", notice="")
    make_legal_basis(draft, document="Thông tư 1/TT", order=1)
    make_legal_basis(draft, document="Thông tư 2/TT", order=2)
    entry = entry_of(published(draft))
    assert entry.number == "Thông tư 1/TT; Thông tư 2/TT"
    assert entry.body.splitlines() == ["Thông tư 1/TT", "Thông tư 2/TT"]


def test_parts_of_a_session_are_in_its_text():
    topic = {"heading": "Vùng lõm sóng", "text": "Ba thôn ở Y Tý", "agency": Agency.objects.first()}
    entry = entry_of(make_briefing(topics=[topic]))
    assert "Vùng lõm sóng" in entry.body
    assert "Ba thôn ở Y Tý" in entry.body
    assert entry.agency == Agency.objects.first().name
    assert (entry.year, entry.date) == (2018, datetime.date(2018, 8, 27))


def test_what_others_are_named_by_changes_all_of_them():
    field = make_field("ten-cu")
    records = [make_procedure(900 + number, field=field) for number in range(3)]
    ProcedureField.objects.filter(pk=field.pk).update(name="Lĩnh vực mới")
    assert {entry_of(record).note for record in records} == {"Lĩnh vực mới, Cấp tỉnh"}
    execute("UPDATE egov_procedurefield SET name = 'Lĩnh vực ba' WHERE id = %s", field.pk)
    assert {entry_of(record).note for record in records} == {"Lĩnh vực ba, Cấp tỉnh"}
    assert is_right()


def test_a_renamed_agency_is_renamed_wherever_it_stands():
    agency = Agency.objects.create(name="Sở Cũ", source=make_source())
    field = make_field("cua-so-cu")
    rule = make_competence(field=field, body="", agency=agency)
    procedure = make_procedure(field=field)
    briefing = make_briefing(topics=[{"heading": "Việc", "agency": agency}])
    assert entry_of(procedure).agency == entry_of(briefing).agency == "Sở Cũ"
    agency.name = "Sở Mới"
    agency.save()
    assert entry_of(procedure).agency == entry_of(briefing).agency == "Sở Mới"
    Competence.objects.filter(pk=rule.pk).delete()
    assert entry_of(procedure).agency == ""
    assert is_right()


def test_many_at_once_by_bulk_and_by_sql():
    """Drafts made and approved by the thousand, as an import or a script would."""
    items = Item.objects.bulk_create(Item(kind="egov.procedure") for _ in range(300))
    versions = Version.objects.bulk_create(
        Version(item=item, number=1, title=f"Việc {at}") for at, item in enumerate(items)
    )
    field, source = make_field(), make_source()
    rows = Procedure.objects.bulk_create(
        Procedure(
            item=item, version=version, number=2000 + at, slug=f"viec-{at}", name=f"Việc {at}",
            source_name="Việc", field=field, level="province", source=source,
            checked_on=datetime.date(2026, 1, 1),
        )
        for at, (item, version) in enumerate(zip(items, versions, strict=True))
    )  # fmt: skip
    LegalBasis.objects.bulk_create(
        LegalBasis(procedure=row, document=f"Thông tư {at}", source=source)
        for at, row in enumerate(rows)
    )
    before = Entry.objects.count()
    changed = execute(
        "UPDATE publishing_version SET state = 'approved', is_from_source = true,"
        " public_from = now() - interval '1 hour' WHERE id = ANY (%s)",
        [version.pk for version in versions],
    )
    assert changed == 300
    assert Entry.objects.count() == before + 300
    assert Entry.objects.filter(number__startswith="Thông tư ").count() >= 300
    assert is_right()


def test_the_way_of_a_version_in_and_out():
    record = make_procedure(name="Tên đầu")
    soon = timezone.now() + DAY
    fresh = revised(record, at=soon, name="Tên sau")
    assert titles("egov.procedure", number=entry_of(record).number, item=record.item_id) == [
        "Tên đầu"
    ]
    assert titles("egov.procedure", soon, item=record.item_id) == ["Tên sau"]
    later = Version.objects.filter(pk=fresh.version_id)
    later.update(public_until=soon + DAY)
    assert titles("egov.procedure", soon + DAY, item=record.item_id) == []
    assert is_right()


def test_a_scheduled_version_that_is_taken_back_leaves_the_index():
    record = make_procedure(name="Tên đầu", published_at=timezone.now() + DAY)
    assert Entry.objects.filter(item=record.item_id).count() == 1
    services.take_back(record.version, by=User.objects.create_superuser("chu-bien"))
    assert not Entry.objects.filter(item=record.item_id).exists()
    assert is_right()


def test_samples_that_are_taken_out_are_gone():
    sample.load()
    notes = Entry.objects.filter(kind="press.briefing").values_list("note", flat=True)
    assert {note.rpartition(", ")[2] for note in notes} == {"nội dung mẫu"}
    assert Entry.objects.filter(kind="press.briefing").exists()
    samples.remove(Briefing.objects.filter(is_sample=True))
    assert not Entry.objects.filter(kind="press.briefing").exists()
    assert is_right()


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_what_is_blacked_out_is_out_of_the_index():
    briefing = make_briefing(speaker_name="Nguyễn Văn Thử")
    assert "'nguye6n4'" in entry_of(briefing).exact
    call_command(
        "black_out", text=["Nguyễn Văn Thử"], ground="Đơn số 1", confirm=True, stdout=io.StringIO()
    )
    assert "Văn Thử" not in entry_of(briefing).body
    assert "'nguye6n4'" not in entry_of(briefing).exact
    assert checking.check() == ([], [])


def test_drafts_change_nothing_and_touch_no_entry():
    draft = draft_procedure(name="Bản thảo")
    basis = make_legal_basis(draft)
    before = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    draft.name = "Bản thảo hai"
    draft.save()
    basis.delete()
    draft.delete()
    assert Entry.objects.order_by("-pk").values_list("pk", flat=True)[0] == before
    assert is_right()


@pytest.mark.parametrize("table", ["egov_procedure", "reference_administrativeunit"])
def test_a_source_cannot_be_emptied_past_the_index(table):
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(f'TRUNCATE "{table}" CASCADE')


def test_places_take_on_their_names():
    unit = AdministrativeUnit.objects.known_as("03004@2018-06-30")
    UnitName.objects.create(unit=unit, kind="variant", name="Xã Bản Khoảng", source=unit.source)
    assert "Xã Bản Khoảng" in entry_of_unit(unit).names
    UnitName.objects.filter(unit=unit).delete()
    assert "Xã Bản Khoảng" not in entry_of_unit(unit).names
    assert is_right()


def test_a_renamed_place_is_renamed_in_what_is_told_of_others():
    district = AdministrativeUnit.objects.known_as("083@2018-06-30")
    below = AdministrativeUnit.objects.filter(parent=district).first()
    execute("UPDATE reference_administrativeunit SET name = 'Thử Tên' WHERE id = %s", district.pk)
    assert "huyện Thử Tên" in entry_of_unit(below).note
    assert is_right()


def test_a_figure_names_place_and_source_as_they_are_called_now():
    figure = make_observation(make_indicator())
    Source.objects.filter(pk=figure.source_id).update(title="Báo cáo đổi tên")
    assert "Báo cáo đổi tên" in entry_of(figure).body
    assert is_right()


def entry_of_unit(unit, moment=None):
    return Entry.objects.open(moment).get(kind="reference.unit", key=unit.pk)


# --- Two at once ------------------------------------------------------------------------------


def at_once(*deeds):
    """Do all of `deeds` at the same time, each in a transaction of its own; return what failed."""
    together, failed = threading.Barrier(len(deeds), timeout=20), []

    def do(deed):
        try:
            with transaction.atomic():
                connection.ensure_connection()
                together.wait()
                deed()
        except DatabaseError as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return failed


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_a_figure_published_while_its_indicator_is_withdrawn_does_not_stay():
    indicator = make_indicator()
    figure = make_observation(indicator, at=None)
    by = account("telecom.publish_indicator", "telecom.publish_observation")

    def withdraw():
        services.withdraw(indicator.version, by=by, reason="Gỡ cùng lúc.")

    def publish():
        published(Observation.objects.get(pk=figure.pk))

    at_once(withdraw, publish)
    assert checking.check() == ([], [])


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_a_figure_published_while_its_indicator_is_published_is_in_it():
    indicator = make_indicator(at=None)
    figure = make_observation(indicator, at=None)

    def publish():
        try:
            published(Indicator.objects.get(pk=indicator.pk))
        finally:
            connections.close_all()

    other = threading.Thread(target=publish)
    with transaction.atomic():
        published(figure)
        other.start()
        other.join(timeout=2)  # it ends before this transaction, or waits for it
    other.join(timeout=60)
    assert checking.check() == ([], [])
    assert entry_of(figure).title.startswith(indicator.name)


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_many_who_publish_and_rename_at_once_leave_it_right():
    field = make_field("chung")
    drafts = [draft_procedure(900 + at, field=field) for at in range(4)]
    agency = Agency.objects.create(name="Sở Chung", source=make_source())
    rule = make_competence(field=field, body="", agency=agency)

    for turn in range(3):
        failed = at_once(
            *(lambda draft=draft: publish_or_replace(draft) for draft in drafts),
            lambda turn=turn: ProcedureField.objects.filter(pk=field.pk).update(name=f"T{turn}"),
            lambda turn=turn: Agency.objects.filter(pk=agency.pk).update(name=f"Sở {turn}"),
            lambda turn=turn: Competence.objects.filter(pk=rule.pk).update(until=f"{turn}"),
        )
        assert failed == []
        assert checking.check() == ([], [])
    assert {entry_of(draft).agency for draft in drafts} == {"Sở 2"}


def publish_or_replace(draft):
    """Publish a draft; at later turns make a version of it public from an hour on."""
    newest = Procedure.objects.of(draft).select_related("version").first()
    if newest.version.is_working:
        published(newest)
    elif newest.version.is_public():
        revised(newest, at=timezone.now() + DAY, name="Tên sau")


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_who_reads_sees_the_index_and_the_record_change_together():
    """Until the other transaction ends a reader finds neither; afterwards both."""
    draft = draft_procedure(name="Cùng lúc")
    gone = []
    with transaction.atomic():
        published(draft)
        assert entry_of(draft).title == "Cùng lúc"
        reader = threading.Thread(target=lambda: gone.append(found(draft)))
        reader.start()
        reader.join()
    assert gone == [(False, False)]
    assert found(draft) == (True, True)


def found(record):
    try:
        return (
            Entry.objects.filter(kind="egov.procedure", key=record.pk).exists(),
            Procedure.objects.published().filter(pk=record.pk).exists(),
        )
    finally:
        if threading.current_thread() is not threading.main_thread():
            connections.close_all()


def test_a_withdrawal_takes_it_out_and_keeps_its_past():
    record = make_procedure()
    withdrawn(record)
    assert not Entry.objects.open().filter(item=record.item_id).exists()
    assert Entry.objects.open(timezone.now() - DAY).filter(item=record.item_id).exists()
