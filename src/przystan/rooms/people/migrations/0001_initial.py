import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sites', '0001_initial'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='FamilyLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=8)),
                    ('since_date', models.DateField(null=True)),
                    ('recorded_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Flag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=10)),
                    ('from_date', models.DateField()),
                    ('reason', models.CharField(max_length=300)),
                    ('set_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Merge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=300)),
                    ('merged_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sex', models.CharField(max_length=1)),
                    ('birth_date', models.DateField(null=True)),
                    ('birth_precision', models.CharField(max_length=8)),
                    ('citizenship', models.CharField(max_length=3)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), default=list, size=None)),
                    ('registered_at', models.DateTimeField()),
                    ('registered_branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Clause',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField()),
                    ('language', models.CharField(max_length=3)),
                    ('body', models.TextField()),
                    ('valid_from', models.DateField()),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('recorded_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('version', 'language', 'id'),
                    'constraints': [models.UniqueConstraint(fields=('version', 'language'), name='people_clause_once')],
                },
            ),
            migrations.CreateModel(
                name='FamilyLinkEnd',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('until_date', models.DateField(null=True)),
                    ('reason', models.CharField(max_length=300)),
                    ('recorded_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('link', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='end', to='people.familylink')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='FlagEnd',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('to_date', models.DateField()),
                    ('reason', models.CharField(max_length=300)),
                    ('ended_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('flag', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='end', to='people.flag')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='MergeUndo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=300)),
                    ('undone_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('merge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='undo', to='people.merge')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.AddField(
                model_name='merge',
                name='duplicate',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged_into', to='people.person'),
            ),
            migrations.AddField(
                model_name='merge',
                name='survivor',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='people.person'),
            ),
            migrations.CreateModel(
                name='Identifier',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=16)),
                    ('value', models.CharField(db_collation='C', max_length=24)),
                    ('issuing_state', models.CharField(blank=True, max_length=3)),
                    ('valid_until', models.DateField(null=True)),
                    ('recorded_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identifiers', to='people.person')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.AddField(
                model_name='flag',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='people.person'),
            ),
            migrations.AddField(
                model_name='familylink',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='people.person'),
            ),
            migrations.AddField(
                model_name='familylink',
                name='relative',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_by', to='people.person'),
            ),
            migrations.CreateModel(
                name='Erasure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('erased_at', models.DateTimeField()),
                    ('reason', models.CharField(max_length=300)),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to='people.person')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='DuplicatePair',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('score', models.FloatField(null=True)),
                    ('source', models.CharField(max_length=12)),
                    ('found_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('high', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairs_high', to='people.person')),
                    ('low', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairs_low', to='people.person')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('part', models.CharField(max_length=12)),
                    ('was', models.CharField(max_length=260)),
                    ('became', models.CharField(max_length=260)),
                    ('reason', models.CharField(max_length=300)),
                    ('corrected_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='people.person')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='ClauseGiven',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('how', models.CharField(max_length=10)),
                    ('given_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='givings', to='people.clause')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='people.person')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='PersonName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=12)),
                    ('family_name', models.CharField(max_length=120)),
                    ('given_names', models.CharField(max_length=120)),
                    ('script', models.CharField(max_length=4)),
                    ('recorded_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='people.person')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Phone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(db_collation='C', max_length=16)),
                    ('recorded_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phones', to='people.person')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Judgement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('answer', models.CharField(max_length=9)),
                    ('reason', models.CharField(max_length=300)),
                    ('judged_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('pair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='people.duplicatepair')),
                    ('merge', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='people.merge')),
                ],
                options={
                    'ordering': ('id',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', ['same', 'different', 'unsure'])), name='people_judged_so')],
                },
            ),
            migrations.CreateModel(
                name='PersonKeys',
                fields=[
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='match_keys', serialize=False, to='people.person')),
                    ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ],
                options={
                    'ordering': ('person_id',),
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['keys'], name='people_match_keys')],
                },
            ),
            migrations.CreateModel(
                name='PersonSearch',
                fields=[
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search', serialize=False, to='people.person')),
                    ('words', django.contrib.postgres.search.SearchVectorField()),
                ],
                options={
                    'ordering': ('person_id',),
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='people_search_words')],
                },
            ),
            migrations.AddIndex(
                model_name='person',
                index=models.Index(fields=['birth_date', 'id'], name='people_by_birth_date'),
            ),
            migrations.AddConstraint(
                model_name='person',
                constraint=models.CheckConstraint(condition=models.Q(('sex__in', ['f', 'm', 'x'])), name='people_sex_known'),
            ),
            migrations.AddConstraint(
                model_name='person',
                constraint=models.CheckConstraint(condition=models.Q(('birth_precision__in', ['day', 'month', 'year', 'unknown'])), name='people_birth_precision_known'),
            ),
            migrations.AddConstraint(
                model_name='person',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('birth_date__isnull', True), ('birth_precision', 'unknown')), models.Q(('birth_date__isnull', False), models.Q(('birth_precision', 'unknown'), _negated=True)), _connector='OR'), name='people_birth_date_with_precision'),
            ),
            migrations.AddConstraint(
                model_name='person',
                constraint=models.CheckConstraint(condition=models.Q(('citizenship__regex', '^[A-Z]{3}$')), name='people_citizenship_alpha3'),
            ),
            migrations.AddConstraint(
                model_name='merge',
                constraint=models.CheckConstraint(condition=models.Q(('duplicate', models.F('survivor')), _negated=True), name='people_merge_two_cards'),
            ),
            migrations.AddIndex(
                model_name='identifier',
                index=models.Index(fields=['value', 'person'], name='people_identifier_by_value'),
            ),
            migrations.AddConstraint(
                model_name='identifier',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pesel', 'passport', 'residence_card', 'visa', 'other'])), name='people_identifier_kind'),
            ),
            migrations.AddConstraint(
                model_name='identifier',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', 'pesel'), ('withdrawn_at__isnull', True)), fields=('value',), name='people_pesel_once'),
            ),
            migrations.AddConstraint(
                model_name='identifier',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', 'passport'), ('withdrawn_at__isnull', True)), fields=('issuing_state', 'value'), name='people_passport_once'),
            ),
            migrations.AddConstraint(
                model_name='flag',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['deceased', 'restricted'])), name='people_flag_kind'),
            ),
            migrations.AddConstraint(
                model_name='familylink',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['spouse', 'parent', 'guardian'])), name='people_link_kind'),
            ),
            migrations.AddConstraint(
                model_name='familylink',
                constraint=models.CheckConstraint(condition=models.Q(('person', models.F('relative')), _negated=True), name='people_link_two_cards'),
            ),
            migrations.AddConstraint(
                model_name='duplicatepair',
                constraint=models.UniqueConstraint(fields=('low', 'high'), name='people_pair_once'),
            ),
            migrations.AddConstraint(
                model_name='duplicatepair',
                constraint=models.CheckConstraint(condition=models.Q(('low__lt', models.F('high'))), name='people_pair_in_order'),
            ),
            migrations.AddConstraint(
                model_name='duplicatepair',
                constraint=models.CheckConstraint(condition=models.Q(('source__in', ['desk', 'import', 'sweep', 'by_hand'])), name='people_pair_source'),
            ),
            migrations.AddConstraint(
                model_name='correction',
                constraint=models.CheckConstraint(condition=models.Q(('part__in', ['name', 'identifier', 'phone', 'birth_date', 'sex', 'citizenship', 'languages'])), name='people_correction_part'),
            ),
            migrations.AddConstraint(
                model_name='clausegiven',
                constraint=models.CheckConstraint(condition=models.Q(('how__in', ['paper', 'read_aloud', 'screen', 'phone', 'post'])), name='people_given_how'),
            ),
            migrations.AddConstraint(
                model_name='personname',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['as_written', 'passport', 'polish', 'former', 'maiden'])), name='people_name_kind'),
            ),
            migrations.AddConstraint(
                model_name='personname',
                constraint=models.CheckConstraint(condition=models.Q(('family_name', ''), ('given_names', ''), _negated=True), name='people_name_not_empty'),
            ),
            migrations.AddIndex(
                model_name='phone',
                index=models.Index(fields=['number', 'person'], name='people_phone_by_number'),
            ),
            migrations.AddConstraint(
                model_name='phone',
                constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('person', 'number'), name='people_phone_once'),
            ),
            migrations.AddConstraint(
                model_name='phone',
                constraint=models.CheckConstraint(condition=models.Q(('number__regex', '^\\+[1-9][0-9]{4,14}$')), name='people_phone_e164'),
            ),
        ]),
    ]
