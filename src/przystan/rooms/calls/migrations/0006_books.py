"""The switchboard notes its start and the closing message too."""

from django.db import migrations, models

KINDS = ["serving", "offered", "language", "queued", "ringing", "not_answered", "connected",
         "talked", "held", "transferred", "closed", "ended"]


class Migration(migrations.Migration):
    dependencies = [("calls", "0005_desk")]
    operations = [
        migrations.RemoveConstraint(model_name="liveevent", name="calls_live_kind_known"),
        migrations.AddConstraint(
            model_name="liveevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="calls_live_kind_known")),
    ]
