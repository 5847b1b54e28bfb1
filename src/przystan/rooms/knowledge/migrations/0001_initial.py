import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='LawChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('act', models.CharField(choices=[('foreigners', 'foreigners'), ('ukraine_aid', 'ukraine_aid'), ('procedure', 'procedure'), ('stamp_duty', 'stamp_duty'), ('polish_card', 'polish_card'), ('citizenship', 'citizenship'), ('work', 'work'), ('eu_citizens', 'eu_citizens')], max_length=20)),
                    ('article', models.CharField(blank=True, max_length=20)),
                    ('in_force_on', models.DateField()),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('-in_force_on', '-id'),
                },
            ),
            migrations.CreateModel(
                name='Procedure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=60, unique=True)),
                    ('legal_basis', models.CharField(max_length=200)),
                    ('owner', models.CharField(max_length=120)),
                    ('review_by', models.DateField()),
                ],
                options={
                    'ordering': ('slug',),
                },
            ),
            migrations.CreateModel(
                name='EmptySearch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=80)),
                    ('language', models.CharField(max_length=5)),
                    ('day', models.DateField()),
                    ('times', models.IntegerField()),
                ],
                options={
                    'ordering': ('-day', 'text', 'id'),
                    'constraints': [models.UniqueConstraint(fields=('text', 'language', 'day'), name='knowledge_empty_search_once'), models.CheckConstraint(condition=models.Q(('times__gt', 0)), name='knowledge_empty_search_counted')],
                },
            ),
            migrations.CreateModel(
                name='FeeRate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('temporary_work', 'temporary_work'), ('temporary_other', 'temporary_other'), ('seasonal', 'seasonal'), ('short_term_authority', 'short_term_authority'), ('short_term_personal', 'short_term_personal'), ('permanent', 'permanent'), ('long_term', 'long_term'), ('permit_change', 'permit_change'), ('visa_extension', 'visa_extension'), ('invitation', 'invitation'), ('certificate', 'certificate'), ('power_of_attorney', 'power_of_attorney'), ('card', 'card'), ('card_lost', 'card_lost'), ('card_lost_again', 'card_lost_again'), ('travel_document', 'travel_document'), ('work_permit_short', 'work_permit_short'), ('work_permit', 'work_permit'), ('work_permit_delegated', 'work_permit_delegated'), ('work_permit_seasonal', 'work_permit_seasonal'), ('work_declaration', 'work_declaration')], max_length=40)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=8)),
                    ('valid_from', models.DateField()),
                    ('valid_until', models.DateField(null=True)),
                    ('act', models.CharField(max_length=200)),
                    ('article', models.CharField(blank=True, max_length=80)),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('kind', 'valid_from', 'id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='knowledge_fee_not_negative'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='knowledge_fee_days_in_order'), models.CheckConstraint(condition=models.Q(('act', ''), _negated=True), name='knowledge_fee_act_given')],
                },
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('announcement', 'announcement'), ('letter', 'letter'), ('help', 'help')], max_length=20)),
                    ('audience', models.CharField(blank=True, max_length=60)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField(null=True)),
                    ('source', models.CharField(blank=True, max_length=200)),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('published_at', models.DateTimeField()),
                    ('published_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('-starts_on', 'id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='knowledge_notice_days_in_order')],
                },
            ),
            migrations.CreateModel(
                name='Outreach',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('event', 'event'), ('leaflet', 'leaflet')], max_length=20)),
                    ('title', models.CharField(max_length=160)),
                    ('day', models.DateField()),
                    ('language', models.CharField(max_length=5)),
                    ('reached', models.IntegerField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('-day', '-id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('reached__gt', 0)), name='knowledge_reached_somebody')],
                },
            ),
            migrations.CreateModel(
                name='SettledSearch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=80)),
                    ('settled_at', models.DateTimeField()),
                    ('settled_by', models.CharField(max_length=160)),
                    ('procedure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.procedure')),
                ],
                options={
                    'ordering': ('-settled_at', '-id'),
                },
            ),
            migrations.CreateModel(
                name='LawReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(max_length=80)),
                    ('reviewed_at', models.DateTimeField()),
                    ('reviewed_by', models.CharField(max_length=160)),
                    ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='knowledge.lawchange')),
                ],
                options={
                    'ordering': ('change', 'subject'),
                    'constraints': [models.UniqueConstraint(fields=('change', 'subject'), name='knowledge_reviewed_once')],
                },
            ),
            migrations.CreateModel(
                name='NoticeText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=5)),
                    ('title', models.CharField(max_length=160)),
                    ('body', models.TextField()),
                    ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='knowledge.notice')),
                ],
                options={
                    'ordering': ('notice', 'language'),
                    'constraints': [models.UniqueConstraint(fields=('notice', 'language'), name='knowledge_notice_text_once'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='knowledge_notice_text_given')],
                },
            ),
            migrations.CreateModel(
                name='PageAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=5)),
                    ('version', models.IntegerField()),
                    ('has_helped', models.BooleanField()),
                    ('day', models.DateField()),
                    ('times', models.IntegerField()),
                    ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.procedure')),
                ],
                options={
                    'ordering': ('-day', 'procedure', 'language', 'version', 'has_helped', 'id'),
                    'constraints': [models.UniqueConstraint(fields=('procedure', 'language', 'version', 'has_helped', 'day'), name='knowledge_page_answer_once'), models.CheckConstraint(condition=models.Q(('times__gt', 0)), name='knowledge_page_answer_counted')],
                },
            ),
            migrations.CreateModel(
                name='SearchWord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=5)),
                    ('word', models.CharField(max_length=80)),
                    ('weight', models.FloatField()),
                    ('is_title', models.BooleanField(default=False)),
                    ('trigrams', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), size=None)),
                    ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.procedure')),
                ],
                options={
                    'ordering': ('procedure', 'language', 'word', 'id'),
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['trigrams'], name='knowledge_search_trigrams'), models.Index(fields=['word'], name='knowledge_search_word')],
                    'constraints': [models.UniqueConstraint(fields=('procedure', 'language', 'word'), name='knowledge_search_word_once')],
                },
            ),
            migrations.CreateModel(
                name='Synonym',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phrase', models.CharField(max_length=80)),
                    ('added_at', models.DateTimeField()),
                    ('added_by', models.CharField(max_length=160)),
                    ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='synonyms', to='knowledge.procedure')),
                ],
                options={
                    'ordering': ('procedure', 'phrase', 'id'),
                    'constraints': [models.UniqueConstraint(fields=('procedure', 'phrase'), name='knowledge_synonym_once'), models.CheckConstraint(condition=models.Q(('phrase', ''), _negated=True), name='knowledge_synonym_given')],
                },
            ),
            migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('pl', 'pl'), ('en', 'en'), ('uk', 'uk'), ('ru', 'ru')], max_length=5)),
                    ('number', models.IntegerField()),
                    ('original_version', models.IntegerField()),
                    ('is_machine', models.BooleanField(default=False)),
                    ('title', models.CharField(max_length=160)),
                    ('summary', models.TextField()),
                    ('who', models.TextField()),
                    ('where', models.TextField(db_column='where_text')),
                    ('documents', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ('fee', models.TextField()),
                    ('term', models.TextField()),
                    ('after', models.TextField()),
                    ('published_at', models.DateTimeField()),
                    ('published_by', models.CharField(max_length=160)),
                    ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='knowledge.procedure')),
                ],
                options={
                    'ordering': ('procedure', 'language', 'number'),
                    'constraints': [models.UniqueConstraint(fields=('procedure', 'language', 'number'), name='knowledge_version_once'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='knowledge_title_given')],
                },
            ),
        ]),
    ]
