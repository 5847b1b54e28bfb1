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
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=120, unique=True)),
                    ('channel', models.CharField(choices=[('mail', 'mail'), ('sms', 'sms')], max_length=10)),
                    ('recipient', models.CharField(max_length=200)),
                    ('subject', models.CharField(blank=True, max_length=200)),
                    ('body', models.TextField()),
                    ('language', models.CharField(max_length=5)),
                    ('written_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Attempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('delivered', 'delivered'), ('failed', 'failed'), ('refused', 'refused')], max_length=10)),
                    ('carrier', models.CharField(max_length=60)),
                    ('reference', models.CharField(blank=True, max_length=200)),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='outbox.message')),
                ],
                options={
                    'ordering': ('id',),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'delivered')), fields=('message',), name='outbox_delivered_once')],
                },
            ),
        ]),
    ]
