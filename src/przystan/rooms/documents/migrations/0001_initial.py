import django.db.models.deletion
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='DurabilityRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fund', models.CharField(max_length=60)),
                    ('years', models.PositiveSmallIntegerField()),
                    ('valid_from', models.DateField()),
                    ('source', models.CharField(max_length=300)),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('fund', 'valid_from', 'id'),
                },
            ),
            migrations.CreateModel(
                name='LostList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('sha256', models.CharField(max_length=64, unique=True)),
                    ('entries', models.PositiveIntegerField()),
                    ('refused', models.PositiveIntegerField()),
                    ('imported_at', models.DateTimeField()),
                    ('imported_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='Asset',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=40, unique=True)),
                    ('name', models.CharField(max_length=160)),
                    ('kind', models.CharField(max_length=12)),
                    ('project_code', models.CharField(max_length=60)),
                    ('bought_on', models.DateField()),
                    ('price', models.DecimalField(decimal_places=2, max_digits=12)),
                    ('quantity', models.PositiveIntegerField(default=1)),
                    ('added_at', models.DateTimeField()),
                    ('added_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('number', 'id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['equipment', 'consumable'])), name='documents_asset_kind_known')],
                },
            ),
            migrations.CreateModel(
                name='ChecklistFeature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('issuing_state', models.CharField(max_length=3)),
                    ('document_code', models.CharField(max_length=2)),
                    ('light', models.CharField(max_length=12)),
                    ('text', models.CharField(max_length=300)),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(null=True)),
                    ('source', models.CharField(max_length=200)),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('issuing_state', 'document_code', 'light', 'id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('light__in', ['visual', 'ultraviolet', 'infrared'])), name='documents_light_known'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='documents_feature_days')],
                },
            ),
            migrations.CreateModel(
                name='Device',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('branch', models.CharField(max_length=2)),
                    ('counter', models.CharField(max_length=40)),
                    ('kind', models.CharField(max_length=24)),
                    ('model', models.CharField(max_length=100)),
                    ('serial', models.CharField(max_length=60)),
                    ('asset_number', models.CharField(blank=True, max_length=40)),
                    ('address', models.CharField(blank=True, max_length=100)),
                    ('added_at', models.DateTimeField()),
                    ('added_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('branch', 'counter', 'id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['document_reader', 'chip_reader', 'authenticity_device', 'scanner', 'barcode_printer', 'pad', 'fingerprint_reader'])), name='documents_device_kind_known'), models.UniqueConstraint(fields=('serial',), name='documents_device_serial')],
                },
            ),
            migrations.CreateModel(
                name='DocumentReading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=8)),
                    ('document_code', models.CharField(blank=True, max_length=2)),
                    ('issuing_state', models.CharField(blank=True, max_length=3)),
                    ('number', models.CharField(blank=True, db_collation='C', max_length=24)),
                    ('expiry_date', models.DateField(null=True)),
                    ('checks', models.JSONField(default=list)),
                    ('verdict', models.CharField(max_length=12)),
                    ('read_at', models.DateTimeField()),
                    ('read_by', models.CharField(max_length=160)),
                    ('workstation', models.CharField(blank=True, max_length=40)),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='Examination',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(blank=True, max_length=8)),
                    ('document_code', models.CharField(max_length=2)),
                    ('issuing_state', models.CharField(max_length=3)),
                    ('number', models.CharField(blank=True, db_collation='C', max_length=24)),
                    ('expiry_date', models.DateField(null=True)),
                    ('workstation', models.CharField(blank=True, max_length=40)),
                    ('opened_at', models.DateTimeField()),
                    ('opened_by', models.CharField(max_length=160)),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                    ('reading', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.documentreading')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='Evidence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=16)),
                    ('outcome', models.CharField(max_length=12)),
                    ('code', models.CharField(blank=True, max_length=60)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('source', models.CharField(blank=True, max_length=160)),
                    ('is_simulated', models.BooleanField(default=False)),
                    ('details', models.JSONField(default=dict)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('examination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='documents.examination')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='LostDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(db_collation='C', max_length=24)),
                    ('issuing_state', models.CharField(max_length=3)),
                    ('reported_on', models.DateField(null=True)),
                    ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='documents.lostlist')),
                ],
                options={
                    'ordering': ('number', 'id'),
                },
            ),
            migrations.CreateModel(
                name='ScanStack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('sha256', models.CharField(max_length=64, unique=True)),
                    ('state', models.CharField(default='waiting', max_length=10)),
                    ('pages', models.PositiveIntegerField(default=0)),
                    ('problem', models.CharField(blank=True, max_length=200)),
                    ('scanned_at', models.DateTimeField()),
                    ('scanned_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('-id',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sorted', 'refused'])), name='documents_stack_state_known')],
                },
            ),
            migrations.CreateModel(
                name='ScannedLetter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case_sign', models.CharField(blank=True, max_length=60)),
                    ('first_page', models.PositiveIntegerField()),
                    ('pages', models.PositiveIntegerField()),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('poor', models.JSONField(default=list)),
                    ('problems', models.JSONField(default=list)),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('stack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='documents.scanstack')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='TrustFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=16)),
                    ('name', models.CharField(max_length=200)),
                    ('sha256', models.CharField(max_length=64, unique=True)),
                    ('signer', models.CharField(blank=True, max_length=300)),
                    ('country', models.CharField(blank=True, db_collation='C', max_length=2)),
                    ('issued_at', models.DateTimeField(null=True)),
                    ('next_at', models.DateTimeField(null=True)),
                    ('entries', models.PositiveIntegerField()),
                    ('imported_at', models.DateTimeField()),
                    ('imported_by', models.CharField(max_length=160)),
                    ('der', models.BinaryField(null=True)),
                ],
                options={
                    'ordering': ('-id',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['master_list', 'certificate', 'revocation_list'])), name='documents_trust_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('der__isnull', False), ('kind', 'revocation_list')), models.Q(models.Q(('kind', 'revocation_list'), _negated=True), ('der__isnull', True)), _connector='OR'), name='documents_revocation_list_kept')],
                },
            ),
            migrations.CreateModel(
                name='TrustCertificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fingerprint', models.CharField(max_length=64, unique=True)),
                    ('country', models.CharField(db_collation='C', max_length=2)),
                    ('subject', models.CharField(max_length=300)),
                    ('not_before', models.DateTimeField()),
                    ('not_after', models.DateTimeField()),
                    ('der', models.BinaryField()),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='documents.trustfile')),
                ],
                options={
                    'ordering': ('country', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Verdict',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('judgement', models.CharField(max_length=12)),
                    ('reason', models.CharField(max_length=500)),
                    ('given_at', models.DateTimeField()),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('given_by', models.CharField(max_length=160)),
                    ('examination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='documents.examination')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='AssetEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('act', models.CharField(max_length=12)),
                    ('quantity', models.PositiveIntegerField(default=0)),
                    ('place', models.CharField(blank=True, max_length=80)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='documents.asset')),
                ],
                options={
                    'ordering': ('id',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['bought', 'issued', 'moved', 'withdrawn'])), name='documents_asset_act_known')],
                },
            ),
            migrations.CreateModel(
                name='DeviceEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('act', models.CharField(max_length=12)),
                    ('state', models.CharField(blank=True, max_length=12)),
                    ('passed', models.BooleanField(null=True)),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='documents.device')),
                ],
                options={
                    'ordering': ('id',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['set_state', 'test_print', 'test_scan'])), name='documents_device_act_known'), models.CheckConstraint(condition=models.Q(('state__in', ['', 'works', 'faulty', 'in_repair', 'withdrawn'])), name='documents_device_state_known')],
                },
            ),
            migrations.AddIndex(
                model_name='documentreading',
                index=models.Index(fields=['number', 'id'], name='documents_by_number'),
            ),
            migrations.AddConstraint(
                model_name='documentreading',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['TD1', 'TD2', 'TD3', 'MRV-A', 'MRV-B'])), name='documents_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='documentreading',
                constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['pass', 'fail', 'not_possible'])), name='documents_verdict_known'),
            ),
            migrations.AddIndex(
                model_name='examination',
                index=models.Index(fields=['number', 'id'], name='documents_examined_number'),
            ),
            migrations.AddConstraint(
                model_name='evidence',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['reading', 'expiry', 'lost_list', 'chip', 'device', 'feature', 'fingerprints', 'photo'])), name='documents_evidence_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='evidence',
                constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['pass', 'fail', 'not_possible'])), name='documents_evidence_outcome_known'),
            ),
            migrations.AddIndex(
                model_name='lostdocument',
                index=models.Index(fields=['number', 'issuing_state'], name='documents_lost_number'),
            ),
            migrations.AddIndex(
                model_name='trustcertificate',
                index=models.Index(fields=['country', 'id'], name='documents_signers_of'),
            ),
            migrations.AddConstraint(
                model_name='verdict',
                constraint=models.CheckConstraint(condition=models.Q(('judgement__in', ['genuine', 'doubtful', 'forged'])), name='documents_judgement_known'),
            ),
            migrations.AddConstraint(
                model_name='verdict',
                constraint=models.UniqueConstraint(fields=('examination', 'given_by'), name='documents_one_verdict_each'),
            ),
            migrations.AddConstraint(
                model_name='verdict',
                constraint=models.UniqueConstraint(fields=('examination', 'actor_id_value'), name='documents_one_verdict_a_user'),
            ),
        ]),
    ]
