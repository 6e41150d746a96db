import django.db.models.deletion
from django.db import migrations, models

RECORDS = ("cooperationagreement", "procedure", "sharedsystem", "systemfact")
PARTS = ("fee", "legalbasis", "processingtime", "servicelevel", "systemcoverage")


def columns_of(record):
    """Return the operations that give `record` its still empty columns."""
    return [
        migrations.AddField(
            record,
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
            record,
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
    ]


class Migration(migrations.Migration):
    """Versions, first step: the columns, still empty; uniqueness moves from rows to items."""

    dependencies = [
        ("egov", "0001_initial"),
        ("publishing", "0001_versions"),
    ]

    operations = [
        migrations.RemoveConstraint("cooperationagreement", "egov_agreement_once"),
        migrations.RemoveConstraint("procedure", "egov_procedure_code_once"),
        migrations.AlterField(
            "procedure", "number", models.PositiveSmallIntegerField(verbose_name="thứ tự")
        ),
        migrations.AlterField(
            "procedure", "slug", models.SlugField(max_length=120, verbose_name="đường dẫn")
        ),
        migrations.AlterField(
            "sharedsystem", "slug", models.SlugField(max_length=60, verbose_name="mã")
        ),
        *[operation for record in RECORDS for operation in columns_of(record)],
        *[
            migrations.AddField(
                part,
                "origin",
                models.BigIntegerField(editable=False, null=True, verbose_name="bản đầu"),
            )
            for part in PARTS
        ],
    ]
