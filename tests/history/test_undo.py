"""One act is taken back by one button, while nothing stands on it."""

import datetime
import random

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.utils import timezone

from laocai_ict import history
from laocai_ict.display.refusals import Refused
from laocai_ict.history import undo
from laocai_ict.history.models import Act
from laocai_ict.history.sync import HISTORY
from laocai_ict.publishing import services
from laocai_ict.publishing.models.versions import WORKING
from laocai_ict.reference.models import Agency, CalendarDay, Source
from press.models import Briefing
from tests.accounts.builders import make_user
from tests.press.builders import make_briefing, make_topic

from .builders import last_act

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff():
    return make_user("cán bộ")


def act_of(staff, work, kind="form"):
    with history.acting(by=staff, where="/quan-tri/", kind=kind), transaction.atomic():
        work()
    return last_act()


def make_source(**fields):
    return Source.objects.create(**{"key": "thu", "title": "Nguồn thử"} | fields)


def change(source, **fields):
    Source.objects.filter(pk=source.pk).update(**fields)


def test_a_change_is_taken_back(staff):
    source = make_source(note="cũ")
    act = act_of(staff, lambda: change(source, note="mới"))
    undo.take_back(act, by=staff, reason="nhầm")
    source.refresh_from_db()
    assert source.note == "cũ"
    undone = last_act()
    assert (undone.kind, undone.undoes, undone.reason) == (Act.Kind.UNDO, act.pk, "nhầm")
    assert undone.account == staff.pk


def test_what_was_made_goes_and_what_was_deleted_comes_back(staff):
    made = act_of(staff, make_source)
    source = Source.objects.get(key="thu")
    key = source.pk
    deleted = act_of(staff, source.delete)
    undo.take_back(deleted, by=staff, reason="nhầm")
    assert Source.objects.get(key="thu").pk == key
    undo.take_back(made, by=staff, reason="nhầm")
    assert not Source.objects.filter(key="thu").exists()


def test_a_bulk_action_is_taken_back_whole(staff):
    before = dict(CalendarDay.objects.values_list("pk", "name"))
    act = act_of(staff, lambda: CalendarDay.objects.update(name="Đổi hết"), kind="bulk")
    assert act.entries.count() == len(before)
    undo.take_back(act, by=staff, reason="nhầm")
    assert dict(CalendarDay.objects.values_list("pk", "name")) == before


def test_what_was_done_later_to_the_same_row_stands_and_is_named(staff):
    source = make_source()
    act = act_of(staff, lambda: change(source, note="một"))
    later = act_of(make_user("khac"), lambda: change(source, licence="hai"))
    (said,) = undo.blockers(act)
    assert "Khac đã sửa nguồn “Nguồn thử”" in said
    with pytest.raises(Refused, match="Khac đã sửa"):
        undo.take_back(act, by=staff, reason="nhầm")
    undo.take_back(later, by=staff, reason="trước đã")
    undo.take_back(act, by=staff, reason="rồi mới đến")
    source.refresh_from_db()
    assert (source.note, source.licence) == ("", "")


def test_what_refers_to_a_new_row_is_named(staff):
    act = act_of(staff, make_source)
    Agency.objects.create(name="Cơ quan thử", source=Source.objects.get(key="thu"))
    said = undo.blockers(act)
    assert any("Cơ quan thử" in sentence for sentence in said), said
    with pytest.raises(Refused):
        undo.take_back(act, by=staff, reason="nhầm")
    assert Source.objects.filter(key="thu").exists()


def test_taking_back_can_itself_be_taken_back(staff):
    source = make_source(note="cũ")
    act = act_of(staff, lambda: change(source, note="mới"))
    undo.take_back(act, by=staff, reason="nhầm")
    again = last_act()
    assert undo.blockers(act) == ["Lần này đã được hoàn tác rồi."]
    undo.take_back(again, by=staff, reason="không nhầm")
    source.refresh_from_db()
    assert source.note == "mới"
    assert undo.blockers(act) == []


def test_a_reason_is_asked(staff):
    act = act_of(staff, make_source)
    with pytest.raises(Refused, match="lý do"):
        undo.take_back(act, by=staff, reason="  ")


def test_only_acts_of_staff_of_the_last_thirty_days(staff):
    source = make_source()
    change(source, note="SQL")
    assert "cán bộ" in undo.blockers(last_act())[0]
    act = act_of(staff, lambda: change(source, note="form"))
    later = timezone.now() + datetime.timedelta(days=30, minutes=1)
    assert undo.blockers(act, at=later) == ["Chỉ hoàn tác được trong 30 ngày."]


def test_personal_columns_do_not_come_back_and_it_says_so_before(staff):
    user = make_user("an", email="an@example.vn")

    def work():
        user.email, user.display_name = "khac@example.vn", "Ân"
        user.save()

    act = act_of(staff, work)
    assert undo.lost_columns(act) == ["thư điện tử của tài khoản “Ân”"]
    undo.take_back(act, by=staff, reason="nhầm")
    user.refresh_from_db()
    assert (user.email, user.display_name) == ("khac@example.vn", "An")


def test_a_failure_in_the_middle_changes_nothing(staff):
    one = make_source(key="a")
    act = act_of(staff, lambda: (change(one, key="b"), make_source(key="c")))
    make_source(key="a")  # takes the key that the undoing would give back
    with pytest.raises(Refused):
        undo.take_back(act, by=staff, reason="nhầm")
    assert set(Source.objects.filter(key__in="abc").values_list("key", flat=True)) == set("abc")


