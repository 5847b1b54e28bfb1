import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import przystan.rooms.records.types.folders
import przystan.rooms.records.types.inventory
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('sites', '0001_initial'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Inventory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField()),
                    ('opened_by', models.CharField(max_length=160)),
                    ('opened_by_id_value', models.BigIntegerField(db_column='opened_by_id', null=True)),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='Consignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField()),
                    ('opened_by', models.CharField(max_length=160)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('sent_by', models.CharField(blank=True, max_length=160)),
                    ('received_at', models.DateTimeField(null=True)),
                    ('received_by', models.CharField(blank=True, max_length=160)),
                    ('from_branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('to_branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='DisposalList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('disposal', 'disposal'), ('transfer', 'transfer')], max_length=10)),
                    ('opened_at', models.DateTimeField()),
                    ('opened_by', models.CharField(max_length=160)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='DisposalStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('open', 'open'), ('submitted', 'submitted'), ('approved', 'approved'), ('consented', 'consented'), ('done', 'done'), ('given_up', 'given_up')], max_length=10)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('by_id_value', models.BigIntegerField(db_column='by_id', null=True)),
                    ('document', models.CharField(blank=True, max_length=80)),
                    ('document_date', models.DateField(null=True)),
                    ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='records.disposallist')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='EdgeAgent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(unique=True)),
                    ('name', models.CharField(max_length=80)),
                    ('public_key', models.BinaryField(max_length=32)),
                    ('enrolled_at', models.DateTimeField()),
                    ('enrolled_by', models.CharField(max_length=160)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('revoked_by', models.CharField(blank=True, max_length=160)),
                    ('last_seq', models.BigIntegerField(default=0)),
                    ('last_seen_at', models.DateTimeField(null=True)),
                    ('skew_ms', models.IntegerField(null=True)),
                    ('readers', models.JSONField(default=list)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='EnrolmentCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code_hash', models.BinaryField(max_length=32, unique=True)),
                    ('made_at', models.DateTimeField()),
                    ('made_by', models.CharField(max_length=160)),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Folder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case_sign', models.CharField(max_length=60, unique=True)),
                    ('kind', models.CharField(choices=[('temporary', 'temporary'), ('permanent', 'permanent'), ('long_term', 'long_term'), ('work_permit', 'work_permit'), ('card_documents', 'card_documents'), ('eu_citizen', 'eu_citizen'), ('invitation_visa', 'invitation_visa'), ('polish_card', 'polish_card')], max_length=16)),
                    ('is_open', models.BooleanField()),
                    ('registered_at', models.DateTimeField()),
                    ('closed_date', models.DateField(null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ],
                options={
                    'ordering': ('case_sign', 'id'),
                },
            ),
            migrations.CreateModel(
                name='DisposalLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('category', models.CharField(max_length=5)),
                    ('closed_date', models.DateField()),
                    ('review_date', models.DateField()),
                    ('added_at', models.DateTimeField()),
                    ('struck_at', models.DateTimeField(null=True)),
                    ('struck_by', models.CharField(blank=True, max_length=160)),
                    ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='records.disposallist')),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.folder')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='CustodyEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('custody', models.CharField(choices=[('registered', 'registered'), ('shelved', 'shelved'), ('lent', 'lent'), ('in_transit', 'in_transit'), ('at_second_instance', 'at_second_instance'), ('at_court', 'at_court'), ('missing', 'missing'), ('disposed', 'disposed'), ('archived', 'archived')], max_length=18)),
                    ('at', models.DateTimeField()),
                    ('holder', models.CharField(blank=True, max_length=120)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custody', to='records.folder')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='ConsignmentLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('added_at', models.DateTimeField()),
                    ('received_at', models.DateTimeField(null=True)),
                    ('consignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='records.consignment')),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.folder')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='FolderCategory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('category', models.CharField(max_length=5)),
                    ('reason', models.CharField(max_length=200)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='categories', to='records.folder')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='FolderRemoval',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('removed_at', models.DateTimeField()),
                    ('removed_by', models.CharField(max_length=160)),
                    ('reason', models.CharField(max_length=300)),
                    ('folder', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='removal', to='records.folder')),
                ],
            ),
            migrations.CreateModel(
                name='FolderRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('asked_at', models.DateTimeField()),
                    ('asked_by', models.CharField(max_length=160)),
                    ('asked_by_id_value', models.BigIntegerField(db_column='asked_by_id', null=True)),
                    ('purpose', models.CharField(blank=True, max_length=200)),
                    ('is_urgent', models.BooleanField(default=False)),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.folder')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='GateAlarm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(unique=True)),
                    ('epc', models.CharField(db_collation='C', max_length=24)),
                    ('reader', models.CharField(max_length=64)),
                    ('at', models.DateTimeField()),
                    ('reason', models.CharField(choices=[('not_allowed', 'not_allowed'), ('no_list', 'no_list')], max_length=12)),
                    ('received_at', models.DateTimeField()),
                    ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.edgeagent')),
                ],
                options={
                    'ordering': ('-at', '-id'),
                },
            ),
            migrations.CreateModel(
                name='GateAlarmSettled',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('finding', models.CharField(max_length=12)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('settled_at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=160)),
                    ('alarm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.gatealarm')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Hunt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField()),
                    ('opened_by', models.CharField(max_length=160)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='HuntLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('found_at', models.DateTimeField(null=True)),
                    ('found_by', models.CharField(blank=True, max_length=160)),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.folder')),
                    ('hunt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='records.hunt')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='InventoryStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed'), ('confirmed', 'confirmed'), ('abandoned', 'abandoned')], max_length=10)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('by_id_value', models.BigIntegerField(db_column='by_id', null=True)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('inventory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='records.inventory')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='LabelJob',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('epc', models.CharField(db_collation='C', max_length=24, unique=True)),
                    ('way', models.CharField(choices=[('printer', 'printer'), ('sheet', 'sheet')], max_length=8)),
                    ('reason', models.CharField(blank=True, max_length=120)),
                    ('asked_at', models.DateTimeField()),
                    ('asked_by', models.CharField(max_length=160)),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.folder')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='LabelEnd',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('read_back', 'read_back'), ('given_up', 'given_up')], max_length=10)),
                    ('tid', models.CharField(blank=True, max_length=48)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('job', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='end', to='records.labeljob')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='LegalHold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=200)),
                    ('set_at', models.DateTimeField()),
                    ('set_by', models.CharField(max_length=160)),
                    ('lifted_at', models.DateTimeField(null=True)),
                    ('lifted_by', models.CharField(blank=True, max_length=160)),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='records.folder')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='LoanTerm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('due_date', models.DateField()),
                    ('custody', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='term', to='records.custodyevent')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='LoanReminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reminder', to='records.loanterm')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Place',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('building', 'building'), ('room', 'room'), ('rack', 'rack'), ('shelf', 'shelf'), ('box', 'box'), ('desk', 'desk'), ('transit', 'transit'), ('outside', 'outside')], max_length=10)),
                    ('capacity', models.IntegerField(null=True)),
                    ('reference_epc', models.CharField(max_length=24, null=True, unique=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='records.place')),
                ],
                options={
                    'ordering': ('code',),
                },
            ),
            migrations.CreateModel(
                name='InventoryScan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('inventory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.inventory')),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                ],
            ),
            migrations.CreateModel(
                name='InventoryObservation',
                fields=[
                    ('pk', models.CompositePrimaryKey('inventory_id', 'epc', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('epc', models.CharField(db_collation='C', max_length=24)),
                    ('rssi_dbm', models.FloatField(null=True)),
                    ('reads', models.IntegerField()),
                    ('seen_at', models.DateTimeField()),
                    ('inventory', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.inventory')),
                    ('place', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                ],
            ),
            migrations.CreateModel(
                name='InventoryFinding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('found', 'found'), ('misfiled', 'misfiled'), ('missing', 'missing'), ('not_scanned', 'not_scanned'), ('lent_but_present', 'lent_but_present'), ('retired_tag', 'retired_tag'), ('unknown_tag', 'unknown_tag')], max_length=16)),
                    ('epc', models.CharField(db_collation='C', max_length=24)),
                    ('custody', models.CharField(blank=True, max_length=18)),
                    ('folder', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.folder')),
                    ('inventory', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.inventory')),
                    ('expected_place', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                    ('found_place', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                ],
            ),
            migrations.CreateModel(
                name='InventoryExpected',
                fields=[
                    ('pk', models.CompositePrimaryKey('inventory_id', 'folder_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('folder', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.folder')),
                    ('inventory', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.inventory')),
                    ('place', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                ],
            ),
            migrations.AddField(
                model_name='inventory',
                name='scope',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place'),
            ),
            migrations.CreateModel(
                name='HuntRead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('epc', models.CharField(blank=True, db_collation='C', max_length=24)),
                    ('rssi_dbm', models.FloatField(null=True)),
                    ('heat', models.CharField(choices=[('found', 'found'), ('hot', 'hot'), ('warm', 'warm'), ('cold', 'cold'), ('unknown', 'unknown')], max_length=8)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('hunt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reads', to='records.hunt')),
                    ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.huntline')),
                    ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.AddField(
                model_name='huntline',
                name='place',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place'),
            ),
            migrations.AddField(
                model_name='custodyevent',
                name='place',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place'),
            ),
            migrations.CreateModel(
                name='Antenna',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reader', models.CharField(max_length=64)),
                    ('number', models.IntegerField()),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                ],
                options={
                    'ordering': ('reader', 'number', 'id'),
                },
            ),
            migrations.CreateModel(
                name='PlaceMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('after', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                    ('before', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='records.place')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='RequestStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('asked', 'asked'), ('pulled', 'pulled'), ('not_found', 'not_found'), ('handed_over', 'handed_over'), ('refused', 'refused'), ('cancelled', 'cancelled')], max_length=12)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='records.folderrequest')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='RetentionRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('temporary', 'temporary'), ('permanent', 'permanent'), ('long_term', 'long_term'), ('work_permit', 'work_permit'), ('card_documents', 'card_documents'), ('eu_citizen', 'eu_citizen'), ('invitation_visa', 'invitation_visa'), ('polish_card', 'polish_card')], max_length=16)),
                    ('category', models.CharField(max_length=5)),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(null=True)),
                    ('source', models.CharField(max_length=200)),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('kind', 'valid_from', 'id'),
                    'constraints': [models.UniqueConstraint(fields=('kind', 'valid_from'), name='records_one_rule_a_day'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='records_rule_ends_after_it_begins')],
                },
            ),
            migrations.CreateModel(
                name='Sighting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.BigIntegerField()),
                    ('epc', models.CharField(db_collation='C', max_length=24)),
                    ('reader', models.CharField(max_length=64)),
                    ('antenna', models.IntegerField(null=True)),
                    ('rssi_dbm', models.FloatField(null=True)),
                    ('first_at', models.DateTimeField()),
                    ('last_at', models.DateTimeField()),
                    ('reads', models.IntegerField()),
                    ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.edgeagent')),
                ],
            ),
            migrations.CreateModel(
                name='Tag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('epc', models.CharField(max_length=24, unique=True)),
                    ('labelled_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=120)),
                    ('is_void', models.BooleanField(db_default=False)),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tags', to='records.folder')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='TaggingRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('persons', models.IntegerField()),
                    ('started_at', models.DateTimeField()),
                    ('started_by', models.CharField(max_length=160)),
                    ('started_by_id_value', models.BigIntegerField(db_column='started_by_id', null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='TaggingError',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('problem', models.CharField(choices=[('not_a_tag', 'not_a_tag'), ('tag_in_use', 'tag_in_use'), ('wrong_tag', 'wrong_tag'), ('chip_known', 'chip_known'), ('spoilt', 'spoilt'), ('taken_back', 'taken_back')], max_length=16)),
                    ('text', models.CharField(blank=True, max_length=120)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='errors', to='records.taggingrun')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='TaggingEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('epc', models.CharField(db_collation='C', max_length=24, unique=True)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=160)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('undone_by', models.CharField(blank=True, max_length=160)),
                    ('reason', models.CharField(blank=True, max_length=120)),
                    ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.folder')),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='records.taggingrun')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='TaggingSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=40, unique=True)),
                    ('work_date', models.DateField()),
                    ('persons', models.IntegerField()),
                    ('hours', models.DecimalField(decimal_places=2, max_digits=7)),
                    ('errors', models.IntegerField(default=0)),
                    ('recorded_at', models.DateTimeField()),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('work_date', 'id'),
                },
            ),
            migrations.AddField(
                model_name='taggingrun',
                name='session',
                field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='run', to='records.taggingsession'),
            ),
            migrations.CreateModel(
                name='SessionRemoval',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('removed_at', models.DateTimeField()),
                    ('removed_by', models.CharField(max_length=160)),
                    ('reason', models.CharField(max_length=300)),
                    ('replaced_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced', to='records.taggingsession')),
                    ('session', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='removal', to='records.taggingsession')),
                ],
            ),
            migrations.AddField(
                model_name='folder',
                name='session',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='folders', to='records.taggingsession'),
            ),
            migrations.CreateModel(
                name='TagSeen',
                fields=[
                    ('epc', models.CharField(db_collation='C', max_length=24, primary_key=True, serialize=False)),
                    ('reader', models.CharField(blank=True, max_length=64)),
                    ('rssi_dbm', models.FloatField(null=True)),
                    ('seen_at', models.DateTimeField()),
                    ('place', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.place')),
                ],
            ),
            migrations.AddConstraint(
                model_name='consignment',
                constraint=models.CheckConstraint(condition=models.Q(('from_branch', models.F('to_branch')), _negated=True), name='records_consignment_two_branches'),
            ),
            migrations.AddConstraint(
                model_name='consignment',
                constraint=models.CheckConstraint(condition=models.Q(('received_at__isnull', True), ('sent_at__isnull', False), _connector='OR'), name='records_consignment_sent_first'),
            ),
            migrations.AddConstraint(
                model_name='disposalstep',
                constraint=models.UniqueConstraint(fields=('list', 'state'), name='records_list_step_once'),
            ),
            migrations.AddConstraint(
                model_name='disposalstep',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['submitted', 'approved'])), fields=('list', 'by_id_value'), name='records_list_two_persons'),
            ),
            migrations.AddConstraint(
                model_name='disposalstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'consented'), _negated=True), models.Q(models.Q(('document', ''), _negated=True), ('document_date__isnull', False)), _connector='OR'), name='records_consent_has_document'),
            ),
            migrations.AddConstraint(
                model_name='disposalline',
                constraint=models.UniqueConstraint(condition=models.Q(('struck_at__isnull', True)), fields=('folder',), name='records_on_one_list'),
            ),
            migrations.AddConstraint(
                model_name='consignmentline',
                constraint=models.UniqueConstraint(fields=('consignment', 'folder'), name='records_consignment_folder_once'),
            ),
            migrations.AddConstraint(
                model_name='folderremoval',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='records_removal_has_reason'),
            ),
            migrations.AddIndex(
                model_name='gatealarm',
                index=models.Index(fields=['-at', '-id'], name='records_alarm_when'),
            ),
            migrations.AddConstraint(
                model_name='gatealarmsettled',
                constraint=models.CheckConstraint(condition=models.Q(('finding__in', ['brought_back', 'handed_over', 'false', 'not_found'])), name='records_alarm_finding_known'),
            ),
            migrations.AddConstraint(
                model_name='inventorystep',
                constraint=models.UniqueConstraint(fields=('inventory', 'state'), name='records_inventory_step_once'),
            ),
            migrations.AddConstraint(
                model_name='inventorystep',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['closed', 'confirmed'])), fields=('inventory', 'by_id_value'), name='records_inventory_two_persons'),
            ),
            migrations.AddConstraint(
                model_name='labelend',
                constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'read_back'), models.Q(('tid', ''), _negated=True)), fields=('tid',), name='records_chip_once'),
            ),
            migrations.AddConstraint(
                model_name='legalhold',
                constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('folder',), name='records_one_hold'),
            ),
            migrations.AddConstraint(
                model_name='place',
                constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='records_place_not_in_itself'),
            ),
            migrations.AddConstraint(
                model_name='inventoryscan',
                constraint=models.UniqueConstraint(fields=('inventory', 'place'), name='records_inventory_scans_once'),
            ),
            migrations.AddIndex(
                model_name='inventoryfinding',
                index=models.Index(condition=models.Q(('kind', przystan.rooms.records.types.inventory.FindingKind['FOUND']), _negated=True), fields=['inventory', 'kind', 'id'], name='records_differences'),
            ),
            migrations.AddIndex(
                model_name='inventoryfinding',
                index=django.contrib.postgres.indexes.BrinIndex(fields=['inventory'], name='records_findings_of', pages_per_range=16),
            ),
            migrations.AddConstraint(
                model_name='huntline',
                constraint=models.UniqueConstraint(fields=('hunt', 'folder'), name='records_hunted_once'),
            ),
            migrations.AddIndex(
                model_name='custodyevent',
                index=models.Index(fields=['folder', '-id'], name='records_custody_latest'),
            ),
            migrations.AddConstraint(
                model_name='custodyevent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('custody', przystan.rooms.records.types.folders.Custody['SHELVED']), _negated=True), ('place__isnull', False), _connector='OR'), name='records_shelved_has_place'),
            ),
            migrations.AddConstraint(
                model_name='custodyevent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('custody', przystan.rooms.records.types.folders.Custody['LENT']), _negated=True), models.Q(('holder', ''), _negated=True), _connector='OR'), name='records_lent_has_holder'),
            ),
            migrations.AddConstraint(
                model_name='custodyevent',
                constraint=models.UniqueConstraint(condition=models.Q(('custody__in', [przystan.rooms.records.types.folders.Custody['DISPOSED'], przystan.rooms.records.types.folders.Custody['ARCHIVED']])), fields=('folder',), name='records_gone_once'),
            ),
            migrations.AddConstraint(
                model_name='antenna',
                constraint=models.UniqueConstraint(fields=('reader', 'number'), name='records_antenna_once'),
            ),
            migrations.AddConstraint(
                model_name='requeststep',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['handed_over', 'refused', 'cancelled'])), fields=('request',), name='records_request_ends_once'),
            ),
            migrations.AddConstraint(
                model_name='sighting',
                constraint=models.UniqueConstraint(fields=('agent', 'seq'), name='records_sighting_once'),
            ),
            migrations.AddConstraint(
                model_name='tag',
                constraint=models.CheckConstraint(condition=models.Q(('is_void', False), ('retired_at__isnull', False), _connector='OR'), name='records_void_is_retired'),
            ),
            migrations.AddConstraint(
                model_name='tag',
                constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('folder',), name='records_one_active_tag'),
            ),
            migrations.AddConstraint(
                model_name='taggingsession',
                constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0)), name='records_hours_positive'),
            ),
            migrations.AddConstraint(
                model_name='taggingsession',
                constraint=models.CheckConstraint(condition=models.Q(('hours__lte', django.db.models.expressions.CombinedExpression(models.F('persons'), '*', models.Value(24)))), name='records_hours_fit_a_day'),
            ),
            migrations.AddConstraint(
                model_name='taggingrun',
                constraint=models.CheckConstraint(condition=models.Q(('persons__gt', 0)), name='records_run_has_persons'),
            ),
            migrations.AddConstraint(
                model_name='taggingrun',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('started_by_id_value',), name='records_one_open_run'),
            ),
            migrations.AddConstraint(
                model_name='sessionremoval',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='records_session_removal_has_reason'),
            ),
            migrations.AddConstraint(
                model_name='folder',
                constraint=models.CheckConstraint(condition=models.Q(('is_open', False), ('closed_date__isnull', True), _connector='OR'), name='records_open_is_not_closed'),
            ),
            migrations.AddIndex(
                model_name='tagseen',
                index=models.Index(fields=['seen_at', 'epc'], name='records_seen_when'),
            ),
        ]),
    ]
