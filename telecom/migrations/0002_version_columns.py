import django.db.models.deletion
from django.db import migrations, models

VERSIONED = ("indicator", "operator", "observation", "target", "headlinefigure")


def columns(model):
    """Return the two columns of a record in versions, empty for now."""
    item = models.ForeignKey(
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="publishing.item",
        verbose_name="mục",
    )
    version = models.OneToOneField(
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="%(app_label)s_%(class)s",
        to="publishing.version",
        verbose_name="phiên bản",
    )
    return [
        migrations.AddField(model, "item", item),
        migrations.AddField(model, "version", version),
    ]


def origin(model):
    return migrations.AddField(
        model, "origin", models.BigIntegerField(editable=False, null=True, verbose_name="bản đầu")
    )


class Migration(migrations.Migration):
    """Versions, first step: the columns, still empty; uniqueness moves from rows to items."""

    dependencies = [
        ("publishing", "0001_versions"),
        ("telecom", "0001_initial"),
    ]

    operations = [
        *[operation for model in VERSIONED for operation in columns(model)],
        origin("indicatordefinition"),
        origin("seriesbreak"),
        # Headlines had no moment of their own: they take that of their figure.
        migrations.AddField(
            "headlinefigure", "published_at", models.DateTimeField(null=True, verbose_name="từ")
        ),
        migrations.RemoveConstraint("observation", "telecom_observation_once_a_source"),
        migrations.RemoveConstraint("target", "telecom_target_once_a_source"),
        migrations.AlterField(
            "indicator", "code", models.SlugField(max_length=60, verbose_name="mã")
        ),
        migrations.AlterField(
            "indicator", "slug", models.SlugField(max_length=100, verbose_name="địa chỉ")
        ),
        migrations.AlterField(
            "operator", "key", models.SlugField(max_length=60, verbose_name="mã")
        ),
        migrations.AlterField(
            "headlinefigure", "anchor", models.SlugField(max_length=40, verbose_name="neo trên trang")
        ),
        migrations.AlterField(
            "headlinefigure", "order", models.PositiveSmallIntegerField(verbose_name="thứ tự")
        ),
        migrations.AlterField(
            "headlinefigure",
            "observation",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="telecom.observation",
                verbose_name="số liệu",
            ),
        ),
    ]
