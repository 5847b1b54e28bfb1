from django.db import migrations

# What "help with legalisation only" (group 5) leaves: the published list names no services, so
# these topics are the office's reading. Not confirmed; a new version of the rule changes them.
TOPICS = ["residence_and_work", "temporary_protection", "appeal", "permanent"]


def lay(apps, schema_editor):
    rules = apps.get_model("advisory", "EligibilityRule").objects
    rules.filter(support="legalisation", topics=[]).update(topics=TOPICS)


class Migration(migrations.Migration):
    dependencies = [("advisory", "0007_topics_of_legalisation")]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
