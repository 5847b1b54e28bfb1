from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_indicator_rows")]

    operations = [
        migrations.AddField(
            model_name="schedule", name="ending",
            field=models.CharField(default="pdf", max_length=4), preserve_default=False),
        # What was sent before goes on: nobody had to say then whose an address is.
        migrations.AddField(
            model_name="schedule", name="is_outside",
            field=models.BooleanField(default=True), preserve_default=False),
    ]
