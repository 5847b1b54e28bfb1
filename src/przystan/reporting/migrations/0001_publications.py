import django.db.models.deletion
import przystan.reporting.types
from django.conf import settings
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='ApiKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('key_hash', models.CharField(max_length=64, unique=True)),
                    ('scopes', models.CharField(max_length=60)),
                    ('made_at', models.DateTimeField()),
                    ('made_by', models.CharField(max_length=160)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('revoked_by', models.CharField(blank=True, max_length=160)),
                ],
                options={
                    'ordering': ('-made_at', '-id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('scopes', ''), _negated=True), name='reporting_key_opens_something')],
                },
            ),
            migrations.CreateModel(
                name='Indicator',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('programme', models.CharField(max_length=20)),
                    ('code', models.CharField(max_length=20)),
                    ('version', models.PositiveSmallIntegerField()),
                    ('wording_pl', models.CharField(max_length=300)),
                    ('wording_en', models.CharField(max_length=300)),
                    ('objective', models.CharField(blank=True, max_length=12)),
                    ('figure', models.CharField(blank=True, max_length=60)),
                    ('in_force_from', models.DateField()),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('source', models.CharField(max_length=300)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('programme', 'code', 'version'),
                    'constraints': [models.UniqueConstraint(fields=('programme', 'code', 'version'), name='reporting_indicator_version_once'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='reporting_indicator_has_a_source')],
                },
            ),
            migrations.CreateModel(
                name='Narrative',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=20)),
                    ('language', models.CharField(max_length=3)),
                    ('version', models.PositiveSmallIntegerField()),
                    ('text', models.TextField()),
                    ('written_at', models.DateTimeField()),
                    ('written_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('kind', 'language', 'version'),
                    'constraints': [models.UniqueConstraint(fields=('kind', 'language', 'version'), name='reporting_narrative_version_once')],
                },
            ),
            migrations.CreateModel(
                name='ObjectiveRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stay_basis', models.CharField(max_length=30)),
                    ('objective', models.CharField(max_length=12)),
                    ('in_force_from', models.DateField()),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('source', models.CharField(max_length=300)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('stay_basis', 'in_force_from', 'recorded_at', 'id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('objective__in', ['integration', 'asylum', 'return'])), name='reporting_objective_known'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='reporting_objective_has_a_source'), models.UniqueConstraint(fields=('stay_basis', 'in_force_from', 'recorded_at'), name='reporting_objective_rule_once')],
                },
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('project', models.CharField(max_length=40)),
                    ('as_of', models.DateField()),
                    ('reason', models.CharField(blank=True, max_length=400)),
                    ('public_from', models.DateTimeField()),
                    ('proposed_at', models.DateTimeField()),
                    ('proposed_by', models.CharField(max_length=160)),
                    ('proposer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revises', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.publication')),
                ],
                options={
                    'ordering': ('as_of', 'id'),
                },
            ),
            migrations.CreateModel(
                name='PublicationDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.CharField(max_length=10)),
                    ('reason', models.CharField(blank=True, max_length=400)),
                    ('decided_at', models.DateTimeField()),
                    ('decided_by', models.CharField(max_length=160)),
                    ('publication', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='reporting.publication')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='PublishedValue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=60)),
                    ('value', models.DecimalField(decimal_places=2, max_digits=16)),
                    ('unit', models.CharField(max_length=12)),
                    ('definition_version', models.PositiveSmallIntegerField()),
                    ('rows', models.PositiveIntegerField()),
                    ('rows_hash', models.CharField(max_length=64)),
                    ('basis', models.BinaryField()),
                    ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='reporting.publication')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('query', models.CharField(max_length=300)),
                    ('made_at', models.DateTimeField()),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('name', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Schedule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=20)),
                    ('language', models.CharField(max_length=3)),
                    ('every', models.CharField(max_length=8)),
                    ('recipient', models.EmailField(max_length=254)),
                    ('made_at', models.DateTimeField()),
                    ('made_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('id',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('every__in', ['month', 'quarter'])), name='reporting_schedule_every_known')],
                },
            ),
            migrations.CreateModel(
                name='ScheduleStop',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stopped_at', models.DateTimeField()),
                    ('stopped_by', models.CharField(max_length=160)),
                    ('schedule', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='stop', to='reporting.schedule')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.AddConstraint(
                model_name='publication',
                constraint=models.CheckConstraint(condition=models.Q(('revises__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='reporting_revision_has_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='publication',
                constraint=models.CheckConstraint(condition=models.Q(('revises__isnull', True), models.Q(('revises', models.F('id')), _negated=True), _connector='OR'), name='reporting_revision_of_another'),
            ),
            migrations.AddConstraint(
                model_name='publicationdecision',
                constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['approved', 'refused'])), name='reporting_decision_known'),
            ),
            migrations.AddConstraint(
                model_name='publicationdecision',
                constraint=models.CheckConstraint(condition=models.Q(('decision', przystan.reporting.types.Decision['APPROVED']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='reporting_refusal_has_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='publishedvalue',
                constraint=models.UniqueConstraint(fields=('publication', 'code'), name='reporting_value_once'),
            ),
            migrations.AddConstraint(
                model_name='publishedvalue',
                constraint=models.CheckConstraint(condition=models.Q(('unit__in', ['persons', 'calls', 'folders', 'hours', 'PLN', 'services', 'cards', 'answers', 'tickets', 'cases', 'days', 'seconds', 'mistakes', 'attendances', 'items'])), name='reporting_unit_known'),
            ),
            migrations.AddConstraint(
                model_name='savedview',
                constraint=models.UniqueConstraint(fields=('owner', 'name'), name='reporting_view_name_once'),
            ),
            migrations.AddConstraint(
                model_name='savedview',
                constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='reporting_view_has_a_name'),
            ),
        ]),
    ]
