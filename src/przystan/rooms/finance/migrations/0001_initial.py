import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import przystan.rooms.finance.types
from decimal import Decimal
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Project',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=30, unique=True)),
                    ('number', models.CharField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('name_en', models.CharField(max_length=200)),
                    ('fund', models.CharField(max_length=60)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('-starts_on', 'id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='finance_project_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('cofinancing', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('rate', models.DecimalField(decimal_places=4, max_digits=5)),
                    ('currency', models.CharField(max_length=3)),
                    ('signed_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='finance.project')),
                ],
                options={
                    'ordering': ('recorded_at', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Settlement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=40)),
                    ('period_from', models.DateField()),
                    ('period_until', models.DateField()),
                    ('declared', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('accepted', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('settled_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='finance.project')),
                ],
                options={
                    'ordering': ('period_from', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('figure', models.CharField(max_length=60)),
                    ('due_on', models.DateField()),
                    ('value', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('baseline', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                    ('recorded_at', models.DateTimeField()),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='finance.project')),
                ],
                options={
                    'ordering': ('figure', 'due_on', 'id'),
                },
            ),
            migrations.CreateModel(
                name='BudgetLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20)),
                    ('name', models.CharField(max_length=200)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='finance.agreement')),
                ],
                options={
                    'ordering': ('code', 'id'),
                    'constraints': [models.UniqueConstraint(fields=('agreement', 'code'), name='finance_line_code_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='finance_line_positive')],
                },
            ),
            migrations.CreateModel(
                name='FundPayment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=10)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('paid_on', models.DateField()),
                    ('document_number', models.CharField(max_length=60)),
                    ('recorded_at', models.DateTimeField()),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='finance.project')),
                ],
                options={
                    'ordering': ('paid_on', 'id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['advance', 'refund', 'balance', 'repayment'])), name='finance_payment_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('amount__lt', 0), ('kind', przystan.rooms.finance.types.PaymentKind['REPAYMENT'])), models.Q(models.Q(('kind', przystan.rooms.finance.types.PaymentKind['REPAYMENT']), _negated=True), ('amount__gt', 0)), _connector='OR'), name='finance_payment_sign'), models.UniqueConstraint(fields=('project', 'document_number'), name='finance_payment_document_once')],
                },
            ),
            migrations.CreateModel(
                name='Expenditure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line_code', models.CharField(max_length=20)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('spent_on', models.DateField()),
                    ('document_number', models.CharField(max_length=60)),
                    ('description', models.CharField(max_length=200)),
                    ('recorded_at', models.DateTimeField()),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenditure', to='finance.project')),
                ],
                options={
                    'ordering': ('spent_on', 'id'),
                    'constraints': [models.UniqueConstraint(fields=('project', 'document_number', 'line_code', 'amount'), name='finance_document_once'), models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='finance_amount_not_zero')],
                },
            ),
            migrations.CreateModel(
                name='CostRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('product', models.CharField(max_length=20)),
                    ('line_code', models.CharField(max_length=20)),
                    ('recorded_at', models.DateTimeField()),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cost_rules', to='finance.project')),
                ],
                options={
                    'ordering': ('product', 'line_code', 'id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('product__in', ['persons', 'calls', 'folders'])), name='finance_product_known'), models.UniqueConstraint(fields=('project', 'line_code'), name='finance_line_pays_for_one_product')],
                },
            ),
            migrations.AddConstraint(
                model_name='agreement',
                constraint=models.CheckConstraint(condition=models.Q(('value__gt', 0)), name='finance_value_positive'),
            ),
            migrations.AddConstraint(
                model_name='agreement',
                constraint=models.CheckConstraint(condition=models.Q(('rate__gt', 0), ('rate__lte', Decimal('0.75'))), name='finance_rate_at_most_75_percent'),
            ),
            migrations.AddConstraint(
                model_name='agreement',
                constraint=models.CheckConstraint(condition=models.Q(('cofinancing', django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(models.F('value'), '*', models.F('rate')), precision=2))), name='finance_cofinancing_is_rate_of_value'),
            ),
            migrations.AddConstraint(
                model_name='settlement',
                constraint=models.CheckConstraint(condition=models.Q(('period_until__gte', models.F('period_from'))), name='finance_settlement_ends_after_start'),
            ),
            migrations.AddConstraint(
                model_name='settlement',
                constraint=models.CheckConstraint(condition=models.Q(('settled_on__gte', models.F('period_until'))), name='finance_settlement_after_its_period'),
            ),
            migrations.AddConstraint(
                model_name='settlement',
                constraint=models.CheckConstraint(condition=models.Q(('accepted__gte', 0), ('accepted__lte', models.F('declared')), ('declared__gt', 0)), name='finance_accepted_at_most_declared'),
            ),
            migrations.AddConstraint(
                model_name='settlement',
                constraint=models.UniqueConstraint(fields=('project', 'number'), name='finance_settlement_number_once'),
            ),
            migrations.AddConstraint(
                model_name='target',
                constraint=models.CheckConstraint(condition=models.Q(('baseline__gte', 0), ('value__gt', models.F('baseline'))), name='finance_target_above_baseline'),
            ),
        ]),
    ]
