"""Every role at every address by every method gets the answer that the tables say."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import translation

from egov.models import Procedure
from laocai_ict.accounts.models import User
from laocai_ict.accounts.roles import GROUPS
from laocai_ict.deadlines.models import Deadline
from laocai_ict.history.acting import acting
from laocai_ict.history.models import Act
from laocai_ict.publishing import services
from laocai_ict.reference.models import AdministrativeUnit
from telecom.models import Indicator
from tests.accounts.builders import PASSWORD, make_superuser, make_user
from tests.egov import builders as egov
from tests.matrix import scratch, table
from tests.matrix.cells import Asker, Role, addresses, rows
from tests.press.builders import make_briefing

pytestmark = pytest.mark.django_db

OUTSIDE = ("nobody", "reader")
NAMES = {"password": "admin:auth_user_password_change", "bare": "admin:<<path:object_id>/>"}


@pytest.fixture
def asker():
    return Asker()


@pytest.fixture
def roles():
    """Return for each app the accounts that its columns name, logged in.

    `other` is one person in every office that has nothing to do with the app: what is refused to
    all of them together is refused to each.
    """
    nobody, reader = Role("nobody", None), Role("reader", make_user("ban-doc", is_staff=False))
    viewer = Role("viewer", make_user("chi-doc", group="Chỉ xem"))
    superuser = Role("superuser", make_superuser("sieu-quan-tri"))
    found = {}
    for number, (app, offices) in enumerate(table.OFFICES.items()):
        other = make_user(f"noi-khac-{number}")
        for elsewhere, groups in table.OFFICES.items():
            if elsewhere != app:
                strange = set(groups.values()) - set(offices.values())
                other.groups.add(*Group.objects.filter(name__in=strange))
        own = [
            Role(does, make_user(f"vai-{number}-{does}", group=group))
            for does, group in offices.items()
        ]
        found[app] = [nobody, reader, Role("other", other), viewer, *own, superuser]
    return found


def expected(role: str, answers: dict[str, str]) -> str:
    return "login" if role in OUTSIDE else answers[role]


class Findings:
    def __init__(self):
        self.count, self.wrong = 0, {}

    def compare(self, wanted, got, *what):
        """Note what `what` got, the last of which is the role."""
        self.count += 1
        if wanted != got:
            where = f"{' '.join(map(str, what[:-1]))}: {got}, expected {wanted}"
            self.wrong.setdefault(where, []).append(what[-1])

    def report(self):
        lines = [f"{where} ({', '.join(roles)})" for where, roles in self.wrong.items()]
        assert self.count
        assert not lines, f"{self.count} tried:\n" + "\n".join(lines)


@pytest.fixture
def findings():
    found = Findings()
    yield found
    found.report()


# --- Nothing is left out ----------------------------------------------------------------------


def named_by_the_tables():
    names = {f"admin:history_act_{page}" for (page, _), _ in rows(table.HISTORY) if page != "bare"}
    names |= {"desk-section", "admin:app_list", "admin:autocomplete", "admin:<(?P<url>.*)$>"}
    for label, kind in table.MODELS.items():
        for (page, _), _ in rows(kind):
            names.add(NAMES.get(page) or f"admin:{label.replace('.', '_')}_{page}")
    names |= {f"admin:{page}" for (page, _), _ in rows(table.ADMIN) if page != "unknown"}
    return names | {name for (name,), _ in rows(table.PUBLIC) if name != "nowhere"}


def test_every_address_has_its_row_and_every_row_an_address():
    assert sorted(addresses() - named_by_the_tables()) == []
    assert sorted(named_by_the_tables() - addresses()) == []


def test_every_step_of_the_workflow_has_its_rows():
    from laocai_ict.publishing.admin.steps import BY_SLUG

    assert {step for (step, _), _ in rows(table.STEPS)} == set(BY_SLUG) == set(scratch.STATES)


# --- Records in the admin ---------------------------------------------------------------------


def args_of(page, record):
    return {
        "changelist": (),
        "add": (),
        "compare": (record.pk, 1),
        "step": (record.pk, "xong" if isinstance(record, Deadline) else "gui-duyet"),
        "year": (getattr(record, "date", None) and record.date.year,),
    }.get(page, (record.pk,))


def address_of(page, record):
    meta = record._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_{page}"
    if page == "bare":
        return f"{reverse(f'admin:{meta.app_label}_{meta.model_name}_changelist')}{record.pk}/"
    return reverse(NAMES.get(page, name), args=args_of(page, record))


def typed_into(page, record, sender, role):
    if page in ("change", "add", "delete"):
        return getattr(sender, page)(role)
    return {
        "changelist": {
            "action": "delete_selected", "_selected_action": record.pk, "post": "yes", "index": 0,
            "ly_do": "Thử.",
        },
        "links": {"tao": "1", "days": "3"},
        "year": {"quyet_dinh": "Thông báo 1/TB-BNV"},
        "step": {"change": "minor", "change_note": "Sửa lỗi gõ.", "outcome": "Đã trả lời."},
        "password": {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"},
    }.get(page, {})  # fmt: skip


def test_records(roles, asker, findings):
    records = scratch.records()
    superuser = roles["press"][-1]
    for label, kind in table.MODELS.items():
        record, app = records[label], label.partition(".")[0]
        sender = scratch.Sender(asker, superuser, record)
        for (page, method), answers in rows(kind):
            address = address_of(page, record)
            for role in roles[app]:
                typed = typed_into(page, record, sender, role) if method == "POST" else None
                gone = type(record).objects.filter(pk=record.pk).delete
                before = gone if (page, answers["superuser"]) == ("add", "302!") else None
                got = asker.sign(role, method, address, typed, before)
                findings.compare(expected(role.name, answers), got, label, page, method, role.name)


# --- Steps of the workflow --------------------------------------------------------------------


def test_steps(roles, asker, findings):
    states = scratch.Workflow()
    for (step, method), answers in rows(table.STEPS):
        record = states.record(step)
        address = reverse("admin:egov_cooperationagreement_step", args=[record.pk, step])
        typed = scratch.step_typed(record, step) if method == "POST" else None
        for role in roles["egov"]:
            got = asker.sign(role, method, address, typed)
            findings.compare(expected(role.name, answers), got, step, method, role.name)


# --- History ----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_history(roles, asker, findings):
    field = egov.make_field("linh-vuc-lich-su")
    with acting(by=roles["egov"][-1].user, kind="form", where="/quan-tri/"):
        field.name = "Tên khác"
        field.save()
    act = Act.objects.latest("pk")
    for (page, method), answers in rows(table.HISTORY):
        address = address_of(page, act)
        for role in roles["egov"]:
            got = asker.sign(role, method, address, {"ly_do": "Thử.", "post": "yes"})
            findings.compare(expected(role.name, answers), got, page, method, role.name)


# --- Other pages of the admin -----------------------------------------------------------------


def test_what_is_looked_up_while_typing(roles, asker, findings):
    for (label, field), answers in rows(table.LOOKED_UP):
        app, model = label.split(".")
        query = f"app_label={app}&model_name={model}&field_name={field}&term="
        address = f"{reverse('admin:autocomplete')}?{query}"
        for role in roles[app]:
            got = asker.sign(role, "GET", address)
            findings.compare(expected(role.name, answers), got, label, field, role.name)


def test_pages_of_apps(roles, asker, findings):
    for (app,), answers in rows(table.APP_PAGES):
        for method in ("GET", "POST"):
            for role in roles[app]:
                got = asker.sign(role, method, reverse("admin:app_list", args=[app]))
                findings.compare(expected(role.name, answers), got, app, method, role.name)


def test_the_desk(roles, asker, findings):
    reference = Role("other", make_user("tham-chieu", group="Dữ liệu tham chiếu"))
    accounts = [role for role in roles["egov"] if role.name != "other"] + [reference]
    for (key,), answers in rows(table.DESK):
        for role in accounts:
            got = asker.sign(role, "GET", reverse("desk-section", args=[key]))
            findings.compare(expected(role.name, answers), got, key, role.name)


def test_other_pages_of_the_admin(roles, asker, findings):
    draft = egov.draft_procedure(902)
    args = {
        "view_on_site": [ContentType.objects.get_for_model(type(draft)).pk, draft.pk],
        "kept_form_drop": ["x"],
    }
    typed = {
        "old_password": PASSWORD,
        "new_password1": "suoi-thau-9x",
        "new_password2": "suoi-thau-9x",
    }
    for (page, method), answers in rows(table.ADMIN):
        unknown = f"{reverse('admin:index')}khong-co/"
        address = unknown if page == "unknown" else reverse(f"admin:{page}", args=args.get(page))
        for role in roles["egov"]:
            if role.name in answers:
                got = asker.sign(role, method, address, typed)
                findings.compare(answers[role.name], got, page, method, role.name)


def test_methods_that_no_form_sends(roles, asker, findings):
    record = scratch.records()["egov.cooperationagreement"]
    for (page,), answers in rows(table.RARE):
        for method in table.RARE_METHODS:
            for role in roles["egov"]:
                got = asker.sign(role, method, address_of(page, record))
                findings.compare(expected(role.name, answers), got, page, method, role.name)


# --- Public pages -----------------------------------------------------------------------------


def public_args(name, secret):
    item = Procedure.objects.published()[0]
    return {
        "press:briefing-year": [2018],
        "press:briefing-detail": [2018, 35],
        "telecom:indicator-detail": [Indicator.objects.published()[0].slug],
        "egov:procedure-detail": [item.slug],
        "reference:place-detail": [AdministrativeUnit.objects.order_by("pk")[0].slug],
        "publishing:old-version": [item.item_id, item.version.number],
        "publishing:preview": [secret],
        "preview-page": [secret, "thu-tuc/"],
    }.get(name, [])


def test_public_pages(roles, asker, findings):
    make_briefing()
    draft = scratch.Workflow()
    writer = make_superuser("nguoi-soan")
    _, secret = services.share_preview(draft.draft().version, by=writer, lasts=scratch.DAY)
    for (name,), answers in rows(table.PUBLIC):
        with translation.override("vi"):
            args = public_args(name, secret)
            found = "/khong-co/" if name == "nowhere" else reverse(name, args=args)
        everybody, two = roles["press"], (roles["press"][0], roles["press"][-1])
        english = [] if name in table.ONE_LANGUAGE else [(f"/en{found}", two)]
        for address, readers in [(found, everybody), *english]:
            for method, wanted in answers.items():
                for role in readers if method in ("GET", "POST") else two:
                    got = asker.sign(role, method, address)
                    findings.compare(wanted, got, address, method, role.name)


# --- Rights -----------------------------------------------------------------------------------


def rights_of_all():
    """Return who may what, of every account and group."""
    accounts = User.objects.order_by("pk")
    return (
        list(accounts.values_list("pk", "is_active", "is_staff", "is_superuser", "password")),
        list(User.groups.through.objects.order_by("pk").values_list("user", "group")),
        list(User.user_permissions.through.objects.order_by("pk").values_list()),
        list(Group.permissions.through.objects.order_by("pk").values_list()),
    )


def test_nobody_but_a_superuser_raises_rights_by_any_form_of_the_admin(roles, asker):
    """A person in every group, who was even given each permission there is, tries every form."""
    greedy = make_user("tham-quyen")
    greedy.groups.set(Group.objects.filter(name__in=GROUPS))
    greedy.user_permissions.set(Permission.objects.all())
    role, before = Role("greedy", greedy), rights_of_all()
    grabbed = {
        "is_superuser": "on", "is_staff": "on", "is_active": "on", "username": greedy.username,
        "groups": [group.pk for group in Group.objects.all()], "name": "Nhóm của tôi",
        "permissions": [permission.pk for permission in Permission.objects.all()],
        "user_permissions": [permission.pk for permission in Permission.objects.all()],
    }  # fmt: skip
    records = scratch.records()
    before = rights_of_all()
    for label in ("accounts.user", "auth.group"):
        record = greedy if label == "accounts.user" else Group.objects.get(name=GROUPS[0])
        sender = scratch.Sender(asker, roles["auth"][-1], record)
        for page in ("add", "change", "delete"):
            form = getattr(sender, page)(role) | grabbed
            assert asker.answer(role, "POST", address_of(page, record), form).status_code == 403
    own = {"old_password": PASSWORD, "new_password1": "x", "new_password2": "y"} | grabbed
    asker.answer(role, "POST", reverse("admin:password_change"), own)
    for record in records.values():
        sender = scratch.Sender(asker, roles["auth"][-1], record)
        asker.answer(role, "POST", address_of("change", record), sender.change(role) | grabbed)
    assert rights_of_all() == before
