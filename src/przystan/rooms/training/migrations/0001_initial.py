import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('participant', models.CharField(max_length=120)),
                    ('unit', models.CharField(max_length=60)),
                    ('hours', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('recorded_at', models.DateTimeField()),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('participant', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Certificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=32, unique=True)),
                    ('issued_on', models.DateField()),
                    ('expires_on', models.DateField(null=True)),
                    ('badge', models.JSONField(null=True)),
                    ('issued_at', models.DateTimeField()),
                    ('issued_by', models.CharField(max_length=160)),
                    ('attendance', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='training.attendance')),
                ],
                options={
                    'ordering': ('-issued_on', '-id'),
                },
            ),
            migrations.CreateModel(
                name='Course',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20, unique=True)),
                    ('title', models.CharField(max_length=160)),
                    ('title_en', models.CharField(max_length=160)),
                    ('valid_months', models.IntegerField(null=True)),
                    ('pass_mark', models.IntegerField(null=True)),
                    ('procedures', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                ],
                options={
                    'ordering': ('code',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('pass_mark__isnull', True), models.Q(('pass_mark__gte', 1), ('pass_mark__lte', 100)), _connector='OR'), name='training_pass_mark_of_a_hundred'), models.CheckConstraint(condition=models.Q(('valid_months__isnull', True), ('valid_months__gt', 0), _connector='OR'), name='training_valid_months_positive')],
                },
            ),
            migrations.CreateModel(
                name='Enrolment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('participant', models.CharField(max_length=120)),
                    ('unit', models.CharField(blank=True, max_length=60)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('planned', 'id'),
                },
            ),
            migrations.CreateModel(
                name='EnrolmentEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('step', models.CharField(choices=[('requested', 'requested'), ('placed', 'placed'), ('waitlisted', 'waitlisted'), ('refused', 'refused'), ('cancelled', 'cancelled')], max_length=20)),
                    ('at', models.DateTimeField()),
                    ('actor_name', models.CharField(max_length=160)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='training.enrolment')),
                ],
                options={
                    'ordering': ('enrolment', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Opinion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('useful', 'useful'), ('used', 'used')], max_length=10)),
                    ('answer', models.CharField(choices=[('yes', 'yes'), ('partly', 'partly'), ('no', 'no')], max_length=10)),
                    ('answered_at', models.DateTimeField()),
                    ('attendance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='training.attendance')),
                ],
                options={
                    'ordering': ('attendance', 'kind'),
                },
            ),
            migrations.CreateModel(
                name='PlannedSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField()),
                    ('hours', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('trainer', models.CharField(max_length=120)),
                    ('room', models.CharField(max_length=80)),
                    ('seats', models.IntegerField()),
                    ('budget_line', models.CharField(blank=True, max_length=80)),
                    ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                    ('unit', models.CharField(blank=True, max_length=60)),
                    ('planned_at', models.DateTimeField()),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='training.course')),
                ],
                options={
                    'ordering': ('starts_at', 'id'),
                },
            ),
            migrations.AddField(
                model_name='enrolment',
                name='planned',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='training.plannedsession'),
            ),
            migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=400)),
                    ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), size=None)),
                    ('right', models.IntegerField()),
                    ('added_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='training.course')),
                ],
                options={
                    'ordering': ('course', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Revocation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=200)),
                    ('revoked_at', models.DateTimeField()),
                    ('revoked_by', models.CharField(max_length=160)),
                    ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revocation', to='training.certificate')),
                ],
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('held_on', models.DateField()),
                    ('hours', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('trainer', models.CharField(max_length=120)),
                    ('recorded_at', models.DateTimeField()),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='training.course')),
                ],
                options={
                    'ordering': ('-held_on', '-id'),
                },
            ),
            migrations.AddField(
                model_name='plannedsession',
                name='session',
                field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='training.session'),
            ),
            migrations.AddField(
                model_name='attendance',
                name='session',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='training.session'),
            ),
            migrations.CreateModel(
                name='Signature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('signed_at', models.DateTimeField()),
                    ('attendance', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='training.attendance')),
                    ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Sitting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('pre', 'pre'), ('post', 'post')], max_length=10)),
                    ('number', models.IntegerField()),
                    ('asked', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('answers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                    ('right', models.IntegerField()),
                    ('has_passed', models.BooleanField()),
                    ('taken_at', models.DateTimeField()),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.course')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('course', 'user', 'kind', 'number'),
                },
            ),
            migrations.CreateModel(
                name='StaffLanguage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=5)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('user', 'language'),
                },
            ),
            migrations.AddConstraint(
                model_name='certificate',
                constraint=models.CheckConstraint(condition=models.Q(('expires_on__isnull', True), ('expires_on__gte', models.F('issued_on')), _connector='OR'), name='training_certificate_days_in_order'),
            ),
            migrations.AddConstraint(
                model_name='opinion',
                constraint=models.UniqueConstraint(fields=('attendance', 'kind'), name='training_asked_once'),
            ),
            migrations.AddConstraint(
                model_name='enrolment',
                constraint=models.UniqueConstraint(fields=('planned', 'user'), name='training_enrolled_once'),
            ),
            migrations.AddConstraint(
                model_name='question',
                constraint=models.UniqueConstraint(fields=('course', 'text'), name='training_question_once'),
            ),
            migrations.AddConstraint(
                model_name='question',
                constraint=models.CheckConstraint(condition=models.Q(('right__gte', 0), ('right__lt', models.Func(models.F('choices'), function='cardinality', output_field=models.IntegerField()))), name='training_right_is_a_choice'),
            ),
            migrations.AddConstraint(
                model_name='revocation',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='training_revoked_for_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='session',
                constraint=models.UniqueConstraint(fields=('course', 'held_on', 'branch'), name='training_session_once'),
            ),
            migrations.AddConstraint(
                model_name='session',
                constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 12)), name='training_hours_of_a_day'),
            ),
            migrations.AddConstraint(
                model_name='plannedsession',
                constraint=models.UniqueConstraint(fields=('course', 'starts_at', 'branch'), name='training_planned_once'),
            ),
            migrations.AddConstraint(
                model_name='plannedsession',
                constraint=models.CheckConstraint(condition=models.Q(('seats__gt', 0)), name='training_seats_positive'),
            ),
            migrations.AddConstraint(
                model_name='plannedsession',
                constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 12)), name='training_planned_hours_of_a_day'),
            ),
            migrations.AddConstraint(
                model_name='attendance',
                constraint=models.UniqueConstraint(fields=('session', 'participant'), name='training_attended_once'),
            ),
            migrations.AddConstraint(
                model_name='attendance',
                constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0)), name='training_hours_positive'),
            ),
            migrations.AddConstraint(
                model_name='sitting',
                constraint=models.UniqueConstraint(fields=('course', 'user', 'kind', 'number'), name='training_sitting_once'),
            ),
            migrations.AddConstraint(
                model_name='stafflanguage',
                constraint=models.UniqueConstraint(fields=('user', 'language'), name='training_language_once'),
            ),
        ]),
    ]
