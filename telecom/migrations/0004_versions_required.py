
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import laocai_ict.publishing.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0001_versions'),
        ('reference', '0001_initial'),
        ('telecom', '0003_give_versions'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='headlinefigure',
            options={'ordering': ['order', 'item_id'], 'verbose_name': 'con số nổi bật', 'verbose_name_plural': 'con số nổi bật'},
        ),
        migrations.AlterModelOptions(
            name='indicator',
            options={'ordering': ['order', 'item_id'], 'verbose_name': 'chỉ tiêu', 'verbose_name_plural': 'chỉ tiêu'},
        ),
        migrations.AlterModelOptions(
            name='observation',
            options={'ordering': ['indicator_id', models.OrderBy(models.F('as_of'), descending=True, nulls_last=True), '-item_id'], 'verbose_name': 'số liệu', 'verbose_name_plural': 'số liệu'},
        ),
        migrations.AlterModelOptions(
            name='operator',
            options={'ordering': ['order', 'item_id'], 'verbose_name': 'doanh nghiệp', 'verbose_name_plural': 'doanh nghiệp'},
        ),
        migrations.AlterModelOptions(
            name='target',
            options={'ordering': ['indicator_id', 'due_on', 'item_id'], 'verbose_name': 'mục tiêu', 'verbose_name_plural': 'mục tiêu'},
        ),
        migrations.RemoveField(
            model_name='headlinefigure',
            name='published_at',
        ),
        migrations.RemoveField(
            model_name='indicator',
            name='published_at',
        ),
        migrations.RemoveField(
            model_name='observation',
            name='published_at',
        ),
        migrations.RemoveField(
            model_name='operator',
            name='published_at',
        ),
        migrations.RemoveField(
            model_name='target',
            name='published_at',
        ),
        migrations.AlterField(
            model_name='headlinefigure',
            name='item',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.item', verbose_name='mục'),
        ),
        migrations.AlterField(
            model_name='headlinefigure',
            name='version',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s', to='publishing.version', verbose_name='phiên bản'),
        ),
        migrations.AlterField(
            model_name='indicator',
            name='item',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.item', verbose_name='mục'),
        ),
        migrations.AlterField(
            model_name='indicator',
            name='version',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s', to='publishing.version', verbose_name='phiên bản'),
        ),
        migrations.AlterField(
            model_name='observation',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='telecom.indicator', verbose_name='chỉ tiêu'),
        ),
        migrations.AlterField(
            model_name='observation',
            name='item',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.item', verbose_name='mục'),
        ),
        migrations.AlterField(
            model_name='observation',
            name='operator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='telecom.operator', verbose_name='riêng của doanh nghiệp'),
        ),
        migrations.AlterField(
            model_name='observation',
            name='version',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s', to='publishing.version', verbose_name='phiên bản'),
        ),
        migrations.AlterField(
            model_name='operator',
            name='item',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.item', verbose_name='mục'),
        ),
        migrations.AlterField(
            model_name='operator',
            name='version',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s', to='publishing.version', verbose_name='phiên bản'),
        ),
        migrations.AlterField(
            model_name='target',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='telecom.indicator', verbose_name='chỉ tiêu'),
        ),
        migrations.AlterField(
            model_name='target',
            name='item',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.item', verbose_name='mục'),
        ),
        migrations.AlterField(
            model_name='target',
            name='version',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s', to='publishing.version', verbose_name='phiên bản'),
        ),
        migrations.AddConstraint(
            model_name='headlinefigure',
            constraint=laocai_ict.publishing.constraints.UniqueAmongItems(expressions=[(models.Func(django.db.models.functions.comparison.Coalesce(models.F('observation'), models.Value(-1), output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce(models.F('observation'), models.Value(-1), output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (django.contrib.postgres.indexes.OpClass(models.Func(models.F('item'), output_field=models.GenericIPAddressField(), template="('::'::inet + %(expressions)s)"), name='inet_ops'), '<>')], name='telecom_headline_figure_once', violation_error_message='Số liệu này đã là một con số nổi bật.'),
        ),
        migrations.AddConstraint(
            model_name='headlinefigure',
            constraint=laocai_ict.publishing.constraints.UniqueAmongItems(expressions=[(models.Func(models.Func(django.db.models.functions.comparison.Cast(models.F('anchor'), models.TextField()), models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func(django.db.models.functions.comparison.Cast(models.F('anchor'), models.TextField()), models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (django.contrib.postgres.indexes.OpClass(models.Func(models.F('item'), output_field=models.GenericIPAddressField(), template="('::'::inet + %(expressions)s)"), name='inet_ops'), '<>')], name='telecom_headline_anchor_once', violation_error_message='Neo này đã có con số nổi bật khác.'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=laocai_ict.publishing.constraints.UniqueAmongItems(expressions=[(models.Func(models.Func(django.db.models.functions.comparison.Cast(models.F('code'), models.TextField()), models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func(django.db.models.functions.comparison.Cast(models.F('code'), models.TextField()), models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (django.contrib.postgres.indexes.OpClass(models.Func(models.F('item'), output_field=models.GenericIPAddressField(), template="('::'::inet + %(expressions)s)"), name='inet_ops'), '<>')], name='telecom_indicator_code_once', violation_error_message='Mã này đã có chỉ tiêu khác.'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=laocai_ict.publishing.constraints.UniqueAmongItems(expressions=[(models.Func(models.Func(django.db.models.functions.comparison.Cast(models.F('slug'), models.TextField()), models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func(django.db.models.functions.comparison.Cast(models.F('slug'), models.TextField()), models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (django.contrib.postgres.indexes.OpClass(models.Func(models.F('item'), output_field=models.GenericIPAddressField(), template="('::'::inet + %(expressions)s)"), name='inet_ops'), '<>')], name='telecom_indicator_slug_once', violation_error_message='Địa chỉ này là, hoặc từng là, của chỉ tiêu khác.'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=laocai_ict.publishing.constraints.UniqueAmongItems(expressions=[(models.Func(django.db.models.functions.comparison.Coalesce(models.F('indicator'), models.Value(-1), output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce(models.F('indicator'), models.Value(-1), output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Coalesce(models.F('area'), models.Value(-1), output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce(models.F('area'), models.Value(-1), output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Coalesce(models.F('operator'), models.Value(-1), output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce(models.F('operator'), models.Value(-1), output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Coalesce(models.F('source'), models.Value(-1), output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce(models.F('source'), models.Value(-1), output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Coalesce(models.F('as_of'), models.Value('0001-01-01', output_field=models.DateField()), output_field=models.DateField()), django.db.models.functions.comparison.Coalesce(models.F('as_of'), models.Value('0001-01-01', output_field=models.DateField()), output_field=models.DateField()), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Coalesce(models.F('period_from'), models.Value('0001-01-01', output_field=models.DateField()), output_field=models.DateField()), django.db.models.functions.comparison.Coalesce(models.F('period_from'), models.Value('0001-01-01', output_field=models.DateField()), output_field=models.DateField()), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&'), (django.contrib.postgres.indexes.OpClass(models.Func(models.F('item'), output_field=models.GenericIPAddressField(), template="('::'::inet + %(expressions)s)"), name='inet_ops'), '<>')], name='telecom_observation_once_a_source', violation_error_message='Số này của nguồn này đã được nhập.'),
        ),
        migrations.AddConstraint(
            model_name='operator',
            constraint=laocai_ict.publishing.constraints.UniqueAmongItems(expressions=[(models.Func(models.Func(django.db.models.functions.comparison.Cast(models.F('key'), models.TextField()), models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func(django.db.models.functions.comparison.Cast(models.F('key'), models.TextField()), models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (django.contrib.postgres.indexes.OpClass(models.Func(models.F('item'), output_field=models.GenericIPAddressField(), template="('::'::inet + %(expressions)s)"), name='inet_ops'), '<>')], name='telecom_operator_key_once', violation_error_message='Mã này đã có doanh nghiệp khác.'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=laocai_ict.publishing.constraints.UniqueAmongItems(expressions=[(models.Func(django.db.models.functions.comparison.Coalesce(models.F('indicator'), models.Value(-1), output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce(models.F('indicator'), models.Value(-1), output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Coalesce(models.F('area'), models.Value(-1), output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce(models.F('area'), models.Value(-1), output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Coalesce(models.F('source'), models.Value(-1), output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce(models.F('source'), models.Value(-1), output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Coalesce(models.F('due_on'), models.Value('0001-01-01', output_field=models.DateField()), output_field=models.DateField()), django.db.models.functions.comparison.Coalesce(models.F('due_on'), models.Value('0001-01-01', output_field=models.DateField()), output_field=models.DateField()), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&'), (django.contrib.postgres.indexes.OpClass(models.Func(models.F('item'), output_field=models.GenericIPAddressField(), template="('::'::inet + %(expressions)s)"), name='inet_ops'), '<>')], name='telecom_target_once_a_source', violation_error_message='Mục tiêu này của nguồn này đã được nhập.'),
        ),
    ]
