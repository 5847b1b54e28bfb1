from datetime import UTC, date, datetime

from django.db import migrations

# What such offices often write on these folders: B10, and B5 for invitations and visas. No source
# that was read confirms it for any class, so each row says so and stays editable.
SHORT = {"invitation_visa": "B5"}
KINDS = ("temporary", "permanent", "long_term", "work_permit", "card_documents", "eu_citizen",
         "invitation_visa", "polish_card")
SOURCE = "Dz.U. 2011 nr 14 poz. 67 (JRWA): category not confirmed"


def ship_rules(apps, _schema):
    rule = apps.get_model("records", "RetentionRule")
    for kind in KINDS:
        rule.objects.create(
            kind=kind, category=SHORT.get(kind, "B10"), valid_from=date(2011, 1, 1), source=SOURCE,
            is_confirmed=False, recorded_at=datetime(2022, 10, 1, tzinfo=UTC),
            recorded_by="Przystań")


def take_rules_back(apps, _schema):
    apps.get_model("records", "RetentionRule").objects.filter(source=SOURCE).delete()


class Migration(migrations.Migration):
    dependencies = [("records", "0002_facts")]
    operations = [migrations.RunPython(ship_rules, take_rules_back)]
