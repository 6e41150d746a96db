import django.db.models.deletion
from django.db import migrations, models

RECORDS = ("contact", "duty", "leader", "milestone")
KINDS = [
    ("address", "Địa chỉ"),
    ("phone", "Điện thoại"),
    ("email", "Thư điện tử"),
    ("responsible", "Chịu trách nhiệm trang thông tin"),
]


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
        ("department", "0001_initial"),
        ("publishing", "0001_versions"),
    ]

    operations = [
        migrations.RemoveConstraint("duty", "department_duty_order_once_a_kind"),
        migrations.AlterField(
            "leader", "order", models.PositiveSmallIntegerField(verbose_name="thứ tự")
        ),
        migrations.AlterField(
            "contact",
            "kind",
            models.CharField(choices=KINDS, max_length=11, verbose_name="loại"),
        ),
        *[operation for record in RECORDS for operation in columns_of(record)],
    ]
