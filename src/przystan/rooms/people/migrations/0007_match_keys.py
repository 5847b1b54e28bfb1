from django.db import migrations


def fill(apps, schema_editor):
    # Keys are derived: whatever the rules make today is right, and is made anew when they change.
    from przystan.rooms.people.operations.derived import rebuild_derived

    for _done in rebuild_derived():
        pass


class Migration(migrations.Migration):
    dependencies = [("people", "0006_matching")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
