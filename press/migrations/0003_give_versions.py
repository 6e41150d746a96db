from django.db import migrations

from laocai_ict.publishing.migrating import give_versions


def title(briefing):
    """Return what lists of waiting and done work call it, as `str()` of a briefing has it."""
    label = f"Tuần {briefing.iso_week}/{briefing.iso_year}"
    if briefing.sequence > 1:
        label += f", buổi {briefing.sequence}"
    return f"{label}: {briefing.title}" if briefing.title else label


class Migration(migrations.Migration):
    """Versions, second step: every briefing becomes version 1 of an item of its own.

    Topics are first copies and need nothing.
    """

    dependencies = [("press", "0002_version_columns")]

    operations = [
        migrations.RunPython(
            give_versions("press.briefing", title=title), migrations.RunPython.noop
        ),
    ]
