import django.db.models.deletion
from django.conf import settings
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
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('username', models.CharField(max_length=60, unique=True)),
                    ('display_name', models.CharField(max_length=120)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('language', models.CharField(default='pl', max_length=5)),
                    ('is_active', models.BooleanField(default=True)),
                ],
                options={
                    'ordering': ('username',),
                },
            ),
            migrations.CreateModel(
                name='BreakGlass',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('permission', models.CharField(max_length=40)),
                    ('reason', models.TextField()),
                    ('opened_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('id',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='accounts_break_glass_has_reason'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('opened_at'))), name='accounts_break_glass_ends')],
                },
            ),
            migrations.CreateModel(
                name='Grant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('administrator', 'administrator'), ('manager', 'manager'), ('adviser', 'adviser'), ('legal_adviser', 'legal_adviser'), ('psychologist', 'psychologist'), ('interpreter', 'interpreter'), ('operator', 'operator'), ('call_supervisor', 'call_supervisor'), ('repository_clerk', 'repository_clerk'), ('case_officer', 'case_officer'), ('receptionist', 'receptionist'), ('content_editor', 'content_editor'), ('training_officer', 'training_officer'), ('auditor', 'auditor')], max_length=30)),
                    ('granted_at', models.DateTimeField()),
                    ('granted_by', models.CharField(max_length=160)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('branch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.unit')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('id',),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user', 'role', 'unit', 'branch'), name='accounts_grant_once', nulls_distinct=False)],
                },
            ),
        ]),
    ]
