from django.db import migrations

from laocai_ict.publishing.migrating import give_versions


class Migration(migrations.Migration):
    """Versions, second step: every briefing becomes version 1 of an item of its own.

    Topics are first copies and need nothing.
    """

    dependencies = [("press", "0002_version_columns")]

    operations = [
        migrations.RunPython(give_versions("press.briefing"), migrations.RunPython.noop),
    ]
