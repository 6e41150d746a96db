from django.db import migrations

AUTHORS = {
    "Phòng báo chí": "Báo chí: soạn",
    "Thống kê viễn thông": "Viễn thông: soạn",
    "Chính quyền điện tử": "Chính quyền điện tử: soạn",
}
"""the former office of each app, and the group of authors that its members go on in"""
NEW = (
    "Báo chí: duyệt",
    "Báo chí: quản trị",
    "Viễn thông: duyệt",
    "Viễn thông: quản trị",
    "Chính quyền điện tử: duyệt",
    "Chính quyền điện tử: quản trị",
    "Giới thiệu: soạn",
    "Giới thiệu: duyệt",
    "Giới thiệu: quản trị",
)
REFERENCE = "Dữ liệu tham chiếu"
"""it edited the introduction too, so its members become authors of that as well"""


def part_writing_from_approving(apps, schema_editor):
    """Rename the offices to groups of authors and make the others.

    Nobody is made an approver by it: a superuser says who is. The permissions of the groups are
    set after every migrate.
    """
    alias = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(alias)
    for former, name in AUTHORS.items():
        taken = groups.filter(name=name).first()
        if taken is None:
            groups.filter(name=former).update(name=name)
        else:  # somebody made a group of that name: both become one
            _move_members(apps, alias, groups.filter(name=former), taken)
            groups.filter(name=former).delete()
        groups.get_or_create(name=name)
    for name in NEW:
        groups.get_or_create(name=name)
    introduction = groups.get(name="Giới thiệu: soạn")
    _move_members(apps, alias, groups.filter(name=REFERENCE), introduction)


def _move_members(apps, alias, origin, target):
    for user in apps.get_model("accounts", "User").objects.using(alias).filter(groups__in=origin):
        user.groups.add(target)


def one_office_again(apps, schema_editor):
    """Give the authors their former names; the groups made here stay, as nobody's office."""
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for former, name in AUTHORS.items():
        if not groups.filter(name=former).exists():
            groups.filter(name=name).update(name=former)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(part_writing_from_approving, one_office_again, elidable=False)
    ]
