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
                name='Branch',
                fields=[
                    ('code', models.CharField(max_length=8, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=80)),
                    ('town', models.CharField(max_length=80)),
                ],
                options={
                    'ordering': ('code',),
                },
            ),
            migrations.CreateModel(
                name='Unit',
                fields=[
                    ('code', models.CharField(max_length=16, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=120)),
                    ('branch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('code',),
                },
            ),
        ]),
    ]
