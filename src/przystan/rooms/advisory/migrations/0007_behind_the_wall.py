from django.db import migrations

from przystan.platform.transactions.wall import ASKS, holds, no_policy, policy

# A sealed note is there for its author and for those it is sealed to; a legal note with its
# parties for legal advisers of its branch; a confidential complaint for complaint officers.
CONDITIONS = {
    "advisory_sealednote": f"author_id = {ASKS} OR EXISTS ("
                           "SELECT FROM advisory_sealednotekey n JOIN advisory_specialistkey k"
                           " ON k.id = n.key_id WHERE n.note_id = advisory_sealednote.id"
                           f" AND k.retired_at IS NULL AND k.user_id = {ASKS})",
    "advisory_legalnote": holds("advisory.legal", "branch_id"),
    "advisory_legalparty": "EXISTS (SELECT FROM advisory_legalnote n"
                           " WHERE n.id = advisory_legalparty.note_id)",
    "advisory_complaint": f"NOT is_confidential OR {holds('advisory.complaints')}",
    "advisory_complaintstep": "EXISTS (SELECT FROM advisory_complaint c"
                              " WHERE c.id = advisory_complaintstep.complaint_id)",
}


class Migration(migrations.Migration):

    dependencies = [("advisory", "0006_target_group")]

    operations = [
        migrations.RunSQL(
            "".join(policy(table, condition) for table, condition in CONDITIONS.items()),
            "".join(no_policy(table) for table in CONDITIONS)),
    ]
