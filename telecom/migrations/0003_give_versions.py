from django.db import migrations

from laocai_ict.publishing.migrating import give_versions


def date_headlines(apps, schema_editor):
    """A headline was public as long as its figure was."""
    for headline in apps.get_model("telecom", "HeadlineFigure").objects.select_related(
        "observation"
    ):
        headline.published_at = headline.observation.published_at
        headline.save(update_fields=["published_at"])


class Migration(migrations.Migration):
    """Versions, second step: every row becomes version 1 of an item of its own."""

    dependencies = [("telecom", "0002_version_columns")]

    operations = [
        migrations.RunPython(date_headlines, migrations.RunPython.noop),
        migrations.RunPython(give_versions("telecom.indicator"), migrations.RunPython.noop),
        migrations.RunPython(give_versions("telecom.operator"), migrations.RunPython.noop),
        migrations.RunPython(give_versions("telecom.observation"), migrations.RunPython.noop),
        migrations.RunPython(give_versions("telecom.target"), migrations.RunPython.noop),
        migrations.RunPython(give_versions("telecom.headlinefigure"), migrations.RunPython.noop),
    ]
