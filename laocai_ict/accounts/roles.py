"""The offices of the department, and what each may touch in the admin site.

The groups named here belong to the software: their permissions follow the models, also those that
later versions add, and are set anew by every `migrate`. Whoever needs another mix makes another
group. Accounts and groups themselves are in nobody's list: only a superuser edits them.
"""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS

GROUND = ("reference",)
"""every office looks up places, agencies and sources, so every office may read them"""
EVERYTHING = ("press", "telecom", "egov", "reference", "department", "publishing")
MACHINERY = {"loadrun", "loadedrow"}
"""tables of the loaders, which nobody edits"""
EDIT = ("view", "add", "change", "delete")
VIEW = ("view",)


@dataclass(frozen=True)
class Role:
    """An office: its group's name, the apps it edits, the apps it only reads."""

    group: str
    edits: tuple[str, ...] = ()
    reads: tuple[str, ...] = GROUND

    def actions(self, app_label: str) -> tuple[str, ...]:
        if app_label in self.edits:
            return EDIT
        return VIEW if app_label in self.reads else ()


ROLES = (
    Role("Phòng báo chí", edits=("press",)),
    Role("Thống kê viễn thông", edits=("telecom",)),
    Role("Chính quyền điện tử", edits=("egov",)),
    Role("Dữ liệu tham chiếu", edits=("reference", "department")),
    Role("Chỉ xem", reads=EVERYTHING),
)
GROUPS = tuple(role.group for role in ROLES)


def sync(app_label: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Give each office exactly its permissions on the models of one app."""
    codenames = _codenames(app_label)
    of_app = Permission.objects.using(using).filter(content_type__app_label=app_label)
    permissions = {permission.codename: permission for permission in of_app}
    for role in ROLES:
        group, _ = Group.objects.using(using).get_or_create(name=role.group)
        wanted = {
            permissions[codename]
            for action in role.actions(app_label)
            for codename in codenames[action]
            if codename in permissions
        }
        held = set(group.permissions.filter(content_type__app_label=app_label))
        stock = {one for one in held if any(one.codename in names for names in codenames.values())}
        group.permissions.remove(*(stock - wanted))
        group.permissions.add(*(wanted - held))


def _codenames(app_label: str) -> dict[str, set[str]]:
    """Return, by action, the stock permissions of the app's models; special ones are left alone."""
    metas = [
        model._meta
        for model in apps.get_app_config(app_label).get_models()
        if model._meta.model_name not in MACHINERY
    ]
    return {action: {get_permission_codename(action, meta) for meta in metas} for action in EDIT}


def sync_after_migrate(app_config, using, **kwargs):
    """Receiver of post_migrate: permissions are made by it too, just before this.

    `migrate` sends the models as they are then; `flush` sends none.
    """
    state = kwargs.get("apps") or apps
    try:
        state.get_model("auth", "Permission")
        state.get_model("accounts", "User")
    except LookupError:
        return  # migrated back to before there were accounts
    if app_config.label in EVERYTHING:
        sync(app_config.label, using)
