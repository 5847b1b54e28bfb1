from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('digest', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('location', models.CharField(max_length=500)),
                ('at', models.DateTimeField(db_index=True)),
            ],
        ),
    ]
