from django.db import migrations

GROUPS = (
    "Phòng báo chí",
    "Thống kê viễn thông",
    "Chính quyền điện tử",
    "Dữ liệu tham chiếu",
    "Chỉ xem",
)


def make_groups(apps, schema_editor):
    """The offices of the department; what each may do is set after every migrate."""
    group = apps.get_model("auth", "Group")
    for name in GROUPS:
        group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=False)]
