"""The offices of the department, and what each may touch in the admin site.

Each app has three groups. Authors write what is published, in drafts; approvers read it and make
it public; administrators do both and keep what has no drafts (series, fields, operators), because
a change there is public at once. No group approves what its member wrote: that is the workflow's.
Open deadlines are followed by one group and moved to another day only by those who may decide it.

The groups named here belong to the software: their permissions follow the models, also those that
later versions add, and are set anew by every `migrate`. Whoever needs another mix makes another
group. Accounts and groups themselves are in nobody's list: only a superuser edits them.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS

GROUND = ("reference",)
"""every office looks up places, agencies and sources, so every office may read them"""
EVERYTHING = (
    "press", "telecom", "egov", "reference", "search", "deadlines", "department", "publishing",
)  # fmt: skip
MACHINERY = {"loadrun", "loadedrow"}
"""tables of the loaders, which nobody edits"""
FOLLOWED = {"deadline"}
"""what an office follows from day to day: its members write in it, nobody deletes"""
VIEW = frozenset({"view"})
WRITE = frozenset({"view", "add", "change"})
EDIT = WRITE | {"delete"}
APPROVE = VIEW | {"publish", "decide"}
"""`decide` is there for one table alone: moving deadlines that run is a right of its own"""
ALL = EDIT | APPROVE


@dataclass(frozen=True)
class Role:
    """An office: its group's name and, by label, the apps it does something in."""

    group: str
    writes: tuple[str, ...] = ()
    approves: tuple[str, ...] = ()
    administers: tuple[str, ...] = ()
    reads: tuple[str, ...] = GROUND

    def actions(self, model: Any) -> frozenset[str]:
        """Return what this office may do with records of `model`."""
        label = model._meta.app_label
        if label in self.administers:
            return ALL
        if label in self.writes:
            return _writing(model)
        if label in self.approves:
            return APPROVE
        return VIEW if label in self.reads else frozenset()


def _writing(model: Any) -> frozenset[str]:
    """Return what an author may do: change what has drafts, look at all else.

    A draft is given up by a step of the workflow, so authors need no right to delete one.
    """
    if hasattr(model, "whole"):  # a part is taken out of its draft by deleting it
        return EDIT
    is_written = hasattr(model, "is_published") or model._meta.model_name in FOLLOWED
    return WRITE if is_written else VIEW


def _three(name: str, label: str) -> tuple[Role, ...]:
    return (
        Role(f"{name}: soạn", writes=(label,)),
        Role(f"{name}: duyệt", approves=(label,)),
        Role(f"{name}: quản trị", administers=(label,)),
    )


ROLES = (
    *_three("Báo chí", "press"),
    *_three("Viễn thông", "telecom"),
    *_three("Chính quyền điện tử", "egov"),
    *_three("Giới thiệu", "department"),
    Role("Dữ liệu tham chiếu", administers=("reference", "search", "deadlines")),
    Role("Thời hạn: theo dõi", writes=("deadlines",)),
    Role("Thời hạn: quyết định dời", approves=("deadlines",)),
    Role("Chỉ xem", reads=EVERYTHING),
)
GROUPS = tuple(role.group for role in ROLES)


def sync(app_label: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Give each office exactly its permissions on the models of one app."""
    permissions = _permissions(app_label, using)
    models = {model._meta.model_name: model for _, model in permissions}
    for role in ROLES:
        group, _ = Group.objects.using(using).get_or_create(name=role.group)
        allowed = {name: role.actions(model) for name, model in models.items()}
        wanted = {
            permission
            for (action, model), permission in permissions.items()
            if action in allowed[model._meta.model_name]
        }
        held = set(group.permissions.filter(content_type__app_label=app_label))
        group.permissions.remove(*(held & set(permissions.values()) - wanted))
        group.permissions.add(*(wanted - held))


def _permissions(app_label: str, using: str) -> dict[tuple[str, Any], Permission]:
    """Return the permissions of the app by action and model; special ones are left alone."""
    found = Permission.objects.using(using).filter(content_type__app_label=app_label)
    by_codename = {permission.codename: permission for permission in found}
    return {
        (action, model): by_codename[f"{action}_{model._meta.model_name}"]
        for model in apps.get_app_config(app_label).get_models()
        if model._meta.model_name not in MACHINERY
        for action in ALL
        if f"{action}_{model._meta.model_name}" in by_codename
    }


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
