import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="message", name="needs",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("size", models.BigIntegerField()),
                ("message", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="attachments",
                    to="outbox.message")),
            ],
            options={
                "ordering": ("id",),
                "constraints": [models.UniqueConstraint(
                    fields=("message", "sha256"), name="outbox_attachment_once_in_a_message")],
            }),
    ]
