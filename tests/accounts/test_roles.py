"""Staff see and do what their group allows, and only that."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from laocai_ict.accounts import roles
from laocai_ict.publishing.models import Part, Versioned
from tests.admin.forms import send

from .builders import make_superuser, make_user

pytestmark = pytest.mark.django_db

READS_ALL = {"press", "telecom", "egov", "reference", "department", "publishing"}
READS_ALL |= {"search", "deadlines"}
MAY = {
    # group: (apps it edits, apps it only reads)
    "Báo chí: soạn": (set(), {"press", "reference"}),
    "Báo chí: duyệt": (set(), {"press", "reference"}),
    "Báo chí: quản trị": ({"press"}, {"reference"}),
    "Viễn thông: soạn": (set(), {"telecom", "reference"}),
    "Viễn thông: duyệt": (set(), {"telecom", "reference"}),
    "Viễn thông: quản trị": ({"telecom"}, {"reference"}),
    "Chính quyền điện tử: soạn": (set(), {"egov", "reference"}),
    "Chính quyền điện tử: duyệt": (set(), {"egov", "reference"}),
    "Chính quyền điện tử: quản trị": ({"egov"}, {"reference"}),
    "Giới thiệu: soạn": (set(), {"department", "reference"}),
    "Giới thiệu: duyệt": (set(), {"department", "reference"}),
    "Giới thiệu: quản trị": ({"department"}, {"reference"}),
    "Dữ liệu tham chiếu": ({"reference", "search", "deadlines"}, set()),
    "Thời hạn: theo dõi": (set(), {"deadlines", "reference"}),
    "Thời hạn: quyết định dời": (set(), {"deadlines", "reference"}),
    "Chỉ xem": (set(), READS_ALL),
}
WRITES = {
    "Báo chí: soạn": "press",
    "Viễn thông: soạn": "telecom",
    "Chính quyền điện tử: soạn": "egov",
    "Giới thiệu: soạn": "department",
}
FOLLOWS = {"Thời hạn: theo dõi": "deadlines.Deadline"}
APPROVES = {
    "Báo chí: duyệt": "press",
    "Viễn thông: duyệt": "telecom",
    "Chính quyền điện tử: duyệt": "egov",
    "Giới thiệu: duyệt": "department",
}
# History follows the rights over the records it tells of (tests/history/test_pages.py).
REGISTERED = sorted(
    (model for model in admin.site._registry if model._meta.app_label != "history"),
    key=lambda model: model._meta.label,
)


def has_drafts(model):
    return issubclass(model, Versioned)


def rights(group):
    """Return the codenames that the group holds, by app."""
    found = {}
    for permission in Group.objects.get(name=group).permissions.select_related("content_type"):
        found.setdefault(permission.content_type.app_label, set()).add(permission.codename)
    return found


def test_the_matrix_names_every_group_of_the_software():
    assert set(MAY) == set(roles.GROUPS) == set(Group.objects.values_list("name", flat=True))


@pytest.mark.parametrize("group", WRITES)
def test_authors_write_what_has_drafts_and_make_nothing_public(group):
    """What has no drafts is public at once, so it is for administrators."""
    label = WRITES[group]
    expected = set()
    for model in apps.get_app_config(label).get_models():
        name = model._meta.model_name
        expected.add(f"view_{name}")
        if has_drafts(model) or issubclass(model, Part):
            expected |= {f"add_{name}", f"change_{name}"}
        if issubclass(model, Part):  # taken out of a draft
            expected.add(f"delete_{name}")

    assert rights(group)[label] == expected


@pytest.mark.parametrize("group", APPROVES)
def test_approvers_read_and_publish_without_writing(group):
    label = APPROVES[group]
    models = list(apps.get_app_config(label).get_models())
    expected = {f"view_{model._meta.model_name}" for model in models}
    expected |= {
        f"publish_{model._meta.model_name}" for model in models if issubclass(model, Versioned)
    }

    assert rights(group)[label] == expected


def test_who_follows_deadlines_does_not_move_them_and_who_moves_them_follows_none():
    models = apps.get_app_config("deadlines").get_models()
    seen = {f"view_{model._meta.model_name}" for model in models}
    follows, decides = "Thời hạn: theo dõi", "Thời hạn: quyết định dời"
    assert rights(follows)["deadlines"] == seen | {"add_deadline", "change_deadline"}
    assert rights(decides)["deadlines"] == seen | {"decide_shift"}


@pytest.mark.parametrize("group", [group for group in MAY if MAY[group][0]])
def test_administrators_hold_every_right_of_their_app(group):
    for label in MAY[group][0]:
        held = Permission.objects.filter(content_type__app_label=label)
        machinery = {f"{action}_{name}" for action in roles.ALL for name in roles.MACHINERY}
        assert rights(group)[label] == set(held.values_list("codename", flat=True)) - machinery


def test_no_group_holds_the_right_to_publish_in_an_app_that_is_not_its_own():
    publishing = Permission.objects.filter(codename__startswith="publish_")
    assert publishing.exists()
    for permission in publishing:
        label = permission.content_type.app_label
        own = {group for group, app in APPROVES.items() if app == label}
        own |= {group for group, (edits, _) in MAY.items() if label in edits}
        assert {group.name for group in permission.group_set.all()} == own


@pytest.mark.parametrize("group", MAY)
@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_lists_and_forms_open_to_those_who_may(client, group, model):
    edits, reads = MAY[group]
    label = model._meta.app_label
    sees = label in edits | reads
    writes = WRITES.get(group) == label and has_drafts(model)
    adds = label in edits or writes or FOLLOWS.get(group) == model._meta.label
    client.force_login(make_user("an", group=group))
    name = f"admin:{label}_{model._meta.model_name}"

    assert client.get(reverse(f"{name}_changelist")).status_code == (200 if sees else 403)
    may_add = admin.site._registry[model].has_add_permission
    request = client.get(reverse("admin:index")).wsgi_request
    assert may_add(request) == (adds and may_add(superuser_request(client)))


def superuser_request(client):
    """A request by somebody who may do all that the model's own page allows at all."""
    request = client.get(reverse("admin:index")).wsgi_request
    request.user = make_superuser()
    return request


