import django.contrib.postgres.fields
import django.db.models.deletion
import przystan.rooms.calls.types.live
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
                name='CallBack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('call_key', models.CharField(max_length=150, unique=True)),
                    ('number', models.CharField(max_length=80)),
                    ('e164', models.CharField(blank=True, max_length=16)),
                    ('language', models.CharField(blank=True, max_length=2)),
                    ('asked_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('asked_at', 'id'),
                },
            ),
            migrations.CreateModel(
                name='HelplineVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('actor_name', models.CharField(max_length=150)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='AgentState',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('username', models.CharField(max_length=150)),
                    ('phone', models.CharField(max_length=20)),
                    ('status', models.CharField(max_length=12)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None)),
                    ('reason', models.CharField(blank=True, max_length=60)),
                    ('call_key', models.CharField(blank=True, max_length=150)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('username', '-id'),
                    'indexes': [models.Index(fields=['username', '-id'], name='calls_agent_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['off', 'ready', 'pause', 'ringing', 'talking', 'wrap_up'])), name='calls_agent_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', przystan.rooms.calls.types.live.AgentStatus['PAUSE']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='calls_agent_pause_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='BrowserPhone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phone', models.CharField(max_length=20)),
                    ('actor_name', models.CharField(max_length=150)),
                    ('at', models.DateTimeField()),
                    ('until_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'ordering': ('-id',),
                    'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['until_at'], name='calls_phone_live')],
                },
            ),
            migrations.CreateModel(
                name='HelplineRecording',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=2)),
                    ('text_digest', models.CharField(max_length=20)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('actor_name', models.CharField(max_length=150)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('-id',),
                    'indexes': [models.Index(fields=['language', 'text_digest', '-id'], name='calls_recording_latest')],
                },
            ),
            migrations.CreateModel(
                name='HelplineRelease',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('actor_name', models.CharField(max_length=150)),
                    ('at', models.DateTimeField()),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.helplineversion')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='ImportRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('imported_at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=150)),
                    ('file_name', models.CharField(max_length=255)),
                    ('source', models.CharField(max_length=16)),
                    ('engine', models.CharField(max_length=40)),
                    ('sha256', models.CharField(max_length=64)),
                    ('lines', models.PositiveIntegerField()),
                    ('added', models.PositiveIntegerField()),
                    ('repeats', models.PositiveIntegerField()),
                    ('contacts', models.PositiveIntegerField()),
                    ('restarts', models.PositiveIntegerField()),
                    ('open_calls', models.PositiveIntegerField()),
                    ('refused_count', models.PositiveIntegerField()),
                    ('refused', models.JSONField(default=list)),
                    ('state', models.JSONField(default=dict)),
                    ('first_at', models.DateTimeField(null=True)),
                    ('last_at', models.DateTimeField(null=True)),
                ],
                options={
                    'ordering': ('-id',),
                    'indexes': [models.Index(fields=['engine', 'source', '-id'], name='calls_run_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['cel', 'queue_log', 'cdr', 'handed_over'])), name='calls_run_source_known')],
                },
            ),
            migrations.CreateModel(
                name='Contact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('engine', models.CharField(max_length=40)),
                    ('key', models.CharField(max_length=150)),
                    ('direction', models.CharField(max_length=8)),
                    ('outcome', models.CharField(max_length=24)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('local_date', models.DateField()),
                    ('number', models.CharField(blank=True, max_length=80)),
                    ('e164', models.CharField(blank=True, max_length=16)),
                    ('line', models.CharField(blank=True, max_length=40)),
                    ('language', models.CharField(blank=True, max_length=12)),
                    ('redirected_to', models.CharField(blank=True, max_length=40)),
                    ('redirect_answered', models.BooleanField(null=True)),
                    ('operators', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                    ('wait_seconds', models.FloatField(null=True)),
                    ('talk_seconds', models.FloatField(null=True)),
                    ('recorded_at', models.DateTimeField()),
                    ('branch', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.importrun')),
                ],
                options={
                    'ordering': ('-started_at', '-id'),
                },
            ),
            migrations.CreateModel(
                name='Leg',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(max_length=16)),
                    ('started_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('who', models.CharField(blank=True, max_length=80)),
                    ('target', models.CharField(blank=True, max_length=80)),
                    ('call_key', models.CharField(blank=True, max_length=150)),
                    ('contact', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='legs', to='calls.contact')),
                ],
                options={
                    'ordering': ('contact_id', 'position'),
                },
            ),
            migrations.CreateModel(
                name='LiveEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('call_key', models.CharField(max_length=150)),
                    ('kind', models.CharField(max_length=16)),
                    ('language', models.CharField(blank=True, max_length=2)),
                    ('phone', models.CharField(blank=True, max_length=20)),
                    ('number', models.CharField(blank=True, max_length=80)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('id',),
                    'indexes': [models.Index(fields=['call_key', 'id'], name='calls_live_of_call'), models.Index(fields=['at'], name='calls_live_at'), models.Index(condition=models.Q(('number', ''), _negated=True), fields=['number'], name='calls_live_number')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['serving', 'offered', 'language', 'queued', 'ringing', 'not_answered', 'connected', 'talked', 'held', 'resumed', 'asked', 'unit_spoke', 'unit_away', 'transferred', 'closed', 'ended'])), name='calls_live_kind_known')],
                },
            ),
            migrations.CreateModel(
                name='Offered',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('local_date', models.DateField()),
                    ('count', models.PositiveIntegerField()),
                    ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.importrun')),
                ],
                options={
                    'ordering': ('local_date', 'id'),
                },
            ),
            migrations.CreateModel(
                name='QueueEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('call_key', models.CharField(max_length=150)),
                    ('place', models.CharField(max_length=80)),
                    ('topic', models.CharField(blank=True, max_length=80)),
                    ('branch', models.CharField(blank=True, max_length=20)),
                    ('priority', models.PositiveSmallIntegerField(default=0)),
                    ('priority_reason', models.CharField(blank=True, max_length=20)),
                    ('skill_seconds', models.PositiveSmallIntegerField()),
                    ('branch_seconds', models.PositiveSmallIntegerField()),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('id',),
                    'indexes': [models.Index(fields=['call_key', 'id'], name='calls_entry_of_call')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('priority__lte', 5), models.Q(models.Q(('priority', 0), ('priority_reason', '')), models.Q(('priority__gt', 0), models.Q(('priority_reason', ''), _negated=True)), _connector='OR')), name='calls_entry_priority_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='CallOffer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('call_key', models.CharField(max_length=150)),
                    ('username', models.CharField(max_length=150)),
                    ('phone', models.CharField(max_length=20)),
                    ('language', models.CharField(blank=True, max_length=2)),
                    ('fit', models.CharField(max_length=12)),
                    ('reason', models.CharField(max_length=20)),
                    ('waited_seconds', models.PositiveIntegerField()),
                    ('ready', models.PositiveSmallIntegerField()),
                    ('at', models.DateTimeField()),
                    ('entry', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.queueentry')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Removal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=300)),
                    ('removed_at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=150)),
                    ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='removal', to='calls.contact')),
                ],
                options={
                    'ordering': ('contact_id',),
                },
            ),
            migrations.CreateModel(
                name='SwitchboardOrder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('call_key', models.CharField(blank=True, max_length=150)),
                    ('kind', models.CharField(max_length=10)),
                    ('target', models.CharField(blank=True, max_length=20)),
                    ('note', models.CharField(blank=True, max_length=500)),
                    ('actor_name', models.CharField(max_length=150)),
                    ('at', models.DateTimeField()),
                    ('taken_at', models.DateTimeField(null=True)),
                    ('phone', models.CharField(blank=True, max_length=20)),
                    ('reason', models.CharField(blank=True, max_length=20)),
                ],
                options={
                    'ordering': ('id',),
                    'indexes': [models.Index(condition=models.Q(('taken_at__isnull', True)), fields=['id'], name='calls_order_waiting'), models.Index(condition=models.Q(('kind', 'call')), fields=['actor_name', '-id'], name='calls_order_calls')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['transfer', 'ask', 'complete', 'hold', 'resume', 'hang_up', 'call'])), name='calls_order_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['transfer', 'ask', 'call']), _negated=True), models.Q(('target', ''), _negated=True), _connector='OR'), name='calls_order_transfer_has_target')],
                },
            ),
            migrations.CreateModel(
                name='UnitTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('unit', models.CharField(max_length=20)),
                    ('note', models.CharField(max_length=500)),
                    ('call_key', models.CharField(blank=True, max_length=150)),
                    ('number', models.CharField(blank=True, max_length=80)),
                    ('language', models.CharField(blank=True, max_length=12)),
                    ('actor_name', models.CharField(max_length=150)),
                    ('at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('due_at', 'id'),
                    'indexes': [models.Index(fields=['unit', 'due_at', 'id'], name='calls_task_of_unit'), models.Index(fields=['actor_name', '-id'], name='calls_task_of_operator')],
                },
            ),
            migrations.CreateModel(
                name='UnitTaskStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(max_length=10)),
                    ('answer', models.CharField(blank=True, max_length=500)),
                    ('actor_name', models.CharField(max_length=150)),
                    ('at', models.DateTimeField()),
                    ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='calls.unittask')),
                ],
                options={
                    'ordering': ('task_id', 'id'),
                },
            ),
            migrations.CreateModel(
                name='WrapUp',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.CharField(max_length=60)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('recorded_at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=150)),
                    ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='wrap_up', to='calls.contact')),
                ],
                options={
                    'ordering': ('contact_id',),
                },
            ),
            migrations.CreateModel(
                name='CallBackEnd',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(max_length=12)),
                    ('actor_name', models.CharField(max_length=150)),
                    ('at', models.DateTimeField()),
                    ('call_back', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='end', to='calls.callback')),
                ],
                options={
                    'ordering': ('call_back_id',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['reached', 'not_reached', 'withdrawn'])), name='calls_call_back_outcome_known')],
                },
            ),
            migrations.CreateModel(
                name='EngineEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('engine', models.CharField(max_length=40)),
                    ('digest', models.BinaryField(max_length=16)),
                    ('source', models.CharField(max_length=16)),
                    ('kind', models.CharField(max_length=32)),
                    ('at', models.DateTimeField()),
                    ('call_key', models.CharField(max_length=150)),
                    ('offered_date', models.DateField(null=True)),
                    ('raw', models.TextField()),
                    ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.importrun')),
                ],
                options={
                    'ordering': ('at', 'id'),
                    'indexes': [models.Index(condition=models.Q(('offered_date__isnull', False)), fields=['offered_date'], name='calls_event_offered')],
                    'constraints': [models.UniqueConstraint(fields=('engine', 'call_key', 'digest'), name='calls_event_once')],
                },
            ),
            migrations.CreateModel(
                name='Disagreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('engine', models.CharField(max_length=40)),
                    ('call_key', models.CharField(max_length=150)),
                    ('reason', models.CharField(max_length=40)),
                    ('log', models.CharField(max_length=16)),
                    ('says', models.CharField(max_length=200)),
                    ('instead_of', models.CharField(blank=True, max_length=200)),
                    ('at', models.DateTimeField(null=True)),
                    ('is_explained', models.BooleanField()),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.importrun')),
                ],
                options={
                    'ordering': ('run_id', 'id'),
                    'indexes': [models.Index(fields=['engine', 'call_key'], name='calls_disagreement_of_call')],
                },
            ),
            migrations.AddIndex(
                model_name='contact',
                index=models.Index(fields=['-started_at', '-id'], name='calls_contact_latest'),
            ),
            migrations.AddIndex(
                model_name='contact',
                index=models.Index(fields=['outcome', 'local_date'], include=('direction', 'redirected_to', 'recorded_at', 'id'), name='calls_contact_counted'),
            ),
            migrations.AddIndex(
                model_name='contact',
                index=models.Index(condition=models.Q(('e164', ''), _negated=True), fields=['e164'], name='calls_contact_number'),
            ),
            migrations.AddConstraint(
                model_name='contact',
                constraint=models.UniqueConstraint(fields=('engine', 'key'), name='calls_contact_once'),
            ),
            migrations.AddConstraint(
                model_name='contact',
                constraint=models.CheckConstraint(condition=models.Q(('direction__in', ['incoming', 'outgoing'])), name='calls_contact_direction_known'),
            ),
            migrations.AddConstraint(
                model_name='contact',
                constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['answered', 'contained', 'abandoned', 'closed', 'outgoing_answered', 'outgoing_unanswered', 'cut_by_restart'])), name='calls_contact_outcome_known'),
            ),
            migrations.AddConstraint(
                model_name='contact',
                constraint=models.CheckConstraint(condition=models.Q(('outcome', 'cut_by_restart'), models.Q(('direction', 'outgoing'), ('outcome__startswith', 'outgoing')), models.Q(('direction', 'incoming'), models.Q(('outcome__startswith', 'outgoing'), _negated=True)), _connector='OR'), name='calls_contact_outcome_fits_direction'),
            ),
            migrations.AddConstraint(
                model_name='contact',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('redirect_answered__isnull', True), ('redirected_to', '')), models.Q(models.Q(('redirected_to', ''), _negated=True), ('redirect_answered__isnull', False)), _connector='OR'), name='calls_contact_redirect_whole'),
            ),
            migrations.AddConstraint(
                model_name='contact',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='calls_contact_ends_after_start'),
            ),
            migrations.AddConstraint(
                model_name='contact',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('wait_seconds__isnull', True), ('wait_seconds__gte', 0), _connector='OR'), models.Q(('talk_seconds__isnull', True), ('talk_seconds__gte', 0), _connector='OR')), name='calls_contact_seconds_positive'),
            ),
            migrations.AddIndex(
                model_name='leg',
                index=models.Index(condition=models.Q(('kind', 'consultation')), fields=['call_key'], name='calls_leg_consultation'),
            ),
            migrations.AddConstraint(
                model_name='leg',
                constraint=models.UniqueConstraint(fields=('contact', 'position'), name='calls_leg_in_order'),
            ),
            migrations.AddConstraint(
                model_name='leg',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['helpline', 'closed', 'queue', 'operator', 'consultation', 'unit', 'outgoing'])), name='calls_leg_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='offered',
                constraint=models.UniqueConstraint(fields=('run', 'local_date'), name='calls_offered_once'),
            ),
            migrations.AddIndex(
                model_name='calloffer',
                index=models.Index(fields=['call_key', 'id'], name='calls_offer_of_call'),
            ),
            migrations.AddConstraint(
                model_name='calloffer',
                constraint=models.CheckConstraint(condition=models.Q(('fit__in', ['topic', 'language', 'other_branch'])), name='calls_offer_fit_known'),
            ),
            migrations.AddConstraint(
                model_name='calloffer',
                constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['holds_topic', 'no_topic', 'nobody_holds_topic', 'holders_busy', 'branch_busy'])), name='calls_offer_reason_known'),
            ),
            migrations.AddConstraint(
                model_name='removal',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='calls_removal_has_reason'),
            ),
            migrations.AddConstraint(
                model_name='unittaskstep',
                constraint=models.UniqueConstraint(fields=('task', 'state'), name='calls_task_step_once'),
            ),
            migrations.AddConstraint(
                model_name='unittaskstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('state', przystan.rooms.calls.types.live.TaskState['ACCEPTED'])), models.Q(('state', przystan.rooms.calls.types.live.TaskState['DONE']), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='calls_task_done_has_answer'),
            ),
            migrations.AddConstraint(
                model_name='wrapup',
                constraint=models.CheckConstraint(condition=models.Q(('topic', ''), _negated=True), name='calls_wrap_up_has_topic'),
            ),
        ]),
    ]