def test_a_handler_has_the_acts_it_claims(staff):
    class Handler:
        taken = []

        def claims(self, act, entries):
            return any(entry.label == "Nguồn thử" for entry in entries)

        def blockers(self, act, entries):
            return []

        def promise(self, act, entries):
            return "Sẽ có phiên bản mới."

        def take_back(self, act, entries, *, by, reason):
            self.taken.append((act.pk, by, reason))

    handler = Handler()
    undo.handlers.append(handler)
    try:
        act = act_of(staff, make_source)
        undo.take_back(act, by=staff, reason="nhầm")
    finally:
        undo.handlers.remove(handler)
    assert handler.taken == [(act.pk, staff, "nhầm")]
    assert Source.objects.filter(key="thu").exists()


# --- All of it at random ----------------------------------------------------------------------


def everything():
    """Return all rows of all tables with history, without moments of change and counters."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = current_schema()::regnamespace"
        )
        tables = sorted({name for (name,) in cursor.fetchall()} - set(HISTORY))
        rows = {}
        for table in tables:
            cursor.execute(
                f"SELECT to_jsonb(t) - '{{changed_at,edits,finished_at}}'::text[]"
                f' FROM "{table}" AS t ORDER BY t::text'
            )
            rows[table] = sorted(str(row) for (row,) in cursor.fetchall())
    return rows


SIGNS = ("%", "'", "Đ", "\\", "▁")


class Office:
    """Changes unpublished records as the admin would, one act after the other."""

    def __init__(self, seed, staff):
        self.chance, self.staff, self.number = random.Random(seed), staff, 0

    def text(self):
        return f"chữ {self.number} {self.chance.choice(SIGNS)}"

    def sources(self):
        return Source.objects.filter(key__startswith="ngẫu-nhiên").order_by("pk")

    def add(self):
        Source.objects.create(key=f"ngẫu-nhiên-{self.number}", title=self.text())

    def add_with_agency(self):
        source = Source.objects.create(key=f"ngẫu-nhiên-{self.number}", title=self.text())
        Agency.objects.create(name=self.text(), source=source)

    def change(self):
        if self.sources():
            source = self.chance.choice(self.sources())
            source.title, source.note = self.text(), self.text()
            source.save()

    def change_many(self):
        self.sources().update(licence=self.text())
        CalendarDay.objects.filter(pk__gt=self.chance.randrange(50)).update(name=self.text())

    def delete(self):
        free = self.sources().filter(agencies=None)
        if free:
            self.chance.choice(free).delete()

    def regroup(self):
        groups = list(Group.objects.order_by("pk"))
        self.staff.groups.set(self.chance.sample(groups, self.chance.randrange(len(groups))))

    # Drafts, as their form and the pages of the steps change them.

    def drafts(self, *states):
        """Return the briefings in work, in one of `states` if any is given."""
        found = Briefing.objects.filter(version__state__in=states or WORKING)
        return list(found.select_related("version").order_by("pk"))

    def draft(self):
        topics = [self.text(), self.text()]
        briefing = make_briefing(
            2030, self.number % 50 + 1, sequence=self.number, topics=topics, published_at=None,
            title=self.text(), state="planned",
        )  # fmt: skip
        services.written(briefing.version, by=self.staff)

    def begin_beside(self):
        public = Briefing.objects.published().exclude(item__in=[d.item_id for d in self.drafts()])
        if public:
            services.open_version(self.chance.choice(public.order_by("pk")), by=self.staff)

    def edit_draft(self):
        if drafts := self.drafts():
            briefing = self.chance.choice(drafts)
            services.written(briefing.version, by=self.staff)
            briefing.title = self.text()
            briefing.save()
            if topics := list(briefing.topics.all()):
                topic = self.chance.choice(topics)
                topic.text = self.text()
                topic.save()

    def change_topics(self):
        if drafts := self.drafts():
            briefing = self.chance.choice(drafts)
            services.written(briefing.version, by=self.staff)
            if topics := list(briefing.topics.all()):
                self.chance.choice(topics).delete()
            make_topic(briefing, self.text())

    def explain_and_submit(self):
        if drafts := self.drafts("draft"):
            version = self.chance.choice(drafts).version
            if version.number > 1:
                services.explain(version, by=self.staff, change="minor", note=self.text())
            services.submit(version, by=self.staff, note=self.text())

    def take_back(self):
        if submitted := self.drafts("submitted"):
            services.take_back(self.chance.choice(submitted).version, by=self.staff)

    def discard(self):
        if drafts := self.drafts():
            services.discard(self.chance.choice(drafts).version, by=self.staff, reason=self.text())

    def act(self):
        self.number += 1
        names = ["add", "add_with_agency", "change", "change", "change_many", "delete", "regroup",
                 "draft", "draft", "begin_beside", "edit_draft", "edit_draft", "change_topics",
                 "explain_and_submit", "take_back", "discard"]  # fmt: skip
        before = last_act().pk
        work = getattr(self, self.chance.choice(names))
        act = act_of(self.staff, work)
        return act if act.pk != before else None


@pytest.mark.parametrize("seed", [20261125])
def test_two_hundred_changes_undone_backwards_leave_everything_as_it_was(staff, seed):
    rights = Permission.objects.filter(codename__in=["change_briefing", "add_briefing"])
    staff.user_permissions.set(rights)
    for week in (30, 31, 32):
        make_briefing(2018, week, topics=["Sóng di động", "Cáp quang"])
    office = Office(seed, staff)
    before = everything()
    acts = []
    while len(acts) < 200:
        act = office.act()
        if act is not None:
            acts.append(act)
    assert everything() != before
    for act in reversed(acts):
        undo.take_back(act, by=staff, reason="thử")
    after = everything()
    assert {table for table in before if before[table] != after[table]} == set()
