from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.BigIntegerField(unique=True)),
                    ('at', models.DateTimeField(db_index=True)),
                    ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                    ('actor_name', models.CharField(max_length=160)),
                    ('action', models.CharField(max_length=80)),
                    ('subject', models.CharField(max_length=160)),
                    ('person_id_value', models.BigIntegerField(db_column='person_id', db_index=True, null=True)),
                    ('is_read', models.BooleanField(default=False)),
                    ('details', models.JSONField(default=dict)),
                    ('previous_hash', models.BinaryField()),
                    ('hash', models.BinaryField()),
                ],
                options={
                    'ordering': ('seq',),
                },
            ),
            migrations.CreateModel(
                name='Head',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.BigIntegerField()),
                    ('hash', models.BinaryField()),
                ],
            ),
        ]),
    ]
