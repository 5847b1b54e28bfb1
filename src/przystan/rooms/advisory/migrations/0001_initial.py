import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('finance', '0001_initial'),
        ('people', '0001_initial'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        CreateTables([
            migrations.CreateModel(
                name='Service',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=16)),
                    ('topic', models.CharField(blank=True, max_length=24)),
                    ('minutes', models.PositiveSmallIntegerField(null=True)),
                    ('provided_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='BeneficiaryCard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(db_collation='C', max_length=40)),
                    ('opened_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('stay_basis', models.CharField(max_length=24)),
                    ('is_signed', models.BooleanField(default=False)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.project')),
                ],
                options={
                    'ordering': ('-opened_on', '-id'),
                },
            ),
            migrations.CreateModel(
                name='Complaint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=20, unique=True)),
                    ('category', models.CharField(max_length=16)),
                    ('language', models.CharField(max_length=3)),
                    ('is_confidential', models.BooleanField(default=False)),
                    ('text', models.TextField()),
                    ('contact', models.CharField(blank=True, max_length=200)),
                    ('received_at', models.DateTimeField()),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('-received_at', '-id'),
                },
            ),
            migrations.CreateModel(
                name='ComplaintStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(max_length=12)),
                    ('at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=160)),
                    ('answer', models.TextField(blank=True)),
                    ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='advisory.complaint')),
                ],
                options={
                    'ordering': ('complaint', 'place'),
                },
            ),
            migrations.CreateModel(
                name='DocumentSeen',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=24)),
                    ('number', models.CharField(blank=True, max_length=40)),
                    ('issuing_state', models.CharField(max_length=3)),
                    ('valid_until', models.DateField(null=True)),
                    ('seen_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=160)),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='advisory.beneficiarycard')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='EligibilityCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('checked_at', models.DateTimeField()),
                    ('checked_for', models.DateField()),
                    ('visa_code', models.CharField(blank=True, max_length=4)),
                    ('outcome', models.CharField(max_length=16)),
                    ('reasons', models.JSONField()),
                    ('rules', models.JSONField()),
                    ('actor_name', models.CharField(max_length=160)),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='advisory.beneficiarycard')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='EligibilityRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40)),
                    ('version', models.PositiveSmallIntegerField()),
                    ('group_number', models.PositiveSmallIntegerField()),
                    ('stay_basis', models.CharField(blank=True, max_length=24)),
                    ('states', models.JSONField(default=list)),
                    ('visa_codes', models.JSONField(default=list)),
                    ('support', models.CharField(max_length=16)),
                    ('topics', models.JSONField(default=list)),
                    ('article', models.CharField(max_length=300)),
                    ('source', models.CharField(max_length=300)),
                    ('is_confirmed', models.BooleanField()),
                    ('valid_from', models.DateField()),
                    ('valid_until', models.DateField(null=True)),
                    ('recorded_at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('group_number', 'code', 'version'),
                    'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='advisory_eligibility_version_once'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='advisory_eligibility_rule_days'), models.CheckConstraint(condition=models.Q(('support__in', ['all', 'legalisation'])), name='advisory_eligibility_support_known')],
                },
            ),
            migrations.CreateModel(
                name='FollowUp',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('due_on', models.DateField()),
                    ('task', models.CharField(blank=True, max_length=300)),
                    ('made_at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=160)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followups', to='advisory.beneficiarycard')),
                ],
                options={
                    'ordering': ('due_on', 'id'),
                },
            ),
            migrations.CreateModel(
                name='FollowUpDone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('done_at', models.DateTimeField()),
                    ('outcome', models.CharField(blank=True, max_length=300)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('followup', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='done', to='advisory.followup')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='LegalNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('advice', models.TextField()),
                    ('referral', models.CharField(blank=True, max_length=300)),
                    ('written_at', models.DateTimeField()),
                    ('author_name', models.CharField(max_length=160)),
                    ('conflicts_found', models.PositiveSmallIntegerField(default=0)),
                    ('conflict_reason', models.CharField(blank=True, max_length=300)),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legal_notes', to='advisory.service')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='LegalParty',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(max_length=8)),
                    ('name', models.CharField(max_length=200)),
                    ('name_key', models.CharField(db_collation='C', max_length=200)),
                    ('number', models.CharField(blank=True, max_length=40)),
                    ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='advisory.legalnote')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Referral',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('organisation', models.CharField(max_length=200)),
                    ('purpose', models.CharField(blank=True, max_length=300)),
                    ('has_consent', models.BooleanField()),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='advisory.beneficiarycard')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='ReferralStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(max_length=12)),
                    ('at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=160)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='advisory.referral')),
                ],
                options={
                    'ordering': ('referral', 'place'),
                },
            ),
            migrations.CreateModel(
                name='SealedNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ciphertext', models.BinaryField()),
                    ('written_at', models.DateTimeField()),
                    ('sealed_at', models.DateTimeField()),
                    ('author_name', models.CharField(max_length=160)),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_notes', to='advisory.service')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='ServiceRemoval',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('removed_at', models.DateTimeField()),
                    ('reason', models.CharField(max_length=300)),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('service', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='removal', to='advisory.service')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Specialist',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('display_name', models.CharField(max_length=120)),
                    ('profession', models.CharField(max_length=16)),
                    ('left_on', models.DateField(null=True)),
                    ('branch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('display_name', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Duty',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('mode', models.CharField(max_length=8)),
                    ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('branch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('specialist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='advisory.specialist')),
                ],
                options={
                    'ordering': ('period', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Booking',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('language', models.CharField(blank=True, max_length=3)),
                    ('purpose', models.CharField(blank=True, max_length=200)),
                    ('booked_at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=160)),
                    ('cancelled_at', models.DateTimeField(null=True)),
                    ('cancel_reason', models.CharField(blank=True, max_length=200)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                    ('specialist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='advisory.specialist')),
                ],
                options={
                    'ordering': ('period', 'id'),
                },
            ),
            migrations.CreateModel(
                name='SpecialistKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('owner_name', models.CharField(max_length=160)),
                    ('recipient', models.CharField(max_length=80, unique=True)),
                    ('locked_identity', models.BinaryField()),
                    ('made_at', models.DateTimeField()),
                    ('vouched_at', models.DateTimeField(null=True)),
                    ('vouched_by', models.CharField(blank=True, max_length=160)),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_by', models.CharField(blank=True, max_length=160)),
                    ('branch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='SealedNoteKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='advisory.sealednote')),
                    ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advisory.specialistkey')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='SpecialistLanguage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=3)),
                    ('into', models.CharField(default='pl', max_length=3)),
                    ('is_sworn', models.BooleanField(default=False)),
                    ('specialist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='advisory.specialist')),
                ],
                options={
                    'ordering': ('specialist', 'language', 'into'),
                },
            ),
            migrations.CreateModel(
                name='SurveyAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=3)),
                    ('month', models.DateField()),
                    ('helpful', models.CharField(max_length=12)),
                    ('clear', models.CharField(max_length=12)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.project')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='SurveyInvitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=3)),
                    ('code_hash', models.CharField(max_length=64, unique=True)),
                    ('made_on', models.DateField()),
                    ('expires_on', models.DateField()),
                    ('used_on', models.DateField(null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.project')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Visit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('visited_on', models.DateField()),
                    ('language', models.CharField(max_length=3)),
                    ('interpreter_mode', models.CharField(max_length=8)),
                    ('channel', models.CharField(max_length=8)),
                    ('recorded_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('entry_key', models.UUIDField(null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='advisory.beneficiarycard')),
                ],
                options={
                    'ordering': ('-visited_on', '-id'),
                },
            ),
            migrations.CreateModel(
                name='Signature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('way', models.CharField(default='paper', max_length=8)),
                    ('strokes', models.JSONField(null=True)),
                    ('content_hash', models.CharField(blank=True, max_length=64)),
                    ('signed_at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=160)),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='advisory.beneficiarycard')),
                    ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='advisory.visit')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.AddField(
                model_name='service',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='advisory.visit'),
            ),
            migrations.AddField(
                model_name='referral',
                name='visit',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advisory.visit'),
            ),
            migrations.CreateModel(
                name='Interpretation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=3)),
                    ('into', models.CharField(default='pl', max_length=3)),
                    ('mode', models.CharField(max_length=8)),
                    ('recorded_at', models.DateTimeField()),
                    ('specialist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advisory.specialist')),
                    ('visit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='interpretation', to='advisory.visit')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.AddField(
                model_name='followup',
                name='visit',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advisory.visit'),
            ),
            migrations.AddIndex(
                model_name='beneficiarycard',
                index=models.Index(fields=['-opened_on', '-id'], name='advisory_card_by_day'),
            ),
            migrations.AddIndex(
                model_name='beneficiarycard',
                index=models.Index(fields=['number', 'id'], name='advisory_card_by_number'),
            ),
            migrations.AddConstraint(
                model_name='beneficiarycard',
                constraint=models.UniqueConstraint(fields=('project', 'number'), name='advisory_card_number_once'),
            ),
            migrations.AddConstraint(
                model_name='beneficiarycard',
                constraint=models.CheckConstraint(condition=models.Q(('stay_basis__in', ['temporary_protection', 'temporary_permit', 'pending_stamp', 'national_visa', 'visa_free', 'permanent', 'schengen_visa', 'humanitarian', 'child_born_in_poland', 'family_member', 'in_course', 'other'])), name='advisory_stay_basis_known'),
            ),
            migrations.AddConstraint(
                model_name='complaint',
                constraint=models.CheckConstraint(condition=models.Q(('category__in', ['waiting', 'information', 'language', 'behaviour', 'discrimination', 'data', 'other'])), name='advisory_complaint_category_known'),
            ),
            migrations.AddConstraint(
                model_name='complaintstep',
                constraint=models.UniqueConstraint(fields=('complaint', 'place'), name='advisory_complaint_step_once'),
            ),
            migrations.AddConstraint(
                model_name='complaintstep',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'in_review', 'answered', 'dismissed'])), name='advisory_complaint_state_known'),
            ),
            migrations.AddConstraint(
                model_name='documentseen',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['passport', 'residence_card', 'visa', 'travel_document', 'identity_card', 'certificate', 'birth_certificate', 'other'])), name='advisory_document_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='documentseen',
                constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('card', 'kind', 'number', 'issuing_state', 'seen_on'), name='advisory_document_once_a_day'),
            ),
            migrations.AddConstraint(
                model_name='eligibilitycheck',
                constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['eligible', 'limited', 'unclear', 'not_eligible'])), name='advisory_eligibility_known'),
            ),
            migrations.AddIndex(
                model_name='legalparty',
                index=models.Index(fields=['name_key'], name='advisory_party_by_name'),
            ),
            migrations.AddConstraint(
                model_name='legalparty',
                constraint=models.CheckConstraint(condition=models.Q(('role__in', ['opposing', 'other'])), name='advisory_party_role_known'),
            ),
            migrations.AddConstraint(
                model_name='referralstep',
                constraint=models.UniqueConstraint(fields=('referral', 'place'), name='advisory_referral_step_once'),
            ),
            migrations.AddConstraint(
                model_name='referralstep',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['made', 'accepted', 'refused', 'done', 'withdrawn'])), name='advisory_referral_state_known'),
            ),
            migrations.AddConstraint(
                model_name='referralstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='advisory_refusal_has_reason'),
            ),
            migrations.AddConstraint(
                model_name='legalnote',
                constraint=models.CheckConstraint(condition=models.Q(('conflicts_found', 0), models.Q(('conflict_reason', ''), _negated=True), _connector='OR'), name='advisory_conflict_has_reason'),
            ),
            migrations.AddConstraint(
                model_name='specialist',
                constraint=models.CheckConstraint(condition=models.Q(('profession__in', ['adviser', 'legal_adviser', 'psychologist', 'interpreter'])), name='advisory_profession_known'),
            ),
            migrations.AddConstraint(
                model_name='duty',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('specialist', '='), ('period', '&&')], name='advisory_duty_once'),
            ),
            migrations.AddConstraint(
                model_name='duty',
                constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['on_site', 'phone'])), name='advisory_duty_mode_known'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at__isnull', True)), expressions=[('specialist', '='), ('period', '&&')], name='advisory_booking_once'),
            ),
            migrations.AddConstraint(
                model_name='specialistkey',
                constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('user',), name='advisory_key_once'),
            ),
            migrations.AddConstraint(
                model_name='sealednotekey',
                constraint=models.UniqueConstraint(fields=('note', 'key'), name='advisory_sealed_key_once'),
            ),
            migrations.AddConstraint(
                model_name='specialistlanguage',
                constraint=models.UniqueConstraint(fields=('specialist', 'language', 'into'), name='advisory_pair_once'),
            ),
            migrations.AddConstraint(
                model_name='surveyanswer',
                constraint=models.CheckConstraint(condition=models.Q(('helpful__in', ['yes', 'partly', 'no', 'hard_to_say'])), name='advisory_survey_helpful_known'),
            ),
            migrations.AddConstraint(
                model_name='surveyanswer',
                constraint=models.CheckConstraint(condition=models.Q(('clear__in', ['yes', 'partly', 'no'])), name='advisory_survey_clear_known'),
            ),
            migrations.AddConstraint(
                model_name='surveyanswer',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='advisory_survey_month_only'),
            ),
            migrations.AddIndex(
                model_name='visit',
                index=models.Index(fields=['-visited_on', '-id'], name='advisory_visit_by_day'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.UniqueConstraint(fields=('entry_key',), name='advisory_visit_entry_once'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('interpreter_mode__in', ['none', 'on_site', 'phone'])), name='advisory_interpreter_mode_known'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['desk', 'phone', 'online', 'outreach'])), name='advisory_channel_known'),
            ),
            migrations.AddConstraint(
                model_name='signature',
                constraint=models.UniqueConstraint(condition=models.Q(('visit__isnull', True)), fields=('card',), name='advisory_signature_card_once'),
            ),
            migrations.AddConstraint(
                model_name='signature',
                constraint=models.UniqueConstraint(fields=('visit',), name='advisory_signature_visit_once'),
            ),
            migrations.AddConstraint(
                model_name='signature',
                constraint=models.CheckConstraint(condition=models.Q(('way__in', ['paper', 'pad'])), name='advisory_signature_way_known'),
            ),
            migrations.AddIndex(
                model_name='service',
                index=models.Index(fields=['kind', 'provided_on', 'recorded_at', 'visit'], name='advisory_service_count'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['information', 'legal', 'psychological', 'interpreting'])), name='advisory_service_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.CheckConstraint(condition=models.Q(('topic__in', ['', 'residence_and_work', 'family', 'temporary_protection', 'appeal', 'permanent', 'employer', 'citizenship', 'social', 'language_and_school', 'other'])), name='advisory_service_topic_known'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'psychological'), _negated=True), ('topic', ''), _connector='OR'), name='advisory_psychological_no_topic'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.CheckConstraint(condition=models.Q(('minutes__isnull', True), models.Q(('minutes__gt', 0), ('minutes__lte', 600)), _connector='OR'), name='advisory_service_minutes'),
            ),
            migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(('has_consent', True)), name='advisory_referral_has_consent'),
            ),
            migrations.AddConstraint(
                model_name='interpretation',
                constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['on_site', 'phone'])), name='advisory_interpretation_mode_known'),
            ),
            migrations.AddIndex(
                model_name='followup',
                index=models.Index(fields=['due_on', 'id'], name='advisory_followup_by_day'),
            ),
        ]),
    ]
