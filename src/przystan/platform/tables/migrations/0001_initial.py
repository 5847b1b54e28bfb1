from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('imported_at', models.DateTimeField()),
                ('actor_id_value', models.BigIntegerField(db_column='actor_id', null=True)),
                ('actor_name', models.CharField(max_length=160)),
                ('rows', models.BigIntegerField()),
                ('added', models.BigIntegerField()),
                ('known', models.BigIntegerField()),
                ('refused', models.BigIntegerField()),
            ],
            options={
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['kind', 'sha256'], name='tables_run_by_content')],
            },
        ),
    ]
