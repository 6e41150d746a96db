from django.db import migrations

from laocai_ict.publishing.migrating import give_versions


class Migration(migrations.Migration):
    """Versions, second step: every row becomes version 1 of an item of its own."""

    dependencies = [("egov", "0002_version_columns")]

    operations = [
        migrations.RunPython(
            give_versions("egov.cooperationagreement"), migrations.RunPython.noop
        ),
    ]
