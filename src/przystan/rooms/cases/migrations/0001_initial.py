import django.db.models.deletion
import przystan.rooms.cases.types.cases
import przystan.rooms.cases.types.clock
import przystan.rooms.cases.types.proceedings
from django.conf import settings
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Case',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sign', models.CharField(max_length=40, unique=True)),
                    ('unit', models.CharField(max_length=16)),
                    ('file_class', models.CharField(max_length=4)),
                    ('number', models.IntegerField()),
                    ('year', models.IntegerField()),
                    ('channel', models.CharField(choices=[('in_person', 'in_person'), ('post', 'post'), ('electronic', 'electronic')], max_length=12)),
                    ('received_on', models.DateField(db_index=True)),
                    ('recorded_at', models.DateTimeField()),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ],
                options={
                    'ordering': ('-received_on', '-id'),
                },
            ),
            migrations.CreateModel(
                name='CaseType',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40, unique=True)),
                    ('name', models.CharField(max_length=160)),
                    ('name_en', models.CharField(max_length=160)),
                    ('file_class', models.CharField(max_length=4)),
                    ('legal_basis', models.CharField(max_length=200)),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('term', models.CharField(blank=True, choices=[('temporary', 'temporary'), ('permanent', 'permanent'), ('long_term', 'long_term')], default='', max_length=12)),
                ],
                options={
                    'ordering': ('code',),
                },
            ),
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('summons', 'summons'), ('decision', 'decision')], max_length=10)),
                    ('template_version', models.IntegerField()),
                    ('language', models.CharField(max_length=2)),
                    ('content', models.JSONField()),
                    ('made_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('entry_key', models.UUIDField(unique=True)),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='SummonsItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40)),
                    ('kind', models.CharField(choices=[('formal', 'formal'), ('document', 'document')], max_length=8)),
                    ('article', models.CharField(max_length=120)),
                    ('text', models.JSONField()),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Receipt',
                fields=[
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                    ('received_at', models.DateTimeField()),
                    ('regime', models.CharField(choices=[('paper', 'paper'), ('electronic', 'electronic')], max_length=10)),
                    ('last_stay_date', models.DateField(null=True)),
                    ('entry_key', models.UUIDField(unique=True)),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('recorded_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('case',),
                },
            ),
            migrations.CreateModel(
                name='ReceiptConfirmation',
                fields=[
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                    ('kind', models.CharField(choices=[('stamp', 'stamp'), ('certificate', 'certificate')], max_length=12)),
                    ('on', models.DateField(db_column='on_date')),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('recorded_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('case',),
                },
            ),
            migrations.AddField(
                model_name='case',
                name='type',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.casetype'),
            ),
            migrations.CreateModel(
                name='CaseTypeVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.IntegerField()),
                    ('valid_from', models.DateField()),
                    ('content', models.JSONField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='cases.casetype')),
                ],
                options={
                    'ordering': ('type', 'version'),
                },
            ),
            migrations.CreateModel(
                name='ChecklistTick',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40)),
                    ('on', models.DateField(db_column='on_date')),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='ClockEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('received', 'received'), ('appeared', 'appeared'), ('fingerprints', 'fingerprints'), ('defects_summoned', 'defects_summoned'), ('defects_remedied', 'defects_remedied'), ('documents_summoned', 'documents_summoned'), ('documents_complete', 'documents_complete'), ('opinion_asked', 'opinion_asked'), ('opinion_received', 'opinion_received'), ('paused', 'paused'), ('resumed', 'resumed'), ('extended', 'extended'), ('decided', 'decided'), ('delivered', 'delivered'), ('appealed', 'appealed'), ('file_sent', 'file_sent'), ('appeal_ended', 'appeal_ended'), ('urged', 'urged'), ('court_set', 'court_set')], max_length=20)),
                    ('on', models.DateField(db_column='on_date')),
                    ('due_on', models.DateField(null=True)),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ],
                options={
                    'ordering': ('on', 'id'),
                },
            ),
            migrations.CreateModel(
                name='ClockStrike',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=200)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='strike', to='cases.clockevent')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='DecisionDraft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('granted', 'granted'), ('refused', 'refused'), ('discontinued', 'discontinued'), ('left_unexamined', 'left_unexamined')], max_length=16)),
                    ('grounds', models.TextField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('entry_key', models.UUIDField(unique=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='DraftReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('drafted_by', models.CharField(max_length=160)),
                    ('verdict', models.CharField(choices=[('approved', 'approved'), ('returned', 'returned')], max_length=8)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='cases.decisiondraft')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='FeeEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('due', 'due'), ('relief', 'relief'), ('paid', 'paid'), ('refund', 'refund')], max_length=6)),
                    ('fee', models.CharField(max_length=40)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=9)),
                    ('on', models.DateField(db_column='on_date')),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('entry_key', models.UUIDField(unique=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='LawRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40)),
                    ('version', models.IntegerField()),
                    ('kind', models.CharField(choices=[('term', 'term'), ('stop', 'stop'), ('shift', 'shift'), ('regime', 'regime')], max_length=6)),
                    ('subject', models.CharField(blank=True, max_length=20)),
                    ('length', models.IntegerField(default=0)),
                    ('unit', models.CharField(choices=[('days', 'days'), ('months', 'months')], max_length=6)),
                    ('article', models.CharField(max_length=120)),
                    ('source', models.CharField(max_length=300)),
                    ('valid_from', models.DateField()),
                    ('valid_until', models.DateField(null=True)),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('code', 'version'),
                    'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='cases_law_version_once'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='cases_law_days_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('kind', przystan.rooms.cases.types.clock.RuleKind['TERM']), _negated=True), ('length__gt', 0), _connector='OR'), name='cases_law_term_positive')],
                },
            ),
            migrations.CreateModel(
                name='Summons',
                fields=[
                    ('letter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='cases.letter')),
                    ('days', models.IntegerField()),
                ],
                options={
                    'ordering': ('letter',),
                },
            ),
            migrations.AddField(
                model_name='letter',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
            ),
            migrations.CreateModel(
                name='LetterDelivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('step', models.CharField(choices=[('sent', 'sent'), ('first_notice', 'first_notice'), ('second_notice', 'second_notice'), ('delivered', 'delivered'), ('refused', 'refused')], max_length=13)),
                    ('sent_on', models.DateField()),
                    ('on', models.DateField(db_column='on_date')),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='cases.letter')),
                ],
                options={
                    'ordering': ('on', 'id'),
                },
            ),
            migrations.CreateModel(
                name='LetterTemplate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('summons', 'summons'), ('decision', 'decision')], max_length=10)),
                    ('version', models.IntegerField()),
                    ('title', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('kind', 'version'),
                    'constraints': [models.UniqueConstraint(fields=('kind', 'version'), name='cases_template_version_once')],
                },
            ),
            migrations.CreateModel(
                name='Party',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('applicant', 'applicant'), ('proxy', 'proxy'), ('guardian', 'guardian'), ('employer', 'employer'), ('sponsor', 'sponsor')], max_length=10)),
                    ('organisation', models.CharField(blank=True, max_length=200)),
                    ('since', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ],
                options={
                    'ordering': ('case', 'id'),
                },
            ),
            migrations.CreateModel(
                name='PartyEnd',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateField()),
                    ('on', models.DateField(db_column='on_date')),
                    ('reason', models.CharField(max_length=200)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ends', to='cases.party')),
                ],
                options={
                    'ordering': ('party',),
                },
            ),
            migrations.CreateModel(
                name='SignCounter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('unit', models.CharField(max_length=16)),
                    ('file_class', models.CharField(max_length=4)),
                    ('year', models.IntegerField()),
                    ('last', models.IntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('unit', 'file_class', 'year'), name='cases_one_counter')],
                },
            ),
            migrations.CreateModel(
                name='SignedDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('round', models.IntegerField()),
                    ('on', models.DateField(db_column='on_date')),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('draft', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.decisiondraft')),
                ],
                options={
                    'ordering': ('case', 'round'),
                },
            ),
            migrations.CreateModel(
                name='StageEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stage', models.CharField(choices=[('received', 'received'), ('summoned', 'summoned'), ('complete', 'complete'), ('evidence', 'evidence'), ('decided', 'decided'), ('appealed', 'appealed'), ('card_ordered', 'card_ordered'), ('closed', 'closed')], max_length=14)),
                    ('on', models.DateField(db_column='on_date')),
                    ('decision', models.CharField(blank=True, choices=[('granted', 'granted'), ('refused', 'refused'), ('discontinued', 'discontinued'), ('left_unexamined', 'left_unexamined')], max_length=16)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='cases.case')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='StatusAttempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=20)),
                    ('is_right', models.BooleanField()),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('-id',),
                    'indexes': [models.Index(fields=['number', '-at'], name='cases_attempts_of_number')],
                },
            ),
            migrations.CreateModel(
                name='StatusCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=10, unique=True)),
                    ('pin_hash', models.CharField(max_length=128)),
                    ('issued_at', models.DateTimeField()),
                    ('issued_by', models.CharField(max_length=160)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ],
                options={
                    'ordering': ('-issued_at', '-id'),
                },
            ),
            migrations.CreateModel(
                name='Substitution',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateField()),
                    ('until', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('-since', '-id'),
                },
            ),
            migrations.CreateModel(
                name='TermChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.DateField(null=True)),
                    ('after', models.DateField(null=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.lawrule')),
                ],
                options={
                    'ordering': ('rule', 'case'),
                },
            ),
            migrations.CreateModel(
                name='CaseTerm',
                fields=[
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                    ('started_on', models.DateField(null=True)),
                    ('last_date', models.DateField(null=True)),
                    ('paused_from', models.DateField(null=True)),
                    ('paused_until', models.DateField(null=True)),
                    ('ended_on', models.DateField(null=True)),
                    ('computed_at', models.DateTimeField()),
                    ('law_mark', models.BigIntegerField(default=0)),
                    ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('last_date', 'case_id'),
                },
            ),
            migrations.CreateModel(
                name='CardEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('step', models.CharField(choices=[('ordered', 'ordered'), ('produced', 'produced'), ('ready', 'ready'), ('collected', 'collected')], max_length=9)),
                    ('on', models.DateField(db_column='on_date')),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ],
                options={
                    'ordering': ('id',),
                    'constraints': [models.UniqueConstraint(fields=('case', 'step'), name='cases_card_step_once')],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=20)),
                    ('load', models.IntegerField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ],
                options={
                    'ordering': ('id',),
                    'indexes': [models.Index(fields=['case', '-id'], name='cases_assigned_latest')],
                },
            ),
            migrations.CreateModel(
                name='CaseLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('family', 'family'), ('renewal', 'renewal'), ('change', 'change')], max_length=8)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('high', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('low', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ],
                options={
                    'ordering': ('id',),
                    'constraints': [models.UniqueConstraint(fields=('low', 'high'), name='cases_link_once'), models.CheckConstraint(condition=models.Q(('low__lt', models.F('high'))), name='cases_link_two_cases')],
                },
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.UniqueConstraint(fields=('unit', 'file_class', 'year', 'number'), name='cases_sign_once'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='cases_number_positive'),
            ),
            migrations.AddConstraint(
                model_name='casetypeversion',
                constraint=models.UniqueConstraint(fields=('type', 'version'), name='cases_type_version_once'),
            ),
            migrations.AddConstraint(
                model_name='checklisttick',
                constraint=models.UniqueConstraint(fields=('case', 'code'), name='cases_tick_once'),
            ),
            migrations.AddIndex(
                model_name='clockevent',
                index=models.Index(fields=['case', 'on'], name='cases_clock_of_case'),
            ),
            migrations.AddConstraint(
                model_name='clockevent',
                constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gt', models.F('on')), _connector='OR'), name='cases_clock_due_after'),
            ),
            migrations.AddConstraint(
                model_name='clockevent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', [przystan.rooms.cases.types.clock.EventKind['EXTENDED'], przystan.rooms.cases.types.clock.EventKind['COURT_SET']]), _negated=True), ('due_on__isnull', False), _connector='OR'), name='cases_clock_due_given'),
            ),
            migrations.AddConstraint(
                model_name='decisiondraft',
                constraint=models.CheckConstraint(condition=models.Q(('grounds', ''), _negated=True), name='cases_draft_has_grounds'),
            ),
            migrations.AddConstraint(
                model_name='draftreview',
                constraint=models.UniqueConstraint(fields=('draft',), name='cases_draft_reviewed_once'),
            ),
            migrations.AddConstraint(
                model_name='draftreview',
                constraint=models.CheckConstraint(condition=models.Q(('recorded_by', models.F('drafted_by')), _negated=True), name='cases_review_by_another'),
            ),
            migrations.AddConstraint(
                model_name='draftreview',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', przystan.rooms.cases.types.proceedings.Verdict['RETURNED']), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='cases_return_says_why'),
            ),
            migrations.AddIndex(
                model_name='feeentry',
                index=models.Index(fields=['case', 'id'], name='cases_fees_of_case'),
            ),
            migrations.AddConstraint(
                model_name='feeentry',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cases_fee_positive'),
            ),
            migrations.AddField(
                model_name='summonsitem',
                name='summons',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='cases.summons'),
            ),
            migrations.AddConstraint(
                model_name='summons',
                constraint=models.CheckConstraint(condition=models.Q(('days__gt', 0)), name='cases_summons_term_positive'),
            ),
            migrations.AddConstraint(
                model_name='letterdelivery',
                constraint=models.UniqueConstraint(fields=('letter', 'step'), name='cases_delivery_step_once'),
            ),
            migrations.AddConstraint(
                model_name='letterdelivery',
                constraint=models.CheckConstraint(condition=models.Q(('on__gte', models.F('sent_on'))), name='cases_delivery_after_sending'),
            ),
            migrations.AddConstraint(
                model_name='party',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('organisation', '')), models.Q(('person__isnull', True), models.Q(('organisation', ''), _negated=True)), _connector='OR'), name='cases_party_person_or_organisation'),
            ),
            migrations.AddConstraint(
                model_name='partyend',
                constraint=models.UniqueConstraint(fields=('party',), name='cases_party_ends_once'),
            ),
            migrations.AddConstraint(
                model_name='partyend',
                constraint=models.CheckConstraint(condition=models.Q(('on__gte', models.F('since'))), name='cases_party_ends_after'),
            ),
            migrations.AddConstraint(
                model_name='signeddecision',
                constraint=models.UniqueConstraint(fields=('case', 'round'), name='cases_one_decision'),
            ),
            migrations.AddIndex(
                model_name='stageevent',
                index=models.Index(fields=['case', '-id'], name='cases_stage_latest'),
            ),
            migrations.AddConstraint(
                model_name='stageevent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', przystan.rooms.cases.types.cases.Stage['DECIDED']), models.Q(('decision', ''), _negated=True)), models.Q(models.Q(('stage', przystan.rooms.cases.types.cases.Stage['DECIDED']), _negated=True), ('decision', '')), _connector='OR'), name='cases_decision_with_decided'),
            ),
            migrations.AddConstraint(
                model_name='statuscode',
                constraint=models.CheckConstraint(condition=models.Q(('number__regex', '^[0-9]{10}$')), name='cases_code_ten_digits'),
            ),
            migrations.AddConstraint(
                model_name='statuscode',
                constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('case',), name='cases_code_one_live'),
            ),
            migrations.AddConstraint(
                model_name='substitution',
                constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='cases_substitution_days_in_order'),
            ),
            migrations.AddConstraint(
                model_name='substitution',
                constraint=models.CheckConstraint(condition=models.Q(('officer', models.F('substitute')), _negated=True), name='cases_substitution_two_officers'),
            ),
            migrations.AddConstraint(
                model_name='termchange',
                constraint=models.UniqueConstraint(fields=('rule', 'case'), name='cases_term_change_once'),
            ),
            migrations.AddIndex(
                model_name='caseterm',
                index=models.Index(condition=models.Q(('ended_on__isnull', True)), fields=['last_date', 'case'], name='cases_term_next'),
            ),
            migrations.AddIndex(
                model_name='caseterm',
                index=models.Index(condition=models.Q(('ended_on__isnull', True)), fields=['officer', 'last_date', 'case'], name='cases_term_of_officer'),
            ),
            migrations.AddIndex(
                model_name='caseterm',
                index=models.Index(condition=models.Q(('ended_on__isnull', True)), fields=['law_mark', 'case'], name='cases_term_stale'),
            ),
            migrations.AddConstraint(
                model_name='summonsitem',
                constraint=models.UniqueConstraint(fields=('summons', 'code'), name='cases_summons_item_once'),
            ),
        ]),
    ]
