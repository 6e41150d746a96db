import datetime

from django.db import migrations
from django.utils.timezone import get_default_timezone

from laocai_ict.publishing.migrating import give_versions

# Facts had no moment of their own: public since the day of the article the portal is built on.
FIRST_PUBLIC_DAY = datetime.datetime(2018, 8, 28, tzinfo=get_default_timezone())
TITLES = {
    "egov.cooperationagreement": lambda row: row.partner,
    "egov.procedure": lambda row: row.name,
    "egov.sharedsystem": lambda row: row.short_name,
}


class Migration(migrations.Migration):
    """Versions, second step: every row becomes version 1 of an item of its own."""

    dependencies = [("egov", "0002_version_columns")]

    operations = [
        *[
            migrations.RunPython(give_versions(label, title=title), migrations.RunPython.noop)
            for label, title in TITLES.items()
        ],
        migrations.RunPython(
            give_versions(
                "egov.systemfact",
                public_from=lambda row: FIRST_PUBLIC_DAY,
                title=lambda row: row.statement[:80],
            ),
            migrations.RunPython.noop,
        ),
    ]