@pytest.mark.parametrize("group", MAY)
def test_the_index_shows_what_the_group_may_open_and_nothing_else(client, group):
    edits, reads = MAY[group]
    client.force_login(make_user("an", group=group))
    page = client.get(reverse("admin:index")).content.decode()

    for model in REGISTERED:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert (f'href="{address}"' in page) == (model._meta.app_label in edits | reads), address


@pytest.mark.parametrize("group", MAY)
def test_nobody_but_a_superuser_comes_near_accounts_and_groups(client, group):
    """Not even with the permissions themselves: whoever edits rights could raise their own."""
    user = make_user("an", group=group)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label__in=["accounts", "auth"])
    )
    other = make_user("binh")
    client.force_login(user)

    for address in (
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_add"),
        reverse("admin:accounts_user_change", args=[other.pk]),
        reverse("admin:auth_user_password_change", args=[other.pk]),
        reverse("admin:auth_group_changelist"),
        reverse("admin:auth_group_change", args=[Group.objects.first().pk]),
    ):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"is_superuser": "on"}).status_code == 403, address
    assert "accounts/user" not in client.get(reverse("admin:index")).content.decode()


def test_whoever_is_not_staff_does_not_enter(client):
    client.force_login(make_user("an", is_staff=False))

    assert client.get(reverse("admin:index")).status_code == 302


def test_every_model_of_the_apps_is_in_some_group():
    """A model that a later version adds gets its permissions by the next migrate."""
    held = set(
        Permission.objects.filter(group__name__in=roles.GROUPS).values_list(
            "content_type__app_label", "codename"
        )
    )
    for label in roles.EVERYTHING:
        for model in apps.get_app_config(label).get_models():
            is_looked_at = "view" in model._meta.default_permissions
            if is_looked_at and model._meta.model_name not in roles.MACHINERY:
                assert (label, f"view_{model._meta.model_name}") in held


def test_migrate_puts_back_what_a_group_lost_and_takes_what_it_must_not_have():
    group = Group.objects.get(name="Chỉ xem")
    group.permissions.clear()
    group.permissions.add(Permission.objects.get(codename="change_agency"))

    roles.sync("reference")
    held = set(group.permissions.values_list("codename", flat=True))
    assert "view_agency" in held
    assert "change_agency" not in held


def test_a_special_right_given_by_hand_is_left_alone():
    agency = Permission.objects.get(codename="view_agency").content_type
    special = Permission.objects.create(
        content_type=agency, codename="print_agency", name="in danh bạ cơ quan"
    )
    group = Group.objects.get(name="Dữ liệu tham chiếu")
    group.permissions.add(special)

    roles.sync("reference")
    assert special in group.permissions.all()


def test_a_group_of_the_software_is_shown_but_not_edited(client):
    client.force_login(make_superuser())
    group = Group.objects.get(name="Báo chí: soạn")
    address = reverse("admin:auth_group_change", args=[group.pk])
    before = set(group.permissions.all())

    assert "do phần mềm đặt" in client.get(address).content.decode()
    send(client, address, {"name": "Khác", "permissions": []})
    group.refresh_from_db()
    assert group.name == "Báo chí: soạn"
    assert set(group.permissions.all()) == before


def test_a_superuser_makes_another_group(client):
    client.force_login(make_superuser())
    permission = Permission.objects.get(codename="change_agency")
    typed = {"name": "Văn phòng", "permissions": [permission.pk]}
    send(client, reverse("admin:auth_group_add"), typed)

    assert list(Group.objects.get(name="Văn phòng").permissions.all()) == [permission]
