from django.db import migrations

from laocai_ict.publishing.migrating import give_versions

TITLES = {
    "department.contact": lambda row: f"{row.get_kind_display()}: {row.value or 'chưa cập nhật'}",
    "department.duty": lambda row: row.title,
    "department.leader": lambda row: f"{row.post}: {row.name}" if row.name else row.post,
    "department.milestone": lambda row: row.title,
}


class Migration(migrations.Migration):
    """Versions, second step: every row becomes version 1 of an item of its own.

    All were public, none said since when: what a row says has been public since it last changed.
    """

    dependencies = [("department", "0002_version_columns")]

    operations = [
        migrations.RunPython(
            give_versions(label, public_from=lambda row: row.updated_at, title=title),
            migrations.RunPython.noop,
        )
        for label, title in TITLES.items()
    ]
