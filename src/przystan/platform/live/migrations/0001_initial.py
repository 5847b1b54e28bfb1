from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=60)),
                ('reference', models.CharField(blank=True, max_length=120)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('id',),
                'indexes': [models.Index(fields=['topic', 'id'], name='live_change_by_topic')],
            },
        ),
    ]
