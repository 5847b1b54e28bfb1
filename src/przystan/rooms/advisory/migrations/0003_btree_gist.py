from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Exclusion constraints compare a specialist and a range in one index."""

    dependencies = [("advisory", "0002_facts")]
    operations = [BtreeGistExtension()]
