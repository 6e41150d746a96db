"""Forms of the admin's pages for accounts and groups."""

from itertools import groupby

from django import forms
from django.contrib.auth import forms as stock
from django.contrib.auth.models import Permission

from .models import User
from .roles import EVERYTHING, MACHINERY

ACTIONS = {"view": "xem", "add": "thêm", "change": "sửa", "delete": "xóa", "publish": "duyệt đăng"}


class NewUserForm(stock.UserCreationForm):
    class Meta(stock.UserCreationForm.Meta):
        model = User
        fields = ("username",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.pop("autofocus", None)  # the admin's script does it
        if "is_staff" in self.fields:
            self.fields["is_staff"].initial = True  # an account here serves nothing else


class UserForm(stock.UserChangeForm):
    class Meta(stock.UserChangeForm.Meta):
        model = User


class GroupForm(forms.ModelForm):
    """A group, its permissions as ticks under the name of each kind of record."""

    permissions = forms.ModelMultipleChoiceField(
        label="Quyền",
        required=False,
        queryset=Permission.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "permissions" not in self.fields:
            return
        choosable = choosable_permissions()
        self.fields["permissions"].queryset = choosable
        self.fields["permissions"].choices = [
            (kind, [(permission.pk, action_of(permission)) for permission in permissions])
            for kind, permissions in groupby(choosable, key=kind_of)
        ]


def choosable_permissions():
    """Return what a group may be given: all but accounts, groups and the site's machinery."""
    return (
        Permission.objects.filter(content_type__app_label__in=EVERYTHING)
        .exclude(content_type__model__in=MACHINERY)
        .select_related("content_type")
        .order_by("content_type__app_label", "content_type__model", "pk")
    )


def kind_of(permission: Permission) -> str:
    return permission.content_type.app_labeled_name.replace(" | ", ": ")


def action_of(permission: Permission) -> str:
    """Return "sửa" for a usual permission, a special one's own name otherwise."""
    return ACTIONS.get(permission.codename.partition("_")[0], permission.name)
