import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Versions, first step: the columns, still empty; uniqueness moves from rows to items."""

    dependencies = [
        ("press", "0001_initial"),
        ("publishing", "0001_versions"),
    ]

    operations = [
        migrations.RemoveConstraint("briefing", "press_briefing_once_at_its_address"),
        migrations.AddField(
            "briefing",
            "item",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="publishing.item",
                verbose_name="mục",
            ),
        ),
        migrations.AddField(
            "briefing",
            "version",
            models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(app_label)s_%(class)s",
                to="publishing.version",
                verbose_name="phiên bản",
            ),
        ),
        migrations.AddField(
            "topic",
            "origin",
            models.BigIntegerField(editable=False, null=True, verbose_name="bản đầu"),
        ),
    ]
